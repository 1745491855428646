package understand

import (
	"regexp"
	"slices"
	"strings"

	"roundsman/sales"
)

// nameObject says what is to be given where only the verb is said, after what was
// asked for: 要第三版图纸，下周一给他.
func (t *telling) nameObject(j judged, f *FollowUpReading) {
	before := t.before(j)
	if before == nil || before.strong || before.kind == cancels || before.kind == misses {
		return
	}
	verb := t.m.bareVerb(j)
	if verb == "" {
		return
	}
	object := t.m.wanted(before.clause)
	if object == "" && verb != "" {
		object = t.m.thingBefore(before.clause)
	}
	switch {
	case object == "":
	case strings.HasSuffix(verb, "过去") || strings.HasSuffix(verb, "出来"):
		f.What = object + verb
	default:
		f.What = verb + object
	}
}

// thingBefore is what they want to see or have, as the end of a clause: 想看|伺服压机的视频.
func (m *message) thingBefore(c clause) string {
	for _, s := range c.signs {
		if s.kind == kTheir && (s.text == "想" || s.text == "希望") && s.to+1 < c.to && among(m.s.words[s.to].text, "看要拿试了") && c.to-s.to <= 14 {
			return m.piece(s.to+1, c.to)
		}
	}
	return ""
}

// bareVerb is what is to be done when it is nothing but a verb that gives.
func (m *message) bareVerb(j judged) string {
	if j.day == nil || m.s.words[j.from].kind != han {
		return ""
	}
	first, last := m.r.lx[j.day.from].from, m.r.lx[j.day.to-1].to
	verb := m.glue([]string{m.piece(j.from, first), m.piece(last, j.to)})
	if found := hanGives.FindStringSubmatch(verb); found != nil {
		return found[1]
	}
	return ""
}

// detailsDuty takes what a Chinese clause adds to what is owed in the one before: 下周三
// 去蓝天，带上样品; 周四给孙丽打电话，垫片的事.
func (t *telling) detailsDuty(j judged) bool {
	m, before := t.m, t.before(j)
	if j.kind != remark || before == nil || before.strong || before.kind != plans && before.kind != follows || m.s.words[j.from].kind != han {
		return false
	}
	if text := m.s.folded(j.from, j.to); !among(m.s.words[j.from].text, "带捎拿买订备准") && !strings.HasPrefix(text, "顺便") && !strings.HasPrefix(text, "顺带") && !strings.HasPrefix(text, "主要") && !strings.HasSuffix(text, "的事") && !strings.HasSuffix(text, "的事情") && !strings.HasSuffix(text, "的事儿") {
		return false
	}
	list := t.duties
	if t.current != nil {
		list = t.current.FollowUps
	}
	if len(list) == 0 || list[len(list)-1].Span != m.extent(before.clause) {
		return false
	}
	last := &list[len(list)-1]
	last.What = m.glue([]string{last.What, m.comma(), m.text(j.clause)})
	if last.Account.Said == "" && len(j.names) > 0 {
		last.Account = j.names[0].AccountReading
	}
	last.planned = false
	return true
}

// onceDone names what is owed by what is to be done before: 图纸改好以后，3月16号送过去.
func (t *telling) onceDone(j judged, f *FollowUpReading) {
	before := t.before(j)
	if j.kind != follows || before == nil || before.strong || before.kind != remark || t.m.s.words[before.from].kind != han {
		return
	}
	text := t.m.s.folded(before.from, before.to)
	if j.lead == nil && len(t.others) == 1 && thatThing.MatchString(text) && !t.m.done(before.from, before.to) {
		f.What = t.m.glue([]string{t.m.text(before.clause), t.m.comma(), f.What})
		if f.Account.Said == "" && len(before.names) > 0 {
			f.Account = before.names[0].AccountReading
		}
		return
	}
	for _, once := range [...]string{"以后", "之后", "后", "完", "好了", "的话"} {
		if strings.HasSuffix(text, once) {
			f.What = t.m.glue([]string{t.m.text(before.clause), t.m.comma(), f.What})
			if f.Account.Said == "" && len(before.names) > 0 {
				f.Account = before.names[0].AccountReading
			}
			return
		}
	}
}

// movedHan puts a new day in the place of the plan that was called off: 约好今天十点视频
// 的，网络坏了，改明天同一时间.
func (t *telling) movedHan(j judged, f *FollowUpReading) {
	m := t.m
	if j.kind != cancels || j.day == nil || m.s.language() != "zh-Hans" {
		return
	}
	var time *sales.ClockTime
	for _, d := range m.days(clause{from: j.from, to: j.lead.from}, false) {
		time = d.Due.Time
	}
	if n := len(t.duties); n > 0 && t.current == nil && t.supersedes(j, t.duties[n-1]) {
		old := t.duties[n-1]
		t.duties = t.duties[:n-1]
		if f.Account.Said == "" {
			f.Account = old.Account
		}
		if time == nil {
			time = old.Due.Due.Time
		}
	}
	if said := m.s.folded(j.lead.from, j.to); time != nil && (strings.Contains(said, "同一时间") || strings.Contains(said, "同样时间")) {
		f.Due.Due.Time = time
	}
}

// supersedes: the plan that a duty is of was told in the sentence that moves it.
func (t *telling) supersedes(j judged, old FollowUpReading) bool {
	for i := len(t.others) - 1; i >= 0; i-- {
		before := &t.others[i]
		if before.from >= j.from {
			continue
		}
		if before.strong {
			return false
		}
		if (before.kind == plans || before.kind == follows && before.sign(kPlan) != nil) && t.m.extent(before.clause) == old.Span {
			before.kind = cancels
			return len(j.names) == 0 || old.Account.Said == "" || j.names[0].ID == old.Account.ID
		}
	}
	return false
}

// thatThing is a thing that is named before what is to be done with it: 水根说的那个配件.
var thatThing = regexp.MustCompile(`(?:那个|那批|那份|那单|那台|那套|那笔|那张|这个|这批|这份|上次的|上回的|说的)[^他她想要嫌]{1,12}$`)

// hanGives are the verbs by which something is handed over, and nothing else.
var hanGives = regexp.MustCompile(`^(?:我们|我|都|就|先|再|会|要|得|统一|一起|必须|争取|答应了?|承诺|说好|让我们|让我|要我们|要我|他|她|他们|对方|客户|务必|尽量|一定)*` +
	`((?:(?:改|做|弄|整|整理|准备|算|签|补|打|画|盖)(?:好|完|齐|出来))?(?:再|了)?(?:给|发|送|寄|出|报|交|补|回|提供|提交|回复|答复|发送|寄送|反馈|交付|带)?(?:给|到)?(?:他|她|他们|她们|对方|客户|人家|过去|出来|出去|过来|他们看|他看|答复)?)(?:一下|吧|了|哈)*$`)

// wanted is what a clause says that they ask for: 要|三套图, 需要|检测报告; or what was
// named as an offer: 报价|含税 is none.
func (m *message) wanted(c clause) string {
	at := -1
	for _, s := range c.signs {
		if wants[s.text] {
			at = s.to
		}
	}
	if at < 0 || at >= c.to {
		for _, s := range c.signs { // 报价含税，周三给
			if s.kind == kDeliver {
				return m.piece(s.from, s.to)
			}
		}
		return ""
	}
	for at < c.to && among(m.s.words[at].text, "了过我们一个份再补给发送寄") && at+1 < c.to {
		at++
	}
	if subject := m.subjectOf(c); subject != "" { // 备件清单要重做
		return subject
	}
	if c.to-at > 16 {
		return ""
	}
	return trimmed(m.piece(at, c.to))
}

// subjectOf is the thing that a clause begins with, before 要: a thing owed is no
// person who asks.
func (m *message) subjectOf(c clause) string {
	for _, s := range c.signs {
		switch {
		case s.kind == kDeliver && s.from < c.from+6:
			for _, must := range c.signs {
				if must.kind != kMust || must.from < s.to || must.from > s.to+4 {
					continue
				}
				if their := c.sign(kTheir); their != nil && their.from >= s.to && their.to <= must.from { // 报告|他们|要|英文版的
					return m.piece(c.from, their.from) + m.piece(must.to, c.to)
				}
				return m.piece(c.from, must.from)
			}
			return ""
		case s.kind == kMust || s.kind == kTheir || s.kind == kTold:
			return ""
		default:
		}
	}
	return ""
}

var wants = wordsOf(`要 需要 需 想要 还要 要我 要我们 让我 让我们 催 问 要求 希望 缺 想 得 还得 还需要 还需 索要 等`)

// latinMeans are the English words by which a Chinese message says how it was held.
var latinMeans = map[string]sales.Mode{
	"video": sales.ByVideo, "teams": sales.ByVideo, "zoom": sales.ByVideo, "webex": sales.ByVideo, "vc": sales.ByVideo,
	"call": sales.ByPhone, "phone": sales.ByPhone, "concall": sales.ByPhone, "tel": sales.ByPhone,
	"wechat": sales.ByMessage, "email": sales.ByMessage, "mail": sales.ByMessage, "line": sales.ByMessage, "whatsapp": sales.ByMessage,
	"dianhua": sales.ByPhone, "weixin": sales.ByMessage, "shipin": sales.ByVideo, "dingding": sales.ByVideo, "facetime": sales.ByVideo, "meet": sales.ByVideo, "skype": sales.ByVideo,
	"qq": sales.ByMessage, "onsite": sales.InPerson, "f2f": sales.InPerson,
}

// fillMeans reads them as signs.
func (m *message) fillMeans(c *clause) {
	if m.s.language() != "zh-Hans" {
		return
	}
	m.meetsOnline(c)
	m.triedOften(c)
	for w := c.from; w+1 < c.to; w++ {
		if m.s.words[w].text == "remind" && among(m.s.words[w+1].text, "我下一") { // remind我早一天准备
			c.signs = append(c.signs, sign{cue: cue{kind: kFollow}, from: w, to: w + 2, text: "提醒我"})
		}
	}
	for w := c.from; w < c.to; w++ {
		mode, ok := latinMeans[m.s.words[w].text]
		if !ok || m.owner[w] > 0 || m.s.words[w].kind != letters || m.s.words[w].text == "tel" && m.actsItself(w) {
			continue
		}
		to := w + 1
		if to < c.to && (m.s.words[to].text == "meeting" || m.s.words[to].text == "call") {
			to++
		}
		c.signs = append(c.signs, sign{cue: cue{kind: kBy, mode: mode}, from: w, to: to, text: m.s.folded(w, to)})
		w = to - 1
	}
}

// meetsOnline: where a meeting is held by what also takes messages, it is by video:
// 钉钉上开了个会.
func (m *message) meetsOnline(c *clause) {
	held := slices.ContainsFunc(c.signs, func(s sign) bool {
		return s.kind == kMeeting && strings.Contains(s.text, "会") || s.text == "演示" || strings.HasPrefix(s.text, "开") && len([]rune(s.text)) > 1
	})
	for i := range c.signs {
		if held && online[c.signs[i].text] {
			c.signs[i].mode = sales.ByVideo
		}
	}
}

var online = wordsOf(`钉钉 飞书 企微 企业微信 微信 微信上`)

// fillMoves reads 改 before a day as moved to it: 改周四上午了.
func (m *message) fillMoves(c *clause) {
	for i, s := range c.signs {
		if s.text == "改" && s.to < c.to && m.lexIsDayAt(s.to) && m.r.lx[m.lexOf[s.to]].from == s.to {
			c.signs[i].kind, c.signs[i].text = kCancel, "改到"
		}
	}
}

// triedOften: 约了三次 tells how often it was tried, and of no plan.
func (m *message) triedOften(c *clause) {
	c.signs = slices.DeleteFunc(c.signs, func(s sign) bool {
		if s.kind == kAbsent && s.to < c.to && m.s.words[s.from].kind == han && (m.s.words[s.to].text == "前" || m.s.folded(s.to, min(s.to+2, c.to)) == "之前") { // 离职前最后一天
			return true
		}
		return strings.HasPrefix(s.text, "约") && s.to+1 < c.to && among(m.s.words[s.to].text, "一两二三四五六七八九十几好多") && (among(m.s.words[s.to+1].text, "次回趟遍") || s.to+2 < c.to && among(m.s.words[s.to+2].text, "次回趟遍"))
	})
}
