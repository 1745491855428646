package commands

import (
	"cmp"
	"slices"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
	"roundsman/sales/names"
	"roundsman/storage"
)

// mostSuggested is how many choices are offered while somebody types.
const mostSuggested = 20

// suggestAccounts offers accounts by what is typed of their names, the person's
// own first, and a new one of that name.
func suggestAccounts(l *Look, typed string) ([]card.Option, error) {
	typed = strings.Join(strings.Fields(typed), " ")
	if typed == "" {
		return l.ownAccounts()
	}
	hits := l.accountsLike(typed)
	slices.SortStableFunc(hits, func(a, b understand.Hit) int { return -compareBool(a.Mine, b.Mine) })
	var options []card.Option
	exact := false
	for _, h := range hits[:min(len(hits), mostSuggested)] {
		exact = exact || names.Plain(h.Name) == names.Plain(typed)
		name, err := l.nameWithOwner(h)
		if err != nil {
			return nil, err
		}
		options = append(options, card.Option{Label: name, Value: h.ID})
	}
	if !exact && accountNameProblem(typed) == "" {
		options = append(options, card.Option{Label: card.T("ask.new_account", "name", card.Words(typed)), Value: newPrefix + typed})
	}
	return options, nil
}

func compareBool(a, b bool) int {
	one := func(x bool) int {
		if x {
			return 1
		}
		return 0
	}
	return cmp.Compare(one(a), one(b))
}

func (l *Look) ownAccounts() ([]card.Option, error) {
	accounts, _, err := l.Books.MyAccounts(storage.Page{Limit: mostSuggested})
	if err != nil {
		return nil, err
	}
	var options []card.Option
	for _, a := range accounts {
		options = append(options, card.Option{Label: card.Said(a.Name), Value: string(a.ID)})
	}
	return options, nil
}

// accountsLike finds accounts whose names begin like what was typed, in letters
// or pinyin, or differ by a slip of the finger.
func (l *Look) accountsLike(typed string) []understand.Hit {
	b := book{l.Books}
	var hits []understand.Hit
	for _, key := range startKeys(typed) {
		hits = union(hits, b.Accounts(key, true, mostSuggested), sameHit)
	}
	for _, d := range names.Deletions(typed) {
		hits = union(hits, b.Accounts(names.Slip+d, false, mostSuggested), sameHit)
	}
	return hits
}

func sameHit(a, b understand.Hit) bool { return a.ID == b.ID }

func startKeys(typed string) []string {
	plain := names.Plain(typed)
	return []string{names.Whole + plain, names.Part + plain, names.Pinyin + plain, names.Initials + plain}
}

// suggestContacts offers people: of the account chosen in the form, else of any
// that the person sees.
func suggestContacts(l *Look, typed string) ([]card.Option, error) {
	account := l.accountInForm()
	if account == "" {
		return l.contactsLike(typed)
	}
	contacts, err := l.Books.ContactsOf(account)
	if err != nil {
		return nil, err
	}
	typed = names.Plain(typed)
	var options []card.Option
	for _, c := range contacts {
		if len(options) < mostSuggested && (typed == "" || isCalled(c, typed)) {
			options = append(options, card.Option{Label: card.Said(present.ContactName(c)), Value: string(c.ID)})
		}
	}
	return options, nil
}

func isCalled(c sales.Contact, typed string) bool {
	for _, name := range append([]string{c.Name}, c.Aliases...) {
		for _, key := range names.Keys(name) {
			if strings.HasPrefix(key[2:], typed) && key[:2] != names.Slip {
				return true
			}
		}
	}
	return false
}

// accountInForm is the account that the open form has chosen, if we know.
func (l *Look) accountInForm() sales.AccountID {
	if l.Event.Form == nil {
		return ""
	}
	id := l.Event.Form.Get(inputAccount)
	if strings.HasPrefix(id, newPrefix) {
		return ""
	}
	return sales.AccountID(id)
}

func (l *Look) contactsLike(typed string) ([]card.Option, error) {
	if strings.TrimSpace(typed) == "" {
		return nil, nil
	}
	b := book{l.Books}
	var hits []understand.Hit
	for _, key := range startKeys(typed) {
		hits = union(hits, b.Contacts(key, true, mostSuggested), sameHit)
	}
	var options []card.Option
	for _, h := range hits[:min(len(hits), mostSuggested)] {
		a, err := l.Books.AccountName(h.Account)
		if err != nil {
			return nil, err
		}
		options = append(options, card.Option{Label: card.T("visit.contact_at", "name", card.Words(h.Name), "account", card.Words(a.Name)), Value: h.ID})
	}
	return options, nil
}
