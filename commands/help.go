package commands

import (
	"slices"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/sales/names"
)

// helpCommand tells what can be said: all of it in a few lines, or one topic.
// Its topics are the commands themselves, so that a new one is in help at once.
func helpCommand() Command {
	return Command{
		Name: "help",
		Run:  runHelp,
		Home: []HomeSection{greeting()},
		Actions: map[string]func(*Turn) error{
			"help.topic": func(t *Turn) error { return t.Say(helpOn(t, t.Event.Action.Arg)) },
			"help.menu":  func(t *Turn) error { return t.Say(helpOn(t, t.Event.Action.Value)) },
		},
	}
}

func runHelp(t *Turn) error {
	topic := strings.TrimSpace(t.Rest)
	if topic == "" && t.saysHello() {
		return t.Say(present.Hello(t.Me))
	}
	if topic == "" {
		return t.Say(present.Help(helpTopics(t)))
	}
	if name := helpTopic(t, topic); name != "" {
		return t.Say(helpOn(t, name))
	}
	return t.Say(present.NoHelp(topic, helpTopics(t)))
}

// saysHello reports that somebody only says hello: the whole list would
// be a wall.
func (t *Turn) saysHello() bool {
	return t.isAny("help.hello", t.Event.Text)
}

// isAny reports that a text is one of the words of a list in the catalogues.
func (l *Look) isAny(key, said string) bool {
	plain := names.Plain(said)
	return plain != "" && slices.ContainsFunc(l.Words.Any(key), func(word string) bool { return names.Plain(word) == plain })
}

// helpTopic is the command that a topic means: by its words, or by what one
// does with it where no word is needed, as visits are logged.
func helpTopic(t *Turn, topic string) string {
	if name := t.Words.Command(topic); name != "" {
		return name
	}
	if name, rest := t.Words.Verb("help", topic); rest == "" {
		return name
	}
	return ""
}

// forEverybody are the commands that are of use also to those who log nothing
// and look after no accounts.
var forEverybody = []string{"undo", "account", "settings", "leave", "help"}

// forFinance are those of use to who looks after money.
var forFinance = append([]string{"order", "payment", "import", "history"}, forEverybody...)

// useful are the commands of use to somebody who logs nothing.
func useful(p sales.Person) []string {
	if p.Role == sales.RoleFinance {
		return forFinance
	}
	return forEverybody
}

// helpTopics are the commands of use to this person.
func helpTopics(t *Turn) []present.Topic {
	var topics []present.Topic
	for _, c := range All() {
		if !c.Allowed(t.Me) || !sales.MayLog(t.Me) && !slices.Contains(useful(t.Me), c.Name) {
			continue
		}
		if c.Offered != nil && !c.Offered(&t.Look) {
			continue
		}
		words := t.Words.CommandWords(t.Language, c.Name)
		if len(words) == 0 {
			continue
		}
		topics = append(topics, present.Topic{Name: c.Name, Word: words[0]})
	}
	return topics
}

func helpOn(t *Turn, name string) card.Card {
	for _, topic := range helpTopics(t) {
		if topic.Name == name {
			return present.HelpOn(topic, t.Words.CommandWords(t.Language, name))
		}
	}
	return present.Help(helpTopics(t))
}
