package present

import (
	"slices"

	"roundsman/bot/card"
	"roundsman/sales"
)

// Receipt shows what a message was understood as and led to. ID and Version go
// into its buttons.
type Receipt struct {
	ID        string
	Version   int64
	Viewer    sales.PersonID
	Visits    []VisitFacts
	Notes     []NoteFacts
	FollowUps []FollowUpFacts // those of no visit
	// Changed: it shows a change to what was in the books already.
	Changed bool
	// Undoable: there is something to take back.
	Undoable bool
	// Remarks are small print about the last change.
	Remarks []card.Text
}

// VisitReceipt is the answer to a message that told of visits, notes or
// follow-ups: what is in the books now, and what can be done about it.
func VisitReceipt(r Receipt) card.Card {
	title := r.title()
	c := card.Card{Title: &title}
	alone := r.count() == 1
	for _, f := range r.Visits {
		if !alone {
			c.Blocks = append(c.Blocks, card.Beside(card.T("receipt.part", "account", card.Words(f.Account.Name)), editVisit(f.Visit, r.ID)))
		}
		c.Blocks = append(c.Blocks, VisitBlocks(f)...)
	}
	for _, f := range r.Notes {
		c.Blocks = append(c.Blocks, r.note(f, alone))
	}
	if len(r.FollowUps) > 0 {
		c.Blocks = append(c.Blocks, card.Paragraph(card.Lines(promises(r.FollowUps)...)))
	}
	c.Blocks = append(c.Blocks, card.Row(r.buttons(alone)...))
	if small := r.small(); len(small) > 0 {
		c.Blocks = append(c.Blocks, card.Small(small...))
	}
	return c
}

func (r Receipt) count() int { return len(r.Visits) + len(r.Notes) + len(r.FollowUps) }

func (r Receipt) title() card.Text {
	n := r.count()
	switch {
	case r.Changed && len(r.Visits) == 1:
		return card.T("receipt.visit_changed", "account", card.Words(r.Visits[0].Account.Name))
	case n == 1 && len(r.Visits) == 1:
		return card.T("receipt.visit", "account", card.Words(r.Visits[0].Account.Name))
	case n == 1 && len(r.Notes) == 1:
		return card.T("receipt.note", "account", card.Words(r.Notes[0].Account.Name))
	case n == 1 && r.FollowUps[0].Account != "":
		return card.T("receipt.followup_for", "account", card.Words(r.FollowUps[0].Account))
	case n == 1:
		return card.T("receipt.followup")
	case n == len(r.Visits):
		return card.T("receipt.visits", "count", card.Count(n))
	}
	return card.T("receipt.several", "count", card.Count(n))
}

func (r Receipt) note(f NoteFacts, alone bool) card.Block {
	text := card.Lines(append([]card.Text{card.Said(Cut(f.Note.Text, longShown))}, attachments(f.Note.Files)...)...)
	if alone {
		return card.Paragraph(text)
	}
	head := card.T("receipt.part_note", "account", card.Words(f.Account.Name))
	return card.Beside(card.Lines(head, text), editNote(f.Note, r.ID))
}

func (r Receipt) buttons(alone bool) []card.Element {
	var row []card.Element
	switch {
	case alone && len(r.Visits) == 1:
		row = append(row, editVisit(r.Visits[0].Visit, r.ID), r.press("common.add", "visit.add"))
	case alone && len(r.Notes) == 1:
		row = append(row, editNote(r.Notes[0].Note, r.ID))
	case alone:
		f := r.FollowUps[0].FollowUp
		row = append(row, card.Press(card.T("common.edit"), card.Do{Name: "followup.edit", ID: string(f.ID), Version: f.Version}))
	case len(r.Visits) > 0:
		row = append(row, r.press("common.add", "visit.add"))
	}
	if r.Undoable {
		row = append(row, r.press("common.undo", "told.undo"))
	}
	return row
}

func (r Receipt) press(label, name string) card.Element {
	return card.Press(card.T(label), card.Do{Name: name, ID: r.ID, Version: r.Version})
}

func editVisit(v sales.Visit, receipt string) card.Element {
	return card.Press(card.T("common.edit"), card.Do{Name: "visit.edit", ID: string(v.ID), Version: v.Version, Arg: receipt})
}

func editNote(n sales.Note, receipt string) card.Element {
	return card.Press(card.T("common.edit"), card.Do{Name: "note.edit", ID: string(n.ID), Version: n.Version, Arg: receipt})
}

// small print: what was made along the way, and whose account it is.
func (r Receipt) small() []card.Text {
	small := r.Remarks
	for _, f := range r.Visits {
		if r.Changed {
			small = append(small, r.shownTo(f.Visit.Author)...)
			continue
		}
		small = append(small, r.strangers(f.Account, f.AccountNew, true)...)
		if len(f.New) > 0 {
			small = append(small, card.T("receipt.new_contacts", "account", card.Words(f.Account.Name), "names", contactNames(f.New)))
		}
	}
	for _, f := range r.Notes {
		small = append(small, r.strangers(f.Account, f.AccountNew, false)...)
	}
	return small
}

func (r Receipt) shownTo(author sales.PersonID) []card.Text {
	if author == r.Viewer {
		return nil
	}
	return []card.Text{card.T("receipt.shown_to", "who", card.Person(author))}
}

func (r Receipt) strangers(a sales.Account, isNew, shown bool) []card.Text {
	switch {
	case isNew:
		return []card.Text{card.T("receipt.new_account", "account", card.Words(a.Name))}
	case a.Owner != r.Viewer && shown:
		return []card.Text{card.T("receipt.colleagues_account", "account", card.Words(a.Name), "owner", card.Person(a.Owner))}
	case a.Owner != r.Viewer:
		return []card.Text{card.T("receipt.colleagues_note", "account", card.Words(a.Name), "owner", card.Person(a.Owner))}
	}
	return nil
}

// Forget takes follow-ups off the receipt.
func (r *Receipt) Forget(kept []FollowUpFacts) {
	without := func(all []FollowUpFacts) []FollowUpFacts {
		return slices.DeleteFunc(slices.Clone(all), func(f FollowUpFacts) bool {
			return slices.ContainsFunc(kept, func(k FollowUpFacts) bool { return k.FollowUp.ID == f.FollowUp.ID })
		})
	}
	r.FollowUps = without(r.FollowUps)
	for i := range r.Visits {
		r.Visits[i].FollowUps = without(r.Visits[i].FollowUps)
	}
}

// Named lists the records of a receipt: "the visit to Acme on Tue 24 Nov and 1 follow-up".
func (r Receipt) Named() card.Arg {
	var all []card.Arg
	promised := len(r.FollowUps)
	for _, f := range r.Visits {
		all = append(all, card.Of(card.T("receipt.the_visit", "account", card.Words(f.Account.Name), "day", card.Day(f.Visit.Day))))
		promised += len(f.FollowUps)
	}
	for _, f := range r.Notes {
		all = append(all, card.Of(card.T("receipt.the_note", "account", card.Words(f.Account.Name))))
	}
	if promised > 0 {
		all = append(all, card.Of(card.T("receipt.the_followups", "count", card.Count(promised))))
	}
	return card.List(all...)
}

// Undone is what a receipt becomes when it is taken back.
func Undone(r Receipt) card.Card {
	return card.Card{Blocks: []card.Block{
		card.Beside(card.T("receipt.undone", "what", r.Named()), r.press("receipt.redo", "told.redo")),
	}}
}

// NothingLeft is a receipt whose records are all gone.
func NothingLeft() card.Card { return say(card.T("receipt.nothing_left")) }

// Gone is what a receipt becomes when its messages were deleted, or tell of
// nothing any more; kept says what is still there and why.
func Gone(r Receipt, why card.Text, kept []card.Text) card.Card {
	lines := append([]card.Text{card.T("receipt.gone", "why", card.Of(why), "what", r.Named())}, kept...)
	return card.Card{Blocks: []card.Block{card.Paragraph(card.Lines(lines...))}}
}

// CannotUndo explains why nothing was undone.
func CannotUndo(why *sales.Error) card.Card {
	return say(card.T("undo.conflict", "why", card.Of(card.Refusal(why))))
}

// UndoneAbove answers the word "undo"; the receipt further up can bring it back.
func UndoneAbove(r Receipt) card.Card { return say(card.T("receipt.undone", "what", r.Named())) }

// SteppedBack answers the word "undo" that took back a change of records: the
// receipt further up shows how they stand.
func SteppedBack(r Receipt) card.Card { return say(card.T("undo.above", "what", r.Named())) }
