package reminders

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
)

const digestName = sales.RemindsDigest

// digestKind tells a manager of their team's day: sales.TellDigest. Its subject is
// the manager, who is looked at to find the next day, and then the manager and
// that day. A change of a rep looks at their managers. What is told later is drawn
// into the same messages.
func digestKind() Kind {
	return Kind{
		Name: digestName, On: []sales.Kind{sales.KindPerson}, Decide: decideDigest, Begin: beginDigest,
		Apart: true, Below: present.DigestParts(), About: aboutDigest, Stands: digestStands,
	}
}

func decideDigest(l *look, subject string) (sales.Calendar, sales.Verdict, error) {
	id, of := present.ReadDigestSubject(subject)
	c, err := l.calendar(id)
	if err != nil {
		return c, sales.Verdict{}, err
	}
	if day, err := sales.ParseDate(of); err == nil {
		return l.decideDigestOf(c, day)
	}
	manager := c.Person()
	if len(l.reporting(manager)) > 0 {
		next, err := l.planDigest(c)
		return c, sales.Verdict{Action: sales.Defer, Next: next}, err
	}
	if l.rules.Reports.Reports(manager) { // a rep: their hours or days off may have changed
		managers, err := l.tx.ManagersOf(manager.Team)
		for _, m := range managers {
			l.again(digestName, string(m.ID))
		}
		return c, sales.Verdict{Action: sales.Skip}, err
	}
	if manager.Role == sales.RoleManager {
		return c, l.notTheirs(""), nil
	}
	return c, sales.Verdict{Action: sales.Skip}, nil
}

// reporting are the teams of a manager that have daily reports.
func (l *look) reporting(p sales.Person) (teams []sales.TeamID) {
	for _, team := range p.Manages {
		if p.IsManagerOf(team) && slices.Contains(l.rules.Reports.Teams, team) {
			teams = append(teams, team)
		}
	}
	return teams
}

// repsOf are the calendars of those who report to a manager.
func (l *look) repsOf(p sales.Person) (reps []sales.Calendar, err error) {
	for _, team := range l.reporting(p) {
		some, err := l.repsIn(team)
		if err != nil {
			return nil, err
		}
		reps = append(reps, some...)
	}
	return reps, nil
}

// repsIn are the calendars of those in a team who write daily reports.
func (l *look) repsIn(team sales.TeamID) (reps []sales.Calendar, err error) {
	for page := (storage.Page{}); ; {
		people, next, err := l.tx.PeopleIn(team, page)
		if err != nil {
			return nil, fmt.Errorf("list people: %w", err)
		}
		for _, r := range people {
			if r.Team == team && l.rules.Reports.Reports(r) {
				reps = append(reps, sales.CalendarOf(r, l.rules))
			}
		}
		l.work += len(people)
		if page.After = next; next == "" {
			return reps, nil
		}
	}
}

// plan puts an item on the agenda.
func (l *look) plan(kind, subject string, at time.Time) {
	due := itemOf(kind, subject)
	due.At = at.Truncate(time.Microsecond)
	l.more = append(l.more, due)
}

// daysPlanned is how far ahead a day is looked for on which somebody works.
const daysPlanned = 15

// planDigest puts the next day's digest on the agenda, at the time from which it
// can be told, and looks again at those that wait. It answers when to plan anew.
func (l *look) planDigest(c sales.Calendar) (next time.Time, err error) {
	id := c.Person().ID
	reps, err := l.repsOf(c.Person())
	if err != nil {
		return next, err
	}
	today := sales.DateIn(l.now, time.UTC)
	for day := today.AddDays(-4); day.Before(today.AddDays(daysPlanned)); day = day.AddDays(1) {
		at, works := sales.DigestAfter(day, reps)
		subject := present.DigestSubject(id, day.String())
		if !works || !at.After(l.now) {
			if _, err := l.tx.Scheduled(itemOf(digestName, subject).Key); err == nil {
				l.again(digestName, subject)
			}
			continue
		}
		l.plan(digestName, subject, at)
		return at.Add(time.Second), l.planChannels(c.Person(), today)
	}
	return l.now.AddDate(0, 0, daysPlanned/2), nil
}

func (l *look) decideDigestOf(manager sales.Calendar, day sales.Date) (sales.Calendar, sales.Verdict, error) {
	to, err := l.deputyOr(manager)
	if err != nil {
		return to, sales.Verdict{}, err
	}
	past, err := l.past(to.Person().ID, digestName+"/"+string(manager.Person().ID))
	if err != nil {
		return to, sales.Verdict{}, err
	}
	if past.For >= day.String() { // mostly: only drawn anew
		return to, sales.TellDigest(to, day, l.now, time.Time{}, past, l.now), nil
	}
	reps, err := l.repsOf(manager.Person())
	if err != nil {
		return to, sales.Verdict{}, err
	}
	after, works := sales.DigestAfter(day, reps)
	if !works {
		return to, sales.Verdict{Action: sales.Skip}, nil
	}
	var next time.Time
	for d := day.AddDays(1); next.IsZero() && d.Before(day.AddDays(daysPlanned)); d = d.AddDays(1) {
		next, _ = sales.DigestAfter(d, reps)
	}
	return to, sales.TellDigest(to, day, after, next, past, l.now), nil
}

// deputyOr is who is told in a manager's place today, or the manager. Who manages
// the same teams is told anyway.
func (l *look) deputyOr(manager sales.Calendar) (sales.Calendar, error) {
	id := sales.Deputy(manager.Person(), l.now)
	if id == "" {
		return manager, nil
	}
	deputy, err := l.calendar(id)
	if errors.Is(err, storage.ErrNotFound) || err == nil && deputy.Person().Left {
		return manager, nil
	}
	for _, team := range manager.Person().Manages {
		if !deputy.Person().IsManagerOf(team) {
			return deputy, err
		}
	}
	return manager, err
}

// toldDigest is kept of a digest that was told: to whom, and who was asking for
// help in it, so that later requests are told by themselves.
type toldDigest struct {
	To     sales.PersonID   `json:"to"`
	Helped []sales.ReportID `json:"helped,omitempty"`
}

func toldName(subject string) string { return "digest/" + subject }

func (l *look) toldDigest(subject string) (told toldDigest, ok bool, err error) {
	raw, err := l.tx.Recall(toldName(subject))
	if errors.Is(err, storage.ErrNotFound) {
		return told, false, nil
	}
	if err == nil {
		err = json.Unmarshal(raw, &told)
	}
	if err != nil {
		return told, false, fmt.Errorf("recall digest: %w", err)
	}
	return told, true, nil
}

func beginDigest(l *look, subject string, v sales.Verdict, _ string) error {
	id, of := present.ReadDigestSubject(subject)
	manager, err := l.calendar(id)
	if err != nil {
		return err
	}
	to, err := l.deputyOr(manager)
	if err != nil {
		return err
	}
	// What was told last is remembered by the manager, too: of which day.
	if err := l.claim(to.Person().ID, digestName+"/"+string(id), v); err != nil {
		return err
	}
	told := toldDigest{To: to.Person().ID}
	err = l.eachReport(manager.Person(), of, func(r sales.Report) {
		if _, asked := sales.HelpIn(r); asked {
			told.Helped = append(told.Helped, r.ID)
		}
	})
	if err != nil {
		return err
	}
	raw, err := json.Marshal(told)
	if err == nil {
		err = l.tx.Keep(toldName(subject), raw, l.now.Add(rememberFor))
	}
	if err != nil {
		return fmt.Errorf("remember digest: %w", err)
	}
	return l.planLate(manager.Person(), subject, of)
}

// planLate looks again when the day's reports have closed.
func (l *look) planLate(manager sales.Person, subject, of string) error {
	day, err := sales.ParseDate(of)
	if err != nil {
		return err
	}
	reps, err := l.repsOf(manager)
	if err != nil {
		return err
	}
	if closes := sales.DigestCloses(day, reps); closes.After(l.now) {
		l.plan(digestLateName, subject, closes.Add(time.Minute)) // by then what was answered is filed
	}
	return nil
}

// eachReport visits the reports of a manager's teams of a day.
func (l *look) eachReport(manager sales.Person, of string, do func(sales.Report)) error {
	day, err := sales.ParseDate(of)
	if err != nil {
		return err
	}
	for _, team := range l.reporting(manager) {
		for page := (storage.Page{}); ; {
			reports, next, err := l.tx.ReportsOn(team, day, page)
			if err != nil {
				return fmt.Errorf("list reports: %w", err)
			}
			for _, r := range reports {
				do(r)
			}
			l.work += len(reports)
			if page.After = next; next == "" {
				break
			}
		}
	}
	return nil
}

func aboutDigest(_ *look, subject string) (string, error) { return toldName(subject), nil }

// digestStands names how each rep stands with the day's report.
func digestStands(l *look, subject string) (string, error) {
	id, of := present.ReadDigestSubject(subject)
	manager, err := l.calendar(id)
	if err != nil {
		return "", err
	}
	day, err := sales.ParseDate(of)
	if err != nil {
		return "", err
	}
	filed := map[sales.PersonID]sales.Report{}
	if err := l.eachReport(manager.Person(), of, func(r sales.Report) { filed[r.Author] = r }); err != nil {
		return "", err
	}
	reps, err := l.repsOf(manager.Person())
	var stands strings.Builder
	for _, c := range reps {
		r := filed[c.Person().ID]
		stands.WriteString(string(sales.StandingOf(r, c, day, l.now)) + " ")
		if !r.Sent.IsZero() {
			stands.WriteString(strconv.FormatInt(r.Version, 10) + " ")
		}
	}
	return stands.String(), err
}
