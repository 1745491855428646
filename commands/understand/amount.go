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
	"inr": "INR", "krw": "KRW", "韩元": "KRW", "aud": "AUD", "cad": "CAD", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "pln": "PLN", "czk": "CZK", "twd": "TWD", "台币": "TWD", "hk$": "HKD", "s$": "SGD", "nt$": "TWD", "a$": "AUD", "c$": "CAD", "r$": "BRL", "nz$": "NZD", "nzd": "NZD", "₹": "INR", "₩": "KRW", "zł": "PLN", "rub": "RUB", "mxn": "MXN", "thb": "THB", "圆": "CNY", "刀": "USD", "franken": "CHF", "francs": "CHF", "aed": "AED", "brl": "BRL", "try": "TRY",
}

// minusSigns are the ways a minus is typed: hyphen, minus, dash, full-width hyphen.
const minusSigns = "-−–－"

// multiples follow a number and multiply it, as powers of ten.
var multiples = map[string]int32{
	"k": 3, "thousand": 3, "grand": 3, "tsd": 3, "m": 6, "mn": 6, "mio": 6, "mm": 6, "million": 6, "millions": 6, "bn": 9, "billion": 9, "mrd": 9, "b": 9,
	"w": 4,
}

// Amount reads the first amount in a text: 12万, 1.2亿, 十二万五, 12.500,50, 1,234.50,
// USD 30k, 30 grand, two hundred thousand; shares as percentages: 5%, 3个点, 百分之五,
// and a discount as what is left to pay: 八五折 is 85%. "1.234" and "1,234" are thousands, since prices rarely have three
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
	if a, ok := s.hanShare(i); ok {
		return a, true
	}
	value, to, sure, ok := s.decimalAt(i)
	if !ok {
		return AmountReading{}, false
	}
	a := AmountReading{Value: value, Sure: sure}
	to, a.Value = s.multipliedBy(to, a.Value)
	to = s.share(&a, to)
	from := i
	if to+1 < len(s.words) && s.words[to].text == "." && !s.words[to].gap && s.words[to-1].kind == letters { // Mio. €
		if _, k := s.currencyAt(to + 1); k > to+1 {
			to++
		}
	}
	if c, k := s.currencyAt(to); k > to {
		a.Currency, to = c, k
	} else if c, k := s.currencyBefore(i); k < i {
		a.Currency, from = c, k
	}
	if a.Currency != "" && sure > 0 { // money has no three decimals
		a.Sure = max(a.Sure, 0.9)
	}
	if from > 0 && among(s.words[from-1].text, minusSigns) && !s.words[from].gap && (from == 1 || s.words[from-1].gap) {
		a.Value, from = a.Value.Neg(), from-1
	}
	s.place(&a, from, to)
	return a, true
}

func (s *script) place(a *AmountReading, from, to int) {
	a.Said, a.Span = s.said(s.words[from].from, s.words[to-1].to), s.span(s.words[from].from, s.words[to-1].to)
}

// share takes what makes a percentage of the number before it.
func (s *script) share(a *AmountReading, to int) int {
	for n := 4; n >= 1; n-- {
		if to+n > len(s.words) {
			continue
		}
		switch s.folded(to, to+n) {
		case "%", "％", "percent", "per cent", "pct", "prozent", "个点", "个百分点", "百分点":
			a.Percent = true
			return to + n
		case "‰":
			a.Percent, a.Value = true, a.Value.Shift(-1)
			return to + n
		case "折":
			a.Percent = true
			for a.Value.LessThan(decimal.NewFromInt(10)) && a.Value.IsPositive() {
				a.Value = a.Value.Shift(1)
			}
			return to + n
		case "成":
			a.Percent, a.Value = true, a.Value.Shift(1)
			return to + n
		}
	}
	return to
}

// hanShare: 百分之五, 千分之三.
func (s *script) hanShare(i int) (AmountReading, bool) {
	shift := int32(0)
	switch s.folded(i, i+3) {
	case "百分之":
	case "千分之":
		shift = -1
	default:
		return AmountReading{}, false
	}
	if i+3 >= len(s.words) {
		return AmountReading{}, false
	}
	a := AmountReading{Percent: true, Sure: 0.95}
	value, to := s.hanAmount(&hanSum{}, i+3)
	if s.words[i+3].kind == digits {
		var ok bool
		if value, to, a.Sure, ok = s.digitsAt(i + 3); !ok {
			return AmountReading{}, false
		}
	}
	if to == i+3 {
		return AmountReading{}, false
	}
	a.Value = value.Shift(shift)
	s.place(&a, i, to)
	return a, true
}

// decimalAt reads digits with separators, or a number in words that is large or
// followed by a currency.
func (s *script) decimalAt(i int) (decimal.Decimal, int, float64, bool) {
	switch w := s.words[i]; w.kind {
	case han:
		return s.hanDecimalAt(i)
	case letters:
		value, to, ok := s.englishAmount(i)
		return value, to, 0.9, ok
	case digits:
		if i > 0 && !w.gap && s.words[i-1].kind == letters && currencies[s.words[i-1].text] == "" {
			return decimal.Zero, i, 0, false
		}
		return s.digitsAt(i)
	default:
		return decimal.Zero, i, 0, false
	}
}

// hanDecimalAt: 三十万, 两百, 十二万五, and what is not large before 元 or 折.
func (s *script) hanDecimalAt(i int) (decimal.Decimal, int, float64, bool) {
	h := &hanSum{}
	value, to := s.hanAmount(h, i)
	if to == i || !s.isHanDigit(i) && s.words[i].text != "十" {
		return decimal.Zero, i, 0, false
	}
	large := value.GreaterThanOrEqual(decimal.NewFromInt(100)) && h.units > 0
	_, money := s.currencyAt(to)
	if a := (AmountReading{}); !large && money == to && s.share(&a, to) == to {
		return decimal.Zero, i, 0, false
	}
	return value, to, 0.9, true
}

func (s *script) digitsAt(i int) (decimal.Decimal, int, float64, bool) {
	to := i + 1
	groups, marks := []string{s.words[i].text}, []string(nil)
	for to+1 < len(s.words) && s.words[to+1].kind == digits && !s.words[to].gap && !s.words[to+1].gap && among(s.words[to].text, ".,'’") {
		marks, groups = append(marks, s.words[to].text), append(groups, s.words[to+1].text)
		to += 2
	}
	if len(marks) == 0 {
		groups, marks, to = s.spaced(i, groups)
	}
	plain, sure := unseparated(groups, marks)
	value, err := decimal.NewFromString(plain)
	if err != nil || len(plain) > 30 {
		return decimal.Zero, i, 0, false
	}
	if to+1 < len(s.words) && among(s.words[to].text, ",.") && among(s.words[to+1].text, "-–—") && !s.words[to].gap && !s.words[to+1].gap { // 12.500,-
		return value, to + 2, 0.95, true
	}
	return value, to, sure, true
}

// spaced reads thousands with spaces between them, 12 500,50 EUR, where money is
// named before or after.
func (s *script) spaced(i int, groups []string) (all, marks []string, to int) {
	to = i + 1
	all = groups
	if len(groups[0]) > 3 {
		return groups, nil, to
	}
	for to < len(s.words) && s.words[to].kind == digits && s.words[to].gap && len(s.words[to].text) == 3 {
		all, marks = append(all, s.words[to].text), append(marks, " ")
		to++
	}
	if len(marks) > 0 && to+1 < len(s.words) && among(s.words[to].text, ".,") && s.words[to+1].kind == digits && !s.words[to].gap && !s.words[to+1].gap {
		all, marks = append(all, s.words[to+1].text), append(marks, s.words[to].text)
		to += 2
	}
	_, after := s.currencyAt(to)
	_, before := s.currencyBefore(i)
	if len(marks) == 0 || after == to && before == i {
		return groups, nil, i + 1
	}
	return all, marks, to
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
	if last == " " {
		return whole + tail, 0.95
	}
	switch {
	case mixed, len(marks) == 1 && (len(tail) != 3 || groups[0] == "0"):
		return whole + "." + tail, 0.95
	case len(marks) == 1: // 1.234: thousands, probably
		return whole + tail, 0.8
	}
	return whole + tail, 0.95
}

func (s *script) multipliedBy(to int, value decimal.Decimal) (int, decimal.Decimal) {
	if to < len(s.words) && hanUnits[s.words[to].text] > 1 && !s.words[to].gap && !s.isHanNumber(to) {
		sum, end := s.hanAmount(&hanSum{num: value, digit: true}, to)
		return end, sum
	}
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

// isHanNumber: the unit at i was already part of a number in Chinese.
func (s *script) isHanNumber(i int) bool { return i > 0 && s.words[i-1].kind == han }
