package commands

import (
	"errors"
	"slices"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
)

// giveAccount hands an account over, with its whole history (handbook section
// 1): its open follow-ups go with it, and the new owner is told.
//
// Who is no manager of the account's team cannot take it back, and is asked first;
// a manager has Undo.
func giveAccount(t *Turn, id sales.AccountID, to string) error {
	colleague, err := t.colleague(to)
	if err != nil {
		return err
	}
	a, err := t.myAccount(id)
	if err != nil {
		return err
	}
	if !sales.MayLog(colleague) {
		return sales.Refuse(sales.Invalid, "refused.owner_must_sell", "person", colleague.Name)
	}
	if a.Owner != colleague.ID && !t.Me.IsManagerOf(a.Team) {
		return t.Say(present.ConfirmHandOver(a, colleague.ID))
	}
	return t.handOverAndSay(a, colleague, t.Say)
}

func (t *Turn) handOverAndSay(a sales.Account, to sales.Person, answer func(card.Card) error) error {
	if err := t.handOver(a.ID, to); err != nil {
		return err
	}
	said, undo := card.T("account.given", "account", card.Words(a.Name), "owner", card.Person(to.ID)), present.Undoing{}
	if a.Owner != to.ID && t.Me.IsManagerOf(a.Team) && t.Me.IsManagerOf(teamOf(to)) {
		undo.Event = t.Event.Key
	}
	return answer(card.Card{Blocks: present.Outcome(&said, undo)})
}

// confirmGive is the button of ConfirmHandOver: its ID is the account's, its Arg the
// colleague's.
func confirmGive(t *Turn) error {
	a, err := t.myAccount(sales.AccountID(t.Event.Action.ID))
	if err != nil {
		return err
	}
	if a.Version != t.Event.Action.Version {
		return sales.Refuse(sales.Conflict, "refused.changed_meanwhile")
	}
	colleague, err := t.Books.Person(sales.PersonID(t.Event.Action.Arg))
	if err != nil {
		return t.orGone(err)
	}
	return t.handOverAndSay(a, colleague, t.Amend)
}

// keepAccount is the other button.
func keepAccount(t *Turn) error { return showAccount(t, sales.AccountID(t.Event.Action.ID), t.Amend) }

func (t *Turn) handOver(id sales.AccountID, to sales.Person) error {
	a, err := t.myAccount(id)
	if err != nil {
		return err
	}
	if a.Owner == to.ID {
		return nil
	}
	if !sales.MayLog(to) {
		return sales.Refuse(sales.Invalid, "refused.owner_must_sell", "person", to.Name)
	}
	before := a.Owner
	if err := t.moveFollowUps(a, to.ID); err != nil {
		return err
	}
	a.Owner, a.Team = to.ID, teamOf(to)
	if err := t.Tx.PutAccount(a); err != nil {
		return err
	}
	return t.tellHandedOver(a, before)
}

// tellHandedOver tells the new owner, and who had the account before.
func (t *Turn) tellHandedOver(a sales.Account, before sales.PersonID) error {
	if a.Owner != t.Me.ID {
		if err := t.Tell(a.Owner, "given", present.AccountGiven(a, t.Me.ID)); err != nil {
			return err
		}
	}
	if before != t.Me.ID && before != a.Owner {
		return t.Tell(before, "taken", present.AccountTaken(a))
	}
	return nil
}

func (t *Turn) moveFollowUps(a sales.Account, to sales.PersonID) error {
	page := storage.Page{Limit: 100}
	for {
		followUps, next, err := t.Books.FollowUpsFor(a.ID, true, page)
		if err != nil {
			return err
		}
		for _, f := range followUps {
			if f.Owner != a.Owner {
				continue
			}
			f.Owner = to
			if err := t.Tx.PutFollowUp(f); err != nil {
				return err
			}
		}
		if next == "" {
			return nil
		}
		page.After = next
	}
}

// colleague finds one person by mention or name.
func (t *Turn) colleague(said string) (sales.Person, error) {
	said = strings.TrimSpace(said)
	if user, ok := mentioned(said); ok {
		p, err := t.Books.Person(sales.NewPersonID(t.Me.ID.Workspace(), user))
		if errors.Is(err, storage.ErrNotFound) {
			return p, sales.Refuse(sales.NotFound, "refused.no_colleague", "person", said)
		}
		return p, err
	}
	var found []sales.Person
	for _, key := range nameKeys(said) {
		ids, err := t.Books.PeopleNamed(key, 5)
		if err != nil {
			return sales.Person{}, err
		}
		for _, id := range ids {
			p, err := t.Books.Person(id)
			if err == nil && !slices.ContainsFunc(found, func(f sales.Person) bool { return f.ID == p.ID }) {
				found = append(found, p)
			}
		}
		if len(found) > 0 {
			break
		}
	}
	if len(found) == 0 {
		var err error
		if found, err = t.teammatesCalled(said); err != nil {
			return sales.Person{}, err
		}
	}
	switch len(found) {
	case 0:
		return sales.Person{}, sales.Refuse(sales.NotFound, "refused.no_colleague", "person", said)
	case 1:
		return found[0], nil
	}
	return sales.Person{}, sales.Refuse(sales.Invalid, "refused.several_colleagues", "person", said)
}
