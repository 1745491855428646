package commands

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"roundsman/bot/card"
	"roundsman/commands/understand"
	"roundsman/sales"
	"roundsman/sales/names"
	"roundsman/storage"
	"roundsman/storage/scoped"
)

// ownName is what a person calls an account, as they answered when they were
// asked or corrected a receipt. It holds for them alone.
type ownName struct {
	Plain   string          `json:"plain"` // names.Plain of what they type
	Said    string          `json:"said"`
	Account sales.AccountID `json:"account"`
	Picks   int             `json:"picks"` // how often in a row it was this account
	// Mixed: it was another account before. Such a name is asked for ever, unless
	// the person says otherwise.
	Mixed  bool      `json:"mixed,omitempty"`
	Always bool      `json:"always,omitempty"` // they said so
	At     time.Time `json:"at"`
}

const (
	ownNamesName = "account_names"
	mostOwnNames = 200 // the latest are kept
	picksToLearn = 2
	longestName  = 60 // characters
)

// holds: from now on it is understood without asking.
func (n ownName) holds() bool { return n.Always || !n.Mixed && n.Picks >= picksToLearn }

func (l *Look) ownNames() ([]ownName, error) {
	raw, err := l.Books.Recall(ownNamesName)
	if missing(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("recall names of one's own: %w", err)
	}
	var all []ownName
	if err := json.Unmarshal(raw, &all); err != nil {
		return nil, fmt.Errorf("read names of one's own: %w", err)
	}
	return all, nil
}

func (t *Turn) keepOwnNames(all []ownName) error {
	if len(all) == 0 {
		return t.Tx.Forget(ownNamesName)
	}
	raw, err := json.Marshal(all[:min(len(all), mostOwnNames)])
	if err != nil {
		return fmt.Errorf("write names of one's own: %w", err)
	}
	return t.Tx.Keep(ownNamesName, raw, time.Time{})
}

func aliasesOf(all []ownName) map[string]sales.AccountID {
	aliases := map[string]sales.AccountID{}
	for _, n := range all {
		if n.holds() {
			aliases[n.Plain] = n.Account
		}
	}
	return aliases
}

// withOwnNames is the book with what this person calls accounts.
func (l *Look) withOwnNames(b book) understand.Book {
	all, err := l.ownNames()
	if err != nil {
		return b
	}
	return understand.WithAliases(b, aliasesOf(all), func(id sales.AccountID) (understand.Hit, bool) {
		a, err := l.Books.AccountName(id)
		return understand.Hit{ID: string(id), Account: id, Name: a.Name, Mine: a.Owner == l.Me.ID}, err == nil && !a.Archived
	})
}

// learnName remembers which account a typed name meant. Meant for the same one
// twice, or once for always, it needs no question any more, and the receipt says so.
func (t *Turn) learnName(said string, id sales.AccountID, always bool) error {
	account, err := t.Tx.AccountName(id)
	if missing(err) {
		return nil
	}
	if err != nil {
		return err
	}
	plain := names.Plain(said)
	if n := len([]rune(plain)); n < 2 || n > longestName || plain == names.Plain(account.Name) {
		return nil
	}
	all, err := t.ownNames()
	if err != nil {
		return err
	}
	was, all := cutOwnName(all, plain)
	now := ownName{Plain: plain, Said: said, Account: id, Picks: 1, Mixed: was.Mixed, Always: always, At: t.Now}
	switch {
	case was.Account == id:
		now.Picks, now.Always = was.Picks+1, always || was.Always
	case was.Account != "":
		now.Mixed = true
	}
	if now.holds() && (!was.holds() || was.Account != id) {
		t.remarks = append(t.remarks, card.T("receipt.learned", "said", card.Words(said), "account", card.Words(account.Name)))
	}
	return t.keepOwnNames(append([]ownName{now}, all...))
}

// forgetName drops what a person calls an account; false if they call it otherwise.
func (t *Turn) forgetName(said string, id sales.AccountID) (bool, error) {
	all, err := t.ownNames()
	if err != nil {
		return false, err
	}
	was, rest := cutOwnName(all, names.Plain(said))
	if was.Account != id {
		return false, nil
	}
	return true, t.keepOwnNames(rest)
}

// removeOwnName answers "account unalias" for a name that only this person uses;
// false if it is none.
func (t *Turn) removeOwnName(id sales.AccountID, said string) (bool, error) {
	account, err := t.Tx.AccountName(id)
	if err != nil {
		return false, err
	}
	mine, err := t.forgetName(said, id)
	if !mine || err != nil {
		return mine, err
	}
	gone := card.T("account.name_forgotten", "said", card.Words(strings.TrimSpace(said)), "account", card.Words(account.Name))
	return true, t.Say(card.Card{Blocks: []card.Block{card.Paragraph(gone)}})
}

func cutOwnName(all []ownName, plain string) (ownName, []ownName) {
	i := slices.IndexFunc(all, func(n ownName) bool { return n.Plain == plain })
	if i < 0 {
		return ownName{}, all
	}
	return all[i], slices.Delete(slices.Clone(all), i, i+1)
}

// Habits are what a text of a person's is read with beside the common books.
type Habits struct {
	DayFirst *bool                      `json:"day_first,omitempty"` // how they write 12/5
	Aliases  map[string]sales.AccountID `json:"aliases,omitempty"`   // by names.Plain of what they type
}

// HabitsOf finds what a person's texts are read with.
func HabitsOf(tx storage.Tx, p sales.Person) (Habits, error) {
	l := &Look{Me: p, Books: scoped.For(tx, p, time.Time{})}
	all, err := l.ownNames()
	return Habits{DayFirst: l.dayFirst(), Aliases: aliasesOf(all)}, err
}
