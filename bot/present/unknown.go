package present

import "roundsman/bot/card"

// NotUnderstood says how things are said, to somebody who wrote what reads like
// nothing we know.
func NotUnderstood(text string) card.Card {
	return say(card.T("unknown.text", "text", card.Words(Short(text, 60))))
}

// DidYouMeanCommand names the command that was probably meant, with an example
// from the catalogue, and offers to do what text says.
func DidYouMeanCommand(word, text, command, example string) card.Card {
	c := say(card.T("unknown.command", "word", card.Words(word), "example", card.Of(card.Text{Key: example})))
	yes := card.Press(card.T("unknown.run", "text", card.Words(Short(text, 60))), card.Do{Name: "unknown.run", ID: command, Arg: text})
	c.Blocks = append(c.Blocks, card.Row(yes))
	return c
}

// WhereToAsk points a question to the commands that answer.
func WhereToAsk() card.Card { return say(card.T("unknown.question")) }

// YouAreWelcome answers thanks.
func YouAreWelcome() card.Card { return say(card.T("unknown.welcome")) }

// HereIAm answers a greeting.
func HereIAm() card.Card { return say(card.T("unknown.here")) }
