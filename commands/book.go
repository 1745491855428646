package commands

import (
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"roundsman/bot/event"
	"roundsman/commands/understand"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/scoped"
)

// understanding is what a text of this event is read in: the message's own
// time, the author's zone and habits, and the names in the books.
func (l *Look) understanding() understand.Context {
	if l.outside != nil {
		return *l.outside
	}
	return understand.Context{
		At: messageTime(l.Event), Zone: l.Me.Location(), Week: l.Me.Week, Me: l.Me.ID,
		DayFirst: l.dayFirst(), Book: l.withOwnNames(book{l.Books}), Commands: l.Words.Command,
	}
}

// readText reads a text of this event by itself.
func (l *Look) readText(text string) understand.Reading {
	return understand.Parse(text, l.understanding())
}

// messageTime is when a message was written: its timestamp is its identity and
// stays the same when it is edited or arrives late. Relative days count from it.
func messageTime(e event.Event) time.Time {
	seconds, _, _ := strings.Cut(e.TS, ".") // what follows is a counter
	s, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil || s < 1e9 {
		return e.At
	}
	return time.Unix(s, 0).UTC()
}

const dayFirstName = "day_first"

// dayFirst is how the person writes 12/5, once they have said so.
func (l *Look) dayFirst() *bool {
	raw, err := l.Books.Recall(dayFirstName)
	if err != nil {
		return nil
	}
	var first bool
	if json.Unmarshal(raw, &first) != nil {
		return nil
	}
	return &first
}

// book answers understand's questions from the books. Names are found for
// everybody; what cannot be read is taken as not there.
type book struct{ books *scoped.Reader }

var _ understand.Book = book{}

// Accounts implements understand.Book.
func (b book) Accounts(key string, prefix bool, limit int) []understand.Hit {
	found, err := b.books.AccountsNamed(key, prefix, limit)
	if err != nil {
		return nil
	}
	hits := make([]understand.Hit, 0, len(found))
	for _, f := range found {
		a, err := b.books.AccountName(f.Account)
		if err != nil || a.Archived {
			continue
		}
		hits = append(hits, understand.Hit{
			Key: f.Key, ID: string(a.ID), Account: a.ID, Name: a.Name, Mine: a.Owner == b.books.Viewer().ID,
		})
	}
	return hits
}

// Contacts implements understand.Book.
func (b book) Contacts(key string, prefix bool, limit int) []understand.Hit {
	found, err := b.books.ContactsNamed(key, prefix, limit)
	if err != nil {
		return nil
	}
	hits := make([]understand.Hit, 0, len(found))
	for _, f := range found {
		if c, err := b.books.Contact(f.Contact); err == nil && !c.Archived {
			hits = append(hits, understand.Hit{Key: f.Key, ID: string(c.ID), Account: c.Account, Name: c.Name})
		}
	}
	return hits
}

// AccountName implements understand.Book.
func (b book) AccountName(id sales.AccountID) string {
	a, err := b.books.AccountName(id)
	if err != nil {
		return ""
	}
	return a.Name
}

// ContactsOf implements understand.Book.
func (b book) ContactsOf(account sales.AccountID) []understand.Person {
	contacts, err := b.books.ContactsOf(account)
	if err != nil {
		return nil
	}
	people := make([]understand.Person, 0, len(contacts))
	for _, c := range contacts {
		people = append(people, understand.Person{ID: c.ID, Name: c.Name, Title: c.Title, Aliases: c.Aliases})
	}
	return people
}

// Colleagues implements understand.Book; the viewer is none of their own.
func (b book) Colleagues(key string, limit int) []understand.Hit {
	me := b.books.Viewer().ID
	ids := []sales.PersonID{}
	if user, ok := strings.CutPrefix(key, "@"); ok {
		ids = append(ids, sales.NewPersonID(me.Workspace(), user))
	} else if named, err := b.books.PeopleNamed(key, limit); err == nil {
		ids = named
	}
	var hits []understand.Hit
	for _, id := range ids {
		if p, err := b.books.Person(id); err == nil && !p.Left && id != me {
			hits = append(hits, understand.Hit{Key: key, ID: string(p.ID), Name: p.Name})
		}
	}
	return hits
}

// without is a book that does not know some contacts.
type without struct {
	understand.Book
	hidden []sales.ContactID
}

// ContactsOf implements understand.Book.
func (b without) ContactsOf(account sales.AccountID) []understand.Person {
	return slices.DeleteFunc(b.Book.ContactsOf(account), func(p understand.Person) bool { return slices.Contains(b.hidden, p.ID) })
}

// Contacts implements understand.Book.
func (b without) Contacts(key string, prefix bool, limit int) []understand.Hit {
	return slices.DeleteFunc(b.Book.Contacts(key, prefix, limit), func(h understand.Hit) bool {
		return slices.Contains(b.hidden, sales.ContactID(h.ID))
	})
}

// missing reports that a question found nothing, or nothing this person may see.
func missing(err error) bool { return errors.Is(err, storage.ErrNotFound) }
