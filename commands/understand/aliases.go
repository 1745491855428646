package understand

import (
	"slices"
	"strings"

	"roundsman/sales"
	"roundsman/sales/names"
)

// WithAliases is a Book in which names of one's own lead to their account: keys
// are names.Plain of what is typed. account tells how one is displayed, false if
// it is no longer there. An account that is really called so is not hidden by
// such a name: then both are found.
func WithAliases(b Book, own map[string]sales.AccountID, account func(sales.AccountID) (Hit, bool)) Book {
	if len(own) == 0 {
		return b
	}
	a := &aliased{Book: b, own: own, account: account}
	for plain := range own {
		a.sorted = append(a.sorted, plain)
	}
	slices.Sort(a.sorted)
	return a
}

type aliased struct {
	Book
	own     map[string]sales.AccountID
	sorted  []string
	account func(sales.AccountID) (Hit, bool)
}

// Accounts implements Book.
func (a *aliased) Accounts(key string, prefix bool, limit int) []Hit {
	hits := a.Book.Accounts(key, prefix, limit)
	plain, whole := strings.CutPrefix(key, names.Whole)
	switch {
	case !whole:
		return hits
	case prefix:
		return slices.Concat(a.beginning(plain, limit), hits)
	}
	own, ok := a.hit(plain)
	if !ok {
		return hits
	}
	all := []Hit{own}
	for _, h := range hits {
		if h.Account != own.Account && names.Plain(h.Name) == plain {
			all = append(all, h)
		}
	}
	all[0].Mine = own.Mine && len(all) == 1 // between the two it is no reason
	return all
}

func (a *aliased) hit(plain string) (Hit, bool) {
	id, ok := a.own[plain]
	if !ok {
		return Hit{}, false
	}
	h, ok := a.account(id)
	h.Key = names.Whole + plain
	return h, ok
}

func (a *aliased) beginning(plain string, limit int) []Hit {
	var hits []Hit
	at, _ := slices.BinarySearch(a.sorted, plain)
	for ; at < len(a.sorted) && strings.HasPrefix(a.sorted[at], plain) && len(hits) < limit; at++ {
		if h, ok := a.hit(a.sorted[at]); ok {
			hits = append(hits, h)
		}
	}
	return hits
}

// AccountName implements AccountNamer as far as the book does.
func (a *aliased) AccountName(id sales.AccountID) string {
	if b, ok := a.Book.(AccountNamer); ok {
		return b.AccountName(id)
	}
	return ""
}
