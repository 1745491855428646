package reminders

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"roundsman/sales"
	"roundsman/storage"
)

// imagined are the books as one person's days ahead would change them: what
// sweeps and sends write is only remembered, nothing of it is kept. On its agenda
// is what concerns that person.
type imagined struct {
	storage.Tx
	memory map[string][]byte // nil: forgotten
	agenda map[string]storage.DueItem
	people map[sales.PersonID]sales.Person
	report map[sales.ReportID]sales.Report
	plans  map[sales.PlanID]sales.WeekPlan
	outbox map[string]storage.OutEntry
	seq    uint64
}

func imagine(tx storage.Tx) *imagined {
	return &imagined{
		Tx: tx, memory: map[string][]byte{}, agenda: map[string]storage.DueItem{}, people: map[sales.PersonID]sales.Person{},
		report: map[sales.ReportID]sales.Report{}, plans: map[sales.PlanID]sales.WeekPlan{}, outbox: map[string]storage.OutEntry{},
	}
}

func (i *imagined) Person(id sales.PersonID) (sales.Person, error) {
	if p, ok := i.people[id]; ok {
		return p, nil
	}
	return i.Tx.Person(id)
}

func (i *imagined) PutPerson(p sales.Person) error {
	i.people[p.ID] = p
	return nil
}

func (i *imagined) Report(id sales.ReportID) (sales.Report, error) {
	if r, ok := i.report[id]; ok {
		return r, nil
	}
	return i.Tx.Report(id)
}

func (i *imagined) PutReport(r sales.Report) error {
	i.report[r.ID] = r
	return nil
}

func (i *imagined) Plan(id sales.PlanID) (sales.WeekPlan, error) {
	if p, ok := i.plans[id]; ok {
		return p, nil
	}
	return i.Tx.Plan(id)
}

func (i *imagined) PutPlan(p sales.WeekPlan) error {
	i.plans[p.ID] = p
	return nil
}

func (i *imagined) Recall(name string) ([]byte, error) {
	value, known := i.memory[name]
	switch {
	case !known:
		return i.Tx.Recall(name)
	case value == nil:
		return nil, fmt.Errorf("value %q: %w", name, storage.ErrNotFound)
	}
	return bytes.Clone(value), nil
}

func (i *imagined) Keep(name string, value []byte, _ time.Time) error {
	i.memory[name] = append([]byte{}, value...)
	return nil
}

func (i *imagined) Forget(name string) error {
	i.memory[name] = nil
	return nil
}

func (i *imagined) Schedule(item storage.DueItem) error {
	i.agenda[item.Key] = item
	return nil
}

func (i *imagined) Unschedule(key string) error {
	delete(i.agenda, key)
	return nil
}

func (i *imagined) DueBy(now time.Time, limit int) (due []storage.DueItem, err error) {
	for _, item := range i.agenda {
		if !item.At.After(now) {
			due = append(due, item)
		}
	}
	slices.SortFunc(due, func(a, b storage.DueItem) int { return cmp.Or(a.At.Compare(b.At), strings.Compare(a.Key, b.Key)) })
	return due[:min(len(due), limit)], nil
}

func (i *imagined) NextDue() (at time.Time, ok bool, err error) {
	for _, item := range i.agenda {
		if !ok || item.At.Before(at) {
			at, ok = item.At, true
		}
	}
	return at, ok, nil
}

func (i *imagined) OutEntry(key string) (storage.OutEntry, error) {
	if e, ok := i.outbox[key]; ok {
		return e, nil
	}
	return i.Tx.OutEntry(key)
}

func (i *imagined) Enqueue(e storage.OutEntry) error {
	i.seq++
	e.State, e.Seq = storage.OutPending, i.seq
	i.outbox[e.Key] = e
	return nil
}

func (i *imagined) SettleOut(e storage.OutEntry) error {
	i.outbox[e.Key] = e
	return nil
}

// concerning puts on the agenda what may lead to a reminder to somebody: their
// own promises, accounts and occasions, what those whom they cover promised, and,
// for a manager, what their reps leave open.
func (i *imagined) concerning(to sales.Person, now time.Time) error {
	for _, kind := range monthly(to) {
		if err := i.takeOver(kind, string(to.ID), now); err != nil {
			return err
		}
	}
	if err := errors.Join(i.promisesOf(to.ID, followUpName), i.newAccountsOf(to.ID), i.coveredBy(to.ID)); err != nil {
		return err
	}
	for _, team := range to.Manages {
		if err := i.escalating(team); err != nil {
			return err
		}
	}
	return nil
}

// takeOver takes an item over as it is scheduled; one that is not is looked at at
// otherwise, if that is a time.
func (i *imagined) takeOver(kind, subject string, otherwise time.Time) error {
	key := itemOf(kind, subject).Key
	item, err := i.Scheduled(key)
	switch {
	case errors.Is(err, storage.ErrNotFound) && !otherwise.IsZero():
		item = itemOf(kind, subject)
		item.At = otherwise
	case errors.Is(err, storage.ErrNotFound):
		return nil
	case err != nil:
		return err
	}
	i.agenda[key] = item
	return nil
}

func (i *imagined) promisesOf(owner sales.PersonID, kinds ...string) error {
	page := storage.Page{}
	for {
		open, next, err := i.OpenFollowUps(owner, sales.Date{}, page)
		if err != nil {
			return err
		}
		for _, f := range open {
			for _, kind := range kinds {
				if err := i.takeOver(kind, string(f.ID), time.Time{}); err != nil {
					return err
				}
			}
		}
		if page.After = next; next == "" {
			return nil
		}
	}
}

func (i *imagined) newAccountsOf(owner sales.PersonID) error {
	page := storage.Page{}
	for {
		accounts, next, err := i.AccountsOf(owner, page)
		if err != nil {
			return err
		}
		for _, a := range accounts {
			if !a.LastCounted.IsZero() {
				continue
			}
			if err := i.takeOver(firstVisitName, string(a.ID), time.Time{}); err != nil {
				return err
			}
		}
		if page.After = next; next == "" {
			return nil
		}
	}
}

func (i *imagined) coveredBy(cover sales.PersonID) error {
	others, err := newLook(i, sales.Rules{}, time.Time{}).remembered(cover, coveredName)
	if err != nil {
		return err
	}
	for _, other := range others {
		if err := errors.Join(i.promisesOf(other, coverName), i.takeOver(coveringName, string(other)+"\n"+string(cover), time.Time{})); err != nil {
			return err
		}
	}
	return nil
}

func (i *imagined) escalating(team sales.TeamID) error {
	page := storage.Page{}
	for {
		people, next, err := i.PeopleIn(team, page)
		if err != nil {
			return err
		}
		for _, p := range people {
			if err := i.promisesOf(p.ID, followUpName, escalatedName); err != nil {
				return err
			}
		}
		if page.After = next; next == "" {
			return nil
		}
	}
}
