package commands

import (
	"regexp"
	"slices"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
	"roundsman/storage"
)

// dueCommand lists open follow-ups, overdue first, and tells of the month's
// visits: "due", "due this week", "due Acme", and for managers "due @Ben".
func dueCommand() Command {
	return Command{
		Name: "due", Run: runDue,
		Actions: map[string]func(*Turn) error{
			"due.show":  func(t *Turn) error { return t.show(shown{What: listDue}) },
			"list.page": turnPage,
		},
	}
}

func runDue(t *Turn) error {
	s := shown{What: listDue}
	rest := strings.TrimSpace(t.Rest)
	if rest == "" {
		return t.show(s)
	}
	if _, to, ok := t.daysTyped(rest); ok {
		s.Until = to
		return t.show(s)
	}
	if at := understand.MatchAccount(rest, t.understanding()); at.ID != "" && at.Sure >= understand.Sure && !isMention(rest) {
		s.Account = at.ID
		return t.show(s)
	}
	who, err := t.colleague(rest)
	if err != nil {
		return t.orRecord(sales.Refuse(sales.NotFound, "refused.due", "said", rest))
	}
	s.Who = who.ID
	return t.show(s)
}

// orRecord takes the whole message as something told when it is no list's name:
// "plan to visit Acme tomorrow".
func (t *Turn) orRecord(refusal error) error {
	if p := t.readAfter(t.Event.Text, ""); isRecord(p.Reading) {
		return t.takeText(t.Event.Text)
	}
	return refusal
}

// daysTyped reads a text that is a day, a span of days or a month, and nothing else.
func (l *Look) daysTyped(text string) (from, to sales.Date, ok bool) {
	if d, ok := l.onlyDay(text); ok && !d.Due.IsZero() {
		from, to = d.Due.Day, d.Due.Day
		if !d.Until.IsZero() {
			to = d.Until
		}
		return l.nearestMonth(text, from, to)
	}
	from, to, ok = understand.Period(text, l.understanding())
	if !ok || !isMonth(from, to) || len(strings.Fields(text)) > 2 {
		return from, to, false
	}
	return l.nearestMonth(text, from, to)
}

func isMonth(from, to sales.Date) bool {
	return from == from.FirstOfMonth() && to == from.LastOfMonth()
}

// nearestMonth takes "December" to be the one nearest to today, unless a year
// was typed.
func (l *Look) nearestMonth(text string, from, to sales.Date) (sales.Date, sales.Date, bool) {
	today := l.Today()
	away := (from.Year-today.Year)*12 + int(from.Month-today.Month)
	if !isMonth(from, to) || aYear.MatchString(text) {
		return from, to, true
	}
	switch {
	case away > 6:
		from = from.AddMonths(-12)
	case away < -6:
		from = from.AddMonths(12)
	}
	return from, from.LastOfMonth(), true
}

var aYear = regexp.MustCompile(`\d{4}`)

// whose is the person a list is about, as far as the reader may know: themselves,
// or one of a manager's reps.
func (l *Look) whose(s shown) (sales.Person, error) {
	if s.Who == "" || s.Who == l.Me.ID {
		return l.Me, nil
	}
	p, err := l.Books.Person(s.Who)
	if missing(err) || err == nil && !l.Me.IsManagerOf(p.Team) {
		return p, sales.Refuse(sales.Forbidden, "refused.not_your_rep", "person", p.Name)
	}
	return p, err
}

func (t *Turn) drawDue(s shown) (drawing, error) {
	who, err := t.whose(s)
	if err != nil {
		return drawing{}, err
	}
	open, err := t.openOnes(s, who.ID)
	if err != nil {
		return drawing{}, err
	}
	if len(open) == 0 && s.Account != "" {
		if _, err := t.myAccount(s.Account); err != nil {
			return drawing{}, err
		}
	}
	view := t.followUpView(s.String())
	d := drawing{card: card.Card{Title: t.dueTitle(s, who)}}
	from := min(s.Page*perPage, len(open))
	for i, f := range open {
		d.numbers = append(d.numbers, f.ID)
		if i < from || i >= from+perPage {
			continue
		}
		named, err := t.Books.Named(f)
		if err != nil {
			return drawing{}, err
		}
		d.card.Blocks = append(d.card.Blocks, view.FollowUpBlocks(named, i+1)...)
	}
	if len(open) == 0 {
		d.card.Blocks = append(d.card.Blocks, card.Paragraph(card.T("due.nothing")))
	} else if s.Page == 0 {
		d.card.Blocks = append(d.card.Blocks, card.Small(card.T("due.hint")))
	}
	d.card.Blocks = append(d.card.Blocks, pages(s, len(open))...)
	if s.Page == 0 && s.Account == "" {
		visits, err := t.visitsHint(who)
		if err != nil {
			return drawing{}, err
		}
		d.card.Blocks = append(d.card.Blocks, visits...)
	}
	return d, nil
}

// openOnes are the open follow-ups of a list, overdue first.
func (l *Look) openOnes(s shown, who sales.PersonID) ([]sales.FollowUp, error) {
	const most = 500
	if s.Account == "" {
		open, _, err := l.Books.OpenFollowUps(who, s.Until, storage.Page{Limit: most})
		return open, err
	}
	open, _, err := l.Books.FollowUpsFor(s.Account, true, storage.Page{Limit: most})
	return slices.DeleteFunc(open, func(f sales.FollowUp) bool {
		return !s.Until.IsZero() && sales.EffectiveDue(f).Day.After(s.Until)
	}), err
}

func (l *Look) dueTitle(s shown, who sales.Person) *card.Text {
	switch {
	case s.Account != "":
		a, err := l.Books.AccountName(s.Account)
		if err != nil {
			return card.P("due.title")
		}
		return card.P("due.title_at", "account", card.Words(a.Name))
	case who.ID != l.Me.ID:
		return card.P("due.title_of", "person", card.Words(who.Name))
	case !s.Until.IsZero():
		return card.P("due.title_until", "day", card.Day(s.Until))
	}
	return card.P("due.title")
}

// pages are the buttons below a list that has more than one.
func pages(s shown, items int) []card.Block {
	if items <= perPage {
		return nil
	}
	last := (items - 1) / perPage
	to := func(page int) card.Do {
		there := s
		there.Page = page
		return card.Do{Name: "list.page", Arg: there.String()}
	}
	var row []card.Element
	if s.Page > 0 {
		row = append(row, card.Press(card.T("common.back"), to(s.Page-1)))
	}
	if s.Page < last {
		row = append(row, card.Press(card.T("list.more", "count", card.Count(items-(s.Page+1)*perPage)), to(s.Page+1)))
	}
	return []card.Block{card.Row(row...)}
}

// visitsHint tells how many visits are open this month, with a button to them.
func (t *Turn) visitsHint(who sales.Person) ([]card.Block, error) {
	standings, err := t.Books.VisitsDue(sales.CalendarOf(who, t.Rules), t.Today())
	if err != nil {
		return nil, err
	}
	open := openVisits(standings)
	if open == 0 {
		return nil, nil
	}
	s := shown{What: listVisits, Who: who.ID}
	return []card.Block{card.Beside(
		card.T("due.visits", "count", card.Count(open), "month", card.Of(present.MonthName(t.Today()))),
		card.Press(card.T("common.show"), card.Do{Name: "visits.show", Arg: s.String()}),
	)}, nil
}

func openVisits(all []sales.VisitStanding) (open int) {
	for _, s := range all {
		if s.State == sales.VisitOpen {
			open++
		}
	}
	return open
}
