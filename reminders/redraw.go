package reminders

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"roundsman/bot/present"
	"roundsman/storage"
)

// shown is in which messages something can be seen, and how it stood when they
// were last drawn. When it stands differently, settled by a typed word, a
// colleague, an edit or an undo, they are drawn anew.
type shown struct {
	State    string   `json:"state"`
	Messages []string `json:"messages"` // keys of outbox entries, latest last
}

// mostRedrawn is in how many messages something is kept up to date; older ones
// show how it stands when a button of theirs is pressed.
const mostRedrawn = 6

func shownName(about string) string { return "shown/" + about }

func (l *look) shownIn(about string) (shown, error) {
	if s, known := l.shown[about]; known {
		return *s, nil
	}
	var s shown
	raw, err := l.tx.Recall(shownName(about))
	if errors.Is(err, storage.ErrNotFound) {
		l.shown[about] = &s
		return s, nil
	}
	if err == nil {
		err = json.Unmarshal(raw, &s)
	}
	if err != nil {
		return s, fmt.Errorf("recall where it is shown: %w", err)
	}
	l.shown[about] = &s
	return s, nil
}

func (l *look) keepShown(about string, s shown) error {
	raw, err := json.Marshal(s)
	if err == nil {
		err = l.tx.Keep(shownName(about), raw, l.now.Add(rememberFor))
	}
	if err != nil {
		return fmt.Errorf("remember where it is shown: %w", err)
	}
	l.shown[about] = &s
	return nil
}

// showIn remembers that a message shows what an item is about.
func (l *look) showIn(kind Kind, subject string, m *message) error {
	if kind.About == nil {
		return nil
	}
	about, err := kind.About(l, subject)
	if err != nil {
		return err
	}
	s, err := l.shownIn(about)
	if err != nil {
		return err
	}
	if s.State, err = kind.Stands(l, subject); err != nil {
		return err
	}
	for _, key := range m.keys() {
		if !slices.Contains(s.Messages, key) {
			s.Messages = append(s.Messages, key)
		}
	}
	s.Messages = s.Messages[max(0, len(s.Messages)-mostRedrawn):]
	return l.keepShown(about, s)
}

// redraw has the messages that show something drawn anew if it stands
// differently now.
func (l *look) redraw(kind Kind, subject string) error {
	if kind.About == nil {
		return nil
	}
	about, err := kind.About(l, subject)
	if err != nil {
		return err
	}
	s, err := l.shownIn(about)
	if err != nil || len(s.Messages) == 0 {
		return err
	}
	state, err := kind.Stands(l, subject)
	if err != nil || state == s.State {
		return err
	}
	s.State = state
	for _, key := range s.Messages {
		if err := l.drawAnew(key, about, state); err != nil {
			return fmt.Errorf("draw message anew: %w", err)
		}
	}
	return l.keepShown(about, s)
}

// drawAnew changes a message that was sent, or is being sent. One that still
// waits is composed when it is sent.
func (l *look) drawAnew(key, about, state string) error {
	of, err := l.tx.OutEntry(key)
	switch {
	case errors.Is(err, storage.ErrNotFound):
		return nil
	case err != nil:
		return err
	case of.Ref == nil, of.State == storage.OutPending, of.State == storage.OutDead, of.State == storage.OutCancelled:
		return nil
	}
	e := storage.OutEntry{Key: "u:" + key, Op: storage.OpUpdate, To: of.To, Of: key, Priority: storage.Reminder, Created: l.now}
	if !of.Sent.IsZero() { // under the key of a press in it, so that the latest wins
		e.Key, e.Of, e.Channel, e.Target = "u:"+of.Sent.Channel+":"+of.Sent.TS, "", of.Sent.Channel, &of.Sent
	}
	ref := *of.Ref
	e.Ref = &ref
	drawn, err := l.lastDrawn(e.Key)
	if err != nil || drawn.About == about && drawn.State == state { // by the press that changed it
		return err
	}
	if ref.Data, err = json.Marshal(drawn); err != nil {
		return err
	}
	return l.tx.Enqueue(e)
}

// pressedLately is for how long a message tells what was done by a button of it.
const pressedLately = 15 * time.Minute

// lastDrawn is what a message that was drawn anew tells besides.
func (l *look) lastDrawn(key string) (present.Outcomes, error) {
	e, err := l.tx.OutEntry(key)
	if errors.Is(err, storage.ErrNotFound) {
		return present.Outcomes{}, nil
	}
	if err != nil {
		return present.Outcomes{}, err
	}
	if e.Ref == nil {
		return present.Outcomes{}, nil
	}
	drawn, err := present.OutcomesOf(e.Ref.Data)
	if l.now.Sub(e.Created) > pressedLately {
		drawn.Said, drawn.Undo = nil, present.Undoing{}
	}
	return drawn, err
}
