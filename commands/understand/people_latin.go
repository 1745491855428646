package understand

import (
	"slices"
	"strings"

	"roundsman/sales/names"
)

func (m *message) knownLatin(i int) bool {
	if m.c.Book == nil || englishOrdinary[fold(m.s.words[i].text)] {
		return false
	}
	for n := 2; n <= 3 && i+n <= len(m.s.words); n++ {
		if m.s.words[i+n-1].kind != letters {
			return false
		}
		plain := names.Plain(m.s.folded(i, i+n))
		if len(contactHits(plain, m.c.Book)) > 0 || len(m.c.Book.Contacts(names.Pinyin+plain, false, 1)) > 0 {
			return true
		}
	}
	return false
}

// latinPerson: known by full name, first name or surname; "Dr. Smith"; or after
// "met" a name with a capital.
func (m *message) latinPerson(i int, c clause, known []folk) (named, bool) {
	start, title := m.latinTitle(i, c.to)
	if n := m.s.honorificAt(i + 1); n > 0 && start == i && i+1+n <= c.to {
		return named{from: i, to: i + 1 + n, title: m.piece(i+n, i+1+n), name: m.piece(i, i+1), surname: fold(m.s.words[i].text), firm: true}, true
	}
	for n := min(4, c.to-start); n >= 1; n-- {
		if last := m.s.words[start+n-1].text; !m.allLetters(start, start+n) || n > 1 && (last == "and" || last == "und" || last == "-" || last == ".") {
			continue
		}
		if f, to, ok := m.withInitial(start, c.to, known); ok {
			return named{from: i, to: to, title: title, name: f, firm: true}, true
		}
		if f, ok := knownAs(known, strings.TrimSuffix(m.s.folded(start, start+n), "'s"), n, title != "" || m.s.words[start].capital || n > 1 || !englishOrdinary[fold(m.s.words[start].text)]); ok {
			p := named{from: i, to: start + n, title: title, name: f, firm: true}
			if more := start + n; n == 1 && more < c.to && m.ofOneName(known, f, start, more) { // "Chef Marco" of Chef Marco Rossi
				return named{from: i, to: more + 1, title: title, name: f, firm: true}, true
			}
			if more := start + n; n == 1 && more < c.to && m.s.words[more].gap && m.partOfLatinName(more, start) && !particles[m.s.words[more].text] && m.s.words[start].capital && !m.isSignWord(more) && !englishOrdinary[fold(m.s.words[more].text)] {
				// Maria Schulz is not Maria Garcia.
				return named{from: i, to: more + 1, title: title, name: m.piece(start, more+1), firm: true}, true
			}
			if n == 1 {
				p.surname, p.name = fold(strings.TrimSuffix(m.s.words[start].text, "'s")), strings.TrimSuffix(m.piece(start, start+1), "'s")
			}
			return p, true
		}
	}
	if f, ok := m.ordinaryName(start, known); ok {
		return named{from: i, to: start + 1, title: title, name: f, firm: true}, true
	}
	if title == "" && !m.latinSlot(i) {
		return named{}, false
	}
	to := start
	for to < c.to && to < start+4 && m.partOfLatinName(to, start) {
		to++
	}
	if w := m.s.words[start]; title != "" && to == start && w.kind == letters && len(w.text) > 2 && !englishOrdinary[w.text] && m.owner[start] == 0 && m.someone(start, start+1) && m.s.language() == "en" { // "call mrs quinn"
		to++
	}
	if title == "" && to == start+1 && m.s.language() == "zh-Hans" && m.piece(start, to) == strings.ToUpper(m.piece(start, to)) { // AGV is a thing
		return named{}, false
	}
	if to == start || to == start+1 && title == "" && len(m.s.words[start].text) < 2 { // Q1 is nobody
		return named{}, false
	}
	p := named{from: i, to: to, title: title, name: m.piece(start, to), firm: true}
	if to == start+1 {
		p.surname = fold(m.s.words[start].text)
	}
	return p, true
}

// ofOneName: two words are both of the name of a person.
func (m *message) ofOneName(known []folk, name string, a, b int) bool {
	if m.owner[b] > 0 || m.s.words[b].kind != letters {
		return false
	}
	for _, f := range known {
		if f.Name != name {
			continue
		}
		for _, tokens := range f.tokens {
			if len(tokens) > 2 && slices.Contains(tokens, m.s.words[a].text) && slices.Contains(tokens, strings.TrimSuffix(m.s.words[b].text, "'s")) {
				return true
			}
		}
	}
	return false
}

func (m *message) allLetters(from, to int) bool {
	for k := from; k < to; k++ {
		if m.s.words[k].kind != letters && !among(m.s.words[k].text, "-.") || m.owner[k] > 0 {
			return false
		}
	}
	return true
}

func (m *message) latinTitle(i, end int) (int, string) {
	start := i
	for start < end && m.s.words[start].kind == letters && englishTitles[m.s.words[start].text] {
		start++
		if start < end && m.s.words[start].text == "." && !m.s.words[start].gap {
			start++
		}
	}
	if start == i || start >= end || m.s.words[start].kind != letters {
		return i, ""
	}
	return start, m.piece(i, start)
}

// partOfLatinName: a word with a capital that is nothing else, or a particle
// between two such.
func (m *message) partOfLatinName(k, start int) bool {
	w := m.s.words[k]
	if m.owner[k] > 0 || w.kind != letters || k > start && !w.gap {
		return false
	}
	if particles[w.text] && k+1 < len(m.s.words) && m.s.words[k+1].capital {
		return true
	}
	if !w.capital || m.r.lexIsDay(m.lexOf[k]) {
		return false
	}
	return k > start && !englishOrg[fold(w.text)] && len(w.text) > 1 || !englishOrdinary[fold(w.text)] || k > start && w.capital && !m.isSignWord(k)
}

func (m *message) isSignWord(k int) bool {
	for w := max(0, k-longestCue*2); w <= k; w++ {
		for _, s := range m.starting[w] {
			if s.to > k {
				return true
			}
		}
	}
	return false
}

func (r *dateReader) lexIsDay(i int) bool {
	return r.has(i, cWeekday) || r.has(i, cMonth) || r.has(i, cNamed) || r.has(i, cDir) || r.has(i, cUnit)
}

var particles = wordsOf(`de van von der den la le da di del al bin zu ter`)

// latinSlot: after a word that takes a person, or further on in a list of them.
func (m *message) latinSlot(i int) bool {
	if !m.s.words[i].capital {
		return false
	}
	at := i
	if at > 0 && (m.s.words[at-1].text == "a" || m.s.words[at-1].text == "one") && i+1 < len(m.s.words) && m.s.words[i+1].capital { // "spoke to a Sarah Onions"
		at--
	}
	for _, s := range m.ending[at] {
		if !s.person {
			continue
		}
		switch s.kind {
		case kTold, kMeeting, kTogether, kPlain:
			return s.text != "sent" // "sent Dave round"
		case kGiven:
			return s.text == "with" && !m.rivalBefore(i) || s.text == "and" && i >= 2 && m.s.words[i-2].capital && m.inList(i-2)
		default:
		}
	}
	if m.afterRole(i) {
		return true
	}
	return i > 1 && (m.s.words[i-1].text == "," || m.s.words[i-1].text == "&") && m.inList(i-2) && (i+1 >= len(m.s.words) || m.s.words[i+1].capital || m.s.words[i+1].kind == mark || m.s.words[i+1].text == "and")
}

func (m *message) rivalBefore(i int) bool {
	for _, s := range m.ending[i] {
		if s.kind == kRival {
			return true
		}
	}
	return false
}

// inList: the word at i ends a person's name that itself follows "met".
func (m *message) inList(i int) bool {
	for k := i; k >= 0 && k > i-4; k-- {
		if m.owner[k] > 0 || m.s.words[k].kind != letters && m.s.words[k].text != "." {
			return false
		}
		for _, s := range m.ending[k] {
			if s.person && (s.kind == kTold || s.kind == kMeeting || s.text == "with") {
				return true
			}
		}
	}
	return false
}

// honorificAt is how many words the honorific takes that stands behind a name, 0 if
// none does: Tanaka-san, Sharma ji.
func (s *script) honorificAt(i int) int {
	if i+1 < len(s.words) && s.words[i].text == "-" && !s.words[i].gap && honorifics[s.words[i+1].text] {
		return 2
	}
	if i >= len(s.words) || i == 0 {
		return 0
	}
	if honorifics[s.words[i].text] && s.words[i].text != "san" || behindName[s.words[i].text] && !(i+1 < len(s.words) && s.words[i+1].capital) && s.words[i-1].capital && len(s.words[i-1].text) > 2 && !englishOrdinary[s.words[i-1].text] && cueWords[s.words[i-1].text] == nil {
		return 1
	}
	return 0
}

// behindName are titles of English that India puts behind a name: "Khanna sir".
var behindName = wordsOf(`sir madam mam maam ma'am`)

var honorifics = wordsOf(`san sama sensei ji bhai sahib saab garu`)

// afterRole: what somebody is stands right before the name: "Vikram's son Arjun", "a new
// guy, Callum Reid". One of ours is none of theirs.
func (m *message) afterRole(i int) bool {
	at := i - 1
	if at > 0 && m.s.words[at].text == "," {
		for at--; at > 0 && (m.owner[at] > 0 || placeWords[m.s.words[at].text]); {
			at--
		}
	}
	if at > 0 && m.s.words[at-1].text == "new" && m.s.words[at].kind == letters && i+1 < len(m.s.words) && m.s.words[i+1].capital && !newFirm[m.s.words[at].text] && (givenNames[m.s.words[i].text] || m.s.words[i-1].text == ",") && m.owner[i] == 0 { // "his new agronomist Priti Shah"
		return true
	}
	if at < 1 || m.lexIsDayAt(i) || newFirm[m.s.words[at].text] || !theirPeople[m.s.words[at].text] && !newcomers[m.s.words[at].text] || endsAsPlural(m.s.words[at].text) {
		return false
	}
	for w := at - 1; w >= max(0, at-3); w-- {
		if text := m.s.words[w].text; text == "my" || text == "our" {
			return false
		}
	}
	return !newcomers[m.s.words[at].text] || m.newOne(at)
}

func endsAsPlural(w string) bool {
	return w == "people" || w == "guys" || w == "lads" || w == "colleagues" || w == "company" || w == "firm"
}

// newOne: the words before a role say that the author met it first: "the new facilities
// director", "a guy".
func (m *message) newOne(role int) bool {
	for w := role - 1; w >= max(0, role-3); w-- {
		if text := m.s.words[w].text; text == "new" || text == "a" || text == "an" || text == "the" || text == "their" || text == "his" || text == "her" {
			return true
		}
	}
	return false
}

// ordinaryName is somebody of the account who is called by a word of the language, written
// with a capital within a sentence: "sat with Per".
func (m *message) ordinaryName(i int, known []folk) (string, bool) {
	w := m.s.words[i]
	if w.capital && englishOrdinary[w.text] && i+1 < len(m.s.words) && m.owner[i+1] > 0 { // "Per Lindgren" of Lindgren
		for _, f := range known {
			for _, tokens := range f.tokens {
				if len(tokens) == 2 && tokens[0] == w.text && tokens[1] == m.s.words[i+1].text {
					return f.Name, true
				}
			}
		}
	}
	if w.capital && (i == 0 || m.s.words[i-1].kind != letters) && i+1 < len(m.s.words) && (finiteVerbs[m.s.words[i+1].text] || dealings[m.s.words[i+1].text]) { // "May was happy", "Bill showed me"
		for _, f := range known {
			for _, tokens := range f.tokens {
				if len(tokens) > 1 && tokens[0] == w.text {
					return f.Name, true
				}
			}
		}
	}
	if !w.capital || !englishOrdinary[w.text] || i == 0 || m.s.words[i-1].kind != letters || m.lexIsDayAt(i) || m.s.words[i-1].capital && m.s.words[i-1].text != "i" {
		return "", false
	}
	for _, f := range known {
		for _, tokens := range f.tokens {
			if len(tokens) > 1 && tokens[0] == w.text {
				return f.Name, true
			}
		}
	}
	return "", false
}
