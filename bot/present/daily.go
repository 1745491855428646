package present

import (
	"cmp"
	"time"

	"roundsman/bot/card"
	"roundsman/sales"
)

// reportView is a report as somebody sees it: its author may change it, others
// read it.
type reportView struct {
	sales.ReportFacts
	Report sales.Report
	Viewer sales.PersonID
}

// DailyReport shows a report where it stands: what we know of the day, a question,
// the whole of it, or what became of it.
func DailyReport(r sales.Report, facts sales.ReportFacts, viewer sales.PersonID) card.Card {
	v := reportView{facts, r, viewer}
	switch {
	case r.Author != v.Viewer:
		return v.read()
	case r.State == sales.ReportSent && r.At == 0, v.Over && r.State == sales.ReportSent:
		return v.sent()
	case r.State == sales.ReportAway:
		return say(card.T("daily.away", "day", card.Day(r.Day)))
	case v.Over, r.State == sales.ReportClosed:
		return v.closed()
	case r.State == sales.ReportCancelled:
		return card.Card{Blocks: []card.Block{
			card.Beside(card.T("daily.cancelled", "day", card.Day(r.Day), "closes", card.Moment(v.Closes)), v.press("daily.begin", "daily.open")),
		}}
	case !r.Snoozed.IsZero():
		return card.Card{Blocks: []card.Block{
			card.Beside(card.T("daily.snoozed", "at", card.Moment(r.Snoozed)), v.press("daily.now", "daily.open")),
		}}
	case r.At == 0:
		return v.opening()
	}
	return v.question()
}

func (v reportView) press(label, name string) card.Element {
	return card.Press(card.T(label), v.do(name, ""))
}

func (v reportView) do(name, arg string) card.Do {
	return card.Do{Name: name, ID: string(v.Report.ID), Version: v.Report.Version, Arg: arg}
}

// opening is what we know of the day, to confirm, amend and add to.
func (v reportView) opening() card.Card {
	c := card.Card{Title: card.P("daily.title", "day", card.Day(v.Report.Day)), Blocks: v.deeds(true)}
	if len(v.Report.Answers) > 0 {
		c.Blocks = append(c.Blocks, v.answers()...)
	}
	send := card.T("daily.nothing_send")
	if v.Report.HasAnswers() {
		send = card.T("daily.send")
	}
	c.Blocks = append(c.Blocks, card.Row(
		card.Press(send, v.do("daily.send", "")).As(card.Primary), v.press("daily.go_on", "daily.on"),
		card.Press(card.T("daily.add_visit"), card.Do{Name: "visit.new"}), v.more(),
	))
	if n := len(v.Report.Questions); n > 0 {
		c.Blocks = append(c.Blocks, card.Small(card.T("daily.questions", "count", card.Count(n), "names", v.names())))
	}
	return c
}

func (v reportView) names() card.Arg {
	var names []card.Arg
	for _, q := range v.Report.Questions {
		names = append(names, card.Of(called(q)))
	}
	return card.List(names...)
}

func called(q sales.ReportQuestion) card.Text {
	if len(q.Name) > 0 {
		return card.Configured(q.Name)
	}
	return card.Configured(q.Text)
}

// mostEdited is how many deeds have a line and a button of their own.
const mostEdited = 8

// deeds lists what was done; of a visit or note its author may change the record.
func (v reportView) deeds(mayEdit bool) []card.Block {
	if len(v.Deeds) == 0 {
		if mayEdit {
			return []card.Block{card.Paragraph(card.T("daily.no_deeds"))}
		}
		return nil
	}
	blocks := []card.Block{card.Paragraph(card.T("daily.deeds"))}
	var rest []card.Text
	for i, d := range v.Deeds {
		edit, editable := editDeed(d)
		if mayEdit && editable && i < mostEdited {
			blocks = append(blocks, card.Beside(deedLine(d), edit))
			continue
		}
		rest = append(rest, deedLine(d))
	}
	if len(rest) > 0 {
		blocks = append(blocks, card.Paragraph(card.Lines(rest...)))
	}
	return blocks
}

func editDeed(d sales.Deed) (card.Element, bool) {
	switch d.Kind {
	case sales.KindVisit:
		return card.Press(card.T("common.edit"), card.Do{Name: "visit.edit", ID: d.ID, Version: d.Version}), true
	case sales.KindNote:
		return card.Press(card.T("common.edit"), card.Do{Name: "note.edit", ID: d.ID, Version: d.Version}), true
	case sales.KindDealing:
		return card.Press(card.T("common.edit"), card.Do{Name: "dealing.edit", ID: d.ID, Version: d.Version}), true
	default:
		return card.Element{}, false
	}
}

// deedChars is how much of its words a line shows.
const deedChars = 120

func deedLine(d sales.Deed) card.Text {
	what, account := card.Words(Short(d.What, deedChars)), card.Words(d.Account)
	switch d.Kind {
	case sales.KindVisit:
		mode := card.Of(card.T("mode." + string(cmp.Or(d.Mode, sales.InPerson))))
		if d.What == "" {
			return card.T("daily.deed_visit_bare", "account", account, "mode", mode)
		}
		return card.T("daily.deed_visit", "account", account, "mode", mode, "what", what)
	case sales.KindFollowUp:
		key := "daily.deed_done"
		if d.Status == sales.FollowUpDropped {
			key = "daily.deed_dropped"
		}
		if d.Account == "" {
			return card.T(key+"_bare", "what", what)
		}
		return card.T(key, "account", account, "what", what)
	case sales.KindDealing:
		return card.T("daily.deed_"+string(d.Dealing), "account", account, "amount", card.Money(d.Amount))
	default:
		return card.T("daily.deed_note", "account", account, "what", what)
	}
}

// question asks one thing; what was answered before stands above it.
func (v reportView) question() card.Card {
	r := v.Report
	q, _ := r.Question(r.At)
	c := card.Card{Title: card.P("daily.title_at", "day", card.Day(r.Day), "n", card.Count(r.At), "of", card.Count(len(r.Questions)))}
	c.Blocks = append(v.answers(), card.Paragraph(card.T("daily.question", "text", card.Of(card.Configured(q.Text)))))
	if a, answered := r.Answer(q.ID); answered && !a.IsEmpty() {
		c.Blocks = append(c.Blocks, card.Small(card.T("daily.so_far", "answer", card.Of(answerText(q, a)))))
	}
	if len(q.Choices) > 0 {
		c.Blocks = append(c.Blocks, v.choices(q))
	}
	c.Blocks = append(c.Blocks, v.steps(q), card.Small(card.T("daily.hint."+string(q.Kind)), card.T("daily.hint")))
	return c
}

// mostButtons is how many choices are buttons; more are a menu.
const mostButtons = 5

func (v reportView) choices(q sales.ReportQuestion) card.Block {
	if len(q.Choices) > mostButtons {
		menu := card.Element{Kind: card.Menu, Label: card.T("daily.choose"), Do: v.do("daily.choose", q.ID)}
		for _, c := range q.Choices {
			menu.Options = append(menu.Options, card.Option{Label: card.Configured(c.Text), Value: c.ID})
		}
		return card.Row(menu)
	}
	var row []card.Element
	for _, c := range q.Choices {
		row = append(row, card.Press(card.Configured(c.Text), v.do("daily.choose", q.ID+"\n"+c.ID)))
	}
	return card.Row(row...)
}

func (v reportView) steps(q sales.ReportQuestion) card.Block {
	r := v.Report
	var row []card.Element
	a, _ := r.Answer(q.ID)
	switch {
	case r.State == sales.ReportSent:
		row = append(row, v.press("daily.leave_so", "daily.send"))
	case !a.IsEmpty():
		row = append(row, v.press("daily.next", "daily.skip"))
	case !q.Required:
		row = append(row, v.press("daily.skip", "daily.skip"))
	}
	if r.State == sales.ReportSent {
		return card.Row(row...)
	}
	row = append(row, v.press("daily.back", "daily.back"))
	if r.HasAnswers() {
		row = append(row, v.press("daily.send", "daily.send"))
	}
	return card.Row(append(row, v.more())...)
}

// more is what else can be done while it is asked.
func (v reportView) more() card.Element {
	option := func(name string) card.Option { return card.Option{Label: card.T("daily.more." + name), Value: name} }
	return card.Element{Kind: card.Overflow, Label: card.T("daily.more"), Do: v.do("daily.more", ""), Options: []card.Option{
		option("quarter"), option("hour"), option("off"), option("cancel"),
	}}
}

// answers are what was answered, and what of it can be kept as records.
func (v reportView) answers() []card.Block {
	var lines []card.Text
	for _, q := range v.Report.Questions {
		if a, answered := v.Report.Answer(q.ID); answered {
			lines = append(lines, card.T("daily.answer", "question", card.Of(called(q)), "answer", card.Of(answerText(q, a))))
		}
	}
	if len(lines) == 0 {
		return nil
	}
	blocks := []card.Block{card.Paragraph(card.Lines(lines...))}
	if v.Report.Author != v.Viewer || v.Over {
		return blocks
	}
	for _, a := range v.Report.Answers {
		if len(a.Tells) > 0 {
			blocks = append(blocks, v.offer(a)...)
		}
	}
	return blocks
}

func (v reportView) offer(a sales.ReportAnswer) []card.Block {
	var about []card.Arg
	for _, what := range a.Tells {
		about = append(about, card.Words(Short(what, 60)))
	}
	return []card.Block{card.Paragraph(card.T("daily.offer", "about", card.List(about...))), card.Row(
		card.Press(card.T("daily.offer_yes"), v.do("daily.keep", a.Question)).As(card.Primary),
		card.Press(card.T("daily.offer_no"), v.do("daily.keep_not", a.Question)),
	)}
}

// answerChars is how much of an answer is shown.
const answerChars = 1500

func answerText(q sales.ReportQuestion, a sales.ReportAnswer) card.Text {
	text := card.Said(Cut(a.Text, answerChars))
	switch {
	case a.IsEmpty():
		return card.T("daily.skipped")
	case a.Choice != "":
		text = choiceText(q, a.Choice)
	case a.Money != nil:
		text = card.T("value", "value", card.Money(*a.Money))
	case a.Number != "":
		text = card.Said(a.Number)
	}
	if len(a.Files) == 0 {
		return text
	}
	files := attachments(a.Files)[0]
	if text.Said == "" && text.Key == "" && len(text.Phrases) == 0 {
		return files
	}
	return card.Lines(text, files)
}

func choiceText(q sales.ReportQuestion, id string) card.Text {
	for _, c := range q.Choices {
		if c.ID == id {
			return card.Configured(c.Text)
		}
	}
	return card.Said(id)
}

// sent is the whole report, as its author sees it.
func (v reportView) sent() card.Card {
	r := v.Report
	c := card.Card{Title: v.sentTitle(), Blocks: append(v.deeds(false), v.answers()...)}
	if len(c.Blocks) == 0 {
		c.Blocks = append(c.Blocks, card.Paragraph(card.T("daily.nothing")))
	}
	if v.Over {
		c.Blocks = append(c.Blocks, card.Small(v.askWhom()))
		return c
	}
	if len(r.Questions) > 0 {
		menu := card.Element{Kind: card.Menu, Label: card.T("daily.change"), Do: v.do("daily.change", "")}
		for _, q := range r.Questions {
			menu.Options = append(menu.Options, card.Option{Label: called(q), Value: q.ID})
		}
		c.Blocks = append(c.Blocks, card.Row(menu))
	}
	c.Blocks = append(c.Blocks, card.Small(card.T("daily.until", "closes", card.Moment(v.Closes))))
	return c
}

func (v reportView) sentTitle() *card.Text {
	switch r := v.Report; {
	case r.Late:
		return card.P("daily.title_late", "day", card.Day(r.Day))
	case r.Unfinished:
		return card.P("daily.title_unfinished", "day", card.Day(r.Day))
	}
	return card.P("daily.title_sent", "day", card.Day(v.Report.Day))
}

func (v reportView) askWhom() card.Text {
	if len(v.AskWhom) == 0 {
		return card.T("daily.over")
	}
	return card.T("daily.ask_whom", "who", mentions(v.AskWhom))
}

func mentions(all []sales.Person) card.Arg {
	var who []card.Arg
	for _, p := range all {
		who = append(who, card.Person(p.ID))
	}
	return card.List(who...)
}

func (v reportView) closed() card.Card {
	return card.Card{Blocks: []card.Block{
		card.Paragraph(card.Lines(card.T("daily.closed", "day", card.Day(v.Report.Day), "closes", card.Moment(v.Closes)), v.askWhom())),
	}}
}

// read is somebody else's report, for those who may see it.
func (v reportView) read() card.Card {
	r := v.Report
	c := card.Card{Title: card.P("daily.title_of", "person", card.Person(r.Author), "day", card.Day(r.Day))}
	if r.State != sales.ReportSent {
		c.Blocks = []card.Block{card.Paragraph(card.T("daily.not_sent"))}
		return c
	}
	c.Blocks = append(v.deeds(false), v.answers()...)
	small := []card.Text{card.T("daily.sent_at", "at", card.Moment(r.Sent))}
	if r.Late {
		small = append(small, card.T("daily.was_late"))
	}
	if r.Unfinished {
		small = append(small, card.T("daily.was_unfinished"))
	}
	if !r.Changed.IsZero() {
		small = append(small, card.T("daily.changed_at", "at", card.Moment(r.Changed)))
	}
	if v.Over {
		c.Blocks = append(c.Blocks, card.Row(v.press("daily.reopen", "daily.reopen")))
	}
	c.Blocks = append(c.Blocks, card.Small(small...))
	return c
}

// ReportReopened tells its author that a manager opened a report again.
func ReportReopened(r sales.Report, by sales.PersonID, closes time.Time) card.Card {
	return card.Card{Blocks: []card.Block{card.Beside(
		card.T("daily.reopened", "who", card.Person(by), "day", card.Day(r.Day), "closes", card.Moment(closes)),
		card.Press(card.T("daily.write"), card.Do{Name: "daily.open", ID: string(r.ID)}),
	)}}
}

// ReportReopenedBy confirms it to the manager.
func ReportReopenedBy(r sales.Report, closes time.Time) card.Card {
	return say(card.T("daily.reopened_by", "person", card.Person(r.Author), "day", card.Day(r.Day), "closes", card.Moment(closes)))
}

// ReportStillOpen answers a manager who wants to open what has not closed.
func ReportStillOpen(r sales.Report, closes time.Time) card.Card {
	return say(card.T("daily.still_open", "person", card.Person(r.Author), "day", card.Day(r.Day), "closes", card.Moment(closes)))
}

// ReportEditedTooLate answers who edited a message of a report that has closed.
func ReportEditedTooLate(r sales.Report, facts sales.ReportFacts) card.Card {
	text := card.T("daily.edited_late", "day", card.Day(r.Day), "closes", card.Moment(facts.Closes))
	if len(facts.AskWhom) == 0 {
		return say(text)
	}
	return say(card.Lines(text, card.T("daily.reopen_whom", "who", mentions(facts.AskWhom))))
}

// ReportMoved is what the message of a report becomes when it goes on below.
func ReportMoved() card.Card { return say(card.T("daily.below")) }

// ReportOnHome is the line about today's report on the Home tab.
func ReportOnHome(r sales.Report) card.Block {
	do := card.Do{Name: "daily.open", ID: string(r.ID)}
	switch {
	case r.State == sales.ReportSent:
		return card.Beside(card.T("daily.home_sent", "at", card.Moment(r.Sent)), card.Press(card.T("daily.look"), do))
	case r.State == sales.ReportAway:
		return card.Paragraph(card.T("daily.away", "day", card.Day(r.Day)))
	case r.State == sales.ReportOpen && !r.Touched.IsZero():
		return card.Beside(card.T("daily.home_begun"), card.Press(card.T("daily.go_on"), do).As(card.Primary))
	}
	return card.Beside(card.T("daily.home"), card.Press(card.T("daily.write"), do))
}
