package sales

import (
	"cmp"
	"slices"
)

// Purse is money of several currencies, which are never added to each other
// (handbook section 5): one exact amount each, by currency. The zero Purse is empty.
type Purse []Money

// With is the purse with an amount more.
func (p Purse) With(m Money) Purse {
	at, found := slices.BinarySearchFunc(p, m.Currency, func(in Money, c Currency) int { return cmp.Compare(in.Currency, c) })
	all := slices.Clone(p)
	if found {
		all[at].Minor += m.Minor
		return all
	}
	return slices.Insert(all, at, m)
}

// In is what the purse holds of one currency.
func (p Purse) In(c Currency) Money {
	for _, m := range p {
		if m.Currency == c {
			return m
		}
	}
	return Money{Currency: c}
}

// First is the purse with one currency before the others, as a report shows it.
func (p Purse) First(c Currency) Purse {
	all := slices.Clone(p)
	slices.SortStableFunc(all, func(a, b Money) int {
		return cmp.Compare(rank(a, c), rank(b, c))
	})
	return all
}

func rank(m Money, first Currency) int {
	if m.Currency == first {
		return 0
	}
	return 1
}
