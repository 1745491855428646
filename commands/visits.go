package commands

import (
	"slices"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
)

// visitsCommand lists the month's visits, due ones first: "visits", "visits
// October", and for managers "visits @Ben".
func visitsCommand() Command {
	return Command{
		Name: "visits", Run: runVisits,
		Actions: map[string]func(*Turn) error{
			"visits.show":      showVisits,
			"visit.nudge":      nudged(accountNudge),
			"visit.put_off":    nudged(putOffByMenu),
			"visit.put_off_to": nudged(putOffByPicker),
			"visit.give_to":    nudged(giveNudged),
		},
		Home: []HomeSection{{Order: 20, Cards: homeVisits}},
	}
}

func runVisits(t *Turn) error {
	_, rest := t.Words.Verb("visits", t.Rest)
	s := shown{What: listVisits}
	if rest = strings.TrimSpace(rest); rest == "" {
		return t.show(s)
	}
	if from, _, ok := t.daysTyped(rest); ok {
		s.From = from.FirstOfMonth()
		return t.show(s)
	}
	who, err := t.colleague(rest)
	if err != nil {
		return t.orRecord(sales.Refuse(sales.NotFound, "refused.visits", "said", rest))
	}
	s.Who = who.ID
	return t.show(s)
}

// showVisits is a button that leads to the list.
func showVisits(t *Turn) error {
	s := shown{What: listVisits}
	if arg := t.Event.Action.Arg; arg != "" {
		var ok bool
		if s, ok = t.shownIn(arg); !ok {
			return sales.Refuse(sales.Invalid, "refused.old_button")
		}
	}
	return t.show(s)
}

func (t *Turn) drawVisits(s shown) (drawing, error) {
	who, err := t.whose(s)
	if err != nil {
		return drawing{}, err
	}
	month := s.From
	if month.IsZero() {
		month = t.Today()
	}
	standings, err := t.visitsDue(who, month)
	if err != nil {
		return drawing{}, err
	}
	slices.SortStableFunc(standings, sales.CompareStanding)
	view := present.VisitViewOf(t.Me, t.Rules, t.Today())
	blocks := []card.Block{card.Paragraph(visitsSummary(standings))}
	from := min(s.Page*perPage, len(standings))
	for _, one := range standings[from:min(len(standings), from+perPage)] {
		if one, err = t.Books.WithPlan(one); err != nil {
			return drawing{}, err
		}
		blocks = append(blocks, view.VisitBlock(one))
	}
	title := card.P("visitdue.title", "month", card.Of(present.MonthName(month)))
	if who.ID != t.Me.ID {
		title = card.P("visitdue.title_of", "month", card.Of(present.MonthName(month)), "person", card.Words(who.Name))
	}
	return drawing{card: card.Card{Title: title, Blocks: append(blocks, pages(s, len(standings))...)}}, nil
}

// visitsDue are the month's visits of somebody; for the viewer themselves, if
// they manage, those of their teams.
func (l *Look) visitsDue(who sales.Person, month sales.Date) ([]sales.VisitStanding, error) {
	c := sales.CalendarOf(who, l.Rules)
	all, err := l.Books.VisitsDue(c, month)
	if err != nil || who.ID != l.Me.ID {
		return all, err
	}
	for _, team := range l.Me.Manages {
		standings, err := l.Books.TeamVisitsDue(team, c, month)
		if err != nil {
			return nil, err
		}
		for _, s := range standings {
			if s.Account.Owner != who.ID {
				all = append(all, s)
			}
		}
	}
	return all, nil
}

// visitsSummary counts what is done and what is open.
func visitsSummary(all []sales.VisitStanding) card.Text {
	met := len(all) - openVisits(all)
	switch {
	case len(all) == 0:
		return card.T("visitdue.none")
	case met == len(all):
		return card.T("visitdue.all_met", "count", card.Count(met))
	}
	return card.T("visitdue.summary", "count", card.Count(len(all)-met), "met", card.Count(met))
}

// homeVisits shows the month's open visits on Home.
func homeVisits(l *Look) ([]card.Block, error) {
	if !sales.MayLog(l.Me) {
		return nil, nil
	}
	standings, err := l.visitsDue(l.Me, l.Today())
	if err != nil || len(standings) == 0 {
		return nil, err
	}
	slices.SortStableFunc(standings, sales.CompareStanding)
	const most = 5
	view := present.VisitViewOf(l.Me, l.Rules, l.Today())
	blocks := []card.Block{card.Rule(), card.Beside(
		card.Lines(card.T("visitdue.heading", "month", card.Of(present.MonthName(l.Today()))), visitsSummary(standings)),
		card.Press(card.T("common.all"), card.Do{Name: "visits.show"}),
	)}
	for _, s := range standings[:min(len(standings), most)] {
		if s.State == sales.VisitOpen {
			blocks = append(blocks, view.VisitBlock(s))
		}
	}
	return blocks, nil
}
