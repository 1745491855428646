package names

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold writes a name for comparing: lower case, half width, without accents,
// simplified characters, single spaces instead of punctuation. Folding twice
// changes nothing more.
func Fold(s string) string { return fold(s, false) }

// Rune folds one character to one character, so that positions in a text stay
// what they were: case, width and traditional characters, but not umlauts.
func Rune(r rune) rune {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}
	switch {
	case r == 0x3000:
		return ' '
	case r >= 0xFF01 && r <= 0xFF5E: // full-width ASCII
		return Rune(r - 0xFEE0)
	case r == '’' || r == '‘':
		return '\''
	}
	if s, ok := simplified[r]; ok {
		return s
	}
	return unicode.ToLower(r)
}

// spellings are the ways a name is typed: umlauts dropped, or written out the
// German way (jager, jaeger).
func spellings(name string) []string {
	plain, german := fold(name, false), fold(name, true)
	if plain == german {
		return []string{plain}
	}
	return []string{plain, german}
}

func fold(s string, german bool) string {
	if isASCII(s) {
		return foldASCII(s)
	}
	if !isBare(s) {
		s = special.Replace(norm.NFKD.String(expand(s, german))) // "ꟹ" is an "œ" only now
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		if unicode.Is(unicode.Mn, r) || r == '\'' || r == '’' {
			continue
		}
		r = Rune(r)
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			space = b.Len() > 0
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// foldASCII is fold for names without any of its difficulties, which most are: a
// text is folded piece by piece, a hundred times.
func foldASCII(s string) string {
	if isFolded(s) {
		return s
	}
	folded := make([]byte, 0, len(s))
	space := false
	for i := range len(s) {
		c := s[i]
		switch {
		case c == '\'':
			continue
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
		default:
			space = len(folded) > 0
			continue
		}
		if space {
			folded = append(folded, ' ')
			space = false
		}
		folded = append(folded, c)
	}
	return string(folded)
}

// isFolded: ASCII that folding would leave as it is.
func isFolded(s string) bool {
	space := true
	for i := range len(s) {
		c := s[i]
		if c == ' ' && space || c != ' ' && (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
		space = c == ' '
	}
	return s == "" || !space
}

// expand writes out the letters that no accent-stripping reaches.
func expand(s string, german bool) string {
	s = special.Replace(norm.NFC.String(s))
	if german {
		s = umlauts.Replace(s)
	}
	return s
}

var (
	special = strings.NewReplacer("ß", "ss", "ẞ", "ss", "æ", "ae", "Æ", "ae", "œ", "oe", "Œ", "oe",
		"ø", "o", "Ø", "o", "ł", "l", "Ł", "l", "đ", "d", "Đ", "d", "ð", "d", "Ð", "d", "þ", "th", "Þ", "th", "ı", "i")
	umlauts = strings.NewReplacer("ä", "ae", "Ä", "ae", "ö", "oe", "Ö", "oe", "ü", "ue", "Ü", "ue", "å", "aa", "Å", "aa")
)

// isBare: nothing but ASCII and Chinese characters, of which none is written in
// another way when it is taken apart.
func isBare(s string) bool {
	for _, r := range s {
		if r >= utf8.RuneSelf && (r < 0x4E00 || r > 0x9FFF) {
			return false
		}
	}
	return true
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Han reports a Chinese character.
func Han(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x3400 && r <= 0x4DBF || r == '〇' || r > 0xFFFF && unicode.Is(unicode.Han, r)
}

func hasHan(s string) bool { return strings.IndexFunc(s, Han) >= 0 }
