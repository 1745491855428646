package commands

import (
	"fmt"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/ical"
	"roundsman/bot/locale"
	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
)

// calendarCommand hands over what is due as an iCalendar file: "calendar", 日历;
// and, where that is configured, an address at which a calendar program reads
// it again and again: "calendar link", "calendar revoke".
func calendarCommand() Command {
	return Command{
		Name: "calendar", Roles: []sales.Role{sales.RoleRep, sales.RoleManager}, Run: runCalendar,
		Actions: map[string]func(*Turn) error{"calendar.revoke": pressRevoke},
	}
}

func runCalendar(t *Turn) error {
	switch verb, _ := t.Words.Verb("calendar", t.Rest); {
	case verb == "link":
		return calendarLink(t)
	case verb == "revoke":
		return revokeCalendar(t)
	case strings.TrimSpace(t.Rest) != "":
		return sales.Refuse(sales.Invalid, "refused.calendar")
	}
	// What is in it is read when it is sent, and not kept with the message.
	return t.Tx.Enqueue(storage.OutEntry{
		Key: t.outKey(), Op: storage.OpPost, To: t.Me.ID, Priority: storage.Answer, Created: t.Now, Ref: &storage.Ref{Kind: CalendarRef},
	})
}

// CalendarRef is the kind of the Ref of a message that hands over a calendar.
const CalendarRef = "calendar"

// ComposeCalendar makes the message of an entry with a Ref of CalendarRef.
func ComposeCalendar(l *Look) (card.Card, error) {
	file, n, err := CalendarFile(l)
	if err != nil {
		return card.Card{}, err
	}
	c := present.CalendarHandedOver(n, l.FeedURL != "")
	c.File = &card.File{Name: "roundsman.ics", Content: file}
	return c, nil
}

// CalendarFile is what is due for somebody, as an iCalendar file, and how much
// that is: their open follow-ups, and their accounts' next visits.
func CalendarFile(l *Look) (file []byte, n int, err error) {
	entries, err := l.dueEntries()
	if err != nil {
		return nil, 0, err
	}
	visits, err := l.visitEntries()
	if err != nil {
		return nil, 0, err
	}
	entries = append(entries, visits...)
	file, err = ical.Write(l.words(card.T("calendar.name", "name", card.Words(l.Me.Name))), entries, l.Now)
	return file, len(entries), err
}

// words puts a text into the person's language, for a file.
func (l *Look) words(text card.Text) string {
	return l.Words.Printer(l.Language, l.Me.Location(), l.Now).Text(text, locale.Plain{})
}

func (l *Look) dueEntries() ([]ical.Entry, error) {
	var entries []ical.Entry
	page := storage.Page{Limit: 500}
	for {
		followUps, next, err := l.Books.OpenFollowUps(l.Me.ID, sales.Date{}, page)
		if err != nil {
			return nil, fmt.Errorf("list follow-ups: %w", err)
		}
		for _, f := range followUps {
			e, err := l.dueEntry(f)
			if err != nil {
				return nil, err
			}
			entries = append(entries, e)
		}
		if next == "" {
			return entries, nil
		}
		page.After = next
	}
}

func (l *Look) dueEntry(f sales.FollowUp) (ical.Entry, error) {
	named, err := l.Books.Named(f)
	if err != nil {
		return ical.Entry{}, err
	}
	due := sales.EffectiveDue(f)
	e := ical.Entry{UID: "followup-" + string(f.ID) + "@roundsman", Version: f.Version, Day: due.Day, Summary: f.What, Details: named.ContactName}
	if named.AccountName != "" {
		e.Summary = l.words(card.T("calendar.followup", "what", card.Words(f.What), "account", card.Words(named.AccountName)))
	}
	if due.Time != nil {
		e.At = sales.DueAt(due, sales.CalendarOf(l.Me, l.Rules))
	}
	return e, nil
}

// visitEntries are the accounts' next visits, on the last day that keeps the
// cadence, or today if that has passed.
func (l *Look) visitEntries() ([]ical.Entry, error) {
	var entries []ical.Entry
	page := storage.Page{Limit: 500}
	for {
		accounts, next, err := l.Books.MyAccounts(page)
		if err != nil {
			return nil, fmt.Errorf("list accounts: %w", err)
		}
		for _, a := range accounts {
			due := sales.NextVisit(a, l.Rules, l.Me.Location())
			if due.By.IsZero() || a.Muted {
				continue
			}
			e := ical.Entry{UID: "visit-" + string(a.ID) + "@roundsman", Version: a.Version, Day: due.By}
			e.Summary = l.words(card.T("calendar.visit", "account", card.Words(a.Name)))
			if due.IsLate(l.Today()) {
				e.Day, e.Details = l.Today(), l.words(card.T("calendar.late", "by", card.Day(due.By)))
			}
			entries = append(entries, e)
		}
		if next == "" {
			return entries, nil
		}
		page.After = next
	}
}
