package understand

import (
	"regexp"

	"roundsman/sales"
)

// What the author says he will do has as many verbs in Chinese as there are; so it is known
// by how it is said: 我说周五给他方案, 跟他讲好了月底以前签框架, 周二前加20组, 下周五把发票寄给方圆.

var (
	// givesWord ends what the author said to whom before he said by when.
	givesWord = regexp.MustCompile(`(?:(?:^|[^让叫])(?:我|我们|咱|咱们)(?:就|也|都|还|已经|先|跟|和|对|给|向)*[^我他她让]{0,4}(?:他|她|他们|对方|客户|人家)?(?:说|答应|承诺|保证|应承|约|回复|告诉|许诺|表态|答复|讲)(?:好|了|定|过|他|她|他们|她们|对方|客户|的|是)*(?:[\p{Han}]{1,4}(?:部|厂|库|科|组|同事|师傅|售后|物流))?|(?:跟|和|与|同)[^我，]{1,6}(?:讲|说|谈|约|定|商量)(?:好|定)了?|(?:讲|说|谈|约|商量)(?:好|定)了?)$`)
	// opensDuty may stand before the day that opens what is to be done.
	opensDuty = regexp.MustCompile(`^(?:另外|顺便|然后|所以|那|那就|就|我|我们|咱|咱们|还有|还|再|接着|最后|争取|尽量|务必|一定|必须|准备|计划|打算|要|得|需要|需|嗯|好的|ok)*$`)
	// onceHan is what is to be over before: 等验收完之后|下周五把发票寄去.
	onceHan = regexp.MustCompile(`^等.{2,16}(?:之后|以后|后|完|再|了)$`)
	// theirDeeds are what others do by a day.
	theirDeeds = regexp.MustCompile(`^(?:再|就|才|会|要|能|可以|应该|可能|估计|大概|预计|正式|开始|前后|左右|之间|全部|一次性|先|统一|也|都|又|他|她|它|客户|对方)*(?:到货|到厂|到位|到港|到$|到账|上线|上市|投产|量产|开标|评标|定标|招标|开会|出结果|出来|出报告|下单|落单|下订单|付|打款|回款|汇款|结账|结款|给钱|给我|给我们|回我|回复我|答复我|通知我|告诉我|联系我|发我|发给我|签收|验收|放假|复工|上班|生效|截止|到期|开业|开工|开学|停产|搬|换人|决定|定下来|拍板|有结果|有消息|有答复|出发|回来|回国|退休|离职|生日|过生日|结婚|涨价|调价|降价|试产|用完|断货|缺货|说|提|问|反馈|批|审批|完工|交房|封顶|开始|是|有|没|不)`)
	// ownDeeds are the verbs of what the author does on a day, of one character.
	ownDeeds = regexp.MustCompile(`^(?:再|就|去|来|给|我|我们|也|都|先|统一|带人|安排人|派人|一起|自己|亲自|重新|另外|单独|继续|上门|过去|务必|一定|必须|要|得|需要)*(?:send|email|call|follow|review|prepare|给|回|发|送|寄|报|补|交|加|追|催|换|修|装|调|盯|查|测|试|做|出|改|写|订|备|退|赔|拿|取|接|派|拉|排|打|印|传|填|核|问|约[^了]|请|找|联系|确认|通知|提醒|核对|对账|跟|和|带|收|算|开票|整理|完成|提供|更新|处理|解决|落实|申请|重开|重做|重发|再去|再来|再约|再打|再问|再催|再碰|再谈|再过|再开|再聊|再对|再沟通|再讨论|再见|再评|再看|再确认|把|将|帮|替|向|盖章|搞|弄|办|返工|整改|指导|派)`)
)

// isUndertaken: what is to be done by the author, in any verb.
func (m *message) isUndertaken(j *judged) bool {
	if m.s.language() != "zh-Hans" || len(m.names) == 0 && m.c.Last == "" && j.topic == nil && !m.namesSomebody() && !m.toldSomewhere(j.clause) {
		return false
	}
	if s := j.sign(kFollow, kCancel, kMissed, kNote, kRival); s != nil || j.asked {
		return false
	}
	if s := j.sign(kPlan); s != nil && s.place {
		return false
	}
	day := m.dueIn(j.clause)
	if day == nil || day.isPart || day.Sure < Sure || !m.after(day) && !(day.Due.By && day.Due.Day == m.r.today) || m.wholeMonth(day) {
		return false
	}
	if m.passedToday(j.clause, day) || m.theyGive(j, day) && !givesWord.MatchString(m.s.folded(j.from, m.r.lx[day.from].from)) {
		return false
	}
	first, last := m.r.lx[day.from].from, m.r.lx[day.to-1].to
	if last >= j.to || first < j.from || m.certainlyComing(j.clause) == nil && !day.Due.By && !m.undecided(j.clause) {
		return false
	}
	before, rest := m.s.folded(j.from, first), m.s.folded(last, j.to)
	switch {
	case givesWord.MatchString(before) && !theyPay.MatchString(rest):
		at := sign{cue: cue{kind: kPromise}, from: j.from, to: first, text: before}
		j.lead = &at
	case m.givesThing(j, day, rest):
		// the author gives it
	case (opensDuty.MatchString(before) || onceHan.MatchString(before)) && !theirDeeds.MatchString(rest) && m.oursToDo(j, day, rest):
	default:
		return false
	}
	j.kind, j.day = follows, day
	return true
}

// givesThing: nothing but a thing, the day and a verb that gives: 8D周五给, 色卡下周一寄.
func (m *message) givesThing(j *judged, day *found, rest string) bool {
	first := m.r.lx[day.from].from
	if n := first - j.from; n < 1 || n > longestThing || len(j.names) > 0 || !bareGift.MatchString(rest) {
		return false
	}
	for _, s := range j.signs {
		if s.to <= first && s.kind != kDeliver && s.kind != kAction && s.kind != kOrdinary {
			return false
		}
	}
	return !m.personIn(clause{from: j.from, to: first})
}

const longestThing = 8 // characters

var bareGift = regexp.MustCompile(`^(?:我|我们|就|再|要|能|可以|统一|一起)*(?:给|发|寄|补|送|出|报|交|提供|提交|回复|带)(?:过去|出来|过来|给他们?|给她|给客户|他们?|她|到)?(?:了|吧)?$`)

// oursToDo: what follows the day is for the author to do.
func (m *message) oursToDo(j *judged, day *found, rest string) bool {
	last := m.r.lx[day.to-1].to
	if m.owner[last] > 0 || m.personAt(last) || m.s.words[last].text == "的" {
		return false
	}
	if told := j.sign(kTold); told != nil && finished(told.text) && told.from >= last {
		return false
	}
	if m.asked(j) != nil || !ownDeeds.MatchString(rest) && !(day.Due.By && m.toldSomewhere(j.clause) && j.sign(kTheir) == nil && len([]rune(rest)) > 1) {
		return false
	}
	return day.Due.By || m.certainlyComing(j.clause) != nil || len(m.clauses) > 1
}

// toldSomewhere: another clause tells a visit.
func (m *message) toldSomewhere(c clause) bool {
	for _, other := range m.clauses {
		if other.from < c.from && other.sign(kTold) != nil {
			return true
		}
	}
	return false
}

// isByMeans: how somebody was reached, and what was done so: WhatsApp了何主任, Line上跟簡工确认
// 了规格.
func (m *message) isByMeans(j *judged) bool {
	s := j.sign(kBy)
	if s == nil || s.mode == "" || s.mode == sales.InPerson || m.s.words[s.from].kind != letters || m.s.language() != "zh-Hans" || m.certainlyComing(j.clause) != nil || j.sign(kPlan, kFollow, kCancel, kMissed) != nil || !m.done(s.to, j.to) && !(s.to < j.to && m.s.words[s.to].text == "我") {
		return false
	}
	if len(j.names) == 0 && j.topic == nil && !m.personIn(j.clause) {
		return false
	}
	at := *s
	at.kind, at.place, at.person = kTold, true, true
	j.kind, j.lead, j.day = tells, &at, m.toldDay(j.clause)
	return true
}
