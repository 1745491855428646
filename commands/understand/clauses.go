package understand

import (
	"slices"
	"strings"
	"unicode"
)

// split cuts the text into clauses. A dot inside a date, a name or after a title
// ends nothing; a colon after "follow up" or "note" neither.
func (m *message) split() {
	inside := m.insideDates()
	from, head, spaced := 0, true, false
	for i := range m.s.words {
		strong, weak := m.boundary(i, from, inside)
		switch {
		case m.numbered[i]:
			m.addClause(from, i, true, head)
			from, head = i+2, true
		case m.item[i] > 0 || m.fields[i].words > 0:
			m.addClause(from, i, true, head)
			from, head, spaced = i+m.item[i]+m.fields[i].words, true, false
		case i == from && m.enumerates(i):
			from = i + 1
			if m.s.words[i].kind == digits {
				from++
			}
		case i < from:
		case strong || weak:
			m.addClause(from, i, strong, head)
			from, head, spaced = i+1, strong, spaced && !strong
		case i > from && (!inside[i] || !inside[i-1]) && m.spacedOut(i, from, spaced, inside):
			m.addClause(from, i, false, head)
			from, head, spaced = i, false, true
		case i > from && (m.nextPlace(i) || m.runsOn(from, i, inside)):
			m.addClause(from, i, false, head)
			from, head = i, false
		case i > from && (m.turns(from, i) || m.dictated(from, i, inside)):
			m.addClause(from, i, false, head)
			from, head = i, false
		}
	}
	m.addClause(from, len(m.s.words), true, head)
	m.joinDays()
	for i := range m.clauses {
		m.fill(&m.clauses[i])
	}
	m.findLists()
	m.findTopics()
	m.findItems()
	m.topicByPerson()
	m.markQuestions()
	m.ahead = m.planAhead()
}

// nextPlace: right after an account a time and the next: 上午恒力|下午荣盛.
func (m *message) nextPlace(i int) bool {
	if m.owner[i-1] == 0 || m.s.words[i].kind != han {
		return false
	}
	l := m.r.at(m.lexOf[i])
	return l.from == i && l.senses != nil && l.to > i+1 && l.to < len(m.s.words) && m.owner[l.to] > 0
}

// enumerates: the number of an item at the beginning of its line: 1. 2) ③
func (m *message) enumerates(i int) bool {
	if i > 0 && m.s.words[i-1].kind != newline {
		return false
	}
	if r := []rune(m.s.words[i].text)[0]; r >= '①' && r <= '⑳' {
		return true
	}
	return m.s.words[i].kind == digits && len(m.s.words[i].text) < 3 && i+2 < len(m.s.words) && among(m.s.words[i+1].text, ".、)") && m.s.words[i+2].kind != digits
}

// spacedOut: Chinese typed with spaces for commas, once the account is named:
// 拜访华为 王伟 嫌贵 下周三前报价. before tells that it happened in this sentence.
func (m *message) spacedOut(i, from int, before bool, inside []bool) bool {
	w := m.s.words[i]
	if w.gap && w.kind == digits && m.promises(i, inside) { // 定3吨 11.22送样
		return before
	}
	if w.gap && (w.kind == digits || w.kind == letters) && m.s.words[i-1].kind == han && m.givesBehind(i) { // 漏油 8D周五给
		return m.toldSince(from, i) || m.owned(from, i)
	}
	if !w.gap || w.kind != han || m.s.words[i-1].kind != han || m.owner[i] > 0 && !before {
		return false
	}
	for k := from; k < i && !before; k++ {
		before = m.owner[k] > 0 || m.tellsAt(k, i)
	}
	return before && !m.headOnly(from, i)
}

// givesBehind: up to the next space or mark stand a thing, a day and a verb that gives.
func (m *message) givesBehind(i int) bool {
	end := i + 1
	for end < len(m.s.words) && end < i+12 && !m.s.words[end].gap && m.s.words[end].kind != mark && m.s.words[end].kind != newline {
		end++
	}
	day := firstDay(m.r.all(m.lexOf[i], m.lexOf[end]))
	return day != nil && m.r.lx[day.from].from > i && bareGift.MatchString(m.s.folded(m.r.lx[day.to-1].to, end))
}

// tellsAt: a word that tells or plans a visit begins at a word, with more behind it.
func (m *message) tellsAt(k, end int) bool {
	for _, s := range m.starting[k] {
		if (s.kind == kTold || s.kind == kMeeting || s.kind == kPlain && s.to > s.from+1) && m.s.words[k].kind == han && s.to < end {
			return true
		}
	}
	return false
}

// headOnly: nothing yet but a word that calls for more and the account: 跟进 华为.
func (m *message) headOnly(from, to int) bool {
	for _, s := range m.starting[from] {
		if (s.kind == kFollow || s.kind == kNote) && s.to <= to {
			return m.onlyAccounts(clause{from: s.to, to: to})
		}
	}
	return false
}

func (m *message) insideDates() []bool {
	inside := make([]bool, len(m.s.words)+1)
	for _, f := range m.r.all(0, len(m.r.lx)) {
		first, last := m.r.lx[f.from].from, m.r.lx[f.to-1].to
		for w := first; w < last; w++ {
			inside[w] = true
		}
	}
	return inside
}

func (m *message) addClause(from, to int, strong, head bool) {
	item, field := m.opensItem(from), m.fieldOf(from)
	for from < to && (m.s.words[from].kind == newline || from+1 < to && m.bullet(from)) {
		from++
	}
	if from < to {
		m.clauses = append(m.clauses, clause{from: from, to: to, strong: strong, head: head, numbered: item, field: field})
	} else if strong && len(m.clauses) > 0 {
		m.clauses[len(m.clauses)-1].strong = true
	}
}

// bullet: what stands before the words of a line or sentence, "- send samples".
func (m *message) bullet(w int) bool {
	word := m.s.words[w]
	return word.kind == mark && m.owner[w] == 0 && (among(word.text, "-–—*•·>→✓✔☐.)") || unicode.Is(unicode.So, m.s.runes[word.from]))
}

func (m *message) boundary(i, from int, inside []bool) (strong, weak bool) {
	w := m.s.words[i]
	if m.spacedSlash(i) {
		return false, true
	}
	if m.owner[i] > 0 || inside[i] && w.kind != newline {
		return false, false
	}
	switch w.kind {
	case newline:
		return true, false
	case mark:
	case han:
		return false, m.hesitates(i)
	default:
		return false, false
	}
	if r := []rune(w.text)[0]; r >= '①' && r <= '⑳' {
		return false, true
	}
	switch w.text {
	case "!", "?", ";", "。", "…":
		return true, false
	case ".":
		return m.fullStop(i), false
	case ",":
		return false, !m.betweenDigits(i) && !m.listsOn(i) && !m.rivalsGoOn(from, i) && !m.namesRival(i) && !m.keepsItem(i, from)
	case "(", ")", "（", "）":
		return false, !m.aroundAccount(i)
	case ":":
		return false, !m.betweenDigits(i) && (!m.opensWith(from, i) || m.listsAccounts(i))
	case "、":
		return false, m.headedListAt(i) && !m.keepsItem(i, from)
	case "-", "–", "—", "→":
		return false, !m.keepsItem(i, from) && w.gap && i+1 < len(m.s.words) && m.s.words[i+1].gap
	}
	return false, i > from && unicode.Is(unicode.So, m.s.runes[w.from])
}

// spacedSlash: "Joanna / Helix / 1h / all positive" is cut at its slashes; "Tue / Wed" is not.
func (m *message) spacedSlash(i int) bool {
	return m.s.words[i].text == "/" && m.owner[i] == 0 && i > 0 && i+1 < len(m.s.words) && m.s.words[i].gap && m.s.words[i+1].gap && !m.lexIsDayAt(i-1) && m.s.words[i-1].kind != digits
}

// listsOn: a comma between two accounts, the second of which ends or goes on the
// list: "visited Acme, Globex and Initech".
func (m *message) listsOn(i int) bool {
	if i == 0 || m.owner[i-1] == 0 || m.owner[i+1] == 0 {
		return false
	}
	end := i + 1
	for end < len(m.s.words) && m.owner[end] == m.owner[i+1] {
		end++
	}
	if end >= len(m.s.words) {
		return true
	}
	w := m.s.words[end]
	return joiners[w.text] || w.kind == newline || strings.ContainsAny(w.text, ".;!?。") || m.r.lexIsDay(m.lexOf[end])
}

// aroundAccount: brackets that hold nothing but an account's name.
func (m *message) aroundAccount(i int) bool {
	step, at := 1, i+1
	if t := m.s.words[i].text; t == ")" || t == "）" {
		step, at = -1, i-1
	}
	inside := 0
	for at >= 0 && at < len(m.s.words) && m.owner[at] > 0 {
		at, inside = at+step, inside+1
	}
	return inside > 0 && at >= 0 && at < len(m.s.words) && strings.ContainsAny(m.s.words[at].text, "()（）")
}

func (m *message) betweenDigits(i int) bool {
	return i > 0 && i+1 < len(m.s.words) && m.s.words[i-1].kind == digits && m.s.words[i+1].kind == digits && !m.s.words[i+1].gap && !m.s.words[i].gap
}

func (m *message) fullStop(i int) bool {
	if i+1 < len(m.s.words) && !m.s.words[i+1].gap && m.s.words[i+1].kind != newline && m.s.words[i+1].kind != han {
		return false
	}
	if i == 0 || m.s.words[i].gap {
		return true
	}
	before := m.s.words[i-1]
	if m.endsInitial(i) {
		return true
	}
	if m.beginsSentence(i+1, before.text) {
		return true
	}
	if before.kind == letters && i > 1 && m.s.words[i-2].kind == digits && (before.text == "hr" || len(before.text) == 1 && !before.gap) { // "1 hr.", "18k."
		return true
	}
	if before.kind == letters && (englishTitles[before.text] || abbreviations[before.text] || len(before.text) == 1 && i+1 < len(m.s.words)) {
		return false
	}
	return true
}

var abbreviations = wordsOf(`no approx incl excl etc vs ca resp co corp inc ltd bzw tel jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thurs fri st nr ext`)

// beginsSentence: after a shortened word with its dot another sentence begins, "a
// trial in Jan. Send the contract".
func (m *message) beginsSentence(i int, before string) bool {
	if i >= len(m.s.words) || m.s.words[i].kind != letters || !m.s.words[i].capital {
		return false
	}
	return shortDays[before] || sentenceOpeners[m.s.words[i].text]
}

var (
	shortDays       = wordsOf(`jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thurs fri`)
	sentenceOpeners = wordsOf(`i we they he she it the this that will need needs want wants send call ask follow met visited also next please must have`)
)

// opensWith: the clause so far is the head of a follow-up or note, which goes on
// after the colon.
func (m *message) opensWith(from, i int) bool {
	for w := from; w < i; w++ {
		for _, s := range m.starting[w] {
			if s.to <= i && (s.kind == kFollow || s.kind == kNote || s.kind == kRival || s.kind == kPromise && m.s.words[w].kind != han) {
				return true
			}
		}
	}
	return false
}

// turns: "and will send", "but need to", "then called": something else begins.
func (m *message) turns(from, i int) bool {
	switch m.s.words[i].text {
	case "or":
		return i+2 < len(m.s.words) && theySubjects[m.s.words[i+1].text] && m.hasContent(from, i) && m.verbAfter(i+1)
	case "and", "but", "then", "so", "plus", "also", "&":
	default:
		return false
	}
	if m.othersGoOn(from, i) || m.nextTask(from, i) || m.nextSays(from, i) || m.nextMet(from, i) {
		return true
	}
	j := i + 1
	for j < len(m.s.words) && j < i+3 && (hesitations[m.s.words[j].text] || m.s.words[j].text == "then" || m.s.words[j].text == "i" || m.s.words[j].text == "we" || m.s.words[j].text == "also") {
		j++
	}
	if m.s.words[i].text == "so" && m.authorDid(i+1) {
		return true
	}
	for _, s := range slices.Concat(m.starting[min(j, len(m.s.words))], m.starting[i+1]) {
		if s.kind == kMust && j == i+1 && m.theirsToo(from, s) {
			return false
		}
		if (s.kind == kMust && !demands[s.text] && s.text != "would like" && s.text != "asked for" && s.text != "asks for" || s.kind == kPromise || s.kind == kFollow || s.kind == kTold || s.kind == kMissed || s.kind == kCancel) && s.text != "had" && s.text != "well" {
			return true
		}
	}
	return false
}

// othersGoOn: what was told so far is the author's, and others speak next: "visited
// Acme and they want a discount".
func (m *message) othersGoOn(from, i int) bool {
	if i+1 >= len(m.s.words) {
		return false
	}
	if !theySubjects[m.s.words[i+1].text] {
		return false
	}
	for w := from; w < i; w++ {
		for _, s := range m.starting[w] {
			if s.kind == kTold || s.kind == kMeeting && w == from {
				return true
			}
		}
	}
	return false
}

// authorDid: "so I only caught the operator".
func (m *message) authorDid(at int) bool {
	if at+1 >= len(m.s.words) || m.s.words[at].text != "i" && m.s.words[at].text != "we" {
		return false
	}
	if at++; m.s.words[at].text == "only" || m.s.words[at].text == "just" {
		at++
	}
	return at < len(m.s.words) && pastVerb(m.s.words[at].text)
}

var hesitations = wordsOf(`um uh er erm uhm like`)

// theirsToo: the clause is about others, and the word after "and" goes on with
// them: "they like it but need to see references". "He likes it and need to send
// a quote" goes on with the author.
func (m *message) theirsToo(from int, must sign) bool {
	if strings.HasSuffix(must.text, " me to") || strings.HasSuffix(must.text, " us to") {
		return false
	}
	switch m.s.words[from].text {
	case "they":
		return !strings.HasSuffix(must.text, "s") && !strings.HasSuffix(must.text, "s to")
	case "he", "she", "it", "customer", "client":
		return must.text != "need to" && must.text != "have to" && must.text != "need" && must.text != "want"
	}
	return false
}

// joinDays puts a clause that is only a day to the one after it: "Tomorrow, call
// Acme"; at the end to the one before.
func (m *message) joinDays() {
	var out []clause
	for i := 0; i < len(m.clauses); i++ {
		c := m.clauses[i]
		if n := len(out); n > 0 && !out[n-1].strong && m.onlyAccounts(out[n-1]) && m.onlyDay(c.from, c.to) { // "Acme, today"
			out[n-1].to, out[n-1].strong = c.to, c.strong
			continue
		}
		for !c.strong && i+1 < len(m.clauses) && m.onlyDay(c.from, c.to) && !m.headsWeek(c) {
			next := m.clauses[i+1]
			c = clause{from: c.from, to: next.to, strong: next.strong, head: c.head}
			i++
		}
		if len(out) > 0 && !out[len(out)-1].strong && m.onlyDay(c.from, c.to) {
			out[len(out)-1].to, out[len(out)-1].strong = c.to, c.strong
			continue
		}
		out = append(out, c)
	}
	m.clauses = out
	m.joinHeads()
}

// joinHeads keeps what follows "follow up:" together, as long as it has one day:
// "follow up: Globex, samples, next Monday".
func (m *message) joinHeads() {
	var out []clause
	for _, c := range m.clauses {
		if n := len(out); n > 0 && !out[n-1].strong && m.colonHead(out[n-1]) && (!m.dated(out[n-1]) || !m.dated(c)) && !m.newThought(c) {
			out[n-1].to, out[n-1].strong = c.to, c.strong
			continue
		}
		out = append(out, c)
	}
	m.clauses = out
}

func (m *message) dated(c clause) bool { return len(m.days(c, false)) > 0 }

func (m *message) colonHead(c clause) bool {
	for w := c.from; w < c.to; w++ {
		if m.s.words[w].text == ":" && m.opensWith(c.from, w) {
			return true
		}
	}
	return false
}

func (m *message) newThought(c clause) bool {
	for w := c.from; w < c.to; w++ {
		for _, s := range m.starting[w] {
			switch s.kind {
			case kTold, kFollow, kRival, kCancel, kMissed, kAbsent, kNote, kTheir:
				return true
			default:
			}
		}
	}
	return false
}

// onlyAccounts: a clause that is accounts and what joins them.
func (m *message) onlyAccounts(c clause) bool {
	any := false
	for w := c.from; w < c.to; w++ {
		if m.owner[w] == 0 && !joiners[m.s.words[w].text] {
			return false
		}
		any = any || m.owner[w] > 0
	}
	return any
}

var joiners = wordsOf("、 和 and & n + plus , 与 及 跟 以及 还有 then und")

func (m *message) onlyDay(from, to int) bool {
	if from+2 < to && hanHeads[m.s.folded(from, from+2)] {
		from += 2
	}
	for _, that := range [...]string{"也就是", "就是", "就在", "即"} { // 端午后第一天，也就是|6月10号
		if n := len([]rune(that)); from+n < to && m.s.folded(from, from+n) == that {
			from += n
			break
		}
	}
	for from+1 < to && (m.s.words[to-1].text == "." || polite[m.s.words[to-1].text]) {
		to--
	}
	fs := m.r.all(m.lexOf[from], m.lexOf[to])
	return len(fs) == 1 && m.r.lx[fs[0].from].from == from && m.r.lx[fs[0].to-1].to == to
}

// headsWeek: a week heads a list that names its days: 下周：周一华为.
func (m *message) headsWeek(c clause) bool {
	l := m.lexOf[c.from]
	return m.s.language() == "zh-Hans" && c.to < len(m.s.words) && m.s.words[c.to].text == ":" && m.r.has(l, cRelUnit) && m.r.headsColon(l) && m.r.has(m.lexOf[min(c.to+1, len(m.s.words))], cWeekday)
}

// hanHeads stand before the day that a record is for: 补记3月22日：
var hanHeads = wordsOf(`补记 补录 补登 补报 补写 补充 登记 记录 汇报 日报`)

func (m *message) fill(c *clause) {
	for w := c.from; w < c.to; w++ {
		for _, s := range m.starting[w] {
			if s.to <= c.to && !(s.text == "那边" && w > c.from && m.owner[w-1] > 0) {
				c.signs = append(c.signs, s)
			}
		}
	}
	m.fillMeans(c)
	m.fillMoves(c)
	for _, n := range m.names {
		if n.from >= c.from && n.from < c.to {
			c.names = append(c.names, n)
		}
	}
	m.dropPlaces(c)
}
