package commands

import (
	"errors"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
)

// The fields of the form of an order or a payment.
const (
	inputKind   = "kind"
	inputAmount = "amount"
	inputMargin = "margin"
	inputLine   = "line"
	inputNumber = "number"
)

// openDealingForm edits the one of the button, or makes a new one at the button's
// account.
func openDealingForm(l *Look) (card.Form, error) {
	press := l.Event.Action
	d := sales.Dealing{Kind: sales.DealOrder, Day: l.Today()}
	amount, margin := "", ""
	if press.Name == "dealing.new" {
		d.Account = sales.AccountID(press.ID)
		if press.Arg == string(sales.DealPayment) {
			d.Kind = sales.DealPayment
		}
	} else {
		var err error
		if d, err = l.dealing(sales.DealingID(press.ID)); err != nil {
			return card.Form{}, err
		}
		amount, margin = d.Amount.Plain(), marginTyped(d)
	}
	account, err := l.accountOption(d.Account)
	if err != nil {
		return card.Form{}, err
	}
	state, err := writeState(formState{ID: string(d.ID), Version: d.Version, Receipt: press.Arg})
	return present.DealingForm(d, account, amount, margin, state), err
}

// marginTyped is a margin as it could be typed.
func marginTyped(d sales.Dealing) string {
	switch {
	case d.Margin == nil:
		return ""
	case d.Margin.Share != nil:
		return present.Percent(*d.Margin.Share)
	}
	return d.Margin.Of(d.Amount).Plain()
}

// readDealingForm reads what a form has, as if it had been typed.
func (l *Look) readDealingForm(f event.Form, wrong map[string]card.Text) understand.DealingReading {
	r := understand.DealingReading{Line: strings.TrimSpace(f.Get(inputLine))}
	r.Account.ID = sales.AccountID(f.Get(inputAccount))
	if a, ok := understand.Amount(f.Get(inputAmount)); ok && !a.Percent {
		r.Amount = &a
	} else {
		wrong[inputAmount] = card.T("form.amount")
	}
	if typed := strings.TrimSpace(f.Get(inputMargin)); typed != "" {
		if m, ok := understand.Amount(typed); ok {
			r.Margin = &m
		} else {
			wrong[inputMargin] = card.T("form.margin")
		}
	}
	if day, err := sales.ParseDate(f.Get(inputDay)); err == nil {
		r.Day = understand.DayReading{Due: sales.Due{Day: day}, Sure: 1}
	}
	return r
}

func checkDealingForm(l *Look, f event.Form) (map[string]card.Text, error) {
	wrong := map[string]card.Text{}
	l.checkAccount(f, wrong)
	l.checkPast(f, wrong)
	r := l.readDealingForm(f, wrong)
	if len(wrong) > 0 || strings.HasPrefix(f.Get(inputAccount), newPrefix) {
		return none(wrong), nil
	}
	d := sales.Dealing{Kind: sales.DealingKind(f.Get(inputKind))}
	if err := l.fillDealing(&d, r); err != nil {
		var refused *sales.Error
		if !errors.As(err, &refused) {
			return nil, err
		}
		wrong[fieldOf(refused.Key)] = card.Refusal(refused)
	}
	return none(wrong), nil
}

// fieldOf is the field of the form that a refusal is about.
func fieldOf(refusal string) string {
	switch refusal {
	case "refused.margin_over_amount", "refused.margin_too_fine", "refused.margin_currency", "refused.payment_margin":
		return inputMargin
	case "refused.dealing_of_colleague", "refused.account_gone":
		return inputAccount
	case "refused.dealing_to_come", "refused.dealing_day":
		return inputDay
	}
	return inputAmount
}

func applyDealingForm(t *Turn) error {
	f := *t.Event.Form
	state, err := readState(f.State)
	if err != nil {
		return err
	}
	d := sales.Dealing{ID: sales.DealingID(state.ID), Author: t.Me.ID, Written: t.Now}
	if state.ID != "" {
		if d, err = t.dealing(d.ID); err != nil {
			return err
		}
	}
	if d.Version != state.Version {
		return t.sayDealing(d, "", card.T("refused.changed_meanwhile"))
	}
	r := t.readDealingForm(f, map[string]card.Text{})
	if name, isNew := strings.CutPrefix(f.Get(inputAccount), newPrefix); isNew {
		a, err := t.addAccount(name)
		if err != nil {
			return err
		}
		r.Account.ID = a.ID
	}
	d.Kind, d.Number = sales.DealingKind(f.Get(inputKind)), strings.TrimSpace(f.Get(inputNumber))
	if err := t.fillDealing(&d, r); err != nil {
		return err
	}
	if d.ID == "" {
		d.ID = sales.DealingID(t.NewID(sales.KindDealing))
	}
	if err := t.keepDealing(&d); err != nil {
		return err
	}
	return t.sayDealing(d, t.Event.Key)
}
