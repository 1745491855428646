package scoped

import (
	"errors"
	"fmt"

	"roundsman/sales"
	"roundsman/storage"
)

// Named adds the names that a line about a follow-up shows. Whoever may see the
// follow-up may know them.
func (r *Reader) Named(f sales.FollowUp) (sales.NamedFollowUp, error) {
	named := sales.NamedFollowUp{FollowUp: f}
	if f.Account != "" {
		a, err := r.AccountName(f.Account)
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return named, err
		}
		named.AccountName = a.Name
	}
	if f.Contact != "" {
		c, err := r.ContactName(f.Contact)
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return named, err
		}
		named.ContactName = c.Name
	}
	return named, nil
}

// Covering is the leave of a colleague that the viewer covers now or next.
func (r *Reader) Covering(absent sales.PersonID) (l sales.Leave, covers bool, err error) {
	p, err := r.tx.Person(absent)
	if errors.Is(err, storage.ErrNotFound) {
		return l, false, nil
	}
	if err != nil {
		return l, false, fmt.Errorf("look up person: %w", err)
	}
	l, covers = sales.CoverOf(p, r.viewer.ID, r.now)
	return l, covers, nil
}

// CountCovered counts what of a colleague's cannot wait during a leave that the
// viewer covers, before it has begun too.
func (r *Reader) CountCovered(absent sales.PersonID, l sales.Leave) (n int, err error) {
	p, err := r.tx.Person(absent)
	if err != nil {
		return 0, fmt.Errorf("look up person: %w", err)
	}
	if l.Cover != r.viewer.ID {
		return 0, nil
	}
	page := storage.Page{Limit: 500}
	for {
		followUps, next, err := r.tx.OpenFollowUps(absent, l.To, page)
		if err != nil {
			return 0, fmt.Errorf("list follow-ups: %w", err)
		}
		for _, f := range followUps {
			if in, _, ok := sales.CoveredDue(f, p, r.now); ok && in == l {
				n++
			}
		}
		if next == "" {
			return n, nil
		}
		page.After = next
	}
}

// VisitsDue lists how somebody's accounts stand in the calendar month of a day,
// those that are not due in it left out: what is due first comes first. The
// calendar is the owner's.
func (r *Reader) VisitsDue(c sales.Calendar, month sales.Date) ([]sales.VisitStanding, error) {
	return r.standings(c, month, func(page storage.Page) ([]sales.Account, string, error) {
		return r.AccountsOf(c.Person().ID, page)
	})
}

// TeamVisitsDue is VisitsDue for all of a team's accounts, for its managers.
func (r *Reader) TeamVisitsDue(team sales.TeamID, c sales.Calendar, month sales.Date) ([]sales.VisitStanding, error) {
	if !r.viewer.IsManagerOf(team) {
		return nil, nil
	}
	return r.standings(c, month, func(page storage.Page) ([]sales.Account, string, error) { return r.AccountsIn(team, page) })
}

func (r *Reader) standings(c sales.Calendar, month sales.Date, list func(storage.Page) ([]sales.Account, string, error)) ([]sales.VisitStanding, error) {
	var all []sales.VisitStanding
	page := storage.Page{Limit: 500}
	for {
		accounts, next, err := list(page)
		if err != nil {
			return nil, fmt.Errorf("list accounts: %w", err)
		}
		for _, a := range accounts {
			s, err := r.Standing(a, c, month)
			if err != nil {
				return nil, err
			}
			if s.State != sales.VisitNotDue {
				all = append(all, s)
			}
		}
		if next == "" {
			return all, nil
		}
		page.After = next
	}
}

// Standing is how one account stands in a month.
func (r *Reader) Standing(a sales.Account, c sales.Calendar, month sales.Date) (sales.VisitStanding, error) {
	last, err := r.lastCounted(a, c.Rules(), month.LastOfMonth())
	if err != nil {
		return sales.VisitStanding{}, err
	}
	due := sales.NextVisitAfter(a, last, c.Rules(), c.Zone())
	return sales.VisitStanding{Account: a, Due: due, State: due.In(month)}, nil
}

// lastCounted is the account's last contact that counts, up to a day. The
// account knows its latest; only for months gone by its visits are read.
func (r *Reader) lastCounted(a sales.Account, rules sales.Rules, until sales.Date) (sales.Date, error) {
	if !a.LastCounted.After(until) {
		return a.LastCounted, nil
	}
	page := storage.Page{Limit: 20}
	for {
		visits, next, err := r.tx.VisitsTo(a.ID, storage.Period{To: until}, page)
		if err != nil {
			return sales.Date{}, fmt.Errorf("look up visits: %w", err)
		}
		for _, v := range visits {
			if sales.Counts(rules, a, v) {
				return v.Day, nil
			}
		}
		if next == "" {
			return sales.Date{}, nil
		}
		page.After = next
	}
}

// WithPlan adds the account's next open follow-up.
func (r *Reader) WithPlan(s sales.VisitStanding) (sales.VisitStanding, error) {
	plans, _, err := r.FollowUpsFor(s.Account.ID, true, storage.Page{Limit: 1})
	if err != nil {
		return s, fmt.Errorf("look up follow-ups: %w", err)
	}
	if len(plans) > 0 {
		s.Plan = plans[0]
	}
	return s, nil
}
