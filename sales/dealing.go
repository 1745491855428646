package sales

import "time"

// DealingKind is what passed between us and an account (业务往来, handbook section 2).
type DealingKind string

const (
	DealOrder   DealingKind = "order"   // 订单
	DealPayment DealingKind = "payment" // 回款
)

// Dealing is one order or one payment.
type Dealing struct {
	ID      DealingID   `json:"id"`
	Kind    DealingKind `json:"kind"`
	Account AccountID   `json:"account"`
	Day     Date        `json:"day"` // in the zone of who logged it
	Amount  Money       `json:"amount"`
	// Margin is the gross margin of an order; nil if nobody said.
	Margin *Margin `json:"margin,omitempty"`
	Line   string  `json:"line,omitempty"`   // product line
	Number string  `json:"number,omitempty"` // of the order or payment, as a spreadsheet has it
	// Rep and Team are whose result it is: the account's owner and team when it
	// was logged. Handing the account over later leaves them.
	Rep     PersonID  `json:"rep"`
	Team    TeamID    `json:"team"`
	Text    string    `json:"text,omitempty"` // what was typed
	Author  PersonID  `json:"author"`
	Written time.Time `json:"written"`
	Sources []Source  `json:"sources,omitempty"`
	Deleted bool      `json:"deleted,omitempty"`
	Version int64     `json:"version"`
}

// Margin is a gross margin (毛利) as it was said: a share of the amount, or an
// amount in the order's currency.
type Margin struct {
	// Share is in hundredths of a percent, 1250 for 12.5%; nil if Minor counts.
	Share *int64 `json:"share,omitempty"`
	Minor int64  `json:"minor,omitempty"`
}

// MaxMinor bounds an amount, in minor units: sums of a million of them stay exact.
const MaxMinor = 1_000_000_000_000

// MaxShare bounds a margin: 100%.
const MaxShare = 10_000

// ShareOf and AmountOf make a margin.
func ShareOf(hundredths int64) *Margin { return &Margin{Share: &hundredths} }
func AmountOf(minor int64) *Margin     { return &Margin{Minor: minor} }

// Of is the margin of an amount as money. A share is rounded to the minor unit,
// half away from zero.
func (m Margin) Of(amount Money) Money {
	if m.Share == nil {
		return Money{Minor: m.Minor, Currency: amount.Currency}
	}
	return Money{Minor: divided(amount.Minor**m.Share, MaxShare), Currency: amount.Currency}
}

// divided rounds half away from zero.
func divided(n, by int64) int64 {
	if n < 0 {
		return -divided(-n, by)
	}
	return (n + by/2) / by
}

// CheckDealing says what is wrong with one before it is kept.
func CheckDealing(d Dealing, today Date) error {
	switch {
	case d.Amount.Minor <= 0:
		return Refuse(Invalid, "refused.amount_not_positive")
	case d.Amount.Minor > MaxMinor:
		return Refuse(Invalid, "refused.amount_too_large")
	case d.Day.After(today):
		return Refuse(Invalid, "refused.dealing_to_come")
	case d.Margin == nil:
		return nil
	case d.Kind == DealPayment:
		return Refuse(Invalid, "refused.payment_margin")
	}
	if m := d.Margin.Of(d.Amount); m.Minor > d.Amount.Minor || m.Minor < -d.Amount.Minor {
		return Refuse(Invalid, "refused.margin_over_amount")
	}
	return nil
}
