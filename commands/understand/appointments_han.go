package understand

import (
	"regexp"
	"strings"
)

// An appointment is noted in Chinese by its day, whom it is with and what for, in no
// particular form: 明天10点半百佳何小姐, 12月15号 立讯 曹勇 样品确认, 5/20下午三点供应商说明会帮我记一下.

// isAheadHan: a clause that nothing else could be made of names whom and a day to come: an
// hour, or the day first.
func (m *message) isAheadHan(j *judged) bool {
	if m.s.language() != "zh-Hans" || len(j.names) == 0 && j.topic == nil && !m.personIn(j.clause) {
		return false
	}
	day := m.coming(j.clause)
	if day == nil || day.isPart || day.Sure < Sure || !day.Until.IsZero() || day.Due.By || !m.after(day) {
		return false
	}
	first, last := m.r.lx[day.from].from, m.r.lx[day.to-1].to
	hour := day.Due.Time != nil
	gone := m.gone(j.clause)
	soon := gone == nil || m.soonRatherThanLongAgo(day, gone)
	if m.certainlyComing(j.clause) == nil && !hour && !soon && !m.agreedHan() || !hour && (!m.opensWithDay(j.clause, first) || len(j.names) == 0 && !m.personIn(j.clause)) {
		return false
	}
	if !m.namesDay(day) && day.Due.Day != m.r.today { // 下午两点半到四点, told at five
		return false
	}
	if m.toldOrSpoken(j, first) || m.personal(j.clause) || m.placeAt(first) || m.ofThing(day, j.to) || theirDeeds.MatchString(m.s.folded(last, j.to)) || m.owner[max(0, last)] > 0 && m.theirNews(j, last) {
		return false
	}
	j.kind, j.day, j.ahead = follows, day, true
	if m.leftOf(j.clause) == 0 && len(m.peopleIn(j.clause, j.account())) == 0 {
		j.kind = plans
	}
	return true
}

// opensWithDay: nothing stands before the day that begins at a word but a request to note it.
func (m *message) opensWithDay(c clause, first int) bool {
	return first <= c.from || noteThis.MatchString(m.s.folded(c.from, first))
}

var noteThis = regexp.MustCompile(`^(?:请|麻烦|帮我|帮忙|给我|替我|再|先|我|另外|还有|然后|嗯|那个)*(?:记一?下|记一?哈|记个?(?:事|日程|行程|安排)?|记着|记住|备忘|加个?(?:日程|行程|安排|提醒)|排个?(?:日程|行程)|安排)?(?::|，|,)?$`)

// toldOrSpoken: something of the clause is over, missed, or what somebody said.
func (m *message) toldOrSpoken(j *judged, day int) bool {
	for _, s := range j.signs {
		switch s.kind {
		case kTold:
			if finished(s.text) {
				return true
			}
		case kMissed, kAbsent, kRival, kNot, kCancel:
			return true
		case kTheir:
			if s.to <= day || speaks[s.text] {
				return true
			}
		default:
		}
	}
	return m.done(j.from, j.to)
}

// theirNews: behind the day an account is said to do something by itself: 明天华为开标.
func (m *message) theirNews(j *judged, at int) bool {
	for at < j.to && m.owner[at] > 0 {
		at++
	}
	return at < j.to && theirDeeds.MatchString(m.s.folded(at, j.to))
}

// detailsAhead takes the words that a space or comma cuts off from an appointment: 明10点 立讯|
// 曹勇|样品确认.
func (t *telling) detailsAhead(j judged) bool {
	before := t.before(j)
	if j.kind != remark || before == nil || !before.ahead || before.strong || len(t.duties) == 0 || t.current != nil || len(j.names) > 0 {
		return false
	}
	last := &t.duties[len(t.duties)-1]
	if last.Span != t.m.extent(before.clause) || t.m.toldOrSpoken(&j, j.from) || t.m.dated(j.clause) {
		return false
	}
	whole := *before
	whole.to, whole.kind = j.to, follows
	last.What, last.planned = t.m.what(whole, 0, 0), false
	before.to = j.to
	last.Span = t.m.extent(before.clause)
	return true
}

// remindsOnly: 请予提醒, 到时候叫我一声, 帮我记一下: nothing but that it is to be kept.
var remindsOnly = regexp.MustCompile(`^(?:请|麻烦|帮我|帮忙|帮|到时候?|届时|记得|予以?|给我|给|再|也|务必|提前|谢谢|你|您)*(?:提醒|记一?下|记一?哈|记着|记住|记上|记录一?下|备忘一?下|备忘|叫我|喊我|设个?(?:提醒|闹钟)|加个?提醒|remind)(?:我|一?下|哈|一?声|一?哈|啊|哦|吧|谢谢|,)*$`)

// onlyReminds drops a clause that only asks to be reminded of what was just told, which is
// then something to do.
func (t *telling) onlyReminds(j judged) bool {
	m := t.m
	if m.s.language() != "zh-Hans" || j.asked || len(j.names) > 0 || !remindsOnly.MatchString(m.s.folded(j.from, j.to)) {
		return false
	}
	if len(t.duties) > 0 || t.current != nil && len(t.current.FollowUps) > 0 {
		return true
	}
	before := t.before(j)
	if before == nil || before.kind != remark {
		return false
	}
	day := m.coming(before.clause)
	if day == nil || day.isPart || !m.after(day) {
		return false
	}
	event := *before
	event.kind, event.day, event.lead = follows, day, nil
	if t.current != nil {
		t.current.clauses = t.current.clauses[:len(t.current.clauses)-1]
	} else {
		t.others = t.others[:len(t.others)-1]
	}
	t.owe(event)
	return true
}

// notesAppointment: what is to be noted is something to come at an hour: 记一下明天10点华为开会.
func (m *message) notesAppointment(s *sign) bool {
	if m.s.language() != "zh-Hans" || !strings.HasPrefix(s.text, "记") && s.text != "备忘" || s.text == "记录" {
		return false
	}
	for _, c := range m.clauses {
		if day := m.coming(c); day != nil && day.Due.Time != nil && m.after(day) && day.Sure >= Sure {
			return true
		}
	}
	return false
}
