package understand

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"roundsman/sales"
)

// DealingReading is an order or a payment as somebody told it: "Acme 120,000 CNY
// compressors margin 12%", 华为 昨天 12万 压缩机 毛利12%.
type DealingReading struct {
	Account AccountReading
	Amount  *AmountReading // nil: none was said
	Margin  *AmountReading // a share or an amount; nil: none was said
	Day     DayReading     // zero: none was said
	Line    string         // what is left: the product line
}

// marginWords lead or follow a margin, the longest first.
var marginWords = []string{"gross margin", "gross profit", "margin", "profit", "gm", "毛利率", "毛利润", "毛利额", "毛利", "利润率", "利润"}

// dealingLinks tie the parts of a dealing together and say nothing by themselves.
var dealingLinks = []string{
	"for", "of", "on", "from", "with", "at", "by", "in", "and", "a", "an", "is", "worth", "paid", "ordered", "bought", "received", "collected",
	"we", "i", "they", "us", "me", "got", "have", "has", "just", "their", "transferred", "wired", "won", "landed", "placed", "order", "payment",
	"买了", "订了", "下单", "下了", "订购", "采购", "付了", "付款", "到账", "收到", "回款", "订单", "金额", "共", "打款", "汇款", "转账", "到帐", "进账", "收款", "拿下", "签下", "签了", "成交", "给我们", "给我", "我们", "了", "的", "是", "为", "在", "于", "来自",
}

// Dealing reads what follows the word "order" or "payment". The account comes
// first, or wherever its name is clear; the margin beside its word; the amount is
// the one with a currency, else the largest; what is left is the product line.
func Dealing(text string, c Context) DealingReading {
	r := DealingReading{}
	rest := r.takeMargin(text)
	rest = r.takeMoney(rest)
	rest = r.takeAccount(rest, c)
	rest = r.takeDay(rest, c)
	if r.Amount == nil {
		rest = r.takeNumber(rest)
	}
	r.Line = unlinked(rest)
	return r
}

// blank cuts a piece out of a text and leaves a mark that nothing is read across.
func blank(text string, s Span) string { return text[:s.From] + " , " + text[s.To:] }

// takeMargin takes "margin 12%", "12% margin", 毛利率12%, 毛利1.5万.
func (r *DealingReading) takeMargin(text string) string {
	s := newScript(text)
	for i := range s.words {
		n := s.marginWord(i)
		if n == 0 {
			continue
		}
		from, to := i, i+n
		for to < len(s.words) && slices.Contains([]string{":", "：", "of", "is", "=", "是", "为", "约", "about"}, s.words[to].text) {
			to++
		}
		if to < len(s.words) {
			if a, ok := s.amountAt(to); ok {
				r.Margin = &a
				return blank(text, Span{s.span(s.words[from].from, s.words[from].to).From, a.Span.To})
			}
		}
		if a, at, ok := s.amountEnding(i); ok && a.Percent {
			r.Margin = &a
			return blank(text, Span{s.span(s.words[at].from, s.words[at].to).From, s.span(s.words[from].from, s.words[from+n-1].to).To})
		}
	}
	return text
}

// marginWord is how many words of a margin begin at i, 0 for none.
func (s *script) marginWord(i int) int {
	for n := min(4, len(s.words)-i); n >= 1; n-- {
		if slices.Contains(marginWords, s.folded(i, i+n)) {
			return n
		}
	}
	return 0
}

// amountEnding is the amount that ends where word i begins.
func (s *script) amountEnding(i int) (AmountReading, int, bool) {
	for j := max(0, i-6); j < i; j++ {
		if a, ok := s.amountAt(j); ok && a.Span.To == s.span(s.words[i-1].from, s.words[i-1].to).To {
			return a, j, true
		}
	}
	return AmountReading{}, 0, false
}

// takeMoney takes the first amount that is money for sure: it has a currency, else
// it is counted in 万 or 亿.
func (r *DealingReading) takeMoney(text string) string {
	all := amountsIn(text)
	for _, sure := range []func(AmountReading) bool{
		func(a AmountReading) bool { return a.Currency != "" },
		func(a AmountReading) bool { return strings.ContainsAny(a.Said, "万亿萬億") },
	} {
		for _, a := range all {
			if sure(a) && !a.Percent {
				r.Amount = &a
				return blank(text, a.Span)
			}
		}
	}
	return text
}

// takeNumber takes the largest number for the amount.
func (r *DealingReading) takeNumber(text string) string {
	for _, a := range amountsIn(text) {
		if !a.Percent && (r.Amount == nil || a.Value.GreaterThan(r.Amount.Value)) {
			r.Amount = &a
		}
	}
	if r.Amount == nil {
		return text
	}
	return blank(text, r.Amount.Span)
}

// amountsIn are the amounts of a text, in its order.
func amountsIn(text string) []AmountReading {
	s := newScript(text)
	var all []AmountReading
	for i := range s.words {
		a, ok := s.amountAt(i)
		if ok && (len(all) == 0 || a.Span.From >= all[len(all)-1].Span.To) {
			all = append(all, a)
		}
	}
	return all
}

// mostNameWords is as far as an account's name is looked for.
const mostNameWords = 12

// takeAccount finds the account: the words that the text begins with, the longest
// run first, or anywhere a whole name. Without one, the first words are what was said.
func (r *DealingReading) takeAccount(text string, c Context) string {
	s := newScript(text)
	first := true
	for i, w := range s.words {
		if !nameable(s.words[i:i+1]) && w.kind != digits || slices.Contains(dealingLinks, w.text) {
			continue
		}
		if r.accountAt(s, i, c, first) {
			return blank(text, r.Account.Span)
		}
		first = false
	}
	span, said := firstWords(s, text)
	r.Account = AccountReading{Said: said, Span: span}
	return blank(text, span)
}

// accountAt takes the account whose name begins at word i. Only what the text
// begins with may be a part of a name, or doubtful.
func (r *DealingReading) accountAt(s *script, i int, c Context, first bool) bool {
	least := sureExact
	if first {
		least = Sure
	}
	for n := min(len(s.words)-i, mostNameWords); n >= 1; n-- {
		if !nameable(s.words[i : i+n]) {
			continue
		}
		span := s.span(s.words[i].from, s.words[i+n-1].to)
		found := MatchAccount(s.raw[span.From:span.To], c)
		found.Span = span
		switch {
		case found.ID != "" && found.Sure >= least:
			r.Account = found
			return true
		case first && len(found.Candidates) > 0:
			found.ID = ""
			r.Account = found
			return true
		}
	}
	return false
}

// nameable: a run of words could be a name: it is in one piece and not only a number.
// The sign of the amount that follows a name is none of it.
func nameable(words []word) bool {
	if among(words[len(words)-1].text, minusSigns) {
		return false
	}
	letter := false
	for _, w := range words {
		if among(w.text, ",，;；:：。!！?？") || w.kind == newline {
			return false
		}
		letter = letter || w.kind == letters || w.kind == han
	}
	return letter
}

// firstWords is what stands before the first mark or number.
func firstWords(s *script, text string) (Span, string) {
	from, to := -1, 0
	for _, w := range s.words {
		plain := !among(w.text, ",，;；:：。!！?？") && w.kind != newline && w.kind != digits
		span := s.span(w.from, w.to)
		if !plain || from < 0 && slices.Contains(dealingLinks, w.text) {
			if from >= 0 {
				break
			}
			continue
		}
		if from < 0 {
			from = span.From
		}
		to = span.To
	}
	if from < 0 {
		return Span{}, ""
	}
	return Span{from, to}, strings.TrimSpace(text[from:to])
}

// takeDay takes the day on which it was; a text without one leaves it zero.
func (r *DealingReading) takeDay(text string, c Context) string {
	day := Day(text, c, true)
	if day.Due.IsZero() || day.Span.To <= day.Span.From || day.Span.To > len(text) {
		return text
	}
	r.Day = day
	return blank(text, day.Span)
}

// unlinked is a text without marks and linking words at the ends of its parts.
func unlinked(text string) string {
	var parts []string
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(",，;；:：。\n", r) }) {
		part = strings.Join(strings.Fields(part), " ")
		for again := true; again && part != ""; {
			again = false
			for _, link := range dealingLinks {
				if trimmed, ok := cutLink(part, link); ok {
					part, again = trimmed, true
				}
			}
		}
		if part = strings.Trim(part, " .·-–—"); part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

func cutLink(text, link string) (string, bool) {
	isHan := link[0] >= 0x80
	low := strings.ToLower(text)
	if len(low) != len(text) {
		return text, false
	}
	if low == link {
		return "", true
	}
	sep := " "
	if isHan {
		sep = ""
	}
	if rest, ok := strings.CutPrefix(low, link+sep); ok {
		return strings.TrimSpace(text[len(text)-len(rest):]), true
	}
	if rest, ok := strings.CutSuffix(low, sep+link); ok {
		return strings.TrimSpace(text[:len(rest)]), true
	}
	return text, false
}

// Huge: the amount has more digits than money has, in any currency.
func (a AmountReading) Huge() bool { return a.Value.Abs().GreaterThan(decimal.New(1, 14)) }

// Minor is the amount in minor units of a currency; ok is false if it has more
// decimals than that, or more digits than money has.
func (a AmountReading) Minor(c sales.Currency) (minor int64, ok bool) {
	n := a.Value.Shift(int32(c.Digits())) //nolint:gosec // at most 3
	if !n.IsInteger() || n.Abs().GreaterThan(decimal.New(1, 18)) {
		return 0, false
	}
	return n.IntPart(), true
}

// HundredthsOfPercent is a share as sales.Margin has it; ok is false if it is finer.
func (a AmountReading) HundredthsOfPercent() (n int64, ok bool) {
	h := a.Value.Shift(2)
	if !h.IsInteger() || h.Abs().GreaterThan(decimal.New(1, 9)) {
		return 0, false
	}
	return h.IntPart(), true
}
