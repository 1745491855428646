package sales

import (
	"sync"
	"time"
)

// Role is what a person does in the team (handbook section 1).
type Role string

const (
	RoleRep     Role = "rep"
	RoleManager Role = "manager"
	RoleFinance Role = "finance"
)

// Person is somebody who uses the bot.
type Person struct {
	ID       PersonID `json:"id"`
	Name     string   `json:"name"` // as Slack shows it
	Role     Role     `json:"role"`
	Admin    bool     `json:"admin,omitempty"` // runs the bot; sees no sales data for that alone
	Team     TeamID   `json:"team"`            // the team a rep sells in
	Manages  []TeamID `json:"manages,omitempty"`
	Language string   `json:"language,omitempty"` // "en", "zh-Hans"; empty: not chosen, see LanguageHint
	// LanguageHint is Slack's locale for them, used until they choose or write.
	LanguageHint string      `json:"language_hint,omitempty"`
	Zone         string      `json:"zone"`                  // IANA name
	ZoneChosen   bool        `json:"zone_chosen,omitempty"` // set by the person, so Slack's no longer overrides it
	Country      string      `json:"country,omitempty"`     // ISO 3166-1 alpha-2, for holidays
	Region       string      `json:"region,omitempty"`      // ISO 3166-2 state, "BY"
	Week         WorkingWeek `json:"week"`
	Leave        []Leave     `json:"leave,omitempty"`
	// SwitchedOff are the kinds of reminder (ReminderKinds) they do not want.
	SwitchedOff []string `json:"switched_off,omitempty"`
	// Quiet are times of each day at which nothing is said unasked, QuietOnce one
	// of a single day.
	Quiet     []ClockSpan `json:"quiet,omitempty"`
	QuietOnce *DaySpan    `json:"quiet_once,omitempty"`
	Welcomed  time.Time   `json:"welcomed,omitzero"`  // when the welcome was sent
	Confirmed time.Time   `json:"confirmed,omitzero"` // when they confirmed it
	Left      bool        `json:"left,omitempty"`     // deactivated in Slack
	Version   int64       `json:"version"`
}

// WorkingWeek is when a person works, in local time (handbook section 4:
// Monday to Friday 09:00-18:00 unless confirmed otherwise).
type WorkingWeek struct {
	Days  []time.Weekday `json:"days"`
	Start ClockTime      `json:"start"`
	End   ClockTime      `json:"end"`
}

// DefaultWeek is Monday to Friday, 09:00-18:00 (handbook section 4).
func DefaultWeek() WorkingWeek {
	return WorkingWeek{
		Days:  []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday},
		Start: ClockTime{9, 0}, End: ClockTime{18, 0},
	}
}

// Leave is a span of days off, both inclusive. A reason is never asked or kept
// (handbook section 14).
type Leave struct {
	From  Date     `json:"from"`
	To    Date     `json:"to"`
	Cover PersonID `json:"cover,omitempty"`
}

// Location is the person's zone, UTC if it is unknown to this machine.
func (p Person) Location() *time.Location {
	zone, err := zoneNamed(p.Zone)
	if err != nil {
		return time.UTC
	}
	return zone
}

func zoneNamed(name string) (*time.Location, error) {
	if loc, known := zones.Load(name); known {
		return loc.(*time.Location), nil
	}
	loc, err := time.LoadLocation(name)
	if err == nil {
		zones.Store(name, loc)
	}
	return loc, err
}

// zones remembers what does not change: the library reads a zone's file, 20 µs,
// each time it is asked. Only zones that exist are in it, so it stays small.
var zones sync.Map
