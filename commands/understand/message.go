package understand

import (
	"slices"
	"strings"

	"roundsman/sales"
	"roundsman/sales/names"
)

// message is one text on its way to being understood: its words, dates, signs,
// names and clauses.
type message struct {
	c       Context
	s       *script
	r       *dateReader
	signs   []sign
	names   []mention
	owner   []int // word -> 1 + index of the account that takes it
	lexOf   []int // word -> lex
	clauses []clause
	item    []int // word -> how many words number an item of a list there
	fields  map[int]fieldHead
	// starting and ending are the signs by the word they begin at, and by the word
	// after them.
	starting, ending [][]sign
	known            map[sales.AccountID][]folk
	read             map[dayKey][]found
	people           map[peopleKey][]named
	numbered         map[int]bool // the numbers of a list in one line
	ahead            bool         // it is a list of visits to come
	listHead         int          // the word at which the heading of a list of what is to be done begins
	listFrom         int          // and that at which the list does
}

// dayKey is a clause read as gone by or to come.
type dayKey struct {
	from, to int
	past     bool
}

// clause is a piece between two punctuation marks, at words from..to.
type clause struct {
	from, to int
	strong   bool // a sentence ends after it
	asked    bool // the sentence is a question
	head     bool // it is the first of its sentence
	opens    bool // it names an account and its people, and the next go on with them
	item     bool // it stands in a list of what is to be done
	owner    ownership
	topic    *topic
	numbered bool      // it begins an item of a numbered list
	list     *listing  // the list of things to do that it is of
	heading  bool      // it is the head of one
	field    formField // of a form
	signs    []sign
	names    []mention
}

func newMessage(text string, c Context) *message {
	m := &message{c: c, s: newScript(text), known: map[sales.AccountID][]folk{}, read: map[dayKey][]found{}, people: map[peopleKey][]named{}}
	m.r = newDateReader(m.s, c)
	m.r.headWeeks()
	m.indexLexes()
	m.signs = m.s.signs(func(int) bool { return false })
	m.findNames()
	m.signs = m.s.signs(func(w int) bool { return m.owner[w] > 0 })
	m.indexSigns()
	m.item = m.s.items()
	m.maskDates()
	m.numberItems()
	m.findList()
	m.findFields()
	m.split()
	return m
}

func (m *message) indexSigns() {
	m.starting, m.ending = make([][]sign, len(m.s.words)+1), make([][]sign, len(m.s.words)+1)
	for _, s := range m.signs {
		m.starting[s.from] = append(m.starting[s.from], s)
		m.ending[s.to] = append(m.ending[s.to], s)
	}
}

func (m *message) indexLexes() {
	m.lexOf = make([]int, len(m.s.words)+1)
	for i, l := range m.r.lx {
		for w := l.from; w < l.to; w++ {
			m.lexOf[w] = i
		}
	}
	m.lexOf[len(m.s.words)] = len(m.r.lx)
}

// findNames looks for accounts where the words and their neighbours allow them.
func (m *message) findNames() {
	n := &namer{c: m.c, s: m.s, led: m.led(), person: m.personLed(), slot: m.slots(), day: m.dayWords(), busy: m.busyWords(), when: m.timePhrases()}
	m.names = m.notDenied(n.accountsIn())
	if len(m.names) == 0 {
		m.names = n.nearPeople()
	}
	m.owner = make([]int, len(m.s.words)+1)
	for i, name := range m.names {
		for w := name.from; w < name.to; w++ {
			m.owner[w] = i + 1
		}
	}
}

// notDenied leaves out an account that is said not to be meant, 去了上药，不是上海制药, or
// that somebody only travels by, 坐地铁三号线.
func (m *message) notDenied(list []mention) []mention {
	out := list[:0:0]
	for _, n := range list {
		if (n.from < 2 || m.s.folded(n.from-2, n.from) != "不是") && !(n.from > 0 && among(m.s.words[n.from-1].text, "坐乘搭挤杯碗瓶")) && !m.ratherSomebody(n) {
			out = append(out, n)
		}
	}
	return out
}

// ratherSomebody: what may be part of an account's name is a person's with a title: 江南科长.
func (m *message) ratherSomebody(n mention) bool {
	if n.ID != "" || m.s.words[n.from].kind != han || titleAt(m.s, n.to, len(m.s.words)) == "" {
		return false
	}
	return len(m.c.Book.Contacts(names.Whole+m.s.folded(n.from, n.to), false, 1)) > 0
}

// led are the words right after one that takes an account.
func (m *message) led() []bool {
	led := make([]bool, len(m.s.words)+1)
	for _, s := range m.signs {
		if s.place && s.kind != kGiven {
			led[s.to] = true
		}
	}
	return led
}

// personLed are the words right after one that takes a person rather than a place.
func (m *message) personLed() []bool {
	led := make([]bool, len(m.s.words)+1)
	for _, s := range m.signs {
		if s.person && (s.kind == kTold || s.kind == kMeeting || s.kind == kPlain) && !sureOfPlace[s.text] && !strings.HasSuffix(s.text, " at") && !strings.HasSuffix(s.text, " of") && !strings.HasSuffix(s.text, " from") {
			led[s.to] = true
		}
	}
	return led
}

func (m *message) dayWords() []bool {
	day := make([]bool, len(m.s.words)+1)
	for i, l := range m.r.lx {
		for w := l.from; w < l.to && m.r.lexIsDay(i); w++ {
			day[w] = true
		}
	}
	return day
}

// slots are the words at which an account is likely named: the beginning of a
// clause, and after the words that take one.
func (m *message) slots() []bool {
	slot := make([]bool, len(m.s.words)+1)
	start := true
	for i, w := range m.s.words {
		slot[i] = start || w.gap && w.kind == han && m.s.words[i-1].kind == han
		start = w.kind == newline || w.kind == mark && strings.ContainsAny(w.text, ".!?;,:。、/&-—()（）]】@#\"“①②③④⑤⑥⑦⑧⑨")
	}
	for _, s := range m.signs {
		if s.place || s.person || s.text == "客户" || s.kind == kNote || s.kind == kFollow || s.kind == kRival {
			slot[s.to] = true
		}
	}
	m.afterSmallWords(slot)
	return slot
}

// afterSmallWords moves a slot behind the words that may stand before a name:
// articles, and in Chinese days and 了.
func (m *message) afterSmallWords(slot []bool) {
	for i, w := range m.s.words {
		if !slot[i] {
			continue
		}
		switch {
		case w.text == "the" || w.text == "our" || w.text == "with" || w.text == "at" || w.text == "today" || w.text == "yesterday":
			slot[i+1] = true
		case w.kind == han && among(w.text, "了完过一下趟去在到给跟和与同"):
			slot[i+1] = true
		}
	}
	for _, l := range m.r.lx { // 今天上午|华为, 上午恒力下午|荣盛
		if l.senses != nil && m.s.words[l.from].kind == han && (slot[l.from] || l.to > l.from+1) {
			slot[l.to] = true
		}
	}
	for i := 0; i+2 < len(m.s.words); i++ { // 周一长沙|三一
		if (slot[i] || m.s.words[i].gap) && m.s.words[i].kind == han && hanRegions[m.s.folded(i, i+2)] && m.s.words[i+2].kind == han {
			slot[i+2] = true
		}
	}
}

// timePhrases are where the Chinese phrases of time end, by the word they begin at.
func (m *message) timePhrases() []int {
	when := make([]int, len(m.s.words)+1)
	for _, l := range m.r.lx {
		if l.senses != nil && l.to > l.from+1 && m.s.words[l.from].kind == han {
			when[l.from] = l.to
		}
	}
	return when
}

func (m *message) busyWords() []bool {
	busy := make([]bool, len(m.s.words)+1)
	for _, l := range m.r.lx {
		for _, s := range l.senses {
			if s.class != cZone && s.class != cHoliday {
				for w := l.from; w < l.to; w++ {
					busy[w] = true
				}
			}
		}
	}
	for _, s := range m.signs {
		for w := s.from; w < s.to; w++ {
			busy[w] = true
		}
	}
	for i, w := range m.s.words {
		if w.kind == letters && englishTitles[w.text] {
			busy[i] = true
		}
	}
	return busy
}

// maskDates keeps the words of an account's name, and the numbers of a list, out of
// the dates.
func (m *message) maskDates() {
	numbers := make([]bool, len(m.s.words)+1)
	for w, n := range m.item {
		for k := w; k < w+n; k++ {
			numbers[k] = true
		}
	}
	for i := range m.r.lx {
		l := &m.r.lx[i]
		for w := l.from; w < l.to; w++ {
			if m.owner[w] > 0 || numbers[w] {
				l.senses, l.classes, l.number, l.text = nil, 0, false, "\x00"
			}
		}
	}
}

func (c *clause) sign(kinds ...cueKind) *sign {
	for i := range c.signs {
		for _, k := range kinds {
			if c.signs[i].kind == k {
				return &c.signs[i]
			}
		}
	}
	return nil
}

// extent is where a clause stands in the text as typed.
func (m *message) extent(c clause) Span {
	return m.s.span(m.s.words[c.from].from, m.s.words[c.to-1].to)
}

func (m *message) text(c clause) string { return m.piece(c.from, c.to) }

func (m *message) piece(from, to int) string {
	if from >= to {
		return ""
	}
	return m.s.said(m.s.words[from].from, m.s.words[to-1].to)
}

// days reads the dates of a clause, as gone by or as to come.
func (m *message) days(c clause, past bool) []found {
	key := dayKey{c.from, c.to, past}
	if list, ok := m.read[key]; ok {
		return list
	}
	r := *m.r
	r.past = past
	list := r.all(m.lexOf[c.from], m.lexOf[c.to])
	if past {
		list = slices.DeleteFunc(list, m.startsThen)
	}
	m.read[key] = list
	return list
}

// startsThen: 10月1号起执行 is from when something holds, and no day gone by.
func (m *message) startsThen(f found) bool {
	to := m.r.lx[f.to-1].to
	return strings.HasSuffix(f.Said, "起") || to < len(m.s.words) && m.s.words[to].text == "起"
}

func fold(s string) string { return names.Fold(s) }
