package commands

import (
	"errors"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
)

func openAccountForm(l *Look) (card.Form, error) {
	id := sales.AccountID(l.Event.Action.ID)
	a, err := l.myAccount(id)
	if err != nil {
		return card.Form{}, err
	}
	return present.AccountForm(a), nil
}

func checkAccountForm(l *Look, f event.Form) (map[string]card.Text, error) {
	faults := map[string]card.Text{}
	name := strings.Join(strings.Fields(f.Get("name")), " ")
	if problem := accountNameProblem(name); problem != "" {
		faults["name"] = card.T(problem)
	}
	id, _ := present.StateOf(f.State)
	var taken *sales.Error
	switch err := l.nameIsFree(name, sales.AccountID(id)); {
	case errors.As(err, &taken):
		faults["name"] = card.Refusal(taken)
	case err != nil:
		return nil, err
	}
	aliases := splitNames(f.Get("aliases"))
	if len(aliases) > maxAliases {
		faults["aliases"] = card.T("refused.too_many_aliases")
	}
	for _, alias := range aliases {
		if len([]rune(alias)) > maxName {
			faults["aliases"] = card.T("refused.name_too_long")
		}
	}
	if len(faults) == 0 {
		return nil, nil
	}
	return faults, nil
}

func applyAccountForm(t *Turn) error {
	id, version := present.StateOf(t.Event.Form.State)
	a, err := t.myAccount(sales.AccountID(id))
	if err != nil {
		return err
	}
	if a.Version != version {
		return sales.Refuse(sales.Conflict, "refused.changed_meanwhile")
	}
	f := t.Event.Form
	a.Aliases = splitNames(f.Get("aliases"))
	rename(&a, strings.Join(strings.Fields(f.Get("name")), " "))
	if class := sales.Class(f.Get("class")); class != "" {
		a.Class = class
	}
	a.Muted = f.Get("muted") == "yes"
	if err := t.Tx.PutAccount(a); err != nil {
		return err
	}
	if owner := f.Get("owner"); owner != "" && sales.PersonID(owner) != a.Owner {
		p, err := t.Books.Person(sales.PersonID(owner))
		if errors.Is(err, storage.ErrNotFound) {
			return sales.Refuse(sales.NotFound, "refused.no_colleague", "person", "@")
		}
		if err != nil {
			return err
		}
		if err := t.handOver(a.ID, p); err != nil {
			return err
		}
	}
	if _, err := t.Books.Account(a.ID); err != nil { // handed over, and seen no more
		return t.Say(present.AccountHandedOver(a))
	}
	return showAccount(t, a.ID, t.Say)
}
