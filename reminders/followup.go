package reminders

import (
	"errors"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
)

const followUpName = "followup"

// followUpKind reminds of promises: sales.RemindFollowUp.
func followUpKind() Kind {
	return Kind{Name: followUpName, On: []sales.Kind{sales.KindFollowUp}, Decide: decideFollowUp, Compose: composeFollowUps}
}

func decideFollowUp(l *look, subject string) (sales.Calendar, sales.Verdict, error) {
	f, err := l.tx.FollowUp(sales.FollowUpID(subject))
	if err != nil {
		return sales.Calendar{}, sales.Verdict{}, err
	}
	c, err := l.calendar(f.Owner)
	if err != nil {
		return sales.Calendar{}, sales.Verdict{}, err
	}
	past, err := l.past(f.Owner, followUpName+"/"+subject)
	if err != nil {
		return sales.Calendar{}, sales.Verdict{}, err
	}
	v := sales.RemindFollowUp(f, c, past, l.now)
	if v.Action == sales.Send && v.Raised.Times >= l.rules.OverdueReminders { // for the last time: then it is the manager's to see
		last := itemOf(escalatedName, subject)
		last.At = l.now
		l.more = append(l.more, last)
	}
	return c, v, nil
}

// mostShown is how many follow-ups a message shows; a button shows them all.
const mostShown = 10

// composeFollowUps leaves out what was settled, given away, or put off since it
// was claimed. A message that is drawn anew after a press keeps them, as they
// stand now.
func composeFollowUps(w *writing, items []item) (section, error) {
	view := present.FollowUpView{Viewer: w.me.ID, Today: w.today(), From: present.FromReminder, Raised: true}
	var s section
	open := 0
	for _, i := range items {
		f, err := w.followUp(i)
		if errors.Is(err, storage.ErrNotFound) {
			continue
		}
		if err != nil {
			return section{}, err
		}
		if f.IsOpen() {
			open++
		}
		if open > mostShown {
			continue
		}
		s.title = card.T("reminder.followup", "what", card.Words(present.Short(f.What, 80)))
		s.blocks = append(s.blocks, view.FollowUpBlocks(f, i.number)...)
	}
	if len(s.blocks) == 0 {
		return section{}, nil
	}
	switch open {
	case 0:
		s.title = card.T("reminder.all_settled")
	case 1:
	default:
		s.title = card.T("reminder.followups", "count", card.Count(open))
	}
	if open > mostShown {
		s.blocks = append(s.blocks, card.Row(card.Press(card.T("reminder.show_all", "count", card.Count(open)), card.Do{Name: "due.show"})))
	}
	return s, nil
}

// followUp is a follow-up of the recipient's that is still to be spoken of.
func (w *writing) followUp(i item) (sales.NamedFollowUp, error) {
	f, err := w.books.FollowUp(sales.FollowUpID(i.subject))
	if err != nil {
		return sales.NamedFollowUp{}, err
	}
	if !w.anew && (!f.IsOpen() || f.Muted || f.Owner != w.me.ID || !w.stillDue(i, f)) {
		return sales.NamedFollowUp{}, storage.ErrNotFound
	}
	return w.books.Named(f)
}

// stillDue reports that the follow-up was not moved since it was claimed.
func (w *writing) stillDue(i item, f sales.FollowUp) bool {
	said, ok := w.said(i.key)
	return !ok || sales.IsTurn(f, said.For)
}
