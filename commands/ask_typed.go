package commands

import (
	"slices"
	"strconv"
	"strings"

	"roundsman/commands/understand"
	"roundsman/sales"
	"roundsman/sales/names"
)

// typedAnswer reads a text as the answer to the open question, when it is one
// of the names that were offered.
func (t *Turn) typedAnswer(tl *telling, text string) (choice string, ok bool) {
	q := tl.Asking.Questions[0]
	said := names.Plain(text)
	if said == "" {
		return "", false
	}
	for i, h := range q.Candidates {
		if names.Plain(h.Name) == said {
			return strconv.Itoa(i), true
		}
	}
	for i, p := range q.People {
		if names.Plain(p.Name) == said {
			return strconv.Itoa(i), true
		}
	}
	if choice := t.shortAnswer(q, text); choice != "" {
		return choice, true
	}
	if asksWhen(q) {
		day := understand.Day(text, t.understanding(), false)
		return day.Due.Day.String(), !day.Due.IsZero() && day.Sure >= understand.Sure && nothingBut(text, day.Span)
	}
	if !isAccountQuestion(q) {
		return "", false
	}
	found := understand.MatchAccount(text, t.understanding())
	if found.ID != "" && found.Sure >= understand.Sure && nothingBut(text, found.Span) {
		return "=" + string(found.ID), true
	}
	return "", false
}

// shortAnswer reads "yes", "no", "2", "today", and a day that was offered.
func (t *Turn) shortAnswer(q understand.Question, text string) string {
	said := func(key string) bool {
		return slices.ContainsFunc(t.Words.Any(key), func(word string) bool { return names.Fold(word) == names.Fold(text) })
	}
	offered := max(len(q.Candidates), len(q.People))
	switch {
	case said("ask.no_words"):
		return chooseCancel
	case said("ask.yes_words") && q.Kind == askOff:
		return chooseOff
	case said("ask.yes_words") && q.Kind == askFuture:
		return choosePlan
	case said("ask.yes_words") && offered == 1:
		return "0"
	case said("ask.yes_words") && q.Kind == understand.AskNewAccount && offered == 0:
		return chooseNew
	}
	if n, err := strconv.Atoi(text); err == nil && n >= 1 && (n <= offered || n <= len(q.Dates) && q.Kind != askFuture) {
		return strconv.Itoa(n - 1)
	}
	if len(q.Dates) == 0 {
		return ""
	}
	day := understand.Day(text, t.understanding(), q.Kind != askFuture)
	if day.Due.IsZero() || !nothingBut(text, day.Span) {
		return ""
	}
	if q.Kind == askFuture && day.Due.Day == t.Today() {
		return chooseToday
	}
	if i := slices.IndexFunc(q.Dates, func(d sales.Due) bool { return d.Day == day.Due.Day }); i >= 0 && q.Kind != askFuture {
		return strconv.Itoa(i)
	}
	return ""
}

// typedName takes a text that may be the name of an account nobody knows as the
// answer to "which account?": it is then asked whether to make it. The text is
// kept with what was told as well, as it may have been a remark.
func (t *Turn) typedName(tl *telling, p part) bool {
	a := tl.Asking
	q := &a.Questions[0]
	if q.Kind != understand.AskAccount || q.Said != "" || len(q.Candidates) > 0 || len([]rune(p.Text)) > mostNameChars || strings.ContainsAny(p.Text, ",，.。:：;；!！?？\n") {
		return false
	}
	if r := t.readAfter(p.Text, "").Reading; r.Intent != understand.IntentNone || r.Courtesy != "" || r.Correction != nil {
		return false
	}
	q.Kind, q.Said = understand.AskNewAccount, p.Text
	eachAccount(a.Parts, func(r *understand.AccountReading) {
		if r.ID == "" && r.Said == "" {
			r.Said = p.Text
		}
	})
	return true
}

// isTypedName reports that a question is about a name that was typed as an answer.
func isTypedName(a *asking, q understand.Question) bool {
	return q.Kind == understand.AskNewAccount && len(a.Parts) > 1 && slices.ContainsFunc(a.Parts[1:], func(p part) bool { return p.Text == q.Said })
}

// nothingBut reports that a text is only what stands at the span.
func nothingBut(text string, at understand.Span) bool {
	if at.From < 0 || at.To > len(text) || at.From >= at.To {
		return false
	}
	return names.Plain(text[:at.From]+text[at.To:]) == ""
}
