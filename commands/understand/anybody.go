package understand

import (
	"strings"

	"roundsman/sales/names"
)

// somebody is a piece of text that is the name of a contact of some account.
type somebody struct {
	plain, said string
	span        Span
}

// peopleAnywhere are the contacts of any account named in a clause by their
// whole name, when no account is.
func (m *message) peopleAnywhere(c clause) []somebody {
	if m.c.Book == nil {
		return nil
	}
	var out []somebody
	for i := c.from; i < c.to; i++ {
		if m.owner[i] > 0 {
			continue
		}
		for n := 4; n >= 2; n-- {
			if i+n > c.to || !m.oneScript(i, i+n) {
				continue
			}
			titled := m.s.words[i].kind == han && titleAt(m.s, i+n, c.to) != ""
			if m.s.words[i].kind == han && m.surnameAt(i, c.to) == 0 && !titled && !(i > c.from && among(m.s.words[i-1].text, "跟和与同找给")) || m.s.words[i].kind == letters && englishOrdinary[fold(m.s.words[i].text)] {
				continue
			}
			if m.s.words[i].kind == han && m.isWord(i, i+n) && !titled && !(i > c.from && among(m.s.words[i-1].text, "跟找约")) {
				continue
			}
			plain := names.Plain(strings.TrimSuffix(m.s.folded(i, i+n), "'s"))
			if len(contactHits(plain, m.c.Book)) > 0 {
				from, to := m.s.words[i].from, m.s.words[i+n-1].to
				out = append(out, somebody{plain, m.s.said(from, to), m.s.span(from, to)})
				i += n - 1
				break
			}
		}
	}
	return out
}

func (m *message) oneScript(from, to int) bool {
	kind := m.s.words[from].kind
	if kind != han && kind != letters {
		return false
	}
	for _, w := range m.s.words[from+1 : to] {
		if w.kind != kind || kind == han && w.gap {
			return false
		}
	}
	return true
}

func plainOf(name string) string { return names.Plain(name) }
