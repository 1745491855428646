package commands

import (
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
	"roundsman/sales/names"
)

// correct puts the last record right, as if its message had been edited: "not Lee,
// it was Wang". It reports whether there was anything to put right.
func (t *Turn) correct(c *understand.Correction, last lately) (bool, error) {
	tl, err := t.latestTelling()
	if err != nil {
		return false, err
	}
	if tl != nil && c.Day != "" && !c.Past {
		return t.correctDay(tl, *c, last)
	}
	if c.Now == "" || c.Was == "" || tl != nil && tl.Asking == nil {
		done, err := t.correctVisit(*c, last)
		if done || err != nil {
			return done, err
		}
	}
	if tl == nil || c.Was == "" {
		return false, nil
	}
	if c.Now == "" {
		c.Now = c.Day
	}
	parts := tl.Parts
	if tl.Asking != nil {
		parts = tl.Asking.Parts
	}
	for i := len(parts) - 1; i >= 0; i-- {
		text, ok := corrected(parts[i], *c)
		if !ok || parts[i].Given {
			continue
		}
		if tl.Asking != nil {
			return true, t.askAgain(tl, i, text)
		}
		return true, t.correctPart(tl, i, text)
	}
	return false, nil
}

// latestTelling is what was told last, however long ago within a week.
func (l *Look) latestTelling() (*telling, error) {
	raw, err := l.Books.Recall(lastToldName)
	if missing(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	tl, err := l.tellingCalled(string(raw))
	if tl == nil || err != nil || tl.State != tellKept && tl.State != tellAsking {
		return nil, err
	}
	return tl, nil
}

// corrected is a part's text with what was wrong replaced: the whole name of an
// account or person of which it is a piece, else the words themselves.
func corrected(p part, c understand.Correction) (string, bool) {
	if c.Was == "" {
		return "", false
	}
	var at understand.Span
	take := func(said string, span understand.Span) {
		if at.To == 0 && said != "" && span.To <= len(p.Text) && span.From < span.To && p.Text[span.From:span.To] == said && hasWord(said, c.Was) {
			at = span
		}
	}
	for _, v := range p.Reading.Visits {
		for _, who := range v.Contacts {
			take(who.Said, who.Span)
		}
		take(v.Account.Said, v.Account.Span)
	}
	for _, f := range p.Reading.FollowUps {
		take(f.Account.Said, f.Account.Span)
	}
	if n := p.Reading.Note; n != nil {
		take(n.Account.Said, n.Account.Span)
	}
	if at.To == 0 {
		i := wordAt(p.Text, c.Was)
		if i < 0 {
			return "", false
		}
		at = understand.Span{From: i, To: i + len(c.Was)}
	}
	return p.Text[:at.From] + c.Now + p.Text[at.To:], true
}

func hasWord(said, word string) bool {
	return strings.Contains(" "+names.Fold(said)+" ", " "+names.Fold(word)+" ") || strings.ContainsFunc(word, names.Han) && strings.Contains(said, word)
}

// wordAt is where a word stands in a text, -1 if it is only a piece of others.
func wordAt(text, word string) int {
	lower := strings.ToLower(text)
	if len(lower) != len(text) {
		lower = text
	}
	i := strings.Index(lower, strings.ToLower(word))
	if i < 0 || strings.ContainsFunc(word, names.Han) {
		return i
	}
	letter := func(b byte) bool { return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b >= 0x80 }
	if i > 0 && letter(lower[i-1]) || i+len(word) < len(lower) && letter(lower[i+len(word)]) {
		return -1
	}
	return i
}

// correctPart reads a part anew with its corrected text and shows what became of it
// below; the receipt before points there.
func (t *Turn) correctPart(tl *telling, i int, text string) error {
	p := t.reread(tl, text, tl.Parts[i])
	switch {
	case !isRecord(p.Reading):
		return t.showReceipt(tl, t.Say, card.T("unknown.correct"))
	case len(p.Reading.Questions) > 0:
		a := &asking{Parts: []part{p}, Questions: p.Reading.Questions, Answer: t.AnswerKey(), Instead: []sales.Source{p.Source}}
		return t.ask(tl, a, t.Say)
	}
	before := tl.Answer
	tl.Answer = t.AnswerKey()
	if err := t.commitInstead(tl, []part{p}, t.Say); err != nil {
		return err
	}
	return t.ReplaceAnswer(before, present.ContinuedBelow())
}

// howToCorrect shows the last receipt with its buttons to somebody who wants to put
// something right that was not found.
func (t *Turn) howToCorrect(text string) error {
	tl, err := t.latestTelling()
	if err != nil {
		return err
	}
	if tl == nil || tl.State != tellKept {
		return t.notUnderstood(text)
	}
	return t.showReceipt(tl, t.Say, card.T("unknown.correct"))
}
