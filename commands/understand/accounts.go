package understand

import (
	"strings"

	"roundsman/sales/names"
)

// mention is an account named in a text, at words from..to.
type mention struct {
	AccountReading
	from, to int
	unknown  bool // named clearly, known to nobody
}

// How sure a name leads to an account, by how it was found. What is under Sure
// is asked; what is a little over it is shown on the receipt like all else.
const (
	sureExact  = 0.97 // the name, an alias, without legal form
	sureOwn    = 0.85 // one of several of that name, the only one of one's own
	surePart   = 0.85 // the beginning of one account's name only
	sureLater  = 0.8  // a later part of its name
	surePinyin = 0.85
	sureSlip   = 0.8 // a slip of the finger in a long name
	sureGuess  = 0.6 // a slip in a short name, a homophone: asked
)

const candidateLimit = 6

// namer finds accounts in a text. It is careful where a name could be an
// ordinary word: then it must stand where an account is named.
type namer struct {
	c    Context
	s    *script
	led  []bool // words right after one that takes an account: visited
	slot []bool // words at which an account or person is likely named
	day  []bool // words that are a day
	busy []bool // words of time or grammar, no slip of a name
}

// accountsIn finds every account named, longest match first, from left to right.
func (n *namer) accountsIn() []mention {
	if n.c.Book == nil {
		return nil
	}
	var out []mention
	for i := 0; i < len(n.s.words); {
		m, ok := n.accountAt(i)
		if !ok {
			i++
			continue
		}
		out = append(out, m)
		i = m.to
	}
	return out
}

func (n *namer) accountAt(i int) (mention, bool) {
	w := n.s.words[i]
	switch w.kind {
	case han:
		return n.hanAccount(i)
	case letters, digits:
		return n.latinAccount(i)
	default:
	}
	return mention{}, false
}

// hanAccount tries the Han run at i, the longest piece first. Two characters that
// begin no account's name end the search after one look-up.
func (n *namer) hanAccount(i int) (mention, bool) {
	end := n.hanRun(i)
	if end-i < 2 || len(n.c.Book.Accounts(names.Whole+n.s.folded(i, i+2), true, 1)) == 0 {
		return mention{}, false
	}
	for j := min(end, i+12); j >= i+2; j-- {
		said := n.s.folded(i, j)
		if hits := n.c.Book.Accounts(names.Whole+said, false, candidateLimit); len(hits) > 0 {
			if hanOrdinary[said] && !n.placed(i, j) {
				return mention{}, false
			}
			m := n.mention(i, j, hits, sureExact)
			return n.largerHan(m), true
		}
	}
	return n.hanBeginning(i, end)
}

// hanBeginning: the first characters of a longer name, 顺丰 of 顺丰速运.
func (n *namer) hanBeginning(i, end int) (mention, bool) {
	if !n.slot[i] {
		return mention{}, false
	}
	for j := min(end, i+8); j >= i+2; j-- {
		said := n.s.folded(i, j)
		hits := n.c.Book.Accounts(names.Whole+said, true, candidateLimit)
		if len(hits) == 0 || hanRegions[said] {
			continue
		}
		if hanOrdinary[said] && !n.placed(i, j) {
			return mention{}, false
		}
		return n.largerHan(n.mention(i, j, hits, hanPartSure(said, hits))), true
	}
	return mention{}, false
}

// hanPartSure doubts a name that lacks one character only: 京东 is another company
// than 京东方, while 顺丰 is short for 顺丰速运.
func hanPartSure(said string, hits []Hit) float64 {
	for _, h := range hits {
		if len([]rune(h.Key)) == len([]rune(names.Whole+said))+1 {
			return sureGuess
		}
	}
	return surePart
}

func (n *namer) hanRun(i int) int {
	end := i
	for end < len(n.s.words) && n.s.words[end].kind == han && (end == i || !n.s.words[end].gap) && end < i+24 {
		end++
	}
	return end
}

// largerHan doubts 华为终端 for 华为: what follows makes another company of it.
func (n *namer) largerHan(m mention) mention {
	if m.to >= len(n.s.words) || n.s.words[m.to].gap {
		return m
	}
	rest := n.s.folded(m.to, min(m.to+3, n.hanRunOr(m.to)))
	for _, org := range chineseOrg {
		if strings.HasPrefix(rest, org) && !strings.Contains(m.Name, org) {
			return n.doubt(m, m.to+len([]rune(org)))
		}
	}
	for _, org := range []string{"集团", "公司", "股份"} {
		if strings.HasPrefix(rest, org) {
			m = n.extend(m, m.to+len([]rune(org)))
		}
	}
	return m
}

func (n *namer) hanRunOr(i int) int { return max(n.hanRun(i), i) }

func (n *namer) extend(m mention, to int) mention {
	m.to = min(to, len(n.s.words))
	m.Said, m.Span = n.piece(m.from, m.to)
	return m
}

// doubt turns a match into a question between what was found and a new account.
func (n *namer) doubt(m mention, to int) mention {
	m = n.extend(m, to)
	if m.ID != "" {
		m.Candidates = []Hit{{ID: string(m.ID), Account: m.ID, Name: m.Name}}
	}
	m.ID, m.Name, m.Sure = "", "", 0.5
	return m
}

func (n *namer) piece(i, j int) (string, Span) {
	from, to := n.s.words[i].from, n.s.words[j-1].to
	return n.s.said(from, to), n.s.span(from, to)
}

// placed: a Han name that is also a word stands where an account is named, or at
// the beginning with a word after it that a company does.
func (n *namer) placed(i, j int) bool {
	if n.slot[i] && i > 0 && n.s.words[i-1].kind != mark {
		return true
	}
	if !n.slot[i] {
		return false
	}
	if j >= len(n.s.words) {
		return true
	}
	next := n.s.words[j]
	return next.kind != han || n.busy[j] && !among(next.text, "很不极了啊呢吧") || among(next.text, "集公")
}

// mention makes a reading of the hits: one account, or a question between them.
func (n *namer) mention(i, j int, hits []Hit, sure float64) mention {
	m := mention{from: i, to: j}
	m.Said, m.Span = n.piece(i, j)
	m.AccountReading = choose(m.AccountReading, hits, sure)
	return m
}
