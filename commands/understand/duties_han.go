package understand

import (
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
	switch {
	case object == "":
	case strings.HasSuffix(verb, "过去") || strings.HasSuffix(verb, "出来"):
		f.What = object + verb
	default:
		f.What = verb + object
	}
}

// bareVerb is what is to be done when it is nothing but a verb that gives.
func (m *message) bareVerb(j judged) string {
	if j.day == nil || m.s.words[j.from].kind != han {
		return ""
	}
	first, last := m.r.lx[j.day.from].from, m.r.lx[j.day.to-1].to
	verb := m.glue([]string{m.piece(j.from, first), m.piece(last, j.to)})
	for _, lead := range [...]string{"我们", "我", "都", "就", "先", "再", "会", "要", "得", "统一", "一起", "必须", "争取", "答应", "说好"} {
		verb = strings.TrimPrefix(verb, lead)
	}
	for _, tail := range [...]string{"一下", "吧", "了"} {
		verb = strings.TrimSuffix(verb, tail)
	}
	if hanGives[verb] {
		return verb
	}
	return ""
}

var hanGives = wordsOf(`给 发 送 寄 出 报 交 补 回 提供 提交 发送 寄送 给他 给她 给他们 给她们 给对方 给客户 发他 发她 发他们 发过去 送过去 寄过去 带过去 报过去 拿过去 补过去 发给他 发给她 发给他们 送给他 寄给他 交给他 回他 回她 回复 回复他 给出来 做出来 弄出来 出来 给到 发出 寄出 送到 给出 补齐 给答复`)

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
	if c.to-at > 16 {
		return ""
	}
	return trimmed(m.piece(at, c.to))
}

var wants = wordsOf(`要 需要 需 想要 还要 要我 要我们 让我 让我们 催 问 要求 希望 缺 想 得 还得 还需要 还需 索要 等`)

// latinMeans are the English words by which a Chinese message says how it was held.
var latinMeans = map[string]sales.Mode{
	"video": sales.ByVideo, "teams": sales.ByVideo, "zoom": sales.ByVideo, "webex": sales.ByVideo, "vc": sales.ByVideo,
	"call": sales.ByPhone, "phone": sales.ByPhone, "concall": sales.ByPhone, "tel": sales.ByPhone,
	"wechat": sales.ByMessage, "email": sales.ByMessage, "mail": sales.ByMessage, "line": sales.ByMessage, "whatsapp": sales.ByMessage,
	"onsite": sales.InPerson, "f2f": sales.InPerson,
}

// fillMeans reads them as signs.
func (m *message) fillMeans(c *clause) {
	if m.s.language() != "zh-Hans" {
		return
	}
	for w := c.from; w < c.to; w++ {
		mode, ok := latinMeans[m.s.words[w].text]
		if !ok || m.owner[w] > 0 || m.s.words[w].kind != letters {
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
