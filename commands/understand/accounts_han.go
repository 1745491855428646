package understand

import (
	"unicode/utf8"

	"roundsman/sales"
	"roundsman/sales/names"
)

// hanAccount tries the Han run at i: the whole name, the longest first, then its
// beginning, then what only sounds like one.
func (n *namer) hanAccount(i int) (mention, bool) {
	end := n.hanRun(i)
	if end-i < 2 {
		return mention{}, false
	}
	if len(n.c.Book.Accounts(names.Whole+n.s.folded(i, i+2), true, 1)) > 0 {
		if m, found, ok := n.wholeHan(i, end); found {
			return m, ok
		}
		if m, ok := n.hanBeginning(i, end); ok {
			if m.ID == "" && len(m.Candidates) == 1 { // 七匹郎 sounds like the whole of 七匹狼
				if slip, ok := n.hanSlip(i, end); ok && slip.ID != "" && slip.to > m.to {
					return slip, true
				}
			}
			return m, true
		}
	}
	return n.hanSlip(i, end)
}

// wholeHan finds a whole name. It is found, and yet no account, where it is the
// word that the name is made of.
func (n *namer) wholeHan(i, end int) (m mention, found, ok bool) {
	for j := min(end, i+12); j >= i+2; j-- {
		hits := n.c.Book.Accounts(names.Whole+n.s.folded(i, j), false, candidateLimit)
		if len(hits) == 0 {
			continue
		}
		if n.isSaidOf(i, j) || n.isHanWord(i, j) && !n.meantHan(i, j, hits) || hanIdioms[n.s.folded(i, min(j+2, end))] {
			return mention{}, true, false
		}
		return n.largerHan(n.mention(i, j, hits, sureExact)), true, true
	}
	return mention{}, false, false
}

// hanBeginning: the first characters of a longer name, 顺丰 of 顺丰速运; two of
// them only where an account is named.
func (n *namer) hanBeginning(i, end int) (mention, bool) {
	for j := min(end, i+8); j >= i+2; j-- {
		said := n.s.folded(i, j)
		hits := n.c.Book.Accounts(names.Whole+said, true, candidateLimit)
		if len(hits) == 0 {
			continue
		}
		if n.isSaidOf(i, j) {
			return mention{}, false
		}
		if m, ok := n.regionHan(i, j, hits); ok || hanRegions[said] {
			return m, ok
		}
		if !n.slot[i] && j < i+3 && !n.folkAfter(j, hits) || n.isHanWord(i, j) && (!n.meantHan(i, j, hits) || !n.led[i] && !n.given(i) && !n.folkAfter(j, hits) && !n.closesFirm(j)) || n.cutsWord(i, j, end) {
			return mention{}, false
		}
		return n.largerHan(n.mention(i, j, hits, hanPartSure(said, hits))), true
	}
	return mention{}, false
}

// regionHan: 拜访华东 names an account that begins so, though which is asked;
// 去上海 names none.
func (n *namer) regionHan(i, j int, hits []Hit) (mention, bool) {
	if !hanParts[n.s.folded(i, j)] || !n.led[i] || !n.closesName(j) {
		return mention{}, false
	}
	return n.mention(i, j, hits, sureGuess), true
}

// hanParts are regions that companies are called by, of those that are no place to go to.
var hanParts = wordsOf(`华东 华南 华北 西南 东方 国际 中国 中央 第一 新华 中华 长江 黄河`)

// hanPartSure doubts a name that lacks one character only: 京东 is another company
// than 京东方, while 顺丰 is short for 顺丰速运.
func hanPartSure(said string, hits []Hit) float64 {
	for _, h := range hits {
		if len([]rune(h.Key)) == len([]rune(names.Whole+said))+1 {
			return sureGuess
		}
	}
	return surePart
}

// isSaidOf: the characters say how something is, 早餐很满意, or where the road is
// full, 金钟塞车.
func (n *namer) isSaidOf(i, j int) bool {
	after := n.s.folded(j, min(j+2, len(n.s.words)))
	return i > 0 && degreesHan[n.s.words[i-1].text] || i > 1 && degreesHan[n.s.folded(i-2, i)] || roadsHan[after]
}

var (
	degreesHan = wordsOf(`很 挺 太 蛮 非常 比较 十分 特别 相当 不太 有点`)
	roadsHan   = wordsOf(`塞车 堵车 堵死 堵得 限行 修路 下雨 站下`)
)

// isHanWord: the characters are also a word, or a time.
func (n *namer) isHanWord(i, j int) bool {
	said := n.s.folded(i, j)
	return hanOrdinary[said] || commonHan(said) || n.when[i] >= j
}

// meantHan tells a company from the word that it is called by: what follows is one
// of its people or what a company does, or what stands before takes a company.
func (n *namer) meantHan(i, j int, hits []Hit) bool {
	if n.folkAfter(j, hits) {
		return true
	}
	if n.longerWord(i, j) {
		return false
	}
	if after := n.s.folded(j, min(j+2, len(n.s.words))); commonHan(n.s.folded(i, j)) && comesAndGoes[after] { // 春天来了
		return false
	}
	next := word{kind: newline}
	if j < len(n.s.words) {
		next = n.s.words[j]
	}
	if n.s.folded(i, j) == "大家" && among(next.text, "好早晚辛加新节周端中元圣注休") { // 大家辛苦了
		return false
	}
	if two := n.s.folded(j, min(j+2, len(n.s.words))); two == "那边" || two == "这边" || two == "那批" || two == "这批" || two == "那单" || two == "那台" {
		return true
	}
	if among(next.text, "集公") && n.closesName(j) {
		return true
	}
	if n.when[i] >= j { // 明天 itself
		return n.led[i] && n.closesName(j)
	}
	if i > 1 && n.last == i-1 && among(n.s.words[i-1].text, "和跟与及、") { // 华为和|小米
		return true
	}
	if n.led[i] || n.given(i) {
		return !among(next.text, "都真很太最")
	}
	if !n.slot[i] {
		return false
	}
	if said := n.s.folded(i, j); j > i+2 && !commonHan(said) { // 蓝月亮包装线
		return !among(next.text, "都真很太最")
	}
	if notReached[n.s.folded(j, min(j+2, len(n.s.words)))] { // 美的没去成
		return true
	}
	return next.kind != han || next.gap || n.when[j] > 0 || among(next.text, "说要在来让催把问叫回签嫌想也已那给又再还这先刚终突欠付拖赖订") || n.busy[j] && !among(next.text, "很不极了啊呢吧都真太一二三四五六七八九十")
}

// notReached is what is said of where somebody was not received.
var notReached = wordsOf(`没去 没见 没人 没接 没开 没谈 没约 没跑 没聊 没打 去了 去不 见了 跑了 打了 约了 不在 还没 也没 又没 那会 那单 那个 今天 昨天 上午 下午`)

// comesAndGoes is what seasons and the like do, and no company.
var comesAndGoes = wordsOf(`来了 来临 到了 到来 过了 过去 快到 快来 将至 已至 结束 开始`)

// given: 给 or 跟 stands before, so that who is named is somebody.
func (n *namer) given(i int) bool {
	return i > 0 && among(n.s.words[i-1].text, "给跟和与同向找约帮替请陪")
}

// longerWord: a longer word begins here, 四方八面 and 平安夜.
func (n *namer) longerWord(i, j int) bool {
	for k := j + 1; k <= min(j+2, n.hanRun(i)); k++ {
		if said := n.s.folded(i, k); commonHan(said) || hanIdioms[said] {
			return true
		}
	}
	return false
}

// hanIdioms are words that begin as an account may be called.
var hanIdioms = wordsOf(`四方八面 小米粥 小米饭 大众化 平安夜 阳光房 苹果汁 苹果树 老板娘 长城脚 长城游 蓝天白云 青山绿水 未来几 联想到`)

// cutsWord: the beginning of a name ends within a word: 长江|边.
func (n *namer) cutsWord(i, j, end int) bool {
	return j < end && j == i+2 && !n.isHanWord(i, j) && commonHan(n.s.folded(j-1, j+1)) && !commonHan(n.s.folded(j, min(j+2, end))) && n.when[j] == 0 && !n.busy[j]
}

// closesName: what follows ends a name: the end, a pause, a time, 的, 那边, 集团.
func (n *namer) closesName(j int) bool {
	if j >= len(n.s.words) {
		return true
	}
	next := n.s.words[j]
	if next.kind != han || next.gap || n.when[j] > 0 || among(next.text, "的那这家了，和跟") {
		return true
	}
	two := n.s.folded(j, min(j+2, len(n.s.words)))
	return two == "集团" || two == "公司" || two == "总部"
}

// closesFirm: 集团 and the like make a firm of the word before.
func (n *namer) closesFirm(j int) bool {
	two := n.s.folded(j, min(j+2, len(n.s.words)))
	return two == "集团" || two == "公司" || two == "总部" || two == "那边" || j < len(n.s.words) && among(n.s.words[j].text, "的说要让催")
}

// folkAfter: right after the name stands somebody who works there, known by name or
// by surname and title: 好孩子宋总监, 联想的高翔.
func (n *namer) folkAfter(j int, hits []Hit) bool {
	for _, h := range distinct(hits) {
		if n.folkOf(h.Account, j, min(j+4, len(n.s.words))) {
			return true
		}
	}
	return false
}

// folkOf: somebody of an account is named at one of the words from..to.
func (n *namer) folkOf(account sales.AccountID, from, to int) bool {
	people := n.c.Book.ContactsOf(account)
	if len(people) == 0 {
		return false
	}
	for w := from; w < to; w++ {
		if n.s.words[w].kind == mark || n.s.words[w].kind == newline {
			return false
		}
		for _, p := range people {
			if n.isCalled(w, p) {
				return true
			}
		}
	}
	return false
}

// folkBefore: somebody of an account was named before a word: 约了袁部长，恒力|网络坏了.
func (n *namer) folkBefore(account sales.AccountID, at int) bool {
	for _, p := range n.c.Book.ContactsOf(account) {
		for w := range n.s.words[:at] {
			if n.isCalled(w, p) {
				return true
			}
		}
	}
	return false
}

// isCalled: a person's name stands at a word, or the surname with a title.
func (n *namer) isCalled(w int, p Person) bool {
	if first, _ := utf8.DecodeRuneInString(p.Name); names.Rune(first) != n.s.runes[n.s.words[w].from] {
		return false
	}
	name := []rune(names.Plain(p.Name))
	if len(name) < 2 || len(n.s.words) < w+2 || n.s.words[w].kind != han {
		return false
	}
	if n.s.folded(w, min(w+len(name), len(n.s.words))) == string(name) {
		return true
	}
	surname := 1
	if chineseSurnames2[string(name[:2])] {
		surname = 2
	}
	return n.s.folded(w, min(w+surname, len(n.s.words))) == string(name[:surname]) && titleAt(n.s, w+surname, len(n.s.words)) != ""
}
