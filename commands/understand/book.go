package understand

import (
	"strings"

	"roundsman/sales"
	"roundsman/sales/names"
)

// MemoryBook is a Book of lists, for tests and for reading texts without a
// store. It is built once and then only read.
type MemoryBook struct {
	me         sales.PersonID
	accounts   []sales.Account
	contacts   []sales.Contact
	colleagues []sales.Person
	byAccount  map[sales.AccountID][]Person
	byID       map[sales.AccountID]int
	index      struct{ accounts, contacts, colleagues *names.Index }
}

// NewMemoryBook indexes accounts and contacts by name and alias, colleagues by
// name and id ("@U012AB3CD"). me is whose accounts come first.
func NewMemoryBook(accounts []sales.Account, contacts []sales.Contact, colleagues []sales.Person, me sales.PersonID) *MemoryBook {
	b := &MemoryBook{
		me: me, accounts: accounts, contacts: contacts, colleagues: colleagues, byAccount: map[sales.AccountID][]Person{},
		byID: make(map[sales.AccountID]int, len(accounts)),
	}
	for i, a := range accounts {
		b.byID[a.ID] = i
	}
	b.index.accounts = names.NewIndex(len(accounts), func(i int) []string {
		return append([]string{accounts[i].Name}, accounts[i].Aliases...)
	})
	b.index.contacts = names.NewIndex(len(contacts), func(i int) []string {
		return append([]string{contacts[i].Name}, contacts[i].Aliases...)
	})
	b.index.colleagues = names.NewIndex(len(colleagues), func(i int) []string {
		first, _, _ := strings.Cut(colleagues[i].Name, " ") // colleagues are called by their first names
		return []string{colleagues[i].Name, first}
	})
	for _, c := range contacts {
		b.byAccount[c.Account] = append(b.byAccount[c.Account], Person{ID: c.ID, Name: c.Name, Title: c.Title, Aliases: c.Aliases})
	}
	return b
}

// Accounts implements Book.
func (b *MemoryBook) Accounts(key string, prefix bool, limit int) []Hit {
	found := b.index.accounts.Find(key, prefix, limit)
	if len(found) == 0 {
		return nil
	}
	hits := make([]Hit, len(found))
	for i, e := range found {
		a := &b.accounts[e.Ref]
		hits[i] = Hit{Key: e.Key, ID: string(a.ID), Account: a.ID, Name: a.Name, Mine: b.me != "" && a.Owner == b.me}
	}
	return hits
}

// Contacts implements Book.
func (b *MemoryBook) Contacts(key string, prefix bool, limit int) []Hit {
	found := b.index.contacts.Find(key, prefix, limit)
	if len(found) == 0 {
		return nil
	}
	hits := make([]Hit, len(found))
	for i, e := range found {
		c := &b.contacts[e.Ref]
		hits[i] = Hit{Key: e.Key, ID: string(c.ID), Account: c.Account, Name: c.Name}
	}
	return hits
}

// AccountName is how an account is displayed, "" if there is none of that id.
func (b *MemoryBook) AccountName(id sales.AccountID) string {
	if i, ok := b.byID[id]; ok {
		return b.accounts[i].Name
	}
	return ""
}

// ContactsOf implements Book.
func (b *MemoryBook) ContactsOf(account sales.AccountID) []Person { return b.byAccount[account] }

// Colleagues implements Book.
func (b *MemoryBook) Colleagues(key string, limit int) []Hit {
	if user, ok := strings.CutPrefix(key, "@"); ok {
		return b.mentioned(user)
	}
	found := b.index.colleagues.Find(key, false, limit)
	hits := make([]Hit, 0, len(found))
	for _, e := range found {
		p := &b.colleagues[e.Ref]
		hits = append(hits, Hit{Key: e.Key, ID: string(p.ID), Name: p.Name})
	}
	return hits
}

func (b *MemoryBook) mentioned(user string) []Hit {
	for i := range b.colleagues {
		if p := &b.colleagues[i]; p.ID.User() == user {
			return []Hit{{Key: "@" + user, ID: string(p.ID), Name: p.Name}}
		}
	}
	return nil
}
