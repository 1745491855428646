package commands

import (
	"strings"

	"roundsman/commands/understand"
)

// heedingWhatIsTold lets commands step back when their word only happens to
// begin a message: "Customer visit Acme today, ...", "Hi, I saw Wang Lei".
func heedingWhatIsTold(all []Command) []Command {
	for i, c := range all {
		if c.Name == FreeText || c.Name == "note" || c.Name == "followup" {
			continue // they keep what is told themselves
		}
		run := c.Run
		all[i].Run = func(t *Turn) error {
			name, rest := Route(t.Event.Text, t.Words)
			if name == c.Name && !t.heeded && t.tellsRatherThanCalls(name, rest) {
				t.Rest, t.heeded = t.Event.Text, true
				return runLog(t)
			}
			return run(t)
		}
	}
	return all
}

// tellsRatherThanCalls: a text that begins with a command's word tells a visit
// or a promise, with that word and without it. After a slash, before a number
// or before another word of the command it is called for sure.
func (t *Turn) tellsRatherThanCalls(command, rest string) bool {
	text := strings.TrimSpace(t.Event.Text)
	if rest == "" || strings.HasPrefix(text, "/") {
		return false
	}
	if command == planName && t.plansByName(rest) {
		return false
	}
	if understand.EverydayWord(command, rest) {
		return true
	}
	if head, _, ok := strings.Cut(text, ":"); ok && understand.HeadedByAccount(text, head, t.understanding()) {
		return true
	}
	if numbers, _ := leadingNumbers(rest); len(numbers) > 0 {
		return false
	}
	if verb, _ := t.Words.Verb(command, rest); verb != "" || t.Words.Command(rest) != "" {
		return false
	}
	c := t.understanding()
	told := understand.Parse(text, c).Intent
	if told != understand.IntentVisit && told != understand.IntentFollowUp {
		return false
	}
	if command == "due" && told == understand.IntentFollowUp && understand.OwedByDay(text, c) { // 待办：周三 凤凰 对账
		return true
	}
	if command == "order" && told == understand.IntentFollowUp && understand.Dealing(rest, c).Amount == nil { // "order a spare blade for Acme tomorrow" is to be done
		return true
	}
	c.Commands = nil
	return understand.Parse(rest, c).Intent == told
}
