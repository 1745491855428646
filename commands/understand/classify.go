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
		m.isQuestion, m.isSmall, m.isCancelled, m.isMissed, m.isPromise, m.isHabit, m.isTold, m.isPresent, m.isRival, m.isAbsence, m.isBareMode, m.isDelegated, m.isMeeting, m.isPlain, m.isIntended, m.isDuty, m.isVerbless,
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
	if told := j.sign(kTold); told != nil && told.to < s.from && !(told.mode == sales.ByPhone && strings.ContainsAny(s.text, "接通联回")) {
		return false
	}
	if s.from > j.from && onCondition[m.s.words[s.from-1].text] { // "ping her Friday if no answer"
		return false
	}
	j.kind, j.lead = misses, s
	return true
}

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
	case "agreed to", "agreed with", "have agreed with", "hv agreed with", "hv agreed", "have agreed", "we fixed", "have fixed", "agreed date", "next visit", "next visit to", "next visit at", "next meeting", "next meeting with", "next meeting at", "next call", "next call with", "next appointment", "next demo", "next session", "next review", "next date", "new appointment", "next contact", "next chat", "next catch up", "next try", "next attempt", "back there", "going back", "going again", "going there",
		"seeing them again", "seeing him again", "seeing her again", "see them again", "see him again", "see her again", "meet again", "meeting again", "meeting next", "说好", "约定", "约定了", "说好了", "保证":
		if m.coming(j.clause) == nil {
			return false
		}
	}
	if told := j.sign(kTold); told != nil && told.from < s.from && told.text != "had" {
		return false
	}
	j.kind, j.lead, j.day = follows, s, m.coming(j.clause)
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
	if intent := j.sign(kPlan, kMust, kAction); (future != nil || intent != nil && intent.kind != kAction && intent.from < s.from && intent.text != "会") && !finished(s.text) {
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

// toldSign is the first sign that tells a visit, if nothing denies it.
func (m *message) toldSign(j *judged) *sign {
	for i := range j.signs {
		s := &j.signs[i]
		if s.kind != kTold || vague[s.text] && !m.names0(j, s) || (s.text == "回来" || s.text == "出来") && !m.cameFrom(j, s) || m.onlyNames(j, s) {
			continue
		}
		if !m.denied(j, s) {
			return s
		}
	}
	return nil
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
	if len(j.names) > 0 || j.topic != nil && s.text != "从" && s.text != "路过" {
		if s.text == "从" || s.text == "路过" {
			return j.names[0].from == s.to
		}
		return true
	}
	return s.to < len(m.s.words) && (m.s.words[s.to].capital || m.personAt(s.to))
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

func (m *message) toldOrPlanned(j *judged, s *sign) bool {
	if over := j.sign(kOver); over != nil && m.s.words[over.from].kind != han { // "call with Lee 3pm went ok"
		j.kind, j.lead, j.day = tells, s, m.toldDay(j.clause)
		return true
	}
	certain, intent := m.certainlyComing(j.clause), j.sign(kPlan, kMust)
	if day := m.coming(j.clause); certain == nil && day != nil && day.Due.By && m.after(day) { // 春节前拜访: nobody says "by" of what is over
		certain = day
	}
	if intent != nil && intent.kind == kMust && m.s.words[s.from].kind == han && m.coming(j.clause) == nil { // 要做评审: no day, no plan
		return false
	}
	if certain != nil || intent != nil && intent.text != "will" && intent.text != "会" {
		j.kind, j.lead, j.day = plans, s, m.coming(j.clause)
		if must := j.sign(kMust); must != nil && must.to <= s.from && m.own(must) {
			j.kind, j.lead = follows, must
		}
		return true
	}
	if day := m.coming(j.clause); m.undecided(j.clause) && day.Due.Time != nil && len(m.clauses) == 1 { // nobody tells the hour alone of what is over
		j.kind, j.lead, j.day = plans, s, day
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
	if named := s.to < j.to && (m.s.words[s.to].capital || m.personAt(s.to)); len(j.names) == 0 && !named {
		return false
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

// underWay: nothing was done yet.
var underWay = phrasesOf(`heading to|on my way to|off to|driving to|on the way to|flying to|travelling to|traveling to|about to visit|about to see|about to meet|leaving for|driving over to|driving down to|driving up to|heading over to|heading down to|heading up to|heading out to|heading for|headed to|headed for|on way to|on way over to|on route to|en route to|running to|running late for|running late to|parked outside|waiting outside|waiting for|sitting outside|outside|will be at|leaving now for|setting off for|setting off to|off to see|off to visit|going to|going to see|going to visit|going to meet|about to call`)

func (m *message) isPlainHan(j *judged, s *sign) bool {
	best := s
	for i := range j.signs { // a word before a name beats one without
		p := &j.signs[i]
		if p.kind == kPlain && (m.owner[p.to] > 0 || m.personAt(p.to)) {
			best = p
			break
		}
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

// isDuty: will send, needs a quote by Friday, 下周三前发报价.
func (m *message) isDuty(j *judged) bool {
	day := m.coming(j.clause)
	must, action, deliver, their := j.sign(kMust), m.task(j), j.sign(kDeliver), m.othersLead(j)
	if action != nil && aimless[action.text] && deliver == nil && must == nil && len(m.names) == 0 && m.c.Last == "" && !m.personIn(j.clause) {
		return false
	}
	coming := day != nil && (m.certainlyComing(j.clause) != nil || day.Due.By || m.undecided(j.clause) || m.stillToday(j, day))
	switch {
	case must != nil && m.subject(must):
		return false
	case coming && m.asked(j) != nil && m.r.lx[day.from].from >= m.asked(j).to:
		must = m.asked(j)
	case coming && m.selfAt(j, day):
	case their != nil && coming && deliver != nil && wish(j), their != nil && coming && day.Due.By && wantsIt(j):
	case their != nil && must != nil && deliver != nil && coming && fromUs[must.text]:
	case their != nil:
		return false
	case coming && (action != nil || must != nil && deliver != nil || day.Due.By && deliver != nil || must != nil && m.own(must) && !polite[must.text]):
	case day == nil && must != nil && action != nil && m.s.words[must.from].kind != han && must.to <= action.from && (m.own(must) || must.from == j.from):
		day = nil
	default:
		return false
	}
	if !coming {
		day = nil
	}
	j.kind, j.lead, j.day = follows, must, day
	return true
}

// asked is what others ask the author to do: 让我们下周二再报一版.
func (m *message) asked(j *judged) *sign {
	for i := range j.signs {
		s := &j.signs[i]
		if s.kind == kMust && asking[s.text] || s.kind == kTheir && (s.text == "要求" || s.text == "希望") && m.dayAt(s.to) {
			return s
		}
	}
	return nil
}

func (m *message) dayAt(w int) bool {
	l := m.r.at(m.lexOf[w])
	return l.from == w && l.senses != nil && l.to > l.from+1
}

// selfAt: the author names himself with the day: 我周四前重开发票.
func (m *message) selfAt(j *judged, day *found) bool {
	from, to := m.r.lx[day.from].from, m.r.lx[day.to-1].to
	if to >= j.to || m.s.words[from].kind != han && m.s.words[to].kind != han {
		return false
	}
	for at := from - 1; at >= j.from && at >= from-2; at-- {
		if w := m.s.words[at]; w.text == "我" && (at == j.from || !among(m.s.words[at-1].text, "给跟和与让叫约请对向找帮")) {
			return true
		} else if !among(w.text, "们会就再也准备得") {
			break
		}
	}
	return m.s.words[to].text == "我" && to+1 < j.to
}

var asking = wordsOf(`让我 让我们 叫我 叫我们 要我 要我们 催我 催我们 请我 请我们 喊我 求我 逼我 嘱咐我 让咱 让咱们 要咱们`)

// task is the first action that is told to be done.
func (m *message) task(j *judged) *sign {
	for i := range j.signs {
		if s := &j.signs[i]; s.kind == kAction && m.imperative(j, s) {
			return s
		}
	}
	return nil
}

// stillToday: what the author will do or is told to do today: "I'll call the
// forwarder today", "send the offer tonight".
func (m *message) stillToday(j *judged, day *found) bool {
	if day.Due.Day != m.r.today || m.s.words[j.from].kind == han {
		return false
	}
	must, action := j.sign(kMust), j.sign(kAction)
	if must != nil && (m.own(must) && !polite[must.text] || must.text == "to be") {
		return true
	}
	return action != nil && action.from == j.from && j.sign(kTold) == nil && (len(j.names) == 0 || action.text != "see" && action.text != "visit" && action.text != "meet")
}

var polite = wordsOf(`pls plz please kindly`)

// aimless actions are everybody's, so they need somebody to do them with.
var aimless = wordsOf(`去 见 看 走 做 出 打 谈 聊 带 拿 定 请 改 问 补 写 看看 参观 讨论 测试 培训 安排 准备 see meet order book check try make bring pay close return talk speak`)

// othersLead is the sign by which others speak or act, if it comes before what is
// to be done: 去他们那边调试 is ours.
func (m *message) othersLead(j *judged) *sign {
	their, action := j.sign(kTheir), j.sign(kAction)
	if their != nil && action != nil && m.s.words[action.from].kind == han && action.from < their.from {
		return nil
	}
	if their != nil && m.s.words[their.from].kind != han && m.oursBefore(j, their.from) { // I will call him
		return nil
	}
	return their
}

// oursBefore: what is to be done comes before the word for others, which is then
// whom or what it is done to: "photos to quality by Wednesday", "mail it tomorrow".
func (m *message) oursBefore(j *judged, at int) bool {
	for i := range j.signs {
		s := &j.signs[i]
		if s.from >= at {
			break
		}
		if s.kind == kMust && m.own(s) || s.kind == kDeliver && s.from == j.from || s.kind == kAction && m.imperative(j, s) {
			return true
		}
	}
	return false
}

// imperative: an action stands where it is told to be done, and is no noun: "send
// it", "Acme: call them", but not "40k order".
func (m *message) imperative(j *judged, s *sign) bool {
	if s.from == j.from || m.s.words[s.from].kind == han {
		return true
	}
	before := m.s.words[s.from-1]
	if before.kind == mark || before.kind == newline || m.owner[s.from-1] > 0 || beforeTask[before.text] || m.r.lexIsDay(m.lexOf[s.from-1]) {
		return true
	}
	for _, p := range m.ending[s.from] {
		if p.kind == kMust || p.kind == kPlan || p.kind == kFollow || p.kind == kPromise {
			return true
		}
	}
	return false
}

var beforeTask = wordsOf(`to and or then also i we please pls plz just now you must should will can could next again so tomorrow today`)

// subject: an account or person stands right before the word, so it is they who
// will: "Globex will test".
func (m *message) subject(s *sign) bool {
	if s.from == 0 {
		return false
	}
	if m.owner[s.from-1] > 0 && m.s.words[s.from].kind != han {
		return !demands[s.text]
	}
	return m.s.words[s.from-1].capital && m.s.words[s.from].kind == letters && s.text == "will" && m.s.words[s.from-1].text != "i"
}

// demands are what others need of us: "Acme needs a quote by Friday".
var demands = wordsOf(`need needs want wants requests requested expects expect`)

func wish(j *judged) bool {
	for _, s := range j.signs {
		switch s.text {
		case "want", "wants", "希望", "要求", "想", "要", "需要", "would like", "wants me to", "wants us to", "want us to", "asked me to", "asked us to", "asks for", "waiting for", "needs", "need", "asked for", "requests", "requested", "expects", "expect":
			return true
		}
	}
	return false
}

// wantsIt: others want something, whatever it is.
func wantsIt(j *judged) bool {
	for _, s := range j.signs {
		switch s.text {
		case "want", "wants", "asked for", "asks for", "asking for", "is asking for", "are asking for", "requested", "requests", "wants to have", "wants to get", "expects":
			return true
		}
	}
	return false
}

var fromUs = phrasesOf(`from us|from me|by us|by me|from our team|on our side|from our side`)

// own: the one who must is the author.
func (m *message) own(s *sign) bool {
	switch s.text {
	case "i shall", "we shall", "gonna", "im gonna", "going to send", "kindly", "better", "id better", "wed better", "i want to", "i plan to", "needs me to", "need me to", "need us to", "needs us to", "asking me to", "asking us to", "asks me to", "asks us to", "i do", "ill", "i can", "we can", "let me", "ill have to", "i will need to", "we will need to", "still to", "still need to", "still have to", "we need", "i need", "plz", "on our side", "from our side",
		"i will", "we will", "ill send", "ill call", "ill get", "ill check", "ill email", "well send", "lets", "let us", "i need to", "we need to", "i have to", "we have to", "i must", "we must", "i should", "we should", "im going to", "i am going to", "asked me to", "asked us to", "want me to", "wants me to", "wants us to", "want us to", "我会", "我们会", "我要", "我来", "pls", "please", "gotta", "im to":
		return true
	case "will", "need to", "have to", "must", "should", "shall":
		if s.from == 0 {
			return true
		}
		before := m.s.words[s.from-1]
		return before.kind == mark || before.kind == newline || before.text == "and" || before.text == "i" || before.text == "we" || before.text == "but" || before.text == "then" || before.text == "so" || before.text == "also"
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
		if s.kind == kPlace || s.text == "with" {
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
	j.kind, j.day = tells, m.gone(j.clause)
	return true
}
