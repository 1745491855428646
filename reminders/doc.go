// Package reminders is what the bot says by itself: one file a kind; Kinds is
// the table of contents.
//
// What is due lies in the store's agenda, ordered by instant. A sweep looks at
// each due item: its kind's rule in package sales answers with a verdict; in the
// same transaction the item is claimed for its recipient, put into the message
// of that person and slot, and moved to its next look. So sweeping twice, or
// two sweeps at once, says nothing twice. A message holds references only and
// is composed when it is about to be sent: what was settled meanwhile is left
// out, and a message with nothing left to say is not sent.
package reminders
