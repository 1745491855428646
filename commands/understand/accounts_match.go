package understand

import (
	"cmp"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"roundsman/sales"
	"roundsman/sales/names"
)

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
	wrong := len(typed) == len(meant)
	return swapped(typed, meant) || len(meant) >= 7 || len(meant) == 6 && !wrong || doubled(typed, meant) || doubled(meant, typed)
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
		{names.Whole + plain, false, sureExact, 1},
		{names.Pinyin + plain, false, surePinyin, 3},
		{names.Whole + plain, true, surePart, 2},
		{names.Initials + plain, false, sureLater, 2},
		{names.Part + plain, true, sureLater, 3},
		{names.Pinyin + plain, true, sureLater, 4},
	} {
		if n := len([]rune(plain)); n < try.least && !(n == 1 && plain[0] >= 0x80 && try.prefix && try.key[:len(names.Whole)] == names.Whole) {
			continue
		}
		if hits := c.Book.Accounts(try.key, try.prefix, candidateLimit); len(hits) > 0 {
			if len([]rune(plain)) == 1 { // 上 of 上港集团: which, is asked
				try.sure = sureGuess
			}
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
