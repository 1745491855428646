package present

import (
	"roundsman/bot/card"
	"roundsman/sales"
)

// WrongCell is what is wrong in one row of a file.
type WrongCell struct {
	Row    int       `json:"row"`
	Column string    `json:"column,omitempty"` // its head; empty: the row as a whole
	Why    card.Text `json:"why"`
}

// ImportFacts is how a file was taken.
type ImportFacts struct {
	Name              string
	Kept, Same, Wrong int
	First             []WrongCell
	Sums              sales.Tally
	Currency          sales.Currency
	Undo              string // the import that Undo turns back; empty: nothing to undo
}

// HowToImport says how a spreadsheet of orders or targets looks.
func HowToImport() card.Card { return say(card.T("import.how")) }

// ImportBegins says that a file is being fetched.
func ImportBegins(name string) card.Card {
	return say(card.T("import.begins", "file", card.Words(name)))
}

// ImportGoesOn says how far it is.
func ImportGoesOn(name string, done, all int) card.Card {
	return say(card.T("import.goes_on", "file", card.Words(name), "done", card.Count(done), "count", card.Count(all)))
}

// ImportRefused says why nothing of a file could be taken.
func ImportRefused(name, why string) card.Card {
	return card.Card{Title: card.P("import.refused", "file", card.Words(name)), Blocks: []card.Block{card.Paragraph(card.T(why))}}
}

// ImportGoesBack says that it is being undone.
func ImportGoesBack(name string) card.Card {
	return say(card.T("import.goes_back", "file", card.Words(name)))
}

// ImportGoesFurtherBack says how far its undoing is.
func ImportGoesFurtherBack(name string, done, all int) card.Card {
	return say(card.T("import.goes_further_back", "file", card.Words(name), "done", card.Count(done), "count", card.Count(all)))
}

// ImportGoesBackAbove says to who typed "undo" where that is shown.
func ImportGoesBackAbove(name string) card.Card {
	return say(card.T("import.goes_back_above", "file", card.Words(name)))
}

// ImportStopped says that it was stopped before anything was kept.
func ImportStopped(name string) card.Card {
	return say(card.T("import.stopped", "file", card.Words(name)))
}

// ImportStays says how much of it is undone: among the rest are rows that were
// changed since.
func ImportStays(name string, done, all int) card.Card {
	return say(card.T("import.stays", "file", card.Words(name), "done", card.Count(done), "count", card.Count(all)))
}

// WithUndoOfImport puts the button below that undoes an import.
func WithUndoOfImport(c card.Card, key string) card.Card {
	c.Blocks = append(c.Blocks, card.Row(card.Press(card.T("common.undo"), card.Do{Name: "import.undo", ID: key})))
	return c
}

// ImportUndone says that what a file brought is gone again.
func ImportUndone(name string, count int) card.Card {
	return say(card.T("import.undone", "file", card.Words(name), "count", card.Count(count)))
}

// ImportDone sums up what was kept, what was there, and what is wrong where.
func ImportDone(f ImportFacts) card.Card {
	c := card.Card{Title: card.P("import.done", "file", card.Words(f.Name))}
	lines := []card.Text{card.T("import.kept", "count", card.Count(f.Kept))}
	if f.Same > 0 {
		lines = append(lines, card.T("import.same", "count", card.Count(f.Same)))
	}
	if f.Sums.Orders+f.Sums.Payments > 0 {
		lines = append(lines, sumsText(f.Sums, f.Currency))
	}
	c.Blocks = append(c.Blocks, card.Paragraph(card.Lines(lines...)))
	if f.Wrong > 0 {
		c.Blocks = append(c.Blocks, card.Paragraph(wrongText(f)), card.Small(card.T("import.mend")))
	}
	if f.Undo != "" {
		return WithUndoOfImport(c, f.Undo)
	}
	return c
}

func wrongText(f ImportFacts) card.Text {
	lines := []card.Text{card.T("import.wrong", "count", card.Count(f.Wrong))}
	for _, w := range f.First {
		key := "import.wrong_cell"
		if w.Column == "" {
			key = "import.wrong_row"
		}
		lines = append(lines, card.T(key, "row", card.Words(Number(int64(w.Row))), "column", card.Words(w.Column), "why", card.Of(w.Why)))
	}
	if more := f.Wrong - len(f.First); more > 0 {
		lines = append(lines, card.T("import.more_wrong", "count", card.Count(more)))
	}
	return card.Lines(lines...)
}
