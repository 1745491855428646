package storetest

import (
	"strings"

	"roundsman/sales"
	"roundsman/sales/names"
	"roundsman/storage"
)

func (w *world) put(accounts ...sales.Account) {
	w.Helper()
	w.do(func(tx storage.Tx) error {
		for _, a := range accounts {
			if err := tx.PutAccount(a); err != nil {
				return err
			}
		}
		return nil
	})
}

func (w *world) accountsOf(owner sales.PersonID) []sales.AccountID {
	return ids(all(w, 2, func(tx storage.Tx, p storage.Page) ([]sales.Account, string, error) {
		return tx.AccountsOf(owner, p)
	}), func(a sales.Account) sales.AccountID { return a.ID })
}

func (w *world) accountsIn(team sales.TeamID) []sales.AccountID {
	return ids(all(w, 2, func(tx storage.Tx, p storage.Page) ([]sales.Account, string, error) {
		return tx.AccountsIn(team, p)
	}), func(a sales.Account) sales.AccountID { return a.ID })
}

func (w *world) countOf(owner sales.PersonID) (n int) {
	w.see(func(tx storage.Tx) (err error) { n, err = tx.CountAccountsOf(owner); return err })
	return n
}

func accounts(w *world) {
	acme := sales.Account{ID: "a1", Name: "Acme", Owner: "T/ANN", Team: "north", Aliases: []string{"ACM", "艾克美"}, Version: 12}
	fill(&acme)
	acme.Muted = true
	w.missing("no account", func(tx storage.Tx) error { _, err := tx.Account("a1"); return err })
	w.put(acme)
	w.see(func(tx storage.Tx) error {
		a, err := tx.Account("a1")
		w.equal("account", a, kept(acme))
		return err
	})
	w.put(
		sales.Account{ID: "a2", Name: "beta", Owner: "T/ANN", Team: "north"},
		sales.Account{ID: "a3", Name: "Zeta", Owner: "T/ANN", Team: "north"},
		sales.Account{ID: "a5", Name: "Acme", Owner: "T/ANN", Team: "south"},
		sales.Account{ID: "a4", Name: "Alpha", Owner: "T/AN", Team: "nort"},
	)
	w.equal("by name", w.accountsOf("T/ANN"), []sales.AccountID{"a1", "a5", "a2", "a3"})
	w.equal("in a team", w.accountsIn("north"), []sales.AccountID{"a1", "a2", "a3"})
	w.equal("of one whose id begins so", w.accountsOf("T/AN"), []sales.AccountID{"a4"})
	w.equal("count", w.countOf("T/ANN"), 4)
	w.equal("of nobody", w.accountsOf("T/NO"), []sales.AccountID(nil))
}

func accountsMove(w *world) {
	a := sales.Account{ID: "a1", Name: "Acme", Owner: "T/ANN", Team: "north"}
	w.put(a)
	a.Name, a.Owner, a.Team = "Zenith", "T/BO", "south"
	w.put(a)
	w.equal("left", w.accountsOf("T/ANN"), []sales.AccountID(nil))
	w.equal("left the team", w.accountsIn("north"), []sales.AccountID(nil))
	w.equal("came", w.accountsOf("T/BO"), []sales.AccountID{"a1"})
	w.equal("came to the team", w.accountsIn("south"), []sales.AccountID{"a1"})
	w.equal("counts", []int{w.countOf("T/ANN"), w.countOf("T/BO")}, []int{0, 1})
	a.Archived = true
	w.put(a)
	w.equal("archived", w.accountsOf("T/BO"), []sales.AccountID(nil))
	w.equal("archived, in the team", w.accountsIn("south"), []sales.AccountID(nil))
	w.equal("archived, counted", w.countOf("T/BO"), 0)
	w.see(func(tx storage.Tx) error { _, err := tx.Account("a1"); return err })
	a.Archived = false
	w.put(a)
	w.equal("back", w.accountsOf("T/BO"), []sales.AccountID{"a1"})
}

func (w *world) edition() (e storage.Edition) {
	w.see(func(tx storage.Tx) (err error) { e, err = tx.Edition(); return err })
	return e
}

// edition: whatever would be answered differently about the register is of another one.
func edition(w *world) {
	a := sales.Account{ID: "a1", Name: "Acme", Owner: "T/ANN", Team: "north"}
	w.put(a)
	was := w.edition()
	w.equal("asked again", w.edition(), was)
	changes := func(what string, does bool, change func(storage.Tx) error) {
		w.do(change)
		now := w.edition()
		if (now != was) != does {
			w.Errorf("%s: from edition %v to %v", what, was, now)
		}
		was = now
	}
	account := func(change func(*sales.Account)) func(storage.Tx) error {
		return func(tx storage.Tx) error { change(&a); return tx.PutAccount(a) }
	}
	changes("a visit", false, func(tx storage.Tx) error { return tx.PutVisit(sales.Visit{ID: "v1", Account: "a1"}) })
	changes("the last visit", false, account(func(a *sales.Account) {
		a.LastVisit = sales.Date{Year: 2026, Month: 11, Day: 24}
		a.LastCounted = a.LastVisit
		a.Version++
	}))
	changes("a name", true, account(func(a *sales.Account) { a.Name = "Zenith" }))
	changes("an alias", true, account(func(a *sales.Account) { a.Aliases = []string{"Zen"} }))
	changes("an owner", true, account(func(a *sales.Account) { a.Owner = "T/BO" }))
	changes("a team", true, account(func(a *sales.Account) { a.Team = "south" }))
	changes("archived", true, account(func(a *sales.Account) { a.Archived = true }))
	c := sales.Contact{ID: "c1", Account: "a1", Name: "Wang Lei"}
	changes("a contact", true, func(tx storage.Tx) error { return tx.PutContact(c) })
	c.Title = "CTO"
	changes("a contact's title", true, func(tx storage.Tx) error { return tx.PutContact(c) })
	changes("a person", true, func(tx storage.Tx) error { return tx.PutPerson(sales.Person{ID: "T/ANN", Name: "Ann"}) })
	changes("a person's role", true, func(tx storage.Tx) error {
		return tx.PutPerson(sales.Person{ID: "T/ANN", Name: "Ann", Role: sales.RoleManager})
	})
}

// folded is the first key of a name: the folded name itself.
func folded(name string) string { return names.Keys(name)[0] }

func (w *world) accountsNamed(key string, prefix bool, limit int) (found []sales.AccountID) {
	w.see(func(tx storage.Tx) error {
		found = nil
		hits, err := tx.AccountsNamed(key, prefix, limit)
		for _, h := range hits {
			if !strings.HasPrefix(h.Key, key) || !prefix && h.Key != key {
				w.Errorf("looked for %q, found %q", key, h.Key)
			}
			found = append(found, h.Account)
		}
		return err
	})
	return found
}

func accountsByName(w *world) {
	huawei := sales.Account{ID: "a1", Name: "华为", Aliases: []string{"Huawei"}}
	w.put(huawei,
		sales.Account{ID: "a2", Name: "Acme"},
		sales.Account{ID: "a3", Name: "Acmeon"},
		sales.Account{ID: "a4", Name: "acme"},
	)
	w.equal("by name", w.accountsNamed(folded("华为"), false, 5), []sales.AccountID{"a1"})
	w.equal("by alias", w.accountsNamed(folded("huawei"), false, 5), []sales.AccountID{"a1"})
	w.equal("several", w.accountsNamed(folded("ACME"), false, 5), []sales.AccountID{"a2", "a4"})
	w.equal("by beginning", w.accountsNamed(folded("acm"), true, 5), []sales.AccountID{"a2", "a4", "a3"})
	w.equal("limited", w.accountsNamed(folded("acm"), true, 2), []sales.AccountID{"a2", "a4"})
	w.equal("nothing", w.accountsNamed("n:nobody", true, 5), []sales.AccountID(nil))

	huawei.Aliases = []string{"HW Tech"}
	w.put(huawei)
	w.equal("by an alias that went", w.accountsNamed(folded("huawei"), false, 5), []sales.AccountID(nil))
	w.equal("by an alias that came", w.accountsNamed(folded("hw tech"), false, 5), []sales.AccountID{"a1"})
	huawei.Archived = true
	w.put(huawei)
	w.equal("archived", w.accountsNamed(folded("华为"), false, 5), []sales.AccountID(nil))
	huawei.Archived = false
	w.put(huawei)
	w.equal("back", w.accountsNamed(folded("华为"), false, 5), []sales.AccountID{"a1"})
}

func contacts(w *world) {
	wang := sales.Contact{ID: "c1", Account: "a1", Name: "Wang Lei", Aliases: []string{"王磊"}, Title: "CTO", Version: 3}
	smith := sales.Contact{ID: "c2", Account: "a1", Name: "Dr. Smith"}
	other := sales.Contact{ID: "c3", Account: "a2", Name: "Wang Lei"}
	w.missing("no contact", func(tx storage.Tx) error { _, err := tx.Contact("c1"); return err })
	put := func(contacts ...sales.Contact) {
		w.do(func(tx storage.Tx) error {
			for _, c := range contacts {
				if err := tx.PutContact(c); err != nil {
					return err
				}
			}
			return nil
		})
	}
	of := func(account sales.AccountID) (found []sales.ContactID) {
		w.see(func(tx storage.Tx) error {
			list, err := tx.ContactsOf(account)
			found = ids(list, func(c sales.Contact) sales.ContactID { return c.ID })
			return err
		})
		return found
	}
	named := func(key string, prefix bool) (found []storage.NameHit) {
		w.see(func(tx storage.Tx) (err error) { found, err = tx.ContactsNamed(key, prefix, 9); return err })
		return found
	}
	put(wang, smith, other)
	w.see(func(tx storage.Tx) error {
		c, err := tx.Contact("c1")
		w.equal("contact", c, wang)
		return err
	})
	w.equal("by name", of("a1"), []sales.ContactID{"c2", "c1"})
	key := folded("Wang Lei")
	w.equal("named", named(key, false), []storage.NameHit{{Key: key, Account: "a1", Contact: "c1"}, {Key: key, Account: "a2", Contact: "c3"}})
	w.equal("named by alias", named(folded("王磊"), false), []storage.NameHit{{Key: folded("王磊"), Account: "a1", Contact: "c1"}})

	wang.Account, smith.Archived = "a2", true
	put(wang, smith)
	w.equal("moved or archived", of("a1"), []sales.ContactID(nil))
	w.equal("moved here", of("a2"), []sales.ContactID{"c1", "c3"})
	w.equal("named after the move", named(key, true), []storage.NameHit{{Key: key, Account: "a2", Contact: "c1"}, {Key: key, Account: "a2", Contact: "c3"}})
	w.equal("archived", named(folded("Dr. Smith"), true), []storage.NameHit(nil))
}
