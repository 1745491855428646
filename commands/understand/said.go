package understand

import (
	"strings"

	"roundsman/sales"
)

// said gathers what was said, rivals, outcome and colleagues from the clauses.
func (t *telling) said(v *draft) {
	var said, news, outcome quotes
	for i, j := range v.clauses {
		at := t.m.extent(j.clause)
		for _, s := range j.signs {
			if s.kind != kRival || j.kind == follows {
				continue
			}
			for _, name := range t.m.rivalNames(s.to, j.to) {
				v.Rivals = appendNew(v.Rivals, name)
			}
			if name := t.m.rivalNamedBefore(s.from, j.from); name != "" {
				v.Rivals = appendNew(v.Rivals, name)
			}
		}
		if j.kind == rivals && j.sign(kRival) != nil {
			news.add(i, at)
			continue
		}
		if named := t.m.rivalsByDeed(j.clause); j.kind != follows {
			for _, name := range named {
				v.Rivals = appendNew(v.Rivals, name)
			}
		}
		switch {
		case j.kind == follows && j.sign(kTheir) == nil, j.kind == plans, j.kind == smallTalk:
		case j.kind == tells && !t.m.tellsContent(j, v.Account.ID):
		case j.sign(kOutcome) != nil && j.kind != tells:
			outcome.add(i, at)
		case trimmed(t.m.text(j.clause)) != "" && !t.onlyNames(v, j):
			at.From += t.m.beforeContent(j, v.Account.ID)
			said.add(i, at)
		}
	}
	v.Said, v.RivalNews, v.Outcome = t.quote(said), t.quote(news), t.quote(outcome)
	v.Colleagues = append(v.Colleagues, t.m.mentioned(v.clauses)...)
}

// quotes are pieces of a text to be kept. What stood together stays together, as
// the person wrote it.
type quotes struct {
	spans []Span
	last  int // the clause that the last piece ends with
}

func (q *quotes) add(clause int, at Span) {
	if n := len(q.spans); n > 0 && q.last == clause-1 && at.From >= q.spans[n-1].To {
		q.spans[n-1].To = at.To
	} else {
		q.spans = append(q.spans, at)
	}
	q.last = clause
}

func (t *telling) quote(q quotes) string {
	var list []string
	for _, at := range q.spans {
		if text := withoutJoiner(trimmed(t.m.s.raw[at.From:at.To])); text != "" {
			list = append(list, text)
		}
	}
	return joinSaid(list, t.out.Language)
}

// withoutJoiner drops the word that tied a piece to what stood before it.
func withoutJoiner(text string) string {
	for _, word := range [...]string{"and ", "but ", "so ", "then ", "And ", "But ", "So ", "Then ", "但是", "但", "并且", "而且", "然后"} {
		if rest, ok := strings.CutPrefix(text, word); ok && strings.TrimSpace(rest) != "" {
			return trimmed(rest)
		}
	}
	return text
}

func joinSaid(list []string, language string) string {
	if language == "zh-Hans" {
		return strings.Join(list, "；")
	}
	return strings.Join(list, "; ")
}

func appendNew(list []string, s string) []string {
	for _, have := range list {
		if fold(have) == fold(s) {
			return list
		}
	}
	return append(list, s)
}

// onlyNames: a clause that names people and nothing else: "Tom Baker and Dr. Smith", 王伟在.
func (t *telling) onlyNames(v *draft, j judged) bool {
	left := j.to - j.from
	for _, p := range t.m.peopleIn(j.clause, v.Account.ID) {
		left -= p.to - p.from
	}
	for _, n := range j.names {
		left -= n.to - n.from
	}
	for w := j.from; w < j.to; w++ {
		switch t.m.s.words[w].text {
		case "and", "&", "、", "和", "在", "也", "都", "还", "有", "met", "with", "跟", "与", "was", "were", "there", "present", "joined", "attended", "too", "also", "both", "as", "well", "场", "参", "加", "出", "席", ",", "，", ".":
			left--
		}
	}
	return left <= 0
}

// tellsContent: beside who, when and how the clause tells what about: it is then
// kept as said.
func (m *message) tellsContent(j judged, account sales.AccountID) bool {
	left := map[int]bool{}
	for w := j.from; w < j.to; w++ {
		if m.owner[w] == 0 && m.s.words[w].kind != mark {
			left[w] = true
		}
	}
	for _, s := range j.signs {
		if s.kind == kTold && strings.HasSuffix(s.text, " about") {
			return true
		}
		switch s.kind {
		case kTold, kMeeting, kPlain, kDoing, kBy, kGiven, kPlace, kTogether, kSmall:
			for w := s.from; w < s.to; w++ {
				delete(left, w)
			}
		default:
		}
	}
	for _, f := range m.days(j.clause, true) {
		for w := m.r.lx[f.from].from; w < m.r.lx[f.to-1].to; w++ {
			delete(left, w)
		}
	}
	for _, p := range m.peopleIn(j.clause, account) {
		for w := p.from; w < p.to; w++ {
			delete(left, w)
		}
	}
	along := m.along(j.clause, m.folk(account))
	for _, p := range along {
		for w := p.from; w < p.to; w++ {
			delete(left, w)
		}
	}
	if m.someoneAlong(j, along) {
		return true
	}
	hans, words := 0, 0
	for w := range left {
		if m.s.words[w].kind == han {
			if !among(m.s.words[w].text, "的了下个趟次刚才又把是都我们他她家那这边里去来一会事面就得客户公司") {
				hans++
			}
		} else if !fillers[m.s.words[w].text] {
			words++
		}
	}
	return hans >= 2 || words >= 2 || hans+words >= 3
}

var fillers = wordsOf(`the a an i we our my just quick short this of at in on again there here today`)

// beforeContent is how many bytes of a told clause only say with whom and when,
// which the record has in its own fields: 跟王伟|聊了新方案.
func (m *message) beforeContent(j judged, account sales.AccountID) int {
	if j.kind != tells || j.lead == nil || m.s.words[j.lead.from].kind != han || j.lead.from <= j.from {
		return 0
	}
	known := map[int]bool{}
	take := func(from, to int) {
		for w := from; w < to; w++ {
			known[w] = true
		}
	}
	for _, p := range m.peopleIn(j.clause, account) {
		take(p.from, p.to)
	}
	for _, p := range m.along(j.clause, m.folk(account)) {
		take(p.from, p.to)
	}
	for _, n := range j.names {
		take(n.from, n.to)
	}
	for _, f := range m.days(j.clause, true) {
		take(m.r.lx[f.from].from, m.r.lx[f.to-1].to)
	}
	for w := j.from; w < j.lead.from; w++ {
		if !known[w] && !among(m.s.words[w].text, "跟和与同给向在刚才我的、也还又一起带着") {
			return 0
		}
	}
	return m.s.bytes[m.s.words[j.lead.from].from] - m.s.bytes[m.s.words[j.from].from]
}
