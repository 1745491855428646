package reminders

import (
	"errors"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
)

const coverName = "cover"

// coverKind tells a colleague who covers a leave of what cannot wait:
// sales.RemindCover. Its subject is the follow-up. It looks again when the
// follow-up changes, and, through calendarKind, when its owner's leave does.
func coverKind() Kind {
	return Kind{
		Name: coverName, On: []sales.Kind{sales.KindFollowUp}, Glances: true, Decide: decideCover, Compose: composeCover,
		About: aboutFollowUp, Stands: followUpStands,
	}
}

func decideCover(l *look, subject string) (sales.Calendar, sales.Verdict, error) {
	f, err := l.followUp(sales.FollowUpID(subject))
	if err != nil {
		return sales.Calendar{}, sales.Verdict{}, err
	}
	owner, err := l.calendar(f.Owner)
	if err != nil {
		return sales.Calendar{}, sales.Verdict{}, err
	}
	leave, _, covered := sales.CoveredDue(f, owner.Person(), l.now)
	if !covered {
		return owner, sales.Verdict{Action: sales.Skip}, nil
	}
	c, err := l.calendar(leave.Cover)
	if err != nil {
		return sales.Calendar{}, sales.Verdict{}, err
	}
	past, err := l.past(leave.Cover, coverName+"/"+subject)
	if err != nil {
		return sales.Calendar{}, sales.Verdict{}, err
	}
	return c, sales.RemindCover(f, owner.Person(), c, past, l.now), nil
}

// composeCover leaves out what was settled or put off since it was claimed, and
// what its recipient may see no more because the leave is over.
func composeCover(w *writing, items []item) (section, error) {
	view := present.FollowUpView{Viewer: w.me.ID, Today: w.today(), From: present.FromReminder, Raised: true, Compact: w.compact}
	var s section
	open := 0
	for _, i := range items {
		f, err := w.covered(i)
		if errors.Is(err, storage.ErrNotFound) {
			continue
		}
		if err != nil {
			return section{}, err
		}
		if open++; open > mostShown {
			continue
		}
		s.title = card.T("reminder.cover", "person", card.Person(f.Owner), "what", card.Words(present.Short(f.What, 80)))
		s.blocks = append(s.blocks, view.FollowUpBlocks(f, i.number)...)
	}
	if open > 1 {
		s.title = card.T("reminder.covers", "count", card.Count(open))
	}
	return s, nil
}

func (w *writing) covered(i item) (sales.NamedFollowUp, error) {
	f, err := w.books.FollowUp(sales.FollowUpID(i.subject))
	if err != nil {
		return sales.NamedFollowUp{}, err
	}
	if !w.anew && (!f.IsOpen() || f.Muted || f.Owner == w.me.ID) {
		return sales.NamedFollowUp{}, storage.ErrNotFound
	}
	return w.books.Named(f)
}
