package present

import (
	"strings"

	"roundsman/bot/card"
	"roundsman/sales"
)

// VisitFacts is a visit with what its ids are called.
type VisitFacts struct {
	Visit     sales.Visit
	Account   sales.Account
	Contacts  []sales.Contact
	FollowUps []FollowUpFacts
	// New are the contacts among Contacts that this visit brought into the books.
	New []sales.Contact
	// AccountNew: the account was made along with it.
	AccountNew bool
}

// FollowUpFacts is a follow-up with what its ids are called.
type FollowUpFacts struct {
	FollowUp sales.FollowUp
	Account  string
	Contact  string
}

// NoteFacts is a note with what its ids are called.
type NoteFacts struct {
	Note       sales.Note
	Account    sales.Account
	Contact    string
	AccountNew bool
}

// VisitBlocks are a visit's particulars: short ones as fields, then what was
// said and what follows.
func VisitBlocks(f VisitFacts) []card.Block {
	blocks := []card.Block{{Fields: visitFields(f)}}
	if lines := visitLines(f.Visit); len(lines) > 0 {
		blocks = append(blocks, card.Paragraph(card.Lines(lines...)))
	}
	if len(f.FollowUps) > 0 {
		blocks = append(blocks, card.Paragraph(card.Lines(promises(f.FollowUps)...)))
	}
	return blocks
}

func visitFields(f VisitFacts) []card.Field {
	v := f.Visit
	fields := []card.Field{
		{Label: card.T("visit.when"), Value: card.T("visit.value", "value", when(v))},
		{Label: card.T("visit.mode"), Value: Mode(v.Mode)},
	}
	if len(f.Contacts) > 0 {
		fields = append(fields, card.Field{Label: card.T("visit.met"), Value: card.T("visit.value", "value", contactNames(f.Contacts))})
	}
	if len(v.Colleagues) > 0 {
		fields = append(fields, card.Field{Label: card.T("visit.with"), Value: card.T("visit.value", "value", people(v.Colleagues))})
	}
	return fields
}

func when(v sales.Visit) card.Arg {
	return card.Due(sales.Due{Day: v.Day, Time: v.Time})
}

// Mode is how a visit took place, in words.
func Mode(m sales.Mode) card.Text {
	switch m {
	case sales.ByPhone:
		return card.T("mode.phone")
	case sales.ByVideo:
		return card.T("mode.video")
	case sales.ByMessage:
		return card.T("mode.message")
	case sales.InPerson, sales.ModeNotGiven:
	}
	return card.T("mode.in_person")
}

func contactNames(contacts []sales.Contact) card.Arg {
	names := make([]card.Arg, 0, len(contacts))
	for _, c := range contacts {
		names = append(names, card.Words(CalledName(c)))
	}
	return card.List(names...)
}

func people(ids []sales.PersonID) card.Arg {
	all := make([]card.Arg, 0, len(ids))
	for _, id := range ids {
		all = append(all, card.Person(id))
	}
	return card.List(all...)
}

// longShown is how much of what was said a card shows; the form has all of it.
const longShown = 1200

// visitLines are what was said, each with its label; what was not said is left out.
func visitLines(v sales.Visit) []card.Text {
	var lines []card.Text
	add := func(label card.Text, text string) {
		if text != "" {
			lines = append(lines, card.T("visit.line", "label", card.Of(label), "text", card.Words(Cut(text, longShown))))
		}
	}
	add(card.T("visit.purpose"), v.Purpose)
	add(card.T("visit.said"), v.Said)
	if len(v.Rivals) > 0 {
		var names []card.Arg
		for _, r := range v.Rivals {
			names = append(names, card.Words(r))
		}
		lines = append(lines, card.T("visit.line", "label", card.Of(card.T("visit.rivals")), "text", card.List(names...)))
	}
	add(card.T("visit.rival_news"), v.RivalNews)
	add(card.T("visit.outcome"), v.Outcome)
	return append(lines, attachments(v.Files)...)
}

// promises are follow-ups, a line each.
func promises(followUps []FollowUpFacts) []card.Text {
	lines := make([]card.Text, 0, len(followUps))
	for _, f := range followUps {
		lines = append(lines, promise(f))
	}
	return lines
}

func promise(f FollowUpFacts) card.Text {
	due, what := card.Due(f.FollowUp.Due), card.Words(f.FollowUp.What)
	line := card.T("visit.promise", "due", due, "what", what)
	if f.Contact != "" && !strings.Contains(f.FollowUp.What, f.Contact) {
		line = card.T("visit.promise_with", "due", due, "what", what, "contact", card.Words(f.Contact))
	}
	if !f.FollowUp.Every.IsZero() {
		line = both(line, Every(f.FollowUp.Every))
	}
	if f.FollowUp.Owner != f.FollowUp.Author {
		line = both(line, card.T("value", "value", card.Person(f.FollowUp.Owner)))
	}
	switch f.FollowUp.Status {
	case sales.FollowUpDone:
		return card.T("visit.promise_done", "promise", card.Of(line))
	case sales.FollowUpDropped:
		return card.T("visit.promise_dropped", "promise", card.Of(line))
	case sales.FollowUpOpen:
	}
	return line
}

// VisitToColleague tells an account's owner of a visit that somebody else (by)
// made there, a colleague of one at which they were, or its author of a change.
func VisitToColleague(f VisitFacts, to, by sales.PersonID) card.Card {
	key := "visit.you_were_there"
	switch to {
	case f.Visit.Author:
		key = "visit.yours_changed"
	case f.Account.Owner:
		key = "visit.to_your_account"
	}
	title := card.T(key, "account", card.Words(f.Account.Name), "who", card.Person(by))
	if f.Visit.Deleted {
		gone := card.T("visit.taken_back", "account", card.Words(f.Account.Name), "who", card.Person(f.Visit.Author), "day", card.Day(f.Visit.Day))
		return card.Card{Blocks: []card.Block{card.Paragraph(gone)}}
	}
	return card.Card{Blocks: append([]card.Block{card.Paragraph(title)}, VisitBlocks(f)...)}
}
