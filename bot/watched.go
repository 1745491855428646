package bot

import (
	"strings"
	"time"

	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/scoped"
)

// watched is a transaction that remembers what was done in it: whether anything
// was written, who is told something, and whose records changed.
type watched struct {
	storage.Tx
	event   string // whose effects these are
	writes  int
	posts   int  // messages enqueued
	agenda  bool // an item was scheduled
	tasks   bool // a task was begun, or goes on
	touched map[sales.PersonID]bool
}

func watch(tx storage.Tx, event string) *watched {
	return &watched{Tx: tx, event: event, touched: map[sales.PersonID]bool{}}
}

func (t *watched) PutPerson(p sales.Person) error {
	t.writes++
	return t.Tx.PutPerson(p)
}

func (t *watched) PutAccount(a sales.Account) error {
	t.writes++
	return t.Tx.PutAccount(a)
}

func (t *watched) PutContact(c sales.Contact) error {
	t.writes++
	return t.Tx.PutContact(c)
}

func (t *watched) PutVisit(v sales.Visit) error {
	t.writes++
	return t.Tx.PutVisit(v)
}

func (t *watched) PutNote(n sales.Note) error {
	t.writes++
	return t.Tx.PutNote(n)
}

func (t *watched) PutFollowUp(f sales.FollowUp) error {
	t.writes++
	return t.Tx.PutFollowUp(f)
}

func (t *watched) PutDealing(d sales.Dealing) error {
	t.writes++
	return t.Tx.PutDealing(d)
}

func (t *watched) PutTarget(g sales.Target) error {
	t.writes++
	return t.Tx.PutTarget(g)
}

func (t *watched) ReplaceChange(c sales.Change) error {
	t.writes++
	return t.Tx.ReplaceChange(c)
}

func (t *watched) MarkUndone(event string) error {
	t.writes++
	return t.Tx.MarkUndone(event)
}

func (t *watched) LinkMessage(s sales.Source, event string) error {
	t.writes++
	return t.Tx.LinkMessage(s, event)
}

func (t *watched) Keep(name string, value []byte, until time.Time) error {
	t.writes++
	t.tasks = t.tasks || strings.HasPrefix(name, scoped.TaskPath+"/")
	return t.Tx.Keep(name, value, until)
}

func (t *watched) Forget(name string) error {
	t.writes++
	return t.Tx.Forget(name)
}

func (t *watched) Enqueue(e storage.OutEntry) error {
	t.writes++
	t.posts++
	if e.Cause == "" && !strings.HasPrefix(e.Key, t.event+">") {
		e.Cause = t.event
	}
	return t.Tx.Enqueue(e)
}

func (t *watched) Schedule(i storage.DueItem) error {
	t.writes++
	t.agenda = true
	return t.Tx.Schedule(i)
}

func (t *watched) Unschedule(key string) error {
	t.writes++
	return t.Tx.Unschedule(key)
}

func (t *watched) AddChange(c sales.Change) error {
	t.writes++
	for _, id := range append(c.Whose, c.Who) {
		if id != "" {
			t.touched[id] = true
		}
	}
	return t.Tx.AddChange(c)
}
