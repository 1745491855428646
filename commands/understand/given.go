package understand

import "strings"

// What is promised is often told from the other side: "he gets our quote tomorrow", "she'll
// have the numbers from us on the 14th", "told him he'd have them by the 18th".

// isGiven: somebody is to get something from the author by a day.
func (m *message) isGiven(j *judged) bool {
	if m.s.language() != "en" || j.sign(kMissed, kCancel, kNot) != nil {
		return false
	}
	day := m.dueIn(j.clause)
	if day == nil || day.isPart || !m.after(day) && (day.Due.Day != m.r.today || day.Due.Time != nil) {
		return false
	}
	verb, giver := m.receiptAt(j.clause), m.fromAuthor(j.clause)
	if verb < 0 && giver && j.sign(kDeliver) != nil && j.sign(kDeliver).from <= j.from+2 && j.sign(kTheir) == nil { // "contract in the mail from us today"
		j.kind, j.lead, j.day = follows, nil, day
		return true
	}
	if verb < 0 {
		return false
	}
	ours := m.oursAt(verb, j.to)
	switch text := m.s.words[verb].text; {
	case giver:
	case gets[text] && ours:
	case gets[text] && m.deliverAfter(verb, j.to):
	case (text == "have" || text == "get") && (ours || m.wouldHave(verb, j.clause)):
	default:
		return false
	}
	if told := j.sign(kTold); told != nil && !m.saysTo(told) && told.from != verb && told.to <= verb { // the visit is told in the same words
		return false
	}
	j.kind, j.lead, j.day = follows, nil, day
	return true
}

// receiptAt is the word by which somebody is to get something, -1 if there is none.
func (m *message) receiptAt(c clause) int {
	for w := c.from + 1; w < c.to; w++ {
		text, before := m.s.words[w].text, m.s.words[w-1].text
		if !gets[text] && text != "have" && text != "get" && !(text == "has" || text == "wants" || text == "needs" || text == "expects" || text == "want" || text == "need" || text == "become" || text == "becomes") {
			continue
		}
		if before == "i" || before == "we" || before == "i'll" || before == "we'll" || before == "i've" || before == "to" {
			continue
		}
		if m.owner[w-1] > 0 || receivers[before] || theySubjects[before] || m.s.words[w-1].capital && m.s.words[w-1].kind == letters || willGet[before] && w > c.from+1 && m.s.words[w-2].text != "i" && m.s.words[w-2].text != "we" {
			return w
		}
	}
	return -1
}

// fromAuthor: "from us", "from me", "off me", "from our side".
func (m *message) fromAuthor(c clause) bool {
	for w := c.from + 1; w < c.to; w++ {
		text := m.s.words[w].text
		if before := m.s.words[w-1].text; (before == "from" || before == "off" || before == "by") && (text == "us" || text == "me" || text == "our" && w+1 < c.to && m.s.words[w+1].text == "side") {
			return true
		}
	}
	return false
}

// oursAt: what is got is ours: "gets our repair quote".
func (m *message) oursAt(verb, end int) bool {
	return verb+1 < end && (m.s.words[verb+1].text == "our" || m.s.words[verb+1].text == "my")
}

// deliverAfter: what is got is such as we owe, and nobody else's: "Denise gets an updated
// price list on Wednesday".
func (m *message) deliverAfter(verb, end int) bool {
	for w := verb + 1; w < min(end, verb+6); w++ {
		text := m.s.words[w].text
		if possessives[text] && text != "our" && text != "my" || text == "from" || theirThings[text] {
			return false
		}
		for _, s := range m.starting[w] {
			if s.kind == kDeliver {
				return true
			}
		}
	}
	return false
}

// wouldHave: "he'd have them by the 18th", "told her she will have an answer on Friday":
// a promise, if it is told as one or is of what was spoken of.
func (m *message) wouldHave(verb int, c clause) bool {
	before := m.s.words[verb-1].text
	if !strings.HasSuffix(before, "'d") && !strings.HasSuffix(before, "'ll") && before != "will" && before != "would" {
		return false
	}
	for w := c.from; w < verb; w++ {
		if assures[m.s.words[w].text] {
			return true
		}
	}
	next := m.s.words[min(verb+1, c.to-1)].text
	return next == "it" || next == "them" || next == "one" || m.deliverAfter(verb, c.to)
}

// saysTo: the words are said to somebody in a visit that is told elsewhere: "told him".
func (m *message) saysTo(s *sign) bool { return assures[s.text] || s.mode != "" }

var (
	gets      = wordsOf(`gets receives getting receiving`)
	receivers = wordsOf(`customer client everyone everybody both who buyer`)
	willGet   = wordsOf(`will would shall should to still then now also`)
	assures   = wordsOf(`told promised said assured agreed`)
)
