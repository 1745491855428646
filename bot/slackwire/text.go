package slackwire

import (
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// units measures a text in UTF-16 units.
func units(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// fits reports whether a text is within a limit, cheaply when it is short.
func fits(s string, limit int) bool { return len(s) <= limit || units(s) <= limit }

// atom takes the first piece off a text that must not be broken: a character as
// a person sees it, and in marked-up text also &lt; and <@U1>.
func atom(s string, markup bool) (piece, rest string) {
	if markup && (s[0] == '&' || s[0] == '<') {
		if n := markupLength(s); n > 0 {
			return s[:n], s[n:]
		}
	}
	piece, rest, _, _ = uniseg.FirstGraphemeClusterInString(s, -1)
	return piece, rest
}

func markupLength(s string) int {
	for _, entity := range []string{"&amp;", "&lt;", "&gt;"} {
		if strings.HasPrefix(s, entity) {
			return len(entity)
		}
	}
	if s[0] != '<' {
		return 0
	}
	return strings.IndexByte(s, '>') + 1
}

// cut shortens a text to a limit, with an ellipsis if anything was lost.
func cut(s string, limit int) string { return shorten(s, limit, false) }

// cutMarkup is cut for marked-up text.
func cutMarkup(s string, limit int) string { return shorten(s, limit, true) }

func shorten(s string, limit int, markup bool) string {
	if fits(s, limit) {
		return s
	}
	head, _ := take(s, limit-1, markup)
	return strings.TrimRight(head, " \n") + "…"
}

// take takes as much off a text as fits.
func take(s string, limit int, markup bool) (head, tail string) {
	tail = s
	for n := 0; tail != ""; {
		piece, rest := atom(tail, markup)
		n += units(piece)
		if n > limit {
			break
		}
		tail = rest
	}
	if len(tail) == len(s) { // one enormous character: break it between its runes
		return takeRunes(s, limit)
	}
	return s[:len(s)-len(tail)], tail
}

func takeRunes(s string, limit int) (head, tail string) {
	n, at := 0, 0
	for at < len(s) {
		r, width := utf8.DecodeRuneInString(s[at:])
		n += units(string(r))
		if n > limit && at > 0 {
			break
		}
		at += width
	}
	return s[:at], s[at:]
}

// split breaks marked-up text into pieces that fit, at line ends, else at
// spaces, else between characters.
func split(s string, limit int) []string {
	var pieces []string
	for !fits(s, limit) {
		head, tail := take(s, limit, true)
		if at := breakAt(head); at > 0 {
			head, tail = s[:at], s[at:]
		}
		if head = strings.TrimRight(head, " \n"); head != "" {
			pieces = append(pieces, head)
		}
		s = strings.TrimLeft(tail, " \n")
	}
	if strings.TrimSpace(s) != "" {
		pieces = append(pieces, s)
	}
	return pieces
}

// breakAt finds the last line end in the second half, or the last space outside
// of markup.
func breakAt(head string) int {
	if at := strings.LastIndexByte(head, '\n'); at > len(head)/2 {
		return at
	}
	at := strings.LastIndexByte(head, ' ')
	if at <= len(head)/2 || strings.LastIndexByte(head[:at], '<') > strings.LastIndexByte(head[:at], '>') {
		return 0
	}
	return at
}

// cutBytes keeps a marked-up text under a limit of bytes too.
func cutBytes(s string, limit int) string {
	for n := limit; len(s) > limit; n = n * 3 / 4 {
		s = cutMarkup(s, n)
	}
	return s
}
