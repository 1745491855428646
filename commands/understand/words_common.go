package understand

import (
	_ "embed"
	"sort"
	"strings"
)

// words/zh.txt lists the commoner words of Chinese that are nobody's name, sorted,
// one a line: from the dictionary of cppjieba (MIT, licence beside it) those of two
// to four characters with a frequency of 200 and more. An account that is called
// like one of them is told from the word by what stands around it.
//
//go:embed words/zh.txt
var commonWords string

// commonHan reports a common word, by bisection in the list as it is.
func commonHan(word string) bool {
	at := sort.Search(len(commonWords), func(i int) bool { return lineAt(commonWords, i) >= word })
	return at < len(commonWords) && lineAt(commonWords, at) == word
}

// lineAt is the line that begins at a byte or, in the midst of one, the next.
func lineAt(list string, at int) string {
	if at > 0 && list[at-1] != '\n' {
		next := strings.IndexByte(list[at:], '\n')
		at += next + 1
	}
	line, _, _ := strings.Cut(list[at:], "\n")
	return line
}
