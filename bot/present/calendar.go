package present

import "roundsman/bot/card"

// CalendarHandedOver introduces a calendar file; linked: there can be an address
// for it too.
func CalendarHandedOver(n int, linked bool) card.Card {
	key := "calendar.file"
	if linked {
		key = "calendar.file_or_link"
	}
	return card.Card{Blocks: []card.Block{card.Paragraph(card.T(key, "count", card.Count(n)))}}
}

// CalendarLink tells a person their secret address.
func CalendarLink(url string) card.Card {
	return card.Card{Blocks: []card.Block{
		card.Paragraph(card.T("calendar.link", "url", card.LinkTo(url, url))),
		card.Row(card.Press(card.T("calendar.revoke"), card.Do{Name: "calendar.revoke"}).As(card.Danger)),
	}}
}

// CalendarRevoked tells that no address leads to their calendar any more.
func CalendarRevoked(had bool) card.Card {
	if !had {
		return card.Card{Blocks: []card.Block{card.Paragraph(card.T("calendar.no_link"))}}
	}
	return card.Card{Blocks: []card.Block{card.Paragraph(card.T("calendar.revoked"))}}
}
