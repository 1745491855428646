package understand

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"roundsman/sales/names"
)

// maxRunes is how much of a text is read: no visit is told in more, and the
// time to read one stays bounded.
const maxRunes = 2000

// script is a text folded character by character for reading, with the way back
// to the bytes as typed.
type script struct {
	raw   string
	runes []rune // folded: case, width, traditional characters
	bytes []int  // where each begins in raw, and where the last ends
	plain string // the runes; pieces of it are cut out a thousand times a text, and never copied
	cuts  []int  // where each begins in plain, and where the last ends
	words []word
	lang  string // see language
}

// word is a run of letters, a run of digits, or one other character; Han
// characters stand alone. Positions count characters of the script.
type word struct {
	from, to int
	text     string // folded
	kind     wordKind
	gap      bool   // white space before
	capital  bool   // as typed, the first letter
	meant    string // the cue word that a slip of the finger made it of
	tried    bool   // whether that was looked for
	timed    string // the word, or the word of time that a slip of the finger made it of; "" until asked
}

type wordKind byte

const (
	letters wordKind = iota
	digits
	han
	mark
	newline
	link // <@U012AB3CD>, <https://...>: one piece, never read
)

func newScript(raw string) *script {
	s := &script{raw: raw}
	size := min(len(raw), maxRunes)
	s.runes, s.bytes, s.cuts = make([]rune, 0, size), make([]int, 0, size+1), make([]int, 0, size+1)
	plain := make([]byte, 0, len(raw))
	for i, r := range raw {
		if len(s.runes) == maxRunes {
			s.bytes = append(s.bytes, i)
			break
		}
		r = cantonese(names.Rune(r))
		s.runes, s.bytes, s.cuts = append(s.runes, r), append(s.bytes, i), append(s.cuts, len(plain))
		plain = utf8.AppendRune(plain, r)
	}
	s.plain, s.cuts = string(plain), append(s.cuts, len(plain))
	if len(s.bytes) == len(s.runes) {
		s.bytes = append(s.bytes, len(raw))
	}
	s.split()
	s.lang = s.languageOf()
	return s
}

func (s *script) split() {
	gap := false
	s.words = make([]word, 0, s.likelyWords())
	for i := 0; i < len(s.runes); {
		r := s.runes[i]
		kind := kindOf(r)
		if r != '\n' && unicode.IsSpace(r) {
			gap = true
			i++
			continue
		}
		to := s.extent(i, kind)
		if r == '<' && to > i+1 {
			kind = link
		}
		first, _ := utf8.DecodeRuneInString(s.raw[s.bytes[i]:])
		s.words = append(s.words, word{
			from: i, to: to, text: s.cut(i, to), kind: kind, gap: gap,
			capital: kind == letters && unicode.IsUpper(first),
		})
		gap, i = false, to
		s.shorthand()
	}
}

// likelyWords is how many words a text has at most, unless its Latin ones are short.
func (s *script) likelyWords() int {
	n := 16
	for _, r := range s.runes {
		if n++; r >= '\u2e80' {
			n += 3
		}
	}
	return n / 4
}

// shorthand reads "w/" and "w/o" as the words they stand for.
func (s *script) shorthand() {
	n := len(s.words) - 1
	if n < 1 || s.words[n].gap {
		return
	}
	switch with, last := &s.words[n-1], s.words[n]; {
	case with.text == "w" && last.text == "/":
		with.text, with.to = "with", last.to
	case with.text == "with" && last.text == "o" && s.runes[with.to-1] == '/':
		with.text, with.to = "without", last.to
	case with.text == "f" && last.text == "/": // f/u
		with.text, with.to = "f/", last.to
	case with.text == "f/" && (last.text == "u" || last.text == "up"):
		with.text, with.to = "fu", last.to
	default:
		return
	}
	s.words = s.words[:n]
}

// among: a single character of a set.
func among(char, set string) bool { return strings.Contains(set, char) }

func kindOf(r rune) wordKind {
	switch {
	case r == '\n' || r == '\r':
		return newline
	case names.Han(r):
		return han
	case '0' <= r && r <= '9':
		return digits
	case unicode.IsLetter(r):
		return letters
	}
	return mark
}

// extent is where the piece that begins at i ends.
func (s *script) extent(i int, kind wordKind) int {
	to := i + 1
	switch {
	case s.runes[i] == '<':
		for j := to; j < len(s.runes) && j < i+300 && s.runes[j] != '\n'; j++ {
			if s.runes[j] == '>' {
				return j + 1
			}
		}
	case kind == letters:
		for to < len(s.runes) && (kindOf(s.runes[to]) == letters || unicode.Is(unicode.Mn, s.runes[to]) || s.apostrophe(to)) {
			to++
		}
	case kind == digits:
		for to < len(s.runes) && kindOf(s.runes[to]) == digits {
			to++
		}
	}
	return to
}

// apostrophe inside a word: o'clock, wasn't.
func (s *script) apostrophe(i int) bool {
	return s.runes[i] == '\'' && i+1 < len(s.runes) && kindOf(s.runes[i+1]) == letters
}

// said is the text as typed between two characters.
func (s *script) said(from, to int) string {
	if from >= to || from < 0 || to > len(s.runes) {
		return ""
	}
	return s.raw[s.bytes[from]:s.bytes[to]]
}

func (s *script) span(from, to int) Span { return Span{s.bytes[from], s.bytes[to]} }

// folded is the text as read between two words.
func (s *script) folded(i, j int) string {
	if i >= j || j > len(s.words) {
		return ""
	}
	return s.cut(s.words[i].from, s.words[j-1].to)
}

// cut is the text as read between two characters.
func (s *script) cut(from, to int) string { return s.plain[s.cuts[from]:s.cuts[to]] }

// language tells the text's language by its characters: Chinese as soon as a
// good part of it is Chinese, since names and products stay in Latin letters.
func (s *script) language() string { return s.lang }

func (s *script) languageOf() string {
	hans, words := 0, 0
	for _, w := range s.words {
		switch w.kind {
		case han:
			hans++
		case letters:
			words++
		default:
		}
	}
	if hans > 0 && (hans >= words || hans*3 >= words && s.chineseGrammar()) {
		return "zh-Hans"
	}
	return "en"
}

// chineseGrammar: a word of Chinese grammar stands among English ones: Rachel call了.
func (s *script) chineseGrammar() bool {
	for _, w := range s.words {
		if w.kind == han && among(w.text, "了我他她说的要去在跟把被给没不到") {
			return true
		}
	}
	return false
}

// trimmed drops the punctuation and space around a piece of text.
func trimmed(s string) string {
	return strings.TrimFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(",;:.!?，；：。！？、-–—~…·", r)
	})
}

// cantonese reads the commonest words of written Cantonese as the Mandarin ones:
// 去咗 is 去了.
func cantonese(r rune) rune {
	switch r {
	case '咗':
		return '了'
	case '嘅':
		return '的'
	case '喺':
		return '在'
	case '佢':
		return '他'
	case '哋':
		return '们'
	case '冇':
		return '没'
	case '唔':
		return '不'
	case '嗰':
		return '那'
	case '嚟':
		return '来'
	case '畀', '俾':
		return '给'
	case '睇':
		return '看'
	case '搵', '揾':
		return '找'
	}
	return r
}
