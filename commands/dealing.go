package commands

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
)

// orderCommand logs an order, or lists them: "order Acme 120,000 CNY compressors
// margin 12%", 订单 华为 12万 压缩机 毛利12%; "orders", "orders Acme", "orders October".
func orderCommand() Command {
	return Command{
		Name: "order", Run: func(t *Turn) error { return runDealing(t, sales.DealOrder) },
		Actions: map[string]func(*Turn) error{
			"dealing.show":    showDealing,
			"dealing.undo":    undoDealing,
			"dealing.delete":  deleteDealing,
			"dealing.account": accountOfDealing,
			"dealings.show":   showDealings,
			"dealings.page":   pageDealings,
		},
		Forms: map[string]Form{
			"dealing.edit": {OpenedBy: []string{"dealing.edit", "dealing.new"}, Open: openDealingForm, Check: checkDealingForm, Apply: applyDealingForm},
		},
	}
}

// paymentCommand logs money that came in: "payment Acme 50,000 CNY", 回款 华为 5万.
func paymentCommand() Command {
	return Command{Name: "payment", Run: func(t *Turn) error { return runDealing(t, sales.DealPayment) }}
}

func runDealing(t *Turn, kind sales.DealingKind) error {
	if known, _, err := t.dealingFrom(sourceOf(t.Event)); t.Event.Kind == event.Message && known != nil || err != nil {
		return err
	}
	if f := sheetSent(t.Event); f != nil {
		return t.startImport(*f, kind)
	}
	rest := strings.TrimSpace(t.Rest)
	if q, ok := t.dealingsAsked(kind, rest); ok {
		return t.sayDealings(q)
	}
	r := understand.Dealing(rest, t.understanding())
	if r.Amount == nil && r.Line == "" && r.Account.ID != "" {
		return t.sayDealings(dealingsQuery{Kind: kind, Account: r.Account.ID, From: r.Day.Due.Day, To: r.Day.Due.Day})
	}
	if r.Account.ID == "" {
		return t.askAccountOf(kind, rest, r)
	}
	return t.logDealing(kind, rest, r)
}

// waitingDealing is an order whose account was asked for.
type waitingDealing struct {
	Kind sales.DealingKind `json:"k"`
	Text string            `json:"t"`
	At   int64             `json:"at"` // when it was written, Unix seconds: "yesterday" counts from then
	From sales.Source      `json:"s,omitzero"`
}

const longestDealing = 500 // characters of what was typed

func (t *Turn) askAccountOf(kind sales.DealingKind, text string, r understand.DealingReading) error {
	switch {
	case r.Account.Said == "":
		return sales.Refuse(sales.Invalid, "refused."+string(kind)+"_account")
	case r.Amount == nil:
		return sales.Refuse(sales.Invalid, "refused."+string(kind)+"_amount")
	}
	raw, err := json.Marshal(waitingDealing{kind, present.Cut(text, longestDealing), messageTime(t.Event).Unix(), sourceOf(t.Event)})
	if err != nil {
		return fmt.Errorf("write dealing: %w", err)
	}
	return t.Say(present.WhichAccountFor(r.Account.Said, choices(r.Account.Candidates), string(raw), sales.MayLog(t.Me)))
}

// accountOfDealing is the answer to "which account?".
func accountOfDealing(t *Turn) error {
	var w waitingDealing
	if err := json.Unmarshal([]byte(t.Event.Action.Arg), &w); err != nil {
		return sales.Refuse(sales.Invalid, "refused.old_button")
	}
	c := t.understanding()
	c.At = time.Unix(w.At, 0).UTC()
	r := understand.Dealing(w.Text, c)
	id, isNew := strings.CutPrefix(t.Event.Action.ID, newPrefix)
	r.Account.ID = sales.AccountID(id)
	if isNew {
		a, err := t.addAccount(id)
		if err != nil {
			return err
		}
		r.Account.ID = a.ID
	}
	d, err := t.newDealing(w.Kind, r)
	if err != nil {
		return err
	}
	d.Text = w.Text
	if !w.From.IsZero() {
		d.Sources = []sales.Source{w.From}
	}
	if err := t.keepDealing(&d); err != nil {
		return err
	}
	return t.amendDealing(d, t.Event.Key)
}

func (t *Turn) logDealing(kind sales.DealingKind, text string, r understand.DealingReading) error {
	d, err := t.newDealing(kind, r)
	if err != nil {
		return err
	}
	d.Text = text
	if s := sourceOf(t.Event); !s.IsZero() {
		d.Sources = []sales.Source{s}
	}
	if err := t.keepDealing(&d); err != nil {
		return err
	}
	return t.sayDealing(d, t.Event.Key)
}

// newDealing is what was read as a record, for whom it counts: the account's owner.
func (t *Turn) newDealing(kind sales.DealingKind, r understand.DealingReading) (sales.Dealing, error) {
	d := sales.Dealing{Kind: kind, Author: t.Me.ID, Written: t.Now}
	err := t.fillDealing(&d, r)
	d.ID = sales.DealingID(t.NewID(sales.KindDealing))
	return d, err
}

// fillDealing enters what was read, and says what is missing or wrong.
func (l *Look) fillDealing(d *sales.Dealing, r understand.DealingReading) error {
	a, err := l.Books.AccountName(r.Account.ID)
	if missing(err) {
		return sales.Refuse(sales.NotFound, "refused.account_gone")
	}
	if err != nil {
		return err
	}
	if !sales.MayLogDealing(l.Me, a) {
		return l.notTheirAccount(a)
	}
	if d.Account != a.ID {
		d.Account, d.Rep, d.Team = a.ID, a.Owner, a.Team
	}
	if r.Amount == nil || r.Amount.Percent {
		return sales.Refuse(sales.Invalid, "refused."+string(d.Kind)+"_amount")
	}
	if d.Amount, err = l.moneyOf(*r.Amount, l.Rules.CurrencyOf(a.Team)); err != nil {
		return err
	}
	if d.Margin, err = marginOf(r.Margin, d.Amount); err != nil {
		return err
	}
	d.Line = present.Cut(r.Line, longestLine)
	d.Day, err = l.dayOf(r.Day)
	if err != nil {
		return err
	}
	return sales.CheckDealing(*d, l.Today())
}

const longestLine = 120

func (l *Look) notTheirAccount(a sales.Account) error {
	owner, err := l.Books.Person(a.Owner)
	if err != nil && !missing(err) {
		return err
	}
	return sales.Refuse(sales.Forbidden, "refused.dealing_of_colleague", "account", a.Name, "owner", owner.Name)
}

// moneyOf is an amount as money, in the team's currency if none was said.
func (l *Look) moneyOf(a understand.AmountReading, usual sales.Currency) (sales.Money, error) {
	m := sales.Money{Currency: a.Currency}
	if m.Currency == "" {
		m.Currency = usual
	}
	if a.Huge() {
		return m, sales.Refuse(sales.Invalid, "refused.amount_too_large")
	}
	var ok bool
	if m.Minor, ok = a.Minor(m.Currency); !ok {
		return m, sales.Refuse(sales.Invalid, "refused.amount_too_fine", "said", a.Said, "currency", string(m.Currency))
	}
	return m, nil
}

func marginOf(said *understand.AmountReading, amount sales.Money) (*sales.Margin, error) {
	if said == nil {
		return nil, nil
	}
	if said.Percent {
		if share, ok := said.HundredthsOfPercent(); ok {
			return sales.ShareOf(share), nil
		}
		return nil, sales.Refuse(sales.Invalid, "refused.margin_too_fine", "said", said.Said)
	}
	if said.Currency != "" && said.Currency != amount.Currency {
		return nil, sales.Refuse(sales.Invalid, "refused.margin_currency", "said", said.Said, "currency", string(amount.Currency))
	}
	minor, ok := said.Minor(amount.Currency)
	if !ok {
		return nil, sales.Refuse(sales.Invalid, "refused.amount_too_fine", "said", said.Said, "currency", string(amount.Currency))
	}
	return sales.AmountOf(minor), nil
}

// dayOf is the day that was said, else that of the message.
func (l *Look) dayOf(r understand.DayReading) (sales.Date, error) {
	switch {
	case r.Due.IsZero():
		return sales.DateIn(messageTime(l.Event), l.Me.Location()), nil
	case r.Sure < understand.Sure:
		return sales.Date{}, sales.Refuse(sales.Invalid, "refused.dealing_day", "said", r.Said)
	}
	return r.Due.Day, nil
}

// keepDealing keeps it and lets the message lead to it.
func (t *Turn) keepDealing(d *sales.Dealing) error {
	if err := t.Tx.PutDealing(*d); err != nil {
		return err
	}
	d.Version++
	for _, s := range d.Sources {
		if err := t.Tx.LinkMessage(s); err != nil {
			return err
		}
	}
	return nil
}

func (t *Turn) sayDealing(d sales.Dealing, by string, remarks ...card.Text) error {
	c, err := t.dealingCard(d, by, remarks...)
	if err != nil {
		return err
	}
	return t.Say(c)
}

func (t *Turn) amendDealing(d sales.Dealing, by string, remarks ...card.Text) error {
	c, err := t.dealingCard(d, by, remarks...)
	if err != nil {
		return err
	}
	return t.Amend(c)
}

// dealingCard shows a dealing; by is the event that Undo turns back, "" for nothing.
func (l *Look) dealingCard(d sales.Dealing, by string, remarks ...card.Text) (card.Card, error) {
	f, err := l.dealingFacts(d)
	f.Event, f.Remarks = by, remarks
	return present.DealingCard(f), err
}

func (l *Look) dealingFacts(d sales.Dealing) (present.DealingFacts, error) {
	a, err := l.Books.AccountName(d.Account)
	if err != nil {
		return present.DealingFacts{}, err
	}
	return present.DealingFacts{Dealing: d, Account: a, Viewer: l.Me.ID, MayChange: sales.MayChangeDealing(l.Me, d, a)}, nil
}

// dealing is one that a button or form names, and that is still there.
func (l *Look) dealing(id sales.DealingID) (sales.Dealing, error) {
	d, err := l.Books.Dealing(id)
	if missing(err) || err == nil && d.Deleted {
		return d, sales.Refuse(sales.NotFound, "refused.record_gone")
	}
	return d, err
}

func showDealing(t *Turn) error {
	d, err := t.dealing(sales.DealingID(t.Event.Action.ID))
	if err != nil {
		return err
	}
	return t.sayDealing(d, "")
}

func deleteDealing(t *Turn) error {
	d, err := t.dealing(sales.DealingID(t.Event.Action.ID))
	if err != nil {
		return err
	}
	if d.Version != t.Event.Action.Version {
		return t.amendDealing(d, "", card.T("refused.changed_meanwhile"))
	}
	d.Deleted = true
	if err := t.keepDealing(&d); err != nil {
		return err
	}
	return t.amendDealing(d, t.Event.Key)
}

// undoDealing turns back what its receipt stands for, or brings it back.
func undoDealing(t *Turn) error {
	press := t.Event.Action
	before, err := t.Books.Dealing(sales.DealingID(press.ID))
	if err != nil {
		return t.orGone(err)
	}
	if before.Version != press.Version {
		return t.amendDealing(before, "", card.T("refused.changed_meanwhile"))
	}
	if _, err := t.Tx.Undo(press.Arg); err != nil {
		if refusal := conflict(err); refusal != nil {
			return t.amendDealing(before, "", card.Refusal(refusal))
		}
		return err
	}
	now, err := t.Tx.DealingThere(before.ID)
	if err != nil {
		return err
	}
	return t.amendDealing(now, t.Event.Key)
}
