package boltstore

import (
	"reflect"
	"slices"

	"roundsman/sales"
	"roundsman/storage"
)

var accountsBucket = newBucket(accounts, "account", func(a sales.Account) []entry {
	if a.Archived {
		return nil
	}
	id, name := string(a.ID), ordered(a.Name)
	return []entry{
		at(accountsOwner, key(nil).text(string(a.Owner)).text(name), id),
		at(accountsTeam, key(nil).text(string(a.Team)).text(name), id),
	}
}).remembered()

var contactsBucket = newBucket(contacts, "contact", func(c sales.Contact) []entry {
	if c.Archived {
		return nil
	}
	return []entry{at(contactsAccount, key(nil).text(string(c.Account)).text(ordered(c.Name)), string(c.ID))}
}).remembered()

func (t *tx) Account(id sales.AccountID) (sales.Account, error) {
	return accountsBucket.get(t, string(id))
}

func (t *tx) PutAccount(a sales.Account) error {
	old, had, err := accountsBucket.put(t, string(a.ID), a)
	if err == nil && !(had && onlyVisited(old, a)) {
		_, err = t.next(accounts)
	}
	if err != nil || had && old.Name == a.Name && old.Archived == a.Archived && slices.Equal(old.Aliases, a.Aliases) {
		return err
	}
	return t.renamed(accountsName, t.accountNames(old, had), t.accountNames(a, true))
}

// onlyVisited reports that nothing but an account's last visits changed.
func onlyVisited(old, now sales.Account) bool {
	old.LastVisit, old.LastCounted, old.Version = now.LastVisit, now.LastCounted, now.Version
	return reflect.DeepEqual(old, now)
}

// Edition is how often people, accounts and contacts changed: their buckets'
// sequences.
func (t *tx) Edition() (e storage.Edition, err error) {
	for i, in := range []bucket{people, accounts, contacts} {
		b, err := t.open(in)
		if err != nil {
			return e, err
		}
		e[i] = b.Sequence()
	}
	return e, nil
}

func (t *tx) accountNames(a sales.Account, there bool) []entry {
	if !there || a.Archived {
		return nil
	}
	return t.named(accountsName, append([]string{a.Name}, a.Aliases...), nil, string(a.ID))
}

func (t *tx) AccountsOf(owner sales.PersonID, p storage.Page) ([]sales.Account, string, error) {
	return accountsBucket.list(t, accountsOwner, under(key(nil).text(string(owner))), p)
}

func (t *tx) AccountsIn(team sales.TeamID, p storage.Page) ([]sales.Account, string, error) {
	return accountsBucket.list(t, accountsTeam, under(key(nil).text(string(team))), p)
}

func (t *tx) CountAccountsOf(owner sales.PersonID) (n int, err error) {
	err = t.walk(accountsOwner, under(key(nil).text(string(owner))), func(_, _ []byte) bool {
		n++
		return true
	})
	return n, err
}

func (t *tx) Contact(id sales.ContactID) (sales.Contact, error) {
	return contactsBucket.get(t, string(id))
}

func (t *tx) PutContact(c sales.Contact) error {
	old, had, err := contactsBucket.put(t, string(c.ID), c)
	if err == nil {
		_, err = t.next(contacts)
	}
	if err != nil || had && old.Name == c.Name && old.Account == c.Account && old.Archived == c.Archived &&
		slices.Equal(old.Aliases, c.Aliases) {
		return err
	}
	return t.renamed(contactsName, t.contactNames(old, had), t.contactNames(c, true))
}

func (t *tx) contactNames(c sales.Contact, there bool) []entry {
	if !there || c.Archived {
		return nil
	}
	account := string(c.Account)
	return t.named(contactsName, append([]string{c.Name}, c.Aliases...), &account, string(c.ID))
}

func (t *tx) ContactsOf(account sales.AccountID) (all []sales.Contact, err error) {
	page := storage.Page{}
	for {
		some, next, err := contactsBucket.list(t, contactsAccount, under(key(nil).text(string(account))), page)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
		if next == "" {
			return all, nil
		}
		page.After = next
	}
}

func (t *tx) AccountsNamed(nameKey string, prefix bool, limit int) (hits []storage.NameHit, err error) {
	found, err := t.findNamed(accountsName, nameKey, prefix, limit)
	for _, f := range found {
		hits = append(hits, storage.NameHit{Key: f.key, Account: sales.AccountID(f.id)})
	}
	return hits, err
}

func (t *tx) ContactsNamed(nameKey string, prefix bool, limit int) (hits []storage.NameHit, err error) {
	found, err := t.findNamed(contactsName, nameKey, prefix, limit)
	for _, f := range found {
		hits = append(hits, storage.NameHit{Key: f.key, Account: sales.AccountID(f.group), Contact: sales.ContactID(f.id)})
	}
	return hits, err
}
