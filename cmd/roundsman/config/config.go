// Package config reads roundsman's one YAML file: strictly, with every fault at
// its line and column and what to write instead. Secrets are not in the file;
// see Secrets.
package config

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"roundsman/bot/ical"
	"roundsman/reminders"
	"roundsman/sales"
	"roundsman/sales/holidays"
)

// Config is the whole file. config.example.yaml documents every key; a test
// holds the two together.
type Config struct {
	Store       string        `yaml:"store"`
	Language    string        `yaml:"language"`
	Log         Log           `yaml:"log"`
	Slack       Slack         `yaml:"slack"`
	Teams       []Team        `yaml:"teams"`
	Finance     []string      `yaml:"finance"`
	Admins      []string      `yaml:"admins"`
	WorkingWeek WorkingWeek   `yaml:"working_week"`
	Country     string        `yaml:"country"`
	Visits      Visits        `yaml:"visits"`
	FollowUps   FollowUps     `yaml:"follow_ups"`
	Reminders   Reminders     `yaml:"reminders"`
	Schedules   Schedules     `yaml:"schedules"`
	DailyReport DailyReport   `yaml:"daily_report"`
	Digests     Digests       `yaml:"digests"`
	WeeklyPlan  WeeklyPlan    `yaml:"weekly_plan"`
	MergeWindow time.Duration `yaml:"merge_window"`
	Holidays    []DaysOff     `yaml:"holidays"`
	Currency    string        `yaml:"currency"`
	Compare     Compare       `yaml:"compare"`
	Feed        Feed          `yaml:"calendar_feed"`
	Keep        Keep          `yaml:"keep"`
	Operate     Operate       `yaml:"operate"`
}

// Log is how the program logs, to standard error.
type Log struct {
	Level  string `yaml:"level"`
	Format string `yaml:"format"`
}

// Slack is how Slack is reached.
type Slack struct {
	Transport string `yaml:"transport"`
	Listen    string `yaml:"listen"`
	PublicURL string `yaml:"public_url"`
}

// Team is one sales team.
type Team struct {
	ID       string   `yaml:"id"`
	Name     string   `yaml:"name"`
	Channel  string   `yaml:"channel"`
	Language string   `yaml:"language"`
	Managers []string `yaml:"managers"`
	Reps     []string `yaml:"reps"`
	// Currency is what the team reports in; empty: Config.Currency.
	Currency string `yaml:"currency"`
	// Reminders is where the team differs from Config.Reminders.Kinds; empty: it does not.
	Reminders Kinds `yaml:"reminders"`
}

// WorkingWeek is when people work until they say otherwise.
type WorkingWeek struct {
	Days  []string `yaml:"days"`
	Start string   `yaml:"start"`
	End   string   `yaml:"end"`
}

// Visits is the cadence of visits (handbook section 3).
type Visits struct {
	EveryMonths    EveryMonths `yaml:"every_months"`
	AnyModeCounts  []string    `yaml:"any_mode_counts"`
	NewAccountDays int         `yaml:"new_account_days"`
	LastDays       int         `yaml:"last_days"`
	DefaultClass   string      `yaml:"default_class"`
}

// EveryMonths is the cadence by class of account.
type EveryMonths struct {
	A int `yaml:"A"`
	B int `yaml:"B"`
	C int `yaml:"C"`
}

// FollowUps is how promises are raised (handbook section 4).
type FollowUps struct {
	OverdueReminders int `yaml:"overdue_reminders"`
	ThenEveryDays    int `yaml:"then_every_days"`
}

// Reminders is how much is said unasked (handbook section 4).
type Reminders struct {
	MessagesADay int   `yaml:"messages_a_day"`
	HoldDays     int   `yaml:"hold_days"`
	Kinds        Kinds `yaml:"kinds"`
}

// Kinds says of each kind of reminder (sales.ReminderKinds) whether people may
// switch it off: required, optional or off.
type Kinds struct {
	FollowUp   string `yaml:"followup"`
	FirstVisit string `yaml:"first_visit"`
	Visits     string `yaml:"visits"`
	Missed     string `yaml:"missed"`
	Plan       string `yaml:"plan"`
	Escalated  string `yaml:"escalated"`
	Digest     string `yaml:"digest"`
	// WeekDigest and MonthDigest are managers', OwnWeek and OwnMonth reps'.
	WeekDigest  string `yaml:"week_digest"`
	MonthDigest string `yaml:"month_digest"`
	OwnWeek     string `yaml:"own_week"`
	OwnMonth    string `yaml:"own_month"`
}

// each are the kinds by name.
func (k Kinds) each() map[string]string {
	return map[string]string{
		sales.RemindsFollowUps: k.FollowUp, sales.RemindsFirstVisits: k.FirstVisit, sales.RemindsVisits: k.Visits,
		sales.RemindsMissed: k.Missed, sales.RemindsEscalated: k.Escalated, sales.RemindsPlans: k.Plan,
		sales.RemindsDigest: k.Digest, sales.RemindsWeekDigest: k.WeekDigest, sales.RemindsMonthDigest: k.MonthDigest,
		sales.RemindsOwnWeek: k.OwnWeek, sales.RemindsOwnMonth: k.OwnMonth,
	}
}

// allowances leaves out what is not said.
func (k Kinds) allowances() map[string]sales.Allowance {
	said := map[string]sales.Allowance{}
	for kind, allowed := range k.each() {
		if allowed != "" {
			said[kind] = sales.Allowance(allowed)
		}
	}
	return said
}

// Schedules are when the bot speaks of what follows the calendar, as
// reminders.ParseSchedule reads them.
type Schedules struct {
	MonthList string `yaml:"month_list"`
	MidMonth  string `yaml:"mid_month"`
	Missed    string `yaml:"missed"`
}

// DailyReport is what reps are asked each working day (handbook section 5).
type DailyReport struct {
	Teams     []string      `yaml:"teams"` // that have it; empty: it is off
	Ask       string        `yaml:"ask"`   // a time, or a duration before the day's end
	Nudge     time.Duration `yaml:"nudge"`
	Close     string        `yaml:"close"`
	Questions []Question    `yaml:"questions"`
}

// Question is one question of a report.
type Question struct {
	ID       string   `yaml:"id"`
	Name     Texts    `yaml:"name"`
	Text     Texts    `yaml:"text"`
	Kind     string   `yaml:"kind"`
	Choices  []Choice `yaml:"choices"`
	Currency string   `yaml:"currency"`
	Required bool     `yaml:"required"`
	Teams    []string `yaml:"teams"`
}

// Choice is one of the answers to choose from.
type Choice struct {
	ID   string `yaml:"id"`
	Text Texts  `yaml:"text"`
}

// Texts are a text in each language.
type Texts struct {
	English string `yaml:"en"`
	Chinese string `yaml:"zh-Hans"`
}

// DaysOff are a country's or state's public holidays and make-up working days,
// besides those that come with the program.
type DaysOff struct {
	Country string   `yaml:"country"`
	File    string   `yaml:"file"` // iCalendar
	Off     []string `yaml:"off"`
	Worked  []string `yaml:"worked"`

	filed ical.Holidays // what the file has
}

// Compare says where named people are not set side by side (handbook section 12).
type Compare struct {
	OffIn          []string `yaml:"off_in"`
	WorksAgreement string   `yaml:"works_agreement"`
}

// Feed is where people's calendar programs read their calendars.
type Feed struct {
	Listen    string `yaml:"listen"`
	PublicURL string `yaml:"public_url"`
}

// Keep is how long what is no longer needed is kept (handbook section 14).
type Keep struct {
	EventDays   int `yaml:"event_days"`
	MessageDays int `yaml:"message_days"`
}

// Operate is for whoever runs the bot.
type Operate struct {
	Listen      string        `yaml:"listen"`
	AlertAfter  time.Duration `yaml:"alert_after"`
	BackupEvery time.Duration `yaml:"backup_every"`
	DiskFreeMB  int           `yaml:"disk_free_mb"`
}

// Default is what an empty file means.
func Default() Config {
	return Config{
		Store: "roundsman.db", Language: "en",
		Log:         Log{Level: "info", Format: "text"},
		Slack:       Slack{Transport: "socket"},
		WorkingWeek: WorkingWeek{Days: []string{"mon", "tue", "wed", "thu", "fri"}, Start: "09:00", End: "18:00"},
		Visits: Visits{
			EveryMonths: EveryMonths{A: 1, B: 2, C: 3}, AnyModeCounts: []string{"C"},
			NewAccountDays: 7, LastDays: 5, DefaultClass: "A",
		},
		FollowUps: FollowUps{OverdueReminders: 3, ThenEveryDays: 7},
		Reminders: Reminders{MessagesADay: 4, HoldDays: 7, Kinds: Kinds{
			FollowUp: "optional", FirstVisit: "optional", Visits: "optional", Missed: "optional", Escalated: "optional",
			Plan: "optional", Digest: "optional", WeekDigest: "optional", MonthDigest: "optional", OwnWeek: "optional", OwnMonth: "optional",
		}},
		Schedules:   Schedules{MonthList: "0 0 1 * *", MidMonth: "0 0 15 * *", Missed: "0 0 1 * *"},
		DailyReport: DailyReport{Teams: []string{}, Ask: "45m", Nudge: 15 * time.Minute, Close: "10:00", Questions: defaultQuestions()},
		Digests:     Digests{Wait: 10 * time.Minute, Channels: []string{}, Teams: []string{}, Leaderboards: []string{}},
		WeeklyPlan:  WeeklyPlan{Teams: []string{}, Ask: "13:30", VisitsADay: 3},
		MergeWindow: 10 * time.Minute,
		Currency:    "CNY", Compare: Compare{OffIn: []string{"DE", "AT"}},
		Keep:    Keep{EventDays: 30, MessageDays: 90},
		Operate: Operate{AlertAfter: 15 * time.Minute, BackupEvery: 7 * 24 * time.Hour, DiskFreeMB: 500},
	}
}

// Rules are the settings that rules of the field depend on. It is called on a
// checked configuration.
func (c Config) Rules() sales.Rules {
	r := sales.DefaultRules()
	r.CadenceA, r.CadenceB, r.CadenceC = c.Visits.EveryMonths.A, c.Visits.EveryMonths.B, c.Visits.EveryMonths.C
	r.PhoneCounts = nil
	for _, class := range c.Visits.AnyModeCounts {
		r.PhoneCounts = append(r.PhoneCounts, sales.Class(class))
	}
	r.FirstVisitDays, r.NudgeDays = c.Visits.NewAccountDays, c.Visits.LastDays
	r.DefaultClass = sales.Class(c.Visits.DefaultClass)
	r.OverdueReminders, r.MergeWindow = c.FollowUps.OverdueReminders, c.MergeWindow
	r.MonthList, r.MidMonth, r.Missed = schedule(c.Schedules.MonthList), schedule(c.Schedules.MidMonth), schedule(c.Schedules.Missed)
	r.OverdueEvery, r.MessagesADay, r.HoldDays = c.FollowUps.ThenEveryDays, c.Reminders.MessagesADay, c.Reminders.HoldDays
	r.Reminders, r.TeamReminders = c.Reminders.Kinds.allowances(), map[sales.TeamID]map[string]sales.Allowance{}
	for _, t := range c.Teams {
		r.TeamReminders[sales.TeamID(t.ID)] = t.Reminders.allowances()
	}
	r.Currency, r.TeamCurrency = sales.Currency(c.Currency), map[sales.TeamID]sales.Currency{}
	for _, t := range c.Teams {
		r.TeamCurrency[sales.TeamID(t.ID)] = sales.Currency(t.Currency)
	}
	if r.CompareOff = c.Compare.OffIn; c.Compare.WorksAgreement != "" {
		r.CompareOff = nil
	}
	r.Reports, r.Digests = c.DailyReport.rules(), c.Digests.rules(c.Teams)
	r.Plans = c.WeeklyPlan.rules()
	r.Public = c.PublicDays()
	return r
}

// PublicDays are those that come with the program and those configured.
func (c Config) PublicDays() *holidays.Book {
	var added []holidays.Days
	for _, h := range c.Holidays {
		added = append(
			added,
			holidays.Days{Place: h.Country, Off: h.filed.Off, Worked: h.filed.Worked},
			holidays.Days{Place: h.Country, Off: dates(h.Off), Worked: dates(h.Worked)},
		)
	}
	return holidays.Known().With(added...)
}

func schedule(text string) sales.Schedule {
	s, _ := reminders.ParseSchedule(text) // checked on load
	return s
}

// FeedURL is where calendars can be read, "" if nowhere.
func (c Config) FeedURL() string {
	if c.Feed.Listen == "" {
		return ""
	}
	return c.Feed.PublicURL
}

func (c Config) teamReminders() (all []Kinds) {
	for _, t := range c.Teams {
		all = append(all, t.Reminders)
	}
	return all
}

// CalendarSettings names everything from which the instants of reminders are
// derived: it differs when one of them does.
func (c Config) CalendarSettings() string {
	text := fmt.Sprintf("%v", []any{c.WorkingWeek, c.Country, c.Visits, c.FollowUps, c.Reminders, c.Schedules, c.Holidays, c.teamReminders(), c.DailyReport, c.Digests, c.WeeklyPlan})
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// Week is the configured working week.
func (c Config) Week() sales.WorkingWeek {
	week := sales.WorkingWeek{}
	for _, day := range c.WorkingWeek.Days {
		week.Days = append(week.Days, weekdays[day])
	}
	week.Start, _ = sales.ParseClockTime(c.WorkingWeek.Start) // checked on load
	week.End, _ = sales.ParseClockTime(c.WorkingWeek.End)
	return week
}

var weekdays = map[string]time.Weekday{
	"mon": time.Monday, "tue": time.Tuesday, "wed": time.Wednesday, "thu": time.Thursday,
	"fri": time.Friday, "sat": time.Saturday, "sun": time.Sunday,
}

func dates(days []string) []sales.Date {
	var all []sales.Date
	for _, s := range days {
		if d, err := sales.ParseDate(s); err == nil { // checked on load
			all = append(all, d)
		}
	}
	return all
}
