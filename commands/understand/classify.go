package understand

import (
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
}

// judge decides what a clause is. The order is from what is certain to what is
// only likely: a question is no record, a cancelled meeting is no visit, a plan
// is no visit.
func (m *message) judge(c clause) judged {
	j := judged{clause: c}
	for _, rule := range [...]func(*judged) bool{
		m.isQuestion, m.isField, m.isListed, m.isSmall, m.isItem, m.isAhead, m.isAppointment, m.isPutOff, m.isCancelled, m.isMissed, m.isHosted, m.isAway, m.isUndertaken, m.isPromise, m.isHabit, m.isOnlyThere, m.isTold, m.isPresent, m.isGiven, m.isRival, m.isAbsence, m.isByMeans, m.isBareMode, m.isDelegated, m.isMeeting, m.isPlain, m.isIntended, m.isDuty, m.isVerbless, m.isDealing, m.isTogether,
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
	if s := j.sign(kSmall); s != nil && s.from == j.from && s.to >= j.to-1 && len(j.names) == 0 {
		j.kind = smallTalk
		return true
	}
	return false
}

var onCondition = wordsOf(`if unless case when should`)

func (m *message) isMissed(j *judged) bool {
	s := j.sign(kMissed)
	if s == nil {
		return false
	}
	if told := j.sign(kTold); told != nil && told.to < s.from && !futile[s.text] && !(told.mode == sales.ByPhone && strings.ContainsAny(s.text, "接通联回")) {
		return false
	}
	if s.from > j.from && onCondition[m.s.words[s.from-1].text] { // "ping her Friday if no answer"
		return false
	}
	j.kind, j.lead = misses, s
	return true
}

// futile: the way was made for nothing.
var futile = phrasesOf(`for nothing|in vain|wasted trip|wasted journey|wild goose chase`)

// isPromise: follow up, remind me, promised. "follow up visit" is none.
func (m *message) isPromise(j *judged) bool {
	s := j.sign(kFollow, kPromise)
	if s == nil || s.kind == kPromise && j.sign(kTheir) != nil && j.sign(kTheir).from < s.from {
		return false
	}
	if m.denied(j, s) {
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
	case "remember", "said id", "i said id", "told her id", "told him id", "told them id", "i told her id", "i told him id", "i told them id", "told her i will", "told him i will", "told them i will", "i told her i will", "i told him i will", "i told them i will", "agreed to", "agreed with", "have agreed with", "hv agreed with", "hv agreed", "have agreed", "we fixed", "have fixed", "agreed date", "next visit", "next visit to", "next visit at", "next meeting", "next meeting with", "next meeting at", "next call", "next call with", "next appointment", "next demo", "next session", "next review", "next date", "new appointment", "next contact", "next chat", "next catch up", "next try", "next attempt", "back there", "going back", "going again", "going there",
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

// isTold: visited, met, 见了. In Chinese a word such as 吃饭 tells both: with a day
// to come or a word of intention it is a plan.
func (m *message) isTold(j *judged) bool {
	s := m.toldSign(j)
	if s == nil {
		return false
	}
	future := m.certainlyComing(j.clause)
	if intent := j.sign(kPlan, kMust, kAction); (future != nil || intent != nil && intent.kind != kAction && intent.from < s.from && intent.text != "会" && !(appointedHan[intent.text] && m.coming(j.clause) == nil)) && (!finished(s.text) || future != nil && m.notYet(j, s)) {
		if m.s.words[s.from].kind == han {
			j.kind, j.lead, j.day = plans, s, m.coming(j.clause)
			return true
		}
	}
	if m.othersTell(j, s) || m.colleagueTells(j, s) {
		return false
	}
	j.kind, j.lead, j.day = tells, s, m.toldDay(j.clause)
	return true
}

// notYet: a Chinese verb without an aspect is not over on a day to come: 明天下午送到工地.
func (m *message) notYet(j *judged, s *sign) bool {
	return s.text == "送到" && !m.done(s.from, j.to)
}

// toldSign is the first sign that tells a visit, if nothing denies it.
func (m *message) toldSign(j *judged) *sign {
	for i := range j.signs {
		s := &j.signs[i]
		if s.kind == kTold && m.toldByAnybody(s) {
			continue
		}
		if s.kind != kTold || vague[s.text] && !m.names0(j, s) || (s.text == "回来" || s.text == "出来") && !m.cameFrom(j, s) || m.onlyNames(j, s) || m.allDay(j, s) {
			continue
		}
		if !m.denied(j, s) && !m.stillToBe(j, s) {
			return s
		}
	}
	return nil
}

// toldByAnybody: "heard from a trucker that Acme is moving" is hearsay.
func (m *message) toldByAnybody(s *sign) bool {
	if !strings.HasPrefix(s.text, "heard") || s.to+1 >= len(m.s.words) {
		return false
	}
	next := m.s.words[s.to].text
	return articles[next] && next != "our" && next != "their" || next == "my" || next == "some" || next == "someone" || next == "somebody" || next == "people" || next == "the"
}

// stillToBe: "to be emailed" is not done yet.
func (m *message) stillToBe(j *judged, s *sign) bool {
	if first := m.s.words[j.from].text; first == "等" && m.s.words[s.from].kind == han && s.from > j.from && !strings.HasSuffix(s.text, "了") { // 等验收完之后
		return !m.done(s.to, j.to) && s.text != "等到"
	}
	return s.from > j.from && m.s.words[s.from-1].text == "be"
}

// cameFrom: 刚从华为回来, but not 催回来.
func (m *message) cameFrom(j *judged, s *sign) bool {
	if s.from > j.from && (m.owner[s.from-1] > 0 || m.s.words[s.from-1].text == "刚") {
		return true
	}
	for w := j.from; w < s.from; w++ {
		if m.s.words[w].text == "从" {
			return true
		}
	}
	return false
}

// vague verbs tell a visit only with an account or person right after them.
var vague = phrasesOf(`had|gave|got|presented|discussed|reviewed|sent|called|reached|从|做完|做了|到了|送了|出来|回来|讨论了|路过|办了|讲了|讲完|磨了|过了|过完|对了|对过|对完|待了|呆了|守了|蹲了|等到|陪了|陪着|看完|看过|送到|送去了|取了|拿了样|收了样|量了|装完|验收了|验收完|调试完|调试了|安装完|聊到|谈到|聊起|谈起|聊及|谈及|唠|trained|inspected|signed|agreed|demoed|spoke|发邮件|发微信|看了|去看了|was in|were in|i was in|we were in|been in`)

// names0: an account stands in the clause or a person right after the sign.
func (m *message) names0(j *judged, s *sign) bool {
	if s.text == "had" || s.text == "gave" || s.text == "got" {
		return j.sign(kMeeting) != nil || len(j.names) > 0 && (j.sign(kBy) != nil || s.text == "gave" && m.ringsUp(j))
	}
	if m.withClient(j.from, s.from) {
		return true
	}
	if len(j.names) > 0 || j.topic != nil && s.text != "从" && s.text != "路过" {
		if s.text == "从" || s.text == "路过" {
			return j.names[0].from == s.to
		}
		return true
	}
	return s.to < len(m.s.words) && (m.s.words[s.to].capital || m.personAt(s.to)) || m.knownOf(j.clause) || m.titledBefore(j, s) || m.withKnownHan(j, s)
}

// withKnownHan: somebody known stands before a Chinese verb, 和水清|对了.
func (m *message) withKnownHan(j *judged, s *sign) bool {
	for w := j.from + 1; w < s.from; w++ {
		if among(m.s.words[w-1].text, "跟和与同找给") && m.s.words[w].kind == han && m.contactHan(w) {
			return true
		}
	}
	return false
}

// titledBefore: somebody with a title stands right before a verb: "Dr. Hoff called".
func (m *message) titledBefore(j *judged, s *sign) bool {
	for _, p := range m.peopleIn(clause{from: j.from, to: s.from}, "") {
		if p.title != "" && p.to == s.from {
			return true
		}
	}
	return false
}

// othersTell: "they said they met Bosch", 客户说见了...: no visit of ours.
func (m *message) othersTell(j *judged, s *sign) bool {
	for _, t := range j.signs {
		if t.kind == kTheir && t.to <= s.from && !t.isMeans() {
			return t.from == j.from || t.text == "说" || t.text == "said" || t.text == "希望" || t.text == "要求"
		}
	}
	return false
}

func (s sign) isMeans() bool { return s.text == "客户" || s.text == "对方" || s.text == "customer" }

// ringsUp: "gave Lucy a bell".
func (m *message) ringsUp(j *judged) bool {
	for w := j.from; w < j.to; w++ {
		if rings[m.s.words[w].text] {
			return true
		}
	}
	return false
}

var rings = wordsOf(`call ring bell buzz shout tinkle`)

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
	if s == nil || !m.hasSubject(j, s) || m.denied(j, s) {
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
	if day := m.coming(j.clause); m.undecided(j.clause) && day.Due.Time != nil && (len(m.clauses) == 1 || m.onTheWay(j.clause)) { // nobody tells the hour alone of what is over
		j.kind, j.lead, j.day = plans, s, day
		return true
	}
	if day := m.coming(j.clause); m.s.words[s.from].kind == han && day != nil && day.Due.Day == m.r.today && day.Due.Time != nil && m.after(day) && (m.onTheWay(j.clause) || !m.anythingDone()) { // 韩总监10点见
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

// wentFor: behind where somebody went and whom he looked for stands what for.
func (m *message) wentFor(j *judged, s, must *sign) bool {
	if s.kind != kPlain || must.text != "要" || m.coming(j.clause) != nil && m.after(m.coming(j.clause)) {
		return false
	}
	for w := s.to; w+1 < must.from; w++ {
		if m.s.words[w].text == "找" && m.personAt(w+1) {
			return true
		}
	}
	return false
}

// again: 再 leads to what is yet to be: 月底他回来再细谈.
func (m *message) again(j *judged, s *sign) bool {
	for w := max(j.from, s.from-3); w < s.from; w++ {
		if m.s.words[w].text == "再" {
			return !m.done(s.from, j.to)
		}
	}
	return false
}

// plansElsewhere: another clause tells where the author is yet to go.
func (m *message) plansElsewhere(c clause) bool {
	for _, other := range m.clauses {
		if s := other.sign(kPlan); other.from != c.from && s != nil && s.place && len(other.names) > 0 && s.to <= other.names[len(other.names)-1].from {
			return true
		}
	}
	return false
}

// anythingDone: something is told as over anywhere in the text.
func (m *message) anythingDone() bool {
	for _, s := range m.signs {
		if s.kind == kTold && finished(s.text) {
			return true
		}
	}
	return m.done(0, len(m.s.words))
}

var onTheWayHan = wordsOf(`路上 去的路上 在去 正要 马上到 快到 正赶往 赶往 赶去 正往 出发去 马上去 正要去 还没到 一会去 待会去`)

func (m *message) isPlainHan(j *judged, s *sign) bool {
	best := s
	for i := range j.signs { // a word before a name beats one without
		p := &j.signs[i]
		if p.kind == kPlain && (m.owner[p.to] > 0 || m.personAt(p.to)) {
			best = p
			break
		}
	}
	if best.from > j.from && m.s.words[best.from-1].text == "的" && best.mode != "" { // 伺服压机的视频
		return false
	}
	single := len([]rune(best.text)) == 1
	after := best.to
	if m.s.folded(after, min(after+2, len(m.s.words))) == "客户" {
		after += 2
	}
	named := m.owner[after] > 0 || m.personAt(after)
	unknown := best.place && m.unknownHan(j.clause, best.to) != ""
	switch {
	case named:
	case single:
		opens := j.from == best.from && best.text != "到" && best.text != "约"
		if !opens || !unknown || m.certainlyComing(j.clause) != nil {
			return false
		}
	case len(j.names) == 0 && j.topic == nil && !unknown && m.c.Last == "" && !m.personIn(j.clause):
		return false
	}
	if t := j.sign(kTheir); t != nil && t.from < best.from && t.text != "客户" && t.text != "对方" {
		return false
	}
	if best.text == "到" && j.sign(kAction) != nil {
		return false
	}
	return m.toldOrPlanned(j, best)
}

// dayBegins: nothing is told as over, and a part of the day is named that is yet to come.
func (m *message) dayBegins() bool {
	if m.anythingDone() {
		return false
	}
	for i, l := range m.r.lx {
		if m.s.words[l.from].kind != han {
			continue
		}
		if s, ok := m.r.is(i, cPart); ok && (s.n == pAfternoon && m.r.now.Hour() < 12 || s.n == pEvening && m.r.now.Hour() < 17) {
			return true
		}
	}
	return false
}

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
	if m.s.language() == "zh-Hans" && m.dayBegins() { // 今天：上午青啤，下午光大
		j.kind, j.day = plans, m.gone(j.clause)
		return true
	}
	j.kind, j.day = tells, m.gone(j.clause)
	return true
}
