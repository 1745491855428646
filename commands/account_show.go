package commands

import (
	"errors"
	"slices"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
)

// myAccount is an account the person may see whole; otherwise they are told
// whose it is.
func (t *Turn) myAccount(id sales.AccountID) (sales.Account, error) { return t.Look.myAccount(id) }

func (l *Look) myAccount(id sales.AccountID) (sales.Account, error) {
	a, err := l.Books.Account(id)
	if !errors.Is(err, storage.ErrNotFound) {
		return a, err
	}
	name, err := l.Books.AccountName(id)
	if errors.Is(err, storage.ErrNotFound) {
		return a, sales.Refuse(sales.NotFound, "refused.account_gone")
	}
	if err != nil {
		return a, err
	}
	owner, err := l.Books.Person(name.Owner)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return a, err
	}
	why := "refused.account_of_colleague"
	if sales.MayLog(l.Me) {
		why += "_log"
	}
	return a, sales.Refuse(sales.Forbidden, why, "account", name.Name, "owner", owner.Name)
}

const accountsAPage = 15

// pageAccounts turns the page of a list, or begins one from Home.
func pageAccounts(t *Turn) error {
	if t.Event.Action.Message.IsZero() {
		return listAccounts(t, "", t.Say)
	}
	return listAccounts(t, t.Event.Action.Arg, t.Amend)
}

// listAccounts lists what is the person's: their own accounts, a manager's
// teams', for finance the names in all of them.
func listAccounts(t *Turn, after string, answer func(card.Card) error) error {
	accounts, next, err := t.theirAccounts(after)
	if err != nil {
		return err
	}
	return answer(present.AccountList(accounts, t.Rules, t.Me, t.Today(), next, after != ""))
}

func (t *Turn) theirAccounts(after string) (accounts []sales.Account, next string, err error) {
	teams := t.Me.Manages
	if t.Me.Role == sales.RoleFinance {
		teams = t.Teams
	}
	if len(teams) == 0 {
		return t.Books.MyAccounts(storage.Page{After: after, Limit: accountsAPage})
	}
	// A cursor is the team it stands in and the cursor there.
	team, cursor, _ := strings.Cut(after, "/")
	begin := max(0, slices.Index(teams, sales.TeamID(team)))
	for i, id := range teams[begin:] {
		more, next, err := t.Books.AccountsIn(id, storage.Page{After: cursor, Limit: accountsAPage - len(accounts)})
		if err != nil {
			return nil, "", err
		}
		accounts, cursor = append(accounts, more...), ""
		switch last := begin+i+1 == len(teams); {
		case next != "":
			return accounts, string(id) + "/" + next, nil
		case len(accounts) >= accountsAPage && !last:
			return accounts, string(teams[begin+i+1]) + "/", nil
		}
	}
	return accounts, "", nil
}

// showAccount is the account's card.
func showAccount(t *Turn, id sales.AccountID, answer func(card.Card) error) error {
	a, err := t.myAccount(id)
	if err != nil {
		return err
	}
	c, err := accountCard(&t.Look, a)
	if err != nil {
		return err
	}
	return answer(c)
}

func accountCard(l *Look, a sales.Account) (card.Card, error) {
	contacts, err := l.Books.ContactsOf(a.ID)
	if err != nil {
		return card.Card{}, err
	}
	visits, _, err := l.Books.VisitsTo(a.ID, storage.Period{}, storage.Page{Limit: 3})
	if err != nil {
		return card.Card{}, err
	}
	followUps, more, err := l.Books.FollowUpsFor(a.ID, true, storage.Page{Limit: 5})
	if err != nil {
		return card.Card{}, err
	}
	notes, _, err := l.Books.NotesOn(a.ID, storage.Period{}, storage.Page{Limit: 2})
	if err != nil {
		return card.Card{}, err
	}
	dealings, _, err := l.Books.DealingsWith(a.ID, storage.Period{}, storage.Page{Limit: 3})
	if err != nil {
		return card.Card{}, err
	}
	year := storage.Period{From: l.Today().AddMonths(-12).AddDays(1), To: l.Today()}
	sums, err := l.sumOf(dealingsQuery{Account: a.ID, From: year.From, To: year.To})
	if err != nil {
		return card.Card{}, err
	}
	return present.AccountCard(present.AccountFacts{
		Dealings: dealings, Year: *sums,
		Account: a, Contacts: contacts, Visits: visits, FollowUps: followUps, More: more != "", Notes: notes,
		Viewer: l.Me, Today: l.Today(), Rules: l.Rules,
	}), nil
}

// showTrail shows who changed the account, and what.
func showTrail(t *Turn, id sales.AccountID) error {
	a, err := t.myAccount(id)
	if err != nil {
		return err
	}
	changes, _, err := t.Books.Changes(sales.KindAccount, string(id), storage.Page{Limit: 20})
	if err != nil {
		return err
	}
	return t.Say(present.Trail(a, changes))
}
