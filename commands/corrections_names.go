package commands

import (
	"slices"
	"strings"

	"roundsman/commands/understand"
	"roundsman/sales"
	"roundsman/sales/names"
)

// correctionName is a name that occurs in a correction, and what it refers to.
type correctionName struct {
	Ref  string `json:"ref"`
	Name string `json:"name"`
}

// The kinds of refs: "A/ID" is an account or rival, "P/ID" a person.
const (
	refAccount = "A/"
	refPerson  = "P/"
)

// nameList gathers every name that an example can hold, with those of
// everybody at the accounts concerned, so that none is shown by mistake.
type nameList struct {
	t     *Turn
	names []correctionName
	at    []sales.AccountID
}

func (t *Turn) namesIn(parts []part, refs []string) []correctionName {
	n := &nameList{t: t}
	for _, p := range parts {
		n.reading(p.Reading)
	}
	for _, ref := range refs {
		if id, ok := strings.CutPrefix(ref, refAccount); ok {
			n.account(sales.AccountID(id), "")
		} else if id, ok := strings.CutPrefix(ref, refPerson); ok {
			n.contact(sales.ContactID(id), "")
		}
	}
	for _, id := range n.at {
		people, err := t.Tx.ContactsOf(id)
		for _, p := range people {
			if err == nil {
				n.person(string(p.ID), append([]string{p.Name}, p.Aliases...)...)
			}
		}
	}
	return n.names
}

func (n *nameList) reading(r understand.Reading) {
	n.accountRead(accountIn(r))
	for _, a := range r.Accounts {
		n.accountRead(a)
	}
	for _, v := range r.Visits {
		n.accountRead(v.Account)
		for _, c := range v.Contacts {
			n.contact(c.ID, c.Said, c.Name)
			n.people(c.Candidates)
		}
		for _, h := range v.Colleagues {
			n.person(h.ID, h.Name)
		}
		for _, rival := range v.Rivals {
			n.account("", rival)
		}
		n.promises(v.FollowUps)
	}
	n.promises(r.FollowUps)
}

func (n *nameList) promises(all []understand.FollowUpReading) {
	for _, f := range all {
		n.accountRead(f.Account)
		if f.Contact != nil {
			n.contact(f.Contact.ID, f.Contact.Said, f.Contact.Name)
		}
	}
}

func (n *nameList) accountRead(a understand.AccountReading) {
	n.account(a.ID, a.Said, a.Name)
	for _, h := range a.Candidates {
		n.account(h.Account, h.Name)
	}
}

func (n *nameList) people(all []understand.Person) {
	for _, p := range all {
		n.contact(p.ID, p.Name)
	}
}

func (n *nameList) account(id sales.AccountID, called ...string) {
	if id == newID || id == pendingAccount {
		id = ""
	}
	if a, err := n.t.Tx.AccountName(id); id != "" && err == nil {
		n.at = union(n.at, []sales.AccountID{id}, equal[sales.AccountID])
		called = append(called, a.Name)
	}
	n.add(refAccount, string(id), called...)
}

func (n *nameList) contact(id sales.ContactID, called ...string) {
	if id == newID {
		id = ""
	}
	if p, err := n.t.Tx.ContactName(id); id != "" && err == nil {
		called = append(called, p.Name)
	}
	n.person(string(id), called...)
}

// person adds a name, and its words: people are called by either.
func (n *nameList) person(id string, called ...string) {
	n.add(refPerson, id, called...)
	for _, name := range called {
		if words := strings.Fields(name); id != "" && len(words) > 1 {
			n.add(refPerson, id, slices.DeleteFunc(words, func(w string) bool { return len([]rune(w)) < 2 })...)
		}
	}
}

func (n *nameList) add(kind, id string, called ...string) {
	for _, name := range called {
		ref := id
		if ref == "" {
			ref = "~" + names.Plain(name)
		}
		found := correctionName{kind + ref, strings.TrimSpace(name)}
		known := slices.ContainsFunc(n.names, func(k correctionName) bool { return strings.EqualFold(k.Name, found.Name) })
		if names.Plain(name) != "" && !known {
			n.names = append(n.names, found)
		}
	}
}
