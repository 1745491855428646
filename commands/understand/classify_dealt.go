package understand

import (
	"slices"
	"strings"

	"roundsman/sales"
)

// English has more verbs for seeing somebody than a table can hold: cornered, caught,
// grabbed, walked the line with. So whoever is known and was dealt with was met, whatever
// the verb, unless it is one of the few by which nobody is met.

// isDealing: what the author did to or with somebody who is known: "Cornered Joanna in
// the car park", "demo'd the freezer to Ivy".
func (m *message) isDealing(j *judged) bool {
	if m.s.language() != "en" || m.certainlyComing(j.clause) != nil || j.sign(kNote, kRival) != nil && j.sign(kNote, kRival).from == j.from {
		return false
	}
	if reworked[m.s.words[j.from].text] && m.coming(j.clause) != nil && m.coming(j.clause).Due.By { // "revised scope to Amelia by 22 March"
		return false
	}
	at := m.deedAt(j)
	if p := m.andAuthor(j); p != nil {
		at = p.to + 1
		j.kind, j.lead, j.day = tells, &sign{cue: cue{kind: kTold, person: true}, from: p.to, to: at, text: "and"}, m.toldDay(j.clause)
		return true
	}
	if len(j.names) > 0 && j.sign(kMust, kPlan, kNot) == nil {
		if w := m.receivedAt(j); w >= 0 {
			j.kind, j.lead, j.day = tells, &sign{cue: cue{kind: kTold, person: true}, from: w, to: w + 1, text: m.s.words[w].text}, m.toldDay(j.clause)
			return true
		}
	}
	if at < 0 {
		return m.isHandedOver(j)
	}
	if m.dealtWithThem(at, j.to) && len(m.names) > 0 {
		j.kind, j.lead, j.day = tells, &sign{cue: cue{kind: kTold}, from: at, to: at + 1, text: m.s.words[at].text}, m.toldDay(j.clause)
		return true
	}
	if m.wayTo(at, j.to) {
		j.kind, j.lead, j.day = tells, &sign{cue: cue{kind: kTold, place: true}, from: at, to: at + 1, text: m.s.words[at].text}, m.toldDay(j.clause)
		return true
	}
	for _, p := range m.insiders(j.clause) {
		if p.from > at && m.objectOf(at, p) {
			j.kind, j.lead, j.day = tells, &sign{cue: cue{kind: kTold, person: true}, from: at, to: at + 1, text: m.s.words[at].text}, m.toldDay(j.clause)
			return true
		}
	}
	return false
}

// isHandedOver: "proposal delivered in hand to Rui", "new line shown to Dana".
func (m *message) isHandedOver(j *judged) bool {
	if j.sign(kMust, kPlan, kNot, kAsk) != nil {
		return false
	}
	for w := j.from + 1; w+2 < j.to; w++ {
		if !handedOver[m.s.words[w].text] || stillToDo[m.s.words[w-1].text] {
			continue
		}
		for _, p := range m.insiders(j.clause) {
			if p.from > w && p.from <= w+6 && m.s.words[p.from-1].text == "to" && m.noSubjectBetween(w, p.from) {
				j.kind, j.lead, j.day = tells, &sign{cue: cue{kind: kTold, person: true}, from: w, to: w + 1, text: m.s.words[w].text}, m.toldDay(j.clause)
				return true
			}
		}
	}
	return false
}

var (
	handedOver = wordsOf(`delivered handed shown presented demonstrated demoed explained introduced`)
	stillToDo  = wordsOf(`be being get getting gets`)
)

// receivedAt is the word by which somebody of an account received the author, -1 if none
// does: "his assistant took me round".
func (m *message) receivedAt(j *judged) int {
	for w := j.from; w+1 < j.to; w++ {
		if receives[m.s.words[w].text] && (m.s.words[w+1].text == "me" || m.s.words[w+1].text == "us") {
			return w
		}
	}
	return -1
}

var receives = wordsOf(`showed took walked welcomed received greeted handed introduced led met hosted gave`)

// andAuthor is somebody known who did something together with the author: "Marisol and I
// had it out".
func (m *message) andAuthor(j *judged) *named {
	at := -1
	for w := j.from + 1; w+2 < j.to && w < j.from+6 && at < 0; w++ {
		if text := m.s.words[w].text; (text == "and" || text == "&") && (m.s.words[w+1].text == "i" || m.s.words[w+1].text == "me" || m.s.words[w+1].text == "myself") {
			at = w
		}
	}
	if at < 0 || j.sign(kMust, kPlan, kNot) != nil {
		return nil
	}
	for _, p := range m.insiders(j.clause) {
		if p.to == at || p.to < at && m.owner[at-1] > 0 {
			return &p
		}
	}
	return nil
}

// dealtWithThem: what the author did with somebody named before: "had a brew with him".
func (m *message) dealtWithThem(verb, end int) bool {
	for w := verb + 1; w < min(end, verb+6); w++ {
		text := m.s.words[w].text
		if subjects[text] || text == "that" || text == "to" && w > verb+1 {
			return false
		}
		if text == "him" || text == "her" || text == "them" {
			return w == verb+1 && end > w+1 && !pastOnly[m.s.words[verb].text] || m.s.words[w-1].text == "with" && !(w+1 < end && m.s.words[w+1].capital)
		}
	}
	return false
}

var pastOnly = wordsOf(`got had sent made kept found wished`)

// wayTo: the author made the way to an account, or did something at it: "drove up to
// Lindgren", "fixed the pump at Acme".
func (m *message) wayTo(verb, end int) bool {
	if m.s.words[verb].text == "did" && m.owner[verb+1] > 0 { // "did Acme and Globex today"
		return true
	}
	for w := verb + 1; w+1 < min(end, verb+8); w++ {
		text := m.s.words[w].text
		if subjects[text] || text == "that" {
			return false
		}
		if m.owner[w+1] == 0 || m.s.words[w].kind != letters {
			continue
		}
		return text == "at" || (text == "to" || text == "into") && w <= verb+2 && journeys[m.s.words[verb].text]
	}
	return false
}

var wayBases = wordsOf(`go drive run pop nip fly rush dash travel`)

var journeys = wordsOf(`go drive run pop nip fly rush dash travel drove went flew rode walked cycled travelled traveled nipped popped hopped ran headed`)

// deedAt is the word of a clause that says what the author did, -1 if others act or
// nothing was done with anybody.
func (m *message) deedAt(j *judged) int {
	at := m.overDays(j.from, j.to)
	for at < j.to && (m.s.words[at].kind == mark || beforeDeed[m.s.words[at].text]) {
		at++
	}
	at = m.overDays(at, j.to)
	if at+3 < j.to && m.s.words[at].text == "had" && m.s.words[at+1].text == "to" && wayBases[m.s.words[at+2].text] { // "had to go to Acme"
		at += 2
		return at
	}
	if at+1 >= j.to || m.owner[at] > 0 || !pastVerb(m.s.words[at].text) || nobodyMet[m.s.words[at].text] {
		return -1
	}
	return at
}

// pastVerb: a word that tells what was done.
func pastVerb(w string) bool {
	return len(w) >= 4 && (strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "'d")) && !contractedSubject[w] || irregular[w]
}

// objectOf: the person is whom the verb is about, or stands after a word that takes
// whom it was done with; but does nothing of his or her own: "noticed Lee left".
func (m *message) objectOf(verb int, p named) bool {
	if p.to < len(m.s.words) && finiteVerbs[m.s.words[p.to].text] || m.possessive(p) {
		return false
	}
	before := p.from - 1
	for before > verb && (theirPeople[m.s.words[before].text] || possessives[m.s.words[before].text] || strings.HasSuffix(m.s.words[before].text, "'s")) { // "with Ciaran's wife Mairead"
		before--
	}
	if before == verb && m.s.words[verb].text != "did" || dealtWith[m.s.words[before].text] || particlesOfVerbs[m.s.words[before].text] && before <= verb+2 {
		return m.noSubjectBetween(verb+1, p.from)
	}
	return false
}

// noSubjectBetween: nobody else acts between two words: "thought they signed with Lee".
func (m *message) noSubjectBetween(from, to int) bool {
	for w := from; w < to; w++ {
		if text := m.s.words[w].text; subjects[text] || text == "that" || text == "if" || text == "whether" || text == "not" {
			return false
		}
	}
	return true
}

// possessive: "Klaus's deputy": it is not the person named who was there.
func (m *message) possessive(p named) bool {
	last := m.s.words[p.to-1].text
	owns := strings.HasSuffix(last, "'s") || strings.HasSuffix(last, "s'") || p.to < len(m.s.words) && m.s.words[p.to].text == "'" && !m.s.words[p.to].gap
	at := p.to
	for at < len(m.s.words) && (m.s.words[at].text == "'" || m.s.words[at].text == "new" || m.s.words[at].text == "old" || m.s.words[at].text == "s") {
		at++
	}
	return owns && at < len(m.s.words) && theirPeople[m.s.words[at].text]
}

// isTogether: any noun with somebody who is known: "golf with Graham", "quick huddle w/
// Dr. Grant"; what is no meeting is listed.
func (m *message) isTogether(j *judged) bool {
	if m.s.language() != "en" || j.sign(kNot, kCancel, kMissed, kRival, kNote) != nil {
		return false
	}
	for w := j.from; w < min(j.to, j.from+10); w++ {
		text := m.s.words[w].text
		if text != "with" && text != "w" || m.owner[w] > 0 {
			if subjects[text] && text != "i" && text != "we" || finiteVerbs[text] && !withTold[text] || m.startsDuty(w) {
				return false
			}
			continue
		}
		if w > j.from && noMeeting[m.s.words[w-1].text] {
			return false
		}
		for _, p := range m.insiders(j.clause) {
			if p.from > w && p.from <= w+2 && !m.possessive(p) {
				return m.toldOrPlanned(j, &sign{cue: cue{kind: kMeeting, place: true, person: true}, from: w, to: w + 1, text: "with"})
			}
		}
		return false
	}
	return false
}

// startsDuty: something to do begins at a word.
func (m *message) startsDuty(w int) bool {
	for _, s := range m.starting[w] {
		if s.kind == kAction && skipped[s.text] { // "brief encounter with"
			continue
		}
		if s.kind == kMust || s.kind == kPlan || s.kind == kAction || s.kind == kFollow || s.kind == kPromise || s.kind == kTheir && finiteVerbs[s.text] {
			return true
		}
	}
	return false
}

// insiders are the people of a clause who are known at an account that the text names,
// or anywhere by their whole name.
func (m *message) insiders(c clause) []named {
	var out []named
	for _, id := range m.accountsNamed() {
		known := m.folk(id)
		for _, p := range m.peopleIn(c, id) {
			if len(fitting(p, known)) > 0 || p.from > c.from && m.s.words[p.from].kind == letters && m.afterRole(p.from) && !m.possessive(p) { // "his wife Mairead"
				out = append(out, p)
			}
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, p := range m.peopleIn(c, "") {
		if p.title != "" {
			out = append(out, p)
		}
	}
	if len(m.names) == 0 && len(out) == 0 && m.c.Last == "" {
		for w := c.from; w < c.to; w++ {
			if m.accountOfCalled(w) != nil {
				out = append(out, named{from: w, to: w + 1, name: m.piece(w, w+1), surname: m.s.words[w].text})
			}
		}
	}
	for w := c.from; w < c.to; w++ {
		if m.owner[w] == 0 && m.s.words[w].kind == letters && m.s.words[w].capital && w+2 <= c.to && m.knownLatin(w) {
			out = append(out, named{from: w, to: w + 2, name: m.piece(w, w+2)})
		}
	}
	return out
}

const mostAccounts = 4 // of one text whose people are looked for

// accountsNamed are the accounts that the text names, or may mean.
func (m *message) accountsNamed() []sales.AccountID {
	var out []sales.AccountID
	add := func(id sales.AccountID) {
		if id != "" && len(out) < mostAccounts && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	for _, n := range m.names {
		add(n.ID)
		for _, h := range n.Candidates {
			add(h.Account)
		}
	}
	return out
}

var (
	beforeDeed        = wordsOf(`i we just finally also then and so but only quickly briefly again eventually luckily managed to today meanwhile btw ok well afterwards first later ive we've i've so`)
	contractedSubject = wordsOf(`i'd we'd he'd she'd they'd you'd it'd there'd who'd that'd need seed speed feed indeed`)
	irregular         = wordsOf(`caught had got took brought gave ran drove flew went saw met ate drank sat stood spoke told taught showed shown held kept did swung fed rode put dug hung fought bought bent came said went made paid sold sent rang wrote chose lent fell drew cut broke began led meant shook shut spent stuck swore threw wore`)
	particlesOfVerbs  = wordsOf(`up out by in on over past into onto along down around round across the about at`)
	// nobodyMet are the verbs by which nobody is met: of thinking, of preparing, of what
	// did not come about.
	nobodyMet = wordsOf(`joined hired appointed heard learned learnt read noticed missed tried forgot needed wanted planned hoped thought expected owed promised cancelled canceled postponed rescheduled moved booked arranged scheduled invited added updated renamed changed assigned prepared
		drafted ordered shipped posted couriered dispatched found googled checked looked waited lost knew remembered understood decided worried followed referred recommended nominated copied left bought named called needed used based created reserved confirmed agreed delayed failed chased attempted
		removed deleted entered logged quoted invoiced billed credited priced processed uploaded filed printed finished completed started stopped won raised increased grew gained reached hit related located interested scared excited bored tired pleased impressed satisfied disappointed`)
	theirPeople = wordsOf(`deputy assistant boss colleague colleagues secretary pa team successor replacement husband wife son daughter brother sister father mother manager supervisor people guys guy lads staff stand-in number predecessor office's partner intern trainee`)
	withTold    = wordsOf(`had went got came took`)
	noMeeting   = wordsOf(`problem problems issue issues trouble contract contracts agreement deal deals relationship relations experience happy unhappy ok okay fine cool pleased angry annoyed satisfied agree agrees agreed busy stuck along compared compete competes sits lies rests start starts begin begins done order orders project projects invoice price prices account accounts connected sign`)
)
