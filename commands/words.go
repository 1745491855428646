package commands

import (
	"regexp"
	"strings"
	"unicode"

	"roundsman/sales/names"
)

// splitAtWord cuts a text at the last of the given words: "Acme to Acme Pumps"
// at "to", 华为改为华为技术 at 改为. Words of letters count only between spaces.
// "=" counts before any word: 华为终端 = 华为 holds a 为 of its own.
// Without one, the whole text comes first.
func splitAtWord(text string, words []string) (before, after string) {
	cut, length := -1, 0
	for _, word := range words {
		at := lastWord(text, word)
		if at >= 0 && (word == "=" || word == "＝") {
			cut, length = at, len(word)
			break
		}
		if at > cut || at == cut && len(word) > length {
			cut, length = at, len(word)
		}
	}
	if cut < 0 {
		return strings.TrimSpace(text), ""
	}
	return strings.TrimSpace(text[:cut]), strings.TrimSpace(text[cut+length:])
}

func lastWord(text, word string) int {
	first := []rune(word)[0]
	if !unicode.IsLetter(first) || unicode.Is(unicode.Han, first) {
		return strings.LastIndex(text, word)
	}
	at := strings.LastIndex(strings.ToLower(text), " "+word+" ")
	if at < 0 || len(strings.ToLower(text)) != len(text) {
		return -1
	}
	return at + 1
}

// afterLongest is what follows the longest of the given words at the head of a text,
// "Tom" after "contact is" in "contact is Tom"; empty if it begins with none. Words of
// letters end at a space or colon.
func afterLongest(text string, words []string) string {
	longest := 0
	for _, word := range words {
		if len(word) <= longest || len(word) >= len(text) || !strings.EqualFold(text[:len(word)], word) {
			continue
		}
		if unicode.Is(unicode.Han, []rune(word)[0]) || strings.ContainsAny(text[len(word):len(word)+1], " :") {
			longest = len(word)
		}
	}
	if longest == 0 {
		return ""
	}
	return strings.TrimSpace(text[longest:])
}

// splitLastWord cuts off the last word: "Acme B", 华为 A.
func splitLastWord(text string) (before, last string) {
	text = strings.TrimSpace(text)
	at := strings.LastIndexFunc(text, unicode.IsSpace)
	if at < 0 {
		return text, ""
	}
	return strings.TrimSpace(text[:at]), strings.TrimSpace(text[at:])
}

// splitNames reads a list of names: commas of either language, semicolons,
// line breaks, 、 between them.
func splitNames(list string) []string {
	var all []string
	for _, name := range strings.FieldsFunc(list, func(r rune) bool { return strings.ContainsRune(",，;；、\n", r) }) {
		if name = strings.Join(strings.Fields(name), " "); name != "" {
			all = append(all, name)
		}
	}
	return all
}

var mention = regexp.MustCompile(`^<@([A-Z0-9]+)(\|[^>]*)?>$`)

// mentioned reads a mention of somebody, <@U012AB3CD>.
func mentioned(text string) (user string, ok bool) {
	m := mention.FindStringSubmatch(text)
	if m == nil {
		return "", false
	}
	return m[1], true
}

// nameKeys are the keys to look a typed name up by, the surest first.
func nameKeys(said string) []string {
	var exact, parts []string
	for _, key := range names.Keys(said) {
		switch key[:2] {
		case "n:", "p:":
			exact = append(exact, key)
			parts = append(parts, "w:"+key[2:])
		case "i:":
			parts = append(parts, key)
		}
	}
	return append(exact, parts...)
}
