package commands

import (
	"errors"
	"slices"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
)

// spansOf are the days that a weekly or monthly digest compares.
func spansOf(q present.DigestQuery, today sales.Date) sales.Spans {
	if q.Span == present.SpanMonth {
		return sales.MonthSpans(q.Day)
	}
	return sales.WeekSpans(q.Day, today)
}

// teamPeriod is the week or month of all teams of a digest.
func (l *Look) teamPeriod(q present.DigestQuery, asked bool) (f present.PeriodFacts, teams []sales.TeamID, err error) {
	if teams, err = l.teamsOf(q); err != nil {
		return f, nil, err
	}
	if !asked { // by itself only of those who have it
		teams = slices.DeleteFunc(slices.Clone(teams), func(t sales.TeamID) bool { return !l.Rules.Digests.HasPeriods(t) })
	}
	if len(teams) == 0 {
		return f, nil, sales.Refuse(sales.Forbidden, "refused.digest_managers")
	}
	spans := spansOf(q, l.Today())
	var sum sales.TeamPeriod
	for i, team := range teams {
		t, err := l.Books.TeamPeriod(team, spans, l.calendar())
		if err != nil {
			return f, nil, l.forbidden(err)
		}
		if sum = t; i > 0 {
			sum = f.Period.And(t)
		}
		f.Period = sum
	}
	f.Query, f.Today, f.Asked, f.Currency = q, l.Today(), asked, l.Rules.CurrencyOf(teams[0])
	f.Days = slices.ContainsFunc(teams, func(t sales.TeamID) bool { return slices.Contains(l.Rules.Reports.Teams, t) })
	f.Compare = l.Rules.MayCompare(peopleOf(sum))
	f.Opens = func(id sales.PersonID) string {
		return reportQuery{Person: id, Day: q.Day, Week: q.Span == present.SpanWeek}.String()
	}
	return f, teams, nil
}

func peopleOf(t sales.TeamPeriod) (people []sales.Person) {
	for _, p := range t.People {
		people = append(people, p.Person)
	}
	return people
}

func (l *Look) periodCard(q present.DigestQuery, asked bool) (card.Card, error) {
	f, _, err := l.teamPeriod(q, asked)
	if err != nil {
		return card.Card{}, err
	}
	return present.PeriodDigest(f), nil
}

// periodPart is what is behind a number of a weekly or monthly digest. Records are
// listed as far as the viewer may see them.
func (l *Look) periodPart(q present.DigestQuery) (card.Card, error) {
	f, teams, err := l.teamPeriod(q, true)
	if err != nil {
		return card.Card{}, err
	}
	switch q.Part {
	case present.PartRanks:
		return l.ranks(teams, f.Period.Spans)
	case present.PartVisits:
		return l.visitEntriesOf(q, f.Period)
	case present.PartOrders:
		return l.dealingEntriesOf(q, f.Period, sales.DealOrder)
	case present.PartPayments:
		return l.dealingEntriesOf(q, f.Period, sales.DealPayment)
	case present.PartPromises:
		return l.promiseEntriesOf(q, f.Period)
	}
	return present.PeriodPart(f, q.Part), nil
}

// visitEntriesOf lists the visits behind the number, latest first.
func (l *Look) visitEntriesOf(q present.DigestQuery, t sales.TeamPeriod) (card.Card, error) {
	type entry struct {
		day sales.Date
		present.Entry
	}
	var all []entry
	in := storage.Period{From: t.Spans.From, To: t.Spans.To}
	for _, p := range t.People {
		err := eachOf(func(page storage.Page) ([]sales.Visit, string, error) { return l.Books.VisitsBy(p.Person.ID, in, page) }, func(v sales.Visit) error {
			a, err := l.Books.Account(v.Account)
			if missing(err) {
				a, err = l.Books.AccountName(v.Account)
			}
			if err != nil || !sales.Counts(l.Rules, a, v) {
				return unlessMissing(err)
			}
			text := card.T("digest.visit_entry", "day", card.Day(v.Day), "account", card.Words(a.Name), "mode", card.Of(present.Mode(v.Mode)))
			all = append(all, entry{v.Day, present.Entry{Who: v.Author, Text: text, Open: &card.Do{Name: "account.show", ID: string(v.Account)}}})
			return nil
		})
		if err != nil {
			return card.Card{}, err
		}
	}
	slices.SortStableFunc(all, func(a, b entry) int { return b.day.Compare(a.day) })
	var entries []present.Entry
	for _, e := range all {
		entries = append(entries, e.Entry)
	}
	return entriesCard(q, "digest.part_visits", entries), nil
}

// dealingEntriesOf lists the orders or payments behind the number, latest first.
func (l *Look) dealingEntriesOf(q present.DigestQuery, t sales.TeamPeriod, kind sales.DealingKind) (card.Card, error) {
	var all []sales.Dealing
	in := storage.Period{From: t.Spans.From, To: t.Spans.To}
	for _, p := range t.People {
		err := eachOf(func(page storage.Page) ([]sales.Dealing, string, error) {
			return l.Books.DealingsBy(p.Person.ID, in, page)
		}, func(d sales.Dealing) error {
			if d.Kind == kind {
				all = append(all, d)
			}
			return nil
		})
		if err != nil {
			return card.Card{}, err
		}
	}
	slices.SortStableFunc(all, func(a, b sales.Dealing) int { return b.Day.Compare(a.Day) })
	var entries []present.Entry
	for _, d := range all {
		facts, err := l.dealingFacts(d)
		if err != nil {
			return card.Card{}, err
		}
		entries = append(entries, present.Entry{Who: d.Rep, Text: present.DealingLine(facts), Open: &card.Do{Name: "dealing.show", ID: string(d.ID)}})
	}
	return entriesCard(q, "digest.part_"+q.Part, entries), nil
}

// promiseEntriesOf lists what is open past its day.
func (l *Look) promiseEntriesOf(q present.DigestQuery, t sales.TeamPeriod) (card.Card, error) {
	day := sales.TeamDay{Day: l.Today()}
	for _, p := range t.People {
		err := eachOf(func(page storage.Page) ([]sales.FollowUp, string, error) {
			return l.Books.OpenFollowUps(p.Person.ID, l.Today().AddDays(-1), page)
		}, func(f sales.FollowUp) error {
			if !sales.IsBroken(f, l.Today()) {
				return nil
			}
			named, err := l.Books.Named(f)
			day.Broken = append(day.Broken, named)
			return err
		})
		if err != nil {
			return card.Card{}, err
		}
	}
	slices.SortStableFunc(day.Broken, sales.CompareBroken)
	return present.DayPart(q, day, l.Me.ID), nil
}

// entriesCard is a page of entries; nothing if there are none.
func entriesCard(q present.DigestQuery, title string, all []present.Entry) card.Card {
	if len(all) == 0 {
		return card.Card{}
	}
	return present.Entries(q, card.T(title, "count", card.Count(len(all))), all)
}

// eachOf reads a list to its end.
func eachOf[T any](list func(storage.Page) ([]T, string, error), do func(T) error) error {
	for page := (storage.Page{}); ; {
		some, next, err := list(page)
		for i := 0; err == nil && i < len(some); i++ {
			err = do(some[i])
		}
		if err != nil || next == "" {
			return err
		}
		page.After = next
	}
}

// ranks are the leaderboards of the teams that have one, the first of them.
func (l *Look) ranks(teams []sales.TeamID, spans sales.Spans) (card.Card, error) {
	for _, team := range teams {
		ranked, may, err := l.Books.Leaderboard(team, spans, l.calendar())
		if err != nil {
			return card.Card{}, err
		}
		if may && len(ranked) > 0 {
			return present.Leaderboard(spans.From, spans.To, ranked), nil
		}
	}
	return card.Card{}, nil
}

// leaderboardCommand shows a team who reached what this month, where it opted in
// and its countries allow it (handbook section 12).
func leaderboardCommand() Command {
	return Command{Name: "leaderboard", Roles: []sales.Role{sales.RoleRep, sales.RoleManager}, Run: runLeaderboard, Offered: func(l *Look) bool {
		return slices.ContainsFunc(l.rankedTeams(), func(t sales.TeamID) bool { return slices.Contains(l.Rules.Digests.Leaderboards, t) })
	}}
}

// rankedTeams are those whose leaderboard concerns the viewer.
func (l *Look) rankedTeams() []sales.TeamID {
	teams := slices.Clone(l.Me.Manages)
	if l.Me.Team != "" && !slices.Contains(teams, l.Me.Team) {
		teams = append(teams, l.Me.Team)
	}
	return teams
}

func runLeaderboard(t *Turn) error {
	month := t.Today().FirstOfMonth()
	if _, p := t.cutPeriod(t.Rest); !p.query.From.IsZero() {
		month = p.query.From
		if near, _, ok := t.nearestMonth(t.Rest, p.query.From, p.query.To); ok {
			month = near
		}
	}
	c, err := t.ranks(t.rankedTeams(), sales.MonthSpans(month))
	switch {
	case err != nil:
		return err
	case len(c.Blocks) > 0:
		return t.Say(c)
	case slices.ContainsFunc(t.rankedTeams(), func(team sales.TeamID) bool { return slices.Contains(t.Rules.Digests.Leaderboards, team) }):
		return sales.Refuse(sales.Forbidden, "refused.leaderboard_country")
	}
	return sales.Refuse(sales.Forbidden, "refused.leaderboard_off")
}

// composeOwn is a rep's own week or month, as "week" and "month" show it.
func (l *Look) composeOwn(kind, of string) (card.Card, error) {
	day, err := sales.ParseDate(of)
	if err != nil || !l.Rules.HasOwnPeriods(l.Me) {
		return card.Card{}, nil //nolint:nilerr // of a version that is no more
	}
	c, err := l.reportCard(reportQuery{Day: day, Week: kind == sales.RemindsOwnWeek})
	var refused *sales.Error
	if errors.As(err, &refused) {
		return card.Card{}, nil
	}
	return c, err
}
