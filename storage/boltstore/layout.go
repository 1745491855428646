package boltstore

// bucket is one of the file's top-level buckets.
type bucket int

const (
	meta bucket = iota
	people
	peopleTeam
	peopleName
	accounts
	accountsOwner
	accountsTeam
	accountsName
	contacts
	contactsAccount
	contactsName
	visits
	visitsTo
	visitsBy
	visitsWith
	notes
	notesOn
	notesBy
	followUps
	followUpsOwner
	followUpsAccount
	changes
	changesTo
	links
	inbox
	inboxWaiting
	inboxEnded
	outbox
	outState
	outLine
	outHead
	outReady
	outTimed
	outSent
	outEnded
	due
	dueAt
	memory
	memoryUntil
	inboxDead
	outReadyUpdate
	outReadyPublish
	peopleManages
	dealings
	dealingsWith
	dealingsBy
	targets
	followUpsSettled
	reports
	reportsBy
	reportsOn
	plans
	plansIn
	bucketCount
)

// bucketNames are kept in the file: a name once written is never given another meaning.
var bucketNames = [bucketCount]string{
	meta:             "meta",
	people:           "people",
	peopleTeam:       "people.team",
	peopleName:       "people.name",
	accounts:         "accounts",
	accountsOwner:    "accounts.owner",
	accountsTeam:     "accounts.team",
	accountsName:     "accounts.name",
	contacts:         "contacts",
	contactsAccount:  "contacts.account",
	contactsName:     "contacts.name",
	visits:           "visits",
	visitsTo:         "visits.to",
	visitsBy:         "visits.by",
	visitsWith:       "visits.with",
	notes:            "notes",
	notesOn:          "notes.on",
	notesBy:          "notes.by",
	followUps:        "followups",
	followUpsOwner:   "followups.owner",
	followUpsAccount: "followups.account",
	changes:          "changes",
	changesTo:        "changes.to",
	links:            "links",
	inbox:            "inbox",
	inboxWaiting:     "inbox.waiting",
	inboxEnded:       "inbox.ended",
	outbox:           "outbox",
	outState:         "outbox.state",
	outLine:          "outbox.line",
	outHead:          "outbox.head",
	outReady:         "outbox.ready",
	outTimed:         "outbox.timed",
	outSent:          "outbox.sent",
	outEnded:         "outbox.ended",
	due:              "due",
	dueAt:            "due.at",
	memory:           "memory",
	memoryUntil:      "memory.until",
	inboxDead:        "inbox.dead",
	outReadyUpdate:   "outbox.ready.update",
	outReadyPublish:  "outbox.ready.publish",
	peopleManages:    "people.manages",
	dealings:         "dealings",
	dealingsWith:     "dealings.with",
	dealingsBy:       "dealings.by",
	targets:          "targets",
	followUpsSettled: "followups.settled",
	reports:          "reports",
	reportsBy:        "reports.by",
	reportsOn:        "reports.on",
	plans:            "plans",
	plansIn:          "plans.in",
}

func (b bucket) String() string { return bucketNames[b] }
