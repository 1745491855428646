package bot

import "roundsman/storage"

// turns give those their turn who are less urgent: answers go before reminders
// and reminders before digests, but not for ever.
type turns struct {
	answers int // in a row
	others  int // answers and reminders in a row
}

const (
	answersInRow = 10
	othersInRow  = 20
)

// count hears what was claimed.
func (t *turns) count(e storage.OutEntry) {
	if e.Op != storage.OpPost {
		return
	}
	t.answers++
	t.others++
	if e.Priority > storage.Answer {
		t.answers = 0
	}
	if e.Priority > storage.Reminder {
		t.others = 0
	}
}

// from is the priority whose turn it is.
func (t *turns) from() storage.Priority {
	switch {
	case t.others >= othersInRow:
		return storage.Digest
	case t.answers >= answersInRow:
		return storage.Reminder
	}
	return storage.Answer
}
