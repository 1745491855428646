package understand

import (
	"strings"

	"roundsman/sales"
)

// said gathers what was said, rivals, outcome and colleagues from the clauses.
func (t *telling) said(v *draft) {
	var said, news, outcome []string
	for _, j := range v.clauses {
		text := trimmed(t.m.text(j.clause))
		if s := j.sign(kRival); s != nil && j.kind != follows {
			if name := t.m.rivalName(s.to, j.to); name != "" {
				v.Rivals = appendNew(v.Rivals, name)
			}
			if j.kind == rivals {
				news = append(news, text)
				continue
			}
		}
		switch {
		case j.kind == follows && j.sign(kTheir) == nil, j.kind == plans, j.kind == smallTalk:
		case j.kind == tells && !t.m.tellsContent(j):
		case j.sign(kOutcome) != nil && j.kind != tells:
			outcome = append(outcome, text)
		case text != "" && !t.onlyNames(v, j):
			said = append(said, text)
		}
	}
	v.Said, v.RivalNews, v.Outcome = joinSaid(said, t.out.Language), joinSaid(news, t.out.Language), joinSaid(outcome, t.out.Language)
	v.Colleagues = append(v.Colleagues, t.m.mentioned()...)
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
		case "and", "&", "、", "和", "在", "也", "都", "还有", "met", "with", "跟", "与":
			left--
		}
	}
	return left <= 0
}

// tellsContent: beside who, when and how the clause tells what about: it is then
// kept as said.
func (m *message) tellsContent(j judged) bool {
	left := map[int]bool{}
	for w := j.from; w < j.to; w++ {
		if m.owner[w] == 0 && m.s.words[w].kind != mark {
			left[w] = true
		}
	}
	for _, s := range j.signs {
		if s.kind != kAction && s.kind != kDeliver && s.kind != kTheir && s.kind != kOutcome {
			for w := s.from; w < s.to; w++ {
				delete(left, w)
			}
		}
	}
	for _, f := range m.days(j.clause, true) {
		for w := m.r.lx[f.from].from; w < m.r.lx[f.to-1].to; w++ {
			delete(left, w)
		}
	}
	account := sales.AccountID("")
	if len(j.names) > 0 {
		account = j.names[0].ID
	}
	for _, p := range m.peopleIn(j.clause, account) {
		for w := p.from; w < p.to; w++ {
			delete(left, w)
		}
	}
	hans, words := 0, 0
	for w := range left {
		if m.s.words[w].kind == han {
			hans++
		} else if !fillers[m.s.words[w].text] {
			words++
		}
	}
	return hans >= 3 || words >= 2 || hans+words >= 3
}

var fillers = wordsOf(`the a an i we our my just quick short this of at in on again there here today`)
