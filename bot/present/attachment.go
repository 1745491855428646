package present

import (
	"roundsman/bot/card"
	"roundsman/sales"
)

// attachments is the line that names the files that came with a record; none if
// there are none.
func attachments(files []sales.Attachment) []card.Text {
	if len(files) == 0 {
		return nil
	}
	names := make([]card.Arg, 0, len(files))
	for _, f := range files {
		names = append(names, attachment(f))
	}
	return []card.Text{card.T("visit.line", "label", card.Of(card.T("visit.files")), "text", card.List(names...))}
}

func attachment(f sales.Attachment) card.Arg {
	name := Cut(f.Name, 80)
	if f.URL == "" {
		return card.Words(name)
	}
	return card.LinkTo(f.URL, name)
}

// HowToFile answers a file without a word that belongs to nothing told before.
func HowToFile() card.Card { return say(card.T("visit.how_to_file")) }
