package commands

import (
	"strconv"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/locale"
	"roundsman/commands/understand"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/scoped"
)

// Look is what a handler that only reads gets to see: the event, who caused it,
// and the books as far as that person may read them.
type Look struct {
	Event event.Event
	Me    sales.Person
	Now   time.Time // the event's Received time: the same when it is replayed
	Books *scoped.Reader
	Rules sales.Rules
	// Teams are all teams there are, for those who see something of each.
	Teams []sales.TeamID
	Words *locale.Words
	// Language is the one to speak to Me in.
	Language string
	// FeedURL is where calendars can be read over HTTP; empty: nowhere.
	FeedURL string
	// Secret makes a string nobody can guess; nil: none can be made.
	Secret func() (string, error)
	// Rest is what was typed after the command's word; the whole text without one.
	Rest string

	outside *understand.Context // what texts are read in, without books: see Explain
}

// Today is the day it is for Me.
func (l *Look) Today() sales.Date { return sales.DateIn(l.Now, l.Me.Location()) }

// Turn is one event being applied, inside one transaction. It may run again, so
// everything a handler does goes through it.
type Turn struct {
	Look
	Tx *scoped.Writer
	// Prepared is what Command.Prepare found out before; nil if it did not.
	Prepared *Prepared

	said    int
	remarks []card.Text  // what a receipt is to say besides
	learn   func() error // keeps what an answer taught, once it is settled: see learnNow
	heeded  bool         // the text was read for what it tells: see heedingWhatIsTold

	inDialog bool // the dialogs were heard: see heedingDialogs
	showed   bool // a dialog was shown where it stands now
}

// Say answers the person who caused the event. In a channel the answer goes to
// their direct message: nothing about an account is posted where others read.
func (t *Turn) Say(c card.Card) error {
	return t.post(storage.OutEntry{Card: &c})
}

// post answers the person who caused the event, where they are.
func (t *Turn) post(e storage.OutEntry) error {
	e.Key, e.Op, e.To, e.Priority, e.Created = t.outKey(), storage.OpPost, t.Me.ID, storage.Answer, t.Now
	if p := t.Event.Place; p.Kind == event.Direct && p.Thread != "" {
		e.Channel, e.Thread = p.Channel, p.Thread
	}
	return t.Tx.Enqueue(e)
}

// Tell writes to somebody else, in direct message: nobody asked for it, so it
// waits for their working hours. what makes the key unique within the event.
func (t *Turn) Tell(to sales.PersonID, what string, c card.Card) error {
	free, err := t.Books.FreeAt(to, t.Rules)
	if err != nil {
		return err
	}
	return t.Tx.Enqueue(storage.OutEntry{
		Key: t.tellKey(to, what), Op: storage.OpPost, To: to,
		Card: &c, Priority: storage.Reminder, Created: t.Now, NotBefore: later(free, t.Now), Unasked: true,
	})
}

func (t *Turn) tellKey(to sales.PersonID, what string) string {
	return t.Event.Key + ">" + string(to) + "/" + what
}

// later is an instant if it lies after another, else none.
func later(at, than time.Time) time.Time {
	if at.After(than) {
		return at
	}
	return time.Time{}
}

// Amend replaces the message whose element was pressed. On Home, or without a
// message, it does nothing: Home is published anew by the router.
func (t *Turn) Amend(c card.Card) error {
	if t.Event.Action == nil || t.Event.Action.Message.IsZero() {
		return nil
	}
	return t.Replace(t.Event.Action.Message, c)
}

// Replace puts a new card into a message we sent.
func (t *Turn) Replace(at sales.Source, c card.Card) error {
	return t.Tx.Enqueue(storage.OutEntry{
		Key: "u:" + at.Channel + ":" + at.TS, Op: storage.OpUpdate, To: t.Me.ID, Channel: at.Channel,
		Target: &at, Card: &c, Priority: storage.Answer, Created: t.Now,
	})
}

// ReplaceAnswer puts a new card into the message that an earlier post of ours
// became, whether it has been sent yet or not.
func (t *Turn) ReplaceAnswer(of string, c card.Card) error {
	return t.Tx.Enqueue(storage.OutEntry{
		Key: "u:" + of, Op: storage.OpUpdate, To: t.Me.ID, Of: of, Card: &c, Priority: storage.Answer, Created: t.Now,
	})
}

// How a message is marked whose answer stands further up, perhaps out of sight.
const (
	markTaken = "white_check_mark"
	markWaits = "hourglass_flowing_sand" // for the answer to a question
)

// mark puts an emoji on the message that was written in direct message.
func (t *Turn) mark(emoji string) error {
	at := sourceOf(t.Event)
	if t.Event.Kind != event.Message && t.Event.Kind != event.Edited || t.Event.Place.Kind != event.Direct || at.IsZero() {
		return nil
	}
	return t.Tx.Enqueue(storage.OutEntry{
		Key: "mark:" + at.Channel + ":" + at.TS, Op: storage.OpUpdate, To: t.Me.ID, Channel: at.Channel,
		Target: &at, Mark: emoji, Priority: storage.Answer, Created: t.Now,
	})
}

// AnswerKey is the outbox key that the next Say will use: kept with a record so
// that its receipt can be replaced later.
func (t *Turn) AnswerKey() string { return t.Event.Key + ">" + strconv.Itoa(t.said) }

func (t *Turn) outKey() string {
	key := t.AnswerKey()
	t.said++
	return key
}

// NewID makes the id of a new record of this event: the same when the event is
// applied again.
func (t *Turn) NewID(kind sales.Kind) string { return t.Tx.NewID(kind) }
