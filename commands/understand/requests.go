package understand

import (
	"regexp"
	"strings"
	"unicode"
)

// A request is a text that tells nothing but wants something: an answer that a
// command gives, the last record taken back or put right, or just to be kind.
// They are short, so only short texts are looked at.
const (
	longestRequest  = 90 // characters
	longestCourtesy = 60 // bytes
)

// asRequest reads questions in everyday words, and what is no record at all.
func (m *message) asRequest(out *Reading) bool {
	text := m.plainText()
	out.Settled = m.settled(text)
	if out.Courtesy = m.courtesy(text); out.Courtesy != "" {
		return true
	}
	if text != "" && m.asHanCommand(out, text) {
		return true
	}
	if text == "" {
		return false
	}
	if out.Correction = m.corrected(text); out.Correction != nil {
		return out.Correction.Sure
	}
	if len([]rune(text)) > longestRequest || !requestLike(text) {
		return false
	}
	if takesBack(text) {
		if kind, _ := m.takenBack(); kind != IntentNone {
			out.Intent, out.Command, out.Rest = IntentCommand, "undo", strings.TrimSpace(m.s.raw)
			return true
		}
	}
	out.Correction = m.correction(text)
	if what, when := m.postponed(text); when != "" {
		out.Intent, out.Command, out.Rest = IntentCommand, "snooze", strings.TrimSpace(what+" "+when)
		return true
	}
	if what := m.ticked(text); what != "" {
		out.Intent, out.Command, out.Rest = IntentCommand, "done", what
		return true
	}
	if what := m.calledOff(text); what != "" {
		out.Intent, out.Command, out.Rest = IntentCommand, "drop", what
		return true
	}
	if command, rest := m.everyday(text); command != "" {
		out.Intent, out.Command, out.Rest = IntentCommand, command, rest
		return true
	}
	if m.shows() {
		out.Intent, out.Command, out.Rest = IntentCommand, "account", m.names[0].Said
		return true
	}
	for _, r := range requests {
		if !r.form.MatchString(text) {
			continue
		}
		if r.command == "undo" {
			if len(m.names) > 0 {
				return false
			}
			out.Intent, out.Command = IntentCommand, r.command
			return true
		}
		if !m.asksThis() || r.command == "leave" && (len(m.names) > 0 || m.coming(clause{to: len(m.s.words)}) == nil) {
			continue
		}
		out.Intent, out.Command = IntentQuestion, r.command
		if r.orders {
			out.Intent = IntentCommand
		}
		out.Rest = m.spanAsked(r.command)
		return true
	}
	return false
}

// spanAsked is the day or span of days that a question is about, as typed.
func (m *message) spanAsked(command string) string {
	whole := clause{to: len(m.s.words)}
	if command == "history" {
		if list := m.days(whole, true); len(list) == 1 {
			return list[0].Said
		}
		return ""
	}
	if day := m.coming(whole); day != nil {
		return day.Said
	}
	return ""
}

// requestLike is a quick look before the forms are tried: a word that one of them
// begins with or holds.
func requestLike(text string) bool {
	first, _, _ := strings.Cut(text, " ")
	if requestOpeners[strings.TrimRight(first, ",:")] {
		return true
	}
	if text[len(text)-1] < 0x80 && strings.Contains(text, "s ") {
		last := text[strings.LastIndexByte(text, ' ')+1:]
		if requestEnds[last] {
			return true
		}
	}
	for _, hint := range requestHints {
		if strings.Contains(text, hint) {
			return true
		}
	}
	return false
}

// plainText is the whole text as it is compared: folded, apostrophes left out,
// without what ends it.
func (m *message) plainText() string {
	text := strings.ReplaceAll(m.s.plain, "'", "")
	text = strings.ReplaceAll(text, "’", "")
	return strings.TrimFunc(strings.Join(strings.Fields(text), " "), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.Is(unicode.So, r) || r == 0xFE0F || strings.ContainsRune(".!?。！？~…,，", r)
	})
}

// asksThis: the words are the author's question, and not what others asked or
// what was told along with a visit.
func (m *message) asksThis() bool {
	if len(m.clauses) > 2 {
		return false
	}
	for _, c := range m.clauses {
		if c.asked {
			return true
		}
		for _, s := range c.signs {
			switch {
			case s.kind == kTold && finished(s.text) && len(c.names) > 0 && c.sign(kAsk) == nil:
				return false
			case s.kind == kTheir && (s.text == "问" || s.text == "said" || s.text == "says"), s.kind == kTold && finished(s.text) && len(m.clauses) > 1:
				return false
			}
		}
	}
	text := m.s.folded(0, len(m.s.words))
	for _, other := range [...]string{"问", "没什么", "没有什么", "没啥", "不知道", "不清楚"} {
		if strings.Contains(text, other) {
			return false
		}
	}
	return len(m.clauses) == 1 || strings.HasPrefix(text, "can you") || strings.HasPrefix(text, "could you")
}

// courtesy is what a text is that only thanks, agrees or greets.
func (m *message) courtesy(text string) Courtesy {
	if onlyEmoji(m.s.raw) {
		return CourtesyAgrees
	}
	if len(text) > longestCourtesy {
		return ""
	}
	for _, c := range courtesies {
		if c.form.MatchString(text) {
			return c.kind
		}
	}
	return ""
}

// onlyEmoji: 👍, or as Slack writes it, :+1:.
func onlyEmoji(text string) bool {
	if strings.TrimSpace(text) == "" || len(text) > 200 {
		return false
	}
	rest := shortcode.ReplaceAllString(text, "")
	symbols := rest != text
	for _, r := range rest {
		switch {
		case unicode.Is(unicode.So, r) || unicode.Is(unicode.Sk, r):
			symbols = true
		case unicode.IsSpace(r), r == 0x200D, r == 0xFE0F, r == '!', r == '！':
		default:
			return false
		}
	}
	return symbols
}

var shortcode = regexp.MustCompile(`:[a-z0-9_+\-']+(::skin-tone-\d)?:`)

// correction is what puts the last record right: "not Lee, it was Wang",
// 不是钱经理，是孙经理.
func (m *message) correction(text string) *Correction {
	if len(m.clauses) > 3 { // which says more than that
		return nil
	}
	for _, form := range corrections {
		found := m.groups(form, text)
		if found == nil {
			continue
		}
		c := &Correction{Was: found["was"], Now: found["now"]}
		c.Sure = plainCorrection.MatchString(text)
		if c.Now == "" || fold(c.Was) == fold(c.Now) || len(strings.Fields(c.Was)) > 4 || len(strings.Fields(c.Now)) > 4 {
			return nil
		}
		return c
	}
	return nil
}

// postponed is which follow-up is put off, and until when.
func (m *message) postponed(text string) (what, when string) {
	for _, form := range postponements {
		if found := m.groups(form, text); found != nil {
			return strings.TrimSpace(found["what"] + " " + found["with"]), found["when"]
		}
	}
	found := m.groups(postponementOfThing, text)
	if what, when := found["what"]+found["han"], found["when"]+found["day"]; len(m.names) == 0 && m.saysWhen(when) && !met.MatchString(what) {
		return what, when
	}
	return "", ""
}

// calledOff is whose planned meeting or follow-up is to be dropped.
func (m *message) calledOff(text string) string {
	for _, form := range cancellations {
		if found := m.groups(form, text); found != nil && m.saysAccount(found["what"]) {
			return found["what"]
		}
	}
	return ""
}

// settled is what a short text says is done.
func (m *message) settled(text string) string {
	if len(text) > longestCourtesy || len(m.clauses) > 2 || !settledLike(text) {
		return ""
	}
	for _, form := range settlements {
		if found := m.groups(form, text); found != nil {
			return found["what"]
		}
	}
	return ""
}

func settledLike(text string) bool {
	for _, word := range [...]string{"搞定", "办完", "办好", "做完", "做好", "弄好", "弄完", "处理", "完成", "done", "finished", "completed", "taken care", "sorted"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// groups are the named pieces of a form in a text, as typed; nil if it has another form.
func (m *message) groups(form *regexp.Regexp, text string) map[string]string {
	out := foldedGroups(form, text)
	for name, piece := range out {
		out[name] = m.asTyped(piece)
	}
	return out
}

// foldedGroups are the named pieces of a form in a folded text.
func foldedGroups(form *regexp.Regexp, text string) map[string]string {
	found := form.FindStringSubmatch(text)
	if found == nil {
		return nil
	}
	out := map[string]string{}
	for i, name := range form.SubexpNames() {
		if name != "" && found[i] != "" {
			out[name] = found[i]
		}
	}
	return out
}

// asTyped finds a folded piece in the text as it was typed.
func (m *message) asTyped(folded string) string {
	folded = trimmed(folded)
	if folded == "" {
		return ""
	}
	runes := []rune(folded)
	for i := 0; i+len(runes) <= len(m.s.runes); i++ {
		if m.s.cut(i, i+len(runes)) == folded {
			return trimmed(m.s.said(i, i+len(runes)))
		}
	}
	return folded
}
