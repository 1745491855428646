package understand

import (
	"strings"

	"github.com/shopspring/decimal"

	"roundsman/sales"
)

// AmountReading is a number, an amount of money or a percentage in a text.
type AmountReading struct {
	Said     string
	Span     Span
	Value    decimal.Decimal // a percentage as said: 5 for 5%
	Currency sales.Currency  // ISO 4217, empty if not said
	Percent  bool
	Sure     float64 // below Sure if the separators could be read in two ways
}

// currencies are the words and signs of money. ¥ and 元 are yuan: yen are said
// as JPY or 日元. $ is the dollar of the United States.
var currencies = map[string]sales.Currency{
	"$": "USD", "usd": "USD", "us$": "USD", "dollar": "USD", "dollars": "USD", "美元": "USD", "美金": "USD", "bucks": "USD",
	"€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "欧元": "EUR",
	"£": "GBP", "gbp": "GBP", "pound": "GBP", "pounds": "GBP", "英镑": "GBP",
	"¥": "CNY", "cny": "CNY", "rmb": "CNY", "元": "CNY", "块": "CNY", "块钱": "CNY", "人民币": "CNY", "yuan": "CNY", "kuai": "CNY",
	"jpy": "JPY", "yen": "JPY", "日元": "JPY", "日圆": "JPY", "chf": "CHF", "hkd": "HKD", "港币": "HKD", "港元": "HKD", "sgd": "SGD",
	"inr": "INR", "krw": "KRW", "韩元": "KRW", "aud": "AUD", "cad": "CAD", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "pln": "PLN", "czk": "CZK", "twd": "TWD", "台币": "TWD", "aed": "AED", "brl": "BRL", "try": "TRY",
}

// multiples follow a number and multiply it, as powers of ten.
var multiples = map[string]int32{
	"k": 3, "thousand": 3, "tsd": 3, "m": 6, "mn": 6, "mio": 6, "mm": 6, "million": 6, "millions": 6, "bn": 9, "billion": 9, "mrd": 9, "b": 9,
	"十": 1, "百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "百亿": 10, "千亿": 11, "万亿": 12, "十万": 5, "十亿": 9, "w": 4,
}

// Amount reads the first amount in a text: 12万, 1.2亿, 12.500,50, 1,234.50,
// USD 30k, 5%. "1.234" and "1,234" are thousands, since prices rarely have three
// decimals; the confidence is then below Sure unless a currency or the other
// separator settles it.
func Amount(text string) (AmountReading, bool) {
	s := newScript(text)
	for i := range s.words {
		if a, ok := s.amountAt(i); ok {
			return a, true
		}
	}
	return AmountReading{}, false
}

func (s *script) amountAt(i int) (AmountReading, bool) {
	value, to, sure, ok := s.decimalAt(i)
	if !ok {
		return AmountReading{}, false
	}
	a := AmountReading{Value: value, Sure: sure}
	if to, a.Value = s.multipliedBy(to, a.Value); to < len(s.words) && s.words[to].text == "%" {
		a.Percent, to = true, to+1
	}
	from := i
	if c, k := s.currencyAt(to); k > to {
		a.Currency, to = c, k
	} else if c, k := s.currencyBefore(i); k < i {
		a.Currency, from = c, k
	}
	if from > 0 && s.words[from-1].text == "-" && !s.words[from].gap && (from == 1 || s.words[from-1].gap) {
		a.Value, from = a.Value.Neg(), from-1
	}
	a.Said, a.Span = s.said(s.words[from].from, s.words[to-1].to), s.span(s.words[from].from, s.words[to-1].to)
	return a, true
}

// decimalAt reads digits with separators, or a number in Chinese before 万 or 元.
func (s *script) decimalAt(i int) (decimal.Decimal, int, float64, bool) {
	w := s.words[i]
	if w.kind == han {
		n, to := s.hanNumber(i)
		if to == i || to >= len(s.words) || multiples[s.words[to].text] < 3 && currencies[s.words[to].text] == "" {
			return decimal.Zero, i, 0, false
		}
		return decimal.NewFromInt(int64(n)), to, 0.9, true
	}
	if w.kind != digits || i > 0 && !w.gap && s.words[i-1].kind == letters && currencies[s.words[i-1].text] == "" {
		return decimal.Zero, i, 0, false
	}
	to := i + 1
	var groups, marks []string
	groups = append(groups, w.text)
	for to+1 < len(s.words) && s.words[to+1].kind == digits && !s.words[to].gap && !s.words[to+1].gap && among(s.words[to].text, ".,'") {
		marks, groups = append(marks, s.words[to].text), append(groups, s.words[to+1].text)
		to += 2
	}
	plain, sure := unseparated(groups, marks)
	value, err := decimal.NewFromString(plain)
	if err != nil || len(plain) > 30 {
		return decimal.Zero, i, 0, false
	}
	return value, to, sure, true
}

// unseparated decides which mark separates thousands and which decimals: the
// last one is decimal if it differs from those before, or if it does not lead
// three digits.
func unseparated(groups, marks []string) (string, float64) {
	if len(marks) == 0 {
		return groups[0], 0.95
	}
	last := marks[len(marks)-1]
	tail := groups[len(groups)-1]
	mixed := false
	for _, m := range marks[:len(marks)-1] {
		mixed = mixed || m != last
	}
	whole := strings.Join(groups[:len(groups)-1], "")
	switch {
	case mixed, len(marks) == 1 && (len(tail) != 3 || groups[0] == "0"):
		return whole + "." + tail, 0.95
	case len(marks) == 1: // 1.234: thousands, probably
		return whole + tail, 0.8
	}
	return whole + tail, 0.95
}

func (s *script) multipliedBy(to int, value decimal.Decimal) (int, decimal.Decimal) {
	for n := 2; n >= 1; n-- {
		if to+n > len(s.words) {
			continue
		}
		word := s.folded(to, to+n)
		power, ok := multiples[word]
		if !ok || len(word) <= 2 && word[0] < 0x80 && (s.words[to].gap && word != "k" && word != "mn" && word != "bn") {
			continue
		}
		return to + n, value.Shift(power)
	}
	return to, value
}

func (s *script) currencyAt(i int) (sales.Currency, int) {
	for n := 3; n >= 1; n-- {
		if i+n <= len(s.words) && s.words[min(i+n-1, len(s.words)-1)].kind != newline {
			if c, ok := currencies[s.folded(i, i+n)]; ok {
				return c, i + n
			}
		}
	}
	return "", i
}

func (s *script) currencyBefore(i int) (sales.Currency, int) {
	for n := 3; n >= 1; n-- {
		if i-n >= 0 {
			if c, ok := currencies[s.folded(i-n, i)]; ok {
				return c, i - n
			}
		}
	}
	return "", i
}
