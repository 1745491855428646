package sales

import (
	"slices"
	"strings"
	"time"
)

// DigestRules are the settings of digests (handbook sections 5 and 12).
type DigestRules struct {
	// Wait is how long after the last rep's nudge the daily digest waits for what it brings.
	Wait time.Duration
	// Teams are those whose managers get the weekly and the monthly digest, and
	// whose reps get their own week and month. The daily one comes where there are
	// daily reports.
	Teams []TeamID
	// Channels are where a team's daily totals are posted: no names, absences or customers.
	Channels map[TeamID]string
	// Leaderboards are the teams that opted in.
	Leaderboards []TeamID
}

// HasPeriods tells whether a team has weekly and monthly digests.
func (r DigestRules) HasPeriods(team TeamID) bool { return slices.Contains(r.Teams, team) }

// Questions of a report that digests know by their id (config: daily_report.questions).
const (
	QuestionHelp   = "help"   // what is answered is a request for help
	QuestionVoices = "voices" // what customers said, what rivals do
)

// TeamDay is what a manager is told of one team's day.
type TeamDay struct {
	Team      TeamID
	Day       Date
	Standings []ReportStanding
	Help      []Asked
	Words     []Heard
	Broken    []NamedFollowUp
	// Deeds are what the team did on that day.
	Deeds Tally
}

// Asked is a rep's request for help, from their report.
type Asked struct {
	Who      PersonID
	Report   ReportID
	Question ReportQuestion
	Answer   ReportAnswer
}

// Heard is what a customer said or a rival did, as somebody told it. Account and
// Visit are empty if it is from a report.
type Heard struct {
	Who     PersonID
	Account string
	Words   string
	Rivals  []string
	Visit   VisitID
	Report  ReportID
}

// HelpIn is the request for help in a report that was sent. "None" is none.
func HelpIn(r Report) (Asked, bool) {
	a, found := r.Answer(QuestionHelp)
	if !found || r.State != ReportSent || a.IsEmpty() || a.Text != "" && len(a.Files) == 0 && SaysNothing(a.Text) {
		return Asked{}, false
	}
	q, _ := r.Question(r.Number(QuestionHelp))
	return Asked{Who: r.Author, Report: r.ID, Question: q, Answer: a}, true
}

// HeardIn is what a report that was sent tells of customers and rivals.
func HeardIn(r Report) (Heard, bool) {
	a, found := r.Answer(QuestionVoices)
	if !found || r.State != ReportSent || a.Text == "" || SaysNothing(a.Text) {
		return Heard{}, false
	}
	return Heard{Who: r.Author, Words: a.Text, Report: r.ID}, true
}

// HeardAt is what was said at a visit: of rivals first.
func HeardAt(v Visit, account string) (Heard, bool) {
	h := Heard{Who: v.Author, Account: account, Words: v.Said, Rivals: v.Rivals, Visit: v.ID}
	switch {
	case h.Words == "":
		h.Words = v.RivalNews
	case v.RivalNews != "" && !strings.Contains(h.Words, v.RivalNews):
		h.Words += " · " + v.RivalNews
	}
	return h, !v.Deleted && (h.Words != "" || len(h.Rivals) > 0)
}

// CompareHeard puts what tells of rivals first.
func CompareHeard(a, b Heard) int {
	rank := func(h Heard) int {
		if len(h.Rivals) > 0 {
			return 0
		}
		return 1
	}
	return rank(a) - rank(b)
}

// CompareBroken puts the promise that waits longest first.
func CompareBroken(a, b NamedFollowUp) int {
	return EffectiveDue(a.FollowUp).Day.Compare(EffectiveDue(b.FollowUp).Day)
}

// IsBroken reports that a promise is open though its day passed before another;
// a turn of what repeats is only missed.
func IsBroken(f FollowUp, day Date) bool {
	due := EffectiveDue(f).Day
	return f.IsOpen() && f.Every.IsZero() && !due.IsZero() && due.Before(day)
}

// Count is how many people stand so with the day's report.
func (d TeamDay) Count(states ...ReportStandingState) (n int) {
	for _, s := range d.Standings {
		if slices.Contains(states, s.State) {
			n++
		}
	}
	return n
}

// And is both teams' day as one.
func (d TeamDay) And(o TeamDay) TeamDay {
	d.Standings = append(d.Standings, o.Standings...)
	d.Help, d.Words, d.Broken = append(d.Help, o.Help...), append(d.Words, o.Words...), append(d.Broken, o.Broken...)
	slices.SortStableFunc(d.Words, CompareHeard)
	slices.SortStableFunc(d.Broken, CompareBroken)
	d.Day = o.Day
	d.Deeds.Add(o.Deeds)
	return d
}

// Totals is the day without names, absences, customers and their words: who
// reported is only counted.
func (d TeamDay) Totals() TeamDay {
	t := TeamDay{Team: d.Team, Day: d.Day, Deeds: d.Deeds}
	for range d.Count(StandingSent, StandingLate) {
		t.Standings = append(t.Standings, ReportStanding{State: StandingSent})
	}
	return t
}
