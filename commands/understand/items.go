package understand

import "strings"

// Minutes and notes to oneself list what is to be done: "To do: 1. samples to Matteo -
// Monday 2. revised quote - 4 Sept", "Actions: me - quote by 9 Oct; Eleanor - floor plan
// by 7 Oct". Each item has a day and may say whose it is.

// whose an item of such a list is.
type ownership byte

const (
	ofNobody ownership = iota // not said: the author's
	ofAuthor
	ofOthers
)

// numberItems finds the numbers of a list that stands in one line, "1. ... 2. ...", and
// keeps them out of the dates.
func (m *message) numberItems() {
	if m.s.language() != "en" {
		return
	}
	var at []int
	for i := 0; i+2 < len(m.s.words); i++ {
		if m.itemNumber(i, len(at)) {
			at = append(at, i)
		}
	}
	if len(at) < 2 {
		return
	}
	m.numbered = map[int]bool{}
	for _, i := range at {
		m.numbered[i] = true
		for _, w := range [...]int{i, i + 1} {
			l := &m.r.lx[m.lexOf[w]]
			if l.to-l.from == 1 {
				l.senses, l.classes, l.number, l.text = nil, 0, false, "\x00"
			}
		}
	}
}

// findList finds where a list of what is to be done begins.
func (m *message) findList() {
	m.listHead, m.listFrom = len(m.s.words), len(m.s.words)+2
	if m.s.language() != "en" {
		return
	}
	for _, s := range m.signs {
		if s.kind != kFollow || !taskHeads[s.text] || s.from > 0 && m.s.words[s.from-1].kind == letters {
			continue
		}
		for w := s.to; w < min(s.to+5, len(m.s.words)); w++ {
			if m.s.words[w].kind == newline || m.s.words[w].text == ":" {
				m.listHead, m.listFrom = s.from, w+1
				return
			}
		}
	}
}

// keepsItem: a mark at a word belongs to the item of a list that it stands in, or says
// whose it is: "Actions: me - quote by 9 Oct", "quote for the jib - us - 29/5".
func (m *message) keepsItem(i, from int) bool {
	for from < i && (m.s.words[from].kind == newline || m.bullet(from)) {
		from++
	}
	if m.s.words[i].text == "," {
		return i > m.listFrom && m.enumerated() && i > from && !m.dated(clause{from: from, to: i})
	}
	if m.s.words[i].text != ":" && (i > m.listHead || m.authorBetween(i) || i > 1 && m.authorBetween(i-2)) {
		return true
	}
	if i == from+1 && parties[m.s.words[from].text] && m.s.words[i].text == ":" && (from == 0 || m.s.words[from-1].kind != letters) && m.s.words[from].text != "customer" && m.s.words[from].text != "client" {
		return true
	}
	if i == from+1 && authors[m.s.words[from].text] && m.s.words[from].text != "i" && m.s.words[from].text != "we" {
		return true
	}
	return i > m.listFrom && i <= from+2 && m.s.words[from].kind == letters && (m.s.words[from].capital || parties[m.s.words[from].text])
}

// enumerated: the items have numbers, so that commas are within one.
func (m *message) enumerated() bool { return len(m.numbered) > 0 }

// authorBetween: after the dash at a word the author is named, and another dash or nothing.
func (m *message) authorBetween(i int) bool {
	if i+1 >= len(m.s.words) || m.s.words[i].kind != mark || m.s.words[i+1].text != "us" && m.s.words[i+1].text != "me" {
		return false
	}
	return i+2 >= len(m.s.words) || m.s.words[i+2].kind != letters
}

// itemNumber: the number after so many items stands at a word: 2. 2) b)
func (m *message) itemNumber(i, before int) bool {
	w, next := m.s.words[i], m.s.words[i+1]
	if before > 8 || w.text != "123456789"[before:before+1] && w.text != "abcdefghi"[before:before+1] || next.gap || next.text != "." && next.text != ")" {
		return false
	}
	if w.kind != digits && next.text != ")" || i > 0 && !w.gap && m.s.words[i-1].kind != newline && m.s.words[i-1].text != "(" {
		return false
	}
	after := m.s.words[i+2]
	return after.kind == letters && (after.gap || next.text == ")")
}

// findItems marks the clauses of a list of what is to be done, and whose each is.
func (m *message) findItems() {
	if m.s.language() != "en" {
		return
	}
	for i := range m.clauses {
		c := &m.clauses[i]
		if c.from <= m.listHead && c.to >= m.listFrom-1 {
			c.owner, _ = m.ownerOf(clause{from: min(m.listFrom, c.to), to: c.to}, true)
			continue
		}
		listed := c.from >= m.listFrom
		owner, from := m.ownerOf(*c, listed)
		c.owner = owner
		if c.owner == ofAuthor {
			c.from = from
		}
		c.item = c.owner == ofAuthor || listed && c.owner == ofNobody
	}
}

// headsTasks: a clause is the heading of such a list and nothing more.
func (m *message) headsTasks(c clause) bool {
	return c.from <= m.listHead && c.to >= m.listFrom-1 && c.to <= m.listFrom
}

var taskHeads = phrasesOf(`todo|to do|to dos|todos|next steps|next step|action|actions|action point|action points|action item|action items|ai|my action|next actions|my actions|task|tasks|my todo|my to do|my todos|follow up|follow ups|followup|homework|my homework|for me|on me`)

// ownerOf is whose an item is, and where it goes on: "me - quote", "Isla to confirm",
// "quote for the jib - us". Outside a list only the author is told so.
func (m *message) ownerOf(c clause, listed bool) (ownership, int) {
	at := c.from
	if at+2 >= c.to {
		return ofNobody, at
	}
	first, next := m.s.words[at].text, m.s.words[at+1]
	if first == "me" && next.text == "to" || authors[first] && (next.text == ":" || next.text == "-" || next.text == "–" || next.text == ">") {
		return ofAuthor, at + 2
	}
	for w := at + 1; w+1 < c.to; w++ {
		if m.authorBetween(w) {
			return ofAuthor, at
		}
	}
	if at+2 < c.to && next.text == "to" && m.s.words[at].capital && m.owner[at] == 0 && m.someone(at, at+1) && m.s.words[at+2].kind == letters && yetDone[m.s.words[at+2].text] {
		return ofOthers, at
	}
	if parties[first] && next.text == ":" {
		return ofOthers, at
	}
	if !listed {
		return ofNobody, at
	}
	end := at
	for end < c.to && end < at+3 && m.s.words[end].kind == letters && (m.s.words[end].capital || parties[m.s.words[end].text]) && m.owner[end] == 0 || end < c.to && m.owner[end] > 0 {
		end++
	}
	if end == at || end >= c.to {
		return ofNobody, at
	}
	switch after := m.s.words[end].text; {
	case after == ":" || after == "-" || after == "–":
		if m.owner[at] > 0 || !m.personOrParty(at, end) {
			return ofNobody, at
		}
		return ofOthers, at
	case after == "to" || after == "will" || strings.HasSuffix(after, "s") && m.starting[end] != nil:
		if m.owner[at] > 0 || m.personOrParty(at, end) {
			return ofOthers, at
		}
	}
	return ofNobody, at
}

func (m *message) personOrParty(from, to int) bool {
	return parties[m.s.words[from].text] || givenNames[m.s.words[from].text] || m.someone(from, to) || m.someone(from, from+1) || to-from > 1
}

var (
	authors = wordsOf(`me us i we ours mine myself`)
	parties = wordsOf(`customer client they them theirs he she him her`)
)

// isItem: what a list says is to be done, by its day; what is another's is none.
func (m *message) isItem(j *judged) bool {
	if j.owner == ofOthers {
		return true
	}
	if !j.item || j.sign(kTold, kMissed, kAbsent, kCancel, kRival, kNote) != nil || theySubjects[m.s.words[j.from].text] {
		return false
	}
	day := m.dueIn(j.clause)
	if day == nil || day.isPart || !m.after(day) && day.Due.Day != m.r.today || m.onlyDay(j.from, j.to) {
		return false
	}
	j.kind, j.day = follows, day
	return true
}
