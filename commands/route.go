package commands

import (
	"strings"
	"unicode"

	"roundsman/bot/locale"
	"roundsman/commands/understand"
)

// wordsPerCommand is how many words the name of a command may have.
const wordsPerCommand = 3

// Route finds the command that a text calls by its first words, in any
// language, with or without a slash: "due", "/due", "due: this week", 待办 华为.
// Without one, command is empty and rest is the whole text. The words of a
// command stand by themselves, so that 客户很满意 is not the command 客户. An entry of a
// list may be called by its place: 完成第2个 (see understand.ByNumber).
func Route(text string, words *locale.Words) (command, rest string) {
	text = strings.TrimSpace(text)
	called := strings.TrimPrefix(text, "/")
	if name, rest := understand.ByNumber(called); name != "" {
		return name, rest
	}
	for _, end := range wordEnds(called) {
		if name := words.Command(strings.TrimRightFunc(called[:end], isGap)); name != "" {
			return name, strings.TrimLeftFunc(called[end:], isGap)
		}
	}
	// Some words call a command only as the whole message, or with a colleague:
	// "next" and "next @Ben", not "next Monday ...".
	if name, rest := words.Verb("alone", called); name != "" && (strings.TrimFunc(rest, isGap) == "" || isColleague(rest)) {
		return name, rest
	}
	// Some Chinese commands are written together with what follows: 请假到周五.
	if name, rest := words.Verb("glued", called); name != "" {
		return name, rest
	}
	return "", text
}

// isColleague: nothing but somebody's name, as Slack writes it or as it is typed.
func isColleague(text string) bool {
	_, ok := mentioned(strings.TrimSpace(text))
	return ok || strings.HasPrefix(text, "@") && len(strings.Fields(text)) == 1
}

// wordEnds lists where the first words end, the longest beginning first.
func wordEnds(text string) []int {
	var ends []int
	inWord := false
	for i, r := range text {
		gap := isGap(r)
		if inWord && gap {
			ends = append([]int{i}, ends...)
			if len(ends) == wordsPerCommand {
				return ends
			}
		}
		inWord = !gap
	}
	if inWord {
		ends = append([]int{len(text)}, ends...)
	}
	return ends
}

func isGap(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(":：,，.。!！", r) }
