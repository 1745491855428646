package present

import (
	"encoding/json"
	"slices"

	"roundsman/bot/card"
	"roundsman/sales"
)

// DigestQuery is which digest is meant; it travels in buttons.
type DigestQuery struct {
	Span DigestSpan     `json:"s,omitempty"`
	Day  sales.Date     `json:"d"`           // in the span
	For  sales.PersonID `json:"m,omitempty"` // the manager whose teams; empty: the viewer
	Part string         `json:"p,omitempty"` // what is opened
	From int            `json:"f,omitempty"` // how many entries were shown before
}

// DigestSpan is what a digest sums up.
type DigestSpan string

const (
	SpanDay   DigestSpan = ""
	SpanWeek  DigestSpan = "week"
	SpanMonth DigestSpan = "month"
)

func (q DigestQuery) String() string {
	raw, _ := json.Marshal(q) // text and days always can be
	return string(raw)
}

// Opens is the query for a part.
func (q DigestQuery) Opens(part string) DigestQuery {
	q.Part, q.From = part, 0
	return q
}

// On is the query for another day, or span.
func (q DigestQuery) On(day sales.Date) DigestQuery {
	q.Day, q.Part, q.From = day, "", 0
	return q
}

// DayDigest is a team's day as its manager reads it: who asks for help first,
// then what there is, each number with the button that opens what is behind it.
// asked: the viewer asked for it, and can turn to other days.
func DayDigest(q DigestQuery, today sales.Date, d sales.TeamDay, asked bool) card.Card {
	c := card.Card{Title: card.P("digest.title", "day", card.Day(d.Day))}
	c.Blocks = append(c.Blocks, helpBlocks(q, d)...)
	filed, due := d.Count(sales.StandingSent, sales.StandingLate), len(d.Standings)-d.Count(sales.StandingOff)
	c.Blocks = append(c.Blocks, card.Beside(
		card.Lines(filedLine(filed, due), standingsLine(d)), q.opener(PartReports)))
	c.Blocks = append(c.Blocks, numberBlock(card.T("digest.words", "count", card.Count(len(d.Words))), len(d.Words), q, PartWords))
	c.Blocks = append(c.Blocks, numberBlock(card.T("digest.promises", "count", card.Count(len(d.Broken))), len(d.Broken), q, PartPromises))
	c.Blocks = append(c.Blocks, card.Small(card.T("digest.counts")))
	if asked {
		row := []card.Element{card.Press(card.T("reports.before"), card.Do{Name: "digest.show", ID: "before", Arg: q.On(d.Day.AddDays(-1)).String()})}
		if d.Day.Before(today) {
			row = append(row, card.Press(card.T("reports.after"), card.Do{Name: "digest.show", ID: "after", Arg: q.On(d.Day.AddDays(1)).String()}))
		}
		c.Blocks = append(c.Blocks, card.Row(append(row, spanButtons(q, SpanDay)...)...))
	}
	return c
}

// opener is the button that opens what is behind a number.
func (q DigestQuery) opener(part string) card.Element {
	return card.Press(card.T("report.entries"), card.Do{Name: "digest.open", ID: part, Arg: q.Opens(part).String()})
}

// filedLine is how many of those who work that day have reported.
func filedLine(filed, due int) card.Text {
	if due == 0 {
		return card.T("digest.nobody_works")
	}
	return card.T("digest.filed", "filed", card.Count(filed), "due", card.Count(due))
}

// numberBlock is a number with its button, if there is anything behind it.
func numberBlock(text card.Text, n int, q DigestQuery, part string) card.Block {
	if n == 0 {
		return card.Paragraph(text)
	}
	return card.Beside(text, q.opener(part))
}

// spanButtons lead to the other digests.
func spanButtons(q DigestQuery, but ...DigestSpan) (row []card.Element) {
	for _, span := range []DigestSpan{SpanDay, SpanWeek, SpanMonth} {
		name := string(span)
		if span == SpanDay {
			name = "day"
		}
		if !slices.Contains(but, span) {
			to := q.On(q.Day)
			to.Span = span
			row = append(row, card.Press(card.T("digest.span_"+name), card.Do{Name: "digest.show", ID: name, Arg: to.String()}))
		}
	}
	return row
}

// mostHelp is how many requests stand in the digest itself.
const mostHelp = 8

// helpBlocks are the requests for help, each with the button to reply.
func helpBlocks(q DigestQuery, d sales.TeamDay) []card.Block {
	if len(d.Help) == 0 {
		return []card.Block{card.Paragraph(card.T("digest.no_help"))}
	}
	blocks := []card.Block{card.Paragraph(card.T("digest.help", "count", card.Count(len(d.Help))))}
	for _, a := range d.Help[:min(len(d.Help), mostHelp)] {
		blocks = append(blocks, HelpBlock(a))
	}
	if more := len(d.Help) - mostHelp; more > 0 {
		blocks = append(blocks, card.Beside(card.T("digest.more_help", "count", card.Count(more)), q.opener(PartReports)))
	}
	return blocks
}

// HelpBlock is one request for help.
func HelpBlock(a sales.Asked) card.Block {
	return card.Beside(card.T("digest.help_line", "who", card.Person(a.Who), "what", card.Of(answerText(a.Question, a.Answer))),
		replyTo(a.Who, "r:"+string(a.Report)))
}

// replyTo is the button that writes to a rep about something: "r:REPORT",
// "v:VISIT", "f:FOLLOWUP", "a:ACCOUNT", "d:DAY" for a report that is not there.
func replyTo(who sales.PersonID, about string) card.Element {
	return card.Press(card.T("digest.reply"), card.Do{Name: "digest.reply", ID: string(who), Arg: about})
}

// standingsLine counts who stands how, but for those who sent it in time.
func standingsLine(d sales.TeamDay) card.Text {
	var line card.Text
	for _, state := range sales.ReportStandingStates() {
		n := d.Count(state)
		part := card.T("digest.count_"+string(state), "count", card.Count(n))
		switch {
		case n == 0 || state == sales.StandingSent:
		case line.Key == "":
			line = part
		default:
			line = both(line, part)
		}
	}
	if line.Key == "" {
		return card.T("digest.all_sent")
	}
	return line
}

// mostEntries is how many entries one message shows: each may take two blocks.
const mostEntries = 20

// DayPart is what is behind a number of a day's digest: the title of the thread's
// message, and its entries. A part without entries has no blocks.
func DayPart(q DigestQuery, d sales.TeamDay, viewer sales.PersonID) card.Card {
	var all []card.Block
	title := card.T("digest.part_"+q.Part, "day", card.Day(d.Day))
	per := mostEntries
	switch q.Part {
	case PartReports:
		return reportsPart(title, d, viewer)
	case PartWords:
		for _, h := range d.Words {
			all = append(all, heardBlock(h, viewer))
		}
	case PartPromises:
		for _, f := range d.Broken {
			all = append(all, brokenBlock(f, viewer))
		}
	}
	if len(all) == 0 {
		return card.Card{}
	}
	from := min(q.From, len(all))
	to := min(from+per, len(all))
	blocks := append([]card.Block{card.Paragraph(title)}, all[from:to]...)
	if to < len(all) {
		next := q
		next.From = to
		blocks = append(blocks, card.Row(card.Press(card.T("list.more", "count", card.Count(len(all)-to)), card.Do{Name: "digest.open", ID: q.Part, Arg: next.String()})))
	}
	return card.Card{Title: nil, Blocks: blocks}
}

func heardBlock(h sales.Heard, viewer sales.PersonID) card.Block {
	words := card.Words(Short(h.Words, 300))
	text := card.T("digest.heard", "who", card.Person(h.Who), "words", words)
	if h.Account != "" {
		text = card.T("digest.heard_at", "who", card.Person(h.Who), "account", card.Words(h.Account), "words", words)
	}
	if len(h.Rivals) > 0 {
		var rivals []card.Arg
		for _, r := range h.Rivals {
			rivals = append(rivals, card.Words(r))
		}
		text = card.Lines(text, card.T("digest.rivals", "rivals", card.List(rivals...)))
	}
	about := "r:" + string(h.Report)
	if h.Visit != "" {
		about = "v:" + string(h.Visit)
	}
	return replied(text, h.Who, about, viewer)
}

func brokenBlock(f sales.NamedFollowUp, viewer sales.PersonID) card.Block {
	return replied(EscalatedLine(f), f.Owner, "f:"+string(f.ID), viewer)
}

// replied is an entry with the button to reply, unless it is one's own.
func replied(text card.Text, who sales.PersonID, about string, viewer sales.PersonID) card.Block {
	if who == viewer {
		return card.Paragraph(text)
	}
	return card.Beside(text, replyTo(who, about))
}

// reportsPart lists who stands how with the day's report: what needs somebody
// first, and for those who are off no more than that.
func reportsPart(title card.Text, d sales.TeamDay, viewer sales.PersonID) card.Card {
	if len(d.Standings) == 0 {
		return card.Card{}
	}
	blocks := []card.Block{card.Paragraph(title)}
	for _, state := range sales.ReportStandingStates() {
		var names []card.Arg
		for _, s := range d.Standings {
			switch {
			case s.State != state:
			case state == sales.StandingOff || state == sales.StandingAhead || len(blocks) >= 2*mostEntries:
				names = append(names, card.Person(s.Person.ID))
			default:
				blocks = append(blocks, standingBlocks(s, d.Day, viewer)...)
			}
		}
		if len(names) > 0 {
			blocks = append(blocks, card.Paragraph(card.T("reports."+string(state), "who", card.List(names...))))
		}
	}
	return card.Card{Blocks: blocks}
}

func standingBlocks(s sales.ReportStanding, day sales.Date, viewer sales.PersonID) []card.Block {
	line := card.T("reports."+string(s.State), "who", card.Person(s.Person.ID))
	if s.State != sales.StandingSent && s.State != sales.StandingLate {
		return []card.Block{replied(line, s.Person.ID, "d:"+day.String(), viewer)}
	}
	line = card.T("reports."+string(s.State)+"_line", "person", card.Person(s.Person.ID), "at", card.Moment(s.Report.Sent))
	row := []card.Element{card.Press(card.T("reports.read"), card.Do{Name: "daily.read", ID: string(s.Report.ID)})}
	if s.Person.ID != viewer {
		row = append(row, replyTo(s.Person.ID, "r:"+string(s.Report.ID)))
	}
	return []card.Block{card.Paragraph(line), card.Row(row...)}
}

// HelpLater tells of a request for help that came after the day's digest.
func HelpLater(a sales.Asked, day sales.Date) card.Card {
	return card.Card{Title: card.P("digest.help_later", "day", card.Day(day)), Blocks: []card.Block{
		HelpBlock(a), card.Row(card.Press(card.T("reports.read"), card.Do{Name: "daily.read", ID: string(a.Report)})),
	}}
}

// LateOnes tells, when a day's reports have closed, which came late and which did
// not come.
func LateOnes(d sales.TeamDay, viewer sales.PersonID) (c card.Card, some bool) {
	kept := d
	kept.Standings = nil
	for _, s := range d.Standings {
		if s.State == sales.StandingLate || s.State == sales.StandingMissing {
			kept.Standings = append(kept.Standings, s)
		}
	}
	title := card.T("digest.late_ones", "late", card.Count(d.Count(sales.StandingLate)), "missing", card.Count(d.Count(sales.StandingMissing)),
		"day", card.Day(d.Day))
	c = reportsPart(title, kept, viewer)
	return c, len(c.Blocks) > 0
}

// ChannelTotals are a team's day for its channel: sums and nothing else, no
// names, absences, customers or links (handbook section 5).
func ChannelTotals(d sales.TeamDay, currency sales.Currency) card.Card {
	lines := []card.Text{
		card.T("digest.channel_reports", "count", card.Count(d.Count(sales.StandingSent, sales.StandingLate))),
		card.T("digest.channel_visits", "count", card.Count(int(d.Deeds.Visits))),
	}
	if d.Deeds.Orders > 0 {
		lines = append(lines, card.T("digest.channel_orders", "count", card.Count(int(d.Deeds.Orders)), "sum", PurseText(d.Deeds.Sales, currency)))
	}
	if d.Deeds.Payments > 0 {
		lines = append(lines, card.T("digest.channel_payments", "count", card.Count(int(d.Deeds.Payments)), "sum", PurseText(d.Deeds.Collection, currency)))
	}
	return card.Card{Title: card.P("digest.channel", "day", card.Day(d.Day)), Blocks: []card.Block{
		card.Paragraph(card.Lines(lines...)), card.Small(card.T("digest.channel_counts")),
	}}
}

// HomeDigest is the team's day on a manager's Home: a line, and the whole by a press.
func HomeDigest(q DigestQuery, d sales.TeamDay) []card.Block {
	filed, due := d.Count(sales.StandingSent, sales.StandingLate), len(d.Standings)-d.Count(sales.StandingOff)
	key := "digest.home"
	if due == 0 {
		key = "digest.home_off"
	}
	line := card.T(key, "filed", card.Count(filed), "due", card.Count(due), "help", card.Count(len(d.Help)), "broken", card.Count(len(d.Broken)))
	open := card.Press(card.T("digest.home_open"), card.Do{Name: "digest.show", Arg: q.String()})
	return []card.Block{card.Rule(), card.Beside(line, open)}
}

// HomeTeam leads a manager without daily reports to their team's week.
func HomeTeam(q DigestQuery) []card.Block {
	open := card.Press(card.T("digest.home_open"), card.Do{Name: "digest.show", Arg: q.String()})
	return []card.Block{card.Rule(), card.Beside(card.T("digest.home_team"), open)}
}
