package reminders

import (
	"errors"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
)

const escalatedName = "escalated"

// escalatedKind tells a manager of promises of their reps that stayed open
// though their owners were reminded: sales.EscalateFollowUp. Its subject is the
// follow-up, which its owner's last reminder puts on the agenda.
func escalatedKind() Kind {
	return Kind{Name: escalatedName, On: []sales.Kind{sales.KindFollowUp}, Later: true, Decide: decideEscalated, Compose: composeEscalated}
}

func decideEscalated(l *look, subject string) (sales.Calendar, sales.Verdict, error) {
	f, err := l.tx.FollowUp(sales.FollowUpID(subject))
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
	team := owner.Person().Team
	page := storage.Page{Limit: 100}
	for {
		people, next, err := l.tx.PeopleIn(team, page)
		if err != nil {
			return sales.Calendar{}, err
		}
		for _, p := range people {
			if p.ID != id && p.IsManagerOf(team) {
				return l.calendar(p.ID)
			}
		}
		if next == "" {
			return sales.Calendar{}, storage.ErrNotFound
		}
		page.After = next
	}
}

// composeEscalated leaves out what was settled or put off since it was claimed.
func composeEscalated(w *writing, items []item) (section, error) {
	var lines []card.Block
	for _, i := range items {
		f, err := w.books.FollowUp(sales.FollowUpID(i.subject))
		if errors.Is(err, storage.ErrNotFound) {
			continue
		}
		if err != nil {
			return section{}, err
		}
		if !f.IsOpen() || f.Muted || !w.stillDue(i, f) {
			continue
		}
		named, err := w.books.Named(f)
		if err != nil {
			return section{}, err
		}
		lines = append(lines, card.Paragraph(present.EscalatedLine(named)))
	}
	if len(lines) == 0 {
		return section{}, nil
	}
	shown := lines[:min(len(lines), mostShown)]
	if more := len(lines) - len(shown); more > 0 {
		shown = append(shown, card.Small(card.T("account.more_contacts", "count", card.Count(more))))
	}
	title := card.T("reminder.escalated", "count", card.Count(len(lines)))
	return section{title, append(shown, card.Row(whyButton(items[0].key)))}, nil
}
