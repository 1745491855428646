package understand

import (
	"strings"
	"unicode"

	"roundsman/sales"
)

// Parse reads a message. It never fails: what is not understood has the intent
// IntentNone, what is doubtful becomes a Question, and nothing is to be saved
// before those are answered.
func Parse(text string, c Context) Reading {
	m := newMessage(text, c)
	out := Reading{Intent: IntentNone, Language: m.s.language()}
	if len(m.clauses) == 0 {
		return out
	}
	for _, n := range m.names {
		out.Accounts = append(out.Accounts, n.AccountReading)
	}
	if !c.Visit && len(m.fields) == 0 && (m.asNote(&out) || m.asCommand(&out) || m.asRequest(&out)) {
		m.askedOf(&out)
		return out
	}
	if m.ofElsewhere() {
		m.c.Last = ""
	}
	t := &telling{m: m, out: &out}
	if t.fillForm(); t.current == nil && !t.listsWeek() {
		for _, c := range m.clauses {
			t.take(m.judge(c))
		}
	}
	t.finish()
	if out.Correction != nil && out.Correction.Sure && out.Intent == IntentNote { // it puts right what was said, and says nothing new
		out.Intent, out.Note = IntentNone, nil
	}
	return out
}

// asCommand: the first word calls a command. A Chinese command word that runs on
// without a space, and words such as "visit", are commands only if the text
// tells nothing.
func (m *message) asCommand(out *Reading) bool {
	if m.c.Commands == nil {
		return false
	}
	text := strings.TrimSpace(m.s.raw)
	slash := strings.HasPrefix(text, "/")
	text = strings.TrimSpace(strings.TrimPrefix(text, "/"))
	for _, head := range heads(text) {
		name := m.c.Commands(head)
		if name == "" {
			continue
		}
		rest := text[len(head):]
		attached := rest != "" && !unicode.IsSpace([]rune(rest)[0]) && !strings.ContainsRune(":：,，?？!！", []rune(rest)[0])
		rest = strings.TrimLeft(strings.TrimSpace(rest), ":：,， ")
		if EverydayWord(name, rest) {
			return false
		}
		if !slash && HeadedByAccount(text, head, m.c) {
			return false
		}
		if !slash && name == "order" && m.toOrder() {
			return false
		}
		if !slash && rest != "" && (attached || !nothingElse[name] && m.tellsMore()) {
			return false
		}
		out.Intent, out.Command, out.Rest = IntentCommand, name, strings.TrimSpace(rest)
		return true
	}
	return false
}

// HeadedByAccount: a text begins with the name of an account and a colon, which is
// also a word of a command: "Target: Neha confirmed the trial".
func HeadedByAccount(text, head string, c Context) bool {
	head = strings.TrimRight(head, ":： ")
	rest := strings.TrimLeft(strings.TrimPrefix(text, head), " ")
	if c.Book == nil || !strings.HasPrefix(rest, ":") && !strings.HasPrefix(rest, "：") {
		return false
	}
	return MatchAccount(head, c).Sure >= Sure
}

// nothingElse are commands whose words, said first, are never the beginning of
// a report: 推迟 发报价 到12月4日.
var nothingElse = map[string]bool{"snooze": true, "reassign": true}

// heads are the beginnings of a text that could call a command, longest first:
// up to three words, or up to six characters of Chinese.
func heads(text string) []string {
	var ends []int
	words := 0
	for i, r := range text {
		if i > 120 || words >= 3 {
			break
		}
		if unicode.IsSpace(r) || strings.ContainsRune(":：,，?？!！", r) {
			ends = append(ends, i)
			words++
		} else if i > 0 && r >= 0x2E80 && len([]rune(text[:i])) <= 6 {
			ends = append(ends, i)
		}
	}
	if words < 3 {
		ends = append(ends, len(text))
	}
	var out []string
	for k := len(ends) - 1; k >= 0; k-- {
		if head := text[:ends[k]]; head != "" && !strings.HasSuffix(head, " ") {
			out = append(out, head)
		}
	}
	return out
}

// tellsMore: the text tells a visit, so that its first word only looks like a command.
func (m *message) tellsMore() bool {
	for _, c := range m.clauses {
		switch j := m.judge(c); j.kind {
		case tells:
			if j.lead == nil || j.lead.from > 0 {
				return true
			}
		case follows, plans:
			if j.item || j.lead != nil && (j.lead.kind == kFollow || j.lead.kind == kPromise || j.day != nil) {
				return true
			}
		default:
		}
	}
	return false
}

// asNote: "note Acme: budget frozen", 备注 华为:预算冻结.
func (m *message) asNote(out *Reading) bool {
	first := m.clauses[0]
	s := first.sign(kNote)
	if s == nil && m.s.folded(first.from, first.to) == "记" && first.to < len(m.s.words) && m.s.words[first.to].text == ":" { // 记：田主任5月去进修
		s = &sign{cue: cue{kind: kNote}, from: first.from, to: first.to + 1, text: "记"}
	}
	if s == nil || s.from != first.from || m.notesAppointment(s) {
		return false
	}
	out.Intent = IntentNote
	note := &NoteReading{}
	out.Note = note
	at := s.to
	if len(m.names) > 0 && m.names[0].from <= s.to+3 {
		note.Account = m.names[0].AccountReading
		at = max(at, m.names[0].to)
	}
	switch {
	case len(m.names) == 0 && m.c.Last != "":
		note.Account = AccountReading{ID: m.c.Last, Sure: sureOwn}
	case note.Account.Said == "" && len(m.names) > 0:
		note.Account = m.names[0].AccountReading
	case len(m.names) == 0:
		if u, to := m.notedUnknown(s.to); to > 0 {
			note.Account, at = u.AccountReading, to
		}
	}
	t := &telling{m: m, out: out}
	for _, c := range m.clauses {
		t.others = append(t.others, judged{clause: c})
	}
	note.Contacts = t.peopleNoted(note.Account.ID)
	note.Also = m.alsoNoted(note.Account)
	note.Text = trimmed(m.s.raw[m.s.bytes[m.startOf(at)]:])
	m.askAccount(out, note.Account)
	return true
}

// notedUnknown is the name before the colon of a note, that nobody knows.
func (m *message) notedUnknown(at int) (mention, int) {
	for at < len(m.s.words) && (m.s.words[at].text == ":" || m.s.words[at].text == "for" || m.s.words[at].text == "on" || m.s.words[at].text == "about") {
		at++
	}
	for w := at; w < len(m.s.words) && w < at+8; w++ {
		if m.s.words[w].text == ":" && w > at {
			return m.unknownAt(at, w), w
		}
	}
	return mention{}, 0
}

func (m *message) startOf(word int) int {
	if word >= len(m.s.words) {
		return len(m.s.runes)
	}
	return m.s.words[word].from
}

// askAccount adds the question that an account leaves open.
func (m *message) askAccount(out *Reading, a AccountReading) {
	if a.ID != "" && a.Sure >= Sure {
		return
	}
	q := Question{Kind: AskAccount, Said: a.Said, Candidates: a.Candidates}
	if a.Said != "" && len(a.Candidates) == 0 {
		q.Kind = AskNewAccount
	}
	ask(out, q)
}

// ask adds a question once.
func ask(out *Reading, q Question) {
	for _, have := range out.Questions {
		if have.Kind == q.Kind && have.Said == q.Said {
			return
		}
	}
	out.Questions = append(out.Questions, q)
}

func askDay(out *Reading, d DayReading, said string, order bool) {
	q := Question{Kind: AskDate, Said: said, Dates: d.Alternatives}
	if order {
		q.Kind = AskDayOrder
	}
	ask(out, q)
}

// orderDoubt: two alternatives that swap day and month.
func orderDoubt(d DayReading) bool {
	if len(d.Alternatives) != 2 {
		return false
	}
	a, b := d.Alternatives[0].Day, d.Alternatives[1].Day
	return int(a.Month) == b.Day && a.Day == int(b.Month)
}

// repeats finds how often in a clause, and the words that say it.
func (m *message) repeats(c clause) (sales.Recurrence, int, int, bool) {
	for i := m.lexOf[c.from]; i < m.lexOf[c.to]; i++ {
		if rec, end, ok := m.r.recurrence(i); ok && end <= m.lexOf[c.to] {
			return rec, m.r.lx[i].from, m.r.lx[end-1].to, true
		}
	}
	return sales.Recurrence{}, 0, 0, false
}

// toOrder: "order spare blade for Acme tomorrow" is something to do, and no order to log.
func (m *message) toOrder() bool {
	j := m.judge(m.clauses[0])
	return j.kind == follows && j.day != nil && m.after(j.day) && Dealing(m.s.raw, m.c).Amount == nil
}
