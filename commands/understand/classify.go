package understand

import (
	"regexp"
	"slices"
	"strings"

	"roundsman/sales"
)

// clauseKind is what a clause does in the message.
type clauseKind byte

const (
	remark  clauseKind = iota // what was said, or anything else
	tells                     // a visit took place
	plans                     // a visit to come
	follows                   // something to do
	cancels                   // a visit that is not to be
	misses                    // a visit that was tried
	absence                   // somebody was not there
	asks
	rivals
	smallTalk
)

// judged is a clause with what it was taken for.
type judged struct {
	clause
	kind   clauseKind
	lead   *sign // the sign that decided
	day    *found
	unsure bool // told or planned: ask
	ahead  bool // an appointment told by its day and whom it is with alone
}

// judge decides what a clause is. The order is from what is certain to what is
// only likely: a question is no record, a cancelled meeting is no visit, a plan
// is no visit.
func (m *message) judge(c clause) judged {
	j := judged{clause: c}
	for _, rule := range [...]func(*judged) bool{
		m.isQuestion, m.isField, m.isListed, m.isSmall, m.isItem, m.isLastTime,
		m.isAhead, m.isThere, m.isAppointment, m.isPutOff, m.isCancelled, m.isMissed, m.isHosted,
		m.isAway, m.isUndertaken, m.isPromise, m.isHabit, m.isOnlyThere, m.isMetToo,
		m.isTold, m.isPresent, m.isGiven, m.isRival, m.isAbsence, m.isByMeans,
		m.isBareMode, m.isDelegated, m.isMeeting, m.isPlain, m.isIntended, m.isExpected,
		m.isDuty, m.isVerbless, m.isDealing, m.isTogether, m.isAheadHan,
	} {
		if rule(&j) {
			return j
		}
	}
	return j
}

func (m *message) isQuestion(j *judged) bool {
	if !j.asked {
		return false
	}
	j.kind = asks
	return true
}

func (m *message) isSmall(j *judged) bool {
	if m.s.words[j.from].text == "see" && j.from+1 < j.to && (m.s.words[j.from+1].text == "you" || m.s.words[j.from+1].text == "ya" || m.s.words[j.from+1].text == "u") && len(j.names) == 0 {
		j.kind = smallTalk
		return true
	}
	if len(m.names) == 0 && runningLate.MatchString(m.s.folded(j.from, j.to)) {
		j.kind = smallTalk
		return true
	}
	if s := j.sign(kSmall); s != nil && s.from == j.from && s.to >= j.to-1 && len(j.names) == 0 {
		j.kind = smallTalk
		return true
	}
	return false
}

// runningLate: "gonna be late for my 3pm" is told to colleagues.
var runningLate = regexp.MustCompile(`\b(?:running|run|be|am|i'm|im|gonna be|going to be) (?:a bit |a little |so |very |\d+ ?(?:mins?|minutes) )?late\b`)

var onCondition = wordsOf(`if unless case when should`)

func (m *message) isMissed(j *judged) bool {
	s := j.sign(kMissed)
	if s == nil {
		return false
	}
	if told := j.sign(kTold); told != nil && told.to < s.from && !futile[s.text] && !(told.mode == sales.ByPhone && strings.ContainsAny(s.text, "接通联回")) {
		return false
	}
	if told := m.toldInstead(j, s); told != nil { // "no joy with Chuck but caught Lori"
		return false
	}
	if s.from > j.from && onCondition[m.s.words[s.from-1].text] { // "ping her Friday if no answer"
		return false
	}
	j.kind, j.lead = misses, s
	return true
}

// toldInstead is what was done behind "but", after what was tried.
func (m *message) toldInstead(j *judged, tried *sign) *sign {
	for i := range j.signs {
		s := &j.signs[i]
		if s.kind == kTold && s.from >= tried.to && (strings.HasPrefix(s.text, "but ") || m.s.words[s.from-1].text == "but") {
			return s
		}
	}
	return nil
}

// futile: the way was made for nothing.
var futile = phrasesOf(`for nothing|in vain|wasted trip|wasted journey|wild goose chase`)

// isPromise: follow up, remind me, promised. "follow up visit" is none.
func (m *message) isPromise(j *judged) bool {
	s := j.sign(kFollow, kPromise)
	if s == nil || s.kind == kPromise && j.sign(kTheir) != nil && j.sign(kTheir).from < s.from {
		return false
	}
	if m.denied(j, s) || s.kind == kPromise && s.to+1 < j.to && among(m.s.words[s.to].text, "帮给替") && among(m.s.words[s.to+1].text, "我咱") { // 答应帮我们写
		return false
	}
	if s.kind == kPromise && m.theirPromise(j, s) {
		return false
	}
	if s.to == j.to && s.from > j.from && j.sign(kAction) != nil && j.sign(kAction).from < s.from { // "send it by Friday, please remind"
		j.kind, j.day = follows, m.coming(j.clause)
		return true
	}
	if strings.HasPrefix(s.text, "follow") && s.to < j.to && visitNounAt(m, s.to) && m.coming(j.clause) == nil {
		return false
	}
	switch s.text {
	case "fu", "f u", "fup":
		if s.from != j.from || m.coming(j.clause) == nil && len(j.names) == 0 {
			return false
		}
	case "next", "ai", "action", "task", "下次", "后续", "任务", "叫我":
		if s.from != j.from || s.to >= len(m.s.words) || m.s.words[s.to].text != ":" && m.s.words[s.to].kind != mark {
			return false
		}
	case "reminder", "chase", "提醒":
		if s.from != j.from && m.coming(j.clause) == nil {
			return false
		}
	case "going":
		if d := m.coming(j.clause); s.from != j.from || d == nil || m.r.lx[d.from].from > s.to+1 || !m.after(d) {
			return false
		}
	case "remember", "said id", "i said id", "told her id", "told him id", "told them id", "i told her id", "i told him id", "i told them id", "told her i will", "told him i will", "told them i will", "i told her i will", "i told him i will", "i told them i will", "agreed to", "agreed with", "combined with", "arranged with", "settled with", "have agreed with", "hv agreed with", "hv agreed", "have agreed", "we fixed", "have fixed", "agreed date", "next visit", "next visit to", "next visit at", "next meeting", "next meeting with", "next meeting at", "next call", "next call with", "next appointment", "next demo", "next session", "next review", "next date", "new appointment", "next contact", "next chat", "next catch up", "next try", "next attempt", "back there", "going back", "going again", "going there",
		"seeing them again", "seeing him again", "seeing her again", "see them again", "see him again", "see her again", "meet again", "meeting again", "meeting next", "说好", "约定", "约定了", "说好了", "保证":
		if m.coming(j.clause) == nil {
			return false
		}
	}
	if told := j.sign(kTold); told != nil && told.from < s.from && told.text != "had" {
		return false
	}
	j.kind, j.lead, j.day = follows, s, m.dueIn(j.clause)
	return true
}

// toldByAnybody: "heard from a trucker that Acme is moving" is hearsay.
func (m *message) toldByAnybody(s *sign) bool {
	if !strings.HasPrefix(s.text, "heard") || s.to+1 >= len(m.s.words) {
		return false
	}
	next := m.s.words[s.to].text
	return articles[next] && next != "our" && next != "their" || next == "my" || next == "some" || next == "someone" || next == "somebody" || next == "people" || next == "the"
}

func (m *message) isRival(j *judged) bool {
	s := j.sign(kRival)
	if s == nil {
		return false
	}
	if softRival[s.text] && m.rivalName(s.to, j.to) == "" {
		return false
	}
	j.kind, j.lead = rivals, s
	return true
}

// softRival name a rival only with a name after them.
var softRival = wordsOf(`versus vs competition competing incumbent`)

func (m *message) isAbsence(j *judged) bool {
	s := j.sign(kAbsent)
	if s == nil {
		return false
	}
	if s.from > 0 && m.owner[s.from-1] > 0 && strings.Contains(s.text, "show") || s.text == "没来" && len(j.names) > 0 && m.owner[s.from-1] > 0 {
		j.kind, j.lead = cancels, s
		return true
	}
	if j.sign(kMeeting) != nil && len(j.names) > 0 {
		return false
	}
	j.kind, j.lead = absence, s
	return true
}

// isMeeting: call with, lunch with, 开会: took place unless it is to come.
func (m *message) isMeeting(j *judged) bool {
	s := j.sign(kMeeting)
	if s == nil || !m.hasSubject(j, s) || m.denied(j, s) || m.whenceHeard(j, s) {
		return false
	}
	if t := j.sign(kTheir); t != nil && t.from < s.from && (t.from == j.from || speaks[t.text] && m.coming(j.clause) == nil) {
		return false
	}
	for _, d := range j.signs { // "Ms Boden wants a visit": not yet
		if d.kind == kMust && demands[d.text] && d.to <= s.from {
			return false
		}
	}
	return m.toldOrPlanned(j, s)
}

// whenceHeard: a meeting is named as where news comes from: 此消息来自行业会议.
func (m *message) whenceHeard(j *judged, s *sign) bool {
	return m.s.words[s.from].kind == han && strings.Contains(m.s.folded(j.from, s.from), "来自")
}

// hasSubject: an account or person in the clause, known or clearly named; an
// English message may also open with "Meeting" and name it further on.
func (m *message) hasSubject(j *judged, s *sign) bool {
	if s.from > 0 && m.s.words[s.from-1].text == "to" {
		return false
	}
	if len(j.names) > 0 || j.topic != nil || m.c.Last != "" && s.from == j.from || m.personIn(j.clause) {
		return true
	}
	if _, unknown := m.unknownIn(judged{clause: j.clause, lead: s}); unknown {
		return true
	}
	if m.knownOf(j.clause) {
		return true
	}
	named := s.to < j.to && s.person && (m.s.words[s.to].capital || m.personAt(s.to))
	return named || m.s.words[s.from].kind != han && s.from == 0 && len(m.names) > 0
}

// intent is the sign of what is yet to be. 约在 and the like are none without a day to come.
func (m *message) intent(j *judged) *sign {
	for i := range j.signs {
		if s := &j.signs[i]; s.kind == kMust || s.kind == kPlan && !(invited[s.text] && m.coming(j.clause) == nil) {
			return s
		}
	}
	return nil
}

var invited = wordsOf(`约的 约在 约我 约了我 约我们`)

func (m *message) toldOrPlanned(j *judged, s *sign) bool {
	if over := j.sign(kOver); over != nil && m.s.words[over.from].kind != han { // "call with Lee 3pm went ok"
		j.kind, j.lead, j.day = tells, s, m.toldDay(j.clause)
		return true
	}
	certain, intent := m.certainlyComing(j.clause), m.intent(j)
	if day := m.daySpreads(j.clause); day != nil && certain == nil {
		j.kind, j.lead, j.day = plans, s, day
		return true
	}
	if intent != nil && intent.kind == kMust && intent.from > s.to && certain == nil && m.s.words[s.from].kind == han && m.wentFor(j, s, intent) { // 去三局找陈部长|要款
		intent = nil
	}
	if intent != nil && intent.kind == kMust && intent.from >= s.to && s.mode != "" && m.s.words[s.from].kind == han && m.endsPerson(s.from, j.clause) { // 孟处长打电话|要发票
		intent = nil
	}
	if certain != nil && !certain.Until.IsZero() && m.s.words[s.from].kind == han && m.r.lx[certain.from].from == s.to && certain.Until.DaysSince(certain.Due.Day) > 20 { // 谈|明年长约
		certain = nil
		if intent == nil {
			j.kind, j.lead = tells, s
			return true
		}
	}
	if day := m.coming(j.clause); certain == nil && day != nil && day.Due.By && m.after(day) { // 春节前拜访: nobody says "by" of what is over
		certain = day
	}
	if intent != nil && intent.kind == kMust && m.s.words[s.from].kind == han && m.coming(j.clause) == nil { // 要做评审: no day, no plan
		return false
	}
	if day := m.coming(j.clause); m.s.words[s.from].kind != han && day != nil && m.after(day) && agreedWords[m.s.words[j.to-1].text] && certain == nil {
		certain = day
	}
	if certain != nil || intent != nil && intent.text != "will" && intent.text != "会" {
		j.kind, j.lead, j.day = plans, s, m.coming(j.clause)
		if must := j.sign(kMust); must != nil && must.to <= s.from && m.own(must) {
			j.kind, j.lead = follows, must
		}
		return true
	}
	if day := m.coming(j.clause); m.undecided(j.clause) && day.Due.Time != nil && !m.hourGone(day) && (len(m.clauses) == 1 || m.onTheWay(j.clause) || m.nothingTold()) || m.undecided(j.clause) && m.agreedHan() { // nobody tells the hour alone of what is over
		j.kind, j.lead, j.day = plans, s, day
		return true
	}
	if day := m.coming(j.clause); m.s.words[s.from].kind == han && day != nil && day.Due.Day == m.r.today && day.Due.Time != nil && m.after(day) && (m.onTheWay(j.clause) || !m.anythingDone()) { // 韩总监10点见
		j.kind, j.lead, j.day = plans, s, day
		return true
	}
	if day := m.coming(j.clause); m.s.words[s.from].kind == han && s.kind == kPlain && day != nil && day.Due.Day == m.r.today && m.dayBegins() { // 今天下午去华为, said at nine
		j.kind, j.lead, j.day = plans, s, day
		return true
	}
	if m.s.words[s.from].kind == han && s.kind == kPlain && m.plansElsewhere(j.clause) && !m.anythingDone() { // 今天去中化，下午再去隆平
		j.kind, j.lead, j.day = plans, s, m.coming(j.clause)
		return true
	}
	if day := m.coming(j.clause); m.undecided(j.clause) && m.s.words[s.from].kind != han && m.soonRatherThanLongAgo(day, m.gone(j.clause)) {
		j.kind, j.lead, j.day = plans, s, day
		return true
	}
	if m.s.words[s.from].kind == han && m.again(j, s) {
		j.kind, j.lead, j.day = plans, s, m.coming(j.clause)
		return j.day != nil
	}
	if m.s.words[s.from].kind == han && m.soonHan(j) {
		j.kind, j.lead, j.day = plans, s, m.coming(j.clause)
		return true
	}
	if day := m.coming(j.clause); m.s.words[s.from].kind == han && m.undecided(j.clause) && m.laterThisWeek(day) && m.certainlyGone(j.clause) == nil {
		j.kind, j.lead, j.day = plans, s, day
		return true
	}
	j.kind, j.lead, j.day = tells, s, m.toldDay(j.clause)
	if gone, coming := m.gone(j.clause), m.coming(j.clause); j.day != nil && m.undecided(j.clause) {
		j.unsure = len(m.clauses) == 1 && gone.Due.Day.DaysSince(m.r.today) > -7 && coming.Due.Day.DaysSince(m.r.today) < 8 || coming.Due.Day.DaysSince(m.r.today) <= m.r.today.DaysSince(gone.Due.Day)
	}
	return true
}

// hourGone: a Chinese message names an hour without its day that is over today: 下午两点在光大,
// told at five.
func (m *message) hourGone(day *found) bool {
	return m.s.language() == "zh-Hans" && !m.namesDay(day) && day.Due.Day != m.r.today
}

// nothingTold: a Chinese message says of nothing that it is over, and nobody speaks in it.
func (m *message) nothingTold() bool {
	if m.s.language() != "zh-Hans" || m.anythingDone() {
		return false
	}
	return !slices.ContainsFunc(m.signs, func(s sign) bool {
		return s.kind == kTheir && speaks[s.text] || s.kind == kMissed || s.kind == kOutcome
	})
}

// isPlain: visit, call, 拜访: by its day and the words around it told or planned.
func (m *message) isPlain(j *judged) bool {
	if m.wereOn(j) {
		return true
	}
	s := j.sign(kPlain, kDoing)
	if s == nil || m.s.words[s.from].kind == han && m.denied(j, s) {
		return false
	}
	if m.s.words[s.from].kind == han {
		return m.isPlainHan(j, s)
	}
	if t := j.sign(kTheir); t != nil && t.from < s.from {
		return false
	}
	if s.text == "meet" && s.from > j.from && m.s.words[s.from-1].kind == letters && !m.imperative(j, s) && len(m.ending[s.from]) == 0 { // "the governors meet on 18 June"
		return false
	}
	if s.kind == kDoing && s.from > j.from && (m.owner[s.from-1] > 0 || theySubjects[m.s.words[s.from-1].text]) { // "Westmoor going to ..."
		return false
	}
	over := j.sign(kOver) != nil && s.kind == kPlain && m.certainlyComing(j.clause) == nil && len(m.names) > 0
	if named := s.to < j.to && (m.s.words[s.to].capital || m.personAt(s.to)); len(j.names) == 0 && !named && !over {
		return false
	}
	if over { // "the demo Monday went great"
		j.kind, j.lead, j.day = tells, s, m.toldDay(j.clause)
		return true
	}
	if s.kind == kDoing && underWay[s.text] && m.coming(j.clause) == nil {
		return false
	}
	if s.kind == kDoing {
		if day := m.coming(j.clause); m.certainlyComing(j.clause) != nil || day != nil && m.undecided(j.clause) {
			j.kind, j.lead, j.day = plans, s, day
			return true
		}
		j.kind, j.lead, j.day, j.unsure = tells, s, m.gone(j.clause), true
		return true
	}
	day := m.coming(j.clause)
	switch {
	case day != nil && (m.certainlyComing(j.clause) != nil || m.undecided(j.clause)), j.sign(kMust, kPlan) != nil:
		j.kind, j.lead, j.day = follows, s, day
		if must := j.sign(kMust); must != nil && must.to <= s.from {
			j.lead = must
		}
	case s.from == j.from && m.certainlyGone(j.clause) != nil:
		j.kind, j.lead, j.day, j.unsure = tells, s, m.gone(j.clause), true
	case s.from == j.from:
		j.kind, j.lead, j.day, j.unsure = follows, s, nil, true
	default:
		return false
	}
	return true
}

// wereOn: "we were on FaceTime about the order".
func (m *message) wereOn(j *judged) bool {
	s := j.sign(kBy)
	if s == nil || s.from < j.from+2 || s.mode == sales.InPerson || m.s.language() != "en" || m.certainlyComing(j.clause) != nil {
		return false
	}
	was, who := m.s.words[s.from-1].text, m.s.words[s.from-2].text
	if was != "was" && was != "were" && was != "been" || who != "we" && who != "i" {
		return false
	}
	j.kind, j.lead, j.day = tells, s, m.toldDay(j.clause)
	return true
}

// underWay: nothing was done yet.
var underWay = phrasesOf(`on train to|on plane to|on bus to|on road to|in car to|in taxi to|on ferry to|heading to|on my way to|off to|driving to|on the way to|flying to|travelling to|traveling to|about to visit|about to see|about to meet|leaving for|driving over to|driving down to|driving up to|heading over to|heading down to|heading up to|heading out to|heading for|headed to|headed for|on way to|on way over to|on route to|en route to|running to|running late for|running late to|parked outside|waiting outside|waiting for|sitting outside|outside|will be at|leaving now for|setting off for|setting off to|off to see|off to visit|going to|going to see|going to visit|going to meet|about to call`)

// onTheWay: the words before say that the author is still under way: "on the train to
// Merlin, meeting Giles at 6".
func (m *message) onTheWay(c clause) bool {
	for _, before := range m.clauses {
		if s := before.sign(kDoing); before.from < c.from && s != nil && underWay[s.text] {
			return true
		}
		if s := before.sign(kPlan); before.from < c.from && s != nil && onTheWayHan[s.text] && !m.done(before.from, before.to) {
			return true
		}
	}
	return false
}

// present is how somebody says where they are.
var present = wordsOf(`i'm im i am we're we are out over here now just back currently still`)

// isVerbless: "Acme today", "Afternoon at Initech": an account, a day gone by
// and hardly a word more.
func (m *message) isVerbless(j *judged) bool {
	if len(j.names) != 1 || j.sign(kTheir, kAsk, kNote) != nil {
		return false
	}
	days := m.days(j.clause, true)
	if len(days) == 0 || m.certainlyComing(j.clause) != nil {
		return false
	}
	left := j.to - j.from - (j.names[0].to - j.names[0].from)
	for w := j.from; w < j.names[0].from && present[m.s.words[w].text]; w++ { // "I'm out at Acme today"
		left--
	}
	for _, f := range days {
		left -= m.r.lx[f.to-1].to - m.r.lx[f.from].from
	}
	for _, s := range j.signs {
		if (s.kind == kPlace || s.text == "with") && !m.inDays(days, s.from) {
			left -= s.to - s.from
		}
	}
	for _, p := range m.peopleIn(j.clause, j.names[0].ID) {
		left -= p.to - p.from
	}
	for w := j.from; w < j.to; w++ {
		if m.s.words[w].kind == mark && m.owner[w] == 0 && m.s.words[w].text != ":" {
			left--
		}
	}
	if left > 0 {
		return false
	}
	if m.s.language() == "zh-Hans" && m.isTimetable(j) {
		return true
	}
	j.kind, j.day = tells, m.gone(j.clause)
	return true
}
