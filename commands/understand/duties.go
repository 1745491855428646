package understand

import (
	"regexp"
	"strings"

	"roundsman/sales"
)

// duty makes a follow-up of a clause: what is to be done in the person's own
// words, without the day and without "remind me to".
func (m *message) duty(j judged) FollowUpReading {
	f := FollowUpReading{Span: m.s.span(m.s.words[j.from].from, m.s.words[j.to-1].to)}
	if j.day != nil && !m.remindsOfPast(j) {
		f.Due = j.day.DayReading
	}
	f.Soon = f.Due.Due.IsZero() && soon.MatchString(m.s.folded(j.from, j.to))
	if rec, from, to, ok := m.repeats(j.clause); ok {
		f.Every = rec
		if rec.Nth != 0 || rec.Day != 0 {
			f.Due = m.firstTurn(rec, f.Due, m.s.span(from, to))
		}
		f.What = m.what(j, from, to)
	} else {
		f.What = m.what(j, 0, 0)
	}
	return f
}

// remindsOfPast: nobody can be reminded on a day that is over, so the day is asked: "remind
// me to call Acme yesterday".
func (m *message) remindsOfPast(j judged) bool {
	last := j.day.Due.Day
	if !j.day.Until.IsZero() {
		last = j.day.Until
	}
	return j.lead != nil && j.lead.kind == kFollow && last.Before(m.r.today) && (strings.Contains(j.lead.text, "remind") || strings.Contains(j.lead.text, "提醒"))
}

// soon says that something is urgent, and no day.
var soon = regexp.MustCompile(`\b(?:asap|a\.s\.a\.p|as soon as possible|right away|straight away|urgently|immediately|at once)\b|尽快|马上|立刻|立即|尽早|赶紧|抓紧|越快越好`)

// firstTurn is when a day of each month comes first, at the time that was said.
func (m *message) firstTurn(rec sales.Recurrence, said DayReading, at Span) DayReading {
	due := sales.Due{Day: sales.FirstTurn(rec, m.r.today), Time: said.Due.Time, Zone: said.Due.Zone}
	return DayReading{Due: due, Sure: Sure, Said: m.s.said(at.From, at.To), Span: at}
}

// what cuts the day (and how often) out of the clause and drops its head.
func (m *message) what(j judged, cutFrom, cutTo int) string {
	if s := j.lead; s != nil && s.kind == kFollow && s.to == j.to && s.from > j.from && m.s.words[s.from].kind != han { // "price list by Thursday, please remind me"
		j.to, j.lead = s.from, nil
	}
	from := m.afterAccount(j, m.afterHead(j))
	var pieces []string
	at := from
	for _, cut := range m.cuts(j, cutFrom, cutTo) {
		if cut[0] >= at {
			pieces = append(pieces, m.piece(at, cut[0]))
		}
		at = max(at, cut[1])
	}
	pieces = append(pieces, m.piece(at, j.to))
	what := strings.TrimRight(m.glue(pieces), " ([（【") // what stood in there was the day
	for again := true; again; {
		again = false
		for _, lead := range []string{"to ", "that ", "me to ", "about to ", "i ", "I ", "我要", "我们会", "我们要", "我们", "我", "想", "一下", "请", "要记得", "让我们", "让我", "要我们", "要我", "叫我们", "催我们", "请我们", "and ", "but ", "then ", "so ", "also ", "me - ", "me: ", "us - ", "us: ", "Also ", "And ", "Then "} {
			if rest, ok := strings.CutPrefix(what, lead); ok && strings.TrimSpace(rest) != "" {
				what, again = trimmed(rest), true
			}
		}
	}
	if j.kind == plans && !strings.HasPrefix(what, "will be ") {
		what = inDiary.ReplaceAllString(what, "")
	}
	for _, tail := range [...]string{"可以吗", "好吗", "行吗", "吗", "吧"} {
		if rest, ok := strings.CutSuffix(what, tail); ok && rest != "" {
			what = trimmed(rest)
		}
	}
	for _, tail := range [...]string{" - us", " - me", " from me", " from us"} {
		what = strings.TrimSuffix(what, tail)
	}
	if len([]rune(what)) == 1 && what[0] >= 0x80 { // 下周签
		return trimmed(m.piece(m.afterHead(j), j.to))
	}
	if len(j.names) == 1 && what == j.names[0].Said && j.lead != nil && m.s.words[j.lead.from].kind == han { // 两周后跟进华为
		return m.whole(j, cutFrom, cutTo)
	}
	if j.lead != nil && j.lead.kind == kFollow && headVerbs[m.s.words[j.lead.to-1].text] { // "I'll chase him 11 Jan"
		return m.piece(j.lead.to-1, j.lead.to) + " " + what
	}
	if what == "" || from > j.from && startsLoose(what) && strings.HasPrefix(m.s.words[j.lead.from].text, "f") {
		return m.whole(j, cutFrom, cutTo)
	}
	return what
}

// inDiary is how one says that something is to be, before what it is: "I've got a |meeting",
// "will |see Acme".
var inDiary = regexp.MustCompile(`(?i)^(?:(?:(?:i|we)(?:'ve)? )?(?:have got|have|got) (?:a|an|another|my|our) |there(?:'s| is) (?:a|an|another) |(?:(?:i|we)'ll|will) )`)

// headVerbs are heads of a follow-up that say what is to be done.
var headVerbs = wordsOf(`chase owe`)

// afterAccount steps over the account that stands between the head and what is to
// be done, which the record has in its own field: "follow up with Acme: send
// drawings", 跟进 华为 周四前发报价.
func (m *message) afterAccount(j judged, at int) int {
	if j.kind != follows || j.lead == nil || j.lead.kind != kFollow {
		return at
	}
	to := at
	for to < j.to && (m.s.words[to].text == "with" || m.s.words[to].text == "on" || m.s.words[to].text == "for" || m.s.words[to].text == ":") {
		to++
	}
	first := to
	for to < j.to && m.owner[to] > 0 && m.owner[to] == m.owner[first] {
		to++
	}
	if to == first || to >= j.to {
		return at
	}
	for _, f := range m.days(clause{from: to, to: j.to}, false) {
		if m.r.lx[f.from].from == to && m.r.lx[f.to-1].to < j.to && (m.s.words[to].gap || m.s.words[m.r.lx[f.to-1].to].text == ":") {
			return to
		}
	}
	if next := m.s.words[to]; next.text == ":" || next.text == "，" || next.text == "," || next.gap && next.kind == han {
		return to
	}
	return at
}

// putOff is what was moved to another day, "the meeting with Acme"; empty if it is
// nothing but a visit.
func (m *message) putOff(j judged) string {
	if what := m.movedMeeting(j); what != "" {
		return what
	}
	at := j.lead.from
	for at > j.from && auxiliary[m.s.words[at-1].text] {
		at--
	}
	content := m.meets(j.from, at)
	for _, s := range j.signs {
		content = content || m.meets(s.from, s.to) && s.to <= at || (s.kind == kMeeting || s.kind == kTold && m.namesMeeting(&s, j.lead) || s.kind == kPlain && len([]rune(s.text)) > 1 && s.text[0] >= 0x80) && s.to <= at || s.kind == kDeliver && s.to <= at
	}
	if content = content || at > j.from && among(m.s.words[at-1].text, "会"); !content {
		return ""
	}
	var pieces []string
	from := j.from
	for _, f := range m.days(j.clause, false) {
		if first := m.r.lx[f.from].from; first >= from && first < at {
			pieces = append(pieces, m.piece(from, first))
			from = m.r.lx[f.to-1].to
		}
	}
	return m.glue(append(pieces, m.piece(from, max(from, at))))
}

// othersMoved: what was put off is no visit of ours: 项目推迟到明年.
func (m *message) othersMoved(j judged) bool {
	if m.putOff(j) != "" {
		return false
	}
	from := j.from
	if t := j.sign(kTheir); t != nil && t.from < j.lead.from {
		if !t.isMeans() || t.from != j.from || j.topic == nil {
			return true
		}
		for from = t.to; from < j.lead.from && among(m.s.words[from].text, "临时又突然说那边公司"); {
			from++
		}
	}
	left := 0
	for w := from; w < j.lead.from; w++ {
		if m.owner[w] == 0 && !auxiliary[m.s.words[w].text] && !joiners[m.s.words[w].text] && !among(m.s.words[w].text, "的把将就先但是") && m.s.words[w].kind != mark && m.s.words[w].text != "but" && m.s.words[w].text != "so" && m.s.words[w].text != "the" {
			left++
		}
	}
	for _, f := range m.days(clause{from: j.from, to: j.lead.from}, false) {
		left -= m.r.lx[f.to-1].to - m.r.lx[f.from].from
	}
	if m.s.words[j.lead.from].kind == han {
		for _, p := range m.peopleIn(clause{from: from, to: j.lead.from}, j.account()) { // 麻经理改到明天
			left -= p.to - p.from
		}
	}
	return left > 0
}

var auxiliary = wordsOf("was were is are has have been got had 被 已 已经")

// startsLoose: what is left hangs on the word that was cut: "with Contoso".
func startsLoose(what string) bool {
	first, _, _ := strings.Cut(what, " ")
	switch strings.ToLower(first) {
	case "with", "on", "about", "re", "regarding", "at", "by", "for", "from":
		return true
	}
	return false
}

// whole is the clause with the day cut out and its head kept.
func (m *message) whole(j judged, cutFrom, cutTo int) string {
	from := j.from
	if j.lead != nil && j.lead.from > from && j.lead.kind == kFollow {
		from = j.lead.from
	}
	var pieces []string
	at := from
	for _, cut := range m.cuts(j, cutFrom, cutTo) {
		if cut[0] >= at {
			pieces = append(pieces, m.piece(at, cut[0]))
		}
		at = max(at, cut[1])
	}
	what := m.glue(append(pieces, m.piece(at, j.to)))
	if what == "" {
		return trimmed(m.text(j.clause))
	}
	return what
}

// cuts are the pieces that say when, in order.
func (m *message) cuts(j judged, cutFrom, cutTo int) [][2]int {
	var cuts [][2]int
	if j.day != nil {
		cuts = append(cuts, [2]int{m.r.lx[j.day.from].from, m.afterwards(m.r.lx[j.day.to-1].to, j.to)})
	}
	if cutTo > cutFrom {
		cuts = append(cuts, [2]int{cutFrom, cutTo})
		if len(cuts) == 2 && cuts[0][0] > cuts[1][0] {
			cuts[0], cuts[1] = cuts[1], cuts[0]
		}
	}
	return cuts
}

// afterwards steps over what says that something is to be done once a day is over: 十号|之后.
func (m *message) afterwards(at, end int) int {
	if two := m.s.folded(at, min(at+2, end)); two == "之后" || two == "以后" || two == "过后" {
		return at + 2
	}
	return at
}

func (m *message) glue(pieces []string) string {
	out := ""
	for _, p := range pieces {
		p = strings.TrimSpace(p)
		if p == "" {
			continue
		}
		if out != "" && out[len(out)-1] < 0x80 && p[0] < 0x80 && !strings.ContainsRune(",;:.", rune(p[0])) {
			out += " "
		}
		out += p
	}
	return trimmed(strings.Join(strings.Fields(out), " "))
}

// afterHead is the word at which the thing to do begins: after "remind me to",
// after "will" of the author's own, after whom something was promised to.
func (m *message) afterHead(j judged) int {
	s := j.lead
	if s == nil {
		return j.from
	}
	switch {
	case j.kind == plans || j.kind == cancels:
		return j.from
	case s.kind == kFollow:
		return s.to
	case s.kind == kPromise:
		return m.afterPromise(j, s)
	case s.kind == kMust && s.to < j.to && m.s.words[s.to].text == "be":
		return j.from
	case s.kind == kMust && j.sign(kAction) != nil && j.sign(kAction).to <= s.from && m.s.words[s.from].kind != han: // "ask Davo what we can do"
		return m.afterIntent(j)
	case s.kind == kMust && m.s.words[s.from].kind != han && (m.own(s) || s.from == j.from && !demands[s.text]):
		return s.to
	}
	return j.from
}

// afterIntent is where what is to be done begins behind "going to".
func (m *message) afterIntent(j judged) int {
	if p := j.sign(kPlan); p != nil && p.from == j.from && p.to < j.to {
		return p.to
	}
	return j.from
}

// afterPromise: "I promised Contoso to deliver", 答应了华为王伟下周四送样品.
func (m *message) afterPromise(j judged, s *sign) int {
	if m.s.words[s.from].kind == han {
		if j.day != nil && m.r.lx[j.day.from].from > s.to {
			return m.r.lx[j.day.to-1].to
		}
		return s.to
	}
	if last := m.s.words[s.to-1].text; last == "i'd" || last == "id" || last == "we'd" || last == "wed" || last == "would" || last == "will" { // "told him I'd have the contract over to him"
		return s.to
	}
	for w := s.to; w < j.to && w < s.to+6; w++ {
		if m.s.words[w].text == "to" {
			return w + 1
		}
	}
	return s.to
}

// namePronoun says what "it" is in what is to be done, if the words right before name
// something that is owed: "she'd like the hygiene cert, I'll bring it Wednesday".
func (t *telling) namePronoun(j judged, f *FollowUpReading) {
	m := t.m
	before := t.before(j)
	if m.s.language() != "en" || before == nil || before.strong || j.sign(kDeliver) != nil {
		return
	}
	var thing *sign
	for i := range before.signs {
		if s := &before.signs[i]; s.kind == kDeliver {
			thing = s
		}
	}
	if thing == nil {
		return
	}
	from := thing.from
	for from > before.from && from > thing.from-2 && m.s.words[from-1].kind == letters && !m.isSignWord(from-1) && !englishOrdinary[m.s.words[from-1].text] {
		from--
	}
	words := strings.Fields(f.What)
	for i, w := range words {
		if w == "it" || w == "them" || w == "one" || w == "that" {
			words[i] = "the " + m.piece(from, thing.to)
			f.What = strings.Join(words, " ")
			return
		}
	}
}
