package understand

import (
	"slices"
	"strings"
)

// isDuty: will send, needs a quote by Friday, 下周三前发报价.
func (m *message) isDuty(j *judged) bool {
	if m.runsOut(j) || m.forbids(j) {
		return false
	}
	day := m.dueIn(j.clause)
	must, action, deliver, their := j.sign(kMust), m.task(j), j.sign(kDeliver), m.othersLead(j)
	if day != nil && m.wholeMonth(day) && m.s.language() != "en" { // 明年要往下谈
		day = nil
	}
	if action != nil && aimless[action.text] && !(action.to < j.to && (m.s.words[action.to].text == "her" || m.s.words[action.to].text == "him")) && deliver == nil && must == nil && len(m.names) == 0 && m.c.Last == "" && !m.namesSomebody() {
		return false
	}
	coming := day != nil && (m.underWay(j, day) && (must != nil && m.own(must) || action != nil && action.from == j.from || deliver != nil && (m.goesOut(j) || wish(j))) || m.certainlyComing(j.clause) != nil || day.Due.By || m.undecided(j.clause) || m.stillToday(j, day))
	if m.s.words[j.from].kind == han && (m.guessed(j.clause) || m.s.words[j.from].text == "已" || m.doneOrAsked(j) || day != nil && m.passedToday(j.clause, day) || day != nil && m.theyGive(j, day) || day != nil && m.theyAct(j, day)) {
		return false
	}
	switch {
	case j.sign(kOver) != nil && m.certainlyComing(j.clause) == nil && m.s.language() == "en":
		return false
	case must != nil && (m.subject(must) || must.text == "will" && m.comesToUs(must)):
		return false
	case coming && m.s.words[j.from].kind == han && len(m.names) == 0 && m.c.Last == "" && m.asked(j) != nil && m.asked(j).kind == kTheir && !m.namesSomebody(): // 希望明天不下雨
		return false
	case coming && m.asked(j) != nil && m.r.lx[day.from].from >= m.asked(j).to:
		must = m.asked(j)
	case coming && m.selfAt(j, day), (coming || day != nil && day.Due.Day == m.r.today) && (m.selfDoing(j) || m.goesOut(j)), coming && m.appointedAt(j, day), coming && (len(m.names) > 0 || m.c.Last != "") && m.owedThing(j, day), coming && m.bids(j):
		coming = true
	case their != nil && m.beforeEvent(j, day) && deliver != nil && wish(j):
	case their != nil && coming && !m.wholeMonth(day) && deliver != nil && wish(j), their != nil && coming && day.Due.By && wantsIt(j):
	case coming && day.Due.By && must != nil && m.needsSoon(j, day):
	case coming && must != nil && must.text == "to be" && must.to < j.to && pastVerb(m.s.words[must.to].text) && their == nil:
	case their != nil && coming && m.toThem(j, day):
	case their != nil && must != nil && deliver != nil && coming && fromUs[must.text]:
	case their != nil:
		return false
	case coming && (action != nil || must != nil && deliver != nil || day.Due.By && (deliver != nil || must != nil && polite[must.text]) || must != nil && m.own(must) && !polite[must.text]):
	case day == nil && must != nil && must.text == "better":
		return false
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

// runsOut: the day is that on which what they have ends: "the agreement runs out 30/6".
func (m *message) runsOut(j *judged) bool {
	for w := j.from; w < j.to; w++ {
		text := m.s.words[w].text
		if text == "expires" || text == "expired" || text == "lapses" || text == "ends" || text == "runs" && w+1 < j.to && (m.s.words[w+1].text == "out" || m.s.words[w+1].text == "until" || m.s.words[w+1].text == "till") {
			return m.s.language() == "en"
		}
		for at := w + 1; paper[text] && at < min(j.to, w+5); at++ { // "a contract with Ricoh until December"
			if lasts[m.s.words[at].text] {
				return m.s.language() == "en" && m.task(j) == nil
			}
		}
	}
	return m.s.words[j.from].text == "nothing"
}

// forbids: "don't call before June" is nothing to do.
func (m *message) forbids(j *judged) bool {
	s := j.sign(kNot)
	return s != nil && s.from == j.from && (s.text == "dont" || s.text == "do not" || s.text == "never") && m.s.language() == "en"
}

// beforeEvent: "a revised number before his holiday on the 22nd".
func (m *message) beforeEvent(j *judged, day *found) bool {
	if day == nil || !m.after(day) || m.s.language() != "en" {
		return false
	}
	first := m.r.lx[day.from].from
	for w := max(j.from, first-4); w < first; w++ {
		if m.s.words[w].text == "before" {
			return true
		}
	}
	return false
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
	for at := from - 1; at >= j.from && at >= from-4; at-- {
		if w := m.s.words[at]; among(w.text, "我咱") && (at == j.from || !among(m.s.words[at-1].text, "给跟和与让叫约请对向找帮")) {
			return true
		} else if !among(w.text, "们会就再也准备得要须必咱") {
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
	if must != nil && (m.own(must) && (!polite[must.text] || m.deliverOpens(j)) || must.text == "to be") {
		return true
	}
	if action != nil && action.from > j.from && (m.s.words[action.from-1].text == "i" || m.s.words[action.from-1].text == "we") && j.sign(kTold) == nil { // "I ship it still today"
		return true
	}
	return action != nil && action.from == j.from && j.sign(kTold) == nil && (len(j.names) == 0 || action.text != "see" && action.text != "visit" && action.text != "meet")
}

// deliverOpens: what is owed begins the clause: "Invoice today plz".
func (m *message) deliverOpens(j *judged) bool {
	s := j.sign(kDeliver)
	return s != nil && s.from == j.from
}

var polite = wordsOf(`pls plz please kindly`)

// aimless actions are everybody's, so they need somebody to do them with.
var aimless = wordsOf(`thank 去 见 看 走 做 出 打 谈 聊 带 拿 定 请 改 问 补 写 看看 参观 讨论 测试 培训 安排 准备 see meet order book check try make bring pay close return talk speak`)

// othersLead is the sign by which others speak or act, if it comes before what is
// to be done: 去他们那边调试 is ours.
func (m *message) othersLead(j *judged) *sign {
	their, action := j.sign(kTheir), j.sign(kAction)
	if their != nil { // "budget quote by Monday"
		for _, s := range m.starting[their.to] {
			if s.kind == kDeliver && their.to-their.from == 1 && !finiteVerbs[their.text] && their.from == j.from {
				return nil
			}
		}
	}
	if their != nil && their.text == "want" && their.from == j.from && their.to < j.to && m.s.words[their.to].text == "to" { // "want to discuss it with her"
		return nil
	}
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
	if s.from == j.from && s.to < j.to && nounsVerb[m.s.words[s.to].text] { // "order comes on Monday"
		return false
	}
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

var nounsVerb = wordsOf(`expected confirmed comes came is was are were has had will arrives arrived goes went lands follows starts ends expires takes`)

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

// toThem: by the day somebody is to give them what they speak of: 说合同周三前寄给他.
func (m *message) toThem(j *judged, day *found) bool {
	for w := m.r.lx[day.to-1].to; w+1 < j.to; w++ {
		if among(m.s.words[w].text, "给到") && w > 0 && among(m.s.words[w-1].text, "寄发送交传报递补") && among(m.s.words[w+1].text, "他她对客那") {
			return true
		}
	}
	return false
}

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
		case "want", "wants", "asked for", "asks for", "asking for", "is asking for", "are asking for", "requested", "requests", "wants to have", "wants to get", "expects", "expect":
			return true
		}
	}
	return false
}

var fromUs = phrasesOf(`from us|from me|by us|by me|from our team|on our side|from our side`)

// own: the one who must is the author.
func (m *message) own(s *sign) bool {
	if (s.text == "let us" || s.text == "let me") && s.from > 0 && (m.s.words[s.from-1].capital || theySubjects[m.s.words[s.from-1].text] || strings.HasSuffix(m.s.words[s.from-1].text, "'s")) { // "Ken's let us quote"
		return false
	}
	switch s.text {
	case "i shall", "we shall", "gonna", "im gonna", "going to send", "kindly", "better", "id better", "wed better", "i want to", "i plan to", "needs me to", "need me to", "need us to", "needs us to", "asking me to", "asking us to", "asks me to", "asks us to", "i do", "ill", "i can", "we can", "let me", "ill have to", "i will need to", "we will need to", "still to", "still need to", "still have to", "we need", "i need", "plz", "on our side", "from our side",
		"i will", "we will", "ill send", "ill call", "ill get", "ill check", "ill email", "well send", "lets", "let us", "i need to", "we need to", "i have to", "we have to", "i must", "we must", "i should", "we should", "im going to", "i am going to", "asked me to", "asked us to", "want me to", "wants me to", "wants us to", "want us to", "我会", "我们会", "我要", "我来", "pls", "please", "gotta", "im to":
		return true
	case "will", "need to", "have to", "must", "should", "shall":
		if s.to < len(m.s.words) && learns[m.s.words[s.to].text] && !(s.text != "should" && m.beThere(s.to)) { // "should know more in January"
			return false
		}
		if m.comesToUs(s) {
			return false
		}
		if s.from == 0 {
			return true
		}
		before := m.s.words[s.from-1]
		return before.kind == mark || before.kind == newline || before.text == "and" || before.text == "i" || before.text == "we" || before.text == "but" || before.text == "then" || before.text == "so" || before.text == "also"
	}
	return false
}

// inDays: a word is part of a phrase of time, "at the end of March".
func (m *message) inDays(days []found, w int) bool {
	return slices.ContainsFunc(days, func(f found) bool { return m.r.lx[f.from].from <= w && w < m.r.lx[f.to-1].to })
}

var learns = wordsOf(`know hear be have arrive come happen work`)

// comesToUs: who will do it does it for us: "will come back to us in January".
func (m *message) comesToUs(s *sign) bool {
	for w := s.to + 1; w < min(s.to+5, len(m.s.words)) && m.s.words[w].kind == letters; w++ {
		if m.s.words[w-1].text == "to" && (m.s.words[w].text == "us" || m.s.words[w].text == "me") {
			return true
		}
	}
	return false
}

// selfDoing: "I'm sending an engineer on Friday", "we're shipping it Monday".
func (m *message) selfDoing(j *judged) bool {
	if (len(m.names) > 0 || m.s.words[min(j.from+1, j.to-1)].text == "again") && m.undertaking(j.from, j.to) {
		return true
	}
	if m.present(j) {
		return true
	}
	for w := j.from; w+1 < j.to && w < j.from+4; w++ {
		text, next := m.s.words[w].text, w+1
		if (text == "i" || text == "we") && (m.s.words[next].text == "am" || m.s.words[next].text == "are") {
			next++
		} else if text != "i'm" && text != "we're" && text != "im" {
			continue
		}
		for next < j.to && (m.s.words[next].text == "also" || m.s.words[next].text == "now" || m.s.words[next].text == "then") {
			next++
		}
		return next < j.to && strings.HasSuffix(m.s.words[next].text, "ing") && !notDoing[m.s.words[next].text]
	}
	return false
}

// present: what the author does on a day to come, as in German: "I leave one there on
// Friday".
func (m *message) present(j *judged) bool {
	at := j.from
	for at < j.to && (beforeDeed[m.s.words[at].text] && m.s.words[at].text != "i" && m.s.words[at].text != "we" || m.s.words[at].text == "then") {
		at++
	}
	if at+1 >= j.to || m.s.words[at].text != "i" && m.s.words[at].text != "we" {
		return false
	}
	verb := m.s.words[at+1].text
	return !finiteVerbs[verb] && !pastVerb(verb) && !noPresent[verb] && m.s.words[at+1].kind == letters
}

var noPresent = wordsOf(`think guess hope wonder wish believe suppose bet mean hear understand feel also just only already still never always cannot can't am are do don't shall should ought used close open`)

// undertaking: "ordering one tomorrow", "trying again Friday".
func (m *message) undertaking(at, end int) bool {
	for at < end && (beforeDeed[m.s.words[at].text] || m.s.words[at].kind == mark) {
		at++
	}
	if at+1 >= end || !strings.HasSuffix(m.s.words[at].text, "ing") || m.owner[at] > 0 {
		return false
	}
	text := m.s.words[at].text
	return !noDoing[text] && !notDoing[text] || text == "trying" && m.s.words[at+1].text == "again"
}

// goesOut: what is owed is said to go to them: "replacement goes out Friday", "samples
// ship Monday", "drawings to follow next week".
func (m *message) goesOut(j *judged) bool {
	at := j.from
	for at < j.to && (circumstance[m.s.words[at].text] || m.s.words[at].text == "new" || m.s.words[at].text == "revised" || m.s.words[at].text == "our") {
		at++
	}
	for end := min(j.to, at+4); at < end; at++ {
		for _, s := range m.starting[at] {
			if s.kind == kDeliver && s.to < j.to && !theirThings[s.text] && (m.leavesUs(s.to, j.to) || s.to+1 < j.to && len(m.starting[s.to]) == 0 && m.leavesUs(s.to+1, j.to) && goesTo[m.s.words[s.to+1].text]) {
				return true
			}
		}
		if w := m.s.words[at].text; at > j.from && (w == "ships" || w == "ship" || (w == "goes" || w == "go") && at+1 < j.to && m.s.words[at+1].text == "out") && j.sign(kTheir) == nil && len(j.names) == 0 {
			return true
		}
	}
	return false
}

func (m *message) leavesUs(at, end int) bool {
	if m.s.words[at].text == "will" || m.s.words[at].text == "to" || m.s.words[at].text == "is" || m.s.words[at].text == "are" {
		at++
	}
	if at < end && m.s.words[at-1].text == "to" && (pronouns[m.s.words[at].text] || m.s.words[at].capital && m.s.words[at].kind == letters) { // "new spec to them Monday"
		return true
	}
	if at+1 < end && m.s.words[at].text == "from" && (m.s.words[at+1].text == "us" || m.s.words[at+1].text == "me") {
		return true
	}
	if at+1 < end && m.s.words[at].text == "over" && m.s.words[at+1].text == "to" {
		return true
	}
	if at >= end || !goesTo[m.s.words[at].text] {
		return false
	}
	if text := m.s.words[at].text; text == "go" || text == "goes" || text == "going" || text == "get" || text == "gets" {
		return at+1 < end && (goesWhere[m.s.words[at+1].text] || m.lexIsDayAt(at+1))
	}
	return true
}

var (
	noDoing   = wordsOf(`morning evening nothing everything something anything during training pricing building spring king ring thing string according regarding following pending including excluding opening wedding tooling casting housing bearing coating engineering purchasing marketing manufacturing packaging shipping existing missing interesting boring amazing testing listing rating setting saying asking needing wanting coming starting complaining closing missing growing struggling sounding considering evaluating comparing switching buying using`)
	notDoing  = wordsOf(`going travelling traveling working staying hoping thinking looking waiting expecting losing flying feeling being having getting running meeting seeing trying wondering planning visiting talking leaving taking`)
	goesTo    = wordsOf(`out go goes going ship ships shipping follow follows leave leaves get gets`)
	goesWhere = wordsOf(`in out over off to across back sent shipped`)
)

// wholeMonth: what is wished for some time in a month is nothing to do by a day.
func (m *message) wholeMonth(day *found) bool {
	whole := 20
	if m.s.language() != "en" {
		whole = 100
	}
	return !day.Due.By && !day.Until.IsZero() && day.Until.DaysSince(day.Due.Day) > whole
}

// beThere: "have to be at Acme on Friday".
func (m *message) beThere(w int) bool {
	if m.s.words[w].text != "be" || w+1 >= len(m.s.words) {
		return false
	}
	next := m.s.words[w+1].text
	return next == "at" || next == "there" || next == "on" || next == "with" || next == "back"
}

// needsSoon: what they need within weeks is for us to bring: "needs a blade by Saturday".
func (m *message) needsSoon(j *judged, day *found) bool {
	if day.Due.Day.DaysSince(m.r.today) > 21 || m.s.language() != "en" {
		return false
	}
	for _, s := range j.signs {
		if s.text == "needs" || s.text == "need" {
			return true
		}
	}
	return false
}

// owedThing: a thing and its day, and no verb: "revised price tomorrow", "new lab dip by
// the 12th"; unless it is for them to send.
func (m *message) owedThing(j *judged, day *found) bool {
	if m.s.language() != "en" || m.s.words[j.from].kind != letters || j.sign(kTheir, kNot, kTold, kMissed, kCancel, kMeeting) != nil || !day.Due.By && m.certainlyComing(j.clause) == nil {
		return false
	}
	first, thing, some := m.r.lx[day.from].from, false, false
	for w := j.from; w < j.to; w++ {
		word := m.s.words[w]
		if w == j.from && (reworked[word.text] || pastVerb(word.text) && m.certainlyComing(j.clause) != nil) {
			continue
		}
		if finiteVerbs[word.text] || pastVerb(word.text) || subjects[word.text] || theirThings[word.text] || meetings[word.text] || away[word.text] {
			return false
		}
		some = some || w < first && m.owner[w] == 0 && word.kind == letters && !circumstance[word.text]
	}
	if at := first - 1; at > j.from && lasts[m.s.words[at].text] && paper[m.s.words[at-1].text] || at >= j.from && lasts[m.s.words[first].text] && (paper[m.s.words[at].text] || m.s.words[at].text == "valid") { // "contract until March"
		return false
	}
	for _, s := range j.signs {
		thing = thing || s.kind == kDeliver && s.from < j.from+3 && s.to <= first+2
	}
	return thing || day.Due.By && some
}

var (
	reworked = wordsOf(`revised updated corrected amended signed improved reworked finished detailed adjusted promised requested countersigned printed stamped translated final`)
	lasts    = wordsOf(`until till til upto`)
)

var theirThings = wordsOf(`results feedback answer response decision forecast reply approval confirmation figures po pos order orders payment delivery go-live start launch harvest closing closed opening shutdown holiday holidays fair audit board budget tender coming arriving landing starting closing`)

// bids: any verb with whom or what it is to be done to: "invoice him tomorrow".
func (m *message) bids(j *judged) bool {
	if j.from+1 >= j.to || m.s.language() != "en" {
		return false
	}
	first, next := m.s.words[j.from], m.s.words[j.from+1].text
	return first.kind == letters && m.owner[j.from] == 0 && (next == "him" || next == "her" || next == "them") && !pastVerb(first.text) && !noBid[first.text] && len(m.starting[j.from]) == 0
}

var noBid = wordsOf(`to with for about from of at by and or told let makes made between behind before after`)

// namesSomebody: somebody is named anywhere in the text.
func (m *message) namesSomebody() bool {
	return m.personIn(clause{to: len(m.s.words)})
}
