package locale

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
	"golang.org/x/text/language"

	"roundsman/sales"
)

// Money is an exact amount: "CNY 120,000", 12万元. Decimals are shown only if
// there are any.
func (p Printer) Money(m sales.Money) string {
	amount := decimal.New(m.Minor, 0).Shift(-int32(m.Currency.Digits())) //nolint:gosec // at most 3
	key := "money." + string(m.Currency)
	if !p.Has(key) {
		key = "money.other"
	}
	return p.own(key, "amount", p.amount(amount, m.Currency.Digits()), "currency", string(m.Currency))
}

// amount writes a number with all its digits. Languages that count in tens of
// thousands (万) and hundreds of millions (亿) do so when at most two decimals
// are left: 12.5万, but 123,456.
func (p Printer) amount(n decimal.Decimal, digits int) string {
	if p.countsInMyriads() {
		for _, unit := range []struct {
			zeros int32
			name  string
		}{{8, "亿"}, {4, "万"}} {
			short := n.Shift(-unit.zeros)
			if short.Abs().GreaterThanOrEqual(decimal.New(1, 0)) && short.Equal(short.Truncate(2)) {
				return group(short.String()) + unit.name
			}
		}
	}
	if n.IsInteger() {
		return group(n.String())
	}
	return group(n.StringFixed(int32(digits))) //nolint:gosec // at most 3
}

func (p Printer) countsInMyriads() bool {
	base, _ := language.Make(p.Language).Base()
	return base.String() == "zh"
}

// group puts commas between thousands: 1,234,567.80.
func group(number string) string {
	whole, fraction, _ := strings.Cut(number, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if fraction != "" {
		whole += "." + fraction
	}
	return sign + whole
}

// Number is a whole number with its thousands grouped: 12,000.
func (p Printer) Number(n int) string { return group(strconv.Itoa(n)) }
