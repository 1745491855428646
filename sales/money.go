package sales

import (
	"fmt"
	"strings"
)

// Currency is an ISO 4217 code, "CNY".
type Currency string

// Digits is how many digits the currency's minor unit has (ISO 4217): fen and
// cents two, yen none. An unknown currency has two.
func (c Currency) Digits() int {
	switch c {
	case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF":
		return 0
	case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND":
		return 3
	}
	return 2
}

// Money is an exact amount in minor units (fen, cents; yen have none) of one currency.
type Money struct {
	Minor    int64    `json:"minor"`
	Currency Currency `json:"currency"`
}

// Plain writes the amount as somebody could type it: "120000 CNY", "12.5 EUR".
func (m Money) Plain() string {
	return decimals(m.Minor, m.Currency.Digits()) + " " + string(m.Currency)
}

// decimals writes minor units with a point, without zeros at the end.
func decimals(minor int64, digits int) string {
	sign := ""
	if minor < 0 {
		sign, minor = "-", -minor
	}
	text := fmt.Sprintf("%0*d", digits+1, minor)
	whole, part := text[:len(text)-digits], strings.TrimRight(text[len(text)-digits:], "0")
	if part != "" {
		whole += "." + part
	}
	return sign + whole
}
