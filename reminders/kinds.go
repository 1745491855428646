package reminders

import (
	"slices"
	"sync"

	"roundsman/bot/card"
	"roundsman/sales"
	"roundsman/storage"
)

// Kind is one thing the bot says by itself.
type Kind struct {
	// Name is the first part of its items' keys, "NAME/SUBJECT".
	Name string
	// Setting is the name under which people switch it (sales.ReminderKinds), Name
	// if it is not given.
	Setting string
	// On are the kinds of record that make it look again when they change: the
	// record's id is the item's subject.
	On []sales.Kind
	// Later: there is nothing to say of a record that is new.
	Later bool
	// Glances: Decide only reads, and is cheap, so that a change may be looked at
	// in its own transaction.
	Glances bool
	// Decide looks at an item: who would be told, by their calendar, and
	// whether now. A subject that is no more is storage.ErrNotFound.
	Decide func(l *look, subject string) (to sales.Calendar, v sales.Verdict, err error)
	// Begin keeps, in the transaction that says an item, what the message begins;
	// nil: nothing.
	Begin func(l *look, subject string, v sales.Verdict, message string) error
	// Compose says all items of this kind in one message. A section without
	// blocks has nothing left to say. Kinds that only make others look have none.
	Compose func(w *writing, items []item) (section, error)
	// Apart: it is a message by itself, which present.DigestRef composes: Compose is
	// nil. Below are the parts of it that stand in its thread.
	Apart bool
	Below []string
	// About names what a message about a subject shows, and Stands tells how that
	// stands now: when it changes, messages that show it are drawn anew. Both nil:
	// they stay as they were sent.
	About  func(l *look, subject string) (string, error)
	Stands func(l *look, subject string) (string, error)
}

// section is a kind's part of a message.
type section struct {
	title  card.Text   // when it is all there is; also what a phone shows
	sums   []card.Text // what it adds to a summary; its title if there are none
	blocks []card.Block
	visits bool // it speaks of the month's visits
}

// item is one thing a message speaks of.
type item struct {
	key     string // of the agenda
	subject string
	number  int // among the items of its kind in the message, from 1
}

// Kinds is the table of contents, in the order of a message's parts.
func Kinds() []Kind {
	return append([]Kind{
		reportKind(), reportAgainKind(), planKind(), planDayKind(), followUpKind(), firstVisitKind(), visitsKind(), missedKind(), escalatedKind(),
		digestKind(), digestHelpKind(), digestLateKind(), channelKind(), reportedKind(),
		coverKind(), coveringKind(), calendarKind(), visitedKind(), plannedKind(), planVisitedKind(),
	}, periodKinds()...)
}

// kinds are made once: they are asked for at every look.
var kinds = sync.OnceValue(Kinds)

func kindNamed(name string) (Kind, bool) {
	i := slices.IndexFunc(kinds(), func(k Kind) bool { return k.Name == name })
	if i < 0 {
		return Kind{}, false
	}
	return kinds()[i], true
}

// itemOf is the agenda item of a kind and subject.
func itemOf(kind, subject string) storage.DueItem {
	return storage.DueItem{Key: kind + "/" + subject, Kind: kind, Subject: subject}
}
