// Package storage is the contract of what is kept, in questions the business
// asks. Values of package sales go in and out; no row, bucket or key is seen.
//
// Transactions: a closure may be run more than once, so it must not touch
// anything outside but its own results, and must not keep the Tx. A closure
// that returns an error leaves no trace. Everything is durable when Update
// returns nil. Times are kept in UTC to the microsecond. The conformance suite
// in storetest is the specification.
package storage

import (
	"context"
	"errors"
	"io"
	"time"

	"roundsman/sales"
)

// ErrNotFound is returned, wrapped, by every question for one thing that is not there.
var ErrNotFound = errors.New("not found")

// ErrFull says that the disk took nothing more; nothing was kept.
var ErrFull = errors.New("disk full")

// ErrLocked says that another process holds the file.
var ErrLocked = errors.New("held by another process")

// ErrDamaged says that the file is not one we can read.
var ErrDamaged = errors.New("damaged")

// ErrNewer says that a newer version of the program wrote the file.
var ErrNewer = errors.New("written by a newer version")

// Store keeps one workspace.
type Store interface {
	// View reads one consistent state.
	View(ctx context.Context, read func(Tx) error) error
	// Update changes the state; concurrent updates are committed in groups.
	Update(ctx context.Context, change func(Tx) error) error
	// Backup writes a copy of one consistent state while the store is in use.
	Backup(ctx context.Context, w io.Writer) error
	Close() error
}

// Tx is one transaction, with every question there is.
type Tx interface {
	People
	Accounts
	Visits
	FollowUps
	Dealings
	Targets
	Reports
	Plans
	Trail
	Inbox
	Outbox
	Agenda
	Memory
}

// Page asks for part of a list. After is Next of the page before, "" for the
// first; Limit is at most 500, and 500 if it is not given. A page's Next is ""
// if and only if nothing follows. What comes in or goes meanwhile neither
// repeats nor hides anything else.
type Page struct {
	After string
	Limit int
}

// Period is a span of calendar days, both inclusive; zero ends are open.
type Period struct{ From, To sales.Date }

// Holds reports that the day lies in the period.
func (p Period) Holds(d sales.Date) bool {
	return (p.From.IsZero() || !d.Before(p.From)) && (p.To.IsZero() || !d.After(p.To))
}

// People of the workspace.
type People interface {
	Person(sales.PersonID) (sales.Person, error)
	PutPerson(sales.Person) error
	// PeopleIn lists a team's people but finance, and those who manage it, by id.
	PeopleIn(sales.TeamID, Page) (people []sales.Person, next string, err error)
	// ManagersOf lists who manages a team now (sales.Person.IsManagerOf), by id.
	ManagersOf(sales.TeamID) ([]sales.Person, error)
	// Everybody lists all people, by id.
	Everybody(Page) (people []sales.Person, next string, err error)
	// PeopleNamed finds people by a key of their name (see names.Keys), for
	// "Chen Jie was there too".
	PeopleNamed(key string, limit int) ([]sales.PersonID, error)
}

// NameHit is one account or contact found by a name key.
type NameHit struct {
	Key     string // the whole key that was found
	Account sales.AccountID
	Contact sales.ContactID // empty for an account's name
}

// Accounts and their contacts.
type Accounts interface {
	Account(sales.AccountID) (sales.Account, error)
	// PutAccount also keeps the name keys and the owner's list up to date.
	PutAccount(sales.Account) error
	// AccountsOf lists an owner's accounts that are not archived, by name in
	// small letters.
	AccountsOf(owner sales.PersonID, page Page) (accounts []sales.Account, next string, err error)
	// AccountsIn lists a team's accounts that are not archived, by name.
	AccountsIn(team sales.TeamID, page Page) (accounts []sales.Account, next string, err error)
	// CountAccountsOf counts what AccountsOf would list.
	CountAccountsOf(owner sales.PersonID) (int, error)

	Contact(sales.ContactID) (sales.Contact, error)
	PutContact(sales.Contact) error
	// ContactsOf lists an account's contacts that are not archived, by name.
	ContactsOf(sales.AccountID) ([]sales.Contact, error)

	// AccountsNamed finds accounts that are not archived by name key
	// (names.Keys): exactly that key, or, with prefix, every key that begins so.
	// Keys in order, at most limit (500 if it is 0).
	AccountsNamed(key string, prefix bool, limit int) ([]NameHit, error)
	// ContactsNamed does the same for contacts of every account.
	ContactsNamed(key string, prefix bool, limit int) ([]NameHit, error)

	// Edition is of all people, accounts and contacts together.
	Edition() (Edition, error)
}

// Edition tells apart how the register of people, accounts and contacts stood:
// two transactions of the same edition answer every question about it alike,
// except for an account's last visits and version.
type Edition [3]uint64

// Visits and notes. Deleted ones are kept as tombstones: questions for one find
// them, lists leave them out. Within a day the last written comes first.
type Visits interface {
	Visit(sales.VisitID) (sales.Visit, error)
	PutVisit(sales.Visit) error
	// VisitsTo lists an account's visits, latest day first.
	VisitsTo(sales.AccountID, Period, Page) (visits []sales.Visit, next string, err error)
	// VisitsBy lists an author's visits, latest day first.
	VisitsBy(sales.PersonID, Period, Page) (visits []sales.Visit, next string, err error)
	// VisitsWith lists a contact's visits, latest day first.
	VisitsWith(sales.ContactID, Period, Page) (visits []sales.Visit, next string, err error)

	Note(sales.NoteID) (sales.Note, error)
	PutNote(sales.Note) error
	// NotesOn lists an account's notes, latest day first.
	NotesOn(sales.AccountID, Period, Page) (notes []sales.Note, next string, err error)
	// NotesBy lists an author's notes, latest day first.
	NotesBy(sales.PersonID, Period, Page) (notes []sales.Note, next string, err error)
}

// FollowUps are promises.
type FollowUps interface {
	FollowUp(sales.FollowUpID) (sales.FollowUp, error)
	PutFollowUp(sales.FollowUp) error
	// OpenFollowUps lists an owner's open ones with their effective day (snoozed,
	// else due) up to and including until (zero: all), earliest first; within a
	// day those without a time come first.
	OpenFollowUps(owner sales.PersonID, until sales.Date, page Page) (followUps []sales.FollowUp, next string, err error)
	// FollowUpsFor lists an account's, open ones first by effective day, then
	// settled ones latest first; only open ones if open is set.
	FollowUpsFor(account sales.AccountID, open bool, page Page) (followUps []sales.FollowUp, next string, err error)
	// SettledBy lists an owner's done and dropped ones that were settled from an
	// instant on and before another, latest first.
	SettledBy(owner sales.PersonID, from, before time.Time, page Page) (followUps []sales.FollowUp, next string, err error)
}

// Reports are people's daily reports.
type Reports interface {
	Report(sales.ReportID) (sales.Report, error)
	PutReport(sales.Report) error
	// ReportsBy lists an author's, latest day first.
	ReportsBy(author sales.PersonID, when Period, page Page) (reports []sales.Report, next string, err error)
	// ReportsOn lists a team's reports of a day, by author.
	ReportsOn(team sales.TeamID, day sales.Date, page Page) (reports []sales.Report, next string, err error)
}

// Plans are people's weekly plans.
type Plans interface {
	Plan(sales.PlanID) (sales.WeekPlan, error)
	PutPlan(sales.WeekPlan) error
	// PlansIn lists a team's plans of the week that begins on a Monday, by person.
	PlansIn(team sales.TeamID, week sales.Date, page Page) (plans []sales.WeekPlan, next string, err error)
}

// Dealings are orders and payments. Deleted ones are kept as tombstones:
// questions for one find them, lists leave them out. Within a day the last
// written comes first.
type Dealings interface {
	Dealing(sales.DealingID) (sales.Dealing, error)
	PutDealing(sales.Dealing) error
	// DealingsWith lists an account's orders and payments, latest day first.
	DealingsWith(sales.AccountID, Period, Page) (dealings []sales.Dealing, next string, err error)
	// DealingsBy lists those that count for a person, latest day first.
	DealingsBy(rep sales.PersonID, in Period, page Page) (dealings []sales.Dealing, next string, err error)
}

// Targets are what people and teams are to reach, by month.
type Targets interface {
	Target(sales.TargetID) (sales.Target, error)
	PutTarget(sales.Target) error
}

// Trail is the audit trail and the change sets.
type Trail interface {
	// AddChange adds an entry; an event's Seq is used once.
	AddChange(sales.Change) error
	// ChangesBy lists an event's change set in its order.
	ChangesBy(event string) ([]sales.Change, error)
	// ChangesTo lists the changes to one record, latest first.
	ChangesTo(kind sales.Kind, id string, page Page) (changes []sales.Change, next string, err error)
	// ReplaceChange puts an entry in the place of the one of the same event and
	// Seq, which must be there: words that are to be forgotten are taken out so.
	ReplaceChange(sales.Change) error
	// MarkUndone marks every change of an event as undone.
	MarkUndone(event string) error
	// LinkMessage remembers that a message led to an event's change set (and to
	// the answer we gave); EventsFrom answers which events came of a message, in
	// the order in which they were linked.
	LinkMessage(sales.Source, string) error
	EventsFrom(sales.Source) ([]string, error)
}

// Memory is what else must survive a restart, small values by name: settings a
// person made, dialogs, one-time codes, watermarks, used nonces. Names are
// paths, "watermark/C123"; values are JSON of the caller's.
type Memory interface {
	Recall(name string) (value []byte, err error)
	// Keep stores a value; a non-zero until lets it be forgotten after that time.
	Keep(name string, value []byte, until time.Time) error
	Forget(name string) error
	// Recollect lists names and values below a path, by name: below "watermark"
	// is "watermark/C123", and everything is below "".
	Recollect(path string, page Page) (values map[string][]byte, next string, err error)
	// ForgetOld drops values whose time has passed (until then they are
	// recalled), and inbox and outbox entries that ended before the given times,
	// at most limit; it tells how many.
	ForgetOld(now, events, messages time.Time, limit int) (int, error)
}
