package reminders

import (
	"slices"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
)

const escalatedName = sales.RemindsEscalated

// escalatedKind tells a manager of promises of their reps that stayed open
// though their owners were reminded: sales.EscalateFollowUp. Its subject is the
// follow-up, which its owner's last reminder puts on the agenda.
func escalatedKind() Kind {
	return Kind{
		Name: escalatedName, On: []sales.Kind{sales.KindFollowUp}, Later: true, Decide: decideEscalated, Compose: composeEscalated,
		About: aboutFollowUp, Stands: followUpStands,
	}
}

func decideEscalated(l *look, subject string) (sales.Calendar, sales.Verdict, error) {
	f, err := l.followUp(sales.FollowUpID(subject))
	if err != nil {
		return sales.Calendar{}, sales.Verdict{}, err
	}
	told, err := l.past(f.Owner, followUpName+"/"+subject)
	if err != nil {
		return sales.Calendar{}, sales.Verdict{}, err
	}
	if v, early := sales.TooEarlyToEscalate(f, told, l.rules); early { // mostly: whose it would be is dear to find out
		return sales.Calendar{}, v, nil
	}
	manager, err := l.managerOf(f.Owner)
	if err != nil {
		return sales.Calendar{}, sales.Verdict{}, err
	}
	past, err := l.past(manager.Person().ID, escalatedName+"/"+subject)
	if err != nil {
		return sales.Calendar{}, sales.Verdict{}, err
	}
	return manager, sales.EscalateFollowUp(f, told, manager, past, l.now), nil
}

// managerOf is the first manager of a person's team, other than themselves; a
// team without one is storage.ErrNotFound.
func (l *look) managerOf(id sales.PersonID) (sales.Calendar, error) {
	owner, err := l.calendar(id)
	if err != nil {
		return sales.Calendar{}, err
	}
	managers, err := l.tx.ManagersOf(owner.Person().Team)
	if err != nil {
		return sales.Calendar{}, err
	}
	i := slices.IndexFunc(managers, func(p sales.Person) bool { return p.ID != id })
	if i < 0 {
		return sales.Calendar{}, storage.ErrNotFound
	}
	return l.calendar(managers[i].ID)
}

// composeEscalated leaves out what was settled or put off since it was claimed.
// A message that is drawn anew shows what became of it.
func composeEscalated(w *writing, items []item) (section, error) {
	view := present.FollowUpView{Viewer: w.me.ID, Today: w.today()}
	var s section
	open, more := 0, 0
	for _, i := range items {
		f, err := w.escalated(i)
		switch {
		case isGone(err):
			continue
		case err != nil:
			return section{}, err
		case len(s.blocks) == mostShown:
			more++
		default:
			s.blocks = append(s.blocks, view.EscalatedBlock(f, i.key))
		}
		if f.IsOpen() {
			open++
		}
	}
	switch {
	case len(s.blocks) == 0 && w.anew:
		s.blocks = []card.Block{card.Paragraph(card.T("reminder.not_yours"))}
	case len(s.blocks) == 0:
		return section{}, nil
	}
	if more > 0 {
		s.blocks = append(s.blocks, card.Small(card.T("account.more_contacts", "count", card.Count(more))))
	}
	s.title = card.T("reminder.escalated", "count", card.Count(open))
	if open == 0 {
		s.title = card.T("reminder.all_settled")
	}
	s.blocks = append(s.blocks, card.Row(whyButton(items[0].key)))
	return s, nil
}

// escalated is a rep's promise that is still to be spoken of.
func (w *writing) escalated(i item) (sales.NamedFollowUp, error) {
	f, err := w.books.FollowUp(sales.FollowUpID(i.subject))
	if err != nil {
		return sales.NamedFollowUp{}, err
	}
	if !w.anew && (!f.IsOpen() || f.Muted || !w.stillDue(i, f)) {
		return sales.NamedFollowUp{}, storage.ErrNotFound
	}
	return w.books.Named(f)
}
