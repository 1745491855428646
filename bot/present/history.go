package present

import (
	"strconv"

	"roundsman/bot/card"
	"roundsman/sales"
)

// HistoryFacts is one page of what was done. At most one of Account, Contact
// and Person is set; none means the viewer.
type HistoryFacts struct {
	Account *sales.Account
	Contact *sales.Contact
	Person  *sales.Person
	From    sales.Date // zero ends are open
	To      sales.Date
	Entries []HistoryEntry // latest first
	Viewer  sales.PersonID
	// Hidden: the viewer sees only what they wrote or were part of.
	Hidden bool
	Next   string        // for the button to older ones; empty: there are none
	Later  bool          // it is not the first page
	Count  *HistoryCount // nil: it was not asked for
}

// HistoryCount is how many visits there were in all, of every mode.
type HistoryCount struct{ All, InPerson int }

// HistoryEntry is a visit, a note, an order or a payment.
type HistoryEntry struct {
	Visit     *VisitFacts
	Note      *NoteFacts
	Dealing   *DealingFacts
	MayChange bool // the viewer may
}

// Day is when it was.
func (e HistoryEntry) Day() sales.Date {
	switch {
	case e.Visit != nil:
		return e.Visit.Visit.Day
	case e.Dealing != nil:
		return e.Dealing.Dealing.Day
	}
	return e.Note.Note.Day
}

// History is a page of what was done.
func History(h HistoryFacts) card.Card {
	title := h.title()
	c := card.Card{Title: &title}
	if !h.From.IsZero() || !h.To.IsZero() {
		c.Blocks = append(c.Blocks, card.Small(h.span()))
	}
	if h.Count != nil && h.Count.All > 0 {
		c.Blocks = append(c.Blocks, card.Paragraph(card.T("history.count", "count", card.Count(h.Count.All), "met", card.Words(strconv.Itoa(h.Count.InPerson)))))
	}
	if len(h.Entries) == 0 {
		empty := card.T("history.empty")
		if h.Later {
			empty = card.T("history.no_more")
		}
		c.Blocks = append(c.Blocks, card.Paragraph(empty))
	}
	for _, e := range h.Entries {
		c.Blocks = append(c.Blocks, h.entry(e))
	}
	if h.Next != "" {
		c.Blocks = append(c.Blocks, card.Row(card.Press(card.T("history.older"), card.Do{Name: "history.older", Arg: h.Next})))
	}
	if h.Hidden && h.Account != nil {
		c.Blocks = append(c.Blocks, card.Small(card.T("history.partly", "account", card.Words(h.Account.Name), "owner", card.Person(h.Account.Owner))))
	}
	return c
}

func (h HistoryFacts) title() card.Text {
	switch {
	case h.Account != nil:
		return card.T("history.of", "name", card.Words(h.Account.Name))
	case h.Contact != nil:
		return card.T("history.of", "name", card.Words(h.Contact.Name))
	case h.Person != nil:
		return card.T("history.of", "name", card.Words(h.Person.Name))
	}
	return card.T("history.mine")
}

func (h HistoryFacts) span() card.Text {
	switch {
	case h.From.IsZero():
		return card.T("history.until", "to", card.Day(h.To))
	case h.To.IsZero():
		return card.T("history.since", "from", card.Day(h.From))
	case h.From == h.To:
		return card.T("history.on", "day", card.Day(h.From))
	}
	return card.T("history.between", "from", card.Day(h.From), "to", card.Day(h.To))
}

func (h HistoryFacts) entry(e HistoryEntry) card.Block {
	switch {
	case e.Note != nil:
		return h.noteEntry(e)
	case e.Dealing != nil:
		return dealingEntry(e)
	}
	f := e.Visit
	v := f.Visit
	head := []card.Arg{card.Day(v.Day), card.Of(Mode(v.Mode))}
	if h.Account == nil {
		head = append(head, card.Words(f.Account.Name))
	}
	if len(f.Contacts) > 0 {
		head = append(head, contactNames(f.Contacts))
	}
	if v.Author != h.Viewer && h.Person == nil {
		head = append(head, card.Person(v.Author))
	}
	lines := []card.Text{headline(head)}
	for _, s := range []string{v.Said, v.RivalNews, v.Outcome} {
		if s != "" {
			lines = append(lines, card.Said(Short(s, 240)))
		}
	}
	if len(lines) == 1 && v.Text != "" {
		lines = append(lines, card.Said(Short(v.Text, 240)))
	}
	lines = append(lines, attachments(v.Files)...)
	text := card.Lines(append(lines, promises(f.FollowUps)...)...)
	if !e.MayChange {
		return card.Paragraph(text)
	}
	return card.Beside(text, card.Press(card.T("common.edit"), card.Do{Name: "visit.edit", ID: string(v.ID), Version: v.Version}))
}

func (h HistoryFacts) noteEntry(e HistoryEntry) card.Block {
	n := e.Note.Note
	head := []card.Arg{card.Day(n.Day), card.Of(card.T("history.note"))}
	if h.Account == nil {
		head = append(head, card.Words(e.Note.Account.Name))
	}
	if n.Author != h.Viewer && h.Person == nil {
		head = append(head, card.Person(n.Author))
	}
	text := card.Lines(append([]card.Text{headline(head), card.Said(Short(n.Text, 240))}, attachments(n.Files)...)...)
	if !e.MayChange {
		return card.Paragraph(text)
	}
	return card.Beside(text, card.Press(card.T("common.edit"), card.Do{Name: "note.edit", ID: string(n.ID), Version: n.Version}))
}

func dealingEntry(e HistoryEntry) card.Block {
	text := DealingLine(*e.Dealing)
	if !e.MayChange {
		return card.Paragraph(text)
	}
	d := e.Dealing.Dealing
	return card.Beside(text, card.Press(card.T("common.edit"), card.Do{Name: "dealing.edit", ID: string(d.ID), Version: d.Version}))
}

// headline joins particulars with dots, the first one bold.
func headline(parts []card.Arg) card.Text {
	line := card.T("history.head", "day", parts[0])
	for _, p := range parts[1:] {
		line = card.T("history.and", "line", card.Of(line), "part", p)
	}
	return line
}

// WhoseHistory asks which account was meant.
func WhoseHistory(said string, choices []card.Option, query string) card.Card {
	var row []card.Element
	for _, o := range choices[:min(len(choices), 5)] {
		row = append(row, card.Press(o.Label, card.Do{Name: "history.pick", ID: o.Value, Arg: query}))
	}
	return card.Card{Blocks: []card.Block{card.Paragraph(card.T("ask.which_account", "said", card.Words(said))), card.Row(row...)}}
}
