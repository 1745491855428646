package sales

import (
	"slices"
	"time"
)

// ReportID names the report of a person and day: there is one at most.
type ReportID string

// NewReportID is the id of somebody's report of a day.
func NewReportID(author PersonID, day Date) ReportID {
	return ReportID(string(author) + "/" + day.String())
}

// ReportState is where a report stands.
type ReportState string

const (
	ReportOpen      ReportState = "open"      // being asked for, or answered
	ReportSent      ReportState = "sent"      // filed; it may change until it closes
	ReportCancelled ReportState = "cancelled" // its author wanted none
	ReportAway      ReportState = "away"      // its author is off that day
	ReportClosed    ReportState = "closed"    // its time passed, and nothing was answered
)

// Report is one person's report of one day (日报, handbook section 5).
type Report struct {
	ID     ReportID    `json:"id"`
	Author PersonID    `json:"author"`
	Team   TeamID      `json:"team"`
	Day    Date        `json:"day"` // in the author's zone
	State  ReportState `json:"state"`
	// Questions are those that it began with: a change of the settings leaves it
	// as it is.
	Questions []ReportQuestion `json:"questions,omitempty"`
	Answers   []ReportAnswer   `json:"answers,omitempty"` // in the order of the questions
	// At is where it stands: 0 at what we know of the day, or, once it is sent,
	// at the whole; n at the nth question.
	At int `json:"at,omitempty"`
	// Last is the question that was dealt with before At, and Asked when At was
	// asked: what was written before that was written to Last.
	Last       int       `json:"last,omitempty"`
	Asked      time.Time `json:"asked"`
	Opened     time.Time `json:"opened"`
	Touched    time.Time `json:"touched,omitzero"` // when its author last did something about it
	Snoozed    time.Time `json:"snoozed,omitzero"` // "later"
	Sent       time.Time `json:"sent,omitzero"`    // first
	Changed    time.Time `json:"changed,omitzero"` // after it was sent
	Late       bool      `json:"late,omitempty"`   // sent after its day
	Unfinished bool      `json:"unfinished,omitempty"`
	Reopened   time.Time `json:"reopened,omitzero"`
	ReopenedBy PersonID  `json:"reopened_by,omitempty"`
	Version    int64     `json:"version"`
}

// QuestionKind is what answers a question of a report.
type QuestionKind string

const (
	QuestionText   QuestionKind = "text"
	QuestionChoice QuestionKind = "choice"
	QuestionNumber QuestionKind = "number"
	QuestionMoney  QuestionKind = "money"
)

// QuestionKinds are all of them.
func QuestionKinds() []QuestionKind {
	return []QuestionKind{QuestionText, QuestionChoice, QuestionNumber, QuestionMoney}
}

// ReportQuestion is one question of a report, as a team configures it.
type ReportQuestion struct {
	ID       string         `json:"id"`
	Text     []Phrase       `json:"text"`
	Name     []Phrase       `json:"name,omitempty"` // short, for lists; the text if there is none
	Kind     QuestionKind   `json:"kind"`
	Choices  []ReportChoice `json:"choices,omitempty"`
	Currency Currency       `json:"currency,omitempty"` // of an amount that names none
	Required bool           `json:"required,omitempty"`
	Teams    []TeamID       `json:"teams,omitempty"` // empty: every team
}

// ReportChoice is one of the answers to choose from.
type ReportChoice struct {
	ID   string   `json:"id"`
	Text []Phrase `json:"text"`
}

// Phrase is a configured text in one language ("en", "zh-Hans").
type Phrase struct {
	Language string `json:"language"`
	Text     string `json:"text"`
}

// In is a configured text in a language, else in any.
func In(language string, phrases []Phrase) string {
	i := slices.IndexFunc(phrases, func(p Phrase) bool { return p.Language == language })
	switch {
	case i >= 0:
		return phrases[i].Text
	case len(phrases) > 0:
		return phrases[0].Text
	}
	return ""
}

// Called is the question's short name in a language.
func (q ReportQuestion) Called(language string) string {
	if name := In(language, q.Name); name != "" {
		return name
	}
	return In(language, q.Text)
}

// ReportAnswer answers one question. Neither text, choice, number, money nor
// files: it was skipped.
type ReportAnswer struct {
	Question string       `json:"question"`
	Text     string       `json:"text,omitempty"` // as it was written
	Choice   string       `json:"choice,omitempty"`
	Number   string       `json:"number,omitempty"` // an exact decimal, "12.5"
	Money    *Money       `json:"money,omitempty"`
	Files    []Attachment `json:"files,omitempty"`
	At       time.Time    `json:"at"`
	Sources  []Source     `json:"sources,omitempty"` // the messages it came from
	// Tells are accounts and promises of which the text tells besides: it is offered
	// to be kept as visits, notes and follow-ups, too.
	Tells []string `json:"tells,omitempty"`
}

// IsEmpty reports that the question was skipped.
func (a ReportAnswer) IsEmpty() bool {
	return a.Text == "" && a.Choice == "" && a.Number == "" && a.Money == nil && len(a.Files) == 0
}

// Answer is what was answered to a question.
func (r Report) Answer(question string) (ReportAnswer, bool) {
	i := slices.IndexFunc(r.Answers, func(a ReportAnswer) bool { return a.Question == question })
	if i < 0 {
		return ReportAnswer{}, false
	}
	return r.Answers[i], true
}

// Question is the nth question, from 1.
func (r Report) Question(n int) (ReportQuestion, bool) {
	if n < 1 || n > len(r.Questions) {
		return ReportQuestion{}, false
	}
	return r.Questions[n-1], true
}

// Number is where a question stands, from 1; 0 if it is not among them.
func (r Report) Number(question string) int {
	return 1 + slices.IndexFunc(r.Questions, func(q ReportQuestion) bool { return q.ID == question })
}

// HasAnswers reports that something was answered at all.
func (r Report) HasAnswers() bool {
	return slices.ContainsFunc(r.Answers, func(a ReportAnswer) bool { return !a.IsEmpty() })
}

// put keeps an answer in the place of the one before.
func (r *Report) put(a ReportAnswer) {
	r.Answers = slices.DeleteFunc(slices.Clone(r.Answers), func(o ReportAnswer) bool { return o.Question == a.Question })
	r.Answers = append(r.Answers, a)
	slices.SortStableFunc(r.Answers, func(a, b ReportAnswer) int { return r.Number(a.Question) - r.Number(b.Question) })
}

// ReportRules are the settings of daily reports (handbook section 5).
type ReportRules struct {
	Teams []TeamID // that have them; empty: they are off
	// AskAt is when people are asked by their own clock; nil: AskBefore the end of
	// their day.
	AskAt       *ClockTime
	AskBefore   time.Duration
	NudgeBefore time.Duration // before the end of their day; 0: no nudge
	Close       ClockTime     // of the next working day
	Questions   []ReportQuestion
}

// QuestionsFor are the questions of a team.
func (r ReportRules) QuestionsFor(team TeamID) []ReportQuestion {
	var all []ReportQuestion
	for _, q := range r.Questions {
		if len(q.Teams) == 0 || slices.Contains(q.Teams, team) {
			all = append(all, q)
		}
	}
	return all
}

// Reports tells whether a person writes daily reports: reps of a team that
// turned them on.
func (r ReportRules) Reports(p Person) bool {
	return p.Role == RoleRep && MayLog(p) && slices.Contains(r.Teams, p.Team)
}

// OpenReport is a report that begins at an instant.
func OpenReport(author Person, day Date, rules ReportRules, now time.Time) Report {
	return Report{
		ID: NewReportID(author.ID, day), Author: author.ID, Team: author.Team, Day: day, State: ReportOpen,
		Questions: rules.QuestionsFor(author.Team), Asked: now, Opened: now,
	}
}

// MaySeeReport: its author and the managers of the author's team.
func MaySeeReport(viewer Person, r Report) bool {
	return !viewer.Left && (r.Author == viewer.ID || viewer.IsManagerOf(r.Team))
}

// MayReopenReport: the managers of the author's team, not the author.
func MayReopenReport(viewer Person, r Report) bool {
	return viewer.IsManagerOf(r.Team) && r.Author != viewer.ID
}

// ReportFacts are what is shown of a report besides itself.
type ReportFacts struct {
	Deeds  []Deed    // what its author did that day
	Closes time.Time // when it takes nothing any more
	Over   bool      // that has passed
	// AskWhom are those who may open it again then.
	AskWhom []Person
}
