package present

import (
	"strings"

	"roundsman/sales"
)

// DigestRef is the kind of the Ref of a digest: the sweeper decides when, the
// command of that name says what.
const DigestRef = "digest"

// The items of a digest's Ref are named so, before a slash and their subject.
const (
	ItemDigest     = "digest"      // a team's day; the subject is DigestSubject
	ItemDigestHelp = "digest_help" // a request for help that came later; manager, report
	ItemDigestLate = "digest_late" // what became of the reports that were open; as ItemDigest
	ItemChannel    = "channel"     // a team's totals, for its channel; team, day
)

// The parts of a daily digest, each a message of its own in the thread of the first.
const (
	PartReports  = "reports"
	PartWords    = "words"
	PartPromises = "promises"
)

// DigestParts are all of them, in their order.
func DigestParts() []string { return []string{PartReports, PartWords, PartPromises} }

// DigestSubject names whose digest of what, and ReadDigestSubject reads it: the
// second part is a day or a report, "" if there is none.
func DigestSubject(who sales.PersonID, of string) string { return string(who) + "\n" + of }

// ReadDigestSubject reads what DigestSubject wrote.
func ReadDigestSubject(subject string) (who sales.PersonID, of string) {
	id, of, _ := strings.Cut(subject, "\n")
	return sales.PersonID(id), of
}
