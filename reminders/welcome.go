package reminders

import (
	"fmt"

	"roundsman/bot/locale"
	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
)

// welcome greets somebody who would be nudged and never wrote to us: they learn
// who speaks to them, and may put right what we took their hours and country to
// be, before the first nudge comes (sales.FirstNudge).
func (l *look) welcome(to sales.Calendar) error {
	me := to.Person()
	if me.Introduced() {
		return nil
	}
	if me.Country == "" {
		me.Country = present.CountryOfZone(me.Zone)
		l.again(calendarName, string(me.ID)) // whose holidays move what is scheduled
	}
	me.Welcomed = l.now
	me.Version++
	if err := l.tx.PutPerson(me); err != nil {
		return fmt.Errorf("note the welcome: %w", err)
	}
	calendar := sales.CalendarOf(me, l.rules)
	l.calendars[me.ID] = &calendar
	if me.Language == "" { // as the message itself is written
		me.Language = locale.Match(me.LanguageHint)
	}
	c := present.Welcome(me, present.SettingsNotes(me, l.rules.Public, calendar.Day(l.now))...)
	err := l.tx.Enqueue(storage.OutEntry{
		Key: "welcome:" + string(me.ID), Op: storage.OpPost, To: me.ID, Card: &c, Priority: storage.Reminder, Created: l.now, Unasked: true,
	})
	if err != nil {
		return fmt.Errorf("welcome somebody: %w", err)
	}
	l.welcomes++
	return nil
}
