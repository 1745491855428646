package present

import (
	"roundsman/bot/card"
	"roundsman/sales"
)

// FieldReply is the field of ReplyForm.
const FieldReply = "words"

// ReplyForm writes to a colleague about something that a digest shows.
func ReplyForm(to sales.PersonID, about card.Text, state string) card.Form {
	return card.Form{
		Name: "digest.reply", Title: card.T("digest.reply_form"), Submit: card.T("digest.reply_send"), State: state,
		Intro: []card.Block{card.Paragraph(card.T("digest.reply_to", "who", card.Person(to), "about", card.Of(about)))},
		Fields: []card.Input{{
			Name: FieldReply, Label: card.T("digest.reply_words"), Hint: card.P("digest.reply_hint"), Kind: card.InputParagraph, Required: true, MaxLength: 2000,
		}},
	}
}

// Replied is what the colleague gets: whose words, about what, and the button to
// answer them.
func Replied(by sales.PersonID, about card.Text, words, ref string) card.Card {
	return card.Card{Title: card.P("digest.replied_title", "who", card.Person(by)), Blocks: []card.Block{
		card.Paragraph(card.T("digest.replied", "who", card.Person(by), "about", card.Of(about))),
		card.Beside(card.Said(words), replyTo(by, ref)),
	}}
}

// ReplySent confirms it.
func ReplySent(to sales.PersonID, words string) card.Card {
	return say(card.T("digest.reply_sent", "who", card.Person(to), "words", card.Words(Short(words, 120))))
}
