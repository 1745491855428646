package understand

import "github.com/shopspring/decimal"

var hanUnits = map[string]int32{"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}

// hanSum adds up a number that is written with 十, 百, 千, 万 and 亿, its digits in
// Chinese or not: 两百万, 一千二百万, 3千5, 1.2亿.
type hanSum struct {
	above   decimal.Decimal // what 万 and 亿 have multiplied already
	section decimal.Decimal // below the next 万
	num     decimal.Decimal
	digit   bool  // num holds digits that no unit has taken yet
	unit    int32 // of the digits before, as a power of ten
	units   int
}

func (h *hanSum) multiply(power int32) {
	if power < 4 {
		if !h.digit {
			h.num = decimal.NewFromInt(1)
		}
		h.section = h.section.Add(h.num.Shift(power))
	} else {
		h.section = h.section.Add(h.num)
		if h.above.IsZero() || h.unit >= 4 && h.unit < power {
			h.above = h.above.Add(h.section).Shift(power)
		} else {
			h.above = h.above.Add(h.section.Shift(power))
		}
		h.section = decimal.Zero
	}
	h.num, h.digit, h.unit = decimal.Zero, false, power
	h.units++
}

// total takes a last digit without a unit for the unit below: 十二万五 is 125,000.
func (h *hanSum) total() decimal.Decimal {
	rest := h.num
	if h.digit && h.unit >= 2 && rest.LessThan(decimal.NewFromInt(10)) {
		rest = rest.Shift(h.unit - 1)
	}
	return h.above.Add(h.section).Add(rest)
}

// hanAmount reads on from a number already read (or none) while units follow.
func (s *script) hanAmount(h *hanSum, i int) (decimal.Decimal, int) {
	j := i
	for ; j < len(s.words); j++ {
		w := s.words[j]
		if j > i && w.gap {
			break
		}
		if power, ok := hanUnits[w.text]; ok && (h.digit || power < 4 && !s.anyDigit(h) || h.units > 0 && power >= 4) {
			h.multiply(power)
			continue
		}
		if d, ok := hanDigits[w.text]; ok && !(h.digit && h.units > 0) {
			if w.text == "零" || w.text == "〇" {
				h.unit = 0 // what follows is said in full
			}
			h.num, h.digit = h.num.Shift(1).Add(decimal.NewFromInt(int64(d))), h.digit || d > 0 || h.units == 0
			continue
		}
		if w.text == "点" && h.digit && h.unit <= 1 && j+1 < len(s.words) && s.isHanDigit(j+1) {
			j = s.hanDecimals(h, j+1) - 1
			continue
		}
		if w.kind == digits && len(w.text) == 1 && h.units > 0 && !h.digit && !s.countsAfter(j+1) {
			h.num, h.digit = decimal.NewFromInt(int64(atoi(w.text))), true
			continue
		}
		break
	}
	return h.total(), j
}

func (s *script) anyDigit(h *hanSum) bool { return h.digit || h.units > 0 }

func (s *script) isHanDigit(j int) bool { _, ok := hanDigits[s.words[j].text]; return ok }

func (s *script) hanDecimals(h *hanSum, j int) int {
	for power := int32(-1); j < len(s.words) && s.isHanDigit(j); j++ {
		h.num = h.num.Add(decimal.New(int64(hanDigits[s.words[j].text]), power))
		power--
	}
	return j
}

// countsAfter: the digit before counts something of its own: 12万3年付清.
func (s *script) countsAfter(j int) bool {
	return j < len(s.words) && !s.words[j].gap && (among(s.words[j].text, "年月日号天周点个台套次.,:/-%") || s.words[j].kind == digits)
}

var englishUnits = map[string]int32{"hundred": 2, "thousand": 3, "grand": 3, "k": 3, "million": 6, "mio": 6, "billion": 9}

// englishAmount reads two hundred thousand, a million, half a million; with no
// unit of its own it takes a currency after it.
func (s *script) englishAmount(i int) (value decimal.Decimal, to int, ok bool) {
	total, current, units, any := decimal.Zero, decimal.Zero, 0, false
	j := i
	for j < len(s.words) && s.words[j].kind == letters {
		t := s.words[j].text
		if power, ok := englishUnits[t]; ok && any {
			if units++; power == 2 {
				current = current.Shift(2)
			} else {
				total, current = total.Add(current.Shift(power)), decimal.Zero
			}
			j++
			continue
		}
		n, end := s.englishNumber(j, i)
		if end == j {
			if t != "and" || !any || j+1 >= len(s.words) {
				break
			}
			if _, end := s.englishNumber(j+1, i); end == j+1 {
				break
			}
			j++
			continue
		}
		current, any, j = current.Add(n), true, end
	}
	_, money := s.currencyAt(j)
	return total.Add(current), j, any && (units > 0 || money > j)
}

// englishNumber reads one number below a hundred; "a" counts only before a unit.
func (s *script) englishNumber(j, from int) (decimal.Decimal, int) {
	if s.folded(j, j+2) == "half a" && j == from {
		return decimal.New(5, -1), j + 2
	}
	if t := s.words[j].text; t == "a" || t == "an" {
		if j == from && j+1 < len(s.words) && englishUnits[s.words[j+1].text] > 1 {
			return decimal.NewFromInt(1), j + 1
		}
		return decimal.Zero, j
	}
	l := s.latinLex(j)
	if n, ok := l.is(cNumber); ok && l.text != "couple of" && l.text != "a couple" {
		return decimal.NewFromInt(int64(n.n)), l.to
	}
	return decimal.Zero, j
}
