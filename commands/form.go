package commands

import (
	"encoding/json"
	"fmt"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/present"
	"roundsman/sales"
)

// formState is what a form of a record carries from opening to sending.
type formState struct {
	ID       string       `json:"id,omitempty"` // the record; empty: a new one
	Version  int64        `json:"version,omitempty"`
	Receipt  string       `json:"receipt,omitempty"` // the telling it belongs to
	Source   sales.Source `json:"source,omitzero"`   // the message it was opened on
	Next     string       `json:"next,omitempty"`    // the follow-up its next step shows
	NextSeen int64        `json:"next_seen,omitempty"`
}

func writeState(s formState) (string, error) {
	raw, err := json.Marshal(s)
	if err != nil {
		return "", fmt.Errorf("write form: %w", err)
	}
	return string(raw), nil
}

func readState(raw string) (formState, error) {
	var s formState
	if err := json.Unmarshal([]byte(raw), &s); err != nil {
		return s, fmt.Errorf("read form: %w", err)
	}
	return s, nil
}

// shortcutSource is the message that a shortcut was used on.
func shortcutSource(e event.Event) sales.Source {
	if e.Kind != event.Shortcut {
		return sales.Source{}
	}
	return sourceOf(e)
}

// newPrefix begins the value of a choice that makes a new account.
const newPrefix = "new:"

// accountOption is an account as a form's field holds it, nil for none.
func (l *Look) accountOption(id sales.AccountID) (*card.Option, error) {
	if id == "" || id == newID || id == pendingAccount {
		return nil, nil
	}
	a, err := l.Books.AccountName(id)
	if missing(err) {
		return nil, nil
	}
	return &card.Option{Label: card.Said(a.Name), Value: string(a.ID)}, err
}

// checkAccount says what is wrong with the account of a form.
func (l *Look) checkAccount(f event.Form, wrong map[string]card.Text) {
	value := f.Get(inputAccount)
	if name, isNew := strings.CutPrefix(value, newPrefix); isNew {
		if accountNameProblem(name) != "" {
			wrong[inputAccount] = card.T("form.account_name")
		}
		return
	}
	if _, err := l.Books.AccountName(sales.AccountID(value)); err != nil {
		wrong[inputAccount] = card.T("form.account_unknown")
	}
}

// checkPast says that a day is no day, or is still to come.
func (l *Look) checkPast(f event.Form, wrong map[string]card.Text) {
	day, err := sales.ParseDate(f.Get(inputDay))
	switch {
	case err != nil:
		wrong[inputDay] = card.T("form.day_missing")
	case day.After(l.Today()):
		wrong[inputDay] = card.T("form.day_to_come")
	}
}

// none is nil for "nothing is wrong".
func none(wrong map[string]card.Text) map[string]card.Text {
	if len(wrong) == 0 {
		return nil
	}
	return wrong
}

// chosenAccount is the account of a sent form, made first if it is a new one.
func (t *Turn) chosenAccount(tl *telling, value string) (sales.AccountID, error) {
	name, isNew := strings.CutPrefix(value, newPrefix)
	if !isNew {
		a, err := t.Tx.AccountName(sales.AccountID(value))
		if missing(err) {
			return "", sales.Refuse(sales.NotFound, "refused.account_gone")
		}
		return a.ID, err
	}
	a, err := t.addAccount(name)
	if err != nil {
		return "", err
	}
	tl.Made.Accounts = append(tl.Made.Accounts, a.ID)
	return a.ID, nil
}

// formTelling is the telling whose record a form changes, or a new one. If the
// form was opened elsewhere than on its receipt, the receipt moves down to here.
func (t *Turn) formTelling(s formState, sources []sales.Source) (*telling, error) {
	tl, err := t.tellingCalled(s.Receipt)
	if err != nil {
		return nil, err
	}
	for i := 0; tl == nil && s.ID != "" && i < len(sources); i++ {
		if tl, err = t.tellingFrom(sources[i]); err != nil {
			return nil, err
		}
	}
	if tl != nil && tl.State == tellKept {
		if s.Receipt != "" {
			return tl, nil
		}
		below := t.AnswerKey()
		err := t.ReplaceAnswer(tl.Answer, present.ContinuedBelow())
		tl.Answer = below
		return tl, err
	}
	return &telling{ID: t.Event.Key, State: tellKept, Answer: t.AnswerKey(), Last: t.Now, Amends: s.ID != ""}, nil
}

// concludeForm keeps what a form did and shows the receipt: that of the record,
// if it has one.
func (t *Turn) concludeForm(tl *telling, before past, s formState) error {
	if err := t.followMessages(tl, s.Source); err != nil {
		return err
	}
	if len(tl.Steps) == 0 || s.Receipt == "" {
		return t.conclude(tl, before, false, t.Say)
	}
	return t.conclude(tl, before, false, nil)
}

// orGone tells that a record is no longer there, or may not be seen.
func (t *Turn) orGone(err error) error {
	if missing(err) {
		return sales.Refuse(sales.NotFound, "refused.record_gone")
	}
	return err
}
