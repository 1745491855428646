package commands

import (
	"strings"

	"github.com/agnivade/levenshtein"

	"roundsman/bot/present"
	"roundsman/sales/names"
)

// notUnderstood answers what reads like nothing we know: the nearest command
// with an example, or how things are said.
func (t *Turn) notUnderstood(text string) error {
	if name := t.nearestCommand(text); name != "" {
		return t.Say(present.DidYouMeanCommand(t.commandWord(name), "command."+name+".example"))
	}
	return t.Say(present.NotUnderstood(text))
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
	best, distance := "", len([]rune(typed))/3+1 // a third of the letters may be wrong
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

func (t *Turn) allWords(command string) []string { return t.Words.Any("command." + command + ".words") }

// pointToAnswer answers a question about what was done with the history, and
// points any other to the command that answers it. A question is never a record.
func (t *Turn) pointToAnswer(text string) error {
	found := t.readPast(text)
	if found.known && (found.query.Account != "" || found.query.Contact != "" || found.query.Person != "") {
		return t.sayHistory(found.query)
	}
	return t.Say(present.WhereToAsk())
}
