package commands

import (
	"cmp"
	"strconv"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"

	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
	"roundsman/sales/names"
)

// splitAnswers reads several answers in one message: each begins a line, or a
// sentence, with its question's short name or number: "Results: 2 orders. Help:
// none", "1. 两个订单\n3. 没有". Nothing if none does; what stands before the first
// is none of them, and then neither is the rest.
func splitAnswers(text string, questions []sales.ReportQuestion) []typedReportAnswer {
	var all []typedReportAnswer
	numbered := 0
	for _, piece := range answerPieces(text) {
		q, rest, byNumber, ok := questionCalled(piece, questions)
		switch {
		case ok:
			all = append(all, typedReportAnswer{q, sales.ReportAnswer{Question: q.ID, Text: rest}})
			if byNumber {
				numbered++
			}
		case len(all) == 0:
			return nil
		default:
			last := &all[len(all)-1].Answer
			last.Text = rejoined(text, last.Text, piece)
		}
	}
	if numbered == len(all) && len(all) < 2 && !strings.Contains(text, "\n") && numbered > 0 && !strings.HasPrefix(text, "#") {
		if _, err := strconv.Atoi(strings.TrimSpace(text)); err == nil || !numberThenText(text) {
			return nil
		}
	}
	kept := all[:0]
	for _, a := range all {
		if a.Answer.Text != "" {
			kept = append(kept, a)
		}
	}
	return kept
}

// rejoined puts two pieces together again as they stood in the text.
func rejoined(text, before, piece string) string {
	for _, between := range []string{" ", ""} {
		if joined := before + between + piece; strings.Contains(text, joined) {
			return joined
		}
	}
	return strings.TrimSpace(before + "\n" + piece)
}

// numberThenText: "2: none", "2、没有" and not "2.5 million" or "2 orders".
func numberThenText(text string) bool {
	i := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsDigit(r) })
	return i > 0 && strings.ContainsRune(":：、)）", firstRune(text[i:]))
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

// answerPieces cuts a text at line breaks, and where a sentence ends.
func answerPieces(text string) []string {
	var pieces []string
	start := 0
	cut := func(to int) {
		if piece := strings.TrimSpace(text[start:to]); piece != "" {
			pieces = append(pieces, piece)
		}
		start = to
	}
	for i, r := range text {
		end := i + len(string(r))
		switch {
		case r == '\n', strings.ContainsRune("。；;！", r):
			cut(end)
		case strings.ContainsRune(".!?", r) && end < len(text) && unicode.IsSpace(firstRune(text[end:])) && !endsInNumber(text[start:i]):
			cut(end)
		}
	}
	cut(len(text))
	return pieces
}

// endsInNumber: the point behind "1." at the beginning of a piece ends no sentence.
func endsInNumber(piece string) bool {
	_, err := strconv.Atoi(strings.TrimSpace(piece))
	return err == nil
}

// questionCalled finds the question that a piece begins with, and what follows.
func questionCalled(piece string, questions []sales.ReportQuestion) (q sales.ReportQuestion, rest string, byNumber, ok bool) {
	head, rest, found := cutAnyRune(piece, ":：")
	if found {
		for _, q := range questions {
			if isQuestion(q, head) {
				return q, strings.TrimSpace(rest), false, true
			}
		}
	}
	digits := strings.IndexFunc(piece, func(r rune) bool { return !unicode.IsDigit(r) })
	if digits < 1 || digits > 2 {
		return q, "", false, false
	}
	after := piece[digits:]
	mark := firstRune(after)
	after = after[len(string(mark)):]
	if !strings.ContainsRune(".:：、)）", mark) || mark == '.' && !unicode.IsSpace(firstRune(after)) {
		return q, "", false, false
	}
	n, err := strconv.Atoi(piece[:digits])
	if err != nil || n < 1 || n > len(questions) {
		return q, "", false, false
	}
	return questions[n-1], strings.TrimSpace(after), true, true
}

func isQuestion(q sales.ReportQuestion, said string) bool {
	said = names.Fold(said)
	if said == "" {
		return false
	}
	if said == names.Fold(q.ID) {
		return true
	}
	for _, p := range append(append([]sales.Phrase{}, q.Name...), q.Text...) {
		if said == names.Fold(p.Text) {
			return true
		}
	}
	return false
}

func cutAnyRune(s, any string) (before, after string, found bool) {
	i := strings.IndexAny(s, any)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(string(firstRune(s[i:]))):], true
}

// choiceTyped is the choice that a text names, in any language, or by its number.
func choiceTyped(q sales.ReportQuestion, text string) (sales.ReportAnswer, bool) {
	said := names.Fold(text)
	for i, c := range q.Choices {
		if said != "" && (said == names.Fold(c.ID) || said == strconv.Itoa(i+1)) {
			return sales.ReportAnswer{Question: q.ID, Choice: c.ID, Text: text}, true
		}
		for _, p := range c.Text {
			if said != "" && said == names.Fold(p.Text) {
				return sales.ReportAnswer{Question: q.ID, Choice: c.ID, Text: text}, true
			}
		}
	}
	return sales.ReportAnswer{}, false
}

// readAnswer reads an answer by the kind of its question; what cannot be read is
// refused with what to write instead. ours is the currency of amounts that name none.
func readAnswer(q sales.ReportQuestion, a sales.ReportAnswer, ours sales.Currency) (sales.ReportAnswer, error) {
	a.Text = present.Cut(a.Text, mostAnswerChars)
	if a.Text == "" || a.Choice != "" {
		return a, nil
	}
	switch q.Kind {
	case sales.QuestionChoice:
		chosen, ok := choiceTyped(q, a.Text)
		if !ok {
			return a, sales.Refuse(sales.Invalid, "refused.report_choice", "said", present.Short(a.Text, 40))
		}
		chosen.Sources = a.Sources
		return chosen, nil
	case sales.QuestionNumber:
		n, ok := numberTyped(a.Text)
		if !ok {
			return a, sales.Refuse(sales.Invalid, "refused.report_number", "said", present.Short(a.Text, 40))
		}
		a.Number = n
	case sales.QuestionMoney:
		m, err := moneyTyped(a.Text, cmp.Or(q.Currency, ours))
		if err != nil {
			return a, err
		}
		a.Money = &m
	case sales.QuestionText:
	}
	return a, nil
}

const mostAnswerChars = 4000

func numberTyped(text string) (string, bool) {
	if n, ok := countWords[names.Fold(text)]; ok {
		return n, true
	}
	amount, ok := understand.Amount(text)
	if !ok || amount.Percent {
		return "", false
	}
	return amount.Value.String(), true
}

// countWords are small numbers in words, which are no amounts elsewhere.
var countWords = map[string]string{
	"none": "0", "nothing": "0", "zero": "0", "no": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
	"没有": "0", "无": "0", "零": "0", "一": "1", "一个": "1", "两": "2", "两个": "2", "二": "2", "三": "3", "三个": "3", "四": "4", "四个": "4", "五": "5", "五个": "5",
}

func moneyTyped(text string, ours sales.Currency) (sales.Money, error) {
	amount, ok := understand.Amount(text)
	if n, none := countWords[names.Fold(text)]; none && n == "0" {
		amount.Value, ok = decimal.Zero, true
	}
	if !ok || amount.Percent {
		return sales.Money{}, sales.Refuse(sales.Invalid, "refused.report_money", "said", present.Short(text, 40))
	}
	currency := cmp.Or(amount.Currency, ours)
	if currency == "" {
		return sales.Money{}, sales.Refuse(sales.Invalid, "refused.report_currency", "said", present.Short(text, 40))
	}
	minor := amount.Value.Shift(int32(currency.Digits())) //nolint:gosec // at most 3
	if !minor.IsInteger() || minor.Abs().GreaterThan(decimal.New(1, 17)) {
		return sales.Money{}, sales.Refuse(sales.Invalid, "refused.report_money", "said", present.Short(text, 40))
	}
	return sales.Money{Minor: minor.IntPart(), Currency: currency}, nil
}
