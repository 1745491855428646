package commands

import (
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"roundsman/commands/sheet"
	"roundsman/commands/understand"
	"roundsman/sales"
)

// yearless is a day of a file that could be read in two ways: 12/5.
var yearless = regexp.MustCompile(`^\d{1,2}[/.]\d{1,2}\.?$`)

// dealingRows keeps rows of orders and payments.
func (t *Turn) dealingRows(table sheet.Table, kind sales.DealingKind) rowReader {
	column := t.columns(table)
	alike := map[string]int{} // how often a row was there already
	seen := 0
	return func(row sheet.Row) (any, error) {
		for ; seen < len(table.Rows) && table.Rows[seen].Number < row.Number; seen++ {
			alike[sameness(table.Rows[seen])]++ // also those of earlier steps
		}
		d, err := t.dealingOfRow(column, row, kind)
		if err != nil {
			return nil, err
		}
		d.ID = rowID(d, alike[sameness(row)])
		return t.keepRow(d)
	}
}

func sameness(row sheet.Row) string { return strings.Join(row.Cells, "\x00") }

// rowID names a row by what it says: its number, else all of it and how many like
// it came before. The same row of another file is the same record.
func rowID(d sales.Dealing, before int) sales.DealingID {
	text := fmt.Sprintf("%s|%s|%s|%s", d.Kind, d.Account, d.Number, d.Line)
	if d.Number == "" {
		text = fmt.Sprintf("%s|%s|%s|%d|%s|%s|%d", d.Kind, d.Account, d.Day, d.Amount.Minor, d.Amount.Currency, d.Line, before)
	}
	sum := sha256.Sum256([]byte(text))
	return sales.DealingID("row-" + strings.ToLower(base32.HexEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:15])))
}

// keepRow keeps a row that is new, or says something else than before.
func (t *Turn) keepRow(d sales.Dealing) (any, error) {
	was, err := t.Tx.DealingThere(d.ID)
	if err != nil {
		return nil, err
	}
	if was.Version > 0 {
		d.Version, d.Author, d.Written, d.Rep, d.Team = was.Version, was.Author, was.Written, was.Rep, was.Team
		if !was.Deleted && was.Amount == d.Amount && was.Day == d.Day && sameMargin(was.Margin, d.Margin) {
			return nil, nil
		}
	}
	if err := t.keepDealing(&d); err != nil {
		return nil, inColumn("", err)
	}
	return d, nil
}

func sameMargin(a, b *sales.Margin) bool {
	switch {
	case a == nil || b == nil:
		return a == b
	case a.Share == nil || b.Share == nil:
		return a.Share == b.Share && a.Minor == b.Minor
	}
	return *a.Share == *b.Share
}

// inColumn makes a refusal one of a cell; anything else stays an error.
func inColumn(head string, err error) error {
	var refused *sales.Error
	if errors.As(err, &refused) && refused.Code != sales.Internal {
		return &cellError{head, refused}
	}
	return err
}

// dealingOfRow reads a row as if it had been typed.
func (t *Turn) dealingOfRow(column func(string) (int, string), row sheet.Row, kind sales.DealingKind) (sales.Dealing, error) {
	cell := func(name string) (text, head string) {
		at, head := column(name)
		return row.Cell(at), head
	}
	d := sales.Dealing{Kind: t.kindOfRow(cell, kind), Author: t.Me.ID, Written: t.Now}
	r := understand.DealingReading{}
	r.Line, _ = cell("line")
	d.Number, _ = cell("number")
	said, head := cell("account")
	account := understand.MatchAccount(said, t.understanding())
	if account.ID == "" || account.Sure < understand.Sure {
		return d, &cellError{head, sales.Refuse(sales.NotFound, "refused.row_account", "said", said)}
	}
	r.Account = account
	if err := rowMoney(cell, &r); err != nil {
		return d, err
	}
	if said, head := cell("day"); said != "" {
		r.Day = understand.Day(said, t.understanding(), true)
		if r.Day.Due.IsZero() || r.Day.Sure < understand.Sure || yearless.MatchString(said) {
			return d, &cellError{head, sales.Refuse(sales.Invalid, "refused.dealing_day", "said", said)}
		}
	}
	err := t.fillDealing(&d, r)
	return d, inColumn(t.headOf(err, column), err)
}

// headOf is the column that a refusal is about.
func (t *Turn) headOf(err error, column func(string) (int, string)) string {
	var refused *sales.Error
	if !errors.As(err, &refused) {
		return ""
	}
	name := map[string]string{inputMargin: "margin", inputAccount: "account", inputDay: "day", inputAmount: "amount"}[fieldOf(refused.Key)]
	_, head := column(name)
	return head
}

func (t *Turn) kindOfRow(cell func(string) (string, string), kind sales.DealingKind) sales.DealingKind {
	said, _ := cell("kind")
	if named := dealingKinds[t.Words.Command(said)]; named != "" {
		return named
	}
	if kind == "" {
		return sales.DealOrder
	}
	return kind
}

// rowMoney reads a row's amount and margin; a currency may stand in a column of its own.
func rowMoney(cell func(string) (string, string), r *understand.DealingReading) error {
	currency, _ := cell("currency")
	said, head := cell("amount")
	a, ok := understand.Amount(strings.TrimSpace(said + " " + currency))
	if !ok || a.Percent {
		return &cellError{head, sales.Refuse(sales.Invalid, "refused.row_amount", "said", said)}
	}
	r.Amount = &a
	if said, head = cell("margin"); said == "" {
		return nil
	}
	m, ok := understand.Amount(said)
	if !ok {
		return &cellError{head, sales.Refuse(sales.Invalid, "refused.row_margin", "said", said)}
	}
	r.Margin = &m
	return nil
}

// targetRows keeps rows of targets: a person or a team, a month, and a column a measure.
func (t *Turn) targetRows(table sheet.Table) (rowReader, string) {
	column := t.columns(table)
	person, personHead := column("person")
	month, monthHead := column("month")
	measures := map[int]sales.Measure{}
	for i, head := range table.Head {
		if m, ok := understand.MeasureNamed(head); ok {
			measures[i] = m
		}
	}
	if month < 0 || len(measures) == 0 {
		return nil, "refused.sheet_no_month"
	}
	return func(row sheet.Row) (any, error) {
		who, named, err := t.subjectCalled(row.Cell(person))
		if err != nil || !named {
			return nil, inColumn(personHead, errors.Join(err, unnamed(named)))
		}
		from, ok := t.monthOfCell(row.Cell(month))
		if !ok {
			return nil, &cellError{monthHead, sales.Refuse(sales.Invalid, "refused.row_month", "said", row.Cell(month))}
		}
		return t.targetOfRow(table, row, measures, who, from)
	}, ""
}

// monthOfCell reads "November 2026", 2026年11月, 2026-11, 2026/11, or a day in it.
func (t *Turn) monthOfCell(said string) (sales.Date, bool) {
	if d, err := sales.ParseDate(strings.ReplaceAll(said, "/", "-") + "-01"); err == nil {
		return d, true
	}
	from, _, ok := t.daysTyped(said)
	return from.FirstOfMonth(), ok
}

func unnamed(named bool) error {
	if named {
		return nil
	}
	return sales.Refuse(sales.Invalid, "refused.target_whose")
}

func (t *Turn) targetOfRow(table sheet.Table, row sheet.Row, measures map[int]sales.Measure, who subject, month sales.Date) (any, error) {
	was, err := t.Books.Target(who.target(month))
	if unlessMissing(err) != nil {
		return nil, err
	}
	now := was
	for i := range table.Head {
		m, ok := measures[i]
		if !ok || row.Cell(i) == "" {
			continue
		}
		reading := understand.GoalReading{Measure: m}
		if a, ok := understand.Amount(row.Cell(i)); ok {
			reading.Amount = &a
		}
		g, err := t.goalOf(reading, who.Team)
		if err != nil {
			return nil, inColumn(table.Head[i], err)
		}
		now = now.With(g)
	}
	if len(now.Goals) == 0 || sameGoals(now.Goals, was.Goals) {
		return nil, nil
	}
	now.ID, now.Person, now.Team, now.Month = who.target(month), who.Person.ID, who.Team, month.FirstOfMonth()
	now.Set, now.By = t.Now, t.Me.ID
	if err := t.Tx.PutTarget(now); err != nil {
		return nil, inColumn("", err)
	}
	return now, nil
}

func sameGoals(a, b []sales.Goal) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
