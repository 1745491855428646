package commands

import (
	"slices"

	"roundsman/commands/understand"
	"roundsman/sales"
	"roundsman/storage"
)

// meantVisit is a visit to be put right: as it is told, and as it is in the books.
type meantVisit struct {
	told  understand.AccountReading
	part  int // of the telling, the one that began it
	visit sales.Visit
}

// visitsMeant are the visits that a correction speaks of, with what told them: those
// of the account it names, those that it says were elsewhere, or the last ones told.
func (t *Turn) visitsMeant(c understand.Correction) (*telling, []meantVisit, error) {
	tl, err := t.latestTelling()
	if err != nil {
		return nil, nil, err
	}
	of := sales.AccountID("")
	if c.Of != "" {
		if of = understand.MatchAccount(c.Of, t.understanding()).ID; of == "" {
			return nil, nil, nil
		}
	}
	meant, err := t.toldVisits(tl)
	if err != nil {
		return nil, nil, err
	}
	meant = t.narrowed(meant, c, of)
	if len(meant) > 0 || of == "" && !c.Latest {
		return tl, meant, nil
	}
	v, ok, err := t.latestVisit(of)
	if !ok || err != nil {
		return nil, nil, err
	}
	if tl, err = t.tellingToAmend(v); err != nil {
		return nil, nil, err
	}
	meant, err = t.toldVisits(tl)
	if of == "" {
		return tl, t.narrowed(meant, c, of), err
	}
	return tl, slices.DeleteFunc(meant, func(m meantVisit) bool { return m.visit.ID != v.ID }), err
}

// toldVisits are the visits of a telling that are still in the books.
func (t *Turn) toldVisits(tl *telling) ([]meantVisit, error) {
	if tl == nil || tl.State != tellKept {
		return nil, nil
	}
	var all []meantVisit
	for i, told := range t.together(tl.Parts).visits {
		if i >= len(tl.Made.Visits) {
			break
		}
		v, err := t.Tx.Visit(tl.Made.Visits[i].ID)
		if missing(err) || err == nil && v.Deleted {
			continue
		}
		if err != nil {
			return nil, err
		}
		all = append(all, meantVisit{told: told.Account, part: partFrom(tl.Parts, firstSource(told)), visit: v})
	}
	return all, nil
}

func firstSource(v toldVisit) sales.Source {
	if len(v.sources) == 0 {
		return sales.Source{}
	}
	return v.sources[0]
}

// narrowed are those that a correction can speak of: of several told one after the
// other, the last; of those told in one message, all.
func (t *Turn) narrowed(all []meantVisit, c understand.Correction, of sales.AccountID) []meantVisit {
	if len(all) == 0 {
		return nil
	}
	was := sales.AccountID("")
	if c.Was != "" && c.Now != "" {
		was = understand.MatchAccount(c.Was, t.understanding()).ID
	}
	last := all[len(all)-1].part
	var meant []meantVisit
	for _, m := range all {
		switch {
		case of != "" && m.visit.Account != of:
		case c.Was != "" && c.Now != "" && m.visit.Account != was && !hasWord(m.told.Said, c.Was):
		case of == "" && c.Was == "" && m.part != last:
		default:
			meant = append(meant, m)
		}
	}
	if of != "" && len(meant) > 1 {
		meant = meant[len(meant)-1:]
	}
	return meant
}

// recentVisits is among how many of their own the latest one is looked for.
const recentVisits = 40

// latestVisit is the visit that the person wrote last, there or anywhere.
func (t *Turn) latestVisit(at sales.AccountID) (latest sales.Visit, ok bool, err error) {
	var all []sales.Visit
	if page := (storage.Page{Limit: recentVisits}); at == "" {
		all, _, err = t.Tx.VisitsBy(t.Me.ID, storage.Period{}, page)
	} else {
		all, _, err = t.Tx.VisitsTo(at, storage.Period{}, page)
	}
	if err != nil {
		return latest, false, err
	}
	for _, v := range all {
		if v.Author == t.Me.ID && !v.Deleted && (!ok || v.Written.After(latest.Written)) {
			latest, ok = v, true
		}
	}
	return latest, ok, nil
}

// tellingToAmend is what told of a visit, or a telling that begins with it.
func (t *Turn) tellingToAmend(v sales.Visit) (*telling, error) {
	for _, s := range v.Sources {
		tl, err := t.tellingFrom(s)
		if err != nil || tl != nil && tl.State == tellKept {
			return tl, err
		}
	}
	return &telling{
		ID: t.Event.Key, State: tellKept, Answer: t.AnswerKey(), Amends: true,
		Parts: []part{t.given(v)}, Made: made{Visits: []madeVisit{{ID: v.ID}}},
	}, nil
}

// moveAlong takes the people and the open follow-ups of a visit along to the account
// where it was in truth: those are found there by name, or come to be known there.
func (t *Turn) moveAlong(tl *telling, v *sales.Visit) error {
	for i, id := range v.Contacts {
		c, err := t.Tx.Contact(id)
		if missing(err) || err == nil && c.Account == v.Account {
			continue
		}
		if err != nil {
			return err
		}
		there := understand.ContactReading{Said: c.Name, Name: c.Name, Title: c.Title}
		if err := t.resolveContact(tl, v.Account, &there); err != nil {
			return err
		}
		v.Contacts = slices.Clone(v.Contacts)
		v.Contacts[i] = there.ID
	}
	return t.moveNextSteps(*v)
}
