package present

import (
	"strconv"

	"roundsman/bot/card"
	"roundsman/sales"
)

// DealingFacts is an order or a payment with what a reader needs beside it.
type DealingFacts struct {
	Dealing sales.Dealing
	Account sales.Account
	Viewer  sales.PersonID
	// Event is the one that Undo turns back; empty: there is none.
	Event string
	// MayChange: the viewer may.
	MayChange bool
	Remarks   []card.Text
}

// DealingCard is the receipt of an order or a payment, as it stands.
func DealingCard(f DealingFacts) card.Card {
	d := f.Dealing
	key := "dealing." + string(d.Kind)
	if d.Deleted {
		c := card.Card{Title: card.P(key+".gone", "account", card.Words(f.Account.Name)), Blocks: []card.Block{card.Paragraph(DealingLine(f))}}
		if len(f.Remarks) > 0 {
			c.Blocks = append(c.Blocks, card.Small(f.Remarks...))
		}
		c.Blocks = append(c.Blocks, undoRow("dealing.bring_back", f)...)
		return c
	}
	c := card.Card{Title: card.P(key+".kept", "account", card.Words(f.Account.Name)), Blocks: []card.Block{{Fields: dealingFields(f)}}}
	if len(f.Remarks) > 0 {
		c.Blocks = append(c.Blocks, card.Small(f.Remarks...))
	}
	row := []card.Element{}
	if f.MayChange {
		row = append(row, card.Press(card.T("common.edit"), card.Do{Name: "dealing.edit", ID: string(d.ID), Version: d.Version, Arg: f.Event}))
	}
	if f.Event != "" {
		row = append(row, card.Press(card.T("common.undo"), card.Do{Name: "dealing.undo", ID: string(d.ID), Version: d.Version, Arg: f.Event}))
	} else if f.MayChange {
		row = append(row, card.Press(card.T("dealing.delete"), card.Do{Name: "dealing.delete", ID: string(d.ID), Version: d.Version}).As(card.Danger))
	}
	if len(row) > 0 {
		c.Blocks = append(c.Blocks, card.Row(row...))
	}
	return c
}

func undoRow(label string, f DealingFacts) []card.Block {
	if f.Event == "" {
		return nil
	}
	do := card.Do{Name: "dealing.undo", ID: string(f.Dealing.ID), Version: f.Dealing.Version, Arg: f.Event}
	return []card.Block{card.Row(card.Press(card.T(label), do))}
}

func dealingFields(f DealingFacts) []card.Field {
	d := f.Dealing
	fields := []card.Field{
		{Label: card.T("dealing.day"), Value: card.T("value", "value", card.Day(d.Day))},
		{Label: card.T("dealing.amount"), Value: card.T("value", "value", card.Money(d.Amount))},
	}
	if d.Margin != nil {
		fields = append(fields, card.Field{Label: card.T("dealing.margin"), Value: marginText(d)})
	}
	if d.Line != "" {
		fields = append(fields, card.Field{Label: card.T("dealing.line"), Value: card.Said(d.Line)})
	}
	if d.Number != "" {
		fields = append(fields, card.Field{Label: card.T("dealing.number"), Value: card.Said(d.Number)})
	}
	if d.Rep != f.Viewer {
		fields = append(fields, card.Field{Label: card.T("dealing.rep"), Value: card.T("value", "value", card.Person(d.Rep))})
	}
	return fields
}

// marginText is a margin as a share and as money.
func marginText(d sales.Dealing) card.Text {
	m := d.Margin.Of(d.Amount)
	if d.Margin.Share != nil {
		return card.T("dealing.margin_share", "share", card.Words(Percent(*d.Margin.Share)), "amount", card.Money(m))
	}
	return card.T("value", "value", card.Money(m))
}

// Percent writes hundredths of a percent: 12%, 12.5%, -3.25%.
func Percent(hundredths int64) string {
	sign, n := "", hundredths
	if n < 0 {
		sign, n = "-", -n
	}
	text := sign + strconv.FormatInt(n/100, 10)
	if rest := n % 100; rest > 0 {
		text += "." + strconv.FormatInt(rest/10, 10)
		if rest%10 > 0 {
			text += strconv.FormatInt(rest%10, 10)
		}
	}
	return text + "%"
}

// DealingLine is an order or a payment on one line.
func DealingLine(f DealingFacts) card.Text {
	d := f.Dealing
	parts := []card.Arg{card.Money(d.Amount)}
	if d.Line != "" {
		parts = append(parts, card.Words(Short(d.Line, 60)))
	}
	if d.Margin != nil {
		parts = append(parts, card.Of(card.T("dealing.margin_of", "margin", card.Of(marginText(d)))))
	}
	if d.Number != "" {
		parts = append(parts, card.Words(Short(d.Number, 30)))
	}
	text := card.T("value", "value", parts[0])
	for _, p := range parts[1:] {
		text = card.T("history.and", "line", card.Of(text), "part", p)
	}
	if f.Account.Name == "" { // where it is clear whose it is
		return card.T("dealing."+string(d.Kind)+".line_here", "day", card.Day(d.Day), "what", card.Of(text))
	}
	return card.T("dealing."+string(d.Kind)+".line", "day", card.Day(d.Day), "account", card.Words(f.Account.Name), "what", card.Of(text))
}

// DealingsFacts is one page of orders and payments.
type DealingsFacts struct {
	Account *sales.Account
	Person  *sales.Person // nil: the viewer
	Kind    sales.DealingKind
	From    sales.Date
	To      sales.Date
	Entries []DealingFacts
	// Sums are of the whole list, which was counted for the first page; nil: not.
	Sums *sales.Tally
	// Currency is the one that comes first.
	Currency sales.Currency
	Next     string
	Later    bool
	Hint     bool // say how one is logged
	// All: they are of everybody whose the viewer may see; Finance sees all there are.
	All, Finance bool
}

// Dealings lists orders and payments, latest first.
func Dealings(f DealingsFacts) card.Card {
	c := card.Card{Title: dealingsTitle(f)}
	if !f.From.IsZero() {
		c.Blocks = append(c.Blocks, card.Small(card.T("dealing.span", "from", card.Day(f.From), "to", card.Day(f.To))))
	}
	if f.Sums != nil && len(f.Entries) > 0 {
		c.Blocks = append(c.Blocks, card.Paragraph(sumsText(*f.Sums, f.Currency)))
	}
	if len(f.Entries) == 0 {
		c.Blocks = append(c.Blocks, card.Paragraph(card.T("dealing.none")))
		if f.Hint {
			c.Blocks = append(c.Blocks, card.Small(card.T("dealing.how")))
		}
	}
	for _, d := range f.Entries {
		open := card.Press(card.T("common.open"), card.Do{Name: "dealing.show", ID: string(d.Dealing.ID)})
		c.Blocks = append(c.Blocks, card.Beside(DealingLine(d), open))
	}
	if f.All && !f.Later {
		c.Blocks = append(c.Blocks, card.Small(card.T("dealings.other_times")))
	}
	if f.Next != "" {
		c.Blocks = append(c.Blocks, card.Row(card.Press(card.T("common.more"), card.Do{Name: "dealings.page", Arg: f.Next})))
	}
	return c
}

func dealingsTitle(f DealingsFacts) *card.Text {
	what := card.Of(card.T("dealings.all"))
	if f.Kind != "" {
		what = card.Of(card.T("dealings." + string(f.Kind)))
	}
	switch {
	case f.Account != nil:
		return card.P("dealings.at", "what", what, "account", card.Words(f.Account.Name))
	case f.Person != nil:
		return card.P("dealings.of", "what", what, "person", card.Words(f.Person.Name))
	}
	if f.All && f.Finance {
		return card.P("dealings.everybody", "what", what)
	}
	if f.All {
		return card.P("dealings.teams", "what", what)
	}
	return card.P("dealings.mine", "what", what)
}

// sumsText is how much a list comes to, each currency by itself.
func sumsText(t sales.Tally, first sales.Currency) card.Text {
	var lines []card.Text
	add := func(key string, count int64, purse sales.Purse) {
		if count > 0 {
			lines = append(lines, card.T(key, "count", card.Count(int(count)), "sum", PurseText(purse, first)))
		}
	}
	add("dealing.sum_orders", t.Orders, t.Sales)
	if t.Orders > t.WithoutMargin {
		add("dealing.sum_margin", t.Orders-t.WithoutMargin, t.Margin)
	}
	add("dealing.sum_payments", t.Payments, t.Collection)
	return card.Lines(lines...)
}

// PurseText lists the amounts of several currencies.
func PurseText(p sales.Purse, first sales.Currency) card.Arg {
	if len(p) == 0 {
		return card.Money(sales.Money{Currency: first})
	}
	var all []card.Arg
	for _, m := range p.First(first) {
		all = append(all, card.Money(m))
	}
	return card.List(all...)
}

// WhichAccountFor asks at which account an order or a payment was.
func WhichAccountFor(said string, choices []Choice, arg string, create bool) card.Card {
	var row []card.Element
	for _, c := range choices[:min(len(choices), 5)] {
		row = append(row, card.Press(card.Said(c.Name), card.Do{Name: "dealing.account", ID: c.ID, Arg: arg}))
	}
	if create {
		row = append(row, card.Press(card.T("account.create_new", "name", card.Words(Short(said, 40))), card.Do{Name: "dealing.account", ID: "new:" + Short(said, 120), Arg: arg}))
	}
	key := "account.which"
	if len(choices) == 0 {
		key = "account.unknown"
	}
	return card.Card{Blocks: []card.Block{card.Paragraph(card.T(key, "name", card.Words(said))), card.Row(row...)}}
}

// DealingForm makes or edits an order or a payment; amount and margin are as typed.
func DealingForm(d sales.Dealing, account *card.Option, amount, margin, state string) card.Form {
	kinds := []card.Option{
		{Label: card.T("dealings.order_one"), Value: string(sales.DealOrder)}, {Label: card.T("dealings.payment_one"), Value: string(sales.DealPayment)},
	}
	return card.Form{
		Name: "dealing.edit", Title: card.T("dealing.form"), Submit: card.T("common.save"), State: state,
		Fields: []card.Input{
			{Name: "kind", Label: card.T("dealing.kind"), Kind: card.InputRadio, Required: true, Options: kinds, Value: filled(string(d.Kind))},
			accountInput(account),
			{Name: "amount", Label: card.T("dealing.amount"), Hint: card.P("dealing.amount_hint"), Kind: card.InputLine, Required: true, Value: filled(amount), MaxLength: 60},
			{Name: "margin", Label: card.T("dealing.margin"), Hint: card.P("dealing.margin_hint"), Kind: card.InputLine, Value: filled(margin), MaxLength: 60},
			{Name: "line", Label: card.T("dealing.line"), Kind: card.InputLine, Value: filled(d.Line), MaxLength: 120},
			{Name: "number", Label: card.T("dealing.number"), Kind: card.InputLine, Value: filled(d.Number), MaxLength: 60},
			{Name: "day", Label: card.T("dealing.day"), Kind: card.InputDate, Required: true, Value: filled(d.Day.String())},
		},
	}
}
