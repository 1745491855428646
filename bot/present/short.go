// Package present turns values of sales into cards. Commands, reminders and
// Home share it, so that a thing looks the same wherever it is shown.
package present

import (
	"strings"

	"github.com/rivo/uniseg"
)

// Cut cuts a text to so many characters as a person counts them, with an
// ellipsis, and keeps its lines.
func Cut(text string, most int) string {
	if uniseg.GraphemeClusterCount(text) <= most {
		return text
	}
	return cut(text, most)
}

// Short cuts a text to so many characters as a person counts them, with an
// ellipsis, and puts it on one line.
func Short(text string, most int) string {
	text = strings.Join(strings.Fields(text), " ")
	if uniseg.GraphemeClusterCount(text) <= most {
		return text
	}
	return cut(text, most)
}

func cut(text string, most int) string {
	var b strings.Builder
	clusters := uniseg.NewGraphemes(text)
	for n := 0; n < most-1 && clusters.Next(); n++ {
		b.WriteString(clusters.Str())
	}
	return strings.TrimRight(b.String(), " ") + "…"
}
