package reminders

import (
	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
)

const followUpName = sales.RemindsFollowUps

// followUpKind reminds of promises: sales.RemindFollowUp.
func followUpKind() Kind {
	return Kind{
		Name: followUpName, On: []sales.Kind{sales.KindFollowUp}, Glances: true, Decide: decideFollowUp, Compose: composeFollowUps,
		About: aboutFollowUp, Stands: followUpStands,
	}
}

func aboutFollowUp(_ *look, subject string) (string, error) {
	return present.AboutFollowUp(sales.FollowUpID(subject)), nil
}

func followUpStands(l *look, subject string) (string, error) {
	f, err := l.followUp(sales.FollowUpID(subject))
	return present.FollowUpState(f), err
}

func decideFollowUp(l *look, subject string) (sales.Calendar, sales.Verdict, error) {
	f, err := l.followUp(sales.FollowUpID(subject))
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
// was claimed. A message that is drawn anew keeps them, as they stand now.
func composeFollowUps(w *writing, items []item) (section, error) {
	view := present.FollowUpView{Viewer: w.me.ID, Today: w.today(), From: present.FromReminder, Raised: true, Compact: w.compact}
	var s section
	var open []sales.NamedFollowUp
	for _, i := range items {
		f, err := w.followUp(i)
		switch {
		case isGone(err) && w.anew:
			s.blocks = append(s.blocks, card.Paragraph(card.T("followup.numbered", "number", card.Count(i.number), "what", card.Of(card.T("reminder.not_yours")))))
			continue
		case isGone(err):
			continue
		case err != nil:
			return section{}, err
		case f.Owner != w.me.ID: // given away since
			s.blocks = append(s.blocks, card.Paragraph(view.FollowUpLine(f, i.number)))
			continue
		}
		if f.IsOpen() {
			open = append(open, f)
		}
		if len(open) <= mostShown {
			s.blocks = append(s.blocks, view.FollowUpBlocks(f, i.number)...)
		}
	}
	if len(s.blocks) == 0 {
		return section{}, nil
	}
	s.title, s.sums = w.countFollowUps(open)
	if len(open) > mostShown {
		s.blocks = append(s.blocks, card.Row(card.Press(card.T("reminder.show_all", "count", card.Count(len(open))), card.Do{Name: "due.show"})))
	}
	return s, nil
}

// countFollowUps is the title of those that are open, and what they add to a
// summary.
func (w *writing) countFollowUps(open []sales.NamedFollowUp) (title card.Text, sums []card.Text) {
	late := 0
	for _, f := range open {
		if f.DaysLate(w.today()) > 0 {
			late++
		}
	}
	if late > 0 {
		sums = append(sums, card.T("reminder.sum_late", "count", card.Count(late)))
	}
	if rest := len(open) - late; rest > 0 {
		sums = append(sums, card.T("reminder.sum_today", "count", card.Count(rest)))
	}
	switch len(open) {
	case 0:
		return card.T("reminder.all_settled"), nil
	case 1:
		return card.T("reminder.followup", "what", card.Words(present.Short(open[0].What, 80))), sums
	}
	return card.T("reminder.followups", "count", card.Count(len(open))), sums
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
