// Package ical reads and writes iCalendar files (RFC 5545): public holidays
// that an administrator names, and what is due for a person, for their own
// calendar. It is the only importer of the library that knows the format.
package ical
