package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"roundsman/cmd/roundsman/config"
	"roundsman/commands"
	"roundsman/commands/understand"
	"roundsman/sales"
	"roundsman/sales/names"
	"roundsman/storage"
)

// books gathers whom names can mean, and who is the author: from the lists, or
// from the store. Days alone are read without either.
func (c parseCmd) books(ctx context.Context, p program) (me sales.Person, in understand.Context, err error) {
	none := understand.NewMemoryBook(nil, nil, nil, "")
	me, in.Book = sales.Person{ID: meInLists, Role: sales.RoleRep, Week: sales.DefaultWeek()}, none
	switch {
	case c.Accounts != "":
		me, in.Book, err = c.bookOfLists(p)
	case !c.Dates || c.Me != "" || c.Store != "":
		var kept *keptBook
		if kept, err = c.bookOfStore(ctx, p); kept != nil && err == nil {
			me, in, err = kept.readBy(c.Me)
		}
	}
	if len(me.Week.Days) == 0 {
		me.Week = sales.DefaultWeek()
	}
	in.Me, in.Week = me.ID, me.Week
	return me, in, err
}

// bookOfStore reads the names in the store; nil if there is no store and none
// was named.
func (c parseCmd) bookOfStore(ctx context.Context, p program) (*keptBook, error) {
	path, err := storePath(c.configFlag, c.Store)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) && c.Store == "" && c.Me == "" {
		_, err := fmt.Fprintf(p.stderr, "There is no store at %s, so no account is known; name one with --store, or lists with --accounts and --contacts.\n", path)
		return nil, err
	} else if err != nil {
		return nil, fmt.Errorf("the store %s %s; name another with --store", path, config.Plainly(err))
	}
	book := &keptBook{}
	return book, readLines(path, "read store", func(w io.Writer) error { return p.fromStore(ctx, path, askBook, w) }, book.add)
}

// readLines takes apart the lines of JSON that write writes, as they come.
func readLines[T any](path, doing string, write func(io.Writer) error, take func(T)) error {
	from, to := io.Pipe()
	go func() { _ = to.CloseWithError(write(to)) }()
	for d := json.NewDecoder(bufio.NewReader(from)); ; {
		var one T
		err := d.Decode(&one)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return errors.Join(fmt.Errorf("%s %s: %w", doing, path, err), from.Close())
		}
		take(one)
	}
}

// bookLine is one thing of a store's book, on its way from there.
type bookLine struct {
	Person  *sales.Person    `json:"person,omitempty"`
	Habits  *commands.Habits `json:"habits,omitempty"` // of that person
	Account *sales.Account   `json:"account,omitempty"`
	Contact *sales.Contact   `json:"contact,omitempty"`
}

// keptBook is what a store knows of names, and of how people write.
type keptBook struct {
	people   []sales.Person
	habits   map[sales.PersonID]commands.Habits
	accounts []sales.Account
	contacts []sales.Contact
}

func (b *keptBook) add(l bookLine) {
	switch {
	case l.Person != nil:
		b.people = append(b.people, *l.Person)
		if b.habits == nil {
			b.habits = map[sales.PersonID]commands.Habits{}
		}
		if l.Habits != nil {
			b.habits[l.Person.ID] = *l.Habits
		}
	case l.Account != nil:
		b.accounts = append(b.accounts, *l.Account)
	case l.Contact != nil:
		b.contacts = append(b.contacts, *l.Contact)
	}
}

// readBy is the book as a person reads it, with what they call accounts; as
// nobody in particular if said is empty.
func (b *keptBook) readBy(said string) (me sales.Person, in understand.Context, err error) {
	me = sales.Person{Role: sales.RoleRep}
	if said != "" {
		if me, err = b.personCalled(said); err != nil {
			return me, in, err
		}
	}
	var colleagues []sales.Person
	for _, p := range b.people {
		if p.ID != me.ID && !p.Left {
			colleagues = append(colleagues, p)
		}
	}
	book := understand.NewMemoryBook(b.accounts, b.contacts, colleagues, me.ID)
	habits := b.habits[me.ID]
	owners := map[sales.AccountID]sales.PersonID{}
	for _, a := range b.accounts {
		owners[a.ID] = a.Owner
	}
	in.DayFirst = habits.DayFirst
	in.Book = understand.WithAliases(book, habits.Aliases, func(id sales.AccountID) (understand.Hit, bool) {
		owner, known := owners[id]
		return understand.Hit{ID: string(id), Account: id, Name: book.AccountName(id), Mine: owner == me.ID}, known
	})
	return me, in, nil
}

// personCalled finds somebody by Slack id, whole name, or first name, as chat does.
func (b *keptBook) personCalled(said string) (sales.Person, error) {
	var found, byFirst []sales.Person
	for _, p := range b.people {
		if strings.EqualFold(string(p.ID), said) || strings.EqualFold(p.ID.User(), said) {
			return p, nil
		}
		if names.Fold(p.Name) == names.Fold(said) {
			found = append(found, p)
		}
		if first, _, _ := strings.Cut(p.Name, " "); names.Fold(first) == names.Fold(said) {
			byFirst = append(byFirst, p)
		}
	}
	if len(found) == 0 {
		found = byFirst
	}
	switch len(found) {
	case 0:
		return sales.Person{}, fmt.Errorf("nobody in the store is called %q; --me takes a Slack id (U012AB3CD) or a name", said)
	case 1:
		return found[0], nil
	}
	return sales.Person{}, fmt.Errorf("%d people are called %q; give --me the Slack id", len(found), said)
}

// writeBook writes everybody, their accounts and the contacts there.
func writeBook(ctx context.Context, store storage.Store, w io.Writer) error {
	return writePeople(ctx, store, w, func(tx storage.Tx, p sales.Person) ([]any, error) {
		habits, err := commands.HabitsOf(tx, p)
		if err != nil {
			return nil, err
		}
		p.Leave = nil
		found := []any{bookLine{Person: &p, Habits: &habits}}
		err = eachPage(func(page storage.Page) (string, error) {
			accounts, next, err := tx.AccountsOf(p.ID, page)
			for i := 0; i < len(accounts) && err == nil; i++ {
				found = append(found, bookLine{Account: &accounts[i]})
				err = contactsOf(tx, accounts[i].ID, &found)
			}
			return next, err
		})
		return found, err
	})
}

func contactsOf(tx storage.Tx, account sales.AccountID, found *[]any) error {
	contacts, err := tx.ContactsOf(account)
	for i := range contacts {
		*found = append(*found, bookLine{Contact: &contacts[i]})
	}
	return err
}

// writeCorrections writes the examples of everybody.
func writeCorrections(ctx context.Context, store storage.Store, w io.Writer) error {
	return writePeople(ctx, store, w, func(tx storage.Tx, p sales.Person) ([]any, error) {
		all, err := commands.CorrectionsOf(tx, p)
		found := make([]any, 0, len(all))
		for _, c := range all {
			found = append(found, c)
		}
		return found, err
	})
}

// peopleAtOnce are read in one transaction, and written after it.
const peopleAtOnce = 10

// writePeople writes what is found of everybody, as lines of JSON.
func writePeople(ctx context.Context, store storage.Store, w io.Writer, find func(storage.Tx, sales.Person) ([]any, error)) error {
	out := newLines(w)
	err := eachPage(func(page storage.Page) (next string, err error) {
		page.Limit = peopleAtOnce
		var found []any
		err = store.View(ctx, func(tx storage.Tx) error {
			found = nil
			people, after, err := tx.Everybody(page)
			next = after
			for i := 0; i < len(people) && err == nil; i++ {
				var more []any
				more, err = find(tx, people[i])
				found = append(found, more...)
			}
			return err
		})
		for i := 0; i < len(found) && err == nil; i++ {
			err = out.write(found[i])
		}
		return next, err
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

// eachPage asks for one page after the other.
func eachPage(ask func(storage.Page) (next string, err error)) error {
	for page := (storage.Page{}); ; {
		next, err := ask(page)
		if err != nil || next == "" {
			return err
		}
		page.After = next
	}
}

// printCorrections lists the examples of everybody, without saying whose they are.
func (c parseCmd) printCorrections(ctx context.Context, p program) error {
	path, err := storePath(c.configFlag, c.Store)
	if err != nil {
		return err
	}
	if _, err := os.Stat(path); err != nil {
		return fmt.Errorf("there is no store at %s: %w", path, err)
	}
	out := newLines(p.stdout)
	if err := p.fromStore(ctx, path, askCorrections, out); err != nil {
		return fmt.Errorf("list corrections of %s: %w", path, err)
	}
	return out.Flush()
}
