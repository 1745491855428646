package understand

import (
	"cmp"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"roundsman/sales"
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
		return n.largerHan(n.mention(i, j, hits, surePart)), true
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

// latinAccount tries one to five words at i: the whole name, then its beginning,
// a later part, pinyin, initials, and last a slip of the finger.
func (n *namer) latinAccount(i int) (mention, bool) {
	ends := n.latinEnds(i)
	if len(ends) == 0 {
		return mention{}, false
	}
	first := names.Plain(n.s.folded(i, ends[0]))
	if len(first) < 2 && len(ends) == 1 {
		return mention{}, false
	}
	if len(n.c.Book.Accounts(names.Whole+first, true, 1)) > 0 || n.s.words[i].kind == digits {
		if m, ok := n.wholeName(i, ends); ok {
			return m, true
		}
	}
	for k := len(ends) - 1; k >= 0; k-- {
		if m, ok := n.byPart(i, ends[k]); ok {
			return m, true
		}
	}
	return n.bySlip(i, ends)
}

// latinEnds are the words at which a name that begins at i may end.
func (n *namer) latinEnds(i int) []int {
	if i > 0 && !n.s.words[i].gap && n.s.words[i-1].kind == letters {
		return nil
	}
	var ends []int
	for j := i; j < len(n.s.words) && len(ends) < 5; j++ {
		w := n.s.words[j]
		switch {
		case w.kind == letters || w.kind == digits || w.kind == han && j > i && !w.gap:
			if j == i || w.text != "and" && w.text != "und" {
				ends = append(ends, j+1)
			}
		case j > i && strings.Contains("&-.+'/", w.text) && j+1 < len(n.s.words) && (n.s.words[j+1].kind == letters || n.s.words[j+1].kind == digits):
			if w.text == "." && n.s.words[j+1].gap && len(n.s.words[j-1].text) > 2 {
				return ends
			}
		default:
			return ends
		}
	}
	return ends
}

func (n *namer) wholeName(i int, ends []int) (mention, bool) {
	for k := len(ends) - 1; k >= 0; k-- {
		said := n.s.folded(i, ends[k])
		plain := names.Plain(said)
		if n.s.words[i].kind == digits && !strings.ContainsFunc(plain, func(r rune) bool { return r < '0' || r > '9' }) || len(plain) < 2 {
			continue
		}
		hits := n.c.Book.Accounts(names.Whole+plain, false, candidateLimit)
		if len(hits) == 0 {
			continue
		}
		if !n.meantAsName(i, ends[k], plain) {
			return mention{}, false
		}
		return n.largerLatin(n.mention(i, ends[k], hits, sureExact)), true
	}
	for k := len(ends) - 1; k >= 0; k-- {
		plain := names.Plain(n.s.folded(i, ends[k]))
		if len(plain) < 3 || !n.nameLike(i, ends[k], plain) || k == 0 && n.busy[i] {
			continue
		}
		hits := n.atWord(n.c.Book.Accounts(names.Whole+plain, true, candidateLimit), n.s.folded(i, ends[k]))
		if len(hits) > 0 {
			return n.furtherLatin(n.mention(i, ends[k], hits, surePart)), true
		}
	}
	return mention{}, false
}

// furtherLatin doubts a part of a name that another capital word follows: Siemens
// Healthineers is not Siemens Energy.
func (n *namer) furtherLatin(m mention) mention {
	if m.ID == "" || m.to >= len(n.s.words) {
		return n.largerLatin(m)
	}
	w := n.s.words[m.to]
	if w.kind != letters || !w.capital || !w.gap || n.busy[m.to] || names.LegalForm(w.text) || englishOrdinary[w.text] || len(n.c.Book.Contacts(names.Whole+names.Plain(n.s.folded(m.to, min(m.to+2, len(n.s.words)))), false, 1)) > 0 {
		return n.largerLatin(m)
	}
	for _, p := range n.c.Book.ContactsOf(m.ID) {
		if strings.Contains(" "+names.Fold(p.Name)+" ", " "+names.Fold(w.text)+" ") {
			return m
		}
	}
	return n.doubt(m, m.to+1)
}

// atWord keeps hits whose name begins with whole words of what was said: "Nord"
// is not Nordwind.
func (n *namer) atWord(hits []Hit, said string) []Hit {
	want := names.Fold(said)
	return slices.DeleteFunc(slices.Clone(hits), func(h Hit) bool {
		have := names.Fold(h.Name)
		if strings.HasPrefix(have, want+" ") || have == want {
			return false
		}
		plain := strings.TrimPrefix(h.Key, names.Whole)
		for _, w := range strings.Fields(have) { // umlauts written out: compare by length of words
			if strings.HasPrefix(plain, names.Plain(said)) && names.Plain(w) == names.Plain(said) {
				return false
			}
		}
		return true
	})
}

// meantAsName tells a company from the word: Shell from shell.
func (n *namer) meantAsName(i, end int, plain string) bool {
	if end-i > 1 {
		return true
	}
	if n.afterName(i) && !n.slot[i] {
		return false
	}
	if !n.busy[i] && !englishOrdinary[plain] {
		return true
	}
	if n.s.words[i].capital && (i > 0 && !n.sentenceStart(i) || n.slot[i]) {
		return true
	}
	return n.led[i] && n.closedBy(end)
}

// nameLike: a part of a name or an unusual spelling needs a capital or a place
// where accounts are named.
func (n *namer) nameLike(i, end int, plain string) bool {
	if n.afterName(i) {
		return false
	}
	if englishOrdinary[plain] && !(n.s.words[i].capital && n.slot[i] && !n.sentenceStart(i)) {
		return false
	}
	if end-i == 1 && n.busy[i] {
		return false
	}
	return n.s.words[i].capital || n.slot[i] || end-i > 1 || n.s.language() == "zh-Hans"
}

// afterName: the word before is a title or a given name, so that this is a
// person's: Frau Jäger, Peter Müller.
func (n *namer) afterName(i int) bool {
	if i == 0 || !n.s.words[i].gap {
		return false
	}
	before := n.s.words[i-1]
	if before.text == "." && i > 1 {
		return englishTitles[n.s.words[i-2].text]
	}
	return englishTitles[before.text] || before.capital && !n.busy[i-1] && !n.sentenceStart(i-1) && len(before.text) > 1
}

func (n *namer) sentenceStart(i int) bool {
	return i == 0 || n.s.words[i-1].kind == newline || strings.Contains(".!?。！？", n.s.words[i-1].text)
}

// closedBy: the clause ends here or goes on with a day, so that the word before
// is what was visited.
func (n *namer) closedBy(j int) bool {
	if j >= len(n.s.words) {
		return true
	}
	if w := n.s.words[j]; w.kind != letters {
		return w.kind != digits
	}
	return n.day[j] || n.s.words[j].text == "on" && n.day[min(j+1, len(n.s.words))]
}

// largerLatin doubts "Acme Robotics" for Acme.
func (n *namer) largerLatin(m mention) mention {
	if m.to >= len(n.s.words) {
		return m
	}
	w := n.s.words[m.to]
	if w.kind == letters && w.capital && w.gap && englishOrg[names.Fold(w.text)] && m.Name != "" && !strings.Contains(names.Fold(m.Name), names.Fold(w.text)) {
		return n.doubt(m, m.to+1)
	}
	if w.kind == letters && names.LegalForm(w.text) && w.gap && !n.busy[m.to] {
		m = n.extend(m, m.to+1)
	}
	return m
}

// byPart: a later word of the name (Pumps), or how it is read (huawei, hw).
func (n *namer) byPart(i, end int) (mention, bool) {
	said := n.s.folded(i, end)
	plain := names.Plain(said)
	if len(plain) < 2 || !n.nameLike(i, end, plain) || isDigits(plain) || n.busy[i] && end-i == 1 {
		return mention{}, false
	}
	book := n.c.Book
	if hits := book.Accounts(names.Pinyin+plain, false, candidateLimit); len(hits) > 0 && len(plain) > 2 {
		return n.mention(i, end, hits, surePinyin), true
	}
	if !n.slot[i] && !n.s.words[i].capital && !n.sentenceStart(i) {
		return mention{}, false
	}
	if end-i == 1 && len(plain) <= 5 && (n.slot[i] || n.s.language() == "zh-Hans") {
		if hits := book.Accounts(names.Initials+plain, false, candidateLimit); len(hits) > 0 {
			return n.mention(i, end, hits, sureLater), true
		}
	}
	if len(plain) >= 5 {
		if hits := book.Accounts(names.Pinyin+plain, true, candidateLimit); len(hits) > 0 && (n.slot[i] || n.s.words[i].capital) {
			return n.mention(i, end, hits, surePinyin), true
		}
	}
	if len(plain) >= 4 && n.slot[i] && !englishOrg[plain] {
		if hits := book.Accounts(names.Part+plain, true, candidateLimit); len(hits) > 0 {
			if hits = n.laterWord(hits, said); len(hits) > 0 {
				return n.furtherLatin(n.mention(i, end, hits, sureLater)), true
			}
		}
	}
	return mention{}, false
}

func (n *namer) laterWord(hits []Hit, said string) []Hit {
	want := " " + names.Fold(said) + " "
	return slices.DeleteFunc(slices.Clone(hits), func(h Hit) bool { return !strings.Contains(names.Fold(h.Name)+" ", want) })
}

func isDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// bySlip: one letter too many, too few, wrong, or two swapped. In a long name
// that is a slip; in a short one it may be another company, so it is asked.
func (n *namer) bySlip(i int, ends []int) (mention, bool) {
	if !n.slot[i] && !n.s.words[i].capital || n.busy[i] || n.s.words[i].kind != letters || n.afterName(i) {
		return mention{}, false
	}
	for k := min(len(ends), 3) - 1; k >= 0; k-- {
		plain := names.Plain(n.s.folded(i, ends[k]))
		if englishOrdinary[plain] || len(plain) < 4 || len(plain) > 30 || k > 0 && n.busy[ends[k]-1] || n.isPerson(plain) {
			continue
		}
		hits, sure := n.slips(plain)
		if len(hits) > 0 {
			return n.largerLatin(n.mention(i, ends[k], hits, sure)), true
		}
	}
	return mention{}, false
}

func (n *namer) isPerson(plain string) bool {
	return len(n.c.Book.Contacts(names.Whole+plain, false, 1)) > 0 || len(n.c.Book.Contacts(names.Part+plain, false, 1)) > 0
}

func (n *namer) slips(plain string) ([]Hit, float64) {
	var hits []Hit
	sure := sureGuess
	for _, d := range names.Deletions(plain) {
		for _, h := range n.c.Book.Accounts(names.Slip+d, false, candidateLimit) {
			meant, distance := slipOf(plain, h.Name)
			if distance != 1 || slices.ContainsFunc(hits, func(o Hit) bool { return o.Account == h.Account }) {
				continue
			}
			hits = append(hits, h)
			if likelySlip(plain, meant) {
				sure = sureSlip
			}
		}
	}
	return hits, sure
}

// slipOf finds which piece of the name was meant, and how many slips away it is;
// two swapped letters are one.
func slipOf(typed, name string) (string, int) {
	best, distance := "", 99
	words := strings.Fields(names.Fold(name))
	for end := len(words); end > 0; end-- {
		piece := names.Plain(strings.Join(words[:end], " "))
		d := levenshtein.ComputeDistance(typed, piece)
		if d == 2 && swapped(typed, piece) {
			d = 1
		}
		if d < distance {
			best, distance = piece, d
		}
	}
	return best, distance
}

func swapped(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := 0; i+1 < len(a); i++ {
		if a[i] != b[i] {
			return a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
		}
	}
	return false
}

// likelySlip: swapped or doubled letters always; other slips in names of six
// letters and more, where another company is rarely that near.
func likelySlip(typed, meant string) bool {
	return swapped(typed, meant) || len(meant) >= 6 || doubled(typed, meant) || doubled(meant, typed)
}

// doubled: longer is shorter with one letter twice.
func doubled(longer, shorter string) bool {
	if len(longer) != len(shorter)+1 {
		return false
	}
	for i := 1; i < len(longer); i++ {
		if longer[i] == longer[i-1] && longer[:i]+longer[i+1:] == shorter {
			return true
		}
	}
	return false
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
	return next.kind != han || n.busy[j] && !strings.Contains("很不极了啊呢吧", next.text) || strings.Contains("集公", next.text)
}

// mention makes a reading of the hits: one account, or a question between them.
func (n *namer) mention(i, j int, hits []Hit, sure float64) mention {
	m := mention{from: i, to: j}
	m.Said, m.Span = n.piece(i, j)
	m.AccountReading = choose(m.AccountReading, hits, sure)
	return m
}

// choose settles on one account, or keeps the candidates, one's own first.
func choose(a AccountReading, hits []Hit, sure float64) AccountReading {
	hits = distinct(hits)
	own := 0
	for _, h := range hits {
		if h.Mine {
			own++
		}
	}
	switch {
	case len(hits) == 0:
		return a
	case len(hits) == 1 && sure >= Sure, own == 1 && hits[0].Mine && sure == sureExact:
		a.ID, a.Name, a.Sure = hits[0].Account, hits[0].Name, sure
		if len(hits) > 1 {
			a.Sure = sureOwn
			a.Candidates = hits
		}
	default:
		a.Candidates, a.Sure = hits[:min(len(hits), 5)], min(sure, sureGuess)
	}
	return a
}

// distinct keeps one hit an account, one's own first, then by name.
func distinct(hits []Hit) []Hit {
	seen := map[sales.AccountID]bool{}
	var out []Hit
	for _, h := range hits {
		if !seen[h.Account] {
			seen[h.Account] = true
			out = append(out, h)
		}
	}
	slices.SortStableFunc(out, func(a, b Hit) int {
		if a.Mine != b.Mine {
			if a.Mine {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.Name, b.Name)
	})
	return out
}

// MatchAccount finds the account that a text names, when the text is the name
// and nothing else.
func MatchAccount(said string, c Context) AccountReading {
	s := newScript(strings.TrimSpace(said))
	reading := AccountReading{Said: strings.TrimSpace(said), Span: Span{0, len(s.raw)}}
	if len(s.words) == 0 || c.Book == nil {
		return reading
	}
	plain := names.Plain(s.raw)
	if plain == "" {
		return reading
	}
	for _, try := range []struct {
		key    string
		prefix bool
		sure   float64
		least  int
	}{
		{names.Whole + plain, false, sureExact, 1}, {names.Pinyin + plain, false, surePinyin, 3}, {names.Whole + plain, true, surePart, 2}, {names.Initials + plain, false, sureLater, 2},
		{names.Part + plain, true, sureLater, 3}, {names.Pinyin + plain, true, sureLater, 4},
	} {
		if len([]rune(plain)) < try.least {
			continue
		}
		if hits := c.Book.Accounts(try.key, try.prefix, candidateLimit); len(hits) > 0 {
			return choose(reading, hits, try.sure)
		}
	}
	n := namer{c: c, s: s}
	if hits, sure := n.slips(plain); len(hits) > 0 {
		return choose(reading, hits, sure)
	}
	return choose(reading, homophones(plain, c.Book), sureGuess)
}

// homophones are accounts that sound like a Chinese name, as a slip in the
// choice of characters makes them: 华威 for 华为. They are always asked.
func homophones(plain string, book Book) []Hit {
	var hits []Hit
	for _, r := range names.Readings(plain) {
		hits = append(hits, book.Accounts(names.Pinyin+r.Full, false, candidateLimit)...)
	}
	return hits
}
