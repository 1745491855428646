package commands

import (
	"strings"

	"github.com/agnivade/levenshtein"

	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
	"roundsman/sales/names"
)

// notUnderstood answers what reads like nothing we know: the nearest command
// with an example, or how things are said.
func (t *Turn) notUnderstood(text string) error {
	switch name := t.nearestCommand(text); name {
	case "":
		return t.Say(present.NotUnderstood(text))
	case FreeText:
		return t.Say(present.HowToLog())
	default:
		_, rest, _ := strings.Cut(strings.TrimSpace(text), " ")
		word := t.commandWord(name)
		return t.Say(present.DidYouMeanCommand(word, strings.TrimSpace(word+" "+rest), name, "command."+name+".example"))
	}
}

// runMeant runs the command that was meant by a mistyped word.
func runMeant(t *Turn) error {
	_, rest, _ := strings.Cut(t.Event.Action.Arg, " ")
	return t.runCommand(t.Event.Action.ID, rest)
}

// mistyped reports that a short text read as a note is rather a command with a
// slip of the finger: "histroy Acme".
func (t *Turn) mistyped(p part) bool {
	words := strings.Fields(p.Text)
	if p.Reading.Intent != understand.IntentNote || len(words) > 3 || strings.ContainsAny(p.Text, ":：") {
		return false
	}
	meant := t.nearestCommand(p.Text)
	return t.Words.Command(words[0]) == "" && meant != "" && meant != "note"
}

// commandWord is what a command is called in the person's language.
func (t *Turn) commandWord(name string) string {
	if words := t.Words.CommandWords(t.Language, name); len(words) > 0 {
		return words[0]
	}
	return name
}

// nearestCommand finds the command whose word is a slip of the finger away from
// the first word of a text, "" if none is.
func (t *Turn) nearestCommand(text string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	typed := names.Plain(strings.TrimLeft(first, "/"))
	best, distance := "", slips(typed)+1
	for _, c := range All() {
		if !c.Allowed(t.Me) {
			continue
		}
		for _, word := range t.allWords(c.Name) {
			if d := levenshtein.ComputeDistance(typed, names.Plain(word)); d < distance {
				best, distance = c.Name, d
			}
		}
	}
	return best
}

// attachedCommand is a Chinese command that runs on without a space, 历史华为:
// its word, followed by nothing but the name of an account.
func (t *Turn) attachedCommand(p part) (name, rest string) {
	if p.Reading.Intent != understand.IntentNone && p.Reading.Intent != understand.IntentNote {
		return "", ""
	}
	for _, name := range []string{"history", "account"} {
		for _, word := range t.allWords(name) {
			rest, ok := strings.CutPrefix(p.Text, word)
			if !ok || rest == "" || !names.Han([]rune(word)[0]) {
				continue
			}
			if found := t.readPast(rest); found.known && found.query.Account != "" && t.names(found.said, found.query.Account) {
				return name, rest
			}
		}
	}
	return "", ""
}

// names reports that a text is an account's name and nothing else.
func (t *Turn) names(text string, id sales.AccountID) bool {
	return understand.MatchAccount(text, t.understanding()).ID == id
}

// slips is how many characters of a word may be wrong: a third of a longer one,
// one of two Chinese characters.
func slips(word string) int {
	n := len([]rune(word))
	if n >= 2 && strings.IndexFunc(word, names.Han) >= 0 {
		return max(1, n/3)
	}
	if n < 6 {
		return n / 4
	}
	return n / 3
}

func (t *Turn) allWords(command string) []string { return t.Words.Any("command." + command + ".words") }
