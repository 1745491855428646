package ical

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"roundsman/sales"
)

// Entry is one thing in a calendar: on a day, or from an instant on.
type Entry struct {
	// UID stays the same for the same thing, so that reading a newer file changes
	// an entry instead of adding one.
	UID string
	// Version grows when the thing changes.
	Version int64
	Day     sales.Date
	// At is the instant, for something with a time of day; Day is then not used.
	At      time.Time
	Summary string
	Details string
}

// lasts is how long something with a time is shown to last.
const lasts = 30 * time.Minute

// Write makes a calendar with a name. Instants are written in UTC: what reads it
// shows them in its own zone, without a table of zones in the file. now is when
// it was made.
func Write(name string, entries []Entry, now time.Time) ([]byte, error) {
	c := ics.NewCalendar()
	c.SetProductId("-//roundsman//calendar//EN")
	c.SetMethod(ics.MethodPublish)
	c.SetXWRCalName(oneLine(name))
	c.SetRefreshInterval("PT1H", ics.WithValue("DURATION"))
	c.SetXPublishedTTL("PT1H")
	for _, e := range entries {
		e.add(c, now)
	}
	var file bytes.Buffer
	if err := c.SerializeTo(&file, ics.WithNewLine("\r\n")); err != nil { // the end of a line that RFC 5545, section 3.1, asks for
		return nil, fmt.Errorf("write calendar: %w", err)
	}
	return file.Bytes(), nil
}

func (e Entry) add(c *ics.Calendar, now time.Time) {
	event := c.AddEvent(e.UID)
	event.SetDtStampTime(now)
	event.SetSequence(int(e.Version))
	event.SetSummary(oneLine(e.Summary))
	if e.Details != "" {
		event.SetDescription(plain(e.Details))
	}
	// What is to be done does not make its owner busy.
	event.SetTimeTransparency(ics.TransparencyTransparent)
	if !e.At.IsZero() {
		event.SetStartAt(e.At)
		event.SetEndAt(e.At.Add(lasts))
		return
	}
	event.SetAllDayStartAt(e.Day.Midnight(time.UTC))
	event.SetAllDayEndAt(e.Day.AddDays(1).Midnight(time.UTC)) // the end is not part of it
}

// oneLine is a text without line breaks; plain one without other control
// characters, which the format does not allow.
func oneLine(s string) string { return strings.Join(strings.Fields(plain(s)), " ") }

func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\r' || r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, s)
}
