package understand

import (
	"regexp"
	"strings"
)

// Chinese says in many ways that somebody was not there: 去北京了, 查房去了, 在外面验厂,
// 躲着不见, 人在国外. What matters is that nothing more is told of the person.

var (
	// beforeAwayHan may stand between somebody and how they were away.
	beforeAwayHan = regexp.MustCompile(`^(?:今天|今日|昨天|那天|上午|下午|早上|中午|这两天|这几天|这周|最近|目前|现在|临时|突然|刚好|正好|恰好|偏偏|不巧|碰巧|又|也|都|还|刚|已经|已|就|一直|本来|自己|本人|人|那边|因为|因|说是|说|听说|据说|原来|正|又|则|倒是|却|大概|估计|好像|家里|家中|身体|孩子|单位|公司|上面|手上|手头|(?:开|办|参加)完[^，]{1,5}|直接|马上|当天)*`)
	// awayHan are the ways to be away, up to the end of the clause.
	awayHan = regexp.MustCompile(`^(?:` +
		`(?:去|飞|赴)(?:了|去了)?[^我咱见聊谈说看，]{1,8}?(?:了|去了|出差|开会|学习|培训|旅游|参展|考察|进修|养病|休假|探亲|看展|开会去了)` +
		`|(?:去|飞|赴)了[^我咱见聊谈说看，]{1,6}` +
		`|(?:去|飞|赶)?回了?(?:老家|国|家|总部|公司|厂|娘家)[^我咱]{0,4}` +
		`|[^我咱见聊谈说，]{1,5}去了` +
		`|(?:人)?(?:还)?在(?:外面|外地|外头|国外|海外|境外|老家|出差|休假|休息|度假|住院|医院|隔离|开会|培训|忙|路上|飞机上|高铁上)[^我咱]{0,6}` +
		`|(?:被)?(?:叫|拉|派|抽|调|喊)(?:去|走|到)[^我咱]{0,6}了?` +
		`|(?:不得闲|没得闲|没闲|不方便|不便|出国|出差|外出|请假|请了假|请了[^我]{0,3}假|休[^我]{0,3}假|调休|轮休|病|生病|感冒|住院|发烧|隔离|有事|有会|没空|没时间|没工夫|抽不[出开]|走不开|脱不开|不在|没在|没来|没到|没去|没参加|没出席|没露|没上线|没进会|没下来|没接|没理|未到|未参加|未出席|缺席|缺勤|(?:没有?|未|没能)(?:能)?(?:出现|现身|露脸|参会|到会|赶来|赶到|过来|下来|上来|进来|出来|碰上|见着|聊上|排上|轮到)|(?:的?约见?|约的?)?被(?:推|拒|取消)了?|爽约|避而不见|不见我?|不肯见|不愿见|不想见|躲|不出来|不露面|不接待|忙得?|开会去|离职|辞职|退休|走人|跳槽|调走|调任|调到|调去|产假|怀孕|没赶上|赶不[回来]|来不了|没能来|没过来|没回来|还没回|没上班|不上班|放假|掉线|没碰[上着到]|没见[着上到]|没遇[上到])[^我咱由让派换叫代]{0,8}` +
		`)[啊呢哦吧的了,]*$`)
	// anaphoraHan leads to how somebody just named was away.
	anaphoraHan = regexp.MustCompile(`^(?:结果|但是|但|可是|可|不过|谁知道?|没想到|不巧|偏偏|只是|不料|到了才知道|到了|才知道|说|说是|前台说|门卫说|秘书说|他们说|人家|他|她|人|本人|老板|领导)*`)
)

// awayAfterHan: what follows somebody's name up to the end of the clause says that he or
// she was not there.
func (m *message) awayAfterHan(p named, c clause) bool {
	if m.s.words[p.from].kind != han || p.to >= c.to {
		return false
	}
	return awayLike(m.s.folded(p.to, c.to)) && !m.thenReached(c)
}

// thenReached: who was away was reached all the same: 在外地开会，电话里聊了几句.
func (m *message) thenReached(c clause) bool {
	for _, next := range m.clauses {
		if next.from < c.to || next.from-c.to > 1 || c.strong {
			continue
		}
		if s := next.sign(kTold); s != nil && s.mode != "" && len(next.names) == 0 && len(m.peopleIn(next, c.account())) == 0 {
			return true
		}
	}
	return false
}

func awayLike(text string) bool {
	text = strings.TrimSpace(text)
	rest := text[len(beforeAwayHan.FindString(text)):]
	return rest != "" && awayHan.MatchString(rest)
}

// isAway: a clause says of somebody that he or she was not there, and no more.
func (m *message) isAway(j *judged) bool {
	if m.s.language() != "zh-Hans" || j.list != nil || m.certainlyComing(j.clause) != nil {
		return false
	}
	for _, p := range m.peopleIn(j.clause, j.account()) {
		if p.title == "" && len(fitting(p, m.folk(j.account()))) == 0 || !m.awayAfterHan(p, j.clause) || m.afterPersonSign(p) && m.toldBeforePerson(j, p) {
			continue
		}
		if before := m.piece(j.from, p.from); len(j.names) == 0 && len([]rune(before)) > 6 || len(m.peopleIn(clause{from: p.to, to: j.to, topic: j.topic}, j.account())) > 0 {
			continue
		}
		j.kind, j.lead = absence, &sign{cue: cue{kind: kAbsent}, from: p.to, to: j.to, text: m.s.folded(p.to, j.to)}
		return true
	}
	return false
}

// toldBeforePerson: the words before somebody tell that he or she was met.
func (m *message) toldBeforePerson(j *judged, p named) bool {
	for _, s := range j.signs {
		if s.kind == kTold && s.to <= p.from && finished(s.text) {
			return true
		}
	}
	return false
}

// awayNextHan: the next clause says of whom one was to see that he or she was away: 去找吴总，
// 结果他去上海了.
func (t *telling) awayNextHan(v *draft, j judged, p named) bool {
	m := t.m
	if m.s.language() != "zh-Hans" || j.strong || j.kind == tells && j.lead != nil && !m.toBeSeen(j, p) {
		return false
	}
	for _, next := range v.clauses {
		if next.from < j.to || next.from-j.to > 1 {
			continue
		}
		text := m.s.folded(next.from, next.to)
		if m.stoodIn(next.clause, text, v) {
			return true
		}
		lead := anaphoraHan.FindString(text)
		if rest := text[len(lead):]; rest == "" || len(m.peopleIn(next.clause, v.Account.ID)) > 0 || !awayLike(rest) || m.certainlyComing(next.clause) != nil {
			continue
		}
		if t.toldLater(v, next) && !m.anyoneElse(v, p, m.folk(v.Account.ID)) {
			continue
		}
		last := p
		for _, other := range m.peopleIn(j.clause, v.Account.ID) {
			last = other
		}
		return last.from == p.from
	}
	return false
}

// stoodIn: somebody else stood in, or only somebody else was met: 宁经理代他见的, 只跟叶子对了
// 清单.
func (m *message) stoodIn(c clause, text string, v *draft) bool {
	for _, word := range [...]string{"代他", "代她", "替他", "替她", "代为"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	for _, word := range [...]string{"只跟", "只和", "只见", "只有", "只碰", "就跟", "只能跟", "只能和", "只好跟", "只好找", "改跟", "改找", "换成"} {
		if strings.HasPrefix(text, word) {
			return len(m.peopleIn(c, v.Account.ID)) > 0
		}
	}
	return false
}

// toldLater: a clause of a visit behind another tells that it took place.
func (t *telling) toldLater(v *draft, j judged) bool {
	for _, later := range v.clauses {
		if later.from > j.from && later.kind == tells {
			return true
		}
	}
	return false
}

// toBeSeen: somebody was to be seen: 去找吴总, 约了吴总.
func (m *message) toBeSeen(j judged, p named) bool {
	if p.from == j.from {
		return false
	}
	return among(m.s.words[p.from-1].text, "找约见访")
}

// theirHan are whom somebody has, who is not met in their place: 张总秘书打来.
var theirHan = wordsOf(`秘书 助理 太太 夫人 老婆 爱人 媳妇 儿子 女儿 闺女 孩子 司机 侄子 徒弟 弟弟 哥哥 妹妹 姐姐 父亲 母亲 爸爸 妈妈`)

func (m *message) possessedHan(p named) bool {
	if three := m.s.folded(p.to, min(p.to+3, len(m.s.words))); three == "那边的" || three == "这边的" { // 毛总那边的POC
		return true
	}
	if two := m.s.folded(p.to, min(p.to+2, len(m.s.words))); two == "那边" && p.to+2 < len(m.s.words) && among(m.s.words[p.to+2].text, "我他她由让") { // 丁总那边她去说
		return true
	}
	at := p.to
	if at < len(m.s.words) && m.s.words[at].text == "的" {
		at++
	}
	return m.s.words[p.from].kind == han && at+2 <= len(m.s.words) && theirHan[m.s.folded(at, at+2)]
}

// dutiesOf are what somebody does at all times, which is no news of a meeting: 丁一只管品牌,
// 苗苗说了算, 钱部长管搬迁.
var dutiesOf = regexp.MustCompile(`^(?:只|主要|都|还|也|就|是|一直|现在|以后|直接)*(?:管(?:着|的)?|负责|主管|分管|兼|主抓|说了算|拍板|做主|主事|管事|当政|顶替|接手|接管|代理|说话算|当家|姓|属[鼠牛虎兔龙蛇马羊猴鸡狗猪]|信佛|不喝酒|喜欢|爱|怕|跟[^我]{1,6}(?:是同学|是亲戚|是老乡|关系)|和[^我]{1,6}(?:是同学|是亲戚|是老乡|关系)|原来是|以前是|之前是|出身|毕业)`)

func (m *message) atAllTimes(p named, c clause) bool {
	return m.s.words[p.from].kind == han && dutiesOf.MatchString(m.s.folded(p.to, min(p.to+12, c.to)))
}

// newsOf: a month or year, or a day to come, stands right behind somebody: 蔡课长上个月提的.
func (m *message) newsOf(p named, c clause) bool {
	for _, d := range m.days(c, true) {
		if m.r.lx[d.from].from == p.to {
			return m.after(&d) || !d.Until.IsZero() && d.Until.DaysSince(d.Due.Day) > 7
		}
	}
	return false
}
