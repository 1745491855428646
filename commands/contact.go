package commands

import (
	"slices"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
)

// contactCommand shows and adds people at accounts: "contact Wang Lei", "contact
// add Wang Lei, purchasing at Acme", 联系人 王伟.
func contactCommand() Command {
	return Command{
		Name: "contact",
		Run:  runContact,
		Actions: map[string]func(*Turn) error{
			"contact.show":    func(t *Turn) error { return showContact(t, sales.ContactID(t.Event.Action.ID)) },
			"contact.archive": archiveContact,
		},
		Forms: map[string]Form{
			"contact.edit": {OpenedBy: []string{"contact.edit", "contact.add"}, Open: openContactForm, Check: checkContactForm, Apply: applyContactForm},
		},
	}
}

func runContact(t *Turn) error {
	verb, rest := t.Words.Verb("contact", t.Rest)
	if strings.TrimSpace(rest) == "" {
		return sales.Refuse(sales.Invalid, "refused.contact_empty")
	}
	if verb == "add" {
		return addContact(t, rest)
	}
	return findContact(t, rest)
}

// addContact reads "Wang Lei, purchasing at Acme" or 王伟，采购经理 在 华为.
func addContact(t *Turn, rest string) error {
	who, at := splitAtWord(rest, t.Words.Any("contact.separators"))
	if at == "" {
		return sales.Refuse(sales.Invalid, "refused.contact_add")
	}
	account := understand.MatchAccount(at, t.understanding())
	if account.ID == "" || account.Sure < understand.Sure {
		return sales.Refuse(sales.NotFound, "refused.no_account", "account", at)
	}
	if err := t.putContact(account.ID, who); err != nil {
		return err
	}
	return showAccount(t, account.ID, t.Say)
}

// putContact keeps a new contact of an account, told as name and title: "Tom Lee, buyer".
func (t *Turn) putContact(account sales.AccountID, who string) error {
	name, title := nameAndTitle(who)
	if name == "" {
		return sales.Refuse(sales.Invalid, "refused.contact_add")
	}
	if len([]rune(name)) > maxName {
		return sales.Refuse(sales.Invalid, "refused.name_too_long")
	}
	return t.Tx.PutContact(sales.Contact{ID: sales.ContactID(t.NewID(sales.KindContact)), Account: account, Name: name, Title: title})
}

func nameAndTitle(who string) (name, title string) {
	parts := splitNames(who)
	if len(parts) == 0 {
		return "", ""
	}
	return parts[0], strings.Join(parts[1:], ", ")
}

// findContact shows the person of that name at the accounts the viewer sees.
func findContact(t *Turn, said string) error {
	name, at := splitAtWord(said, t.Words.Any("contact.separators"))
	var found []sales.Contact
	for _, key := range nameKeys(name) {
		hits, err := t.Books.ContactsNamed(key, true, 10)
		if err != nil {
			return err
		}
		for _, h := range hits {
			if slices.ContainsFunc(found, func(c sales.Contact) bool { return c.ID == h.Contact }) {
				continue
			}
			if c, err := t.Books.Contact(h.Contact); err == nil && !c.Archived {
				found = append(found, c)
			}
		}
		if len(found) > 0 {
			break
		}
	}
	if at != "" {
		account := understand.MatchAccount(at, t.understanding())
		found = slices.DeleteFunc(found, func(c sales.Contact) bool { return c.Account != account.ID })
	}
	switch len(found) {
	case 0:
		return sales.Refuse(sales.NotFound, "refused.no_contact", "contact", name)
	case 1:
		return showContact(t, found[0].ID)
	}
	var all []present.Choice
	for _, c := range found[:min(len(found), 10)] {
		a, err := t.Books.AccountName(c.Account)
		if err != nil {
			return err
		}
		all = append(all, present.Choice{ID: string(c.ID), Name: c.Name, Note: a.Name})
	}
	return t.Say(present.WhichContact(name, all))
}

func showContact(t *Turn, id sales.ContactID) error {
	c, err := t.Books.Contact(id)
	if err != nil {
		return sales.Refuse(sales.NotFound, "refused.contact_gone")
	}
	a, err := t.myAccount(c.Account)
	if err != nil {
		return err
	}
	return t.Say(present.ContactCard(c, a))
}

func archiveContact(t *Turn) error {
	c, err := t.Books.Contact(sales.ContactID(t.Event.Action.ID))
	if err != nil || c.Archived {
		return sales.Refuse(sales.NotFound, "refused.contact_gone")
	}
	if c.Version != t.Event.Action.Version {
		return sales.Refuse(sales.Conflict, "refused.changed_meanwhile")
	}
	c.Archived = true
	if err := t.Tx.PutContact(c); err != nil {
		return err
	}
	return t.Amend(present.ContactArchived(c, t.Event.Key))
}

// openContactForm adds somebody to the account of the button, or edits the
// contact of the button.
func openContactForm(l *Look) (card.Form, error) {
	press := l.Event.Action
	if press.Name == "contact.add" {
		a, err := l.myAccount(sales.AccountID(press.ID))
		if err != nil {
			return card.Form{}, err
		}
		return present.ContactForm(sales.Contact{Account: a.ID}, a), nil
	}
	c, err := l.Books.Contact(sales.ContactID(press.ID))
	if err != nil {
		return card.Form{}, sales.Refuse(sales.NotFound, "refused.contact_gone")
	}
	a, err := l.myAccount(c.Account)
	if err != nil {
		return card.Form{}, err
	}
	return present.ContactForm(c, a), nil
}

func checkContactForm(_ *Look, f event.Form) (map[string]card.Text, error) {
	name := strings.TrimSpace(f.Get("name"))
	switch {
	case name == "":
		return map[string]card.Text{"name": card.T("refused.contact_needs_name")}, nil
	case len([]rune(name)) > maxName:
		return map[string]card.Text{"name": card.T("refused.name_too_long")}, nil
	}
	return nil, nil
}

func applyContactForm(t *Turn) error {
	f := t.Event.Form
	id, version := present.StateOf(f.State)
	account, isNew := strings.CutPrefix(id, "new:")
	c := sales.Contact{Account: sales.AccountID(account)}
	if isNew {
		c.ID = sales.ContactID(t.NewID(sales.KindContact))
	} else {
		var err error
		if c, err = t.Books.Contact(sales.ContactID(id)); err != nil {
			return sales.Refuse(sales.NotFound, "refused.contact_gone")
		}
		if c.Version != version {
			return sales.Refuse(sales.Conflict, "refused.changed_meanwhile")
		}
	}
	c.Name = strings.Join(strings.Fields(f.Get("name")), " ")
	c.Title = strings.TrimSpace(f.Get("title"))
	c.Aliases = splitNames(f.Get("aliases"))
	c.Buying = sales.BuyingRole(strings.TrimPrefix(f.Get("buying"), "unknown"))
	if err := t.Tx.PutContact(c); err != nil {
		return err
	}
	return showAccount(t, c.Account, t.Say)
}
