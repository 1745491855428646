package scoped

import (
	"cmp"
	"errors"
	"fmt"

	"roundsman/sales"
	"roundsman/storage"
)

// TeamPeriod is a team's week or month for who leads it, added up in one pass:
// its people one after the other, of each every account, visit, dealing and open
// promise once, whatever spans it counts in. The calendar is the viewer's.
func (r *Reader) TeamPeriod(team sales.TeamID, spans sales.Spans, c sales.Calendar) (t sales.TeamPeriod, err error) {
	if leads, err := r.Leads(team); err != nil || !leads {
		return t, cmp.Or(err, hidden("team"))
	}
	return r.teamPeriod(team, spans, c)
}

// Leaderboard is who reached what in a team, for its people and who leads it, if
// the team may have one.
func (r *Reader) Leaderboard(team sales.TeamID, spans sales.Spans, c sales.Calendar) (ranked []sales.Ranked, may bool, err error) {
	leads, err := r.Leads(team)
	if err != nil || !leads && (r.viewer.Team != team || r.viewer.Left || !sales.MayLog(r.viewer)) {
		return nil, false, err
	}
	t, err := r.teamPeriod(team, spans, c)
	if err != nil {
		return nil, false, err
	}
	var people []sales.Person
	for _, p := range t.People {
		people = append(people, p.Person)
	}
	if !c.Rules().MayRank(team, people) {
		return nil, false, nil
	}
	return sales.Rank(t.People, c.Rules().CurrencyOf(team)), true, nil
}

func (r *Reader) teamPeriod(team sales.TeamID, spans sales.Spans, c sales.Calendar) (t sales.TeamPeriod, err error) {
	t.Spans = spans
	err = each(func(p storage.Page) ([]sales.Person, string, error) { return r.tx.PeopleIn(team, p) }, func(p sales.Person) error {
		if p.Team != team || p.Left || !sales.MayLog(p) {
			return nil
		}
		return r.enterPerson(&t, p, c)
	})
	if err != nil {
		return t, fmt.Errorf("add up team: %w", err)
	}
	own, err := r.tx.Target(sales.TeamTargetOf(team, spans.MonthFrom))
	if err != nil && !isMissing(err) {
		return t, fmt.Errorf("look up target: %w", err)
	}
	t.Finish(own)
	return t, nil
}

// enterPerson adds one person and their records.
func (r *Reader) enterPerson(t *sales.TeamPeriod, p sales.Person, c sales.Calendar) (err error) {
	one := sales.PersonPeriod{Person: p}
	if one.Target, err = r.tx.Target(sales.TargetOf(p.ID, t.Spans.MonthFrom)); err != nil && !isMissing(err) {
		return err
	}
	accounts, err := r.enterAccounts(t, &one, c)
	if err != nil {
		return err
	}
	err = errors.Join(r.enterVisits(t, &one, accounts, c.Rules()), r.enterDealings(t, &one), r.enterPromises(t, p, c))
	t.EnterPerson(one)
	return err
}

// enterAccounts counts new accounts and how each stands in the month; it answers
// them by id, so that their visits need not look them up again.
func (r *Reader) enterAccounts(t *sales.TeamPeriod, one *sales.PersonPeriod, c sales.Calendar) (map[sales.AccountID]sales.Account, error) {
	mine, zone := map[sales.AccountID]sales.Account{}, one.Person.Location()
	err := each(func(p storage.Page) ([]sales.Account, string, error) { return r.tx.AccountsOf(one.Person.ID, p) }, func(a sales.Account) error {
		mine[a.ID] = a
		came := sales.DateIn(a.Created, zone)
		one.EnterOn(t.Spans, came, func(x *sales.Tally) { x.NewAccounts++ })
		if !came.Before(t.Spans.From) && !came.After(t.Spans.To) {
			t.New = append(t.New, a)
		}
		if a.Team != one.Person.Team {
			return nil
		}
		s, err := r.Standing(a, c, t.Spans.MonthFrom)
		if err == nil {
			t.EnterStanding(one, s)
		}
		return err
	})
	return mine, err
}

func (r *Reader) enterVisits(t *sales.TeamPeriod, one *sales.PersonPeriod, mine map[sales.AccountID]sales.Account, rules sales.Rules) error {
	all := storage.Period{From: t.Spans.First(), To: t.Spans.Last()}
	return each(func(p storage.Page) ([]sales.Visit, string, error) { return r.tx.VisitsBy(one.Person.ID, all, p) }, func(v sales.Visit) error {
		a, known := mine[v.Account]
		if !known {
			var err error
			if a, err = r.tx.Account(v.Account); err != nil {
				return err
			}
		}
		if sales.Counts(rules, a, v) {
			one.EnterOn(t.Spans, v.Day, func(x *sales.Tally) { x.Visits++ })
		}
		return nil
	})
}

func (r *Reader) enterDealings(t *sales.TeamPeriod, one *sales.PersonPeriod) error {
	all := storage.Period{From: t.Spans.First(), To: t.Spans.Last()}
	return each(func(p storage.Page) ([]sales.Dealing, string, error) { return r.tx.DealingsBy(one.Person.ID, all, p) }, func(d sales.Dealing) error {
		one.EnterOn(t.Spans, d.Day, func(x *sales.Tally) { x.Enter(d) })
		return nil
	})
}

func (r *Reader) enterPromises(t *sales.TeamPeriod, p sales.Person, c sales.Calendar) error {
	today := c.Day(r.now)
	return each(func(page storage.Page) ([]sales.FollowUp, string, error) {
		return r.tx.OpenFollowUps(p.ID, today.AddDays(-1), page)
	},
		func(f sales.FollowUp) error {
			if sales.IsBroken(f, today) {
				t.Broken++
			}
			return nil
		})
}
