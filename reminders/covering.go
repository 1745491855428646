package reminders

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/scoped"
)

const coveringName = "covering"

// coveringKind tells a colleague that they are to cover a leave, and again when
// its days change or it is none any more, whatever changed it: a command, an
// undo. Its subject is the person on leave, and behind a line break the
// colleague; the person alone makes it look at all colleagues concerned.
func coveringKind() Kind {
	return Kind{Name: coveringName, On: []sales.Kind{sales.KindPerson}, Decide: decideCovering, Compose: composeCovering}
}

func decideCovering(l *look, subject string) (sales.Calendar, sales.Verdict, error) {
	id, cover, isOne := strings.Cut(subject, "\n")
	absent, err := l.calendar(sales.PersonID(id))
	if err != nil {
		return sales.Calendar{}, sales.Verdict{}, err
	}
	if !isOne {
		return absent, sales.Verdict{Action: sales.Skip}, l.lookAtCovers(absent.Person())
	}
	c, err := l.calendar(sales.PersonID(cover))
	if err != nil {
		return sales.Calendar{}, sales.Verdict{}, err
	}
	past, err := l.past(c.Person().ID, coveringName+"/"+subject)
	if err != nil {
		return sales.Calendar{}, sales.Verdict{}, err
	}
	return c, sales.TellCover(absent.Person(), c, past, l.now), nil
}

// lookAtCovers looks at everybody who covers somebody, or was told that they
// do; who that is, is remembered beside each of them too, so that a change of
// their own calendar finds what they cover.
func (l *look) lookAtCovers(absent sales.Person) error {
	told, err := l.remembered(absent.ID, coversName)
	if err != nil {
		return err
	}
	now := told
	for _, leave := range absent.Leave {
		if leave.Cover != "" && !slices.Contains(now, leave.Cover) {
			now = append(now, leave.Cover)
		}
	}
	for _, cover := range now {
		l.again(coveringName, string(absent.ID)+"\n"+string(cover))
		if err := l.rememberAlso(cover, coveredName, absent.ID); err != nil {
			return err
		}
	}
	if len(now) == len(told) {
		return nil
	}
	return l.remember(absent.ID, coversName, now)
}

// coversName is where it is kept who covers a person, or did; coveredName where
// it is kept whom a person covers, or did.
const (
	coversName  = "covers"
	coveredName = scoped.CoveredName
)

func (l *look) remembered(id sales.PersonID, name string) (people []sales.PersonID, err error) {
	raw, err := l.tx.Recall(scoped.Own(id, name))
	if errors.Is(err, storage.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("recall %s: %w", name, err)
	}
	return people, json.Unmarshal(raw, &people)
}

func (l *look) rememberAlso(id sales.PersonID, name string, other sales.PersonID) error {
	people, err := l.remembered(id, name)
	if err != nil || slices.Contains(people, other) {
		return err
	}
	return l.remember(id, name, append(people, other))
}

func (l *look) remember(id sales.PersonID, name string, people []sales.PersonID) error {
	raw, err := json.Marshal(people)
	if err != nil {
		return fmt.Errorf("remember %s: %w", name, err)
	}
	return l.tx.Keep(scoped.Own(id, name), raw, time.Time{})
}

// composeCovering says how it stands now: told of a leave that is none any more
// before it was sent, somebody reads nothing.
func composeCovering(w *writing, items []item) (section, error) {
	var s section
	for _, i := range items {
		id, _, _ := strings.Cut(i.subject, "\n")
		leave, covers, err := w.books.Covering(sales.PersonID(id))
		if err != nil {
			return section{}, err
		}
		said, _ := w.said(i.key)
		switch {
		case covers:
			open, err := w.books.CountCovered(sales.PersonID(id), leave)
			if err != nil {
				return section{}, err
			}
			s.title = card.T("reminder.covering", "person", card.Person(sales.PersonID(id)))
			s.blocks = append(s.blocks, present.Covering(sales.PersonID(id), leave, open)...)
		case said.Facts["ended"] != "":
			s.title = card.T("reminder.covering_no_more", "person", card.Person(sales.PersonID(id)))
			s.blocks = append(s.blocks, present.CoveringNoMore(sales.PersonID(id)))
		}
	}
	return s, nil
}
