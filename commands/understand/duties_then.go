package understand

import (
	"regexp"
	"strings"
)

// thenHan leads to what is to be done on the day that was just named.
var (
	thenHan = regexp.MustCompile(`^(?:到时候|到时|届时|那天|当天|那时候|那时|到那天)(?:我们|我|再|就|要|得)*`)
	// bidHan begins what is to be ready for it.
	bidHan = regexp.MustCompile(`^(?:要|得|需要|记得|别忘了?)?(?:带好|带上|带着|带|提前|准备好?|备好|安排好?|叫上|打印|买|订)`)
)

// thenDuty takes what is to be done on a day that the clause before names: 月底30号付20万，
// 到时候我去拿; 后天开标，带好标书.
func (t *telling) thenDuty(j judged) bool {
	m := t.m
	before := t.before(j)
	if m.s.language() != "zh-Hans" || before == nil || j.kind == asks || j.kind == absence || len(m.days(j.clause, false)) > 0 {
		return false
	}
	text := m.s.folded(j.from, j.to)
	lead := thenHan.FindString(text)
	bid := t.current == nil && !before.strong && before.kind == remark && bidHan.MatchString(text) && m.certainlyComing(before.clause) != nil && !m.done(j.from, j.to)
	if lead == "" && !bid || lead == text || j.kind == tells && j.lead != nil && finished(j.lead.text) {
		return false
	}
	day := m.coming(before.clause)
	if day == nil || day.isPart || !m.after(day) || !day.Until.IsZero() || day.Sure < Sure {
		return false
	}
	list := &t.duties
	if t.current != nil {
		list = &t.current.FollowUps
	}
	if n := len(*list); n > 0 && (*list)[n-1].Span == m.extent(before.clause) {
		last := &(*list)[n-1]
		last.What, last.planned = m.glue([]string{last.What, m.comma(), m.text(j.clause)}), false
		return true
	}
	f := FollowUpReading{Span: m.extent(j.clause), Due: day.DayReading, What: trimmed(strings.TrimSpace(m.piece(j.from+len([]rune(lead)), j.to)))}
	f.Due.Due.By = false
	for _, c := range [...]clause{j.clause, before.clause} {
		if len(c.names) > 0 && f.Account.Said == "" {
			f.Account = c.names[0].AccountReading
		}
	}
	if bid {
		f.What = m.glue([]string{m.text(before.clause), m.comma(), f.What})
	}
	j.kind = follows
	*list = append(*list, f)
	if t.current != nil {
		t.current.clauses = append(t.current.clauses, j)
	} else {
		t.others = append(t.others, j)
	}
	return true
}
