package understand

import (
	"regexp"

	"roundsman/sales"
)

// Chinese has more verbs for being with somebody than a table can hold: 堵着, 验厂, 爬了
// 一上午回转窑. So an account, one of its people, and anything that is told of them is a
// visit, unless it is one of the few things by which nobody is met: news of the person, a
// plan, what is asked for, what others said.

// encounteredHan makes visits of what is told so, account by account.
func (t *telling) encounteredHan() {
	if t.m.s.language() != "zh-Hans" || t.m.c.Last != "" || t.asked {
		return
	}
	for i := 0; i < len(t.others); {
		if j := t.others[i]; len(j.names) == 0 && !(j.topic != nil && j.topic.person && j.topic.at == j.from) {
			i++
			continue
		}
		from, end := t.ledTo(i), t.aboutOne(i)
		if t.metAt(t.others[i].clause, t.others[from:end]) {
			t.visit(from, end)
			i = from
			continue
		}
		i = end
	}
}

// ledTo is where the sentence begins that names an account: 下厂，柳河水泥, 电话：华泰韩梅.
func (t *telling) ledTo(i int) int {
	for i > 0 {
		before := t.others[i-1]
		if before.strong || before.kind != remark || len(before.names) > 0 || t.others[i].from-before.to > 2 {
			break
		}
		i--
	}
	return i
}

// aboutOne is where the clauses end that go on about the account of one of them.
func (t *telling) aboutOne(i int) int {
	end := i + 1
	for end < len(t.others) && !t.m.aboutAnother(t.others[i], t.others[end]) && !t.toldBetween(t.others[end-1].to, t.others[end].from) {
		end++
	}
	return end
}

// toldBetween: a visit was told between two words.
func (t *telling) toldBetween(from, to int) bool {
	for _, v := range t.visits {
		for _, j := range v.clauses {
			if j.from >= from && j.to <= to {
				return true
			}
		}
	}
	return false
}

// metAt: the clauses about one account say that somebody of it was met, who may be named
// before the account: 裴经理他们催得紧，金地物业….
func (t *telling) metAt(head clause, list []judged) bool {
	account := head.account()
	if account == "" || len(head.names) > 0 && !head.ofOne() || t.visitedAt(account) {
		return false
	}
	met, away := false, false
	content := t.tellsMore(list)
	for i, j := range list {
		switch j.kind {
		case cancels, asks:
			return false
		case misses:
			if i > 0 && list[i-1].kind == absence && !list[i-1].strong && j.lead.from == j.from { // 查房去了，没见着
				continue
			}
			if !t.m.endsPerson(j.lead.from, j.clause) || len(list) == 1 { // 张经理没来
				return false
			}
		case plans:
			if j.from <= head.from {
				return false
			}
		case remark, absence:
			if j.sign(kNote) != nil || t.m.hearsayHan(j.clause) || j.kind != absence && t.m.personal(j.clause) {
				return false
			}
			if t.m.leftOf(j.clause) == 0 && !content || i > 0 && t.ofDuty(list[i-1], j) || t.goneNext(list, i) {
				continue
			}
			met = met || t.meetsHan(j, account) || away && t.m.receivedInstead(j.clause)
			away = away || j.kind == absence
		case follows:
			met = met || t.asksUs(j, account)
		default:
		}
	}
	return met
}

// goneNext: a clause only names somebody of whom the next says that he or she has left: 昊然|离职了.
func (t *telling) goneNext(list []judged, i int) bool {
	return i+1 < len(list) && !list[i].strong && t.m.leftOf(list[i].clause) == 0 && len(list[i+1].names) == 0 && (list[i+1].kind == absence || t.m.personal(list[i+1].clause))
}

// tellsMore: clauses tell something beside who and what is owed.
func (t *telling) tellsMore(list []judged) bool {
	for _, j := range list {
		if j.kind != follows && j.kind != plans && t.m.leftOf(j.clause) > 0 {
			return true
		}
	}
	return false
}

// ofDuty: what is said right behind something to do belongs to it, unless it is over or
// somebody speaks: 20号前完成盘点，苗条配合.
func (t *telling) ofDuty(before, j judged) bool {
	return before.kind == follows && before.lead == nil && len(before.names) > 0 && !before.strong && !t.m.done(j.from, j.to) && j.sign(kTheir) == nil
}

func (t *telling) visitedAt(account sales.AccountID) bool {
	for _, v := range t.visits {
		if v.Account.ID == account {
			return true
		}
	}
	return false
}

// meetsHan: somebody of the account does, says or undergoes something in a clause.
func (t *telling) meetsHan(j judged, account sales.AccountID) bool {
	m := t.m
	if m.intends(j) && j.sign(kTheir) == nil || m.leftOf(j.clause) == 0 && len(t.others) == 1 && len(t.visits) == 0 {
		return false
	}
	if day := m.certainlyComing(j.clause); day != nil && !m.afterSaying(j.clause, m.r.lx[day.from].from) && !day.Due.By && day.Until.IsZero() {
		return false
	}
	known := m.folk(account)
	for _, p := range m.peopleIn(j.clause, account) {
		if p.title == "" && len(fitting(p, known)) == 0 || t.absent(j, p) || m.hasLeft(p, j.clause) || m.reported(j, p) || m.onlyMentioned(j.clause, p) || m.atAllTimes(p, j.clause) || m.newsOf(p, j.clause) {
			continue
		}
		if len(j.names) > 0 && j.names[0].from > p.to && j.sign(kBy, kMeeting) == nil && !(p.from > j.from && among(m.s.words[p.from-1].text, "跟和与同带陪把见")) { // 钟倩说农夫山泉…: of the account, not at it
			continue
		}
		return true
	}
	return false
}

// intends: a plan stands in a clause. 约在 and the like tell one only with a day to come.
func (m *message) intends(j judged) bool {
	for _, s := range j.signs {
		if s.kind == kPlan && !(appointedHan[s.text] && m.coming(j.clause) == nil) {
			return true
		}
	}
	return false
}

var appointedHan = wordsOf(`约在 约我 约了我 约我们 约了我们 约了 约的 约好 安排 请我们去 邀请我 邀我`)

// afterSaying: what stands at a word is what somebody said.
func (m *message) afterSaying(c clause, at int) bool {
	for _, s := range c.signs {
		if s.kind == kTheir && s.to <= at {
			return true
		}
	}
	return false
}

// onlyMentioned: the person is whom something is to be done for, or whom something is of:
// 发给王总, 王总的电话, 王总是东北人.
func (m *message) onlyMentioned(c clause, p named) bool {
	if p.from > c.from && among(m.s.words[p.from-1].text, "在到") && theirDesk.MatchString(m.s.folded(p.to, min(p.to+2, c.to))) { // 卡在刘科长那儿
		return true
	}
	if two := m.s.folded(p.to, min(p.to+2, c.to)); (two == "那边" || two == "这边" || two == "那里") && p.to+2 < c.to && among(m.s.words[p.to+2].text, "我咱现目") { // 沈总那边我们排第三
		return true
	}
	if p.to < c.to && among(m.s.words[p.to].text, "的是会") || p.to+1 < c.to && m.s.words[p.to+1].text == "的" && among(m.s.words[p.to].text, "要催提问定") { // 璩主管要的报告
		return true
	}
	for _, s := range m.ending[p.from] {
		if (s.kind == kGiven || s.kind == kNot) && s.from >= c.from && !among(s.text, "跟和与同把由对及") {
			return !m.done(p.to, c.to)
		}
	}
	return false
}

// theirDesk is where something lies that somebody has to deal with.
var theirDesk = regexp.MustCompile(`^(?:那儿|那里|那边|这儿|这里|手里|手上|手中|桌上)`)

// receivedInstead: who went to see somebody who was away was received by others, or left
// something there: 他徒弟接的, 样本放前台了.
func (m *message) receivedInstead(c clause) bool {
	for w := c.from; w+1 < c.to; w++ {
		if instead[m.s.folded(w, w+2)] && !leftWord.MatchString(m.s.folded(w, c.to)) {
			return true
		}
	}
	return false
}

// leftWord: nothing but word was left for somebody: 留了口信.
var leftWord = regexp.MustCompile(`^留[了下]个?(?:言|话|口信|口讯|讯息|信息|消息|纸条|字条|条子|语音|名片)`)

var instead = wordsOf(`接的 接待 代接 放了 放下 放在 放前 留下 留了 交给 转交 代收 代签 见了 陪的 谈的 聊的`)

// hearsayHan: told by somebody else, or read.
func (m *message) hearsayHan(c clause) bool {
	for w := c.from; w+1 < c.to; w++ {
		if published[m.s.folded(w, w+2)] {
			return true
		}
	}
	for _, s := range c.signs {
		if s.kind == kTheir && s.place {
			return true
		}
	}
	return false
}

var published = wordsOf(`朋友 公众 官网 网上 微博 抖音 年报 公告 新闻 报纸 报道 论坛 小红`)

// asksUs: somebody of the account opens a clause and asks for what is to be done.
func (t *telling) asksUs(j judged, account sales.AccountID) bool {
	for _, p := range t.m.peopleIn(j.clause, account) {
		if p.from <= j.from+1 || len(j.names) > 0 && j.names[0].from == j.from && p.from <= j.names[0].to+1 {
			return t.m.demanded(j, p)
		}
	}
	return false
}

// dayHan is the day of a visit that is told without a verb: of the first of its clauses
// that names one gone by, which is neither what was said nor of a thing: 上周的报价.
func (m *message) dayHan(list []judged) *found {
	for _, j := range list {
		if j.kind == follows || j.kind == plans {
			continue
		}
		d := m.toldDay(j.clause)
		if d == nil || m.after(d) || !d.Until.IsZero() && d.Until.DaysSince(d.Due.Day) > 7 || m.placeAt(m.r.lx[d.from].from) || m.afterSaying(j.clause, m.r.lx[d.from].from) || m.ofThing(d, j.to) {
			continue
		}
		return d
	}
	return nil
}

// placeAt: what looks like a day is where it took place: 约在|周五餐厅.
func (m *message) placeAt(w int) bool { return w > 0 && m.s.words[w-1].text == "在" }

// ofThing: a day says of which day a thing is: 上周的报价, 昨天寄的样品.
func (m *message) ofThing(d *found, end int) bool {
	to := m.r.lx[d.to-1].to
	for w := to; w < min(to+3, end); w++ {
		if m.s.words[w].text == "的" {
			return w+1 < end && !m.startsDay(w+1)
		}
	}
	return false
}

// modeHan is how a visit took place, by any word of its clauses that says so.
func (m *message) modeHan(list []judged) (sales.Mode, Span) {
	for _, j := range list {
		if j.kind == follows || j.kind == plans {
			continue
		}
		for _, s := range j.signs {
			if s.mode != "" && (s.kind == kTold || s.kind == kBy || s.kind == kMeeting || s.kind == kPlain && !contactData[s.text]) {
				return s.mode, m.s.span(m.s.words[s.from].from, m.s.words[s.to-1].to)
			}
		}
	}
	for _, j := range list {
		if at := sentTo.FindStringIndex(m.s.folded(j.from, j.to)); at != nil && j.kind != follows && j.kind != plans {
			return sales.ByMessage, m.s.span(m.s.words[j.from].from, m.s.words[j.to-1].to)
		}
	}
	return "", Span{}
}

// sentTo tells what was sent to somebody: 给周主管发了报价单.
var sentTo = regexp.MustCompile(`给.{1,16}?(?:发|传|转)(?:了|过去|出去)`)

// dayBeforeHan takes the day of a visit from the clause that leads to it, where it says
// where the author was: 三天前在广州参加供应商大会，和他聊了聊.
func (t *telling) dayBeforeHan(before judged) {
	d := t.m.dayHan([]judged{before})
	if d == nil {
		return
	}
	first, to := t.m.r.lx[d.from].from, t.m.r.lx[d.to-1].to
	if first <= before.from+1 && to < before.to && among(t.m.s.words[to].text, "在去到参来跟和陪从跑飞开") {
		t.current.Day = d.DayReading
	}
}

// dayAfterHan takes the day of a visit from a later clause that says when it was:
// 来我们工厂验厂，昨天来的.
func (t *telling) dayAfterHan(v *draft) {
	if !v.Day.Due.IsZero() || v.Extends || t.m.s.language() != "zh-Hans" {
		return
	}
	for _, j := range v.clauses {
		d := t.m.certainlyGone(j.clause)
		if d == nil || d.isPart || j.kind != remark && j.kind != tells || t.m.r.lx[d.from].from > j.from+2 {
			continue
		}
		if to := t.m.r.lx[d.to-1].to; to+1 < j.to && to+4 >= j.to && t.m.s.words[j.to-1].text == "的" && among(t.m.s.words[to].text, "来去到见谈聊开吃访碰") {
			v.Day = d.DayReading
			return
		}
	}
}

// tellAll tells a visit to each account of a list that a clause sums up: 满帮仇海，安能笪
// 队长，今天两家都跑了.
func (t *telling) tellAll(j judged) bool {
	if t.m.s.language() != "zh-Hans" || !t.m.sumsUp(j.clause) {
		return false
	}
	first := len(t.others)
	for first > 0 && t.others[first-1].opens && !t.others[first-1].strong && t.others[first-1].kind == remark {
		first--
	}
	heads := t.others[first:]
	if len(heads) < 2 {
		return false
	}
	t.others = t.others[:first:first]
	for _, head := range heads {
		t.begin(head.names[0].AccountReading)
		t.current.clauses = append(t.current.clauses, head)
		if j.day != nil {
			t.current.Day = j.day.DayReading
		}
	}
	t.add(j)
	return true
}

// sumsUp: 两家都, 三家: all that were named before.
func (m *message) sumsUp(c clause) bool {
	for w := c.from; w+1 < c.to; w++ {
		if among(m.s.words[w].text, "两三四五几") && among(m.s.words[w+1].text, "家边处个") {
			return true
		}
	}
	return false
}
