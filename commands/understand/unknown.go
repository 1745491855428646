package understand

import (
	"strings"

	"roundsman/sales"
	"roundsman/sales/names"
)

// unknownIn is an account that a told visit names clearly but nobody knows:
// "visited Foobar today", 拜访了福霸科技. What sounds like a known one keeps it as
// a candidate.
func (m *message) unknownIn(j judged) (mention, bool) {
	if j.lead == nil {
		return mention{}, false
	}
	if u, ok := m.unknownLatin(j); ok && !m.onlyPlace(u) {
		return u, true
	}
	for _, s := range j.signs {
		said := ""
		if takesCompany(s) && !(s.text == "于" && m.hanTitleAt(s.to, j.to) != "") { // 于|处长
			said = m.unknownHan(j.clause, s.to)
		}
		if said == "" || (s.kind == kGiven || s.text == "在") && !endsAsCompany(said) {
			continue
		}
		at := m.skipHan(s.to, j.to)
		u := m.unknownAt(at, at+len([]rune(said)))
		u.Candidates = distinct(homophones(said, m.c.Book))
		return u, true
	}
	return mention{}, false
}

// onlyPlace: "at the Falkirk depot" is where, and no account of its own.
func (m *message) onlyPlace(u mention) bool {
	return u.from > 0 && m.s.words[u.from-1].text == "the" && u.to < len(m.s.words) && siteNouns[m.s.words[u.to].text]
}

var siteNouns = wordsOf(`site depot office plant branch yard warehouse airport station hotel pub cafe campus showroom project fair show conference services`)

// takesCompany: after 拜访了 or 去了 stands a company; after 聊了 stands what was
// talked about. After 给 and 跟 only what ends as a company does is one.
func takesCompany(s sign) bool {
	switch s.kind {
	case kTold, kPlain:
		return strings.ContainsAny(s.text, "访去跑见到拜") && !strings.Contains(s.text, "电话") || s.text == "接待" || s.text == "接待了" || s.text == "参观了" || s.text == "从" || s.text == "刚从"
	case kGiven, kPlace:
		return s.to-s.from == 1
	default:
	}
	return false
}

func endsAsCompany(said string) bool {
	for _, form := range []string{"公司", "集团", "科技", "股份", "厂"} {
		if strings.HasSuffix(said, form) {
			return true
		}
	}
	for _, org := range chineseOrg {
		if strings.HasSuffix(said, org) {
			return true
		}
	}
	return false
}

func (m *message) unknownAt(from, to int) mention {
	n := namer{c: m.c, s: m.s}
	u := mention{from: from, to: to, unknown: true}
	u.Said, u.Span = n.piece(from, to)
	return u
}

// unknownHan reads the characters after 拜访了 up to where a name must end.
func (m *message) unknownHan(c clause, at int) string {
	at = m.skipHan(at, c.to)
	to := at
	for to < c.to && to < at+14 && m.s.words[to].kind == han && (to == at || !m.s.words[to].gap) && (!strings.Contains(chineseStops, m.s.words[to].text) || to == at+1 && m.withinName(to)) && !m.startsDay(to) && m.owner[to] == 0 {
		if to > at+1 && m.personTitled(to, c.to) {
			break
		}
		if to > at+1 && m.verbAt(to) {
			break
		}
		to++
	}
	if at < c.to && m.knownHan(at) {
		return ""
	}
	said := m.s.folded(at, to)
	if n := to - at; n < 2 || chineseNoName[said] || hanRegions[said] && to < c.to || m.personTitled(at, c.to) || m.plainPerson(at, to, c) || m.noNameStart(said) {
		return ""
	}
	return said
}

// withinName: 为 and its like are the second character of some names: 华为, 蔚来.
// No company is called by one character alone.
func (m *message) withinName(w int) bool {
	return among(m.s.words[w].text, "为来有同") && !among(m.s.words[w-1].text, "他她它我你们人谁厂")
}

func (m *message) noNameStart(said string) bool {
	if r := []rune(said); len(r) > 1 && among(string(r[:1]), "一二两三四五六七八九十几好多") && among(string(r[1:2]), "拨个家位批波轮组场次趟伙几") {
		return true
	}
	for n := 4; n >= 2; n-- {
		if r := []rune(said); len(r) >= n && chineseNoName[string(r[:n])] && (len(r) == n || !strings.Contains(said, "科技") && !strings.Contains(said, "公司")) {
			return true
		}
	}
	return false
}

func (m *message) skipHan(at, end int) int {
	for _, one := range [...]string{"一家叫", "一家叫做", "一个叫", "一家新客户叫", "一家新公司叫", "家叫"} {
		if from := at + 1; at < end && m.s.folded(at, min(at+len([]rune(one)), end)) == one {
			at += len([]rune(one))
		} else if at < end && m.s.words[at].text == "了" && m.s.folded(from, min(from+len([]rune(one)), end)) == one {
			at = from + len([]rune(one))
		}
	}
	for at < end && (m.s.words[at].text == "了" || m.s.words[at].text == "一" && at+1 < end && among(m.s.words[at+1].text, "下趟次") || among(m.s.words[at].text, "下趟次:")) {
		at++
	}
	return at
}

func (m *message) startsDay(w int) bool {
	l := m.r.at(m.lexOf[w])
	return l.from == w && (m.r.lexIsDay(m.lexOf[w]) && len(l.text) > 3 || m.r.has(m.lexOf[w], cPart) && len(l.text) > 3)
}

func (m *message) verbAt(w int) bool {
	for _, s := range m.starting[w] {
		if len([]rune(s.text)) > 1 && s.kind != kDeliver && s.kind != kTheir {
			return true
		}
	}
	return false
}

func (m *message) personTitled(i, end int) bool {
	p, ok := m.hanPerson(i, clause{from: i, to: end}, nil)
	return ok && p.title != ""
}

// plainPerson: two or three characters that read as a person's name: 见了王伟.
func (m *message) plainPerson(at, to int, c clause) bool {
	surname := m.surnameAt(at, c.to)
	n := to - at
	if surname == 0 || n < surname+1 || n > surname+2 {
		return false
	}
	said := m.s.folded(at, to)
	for _, org := range chineseOrg {
		if strings.HasSuffix(said, org) {
			return false
		}
	}
	return m.takesPerson(at)
}

// takesPerson: after 见了 a person is meant, after 拜访了 or 去了 a company.
func (m *message) takesPerson(at int) bool {
	for _, s := range m.ending[at] {
		if strings.HasPrefix(s.text, "见") || strings.HasPrefix(s.text, "刚见") || strings.Contains(s.text, "碰") || strings.Contains(s.text, "遇") || s.text == "约" || s.text == "跟" || s.text == "和" || s.text == "与" {
			return true
		}
	}
	return false
}

// unknownLatin reads the name after "visited", or after "from", "of", "at" in a
// clause that tells of a person.
func (m *message) unknownLatin(j judged) (mention, bool) {
	for _, s := range j.signs {
		place := s.kind == kPlace && s.to-s.from == 1
		if !place && !(s.place && (s.kind == kTold || s.kind == kMeeting || s.kind == kPlain || s.kind == kDoing)) {
			continue
		}
		if s.kind == kTold && s.mode == sales.ByMessage { // "sent Dave round"
			continue
		}
		from := s.to
		for from < j.to && (m.s.words[from].text == "the" || m.s.words[from].text == "our" || m.s.words[from].text == "at") {
			from++
		}
		to := m.latinNameEnd(from, j.to, s)
		if to == from || m.s.honorificAt(from+1) > 0 || latinMeans[m.s.words[from].text] != "" || !place && (m.takesPersonLatin(s, from, to) || to == from+1 && !sureOfPlace[s.text] && m.someone(from, to)) {
			continue
		}
		if to < len(m.s.words) && eventNouns[m.s.words[to].text] { // "at the CIPD show"
			continue
		}
		return m.unknownAt(from, to), true
	}
	return mention{}, false
}

// eventNouns are where one meets people who work elsewhere.
var eventNouns = wordsOf(`event events show fair expo exhibition conference congress summit seminar dinner awards meetup webinar party club forum symposium airport station lounge stand booth reception`)

func (m *message) latinNameEnd(from, end int, s sign) int {
	to := from
	for to < end && to < from+5 {
		w := m.s.words[to]
		if w.kind == mark && to > from && (w.text == "&" || w.text == "-" && !w.gap) && to+1 < end && m.s.words[to+1].kind == letters {
			to++
			continue
		}
		if w.kind != letters && !(w.kind == digits && (to > from || w.kind == digits && !w.gap)) || m.owner[to] > 0 || m.r.lexIsDay(m.lexOf[to]) || englishTitles[w.text] {
			break
		}
		if !w.capital && !(to > from && names.LegalForm(w.text)) {
			break
		}
		to++
	}
	if to > from {
		if to == from+1 && englishOrdinary[fold(m.s.words[from].text)] && (m.isSignWord(from) || len(m.s.words[from].text) < 4) {
			return from
		}
		return to
	}
	// In small letters only "visited foobar today", closed by a day or an end.
	if from < end && m.s.words[from].kind == letters && sureOfPlace[s.text] && !englishOrdinary[fold(m.s.words[from].text)] && !m.isSignWord(from) && !m.r.lexIsDay(m.lexOf[from]) && len(m.s.words[from].text) > 2 &&
		(from+1 >= len(m.s.words) || m.s.words[from+1].kind != letters || m.r.lexIsDay(m.lexOf[from+1])) {
		return from + 1
	}
	return from
}

var sureOfPlace = phrasesOf(`visited|vistied|visted|cold called|cold called at|cold called on|cold visited`)

// takesPersonLatin: after "met" a name is a person, unless a legal form ends it;
// after "visited" it is a company.
func (m *message) takesPersonLatin(s sign, from, to int) bool {
	if names.LegalForm(m.s.words[to-1].text) || sureOfPlace[s.text] || strings.HasSuffix(s.text, " at") || strings.HasSuffix(s.text, " by") || s.text == "went to" || s.text == "drove to" || s.text == "site visit to" || s.text == "visit to" {
		return false
	}
	for k := from; k < to; k++ {
		if englishOrg[m.s.words[k].text] {
			return false
		}
	}
	if englishTitles[m.s.words[from].text] || to-from >= 2 {
		return !m.firmByPlace(from, to)
	}
	if givenNames[m.s.words[from].text] { // "dealt with Tara"
		return true
	}
	for _, p := range m.starting[to] { // "met Brown from Foobar"
		if p.kind == kPlace {
			return true
		}
	}
	return false
}

// firmByPlace: a name of two words, that no person begins theirs with, in a town: "first
// meeting with Zeller Kunststoffe in Ulm".
func (m *message) firmByPlace(from, to int) bool {
	if englishTitles[m.s.words[from].text] || givenNames[m.s.words[from].text] || m.someone(from, to) {
		return false
	}
	for w := max(0, from-5); w < from; w++ {
		if text := m.s.words[w].text; text == "first" || text == "initial" || text == "intro" || text == "prospect" {
			return true
		}
	}
	return to+1 < len(m.s.words) && (m.s.words[to].text == "in" || m.s.words[to].text == "near") && m.s.words[to+1].capital && !m.lexIsDayAt(to+1)
}

// rivalNames are the names after 竞争对手 or "competitors": one, or a list.
func (m *message) rivalNames(at, end int) []string {
	var out []string
	if at < end && (m.s.words[at].text == "有" || m.s.folded(at, min(at+2, end)) == "包括") { // 有福特和丰田, but 有优惠
		at += len([]rune(m.s.words[at].text))
		if m.s.words[at-1].text == "包" {
			at++
		}
		if name, to := m.rivalAt(at, end); (to >= end || !rivalJoiners[m.s.words[to].text]) && !m.namesOneRival(name) {
			return nil
		}
	}
	for len(out) < 6 {
		name, to := m.rivalAt(at, end)
		if name == "" {
			return out
		}
		out = append(out, name)
		if to >= end || !rivalJoiners[m.s.words[to].text] {
			return out
		}
		for at = to; at < end && rivalJoiners[m.s.words[at].text]; {
			at++
		}
	}
	return out
}

// namesOneRival: what follows 有 is a name, and no word: 对手有蓝星, but 有优惠.
func (m *message) namesOneRival(name string) bool {
	r := []rune(name)
	if len(r) < 2 || len(r) > 4 || r[0] < 0x80 {
		return len(r) > 1 && r[0] < 0x80
	}
	for n := 0; n+2 <= len(r); n++ {
		if commonHan(string(r[n : n+2])) {
			return false
		}
	}
	return true
}

// rivalsGoOn: the comma at i stands in a list of rivals: "competitors: Vertex,
// Omega and Zeta".
func (m *message) rivalsGoOn(from, i int) bool {
	for w := from; w < i; w++ {
		for _, s := range m.starting[w] {
			if s.kind != kRival || s.to > i || !strings.HasSuffix(s.text, "s") {
				continue
			}
			name, to := m.rivalAt(i+1, len(m.s.words))
			if name == "" || m.s.words[i+1].kind != letters {
				return false
			}
			return to >= len(m.s.words) || m.s.words[to].kind == newline || among(m.s.words[to].text, ",.;!。") || rivalJoiners[m.s.words[to].text]
		}
	}
	return false
}

// namesRival: the comma stands between what they are and their name: "the current vendor,
// SpaSoft".
func (m *message) namesRival(i int) bool {
	if i+1 >= len(m.s.words) || !m.s.words[i+1].capital || m.owner[i+1] > 0 {
		return false
	}
	for _, s := range m.ending[i] {
		if s.kind == kRival {
			return true
		}
	}
	return false
}

var rivalJoiners = wordsOf("and & , 、 和 与 及 跟 plus or 或 以及 还有")

func (m *message) rivalName(at, end int) string {
	name, _ := m.rivalAt(at, end)
	return name
}

// rivalAt is the name at a word, and the word after it.
func (m *message) rivalAt(at, end int) (string, int) {
	for at < end && (m.s.words[at].text == ":" || m.s.words[at].text == "," || m.s.words[at].text == "is" || m.s.words[at].text == "are" || m.s.words[at].text == "是" || m.s.words[at].text == "系" || m.s.words[at].text == "\"" || m.s.words[at].text == "“" || m.s.words[at].text == "from" || m.s.words[at].text == "like" || m.s.words[at].text == "the" || m.s.words[at].text == "rival" || m.s.words[at].text == "competitor") {
		at++
	}
	for n := 3; n >= 2; n-- { // 用友, whose first character would end a name
		if at+n <= end && knownFirms[m.s.folded(at, at+n)] {
			return m.piece(at, at+n), at + n
		}
	}
	to := at
	for to < end && to < at+8 {
		w := m.s.words[to]
		switch w.kind {
		case letters:
			if !w.capital || to > at && m.isSignWord(to) && englishOrdinary[w.text] || to == at && (m.r.lexIsDay(m.lexOf[to]) || englishOrdinary[w.text] && m.isSignWord(to)) {
				return m.piece(at, to), to
			}
		case han:
			if to > at && w.gap || strings.Contains(rivalStops, w.text) || m.hanVerb(to, at) {
				return atLeastTwo(m.piece(at, to)), to
			}
		case digits:
			if to == at {
				return "", at
			}
			if w.gap {
				return m.piece(at, to), to
			}
		default:
			if !(to > at && (w.text == "&" || w.text == "-" && !w.gap)) {
				return atLeastTwo(m.piece(at, to)), to
			}
		}
		to++
	}
	return atLeastTwo(m.piece(at, to)), to
}

const rivalStops = "还的报价比便低高也在给是出降说来已正刚要有提投抢卖送做把被都只就又,了最近跟和与方家更从用那这太很可能会想"

func (m *message) hanVerb(w, at int) bool {
	if w == at {
		return false
	}
	for _, s := range m.starting[w] {
		if len([]rune(s.text)) > 1 {
			return true
		}
	}
	return m.startsDay(w)
}

func atLeastTwo(s string) string {
	if len([]rune(strings.TrimSpace(s))) < 2 {
		return ""
	}
	return strings.TrimSpace(s)
}
