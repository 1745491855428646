package present

import (
	"strconv"
	"strings"
	"cmp"
	"time"

	"roundsman/bot/card"
	"roundsman/sales"
)

// ReportFacts is a weekly or monthly report (周报, 月报) of a person or a team.
type ReportFacts struct {
	Name     *card.Text // whose; nil: the viewer's own
	From, To sales.Date
	Week     bool
	Today    sales.Date
	Lines    []sales.Line
	Entries  []*card.Do // what opens the records behind each line; shorter: nothing
	// HasTarget: somebody set one. SumOfPeople: it is the sum of the people's.
	HasTarget, SumOfPeople bool
	WithoutMargin          int // orders whose margin nobody said
	Visits                 Coverage
	Month                  []sales.Line // of a weekly report: how the month stands
	People                 []PersonLine
	Compare                bool // people may be set side by side
	Edit                   *card.Do
	Earlier, Later         string // for the buttons; empty: none
}

// Coverage is how many accounts were due a visit, and how many had one.
type Coverage struct{ Due, Met int }

// PersonLine is one person of a team.
type PersonLine struct {
	Person sales.Person
	Lines  []sales.Line
	Open   string
}

// Report says what was done in a week or a month, against targets and the period before.
func Report(f ReportFacts) card.Card {
	c := card.Card{Title: reportTitle(f)}
	c.Blocks = append(c.Blocks, card.Small(reportSpan(f)))
	if i := chart(f.Lines); i != nil {
		c.Blocks = append(c.Blocks, card.Block{Image: i})
	}
	for i, l := range f.Lines {
		text := f.line(l)
		if i < len(f.Entries) && l.Actual != 0 {
			c.Blocks = append(c.Blocks, card.Beside(text, card.Press(card.T("report.entries"), *f.Entries[i])))
			continue
		}
		c.Blocks = append(c.Blocks, card.Paragraph(text))
	}
	c.Blocks = append(c.Blocks, f.remarks()...)
	c.Blocks = append(c.Blocks, f.month()...)
	c.Blocks = append(c.Blocks, f.people()...)
	c.Blocks = append(c.Blocks, card.Row(f.buttons()...))
	return c
}

func reportTitle(f ReportFacts) *card.Text {
	key := "report.month"
	if f.Week {
		key = "report.week"
	}
	if f.Name == nil {
		return card.P(key+".mine", "month", card.Of(MonthOf(f.From)))
	}
	return card.P(key+".of", "name", card.Of(*f.Name), "month", card.Of(MonthOf(f.From)))
}

func reportSpan(f ReportFacts) card.Text {
	if !f.Today.Before(f.From) && f.Today.Before(f.To) {
		return card.T("report.so_far", "from", card.Day(f.From), "to", card.Day(f.Today))
	}
	return card.T("dealing.span", "from", card.Day(f.From), "to", card.Day(f.To))
}

// line is one measure: what was reached, of how much, and before.
func (f ReportFacts) line(l sales.Line) card.Text {
	text := lineText(l, "report.line")
	key := "report.before_month"
	if f.Week {
		key = "report.before_week"
	}
	return card.Lines(text, card.T(key, "before", valueOf(l.Measure, l.Currency, l.Before)))
}

// chart draws the completion rates; nil if there are none.
func chart(lines []sales.Line) *card.Image {
	i := card.Image{Alt: card.T("report.chart")}
	for _, l := range lines {
		if l.Complete.Known {
			value := card.T("report.bar", "actual", valueOf(l.Measure, l.Currency, l.Actual), "goal", GoalValue(l.Goal), "percent", percent(l))
			i.Chart = append(i.Chart, card.Bar{Label: MeasureName(l.Measure), Value: value, Percent: l.Complete.Percent})
		}
	}
	if len(i.Chart) == 0 {
		return nil
	}
	return &i
}

func percent(l sales.Line) card.Arg { return card.Words(strconv.Itoa(l.Complete.Percent) + "%") }

func lineText(l sales.Line, key string) card.Text {
	measure, actual := card.Of(MeasureName(l.Measure)), valueOf(l.Measure, l.Currency, l.Actual)
	if l.Complete.Known {
		return card.T(key, "measure", measure, "actual", actual, "goal", GoalValue(l.Goal), "percent", percent(l), "bar", card.Words(Bar(l.Complete)))
	}
	return card.T("report.line_free", "measure", measure, "actual", actual)
}

// Bar draws a completion rate in ten characters.
func Bar(c sales.Completion) string {
	const width = 10
	full := max(0, min(width, c.Percent*width/100))
	return strings.Repeat("█", full) + strings.Repeat("░", width-full)
}

func (f ReportFacts) remarks() []card.Block {
	var small []card.Text
	if f.Visits.Due > 0 {
		small = append(small, card.T("report.covered", "met", card.Count(f.Visits.Met), "count", card.Count(f.Visits.Due)))
	}
	if f.WithoutMargin > 0 {
		small = append(small, card.T("report.without_margin", "count", card.Count(f.WithoutMargin)))
	}
	switch {
	case f.SumOfPeople:
		small = append(small, card.T("report.sum_of_people"))
	case !f.HasTarget && !f.Week:
		small = append(small, card.T("report.no_target"))
	}
	small = append(small, card.T("report.counts"))
	return []card.Block{card.Small(card.Lines(small...))}
}

func (f ReportFacts) month() []card.Block {
	if len(f.Month) == 0 {
		return nil
	}
	lines := []card.Text{card.T("report.month_so_far", "month", card.Of(MonthName(f.Today)))}
	for _, l := range f.Month {
		if l.Set {
			lines = append(lines, lineText(l, "report.line_bar"))
		}
	}
	return []card.Block{card.Paragraph(card.Lines(lines...))}
}

// people are the team's, in the order of their names, never ranked.
func (f ReportFacts) people() []card.Block {
	var blocks []card.Block
	const most = 30
	for i, p := range f.People {
		if i == most {
			blocks = append(blocks, card.Small(card.T("report.more_people", "count", card.Count(len(f.People)-most))))
			break
		}
		line := card.T("report.person", "name", card.Words(p.Person.Name))
		if f.Compare {
			var parts []card.Text
			for _, l := range p.Lines {
				if l.Set || l.Actual != 0 {
					parts = append(parts, shortLine(l))
				}
			}
			line = card.Lines(append([]card.Text{line}, parts...)...)
		}
		blocks = append(blocks, card.Beside(line, card.Press(card.T("common.open"), card.Do{Name: "progress.show", ID: string(p.Person.ID), Arg: p.Open})))
	}
	if len(blocks) > 0 && !f.Compare {
		blocks = append(blocks, card.Small(card.T("report.not_compared")))
// reportView is a report as somebody sees it: its author may change it, others
// read it.
type reportView struct {
	sales.ReportFacts
	Report sales.Report
	Viewer sales.PersonID
}

// Report shows a report where it stands: what we know of the day, a question,
// the whole of it, or what became of it.
func Report(r sales.Report, facts sales.ReportFacts, viewer sales.PersonID) card.Card {
	v := reportView{facts, r, viewer}
	switch {
	case r.Author != v.Viewer:
		return v.read()
	case r.State == sales.ReportSent && r.At == 0, v.Over && r.State == sales.ReportSent:
		return v.sent()
	case r.State == sales.ReportAway:
		return say(card.T("report.away", "day", card.Day(r.Day)))
	case v.Over, r.State == sales.ReportClosed:
		return v.closed()
	case r.State == sales.ReportCancelled:
		return card.Card{Blocks: []card.Block{
			card.Beside(card.T("report.cancelled", "day", card.Day(r.Day), "closes", card.Moment(v.Closes)), v.press("report.begin", "report.open")),
		}}
	case !r.Snoozed.IsZero():
		return card.Card{Blocks: []card.Block{
			card.Beside(card.T("report.snoozed", "at", card.Moment(r.Snoozed)), v.press("report.now", "report.open")),
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
	c := card.Card{Title: card.P("report.title", "day", card.Day(v.Report.Day)), Blocks: v.deeds(true)}
	if len(v.Report.Answers) > 0 {
		c.Blocks = append(c.Blocks, v.answers()...)
	}
	send := card.T("report.nothing_send")
	if v.Report.HasAnswers() {
		send = card.T("report.send")
	}
	c.Blocks = append(c.Blocks, card.Row(
		card.Press(send, v.do("report.send", "")).As(card.Primary), v.press("report.go_on", "report.on"),
		card.Press(card.T("report.add_visit"), card.Do{Name: "visit.new"}), v.more(),
	))
	if n := len(v.Report.Questions); n > 0 {
		c.Blocks = append(c.Blocks, card.Small(card.T("report.questions", "count", card.Count(n), "names", v.names())))
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
			return []card.Block{card.Paragraph(card.T("report.no_deeds"))}
		}
		return nil
	}
	blocks := []card.Block{card.Paragraph(card.T("report.deeds"))}
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

func shortLine(l sales.Line) card.Text {
	measure, actual := card.Of(MeasureName(l.Measure)), valueOf(l.Measure, l.Currency, l.Actual)
	if l.Complete.Known {
		return card.T("report.short", "measure", measure, "actual", actual, "goal", GoalValue(l.Goal), "percent", percent(l))
	}
	return card.T("report.line_free", "measure", measure, "actual", actual)
}

func (f ReportFacts) buttons() []card.Element {
	row := []card.Element{card.Press(card.T("report.earlier"), card.Do{Name: "progress.show", ID: "earlier", Arg: f.Earlier})}
	if f.Later != "" {
		row = append(row, card.Press(card.T("report.later"), card.Do{Name: "progress.show", ID: "later", Arg: f.Later}))
	}
	if f.Edit != nil {
		row = append(row, card.Press(card.T("target.edit"), *f.Edit))
	}
	return row
}

// HomeProgress is the month on Home: a line a goal; nothing if there is none.
func HomeProgress(f ReportFacts, open string) []card.Block {
	lines := []card.Text{card.T("report.month_so_far", "month", card.Of(MonthName(f.Today)))}
	for _, l := range f.Lines {
		if l.Set || l.Actual != 0 && l.Measure != sales.MeasureVisits {
			lines = append(lines, lineText(l, "report.line_bar"))
		}
	}
	if len(lines) == 1 {
		return nil
	}
	return []card.Block{card.Rule(), card.Beside(card.Lines(lines...), card.Press(card.T("common.all"), card.Do{Name: "progress.show", Arg: open}))}
}

// NewAccounts lists accounts that came in.
func NewAccounts(accounts []sales.Account, from, to sales.Date, zone *time.Location) card.Card {
	c := card.Card{Title: card.P("report.new_accounts"), Blocks: []card.Block{card.Small(card.T("dealing.span", "from", card.Day(from), "to", card.Day(to)))}}
	const most = 40
	for _, a := range accounts[:min(len(accounts), most)] {
		line := card.T("report.new_account", "name", card.Words(a.Name), "day", card.Day(sales.DateIn(a.Created, zone)))
		c.Blocks = append(c.Blocks, card.Beside(line, card.Press(card.T("common.open"), card.Do{Name: "account.show", ID: string(a.ID)})))
	}
	if len(accounts) == 0 {
		c.Blocks = append(c.Blocks, card.Paragraph(card.T("dealing.none")))
	}
	return c
}

// Number writes a plain number.
func Number(n int64) string { return strconv.FormatInt(n, 10) }
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
			return card.T("report.deed_visit_bare", "account", account, "mode", mode)
		}
		return card.T("report.deed_visit", "account", account, "mode", mode, "what", what)
	case sales.KindFollowUp:
		key := "report.deed_done"
		if d.Status == sales.FollowUpDropped {
			key = "report.deed_dropped"
		}
		if d.Account == "" {
			return card.T(key+"_bare", "what", what)
		}
		return card.T(key, "account", account, "what", what)
	case sales.KindDealing:
		return card.T("report.deed_"+string(d.Dealing), "account", account, "amount", card.Money(d.Amount))
	default:
		return card.T("report.deed_note", "account", account, "what", what)
	}
}

// question asks one thing; what was answered before stands above it.
func (v reportView) question() card.Card {
	r := v.Report
	q, _ := r.Question(r.At)
	c := card.Card{Title: card.P("report.title_at", "day", card.Day(r.Day), "n", card.Count(r.At), "of", card.Count(len(r.Questions)))}
	c.Blocks = append(v.answers(), card.Paragraph(card.T("report.question", "text", card.Of(card.Configured(q.Text)))))
	if a, answered := r.Answer(q.ID); answered && !a.IsEmpty() {
		c.Blocks = append(c.Blocks, card.Small(card.T("report.so_far", "answer", card.Of(answerText(q, a)))))
	}
	if len(q.Choices) > 0 {
		c.Blocks = append(c.Blocks, v.choices(q))
	}
	c.Blocks = append(c.Blocks, v.steps(q), card.Small(card.T("report.hint."+string(q.Kind)), card.T("report.hint")))
	return c
}

// mostButtons is how many choices are buttons; more are a menu.
const mostButtons = 5

func (v reportView) choices(q sales.ReportQuestion) card.Block {
	if len(q.Choices) > mostButtons {
		menu := card.Element{Kind: card.Menu, Label: card.T("report.choose"), Do: v.do("report.choose", q.ID)}
		for _, c := range q.Choices {
			menu.Options = append(menu.Options, card.Option{Label: card.Configured(c.Text), Value: c.ID})
		}
		return card.Row(menu)
	}
	var row []card.Element
	for _, c := range q.Choices {
		row = append(row, card.Press(card.Configured(c.Text), v.do("report.choose", q.ID+"\n"+c.ID)))
	}
	return card.Row(row...)
}

func (v reportView) steps(q sales.ReportQuestion) card.Block {
	r := v.Report
	var row []card.Element
	a, _ := r.Answer(q.ID)
	switch {
	case r.State == sales.ReportSent:
		row = append(row, v.press("report.leave_so", "report.send"))
	case !a.IsEmpty():
		row = append(row, v.press("report.next", "report.skip"))
	case !q.Required:
		row = append(row, v.press("report.skip", "report.skip"))
	}
	if r.State == sales.ReportSent {
		return card.Row(row...)
	}
	row = append(row, v.press("report.back", "report.back"))
	if r.HasAnswers() {
		row = append(row, v.press("report.send", "report.send"))
	}
	return card.Row(append(row, v.more())...)
}

// more is what else can be done while it is asked.
func (v reportView) more() card.Element {
	option := func(name string) card.Option { return card.Option{Label: card.T("report.more." + name), Value: name} }
	return card.Element{Kind: card.Overflow, Label: card.T("report.more"), Do: v.do("report.more", ""), Options: []card.Option{
		option("quarter"), option("hour"), option("off"), option("cancel"),
	}}
}

// answers are what was answered, and what of it can be kept as records.
func (v reportView) answers() []card.Block {
	var lines []card.Text
	for _, q := range v.Report.Questions {
		if a, answered := v.Report.Answer(q.ID); answered {
			lines = append(lines, card.T("report.answer", "question", card.Of(called(q)), "answer", card.Of(answerText(q, a))))
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
	return []card.Block{card.Paragraph(card.T("report.offer", "about", card.List(about...))), card.Row(
		card.Press(card.T("report.offer_yes"), v.do("report.keep", a.Question)).As(card.Primary),
		card.Press(card.T("report.offer_no"), v.do("report.keep_not", a.Question)),
	)}
}

// answerChars is how much of an answer is shown.
const answerChars = 1500

func answerText(q sales.ReportQuestion, a sales.ReportAnswer) card.Text {
	text := card.Said(Cut(a.Text, answerChars))
	switch {
	case a.IsEmpty():
		return card.T("report.skipped")
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
		c.Blocks = append(c.Blocks, card.Paragraph(card.T("report.nothing")))
	}
	if v.Over {
		c.Blocks = append(c.Blocks, card.Small(v.askWhom()))
		return c
	}
	if len(r.Questions) > 0 {
		menu := card.Element{Kind: card.Menu, Label: card.T("report.change"), Do: v.do("report.change", "")}
		for _, q := range r.Questions {
			menu.Options = append(menu.Options, card.Option{Label: called(q), Value: q.ID})
		}
		c.Blocks = append(c.Blocks, card.Row(menu))
	}
	c.Blocks = append(c.Blocks, card.Small(card.T("report.until", "closes", card.Moment(v.Closes))))
	return c
}

func (v reportView) sentTitle() *card.Text {
	switch r := v.Report; {
	case r.Late:
		return card.P("report.title_late", "day", card.Day(r.Day))
	case r.Unfinished:
		return card.P("report.title_unfinished", "day", card.Day(r.Day))
	}
	return card.P("report.title_sent", "day", card.Day(v.Report.Day))
}

func (v reportView) askWhom() card.Text {
	if len(v.AskWhom) == 0 {
		return card.T("report.over")
	}
	var who []card.Arg
	for _, p := range v.AskWhom {
		who = append(who, card.Person(p.ID))
	}
	return card.T("report.ask_whom", "who", card.List(who...))
}

func (v reportView) closed() card.Card {
	return card.Card{Blocks: []card.Block{
		card.Paragraph(card.Lines(card.T("report.closed", "day", card.Day(v.Report.Day), "closes", card.Moment(v.Closes)), v.askWhom())),
	}}
}

// read is somebody else's report, for those who may see it.
func (v reportView) read() card.Card {
	r := v.Report
	c := card.Card{Title: card.P("report.title_of", "person", card.Person(r.Author), "day", card.Day(r.Day))}
	if r.State != sales.ReportSent {
		c.Blocks = []card.Block{card.Paragraph(card.T("report.not_sent"))}
		return c
	}
	c.Blocks = append(v.deeds(false), v.answers()...)
	small := []card.Text{card.T("report.sent_at", "at", card.Moment(r.Sent))}
	if r.Late {
		small = append(small, card.T("report.was_late"))
	}
	if r.Unfinished {
		small = append(small, card.T("report.was_unfinished"))
	}
	if !r.Changed.IsZero() {
		small = append(small, card.T("report.changed_at", "at", card.Moment(r.Changed)))
	}
	if v.Over {
		c.Blocks = append(c.Blocks, card.Row(v.press("report.reopen", "report.reopen")))
	}
	c.Blocks = append(c.Blocks, card.Small(small...))
	return c
}

// ReportReopened tells its author that a manager opened a report again.
func ReportReopened(r sales.Report, by sales.PersonID, closes time.Time) card.Card {
	return card.Card{Blocks: []card.Block{card.Beside(
		card.T("report.reopened", "who", card.Person(by), "day", card.Day(r.Day), "closes", card.Moment(closes)),
		card.Press(card.T("report.write"), card.Do{Name: "report.open", ID: string(r.ID)}),
	)}}
}

// ReportReopenedBy confirms it to the manager.
func ReportReopenedBy(r sales.Report, closes time.Time) card.Card {
	return say(card.T("report.reopened_by", "person", card.Person(r.Author), "day", card.Day(r.Day), "closes", card.Moment(closes)))
}

// ReportStillOpen answers a manager who wants to open what has not closed.
func ReportStillOpen(r sales.Report, closes time.Time) card.Card {
	return say(card.T("report.still_open", "person", card.Person(r.Author), "day", card.Day(r.Day), "closes", card.Moment(closes)))
}

// ReportMoved is what the message of a report becomes when it goes on below.
func ReportMoved() card.Card { return say(card.T("report.below")) }

// ReportOnHome is the line about today's report on the Home tab.
func ReportOnHome(r sales.Report) card.Block {
	do := card.Do{Name: "report.open", ID: string(r.ID)}
	switch {
	case r.State == sales.ReportSent:
		return card.Beside(card.T("report.home_sent", "at", card.Moment(r.Sent)), card.Press(card.T("report.look"), do))
	case r.State == sales.ReportAway:
		return card.Paragraph(card.T("report.away", "day", card.Day(r.Day)))
	case r.State == sales.ReportOpen && !r.Touched.IsZero():
		return card.Beside(card.T("report.home_begun"), card.Press(card.T("report.go_on"), do).As(card.Primary))
	}
	return card.Beside(card.T("report.home"), card.Press(card.T("report.write"), do))
}
