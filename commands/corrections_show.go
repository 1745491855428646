package commands

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/agnivade/levenshtein"

	"roundsman/sales"
	"roundsman/sales/names"
	"roundsman/storage"
	"roundsman/storage/scoped"
)

// Correction is an example of what was misread or had to be asked, as it may be
// shown to others: accounts and rivals are A1, A2 ..., people P1, P2 ...
type Correction struct {
	Text    string `json:"text"`
	Field   string `json:"field"`             // account, contact, contacts, date, mode, intent
	Said    string `json:"said"`              // the piece of the text it is about
	Read    string `json:"read"`              // asked, if nothing was taken for sure
	Meant   string `json:"corrected"`         // new, if it is to be made
	Offered string `json:"offered,omitempty"` // what could be chosen
	// Like is how a typed account name relates to the name of the one that was
	// meant: same, part, pinyin, initials, slip, sound or other.
	Like     string `json:"like,omitempty"`
	At       string `json:"at"` // local time of the author
	Language string `json:"language"`
}

// CorrectionsOf lists what a person corrected, the latest first.
func CorrectionsOf(tx storage.Tx, p sales.Person) ([]Correction, error) {
	l := &Look{Me: p, Books: scoped.For(tx, p, time.Time{})}
	all, err := l.corrections()
	shown := make([]Correction, 0, len(all))
	for _, c := range all {
		shown = append(shown, c.withoutNames(p.Location()))
	}
	return shown, err
}

func (c correction) withoutNames(zone *time.Location) Correction {
	m := newMask(c)
	shown := Correction{
		Text: m.hide(c.Text), Field: c.Field, Said: m.hide(c.Said), Read: m.labels(c.Read), Meant: m.labels(c.Meant),
		Offered: m.labels(c.Offered), At: c.At.In(zone).Format("2006-01-02T15:04"), Language: c.Language,
	}
	if shown.Read == "" {
		shown.Read = "asked"
	}
	if c.Field == "account" && c.Said != "" && len(c.Meant) == 1 {
		shown.Like = likeness(c.Said, c.nameOf(c.Meant[0]))
	}
	return shown
}

// nameOf is the longest name of what a ref means: what it is called, rather
// than what somebody typed.
func (c correction) nameOf(ref string) string {
	longest := ""
	for _, n := range c.Names {
		if n.Ref == ref && n.Name != c.Said && len(n.Name) > len(longest) {
			longest = n.Name
		}
	}
	return longest
}

// mask replaces names by labels, numbered in the order in which they occur.
type mask struct {
	names  *regexp.Regexp // nil: none
	refs   map[string]string
	called map[string]string // label by ref
	counts map[byte]int
}

func newMask(c correction) *mask {
	m := &mask{refs: map[string]string{}, called: map[string]string{}, counts: map[byte]int{}}
	all := slices.Clone(c.Names)
	slices.SortStableFunc(all, func(a, b correctionName) int { return cmp.Compare(len(b.Name), len(a.Name)) })
	var patterns []string
	for _, n := range all {
		m.refs[strings.ToLower(n.Name)] = n.Ref
		patterns = append(patterns, pattern(n.Name))
	}
	if len(patterns) > 0 {
		m.names = regexp.MustCompile(`(?i)` + strings.Join(patterns, "|"))
	}
	return m
}

// pattern finds a name where it stands as words of its own.
func pattern(name string) string {
	p := regexp.QuoteMeta(name)
	if isWordByte(name[0]) {
		p = `\b` + p
	}
	if isWordByte(name[len(name)-1]) {
		p += `\b`
	}
	return p
}

func isWordByte(b byte) bool {
	return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || '0' <= b && b <= '9' || b == '_'
}

var addresses = regexp.MustCompile(`<[@#!][^>]*>|<?(?:https?://|mailto:)\S+|[^\s(),;<>，；]+@[^\s(),;<>，；]+\.[^\s(),;<>，；]+|\+?\d[\d \-/]{7,}\d`)

// hide replaces the names in a text, and mentions, addresses and telephone numbers.
func (m *mask) hide(text string) string {
	text = addresses.ReplaceAllStringFunc(text, func(s string) string {
		if day := len(s) <= len("2006-01-02 - 2006-01-02") && strings.Count(s, "-") >= 2; day && s[0] != '<' && !strings.ContainsAny(s, "@:+") {
			return s
		}
		return "…"
	})
	if m.names == nil {
		return text
	}
	return m.names.ReplaceAllStringFunc(text, func(s string) string { return m.label(m.refs[strings.ToLower(s)]) })
}

func (m *mask) label(ref string) string {
	if ref == "" {
		return "…"
	}
	if m.called[ref] == "" {
		m.counts[ref[0]]++
		m.called[ref] = ref[:1] + strconv.Itoa(m.counts[ref[0]])
	}
	return m.called[ref]
}

func (m *mask) labels(values []string) string {
	shown := make([]string, 0, len(values))
	for _, v := range values {
		kind, id := v[:min(len(v), len(refAccount))], v[min(len(v), len(refAccount)):]
		switch {
		case kind != refAccount && kind != refPerson: // a day, a mode
			shown = append(shown, v)
		case id == newID:
			shown = append(shown, newID)
		default:
			shown = append(shown, m.label(v))
		}
	}
	return strings.Join(shown, ", ")
}

// likeness says how a typed name relates to the name that was meant.
func likeness(said, name string) string {
	typed, keys := names.Plain(said), names.Keys(name)
	has := func(kind string) bool { return slices.Contains(keys, kind+typed) }
	begins := func(kind string) bool {
		return slices.ContainsFunc(keys, func(k string) bool { return strings.HasPrefix(k, kind+typed) })
	}
	switch {
	case name == "" || typed == "":
		return ""
	case has(names.Whole):
		return "same"
	case has(names.Initials):
		return "initials"
	case has(names.Pinyin), begins(names.Pinyin) && len(typed) >= 4:
		return "pinyin"
	case begins(names.Whole), begins(names.Part):
		return "part"
	case levenshtein.ComputeDistance(typed, names.Plain(name)) <= 2 && len([]rune(typed)) > 3:
		return "slip"
	}
	for _, r := range names.Readings(typed) {
		if slices.Contains(keys, names.Pinyin+r.Full) {
			return "sound"
		}
	}
	return "other"
}
