package understand

import (
	"strings"

	"roundsman/sales"
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
	c      Context
	s      *script
	led    []bool // words right after one that takes an account: visited
	slot   []bool // words at which an account or person is likely named
	person []bool // words right after one that takes a person: met
	day    []bool // words that are a day
	busy   []bool // words of time or grammar, no slip of a name
	when   []int  // the word after a time phrase that begins here, 0 if none does
	last   int    // the word after the account found before
	tried  int    // the word at which a name is being tried: see plain
	plains [12]string
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
		n.last = i
	}
	n.byPeople(out)
	return out
}

// byPeople settles which account of several was meant by who is named after it and
// works at one of them only: 海天张总监.
func (n *namer) byPeople(list []mention) {
	for i := range list {
		m := &list[i]
		if m.ID != "" || len(m.Candidates) < 2 || n.s.words[m.from].kind != han {
			continue
		}
		end := min(len(n.s.words), m.to+40)
		if i+1 < len(list) {
			end = min(end, list[i+1].from)
		}
		var there []Hit
		for _, h := range m.Candidates {
			if n.anybodyOf(h.Account, m.to, end) {
				there = append(there, h)
			}
		}
		if len(there) == 1 {
			m.ID, m.Name, m.Sure = there[0].Account, there[0].Name, surePart
		}
	}
}

// anybodyOf is folkOf across the marks between.
func (n *namer) anybodyOf(account sales.AccountID, from, to int) bool {
	for w := from; w < to; w++ {
		if k := n.s.words[w].kind; (k == han || k == letters) && n.folkOf(account, w, w+1) {
			return true
		}
	}
	return false
}

func (n *namer) accountAt(i int) (mention, bool) {
	w := n.s.words[i]
	switch w.kind {
	case han:
		if m, ok := n.hanAccount(i); ok {
			return m, true
		}
		return n.halfTyped(i)
	case letters, digits:
		m, ok := n.latinAccount(i)
		if ok && m.ID == "" {
			m = n.narrowed(m)
		}
		return m, ok
	default:
	}
	return mention{}, false
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
		if strings.HasPrefix(rest, org) && !strings.Contains(m.Name, org) && !n.folkBefore(m.ID, m.from) {
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

// mention makes a reading of the hits: one account, or a question between them.
func (n *namer) mention(i, j int, hits []Hit, sure float64) mention {
	m := mention{from: i, to: j}
	m.Said, m.Span = n.piece(i, j)
	m.AccountReading = choose(m.AccountReading, hits, sure)
	return m
}
