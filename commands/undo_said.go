package commands

import (
	"encoding/json"
	"fmt"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
)

// takenBack says what an undo turned back, by name, and tells colleagues who
// gained or lost something by it, as they were told when it was done.
func (t *Turn) takenBack(changes []sales.Change) (card.Card, error) {
	all := turnedBack(changes)
	if err := t.tellReturned(all); err != nil {
		return card.Card{}, err
	}
	r := present.TakenBackFacts{}
	for _, c := range all {
		if err := t.nameTurned(&r, c); err != nil {
			return card.Card{}, err
		}
	}
	return present.TakenBack(r), nil
}

// turned is a record that an undo turned back: as it is again, and as it was
// until then. One that had been created has the zero again.
type turned struct {
	kind          sales.Kind
	id            string
	again, undone json.RawMessage
}

// turnedBack takes the changes to each record together.
func turnedBack(changes []sales.Change) []turned {
	var all []turned
	at := map[string]int{}
	for _, c := range changes {
		key := string(c.Kind) + "/" + c.ID
		if i, ok := at[key]; ok {
			all[i].undone = c.After
			continue
		}
		at[key] = len(all)
		all = append(all, turned{c.Kind, c.ID, c.Before, c.After})
	}
	return all
}

// wasDeletion reports that the undo brought the record back.
func (c turned) wasDeletion() bool {
	var again, undone struct {
		Deleted bool `json:"deleted"`
	}
	return len(c.again) > 0 && json.Unmarshal(c.again, &again) == nil && !again.Deleted &&
		json.Unmarshal(c.undone, &undone) == nil && undone.Deleted
}

// read takes the record as it is again, or was if it is no more.
func (c turned) read(record any) error {
	raw := c.again
	if len(raw) == 0 {
		raw = c.undone
	}
	if err := json.Unmarshal(raw, record); err != nil {
		return fmt.Errorf("read what was undone: %w", err)
	}
	return nil
}

// nameTurned enters what a record is called in the facts for the answer.
func (t *Turn) nameTurned(r *present.TakenBackFacts, c turned) error {
	r.Restored = r.Restored || c.wasDeletion()
	switch c.kind {
	case sales.KindVisit:
		return addTurned(c, &r.Visits, func(v sales.Visit) (present.VisitFacts, error) {
			a, err := t.nameOfTurned(v.Account)
			return present.VisitFacts{Visit: v, Account: a}, err
		})
	case sales.KindNote:
		return addTurned(c, &r.Notes, func(n sales.Note) (present.NoteFacts, error) {
			a, err := t.nameOfTurned(n.Account)
			return present.NoteFacts{Note: n, Account: a}, err
		})
	case sales.KindDealing:
		return addTurned(c, &r.Dealings, func(d sales.Dealing) (present.DealingFacts, error) {
			a, err := t.nameOfTurned(d.Account)
			return present.DealingFacts{Dealing: d, Account: a}, err
		})
	case sales.KindAccount:
		return addTurned(c, &r.Accounts, func(a sales.Account) (present.AccountTakenBack, error) {
			var undone sales.Account
			handed := c.both(&a, &undone) && a.Owner != undone.Owner
			return present.AccountTakenBack{Account: a, New: len(c.again) == 0, Handed: handed}, nil
		})
	case sales.KindContact:
		return addTurned(c, &r.Contacts, func(k sales.Contact) (present.ContactTakenBack, error) {
			return present.ContactTakenBack{Contact: k, New: len(c.again) == 0}, nil
		})
	case sales.KindFollowUp:
		return addTurned(c, &r.FollowUps, asItIs[sales.FollowUp])
	case sales.KindTarget:
		return addTurned(c, &r.Targets, asItIs[sales.Target])
	case sales.KindReport:
		return addTurned(c, &r.Reports, asItIs[sales.Report])
	case sales.KindPlan:
		return addTurned(c, &r.Plans, asItIs[sales.WeekPlan])
	case sales.KindPerson:
		r.Settings = true
	}
	return nil
}

// addTurned reads a record and adds what is to be said of it.
func addTurned[Record, Facts any](c turned, to *[]Facts, facts func(Record) (Facts, error)) error {
	var record Record
	if err := c.read(&record); err != nil {
		return err
	}
	f, err := facts(record)
	*to = append(*to, f)
	return err
}

func asItIs[Record any](r Record) (Record, error) { return r, nil }

// nameOfTurned is the account of a record, without a name if it is gone.
func (t *Turn) nameOfTurned(id sales.AccountID) (sales.Account, error) {
	a, err := t.Books.AccountName(id)
	return a, unlessMissing(err)
}

// tellReturned tells who has an account or a follow-up again, and who no longer has.
func (t *Turn) tellReturned(all []turned) error {
	handed := map[sales.AccountID]bool{}
	for _, c := range all {
		var again, undone sales.Account
		if c.kind != sales.KindAccount || !c.both(&again, &undone) || again.Owner == undone.Owner {
			continue
		}
		handed[again.ID] = true
		if err := t.tellHandedOver(again, undone.Owner); err != nil {
			return err
		}
	}
	for _, c := range all {
		var again, undone sales.FollowUp
		if c.kind != sales.KindFollowUp || !c.both(&again, &undone) || again.Owner == undone.Owner || handed[again.Account] {
			continue
		}
		if err := t.tellGiven(again, undone.Owner); err != nil {
			return err
		}
	}
	return nil
}

// both reads the record as it is again and as it was; false if it was created
// or is gone.
func (c turned) both(again, undone any) bool {
	return len(c.again) > 0 && json.Unmarshal(c.again, again) == nil && json.Unmarshal(c.undone, undone) == nil
}
