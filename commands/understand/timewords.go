package understand

import "strings"

// class is what a word does in a date.
type class byte

const (
	cNone       class = iota
	cNumber           // n
	cWeekday          // n: 1 Monday .. 7 Sunday
	cMonth            // n: 1..12
	cUnit             // n: a unit
	cDir              // next, last: n weeks, months ...
	cRelUnit          // 下周: n: how many on, unit in m
	cNamed            // tomorrow: n days on; m: a part of the day or 0
	cPart             // n: a part of the day
	cEdge             // n: edgeStart, edgeMid, edgeEnd
	cEdgeDay          // EOM, 月底: edge in n, unit in m
	cBy               // by, before, until
	cIn               // in, after: before a number of units
	cWithin           // within
	cAgo              // ago
	cLater            // later, from now, 后
	cInside           // 内
	cBefore           // 前: by after a day, ago after a number of units
	cSince            // since, from
	cTo               // to, until between two days
	cFiller           // on, at, the, of
	cAt               // at, before a bare hour
	cYearMark         // 年
	cMonMark          // 月
	cDayMark          // 日, 号
	cClockMark        // 点
	cMinMark          // 分
	cHalf             // 半, half
	cQuarter          // 一刻
	cHourMark         // h, 时
	cOClock           // o'clock, 整
	cAM               // am
	cPM               // pm
	cNoon             // n: hour
	cPastHour         // past, in "half past three"
	cToHour           // to, in "quarter to four"
	cOrdinal          // th, nd, after a number
	cWeekNo           // CW
	cNth              // 第
	cQuarterNo        // Q, and n if it is whole
	cPeriodTail       // 旬: n
	cHoliday          // n: index
	cZone             // index of zones
	cZoneTail         // time, 时间
	cRecent           // last, past, 最近 before a number of units: for periods
	cThe
	cOf
	cEvery // every, 每
	cWorkdayNext
	cOrdWord  // n: fifteenth
	cMinutes  // n minutes in other words: a quarter of an hour
	cSameTime // this time (m 1), same day, before a day to come
	cWeekOf   // week commencing, before a day
	cUnclear  // 明后天: n and m days on, nobody knows which
	cBothDays // 今明两天: from n to m days on
	cPicked   // 最后一个, 第二个: n, before a weekday or working day; m: a day itself
	cMyTime   // our time, local time: no other zone
	cTheirTime
	cNewYearAbout // 年前, 年后: before or after Spring Festival; n
	cLunarDay     // 正月初五: n days after Spring Festival
)

// Units of time.
const (
	uMinute = iota + 1
	uHour
	uDay
	uWorkday
	uWeek
	uMonth
	uQuarter
	uYear
	uWeekend
	uFortnight
	uHalfYear
)

// Parts of the day.
const (
	pMorning = iota + 1
	pNoon
	pAfternoon
	pEvening
	pNight // the small hours
)

const (
	edgeStart = iota + 1
	edgeMid
	edgeEnd
)

// sense is what one word or phrase means in a date.
type sense struct {
	class class
	n, m  int
	weak  bool   // an ordinary word too: needs a capital or company
	name  string // zone or holiday
}

// lexicon holds the words of one language; phrases have single spaces.
type lexicon map[string][]sense

func (l lexicon) add(s sense, phrases string) {
	for phrase := range strings.SplitSeq(phrases, "|") {
		if phrase = strings.TrimSpace(phrase); phrase != "" {
			l[phrase] = append(l[phrase], s)
		}
	}
}

// lex is one word of a date: a lexicon entry, a number, or nothing of the kind.
type lex struct {
	from, to int // words of the script
	senses   []sense
	text     string
	number   bool
	value    int
	wide     int // digits typed, 0 for a number in words
	classes  classes
	glued    bool
	capital  bool
}

// timely: a word that can begin a date at all.
func (l *lex) timely() bool { return l.number || l.senses != nil }

func (l *lex) is(c class) (sense, bool) {
	if l.classes&(1<<c) == 0 {
		return sense{}, false
	}
	for _, s := range l.senses {
		if s.class == c {
			return s, true
		}
	}
	return sense{}, false
}

// timeWords is every language's words in one book: a text may mix them.
var timeWords, longestPhrase = mergeTime(englishTime(), chineseTime())

func mergeTime(all ...lexicon) (lexicon, int) {
	merged, longest := lexicon{}, 0
	for _, l := range all {
		for phrase, senses := range l {
			merged[phrase] = append(merged[phrase], senses...)
			longest = max(longest, strings.Count(phrase, " ")+1)
		}
	}
	return merged, longest
}

// timePhrases are the beginnings of the phrases of time.
var timePhrases = beginningsOf(timeWords)

// maxHanPhrase is the length of the longest Chinese time phrase.
const maxHanPhrase = 6

// lexes reads words as the words of dates, the longest phrase first.
func (s *script) lexes() []lex {
	out := make([]lex, 0, len(s.words))
	for i := 0; i < len(s.words); {
		l := s.lexAt(i)
		l.glued = !s.words[i].gap
		l.capital = s.words[i].capital
		if l.classes = classesOf(l.senses); l.number {
			l.classes |= numeric
		}
		out = append(out, l)
		i = l.to
	}
	return out
}

func (s *script) lexAt(i int) lex {
	w := s.words[i]
	switch w.kind {
	case digits:
		if l, ok := s.digitLex(i); ok {
			return l
		}
		return lex{from: i, to: i + 1, text: w.text, number: true, value: atoi(w.text), wide: len(w.text)}
	case han:
		return s.hanLex(i)
	case letters:
		if w.text == "b" && i+1 < len(s.words) && s.words[i+1].text == "4" && !s.words[i+1].gap { // b4
			return lex{from: i, to: i + 2, text: "before", senses: timeWords["before"]}
		}
		return s.latinLex(i)
	default:
	}
	return lex{from: i, to: i + 1, text: w.text, senses: timeWords[w.text]}
}

// digitLex reads what thumbs write with a digit: 2moro, 2day.
func (s *script) digitLex(i int) (lex, bool) {
	if i+1 >= len(s.words) || s.words[i+1].kind != letters || s.words[i+1].gap {
		return lex{}, false
	}
	text := s.words[i].text + s.words[i+1].text
	senses := timeWords[text]
	return lex{from: i, to: i + 2, text: text, senses: senses}, senses != nil
}

func (s *script) latinLex(i int) lex {
	best := lex{from: i, to: i + 1, text: s.words[i].text}
	var room [64]byte
	phrase := room[:0]
	left := timePhrases.words[s.timed(i)]
	for j := i; j < min(len(s.words), i+longestPhrase) && left > 0; j++ {
		if s.words[j].kind == newline || s.words[j].kind == mark && s.words[j].text != "." && s.words[j].text != "-" {
			break
		}
		if s.words[j].kind == mark {
			continue
		}
		if len(phrase) > 0 {
			phrase = append(phrase, ' ')
		}
		phrase = append(phrase, s.timed(j)...)
		left--
		if senses, ok := timeWords[string(phrase)]; ok {
			best = lex{from: i, to: j + 1, text: string(phrase), senses: senses, classes: classesOf(senses)}
			if n, ok := best.is(cNumber); ok {
				best.number, best.value = true, n.n
			}
		}
	}
	return best
}

// timed is a word, or the word of time that it was meant to be.
func (s *script) timed(i int) string {
	w := &s.words[i]
	if w.timed == "" {
		w.timed = slipped(w.text)
	}
	return w.timed
}

func (s *script) hanLex(i int) lex {
	if s.words[i].text == "元" && i+1 < len(s.words) && s.words[i+1].text == "月" && (i == 0 || s.words[i-1].kind == han && hanDigits[s.words[i-1].text] == 0 && !among(s.words[i-1].text, "十百千万亿")) { // 元月
		return lex{from: i, to: i + 1, text: "元", number: true, value: 1}
	}
	end, most := i, min(maxHanPhrase, timePhrases.runes[s.words[i].text])
	for end < len(s.words) && end < i+most && s.words[end].kind == han && (end == i || !s.words[end].gap) {
		end++
	}
	if day := s.shortDay(i); day != "" { // 明10点
		return lex{from: i, to: i + 1, text: day, senses: timeWords[day], classes: classesOf(timeWords[day])}
	}
	for j := end; j > i; j-- {
		phrase := s.folded(i, j)
		if strings.HasPrefix(phrase, "下下") && i > 0 && s.words[i-1].text == "一" { // 精简一下|下周五
			return lex{from: i, to: i + 1, text: s.words[i].text}
		}
		if senses, ok := timeWords[phrase]; ok && !s.yearsAgo(i, phrase) {
			l := lex{from: i, to: j, text: phrase, senses: senses, classes: classesOf(senses)}
			return s.weekdayAfter(s.weekdayInDigits(l))
		}
	}
	if n, j := s.hanNumber(i); j > i {
		return lex{from: i, to: j, text: s.folded(i, j), number: true, value: n}
	}
	return lex{from: i, to: i + 1, text: s.words[i].text}
}

// shortDay is the day that 今, 明 or 昨 alone stand for right before an hour, where no longer
// word ends in them: 明10点, 昨3点半.
func (s *script) shortDay(i int) string {
	day := ""
	switch s.words[i].text {
	case "今":
		day = "今天"
	case "明":
		day = "明天"
	case "昨":
		day = "昨天"
	}
	if day == "" || i+2 >= len(s.words) || s.words[i+1].gap {
		return ""
	}
	if i > 0 && !s.words[i].gap && s.words[i-1].kind == han && !among(s.words[i-1].text, "约定在改到推说我我们那就是") {
		return ""
	}
	at := i + 1
	for at < len(s.words) && at < i+4 && (s.words[at].kind == digits || hanDigits[s.words[at].text] > 0 || s.words[at].text == "十") {
		at++
	}
	if at == i+1 || at >= len(s.words) || !among(s.words[at].text, "点:时") {
		return ""
	}
	return day
}

// weekdayAfter reads the day that follows a week: 下周 + 二. 下周三个会 is three
// meetings next week, no Wednesday.
func (s *script) weekdayAfter(l lex) lex {
	rel, ok := l.is(cRelUnit)
	if !ok || rel.m != uWeek || l.to >= len(s.words) || s.words[l.to].gap {
		return l
	}
	day := hanWeekdays[s.words[l.to].text]
	if s.digitWeekday(l.to) {
		day = atoi(s.words[l.to].text)
	}
	if day == 0 || l.to+1 < len(s.words) && strings.Contains(hanMeasures, s.words[l.to+1].text) && s.words[l.to+1].kind == han {
		return l
	}
	l.to++
	l.text = s.folded(l.from, l.to)
	l.senses = []sense{{class: cRelUnit, n: rel.n, m: uWeek}, {class: cWeekday, n: day}}
	return l
}

// yearsAgo: 三年前 is a count of years, 年前 alone the time before the festival.
func (s *script) yearsAgo(i int, phrase string) bool {
	if phrase != "年前" && phrase != "年后" && phrase != "年内" && phrase != "月内" || i == 0 {
		return false
	}
	before := s.words[i-1]
	_, counts := hanDigits[before.text]
	return counts || before.kind == digits || among(before.text, "十百半几多数前后")
}

// weekdayInDigits reads 周4, 星期4.
func (s *script) weekdayInDigits(l lex) lex {
	if l.text != "周" && l.text != "星期" && l.text != "礼拜" || l.from > 0 && (s.words[l.from-1].kind == digits || s.words[l.from-1].text == "第") || !s.digitWeekday(l.to) {
		return l
	}
	l.senses = []sense{{class: cWeekday, n: atoi(s.words[l.to].text)}}
	l.to++
	l.text = s.folded(l.from, l.to)
	return l
}

// digitWeekday: one digit that counts nothing and is no hour.
func (s *script) digitWeekday(i int) bool {
	if i >= len(s.words) || s.words[i].kind != digits || s.words[i].gap || len(s.words[i].text) != 1 || s.words[i].text < "1" || s.words[i].text > "6" {
		return false
	}
	return i+1 == len(s.words) || !among(s.words[i+1].text, "个家次位台套件份点月号日天年.:-/%折万")
}

var hanWeekdays = map[string]int{"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 7, "天": 7, "末": 8}

const hanMeasures = "个家次位台套件份"

var hanDigits = map[string]int{"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}

// hanNumber reads 十五, 二十三, 二〇二六; it returns where it ends.
func (s *script) hanNumber(i int) (int, int) {
	total, current, any := 0, 0, false
	j := i
	for ; j < len(s.words) && j < i+6 && s.words[j].kind == han; j++ {
		t := s.words[j].text
		if d, ok := hanDigits[t]; ok {
			current, any = current*10+d, true
			continue
		}
		if t == "十" || t == "廿" {
			any = true
			if t == "廿" {
				current = 2
			}
			total, current = total+max(current, 1)*10, 0
			continue
		}
		if t == "百" && current > 0 {
			total, current = total+current*100, 0
			continue
		}
		break
	}
	if !any {
		return 0, i
	}
	return total + current, j
}

func atoi(digits string) int {
	n := 0
	for i := 0; i < len(digits) && i < 9; i++ {
		n = n*10 + int(digits[i]-'0')
	}
	return n
}

func splitBar(s string) []string { return strings.Split(s, "|") }
