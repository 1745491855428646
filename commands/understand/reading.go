// Package understand turns what people type into what they mean: text in,
// intent out. It is pure: no store, no clock; tables by language.
//
// A text is folded character by character (script), so that every answer knows
// where it came from. Its words are read twice, as words of time (lexes, tables
// time_en.go and time_zh.go) and as signs of what the clause is about (cues_en.go,
// cues_zh.go); another language is one more table of each. Accounts are found
// first, then the text is cut into clauses, each clause is judged (told, planned,
// owed, cancelled, asked ...), and the clauses are put together to visits.
//
// Days: weeks begin on Monday. "Next Tuesday" and 下周二 are the Tuesday of next
// week, "this Friday" and 本周五 of this week; a bare weekday is the next one in a
// promise and the last one in a report. What could be two days is asked.
package understand

import (
	"time"

	"roundsman/sales"
)

// Context is what a text is read in.
type Context struct {
	At   time.Time      // the message's own time: relative dates count from it
	Zone *time.Location // the author's zone then
	Week sales.WorkingWeek
	Me   sales.PersonID
	// DayFirst: how the author writes 12/5; nil if not known yet, which makes it a question.
	DayFirst *bool
	Book     Book
	// Last is the account of the author's visit of the last ten minutes, so that
	// the next short message can be read as part of it. Empty: none.
	Last sales.AccountID
	// Visit says that the text tells a visit, whatever its words: somebody marked it
	// as one.
	Visit bool
	// Commands tells which command a typed word calls, "" if none (locale's words).
	Commands func(word string) string
}

// Book answers whom a name could mean. Keys are those of sales/names.
type Book interface {
	// Accounts by name key, exactly or by prefix.
	Accounts(key string, prefix bool, limit int) []Hit
	// Contacts by name key, of every account.
	Contacts(key string, prefix bool, limit int) []Hit
	// ContactsOf lists everybody at one account.
	ContactsOf(sales.AccountID) []Person
	// Colleagues by name key, or by Slack user id as "@U012AB3CD".
	Colleagues(key string, limit int) []Hit
}

// AccountNamer is a Book that can also tell how an account is displayed, for
// accounts found through a person rather than by name.
type AccountNamer interface {
	AccountName(sales.AccountID) string
}

// Hit is one thing a name key led to.
type Hit struct {
	Key     string
	ID      string          // account, contact or colleague
	Account sales.AccountID // the account itself, or the contact's
	Name    string          // as displayed
	Mine    bool            // owned by Context.Me
}

// Person is a contact as a Book has them.
type Person struct {
	ID      sales.ContactID
	Name    string
	Title   string
	Aliases []string
}

// Sure is the confidence from which on a reading is saved without asking.
const Sure = 0.75

// Intent is what a message is.
type Intent string

const (
	IntentVisit    Intent = "visit"
	IntentNote     Intent = "note"
	IntentFollowUp Intent = "followup"
	IntentQuestion Intent = "question" // asks something; not a record
	IntentCommand  Intent = "command"  // Reading.Command names it
	IntentNone     Intent = "none"
)

// Span is a piece of the text, in bytes.
type Span struct{ From, To int }

// Reading is what a text was understood as. Confidence below Sure means: ask,
// do not save.
type Reading struct {
	Intent Intent
	// Command is the canonical name with IntentCommand; with IntentQuestion the
	// command that answers, "" if that is not clear.
	Command string
	// Rest is what follows the command's word; of a question the day it asks about.
	Rest     string
	Language string // "en" or "zh-Hans", by the text

	Visits    []VisitReading // with IntentVisit: usually one
	Note      *NoteReading
	FollowUps []FollowUpReading // not tied to a visit
	// Accounts are all accounts named, known or doubtful, in the text's order: what
	// a question is about.
	Accounts []AccountReading
	// Questions are what must be asked before anything is saved.
	Questions []Question
	// Settled is what the text says is done, if it says nothing else: 发报价搞定了.
	Settled string
	// Courtesy, with IntentNone: the text only thanks, agrees or greets.
	Courtesy Courtesy
	// Correction: the text puts the last record right, if that tells so.
	Correction *Correction
}

// Courtesy is what somebody says who wants nothing.
type Courtesy string

const (
	CourtesyThanks Courtesy = "thanks"
	CourtesyAgrees Courtesy = "agrees"
	CourtesyGreets Courtesy = "greets"
)

// Correction says what was wrong in the last record and what is right, as typed. Now,
// without Was, is the account where the visit was.
type Correction struct {
	Was, Now string
	// Day, if that was wrong: the right one, as typed. Past: it happened then;
	// Ahead: what was promised is moved to it; neither: it may be either.
	Day         string
	Past, Ahead bool
	// Mode, if that was wrong.
	Mode sales.Mode
	// Of is the account of the visit it speaks of, as typed; Latest: it speaks of the
	// latest visit; neither: of what was told last.
	Of     string
	Latest bool
	// More is what the text tells besides, as typed: "and Mrs Klein was there too".
	More string
	// Sure: it says so plainly; else it may also be a remark, "not cheap, but good".
	Sure bool
}

// AccountReading is the account a text names.
type AccountReading struct {
	Said       string // as typed
	Span       Span
	ID         sales.AccountID // empty: unknown or doubtful
	Name       string
	Candidates []Hit // when doubtful, best first, at most 5
	Sure       float64
}

// ContactReading is a person met.
type ContactReading struct {
	Said  string
	Span  Span
	Title string
	ID    sales.ContactID // empty: nobody of that name at the account
	Name  string          // as displayed, or as it would be created
	// Candidates when several fit.
	Candidates []Person
	Sure       float64
}

// VisitReading is one visit told.
type VisitReading struct {
	Account    AccountReading
	Contacts   []ContactReading
	Colleagues []Hit
	Day        DayReading
	Mode       sales.Mode // InPerson unless something else was said
	ModeSpan   Span
	Said       string // what was said: needs, opinions, suggestions
	Rivals     []string
	RivalNews  string
	Outcome    string
	FollowUps  []FollowUpReading
	// Extends: this continues the visit of Context.Last.
	Extends bool
	// Absent are people of the account who, as it says, were not there.
	Absent []sales.ContactID `json:",omitempty"`
	// Corrects: the day and the mode given take the place of those of the visit it
	// extends, and Instead that of its account.
	Corrects bool            `json:",omitempty"`
	Instead  *AccountReading `json:",omitempty"`
}

// DayReading is a day (and time) in a text.
type DayReading struct {
	Said  string
	Span  Span
	Due   sales.Due  // zero: none found
	Until sales.Date // end of a range
	// Alternatives when it is ambiguous (12/5).
	Alternatives []sales.Due
	Sure         float64

	zone *time.Location // the author's, of a day that Day read
}

// FollowUpReading is one promise.
type FollowUpReading struct {
	What    string
	Due     DayReading
	Account AccountReading
	Contact *ContactReading
	Every   sales.Recurrence
	Span    Span
	// Soon: no day was said but that it is urgent, "asap", 尽快: it is not asked.
	Soon bool `json:",omitempty"`
	// For is the colleague it was told for, empty: the author. Whoever knows the
	// colleagues fills it in.
	For sales.PersonID `json:",omitempty"`

	planned bool // nothing is said but that the account is to be visited
}

// NoteReading is a remark about an account.
type NoteReading struct {
	Account AccountReading
	Also    []AccountReading // further accounts that the remark is of as well, all known
	Text    string
	Rivals  []string // named in it
	// Contacts are those of the account's people whom it names.
	Contacts []ContactReading
}

// QuestionKind says what is unclear.
type QuestionKind string

const (
	AskAccount    QuestionKind = "account"     // which of Candidates, or new
	AskNewAccount QuestionKind = "new_account" // nobody knows it: create?
	AskContact    QuestionKind = "contact"
	AskDate       QuestionKind = "date"
	AskDayOrder   QuestionKind = "day_order" // 12/5: which order do you write?
	AskIntent     QuestionKind = "intent"    // visit, note or follow-up?
)

// About is what a question is about: of a new account the account, of the order of day and
// month the date.
func (k QuestionKind) About() QuestionKind {
	switch k {
	case AskNewAccount:
		return AskAccount
	case AskDayOrder:
		return AskDate
	case AskAccount, AskContact, AskDate, AskIntent:
	}
	return k
}

// Question is one thing to ask with one-tap answers.
type Question struct {
	Kind       QuestionKind
	Said       string
	Candidates []Hit
	People     []Person
	Dates      []sales.Due
}
