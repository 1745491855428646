package scoped

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"roundsman/sales"
	"roundsman/storage"
)

// Dealing is one order or payment.
func (r *Reader) Dealing(id sales.DealingID) (sales.Dealing, error) {
	d, err := r.tx.Dealing(id)
	if err != nil {
		return sales.Dealing{}, fmt.Errorf("look up dealing: %w", err)
	}
	if !r.seesDealing(d) {
		return sales.Dealing{}, hidden("dealing")
	}
	return r.sightOfDealing(d), nil
}

func (r *Reader) seesDealing(d sales.Dealing) bool {
	a, err := r.tx.Account(d.Account)
	return err == nil && sales.MaySeeDealing(r.viewer, d, a)
}

// sightOfDealing leaves out what was typed for finance, which sees money only.
func (r *Reader) sightOfDealing(d sales.Dealing) sales.Dealing {
	if r.viewer.Role == sales.RoleFinance && d.Author != r.viewer.ID {
		d.Text = ""
	}
	return d
}

func (r *Reader) visibleDealings(dealings []sales.Dealing) []sales.Dealing {
	dealings = keep(dealings, r.seesDealing)
	for i, d := range dealings {
		dealings[i] = r.sightOfDealing(d)
	}
	return dealings
}

// DealingsWith lists an account's orders and payments, latest first.
func (r *Reader) DealingsWith(id sales.AccountID, in storage.Period, page storage.Page) ([]sales.Dealing, string, error) {
	dealings, next, err := r.tx.DealingsWith(id, in, page)
	return r.visibleDealings(dealings), next, err
}

// DealingsBy lists what counts for a person, latest first.
func (r *Reader) DealingsBy(rep sales.PersonID, in storage.Period, page storage.Page) ([]sales.Dealing, string, error) {
	dealings, next, err := r.tx.DealingsBy(rep, in, page)
	return r.visibleDealings(dealings), next, err
}

// DealingsSeen lists the orders and payments of everybody in a span of days that the
// viewer may see, all for finance and those of their teams for a manager, latest
// first. It reads all of them: give it a span.
func (r *Reader) DealingsSeen(in storage.Period) (all []sales.Dealing, err error) {
	err = each(r.tx.Everybody, func(p sales.Person) error {
		return each(func(page storage.Page) ([]sales.Dealing, string, error) { return r.tx.DealingsBy(p.ID, in, page) },
			func(d sales.Dealing) error { all = append(all, d); return nil })
	})
	if err != nil {
		return nil, fmt.Errorf("list dealings: %w", err)
	}
	all = r.visibleDealings(all)
	slices.SortStableFunc(all, func(a, b sales.Dealing) int {
		return cmp.Or(-a.Day.Compare(b.Day), -a.Written.Compare(b.Written), -strings.Compare(string(a.ID), string(b.ID)))
	})
	return all, nil
}

// Target is what somebody, or a team, is to reach in a month.
func (r *Reader) Target(id sales.TargetID) (sales.Target, error) {
	t, err := r.tx.Target(id)
	if err != nil {
		return sales.Target{}, fmt.Errorf("look up target: %w", err)
	}
	if !sales.MaySeeTarget(r.viewer, t) {
		return sales.Target{}, hidden("target")
	}
	return t, nil
}

// Tally counts what a person did in a span of days, for themselves and their
// managers: visits that count for the cadence, accounts that came in and are
// theirs, orders and payments.
func (r *Reader) Tally(who sales.Person, in storage.Period, rules sales.Rules) (t sales.Tally, err error) {
	if who.ID != r.viewer.ID && !r.viewer.IsManagerOf(who.Team) {
		return t, hidden("results")
	}
	visits := func(p storage.Page) ([]sales.Visit, string, error) { return r.tx.VisitsBy(who.ID, in, p) }
	err = each(visits, func(v sales.Visit) error {
		a, err := r.tx.Account(v.Account)
		if err == nil && sales.Counts(rules, a, v) {
			t.Visits++
		}
		return err
	})
	if err != nil {
		return t, fmt.Errorf("count visits: %w", err)
	}
	accounts := func(p storage.Page) ([]sales.Account, string, error) { return r.tx.AccountsOf(who.ID, p) }
	err = each(accounts, func(a sales.Account) error {
		if in.Holds(sales.DateIn(a.Created, who.Location())) {
			t.NewAccounts++
		}
		return nil
	})
	if err != nil {
		return t, fmt.Errorf("count accounts: %w", err)
	}
	dealings := func(p storage.Page) ([]sales.Dealing, string, error) { return r.tx.DealingsBy(who.ID, in, p) }
	if err = each(dealings, func(d sales.Dealing) error { t.Enter(d); return nil }); err != nil {
		return t, fmt.Errorf("count dealings: %w", err)
	}
	return t, nil
}

// each reads a list to its end.
func each[T any](list func(storage.Page) ([]T, string, error), do func(T) error) error {
	for page := (storage.Page{}); ; {
		some, next, err := list(page)
		if err != nil {
			return err
		}
		for _, one := range some {
			if err := do(one); err != nil {
				return err
			}
		}
		if next == "" {
			return nil
		}
		page.After = next
	}
}

// PutDealing creates or changes an order or a payment. The account's owner,
// their managers and finance may; it counts for whom it counted before.
func (w *Writer) PutDealing(d sales.Dealing) error {
	before, err := found(w.tx.Dealing(d.ID))
	if err != nil {
		return fmt.Errorf("keep dealing: %w", err)
	}
	a, err := w.tx.Account(d.Account)
	if err != nil {
		return fmt.Errorf("keep dealing: %w", err)
	}
	switch {
	case before == nil && !sales.MayLogDealing(w.viewer, a):
		return sales.Refuse(sales.Forbidden, "refused.dealing_not_yours", "account", a.Name)
	case before != nil && !sales.MayChangeDealing(w.viewer, *before, a):
		return sales.Refuse(sales.Forbidden, "refused.record_not_yours")
	}
	return put(w, sales.KindDealing, string(d.ID), before, &d, &d.Version, w.tx.PutDealing)
}

// DealingThere is a dealing as it is kept, also if it was deleted, for a row
// that may have been loaded before; version 0 if it never was.
func (w *Writer) DealingThere(id sales.DealingID) (sales.Dealing, error) {
	d, err := found(w.tx.Dealing(id))
	if err != nil || d == nil {
		return sales.Dealing{}, err
	}
	return *d, nil
}

// PutTarget sets a target; only managers of the team may.
func (w *Writer) PutTarget(t sales.Target) error {
	before, err := found(w.tx.Target(t.ID))
	if err != nil {
		return fmt.Errorf("keep target: %w", err)
	}
	if !sales.MaySetTarget(w.viewer, t) || before != nil && before.Team != t.Team && !sales.MaySetTarget(w.viewer, *before) {
		return sales.Refuse(sales.Forbidden, "refused.target_not_yours")
	}
	return put(w, sales.KindTarget, string(t.ID), before, &t, &t.Version, w.tx.PutTarget)
}
