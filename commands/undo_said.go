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
		var v sales.Visit
		if err := c.read(&v); err != nil {
			return err
		}
		a, err := t.Books.AccountName(v.Account)
		if err != nil && !missing(err) {
			return err
		}
		r.Visits = append(r.Visits, present.VisitFacts{Visit: v, Account: a})
	case sales.KindNote:
		var n sales.Note
		if err := c.read(&n); err != nil {
			return err
		}
		a, err := t.Books.AccountName(n.Account)
		if err != nil && !missing(err) {
			return err
		}
		r.Notes = append(r.Notes, present.NoteFacts{Note: n, Account: a})
	case sales.KindFollowUp:
		var f sales.FollowUp
		err := c.read(&f)
		r.FollowUps = append(r.FollowUps, f)
		return err
	case sales.KindAccount:
		var a, undone sales.Account
		err := c.read(&a)
		handed := c.both(&a, &undone) && a.Owner != undone.Owner
		r.Accounts = append(r.Accounts, present.AccountTakenBack{Account: a, New: len(c.again) == 0, Handed: handed})
		return err
	case sales.KindContact:
		var k sales.Contact
		err := c.read(&k)
		r.Contacts = append(r.Contacts, present.ContactTakenBack{Contact: k, New: len(c.again) == 0})
		return err
	case sales.KindDealing:
		var d sales.Dealing
		if err := c.read(&d); err != nil {
			return err
		}
		a, err := t.Books.AccountName(d.Account)
		if err != nil && !missing(err) {
			return err
		}
		r.Dealings = append(r.Dealings, present.DealingFacts{Dealing: d, Account: a})
	case sales.KindTarget:
		var g sales.Target
		if err := c.read(&g); err != nil {
			return err
		}
		r.Targets = append(r.Targets, g)
	case sales.KindReport:
		var report sales.Report
		err := c.read(&report)
		r.Reports = append(r.Reports, report)
		return err
	case sales.KindPlan:
		var p sales.WeekPlan
		err := c.read(&p)
		r.Plans = append(r.Plans, p)
		return err
	case sales.KindPerson:
		r.Settings = true
	}
	return nil
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
