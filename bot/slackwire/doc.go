// Package slackwire speaks Slack: it takes events off either wire, Socket Mode
// or HTTP, into the same event.Event, and puts cards on the wire as Block Kit.
// It is the only package that imports a Slack client.
//
//	wire, err := slackwire.Connect(ctx, slackwire.Options{...}) // who are we? (auth.test)
//	go wire.Run(ctx, intake)                                    // Socket Mode
//	http.Handle("/slack/", wire.Handler(intake))                // or HTTP
//	var sender bot.Sender = wire
//
// # Coming in
//
// An event is acknowledged only after Intake.Receive returned nil: what is not
// kept is not acknowledged, so that Slack sends it again. What does not concern
// us (other bots, joins and leaves, unfurls, channel talk without a mention) is
// acknowledged and dropped before the Intake.
//
// # Going out
//
// A card becomes one message, or several where Slack's limits want it: the
// first part is the message, the others follow in its thread (or in the thread
// the card was meant for). The first part's place is what Post returns. If a
// later part cannot be posted, Post reports bot.Ambiguous; Find then finds the
// first part and posts what is missing before it answers. Update changes the
// parts that are there and posts missing ones.
//
// People's words are shown as they were typed, with & < > escaped, so that
// "<!channel>" and "<@U1>" in them ring nobody's bell, and texts are sent
// verbatim, so that Slack makes no mention or link of "@here" either. The signs
// * _ ~ ` are left alone: Slack has no escape for them, people mean them when
// they type them, and they can do no more than make a word bold. A mention
// somebody typed (<@U1>) is shown by name. We write people as mentions in direct
// messages and on Home, where only the reader is told, and by name elsewhere.
//
// Texts are cut and split between the characters a person sees, never inside
// one (Unicode grapheme clusters), and measured in UTF-16 units, the strictest
// reading of Slack's "characters".
package slackwire
