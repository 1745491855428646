package config

import (
	"fmt"
	"net"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"
	"golang.org/x/text/currency"
	"golang.org/x/text/language"

	"roundsman/bot/ical"
	"roundsman/cmd/roundsman/operate"
	"roundsman/reminders"
	"roundsman/sales"
	"roundsman/sales/holidays"
)

// checker collects what is wrong with decoded values, at their place in the file.
type checker struct {
	root   *yaml.Node
	unread func(path []string) bool // of what there is no value to judge, whole or in part
	faults Faults
}

func (k *checker) check(c Config) {
	k.notEmpty(c.Store, "name a file, for example roundsman.db", "store")
	k.oneOf(c.Language, languages, "language")
	k.oneOf(c.Log.Level, []string{"debug", "info", "warn", "error"}, "log", "level")
	k.oneOf(c.Log.Format, []string{"text", "json"}, "log", "format")
	k.slack(c.Slack)
	k.teams(c.Teams)
	k.users(c.Finance, "finance")
	k.users(c.Admins, "admins")
	k.week(c.WorkingWeek)
	k.country(c.Country, "country")
	k.visits(c.Visits)
	k.between(c.FollowUps.OverdueReminders, 0, 20, "follow_ups", "overdue_reminders")
	k.between(c.FollowUps.ThenEveryDays, 0, 90, "follow_ups", "then_every_days")
	k.between(c.Reminders.MessagesADay, 1, 50, "reminders", "messages_a_day")
	k.between(c.Reminders.HoldDays, 0, 90, "reminders", "hold_days")
	k.kinds(c.Reminders.Kinds, "reminders", "kinds")
	if c.MergeWindow < 0 || c.MergeWindow > time.Hour {
		k.fault("write a duration from 0s to 1h, for example 10m", "merge_window")
	}
	k.schedule(c.Schedules.MonthList, "schedules", "month_list")
	k.schedule(c.Schedules.MidMonth, "schedules", "mid_month")
	k.schedule(c.Schedules.Missed, "schedules", "missed")
	k.dailyReport(c.DailyReport, c.Teams)
	k.digests(c.Digests, c.DailyReport, c.Teams)
	k.weeklyPlan(c.WeeklyPlan, c.Teams)
	k.holidays(c.Holidays)
	k.currency(c.Currency, "currency")
	for i, country := range c.Compare.OffIn {
		k.country(country, "compare", "off_in", i)
	}
	k.feed(c.Feed)
	k.between(c.Keep.EventDays, 7, 3650, "keep", "event_days")
	k.between(c.Keep.MessageDays, 7, 3650, "keep", "message_days")
	k.operate(c.Operate)
}

var languages = []string{"en", "zh-Hans"}

func (k *checker) slack(s Slack) {
	k.oneOf(s.Transport, []string{"socket", "http"}, "slack", "transport")
	if s.Transport == "http" && s.Listen == "" {
		k.fault("with transport: http, write where to listen, for example 127.0.0.1:8080", "slack", "listen")
	}
	if s.Listen != "" {
		k.address(s.Listen, "slack", "listen")
	}
	if s.PublicURL != "" {
		if u, err := url.Parse(s.PublicURL); err != nil || u.Scheme != "https" || u.Host == "" {
			k.fault("write the address Slack can reach, beginning with https://", "slack", "public_url")
		}
	}
}

func (k *checker) feed(f Feed) {
	if f.Listen != "" {
		k.address(f.Listen, "calendar_feed", "listen")
	}
	switch u, err := url.Parse(f.PublicURL); {
	case f.PublicURL == "" && f.Listen != "":
		k.fault("write the address at which calendar programs reach listen, beginning with https://", "calendar_feed", "public_url")
	case f.PublicURL != "" && (err != nil || u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != ""):
		k.fault("write the address at which calendar programs reach listen, beginning with https://", "calendar_feed", "public_url")
	}
}

func (k *checker) address(s string, path ...any) {
	if _, port, err := net.SplitHostPort(s); err != nil || port == "" {
		k.fault(fmt.Sprintf("%q is not an address; write host and port, for example 127.0.0.1:8080", s), path...)
	}
}

var (
	teamID  = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,30}$`)
	userID  = regexp.MustCompile(`^[UW][A-Z0-9]{2,}$`)
	channel = regexp.MustCompile(`^[CG][A-Z0-9]{2,}$`)
)

func (k *checker) teams(teams []Team) {
	seen := map[string]bool{}
	sells := map[string]string{}
	for i, t := range teams {
		at := func(key ...string) []any { return append([]any{"teams", i}, asAny(key)...) }
		switch {
		case !teamID.MatchString(t.ID):
			k.fault(fmt.Sprintf("%q is no team id; write a short name in small letters, for example east", t.ID), at("id")...)
		case seen[t.ID]:
			k.fault(fmt.Sprintf("two teams have the id %q; each needs its own", t.ID), at("id")...)
		}
		seen[t.ID] = true
		if t.Channel != "" && !channel.MatchString(t.Channel) {
			k.fault(fmt.Sprintf("%q is no channel id; in Slack, open the channel's details and copy the id at the bottom, for example C0123ABCD", t.Channel), at("channel")...)
		}
		if t.Language != "" {
			k.oneOf(t.Language, languages, at("language")...)
		}
		if t.Currency != "" {
			k.currency(t.Currency, at("currency")...)
		}
		k.users(t.Managers, at("managers")...)
		k.users(t.Reps, at("reps")...)
		k.kinds(t.Reminders, at("reminders")...)
		for j, rep := range t.Reps {
			if other, twice := sells[rep]; twice {
				k.fault(fmt.Sprintf("%s is already a rep of team %s; a rep sells in one team", rep, other), at("reps", fmt.Sprint(j))...)
			}
			sells[rep] = t.ID
		}
		if len(t.Managers)+len(t.Reps) == 0 {
			k.fault(fmt.Sprintf("team %q has nobody in it; list managers and reps", t.ID), at()...)
		}
	}
}

func (k *checker) kinds(kinds Kinds, path ...any) {
	for _, name := range sales.ReminderKinds() {
		if allowed := kinds.each()[name]; allowed != "" {
			k.oneOf(allowed, []string{"required", "optional", "off"}, append(slices.Clone(path), name)...)
		}
	}
}

func (k *checker) users(ids []string, path ...any) {
	for i, id := range ids {
		if !userID.MatchString(id) {
			k.fault(fmt.Sprintf("%q is no user id; in Slack, open the person's profile, choose ⋮ and \"Copy member ID\", for example U012AB3CD", id), append(slices.Clone(path), i)...)
		}
	}
}

func (k *checker) week(w WorkingWeek) {
	if len(w.Days) == 0 {
		k.fault("list at least one day, for example [mon, tue, wed, thu, fri]", "working_week", "days")
	}
	for i, d := range w.Days {
		if _, known := weekdays[d]; !known {
			k.fault(fmt.Sprintf("%q is no day; write mon, tue, wed, thu, fri, sat or sun", d), "working_week", "days", i)
		}
	}
	start, errStart := sales.ParseClockTime(w.Start)
	if errStart != nil {
		k.fault(fmt.Sprintf("%q is no time; write it in quotes, for example \"09:00\"", w.Start), "working_week", "start")
	}
	end, errEnd := sales.ParseClockTime(w.End)
	if errEnd != nil {
		k.fault(fmt.Sprintf("%q is no time; write it in quotes, for example \"18:00\"", w.End), "working_week", "end")
	}
	if errStart == nil && errEnd == nil && end.Minutes() <= start.Minutes() {
		k.fault("the day ends before it starts; write an end after "+w.Start, "working_week", "end")
	}
}

func (k *checker) visits(v Visits) {
	k.between(v.EveryMonths.A, 1, 24, "visits", "every_months", "A")
	k.between(v.EveryMonths.B, 1, 24, "visits", "every_months", "B")
	k.between(v.EveryMonths.C, 1, 24, "visits", "every_months", "C")
	for i, class := range v.AnyModeCounts {
		k.oneOf(class, []string{"A", "B", "C"}, "visits", "any_mode_counts", i)
	}
	k.between(v.NewAccountDays, 1, 365, "visits", "new_account_days")
	k.between(v.LastDays, 0, 20, "visits", "last_days")
	k.oneOf(v.DefaultClass, []string{"A", "B", "C"}, "visits", "default_class")
}

var country = regexp.MustCompile(`^([A-Z]{2})(?:-([A-Z0-9]{1,3}))?$`)

// country takes a code that ISO 3166 has; a state where we know the country's.
func (k *checker) country(code string, path ...any) {
	if code == "" {
		return
	}
	parts := country.FindStringSubmatch(code)
	if parts == nil {
		k.fault(fmt.Sprintf("%q is no country; write two capital letters, with the state after a hyphen where holidays differ: CN, DE-BY", code), path...)
		return
	}
	if r, err := language.ParseRegion(parts[1]); err != nil || !r.IsCountry() {
		k.fault(fmt.Sprintf("there is no country %q; write its two letters, for example CN, DE, US", parts[1]), path...)
		return
	}
	if states := holidays.States(parts[1]); parts[2] != "" && len(states) > 0 {
		if _, known := holidays.StateOf(parts[1], parts[2]); !known {
			k.fault(fmt.Sprintf("%s has no state %q; it has %s", parts[1], parts[2], codes(states)), path...)
		}
	}
}

func codes(states []holidays.State) string {
	all := make([]string, len(states))
	for i, s := range states {
		all[i] = s.Code
	}
	return strings.Join(all, ", ")
}

func (k *checker) holidays(all []DaysOff) {
	for i, h := range all {
		if h.Country == "" {
			k.fault("say which country these days are for, for example CN or DE-BY", "holidays", i)
		}
		k.country(h.Country, "holidays", i, "country")
		k.days(h.Off, "holidays", i, "off")
		k.days(h.Worked, "holidays", i, "worked")
	}
}

// firstYear and lastYear bound for how long yearly days of a file are taken.
const firstYear, lastYear = 2020, 2060

// readHolidays reads the iCalendar files that entries name.
func (k *checker) readHolidays(all []DaysOff) {
	for i := range all {
		h := &all[i]
		if h.File == "" {
			continue
		}
		content, err := os.ReadFile(h.File)
		if err == nil {
			h.filed, err = ical.ReadHolidays(content, firstYear, lastYear)
		}
		if err != nil {
			k.fault(fmt.Sprintf("%s: %v; name an iCalendar file of whole days", h.File, err), "holidays", i, "file")
		}
	}
}

func (k *checker) days(days []string, path ...any) {
	for i, s := range days {
		if _, err := sales.ParseDate(s); err != nil {
			k.fault(fmt.Sprintf("%q is no day; write year, month, day: 2026-10-01", s), append(slices.Clone(path), i)...)
		}
	}
}

func (k *checker) schedule(text string, path ...any) {
	if _, err := reminders.ParseSchedule(text); err != nil {
		k.fault(err.Error(), path...)
	}
}

func (k *checker) operate(o Operate) {
	if host, port, err := net.SplitHostPort(o.Listen); o.Listen != "" && (err != nil || port == "" || !operate.IsLoopback(host)) {
		k.fault(fmt.Sprintf("%q is not a loopback address; write one, for example 127.0.0.1:9090: the metrics are for this machine alone", o.Listen), "operate", "listen")
	}
	if o.AlertAfter < time.Minute || o.AlertAfter > 24*time.Hour {
		k.fault("write a duration from 1m to 24h, for example 15m", "operate", "alert_after")
	}
	if o.BackupEvery < 0 || o.BackupEvery > 0 && o.BackupEvery < time.Hour {
		k.fault("write a duration of an hour or more, for example 48h, or 0s for never", "operate", "backup_every")
	}
	k.between(o.DiskFreeMB, 0, 1<<20, "operate", "disk_free_mb")
}

func (k *checker) notEmpty(value, say string, path ...any) {
	if strings.TrimSpace(value) == "" {
		k.fault(say, path...)
	}
}

func (k *checker) oneOf(value string, allowed []string, path ...any) {
	if slices.Contains(allowed, value) {
		return
	}
	say := fmt.Sprintf("%q is not possible here; write %s", value, strings.Join(allowed, ", "))
	if near := nearest(value, allowed); near != "" {
		say = fmt.Sprintf("%q is not possible here; did you mean %q?", value, near)
	}
	k.fault(say, path...)
}

func (k *checker) between(value, low, high int, path ...any) {
	if value < low || value > high {
		k.fault(fmt.Sprintf("%d is not possible here; write a whole number from %d to %d", value, low, high), path...)
	}
}

func (k *checker) fault(says string, path ...any) {
	names := make([]string, 0, len(path))
	for _, p := range path {
		names = append(names, fmt.Sprint(p))
	}
	if k.unread(names) {
		return
	}
	node := find(k.root, names)
	k.faults = append(k.faults, Fault{Line: node.Line, Column: node.Column, Says: strings.Join(names, ".") + ": " + says})
}

// find walks to a value in the file, or to the nearest thing around it.
func find(node *yaml.Node, path []string) *yaml.Node {
	if node.Kind == yaml.DocumentNode && len(node.Content) > 0 {
		node = node.Content[0]
	}
	if len(path) == 0 {
		return node
	}
	switch node.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(node.Content); i += 2 {
			if node.Content[i].Value == path[0] {
				return find(node.Content[i+1], path[1:])
			}
		}
	case yaml.SequenceNode:
		for i, item := range node.Content {
			if fmt.Sprint(i) == path[0] {
				return find(item, path[1:])
			}
		}
	default: // a single value: the path ends here
	}
	return node
}

func asAny(names []string) []any {
	all := make([]any, len(names))
	for i, n := range names {
		all[i] = n
	}
	return all
}

// currency wants an ISO 4217 code.
func (k *checker) currency(code string, path ...any) {
	if unit, err := currency.ParseISO(code); err != nil || unit.String() != code {
		k.fault("write the code of a currency, for example CNY or EUR", path...)
	}
}
