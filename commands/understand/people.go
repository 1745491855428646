package understand

import (
	"strings"

	"roundsman/sales"
	"roundsman/sales/names"
)

// named is a person as a text names them, at words from..to, before it is known
// who it is.
type named struct {
	from, to int
	title    string // as typed
	name     string // as typed, without title; for 李总 the whole
	surname  string // folded, if only the surname and a title are said
	firm     bool   // stands where a person is named, so that an unknown one is created
}

// peopleIn are the persons named in a clause: with a title, after the words that
// take a person, or known at the account.
func (m *message) peopleIn(c clause, account sales.AccountID) []named {
	key := peopleKey{c.from, c.to, account}
	if out, ok := m.people[key]; ok {
		return out
	}
	var out []named
	known := m.folk(account)
	for i := c.from; i < c.to; {
		p, ok := m.personHere(i, c, known)
		if !ok {
			i++
			continue
		}
		out = append(out, p)
		i = p.to
	}
	m.people[key] = out
	return out
}

// peopleKey is a clause read for people of an account.
type peopleKey struct {
	from, to int
	account  sales.AccountID
}

// claim gives a word to a name, so that it is no other's.
func (m *message) claim(word, name int) {
	m.owner[word] = name
	clear(m.people)
}

func (m *message) personHere(i int, c clause, known []folk) (named, bool) {
	if m.owner[i] > 0 {
		return named{}, false
	}
	if p, ok := m.initialBefore(i, c, known); ok {
		return p, true
	}
	switch m.s.words[i].kind {
	case han:
		return m.hanPerson(i, c, known)
	case letters:
		return m.latinPerson(i, c, known)
	default:
	}
	return named{}, false
}

// hanPerson: a known name, a name or surname with a title, or after 见了 a
// surname with one or two characters and then an end.
func (m *message) hanPerson(i int, c clause, known []folk) (named, bool) {
	for _, f := range known {
		for _, plain := range f.plain {
			n := len([]rune(plain))
			if n >= 2 && n <= 5 && i+n <= c.to && m.s.folded(i, i+n) == plain {
				return m.withHanTitle(named{from: i, to: i + n, name: f.Name, firm: true}, c.to), true
			}
		}
	}
	if p, ok := m.nickname(i, c.to, known); ok {
		return p, true
	}
	if p, ok := m.calledGiven(i, c, known); ok {
		return p, true
	}
	surname := m.surnameAt(i, c.to)
	if surname == 0 && m.surnameKnown(i, c.to, known) {
		surname = 1
	}
	if p, ok := m.soundsKnown(i, c.to, known); ok {
		return p, true
	}
	if surname == 0 || m.wordAcross(i, c.to) {
		return named{}, false
	}
	for given := 0; given <= 2; given++ {
		j := i + surname + given
		if j > c.to {
			break
		}
		if given > 0 && m.owned(i, j) || given > 0 && among(m.s.words[i].text, "于向那时连全应解单方成何") && m.surnameAt(i+1, c.to) > 0 {
			break
		}
		if given > 0 && strings.ContainsAny(m.s.folded(i+surname, j), "部处科课室组") { // 供应部|单部长
			break
		}
		if given > 0 && j < c.to && m.s.words[j].text == "的" && (m.hanPersonTitled(j+1, c.to) || m.knownHan(min(j+1, len(m.s.words)-1))) {
			return named{}, false // 华围的王伟: the place, not a person
		}
		if title := m.hanTitleAt(j, c.to); title != "" && !noPerson[m.s.folded(i, j)] && !noTitled[m.s.folded(i, j)+title] && !m.tookOrder(i, j+len([]rune(title))) && !(given == 0 && m.s.words[i].text == "任" && i > 0 && among(m.s.words[i-1].text, "新现前原时担兼继接")) {
			if given > 0 && (m.titleWithin(i+surname, j) || m.inLongerWord(i) || m.hasSign(i, i+1)) {
				continue
			}
			to := j + len([]rune(title))
			if given == 0 && to == i+2 && commonHan(m.s.folded(i, to)) { // 车队, 古董
				continue
			}
			p := named{from: i, to: to, title: title, name: m.piece(i, to), firm: true}
			if given == 0 {
				p.surname = m.s.folded(i, j)
			} else {
				p.name = m.piece(i, j)
			}
			return p, true
		}
	}
	if p, ok := m.cutTitle(i, c.to, known); ok {
		return p, true
	}
	if !m.personSlot(i) {
		return named{}, false
	}
	for given := 2; given >= 1; given-- {
		j := i + surname + given
		if j <= c.to && !m.owned(i, j) && m.endsHanName(j, c.to) && !m.noName(i, j) && !m.hasSign(i, j) {
			return named{from: i, to: j, name: m.piece(i, j), firm: true}, true
		}
	}
	return named{}, false
}

// tookOrder: who seems a person is a firm that took an order away: 被|徐工|抢走.
func (m *message) tookOrder(from, to int) bool {
	return from > 0 && m.s.words[from-1].text == "被" && to < len(m.s.words) && among(m.s.words[to].text, "抢拿挖截撬")
}

// inLongerWord: a common word of three characters goes over a surname: 供应链|总监.
func (m *message) inLongerWord(i int) bool {
	return i > 0 && i+2 <= len(m.s.words) && m.s.words[i-1].kind == han && (commonHan(m.s.folded(i-1, i+2)) || m.s.words[i+1].kind == han && m.owner[i-1] == 0 && commonHan(m.s.folded(i-1, i+1)) && !m.knownHan(i))
}

// noName: the characters are a word, or the last belongs to what follows.
func (m *message) noName(i, j int) bool {
	said := m.s.folded(i, j)
	if strings.ContainsAny(said, "我你他她们") {
		return true
	}
	return noPerson[said] || commonHan(said) || j == i+3 && (commonHan(m.s.folded(i, i+2)) || among(m.s.words[j-1].text, "和与跟说在也都的了谈聊是要想对"))
}

// hanPersonTitled: a surname with a title stands at a word.
func (m *message) hanPersonTitled(i, end int) bool {
	if i >= end {
		return false
	}
	surname := m.surnameAt(i, end)
	for given := 0; surname > 0 && given <= 2 && i+surname+given < end; given++ {
		if m.hanTitleAt(i+surname+given, end) != "" {
			return true
		}
	}
	return false
}

// nickname: 小赵, 老王, where a person is named.
func (m *message) nickname(i, end int, known []folk) (named, bool) {
	if i+2 > end || !among(m.s.words[i].text, "小老阿") || m.s.words[i+1].kind != han || !strings.Contains(chineseSurnames, m.s.words[i+1].text) || noPerson[m.s.folded(i, i+2)] || m.owned(i, i+2) {
		return named{}, false
	}
	after := i == 0 || m.s.words[i-1].kind == mark || among(m.s.words[i-1].text, "的有、")
	ours := m.isSurnamed(m.s.words[i+1].text, known) // 旭辉小池|发来短信
	if !after && !m.personSlot(i) || !ours && !m.endsHanName(i+2, end) {
		return named{}, false
	}
	return named{from: i, to: i + 2, name: m.piece(i, i+2), surname: m.s.words[i+1].text, title: m.piece(i, i+1), firm: true}, true
}

func (m *message) hasSign(from, to int) bool {
	for w := max(0, from-maxHanCue); w < to; w++ {
		for _, s := range m.starting[w] {
			if s.to > from && len([]rune(s.text)) > 1 {
				return true
			}
		}
	}
	return false
}

func (m *message) titleWithin(from, to int) bool {
	for k := from; k < to; k++ {
		if t := m.hanTitleAt(k, to); t != "" {
			return true
		}
	}
	return false
}

// noPerson look like a surname with something: 项目经理, 高级经理.
var noPerson = wordsOf(`小时 小单 小车 小米 小包 小管 小白 小路 小柴 小方 小项 小房 小程 小边 小平 小党 小贺 老方 老项 老单 老车 老时 老路 老房 老边 老年 小年 小成 老成 小安 项目 高级 时间 客户 区域 成本 方案 车间 车辆 钱款 安全 安装 温度 金额 金融 项 单价 全部 全体 全年 全程 水平 常规 常见 时候 方面 方式 方向 方便 于是 关于 关系 何时 何人 何处 任何 任务 应该 应用 应付 解决 解释 和平 马上 高兴 白天 平时 平台 安排 明年 明天 明确 成功 成立 成交 成果 成品 宣传 祝福 包装 包括 计划 计算 强调 顾客 顾问 史上 万元 余额 向上 毛利 连续 许多 许可 施工 施工方 古董 项目部 谢谢 汤料 左右 管理 路上 路线 路过 单位 单子 单独 桂花 边上 井下 段时间 范围 石油 石化 金属 金山 江苏 江西 广州 车上 车队 车型 温州 宁波 宁德 苏州 常州 卫生 米饭 都是 那边 和我 和他 和她 和他们 和我们 和客户 和同事 和对方 连接 师傅 冷库 查询 查看 时长 解约 池子 时机 终端 全新 方法 利润 利益 严格 严重 向我 向他 路由 司机 易用 苗头 商量 商务 商业 商谈 农业 经理 华东 华北 华南 柏林`)

var noTitled = wordsOf(`施工 方工 古董 全总 共总 应总`)

var surnameRunes = runesOf(chineseSurnames)

func runesOf(list string) map[rune]bool {
	set := map[rune]bool{}
	for _, r := range list {
		set[r] = true
	}
	return set
}

func (m *message) surnameAt(i, end int) int {
	if i+1 < end && chineseSurnames2[m.s.folded(i, i+2)] {
		return 2
	}
	if r := m.s.runes[m.s.words[i].from]; m.s.words[i].kind == han && surnameRunes[r] {
		return 1
	}
	return 0
}

// hanTitleAt is the title at a word: 经理, 总. 总部 and 工厂 are none.
func (m *message) hanTitleAt(i, end int) string { return titleAt(m.s, i, end) }

// titlesBy are the Chinese titles by their first character, the longest first.
var titlesBy = byFirst(chineseTitles)

func byFirst(list []string) map[string][]string {
	out := map[string][]string{}
	for _, word := range list {
		first := string([]rune(word)[:1])
		out[first] = append(out[first], word)
	}
	return out
}

func titleAt(s *script, i, end int) string {
	if i >= end {
		return ""
	}
	for _, title := range titlesBy[s.words[i].text] {
		n := len([]rune(title))
		if i+n > end || s.folded(i, i+n) != title {
			continue
		}
		if n == 1 && i+1 < len(s.words) && s.words[i+1].kind == han && strings.Contains(notAfterTitle[title], s.words[i+1].text) {
			return ""
		}
		if shortTitles[title] && i+1 < end && s.words[i+1].kind == han && !s.words[i+1].gap && !among(s.words[i+1].text, "说在要那也都和跟不没觉给让想嫌、与及表问提") {
			return ""
		}
		return title
	}
	return ""
}

var notAfterTitle = map[string]string{"总": "部是体价共结算额量的数", "工": "厂作程地业人具艺期序资商位行", "董": "事会", "姐": "妹", "哥": ""}

// shortTitles are titles cut short, 蒋处, which are other words unless the name ends there.
var shortTitles = wordsOf(`处 科 局 队 导 爷 叔 姨`)

func (m *message) withHanTitle(p named, end int) named {
	if title := m.hanTitleAt(p.to, end); title != "" {
		p.title, p.to = title, p.to+len([]rune(title))
	}
	return p
}

// endsHanName: what follows cannot be part of a given name.
func (m *message) endsHanName(j, end int) bool {
	if j >= end || m.s.words[j].gap || m.s.words[j].kind != han {
		return true
	}
	if among(m.s.words[j].text, "和与跟及说在也都的了谈聊是要想对,表觉认提给就还同让很不没问希反建介先来去负") {
		return true
	}
	for _, s := range m.starting[j] {
		if s.kind == kTheir || s.kind == kTold || s.kind == kTogether {
			return true
		}
	}
	return false
}

// personSlot: the word stands where a person is named.
func (m *message) personSlot(i int) bool {
	for _, s := range m.ending[i] {
		if s.person {
			return true
		}
	}
	if i == 0 {
		return false
	}
	before := m.s.words[i-1]
	if before.text == "叫" && i > 1 && among(m.s.words[i-2].text, "的人位理长") { // 新来的叫卢志刚
		return true
	}
	if before.text == "、" || before.text == "和" || before.text == "跟" || before.text == "与" {
		return true
	}
	if before.text == "的" && i > 1 && (m.owner[i-2] > 0 || among(m.s.words[i-2].text, "部科处室组厂院们边里来")) {
		return true
	}
	return m.owner[i-1] > 0 && before.kind == han || before.kind == han && m.titleBefore(i)
}

// personAt: a person is plainly named at a word: with a title, or known.
func (m *message) personAt(i int) bool {
	if i >= len(m.s.words) {
		return false
	}
	w := m.s.words[i]
	if w.kind == letters {
		return englishTitles[w.text] || m.knownLatin(i)
	}
	if w.kind != han {
		return false
	}
	c := clause{from: i, to: len(m.s.words)}
	if p, ok := m.hanPerson(i, c, m.folk(m.c.Last)); ok && p.title != "" {
		return true
	}
	return m.knownHan(i)
}

func (m *message) personIn(c clause) bool {
	for i := c.from; i < c.to; i++ {
		if m.owner[i] == 0 && m.personAt(i) {
			return true
		}
	}
	return false
}

func (m *message) knownHan(i int) bool {
	if m.c.Book == nil || m.surnameAt(i, len(m.s.words)) == 0 {
		return false
	}
	for n := 2; n <= 4 && i+n <= len(m.s.words); n++ {
		if m.s.words[i+n-1].kind != han {
			return false
		}
		if said := m.s.folded(i, i+n); !m.isWord(i, i+n) && len(m.c.Book.Contacts(names.Whole+said, false, 1)) > 0 {
			return true
		}
	}
	return false
}

// contactHan: a whole name of a contact stands at a word, whatever its surname.
func (m *message) contactHan(i int) bool {
	for n := 4; n >= 2 && m.c.Book != nil; n-- {
		if i+n <= len(m.s.words) && m.oneScript(i, i+n) && !m.isWord(i, i+n) && len(m.c.Book.Contacts(names.Whole+m.s.folded(i, i+n), false, 1)) > 0 {
			return true
		}
	}
	return false
}

// isWord: the characters of a name are a word or a time, 夏天.
func (m *message) isWord(from, to int) bool {
	l := m.r.at(m.lexOf[from])
	return commonHan(m.s.folded(from, to)) || l.from == from && l.to >= to && l.senses != nil
}

func (m *message) owned(from, to int) bool {
	for w := from; w < to && w < len(m.owner); w++ {
		if m.owner[w] > 0 {
			return true
		}
	}
	return false
}
