package commands

import (
	"roundsman/commands/understand"
	"roundsman/sales"
)

// tellsDealing is the kind of an order or payment that a text tells in everyday words:
// 华为回款35万, "we got paid 20k by Acme". What tells a visit as well is kept as the
// visit, with all its words.
func (t *Turn) tellsDealing(p part) (sales.DealingKind, bool) {
	r := p.Reading
	if len(p.Files) > 0 || len(r.FollowUps) > 0 || len(r.Questions) > 0 || r.Correction != nil || r.Intent == understand.IntentCommand || r.Intent == understand.IntentQuestion {
		return "", false
	}
	for _, v := range r.Visits { // "ordered" may be read as more of the visit before
		if !v.Extends || len(v.Contacts)+len(v.FollowUps) > 0 || v.ModeSpan.To > v.ModeSpan.From {
			return "", false
		}
	}
	return understand.DealingTold(p.Text, t.understanding())
}
