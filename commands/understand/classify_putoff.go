package understand

import (
	"slices"
	"strings"
)

// isPutOff: a meeting got another day, whoever moved it: "Tina pushed the review to
// Dec 9", "appointment got postponed to Tuesday", "Rebooked for the 3rd of March".
func (m *message) isPutOff(j *judged) bool {
	if m.s.language() != "en" {
		return false
	}
	at := m.moveAt(j.clause)
	if at < 0 || j.sign(kTold) != nil && j.sign(kTold).from < at && j.sign(kTold).text != "got" || j.sign(kNot) != nil {
		return false
	}
	if at > j.from && !m.meets(j.from, j.to) && !m.onlyAccounts(clause{from: j.from, to: at}) {
		return false
	}
	list := m.days(j.clause, false)
	for i := range list {
		first := m.r.lx[list[i].from].from
		if list[i].isPart || first <= at || !m.after(&list[i]) || !(newDayLeads[m.s.words[first-1].text] || newDayLeads[m.s.words[first].text]) {
			continue
		}
		j.kind, j.day = cancels, &list[i]
		j.lead = &sign{cue: cue{kind: kCancel}, from: at, to: at + 1, text: "moved to"}
		return true
	}
	return false
}

// moveAt is the word that says that something was moved, -1 if none does.
func (m *message) moveAt(c clause) int {
	for w := c.from; w < c.to; w++ {
		if m.owner[w] == 0 && moves[m.s.words[w].text] && (m.s.words[w].text != "brought" || m.holdsAny(w+1, w+5, c, forward)) {
			return w
		}
	}
	return -1
}

// meets: a word for a meeting of ours stands between two words.
func (m *message) meets(from, to int) bool {
	for w := from; w < to; w++ {
		if m.owner[w] == 0 && meetings[m.s.words[w].text] {
			return true
		}
	}
	return false
}

// movedMeeting is what was moved, as it is said after the verb: "the review".
func (m *message) movedMeeting(j judged) string {
	for w := j.lead.to; w < j.to; w++ {
		if w >= m.r.lx[j.day.from].from {
			break
		}
		if meetings[m.s.words[w].text] {
			return m.piece(j.lead.to, w+1)
		}
	}
	return ""
}

var (
	moves       = wordsOf(`moved moves pushed pushes shifted shifts postponed postpones rebooked rebooks rescheduled reschedules moving pushing shifting postponing rescheduling rearranged deferred delayed bumped switched preponed brought`)
	forward     = wordsOf(`forward`) // "brought the review forward to"
	newDayLeads = wordsOf(`to for forward till until onto on`)
	meetings    = wordsOf(`meeting mtg review demo call visit appointment appt session slot presentation workshop lunch dinner breakfast coffee audit survey training tour kickoff inspection catchup qbr walkthrough webinar zoom teams meetup date`)
)

// isAppointment: an account with a day and hour and nothing else, in a message that
// says it is settled: "Hartwell tues 10, Hartley wed 2pm, both confirmed".
func (m *message) isAppointment(j *judged) bool {
	if m.nextAppointment(j) {
		return true
	}
	if len(j.names) != 1 || m.s.language() != "en" || !m.settledSomewhere() && !m.opensAhead(j) {
		return false
	}
	day := m.wholeDay(j.clause)
	if day == nil || day.Due.Time == nil || !m.after(day) || m.saysElse(j, day) {
		return false
	}
	j.kind, j.day = plans, day
	return true
}

// wholeDay reads a clause as a text that is nothing but a day, so that "tues 10" is at ten.
func (m *message) wholeDay(c clause) *found {
	r := *m.r
	r.past, r.whole = false, true
	return firstDay(r.all(m.lexOf[c.from], m.lexOf[c.to]))
}

// settledSomewhere: a clause says that what is agreed is agreed.
func (m *message) settledSomewhere() bool {
	for _, c := range m.clauses {
		if w := m.s.words[c.to-1]; agreedWords[w.text] && c.to-c.from <= 4 && len(c.names) == 0 {
			return true
		}
	}
	return false
}

var agreedWords = wordsOf(`confirmed fixed booked agreed settled set scheduled arranged`)

// saysElse: a clause holds more than its account, people and day.
func (m *message) saysElse(j *judged, day *found) bool {
	left, days := j.to-j.from, append(slices.Clone(m.days(j.clause, false)), *day)
	for w := j.from; w < j.to; w++ {
		if m.inDays(days, w) {
			left--
		}
	}
	for _, n := range j.names {
		left -= n.to - n.from
	}
	for _, p := range m.peopleIn(j.clause, j.names[0].ID) {
		left -= p.to - p.from
	}
	for w := j.from; w < j.to; w++ {
		if word := m.s.words[w]; m.owner[w] == 0 && (word.kind == mark || circumstance[word.text]) && !m.inDays(days, w) {
			left--
		}
	}
	return left > 0
}

// appointedAt: a word for a meeting, a day to come, with whom and where, and no more:
// "kickoff 1 Dec 2pm at NCU", "install on 12/14".
func (m *message) appointedAt(j *judged, day *found) bool {
	if m.s.language() != "en" || day.isPart || !m.after(day) || len(m.clauses) == 1 && len(j.names) == 0 {
		return false
	}
	if m.undecided(j.clause) && !m.soonRatherThanLongAgo(day, m.gone(j.clause)) && day.Due.Time == nil && len(m.clauses) == 1 {
		return false
	}
	if !m.namesDay(day) && day.Due.Time != nil && day.Due.Day.After(m.r.today) && len(m.clauses) > 1 { // "09:00 call", told at ten
		return false
	}
	first, last, noun := m.r.lx[day.from].from, m.r.lx[day.to-1].to, false
	for w := j.from; w < j.to; w++ {
		word := m.s.words[w]
		switch {
		case w >= first && w < last, m.owner[w] > 0, word.kind != letters, circumstance[word.text], word.capital && w > j.from:
			noun = noun || meetings[word.text] && word.text != "date"
		case meetings[word.text] && word.text != "date" || appointed[word.text]:
			noun = true
		case agreedWords[word.text], possessives[word.text]:
		case w == j.from && w+1 < j.to && meetings[m.s.words[w+1].text] && len(m.starting[w]) == 0 && !finiteVerbs[word.text] && !pastVerb(word.text): // "courtesy call"
		case day.Due.Time != nil && day.Due.Time.Hour >= earliestMeeting && m.s.words[j.from].kind == letters && !finiteVerbs[word.text] && !pastVerb(word.text) && !subjects[word.text] && !runs[word.text] && len(m.names) > 0 && !(w > j.from && m.s.words[w-1].capital && strings.HasSuffix(word.text, "s")):
			noun = true // "calibration Friday 6am"
		default:
			return false
		}
	}
	return noun
}

var (
	possessives = wordsOf(`her his their our my its`)
	runs        = wordsOf(`closes opens starts ends leaves arrives begins goes finishes lands departs sails plays shuts every each pays decides`)
)

var appointed = wordsOf(`install installation go-live golive handover commissioning trial catch-up walkthrough appointment calibration service`)

const earliestMeeting = 6 // o'clock; "1h" is how long it took

// nextAppointment: a clause goes on with another account and hour of the day just named:
// "Acme tomorrow 10am, then Globex at 2pm".
func (m *message) nextAppointment(j *judged) bool {
	if len(j.names) != 1 || m.s.language() != "en" || m.s.words[j.from].text != "then" {
		return false
	}
	day := m.wholeDay(j.clause)
	if day == nil || day.Due.Time == nil || m.namesDay(day) || m.saysElse(j, day) {
		return false
	}
	for _, before := range m.clauses {
		if first := m.certainlyComing(before); before.to <= j.from && j.from-before.to < 2 && first != nil && first.Due.Time != nil && len(before.names) == 1 {
			at := *day
			at.Due.Day = first.Due.Day
			j.kind, j.day = plans, &at
			return true
		}
	}
	return false
}
