package understand

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"

	"roundsman/sales"
	"roundsman/sales/names"
)

// folk are the contacts of an account, folded once.
type folk struct {
	Person
	plain  []string   // the name and aliases in one word, both ways of writing umlauts
	tokens [][]string // its words
}

func (m *message) folk(account sales.AccountID) []folk {
	if account == "" || m.c.Book == nil {
		return nil
	}
	if out, ok := m.known[account]; ok {
		return out
	}
	people := m.c.Book.ContactsOf(account)
	out := make([]folk, 0, len(people))
	for _, p := range people {
		f := folk{Person: p}
		for _, name := range append([]string{p.Name}, p.Aliases...) {
			f.plain = append(f.plain, names.Spoken(name)...)
			f.tokens = append(f.tokens, strings.Fields(fold(name)))
			if short := calledShort(f.tokens[len(f.tokens)-1]); short != "" {
				f.plain = append(f.plain, short)
			}
			if german := strings.Fields(fold(germanSpelling(name))); !slices.Equal(german, f.tokens[len(f.tokens)-1]) {
				f.tokens = append(f.tokens, german)
			}
		}
		out = append(out, f)
	}
	m.known[account] = out
	return out
}

// calledShort is a name of three words and more without its first, "Dr. Alicia Grant", or
// without its middle ones; empty for a shorter one.
func calledShort(tokens []string) string {
	n := len(tokens)
	switch {
	case n < 3 || tokens[0][0] >= 0x80:
		return ""
	case englishTitles[tokens[0]] || givenNames[tokens[n-2]] && !givenNames[tokens[0]]:
		return tokens[n-2] + tokens[n-1]
	}
	return tokens[0] + tokens[n-1]
}

func germanSpelling(name string) string { return umlauts.Replace(name) }

var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue")

// knownAs finds the contact whose whole name, or for a single word one of whose
// names, was said.
func knownAs(known []folk, said string, words int, single bool) (string, bool) {
	if !anyBeginsLike(known, said) {
		return "", false
	}
	plain := names.Plain(said)
	if plain == "" {
		return "", false
	}
	for _, f := range known {
		for _, p := range f.plain {
			if p == plain && (words > 1 || single) {
				return f.Name, true
			}
		}
	}
	if words == 2 {
		parts := strings.Fields(fold(said))
		if len(parts) == 2 {
			for _, f := range known {
				if slices.Contains(f.plain, parts[1]+parts[0]) {
					return f.Name, true
				}
			}
		}
	}
	if words == 1 && single && len(plain) > 1 && !englishOrdinary[plain] {
		for _, f := range known {
			for _, t := range f.tokens {
				if slices.Contains(t, plain) {
					return f.Name, true
				}
			}
		}
	}
	return "", false
}

// anyBeginsLike is false if no word of what was said begins like any name of
// anybody known: mostly so, and then it need not be compared in full.
func anyBeginsLike(known []folk, said string) bool {
	inside := false
	for i := range len(said) {
		c := said[i]
		if c >= utf8.RuneSelf {
			return true
		}
		if c == '\'' {
			continue
		}
		letter := 'a' <= c && c <= 'z' || '0' <= c && c <= '9'
		if letter && !inside && slices.ContainsFunc(known, func(f folk) bool { return f.begins(c) }) {
			return true
		}
		inside = letter
	}
	return false
}

func (f folk) begins(c byte) bool {
	begins := func(s string) bool { return s != "" && s[0] == c }
	return slices.ContainsFunc(f.plain, begins) || slices.ContainsFunc(f.tokens, func(words []string) bool { return slices.ContainsFunc(words, begins) })
}

// identify settles who a named person is at the account.
func (m *message) identify(p named, known []folk) ContactReading {
	from, to := m.s.words[p.from].from, m.s.words[p.to-1].to
	for _, of := range [...]string{"'s", "’s"} { // "Dr. Hoff's plan"
		p.name, p.surname = strings.TrimSuffix(p.name, of), strings.TrimSuffix(p.surname, of)
	}
	r := ContactReading{Said: m.s.said(from, to), Span: m.s.span(from, to), Title: p.title, Name: strings.TrimSpace(p.name)}
	return settle(r, p, known)
}

func settle(r ContactReading, p named, known []folk) ContactReading {
	fit := fitting(p, known)
	if len(fit) == 0 { // 王韦 for 王伟, Gracia for Garcia: asked
		if near := nearly(p, known); len(near) > 0 {
			if len(near) == 1 && near[0].sharesName(p) { // Tom Whitfeild is Tom Whitfield
				r.ID, r.Name, r.Sure = near[0].ID, near[0].Name, 0.85
				return r
			}
			r.Sure = 0.5
			for _, f := range near {
				r.Candidates = append(r.Candidates, f.Person)
			}
			return r
		}
	}
	switch len(fit) {
	case 0:
		r.Sure = 0.8
	case 1:
		r.ID, r.Name, r.Sure = fit[0].ID, fit[0].Name, 0.9
	default:
		r.Sure = 0.5
		for _, f := range fit {
			r.Candidates = append(r.Candidates, f.Person)
		}
	}
	return r
}

// fitting are the contacts a name fits: the whole name first, then the surname,
// of several those whose title was said.
func fitting(p named, known []folk) []folk {
	var whole, part []folk
	plain := names.Plain(p.name)
	reversed := ""
	if parts := strings.Fields(fold(p.name)); len(parts) == 2 {
		reversed = parts[1] + parts[0]
	}
	for _, f := range known {
		switch {
		case slices.Contains(f.plain, plain) || reversed != "" && slices.Contains(f.plain, reversed):
			whole = append(whole, f)
		case p.surname != "" && f.surnamed(p.surname):
			part = append(part, f)
		}
	}
	if len(whole) > 0 {
		return byTitle(whole, p.title)
	}
	return byTitle(part, p.title)
}

// nearly are the contacts whose name sounds the same, or is a slip of the finger
// away.
func nearly(p named, known []folk) []folk {
	plain := names.Plain(p.name)
	if p.title != "" && p.surname != "" && plain != "" && plain[0] >= 0x80 || len([]rune(plain)) < 2 {
		return nil
	}
	var readings []string
	for _, r := range names.Readings(plain) {
		readings = append(readings, r.Full)
	}
	var near []folk
	for _, f := range known {
		if slices.ContainsFunc(f.plain, func(have string) bool { return slices.Contains(readings, have) }) || f.slipOf(plain, p) {
			near = append(near, f)
		}
	}
	return near
}

// slipOf: one letter of a Latin name of five and more is wrong, missing, too many
// or swapped; of a surname alone, if that is all that was said.
func (f folk) slipOf(plain string, p named) bool {
	if plain[0] >= 0x80 || len(plain) < 5 {
		return false
	}
	one := func(have string) bool {
		if have == "" || have[0] >= 0x80 || have[0] != plain[0] || len(have) < 5 {
			return false
		}
		d := levenshtein.ComputeDistance(plain, have)
		return d == 1 || d == 2 && swapped(plain, have)
	}
	if slices.ContainsFunc(f.plain, one) {
		return true
	}
	return p.surname != "" && slices.ContainsFunc(f.tokens, func(tokens []string) bool { return slices.ContainsFunc(tokens, one) })
}

// surnamed: any word of a Latin name, the beginning of a Chinese one.
func (f folk) surnamed(surname string) bool {
	for _, tokens := range f.tokens {
		for i, t := range tokens {
			if t == surname {
				return true
			}
			if i == 0 && len(surname) >= 3 && surname[0] >= 0x80 && strings.HasPrefix(t, surname) && (len(surname) > 3 || !chineseSurnames2[firstRunes(t, 2)]) {
				return true
			}
		}
	}
	return false
}

func firstRunes(s string, n int) string {
	r := []rune(s)
	return string(r[:min(n, len(r))])
}

func byTitle(list []folk, title string) []folk {
	if len(list) < 2 || title == "" {
		return list
	}
	var exact []folk
	for _, f := range list {
		if f.Title != "" && (fold(f.Title) == fold(title) || len([]rune(title)) > 1 && strings.HasSuffix(fold(f.Title), fold(title))) {
			exact = append(exact, f)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return list
}

// MatchContact finds the person that a text names: at one account, or anywhere
// if account is empty. Nobody of that name has ID "" and the Name to be made.
func MatchContact(said string, account sales.AccountID, c Context) ContactReading {
	said = strings.TrimSpace(said)
	if account == "" {
		return contactAnywhere(said, c)
	}
	m := newMessage(said, Context{At: c.At, Zone: c.Zone, Book: c.Book})
	m.owner = make([]int, len(m.s.words)+1) // a person's name may hold an account's
	clear(m.people)
	whole := named{name: said, to: len(m.s.words)}
	for _, p := range m.peopleIn(clause{to: len(m.s.words)}, account) {
		if p.from == 0 && p.to == len(m.s.words) {
			whole = p
		}
	}
	if len(m.s.words) == 1 {
		whole.surname = fold(said)
	}
	r := ContactReading{Said: said, Span: Span{0, len(said)}, Title: whole.title, Name: strings.TrimSpace(whole.name)}
	return settle(r, whole, m.folk(account))
}

func contactAnywhere(said string, c Context) ContactReading {
	r := ContactReading{Said: said, Span: Span{0, len(said)}, Name: said}
	hits := contactHits(names.Plain(said), c.Book)
	if len(hits) == 0 {
		hits = bySurname(said, c.Book)
	}
	switch len(hits) {
	case 0:
		r.Sure = 0.5
	case 1:
		r.ID, r.Name, r.Sure = sales.ContactID(hits[0].ID), hits[0].Name, 0.85
	default:
		r.Sure = 0.5
		for _, h := range hits {
			r.Candidates = append(r.Candidates, Person{ID: sales.ContactID(h.ID), Name: h.Name})
		}
	}
	return r
}

// bySurname are the contacts with a surname, with or without a title before it: "Dr. Hoff".
func bySurname(said string, book Book) []Hit {
	words := strings.Fields(fold(said))
	if len(words) > 1 && englishTitles[strings.TrimRight(words[0], ".")] {
		words = words[1:]
	}
	if book == nil || len(words) != 1 || len(words[0]) < 3 || words[0][0] >= 0x80 {
		return nil
	}
	var hits []Hit
	for _, h := range book.Contacts(names.Part+names.Plain(words[0]), false, candidateLimit) {
		if all := strings.Fields(fold(h.Name)); len(all) > 1 && all[len(all)-1] == words[0] {
			hits = append(hits, h)
		}
	}
	return hits
}

// contactHits are the contacts of every account with this name.
func contactHits(plain string, book Book) []Hit {
	if book == nil || len([]rune(plain)) < 2 {
		return nil
	}
	for _, kind := range []string{names.Whole, names.Pinyin} {
		if hits := book.Contacts(kind+plain, false, candidateLimit); len(hits) > 0 {
			return hits
		}
	}
	var titled []Hit
	for _, h := range book.Contacts(names.Part+plain, false, candidateLimit) { // Phil Ngo for Dr. Phil Ngo, Wei Ling for Tan Wei Ling
		if first, rest, _ := strings.Cut(fold(h.Name), " "); first != "" && names.Plain(rest) == plain && strings.Contains(rest, " ") {
			titled = append(titled, h)
		}
	}
	return titled
}
