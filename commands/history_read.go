package commands

import (
	"slices"
	"strings"
	"unicode"

	"roundsman/commands/understand"
	"roundsman/sales"
	"roundsman/sales/names"
)

// pastReading is how a question about what was done was read.
type pastReading struct {
	query      pastQuery
	known      bool // it is clear what is asked for
	said       string
	candidates []understand.Hit
}

// readPast reads "Acme", "Wang Lei last month", "what did we do at Acme in
// October", 上个月华为, "@Ben since Monday", and nothing at all: the viewer's own.
func (t *Turn) readPast(text string) pastReading {
	rest, p := t.cutPeriod(strings.TrimSpace(text))
	rest = strings.TrimSpace(strings.TrimRight(rest, "?？!！.。"))
	p.said = rest
	if t.aboutMe(rest) {
		p.known = true
		return p
	}
	if user, ok := mentioned(rest); ok {
		p.query.Person, p.known = sales.NewPersonID(t.Me.ID.Workspace(), user), true
		return p
	}
	c := t.understanding()
	if t.matchPast(rest, c, &p) {
		return p
	}
	candidates := understand.MatchAccount(rest, c).Candidates
	for _, piece := range pieces(rest) {
		if t.matchPast(piece.text, c, &p) {
			return p
		}
	}
	p.candidates = candidates
	return p
}

// aboutMe: nothing is left but words for oneself.
func (t *Turn) aboutMe(rest string) bool {
	if rest == "" {
		return true
	}
	for _, word := range t.Words.Any("history.me") {
		if names.Fold(word) == names.Fold(rest) {
			return true
		}
	}
	return false
}

// matchPast finds the one account, contact or colleague of a name.
func (t *Turn) matchPast(said string, c understand.Context, p *pastReading) bool {
	account := understand.MatchAccount(said, c)
	contact := understand.MatchContact(said, "", c)
	switch {
	case account.ID != "" && account.Sure >= understand.Sure:
		p.query.Account = account.ID
	case contact.ID != "" && contact.Sure >= understand.Sure:
		p.query.Contact = contact.ID
	default:
		for _, key := range nameKeys(said) {
			if hits := c.Book.Colleagues(key, 2); len(hits) == 1 {
				p.query.Person = sales.PersonID(hits[0].ID)
				p.known = true
				return true
			}
		}
		return false
	}
	p.known = true
	return true
}

// cutPeriod finds the span of days that a text names and takes out the shortest
// piece that says it.
func (t *Turn) cutPeriod(text string) (string, pastReading) {
	c := t.understanding()
	from, to, ok := understand.Period(text, c)
	if !ok {
		return text, pastReading{}
	}
	for _, piece := range slices.Backward(pieces(text)) {
		if f, u, ok := understand.Period(piece.text, c); !ok || f != from || u != to {
			continue
		}
		rest := strings.TrimSpace(text[:piece.from] + " " + text[piece.to:])
		return t.trimLinks(rest), pastReading{query: pastQuery{From: from, To: to}}
	}
	return text, pastReading{}
}

// trimLinks drops the words that tied a period or a name to the sentence.
func (t *Turn) trimLinks(text string) string {
	for again := true; again; {
		again = false
		for _, word := range t.Words.Any("history.links") {
			if rest, ok := cutWord(text, word); ok {
				text, again = rest, true
			}
		}
	}
	return text
}

func cutWord(text, word string) (string, bool) {
	han := unicode.Is(unicode.Han, []rune(word)[0])
	lower := strings.ToLower(text)
	if len(lower) != len(text) {
		return text, false
	}
	if rest, ok := strings.CutSuffix(lower, word); ok && rest != "" && (han || strings.HasSuffix(rest, " ")) {
		return strings.TrimSpace(text[:len(rest)]), true
	}
	if rest, ok := strings.CutPrefix(lower, word); ok && rest != "" && (han || strings.HasPrefix(rest, " ")) {
		return strings.TrimSpace(text[len(text)-len(rest):]), true
	}
	return text, false
}

// piece is a part of a text, in bytes.
type piece struct {
	text     string
	from, to int
}

// Bounds of what is looked for in a question.
const (
	mostPieceTokens = 8
	mostTokens      = 40
)

// pieces are the runs of up to eight words or Chinese characters of a text, the
// longest first, from left to right.
func pieces(text string) []piece {
	tokens := tokensOf(text)
	tokens = tokens[:min(len(tokens), mostTokens)]
	var all []piece
	for n := min(len(tokens), mostPieceTokens); n > 0; n-- {
		for i := 0; i+n <= len(tokens); i++ {
			from, to := tokens[i].from, tokens[i+n-1].to
			if s := text[from:to]; n > 1 || len([]rune(s)) > 1 {
				all = append(all, piece{s, from, to})
			}
		}
	}
	return all
}

// tokensOf splits into words; each Chinese character is one.
func tokensOf(text string) []piece {
	var tokens []piece
	start := -1
	flush := func(end int) {
		if start >= 0 {
			tokens = append(tokens, piece{text[start:end], start, end})
			start = -1
		}
	}
	for i, r := range text {
		switch {
		case names.Han(r):
			flush(i)
			tokens = append(tokens, piece{string(r), i, i + len(string(r))})
		case unicode.IsSpace(r) || strings.ContainsRune("?？,，。!！:：;；、", r):
			flush(i)
		case start < 0:
			start = i
		}
	}
	flush(len(text))
	return tokens
}
