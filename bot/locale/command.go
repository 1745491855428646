package locale

import (
	"fmt"
	"strings"

	"roundsman/sales/names"
)

// Command finds the command that a typed word calls in any language, "" if
// none. Case, width and traditional characters make no difference.
func (w *Words) Command(word string) string { return w.commands[foldWord(word)] }

// CommandWords lists the words of a command in a language, the preferred one first.
func (w *Words) CommandWords(language, command string) []string {
	c := w.languages[language]
	if c == nil {
		return nil
	}
	m := c.messages[commandPrefix+command+commandSuffix]
	if m == nil {
		return nil
	}
	return splitWords(m.Other)
}

const commandPrefix, commandSuffix = "command.", ".words"

// indexCommands maps every language's words to their commands; a word may mean
// the same command in several languages, but never two commands.
func (w *Words) indexCommands() error {
	for _, lang := range languages() {
		for key, m := range w.languages[lang].messages {
			name, isCommand := strings.CutSuffix(key, commandSuffix)
			if !isCommand || !strings.HasPrefix(name, commandPrefix) {
				continue
			}
			if err := w.indexWords(strings.TrimPrefix(name, commandPrefix), splitWords(m.Other)); err != nil {
				return fmt.Errorf("load catalogue %s: %w", lang, err)
			}
		}
	}
	return nil
}

func (w *Words) indexWords(command string, words []string) error {
	for _, word := range words {
		folded := foldWord(word)
		if other, taken := w.commands[folded]; taken && other != command {
			return fmt.Errorf("the word %q calls both %q and %q", word, min(other, command), max(other, command))
		}
		w.commands[folded] = command
	}
	return nil
}

// foldWord writes a word for comparing. One of punctuation alone ("?", "？")
// is itself.
func foldWord(word string) string {
	if folded := names.Fold(word); folded != "" {
		return folded
	}
	return strings.Map(names.Rune, strings.TrimSpace(word))
}

func splitWords(list string) []string {
	var words []string
	for word := range strings.SplitSeq(strings.ReplaceAll(list, "，", ","), ",") {
		if word = strings.TrimSpace(word); word != "" {
			words = append(words, word)
		}
	}
	return words
}
