package understand

import (
	"slices"
	"strings"

	"roundsman/sales/names"
)

// latinAccount tries one to five words at i: the whole name, then its beginning,
// a later part, pinyin, initials, and last a slip of the finger.
func (n *namer) latinAccount(i int) (mention, bool) {
	if contracted(n.s.words[i].text) || n.s.honorificAt(i+1) > 0 {
		return mention{}, false
	}
	ends := n.latinEnds(i)
	if len(ends) == 0 {
		return mention{}, false
	}
	first := n.plain(i, ends[0])
	if len(first) < 2 && len(ends) == 1 {
		return mention{}, false
	}
	if len(n.c.Book.Accounts(names.Whole+first, true, 1)) > 0 || n.s.words[i].kind == digits {
		if m, ok := n.wholeName(i, ends); ok {
			return m, true
		}
	}
	read := n.beginsReading(first)
	for k := len(ends) - 1; k >= 0 && (read || n.slot[i] || k == 0); k-- {
		if m, ok := n.byPart(i, ends[k], read); ok {
			return m, true
		}
	}
	return n.bySlip(i, ends)
}

// beginsReading reports that what is read like some account may begin with a
// word: mostly none does, and one look-up spares those for all that follows it.
func (n *namer) beginsReading(first string) bool {
	return first == "and" || first == "und" || len(n.c.Book.Accounts(names.Pinyin+first, true, 1)) > 0
}

// contracted: she'll and we'd are no names.
func contracted(word string) bool {
	at := strings.IndexByte(word, '\'')
	return at > 0 && contractions[word[at+1:]]
}

var contractions = wordsOf(`ll d re ve m t`)

// latinEnds are the words at which a name that begins at i may end.
func (n *namer) latinEnds(i int) []int {
	if i > 0 && !n.s.words[i].gap && n.s.words[i-1].kind == letters {
		return nil
	}
	const most = 5
	ends := make([]int, 0, most)
	for j := i; j < len(n.s.words) && len(ends) < most; j++ {
		w := n.s.words[j]
		switch {
		case w.kind == letters || w.kind == digits || w.kind == han && j > i && !w.gap:
			if j == i || w.text != "and" && w.text != "und" {
				ends = append(ends, j+1)
			}
		case j > i && among(w.text, "&-.+'/") && j+1 < len(n.s.words) && (n.s.words[j+1].kind == letters || n.s.words[j+1].kind == digits):
			if w.text == "." && n.s.words[j+1].gap && len(n.s.words[j-1].text) > 2 {
				return ends
			}
		default:
			return ends
		}
	}
	return ends
}

// called is a name as said, without the genitive: Acme's.
func (n *namer) called(i, end int) string {
	said := n.s.folded(i, end)
	return strings.TrimSuffix(strings.TrimSuffix(said, "'s"), "s'")
}

// plain is called as one key word. The same few names are tried in one way after
// the other, and folded once.
func (n *namer) plain(i, end int) string {
	if n.tried != i {
		n.tried = i
		clear(n.plains[:])
	}
	k := end - i
	if k >= len(n.plains) {
		return names.Plain(n.called(i, end))
	}
	if n.plains[k] == "" {
		n.plains[k] = names.Plain(n.called(i, end))
	}
	return n.plains[k]
}

func (n *namer) wholeName(i int, ends []int) (mention, bool) {
	for k := len(ends) - 1; k >= 0; k-- {
		plain := n.plain(i, ends[k])
		if n.s.words[i].kind == digits && !strings.ContainsFunc(plain, func(r rune) bool { return r < '0' || r > '9' }) || len(plain) < 2 {
			continue
		}
		hits := n.c.Book.Accounts(names.Whole+plain, false, candidateLimit)
		if short := germanPlain.Replace(plain); len(hits) == 0 && short != plain { // Müller Waelzlager
			hits = n.c.Book.Accounts(names.Whole+short, false, candidateLimit)
		}
		if len(hits) == 0 {
			continue
		}
		if !n.meantAsName(i, ends[k], plain) && !n.withPeople(i, ends[k], hits) {
			return mention{}, false
		}
		return n.largerLatin(n.wholly(n.mention(i, ends[k], hits, sureExact))), true
	}
	for k := len(ends) - 1; k >= 0; k-- {
		plain := n.plain(i, ends[k])
		if len(plain) < 3 || !n.nameLike(i, ends[k], plain) || k == 0 && n.busy[i] {
			continue
		}
		hits := n.atWord(n.c.Book.Accounts(names.Whole+plain, true, candidateLimit), n.called(i, ends[k]))
		if len(hits) > 0 {
			return n.orSurname(n.furtherLatin(n.mention(i, ends[k], hits, surePart))), true
		}
	}
	return mention{}, false
}

// germanPlain writes ae as a, as names are kept without umlauts.
var germanPlain = strings.NewReplacer("ae", "a", "oe", "o", "ue", "u")

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
	if n.asWord(i, end) || n.inIdiom(i, plain) {
		return false
	}
	if n.afterName(i) && !n.slot[i] || n.afterTitle(i) {
		return false
	}
	if !n.busy[i] && !ordinary(plain) {
		return true
	}
	if n.s.words[i].capital && (i > 0 && !n.sentenceStart(i) || n.slot[i]) {
		return true
	}
	return n.led[i] && n.closedBy(end) || n.headed(i, end)
}

// headed: a word that begins the text, or what follows "note", and is followed by
// a day or colon is what it is about: "delta yesterday, went well", "note gap - ...".
func (n *namer) headed(i, end int) bool {
	if nameWords[n.s.words[i].text] && n.standsAlone(i, end) {
		return true
	}
	if end >= len(n.s.words) || n.busy[i] || !n.sentenceStart(i) && !(n.slot[i] && i == 1) {
		return false
	}
	next := n.s.words[end]
	return n.day[end] || next.text == ":" || next.gap && (next.text == "-" || next.text == "–" || next.text == "—")
}

// standsAlone: an everyday word stands where an account does, and what follows goes
// on with the sentence: "quote for amber by Friday"; at the beginning of one with a
// capital and a word for a visit, "Orchard meeting done".
func (n *namer) standsAlone(i, end int) bool {
	if n.busy[i] {
		return false
	}
	if n.sentenceStart(i) {
		if end >= len(n.s.words) || !n.s.words[i].capital {
			return false
		}
		_, noun := visitNouns[n.s.words[end].text]
		return noun || companyDoes[n.s.words[end].text]
	}
	if n.s.words[i-1].text == "(" && end < len(n.s.words) && n.s.words[end].text == ")" {
		return true
	}
	return n.slot[i] && n.s.words[i-1].kind == letters && !countedWith[n.s.words[i-1].text] && n.s.words[i-1].text != "the" && (end >= len(n.s.words) || n.busy[end] || n.closedBy(end))
}

// companyDoes are verbs that a company does rather than a thing: "Sterling lost".
var companyDoes = wordsOf(`lost won wants want ordered orders signed says said needs rang called emailed pays paid asked asks confirmed cancelled rejected accepted approved renewed complained`)

// ofColleague: a colleague is called so.
func (n *namer) ofColleague(plain string) bool {
	for _, h := range n.c.Book.Colleagues(names.Whole+plain, 2) {
		if h.ID != string(n.c.Me) {
			return true
		}
	}
	return false
}

// asWord: what stands beside a name that is a word of the language as well shows
// that the word is meant: "an orange", "new boots", "a cactus", "Delta flight".
func (n *namer) asWord(i, end int) bool {
	w := n.s.words[i]
	if !w.capital && i > 0 && w.gap && countedWith[n.s.words[i-1].text] && n.s.words[i-1].kind == letters {
		return true
	}
	return end < len(n.s.words) && n.s.words[end].kind == letters && n.s.words[end].gap && otherThings[n.s.words[end].text]
}

var (
	countedWith = wordsOf(`a an some any new old more many few several two three four five six ten this that these those my his her its their another every each own our your no pair fresh hot cold red blue green`)
	otherThings = wordsOf(`flight flights airline airlines juice pie peel year years variant station stations card cards application date dates audience group practice jacket shoes shoelaces fly song river rain forest wood tree trees juice marmalade`)
)

// inIdiom: "on target", "in sight": an everyday word in small letters after a small word
// that says how something is.
func (n *namer) inIdiom(i int, plain string) bool {
	return ordinary(plain) && !n.s.words[i].capital && i > 0 && (n.s.words[i-1].text == "on" || n.s.words[i-1].text == "in") && (i == 1 || !aboutWhat[n.s.words[i-2].text])
}

var aboutWhat = wordsOf(`up back in info news note notes update updates called check checked drop dropped dropping popped`)

// nameLike: a part of a name or an unusual spelling needs a capital or a place
// where accounts are named.
func (n *namer) nameLike(i, end int, plain string) bool {
	if n.afterName(i) || end-i == 1 && n.asWord(i, end) {
		return false
	}
	if ordinary(plain) && (!n.s.words[i].capital || !n.slot[i] || n.sentenceStart(i)) && !n.headed(i, end) {
		return false
	}
	if end-i == 1 && (n.busy[i] || n.ofColleague(plain)) {
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
	if i > 1 && before.capital && n.s.words[i-2].capital && len(n.c.Book.Contacts(names.Whole+names.Plain(n.s.folded(i-2, i)), false, 1)) > 0 { // "Nancy Ochoa CRP"
		return false
	}
	return englishTitles[before.text] || before.capital && !n.busy[i-1] && !n.sentenceStart(i-1) && len(before.text) > 1
}

func (n *namer) afterTitle(i int) bool {
	if i == 0 || n.s.language() != "en" {
		return false
	}
	before := n.s.words[i-1]
	return englishTitles[before.text] || before.text == "." && i > 1 && englishTitles[n.s.words[i-2].text] && !before.gap
}

func (n *namer) sentenceStart(i int) bool {
	return i == 0 || n.s.words[i-1].kind == newline || among(n.s.words[i-1].text, ".!?。！？")
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
	if t := n.s.words[j].text; t == "again" || t == "too" || t == "also" || t == "and" || t == "then" {
		return true
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

// byPart: a later word of the name (Pumps), or, unless it is known that nothing
// is read so, how it is read (huawei, hw).
func (n *namer) byPart(i, end int, read bool) (mention, bool) {
	said, plain := n.called(i, end), n.plain(i, end)
	if len(plain) < 2 || !n.nameLike(i, end, plain) || isDigits(plain) || n.busy[i] && end-i == 1 {
		return mention{}, false
	}
	book := n.c.Book
	if read && len(plain) > 2 {
		if hits := book.Accounts(names.Pinyin+plain, false, candidateLimit); len(hits) > 0 {
			return n.mention(i, end, hits, surePinyin), true
		}
	}
	if !n.slot[i] && !n.s.words[i].capital && !n.sentenceStart(i) {
		return mention{}, false
	}
	if end-i == 1 && len(plain) <= 5 && (n.slot[i] || n.s.language() == "zh-Hans") {
		if hits := book.Accounts(names.Initials+plain, false, candidateLimit); len(hits) > 0 {
			return n.mention(i, end, hits, sureLater), true
		}
	}
	if read && len(plain) >= 5 && (n.slot[i] || n.s.words[i].capital) {
		if hits := wholeSyllables(book.Accounts(names.Pinyin+plain, true, candidateLimit), plain); len(hits) > 0 {
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

// wholeSyllables keeps the names of which a beginning in pinyin is whole syllables: sheng is
// none of shen-gu.
func wholeSyllables(hits []Hit, plain string) []Hit {
	return slices.DeleteFunc(slices.Clone(hits), func(h Hit) bool {
		rest := strings.TrimPrefix(h.Key, names.Pinyin+plain)
		return rest != "" && (strings.ContainsRune("iuv", rune(rest[0])) || strings.HasPrefix(rest, "ng"))
	})
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
		plain := n.plain(i, ends[k])
		if ordinary(plain) || len(plain) < 4 || len(plain) > 30 || k > 0 && n.busy[ends[k]-1] || n.isPerson(plain) {
			continue
		}
		hits, sure := n.slips(plain)
		if len(hits) > 0 {
			m := n.abbreviated(n.mention(i, ends[k], hits, sure))
			return n.largerLatin(m), !n.somebodyElse(m)
		}
	}
	return mention{}, false
}

func (n *namer) isPerson(plain string) bool {
	return len(n.c.Book.Contacts(names.Whole+plain, false, 1)) > 0 || len(n.c.Book.Contacts(names.Part+plain, false, 1)) > 0
}
