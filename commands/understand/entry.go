package understand

import "roundsman/sales"

// Parse reads a message. It never fails: what is not understood has the intent
// IntentNone, what is doubtful becomes a Question. Everything is saved only if
// Questions is empty.
func Parse(text string, c Context) Reading { return Reading{Intent: IntentNone} }

// Day reads a text that is only a day or a time, as typed into a field or after
// "snooze": "next Tuesday", 明天下午3点. past prefers days gone by ("Tuesday" is
// then the last one). Due is zero if the text is no day; Alternatives are given
// and Sure is below Sure if it could be several.
func Day(text string, c Context, past bool) DayReading { return DayReading{} }

// Period reads a span of days, both inclusive: "last week", "November", 上个月,
// "since Monday" (until today).
func Period(text string, c Context) (from, to sales.Date, ok bool) { return }

// Recurrence reads how often something repeats: "every two weeks", 每月.
func Recurrence(text string) (sales.Recurrence, bool) { return sales.Recurrence{}, false }

// MatchAccount finds the account that a text names, when the text is the name
// and nothing else.
func MatchAccount(said string, c Context) AccountReading { return AccountReading{Said: said} }

// MatchContact finds the person that a text names: at one account, or anywhere
// if account is empty.
func MatchContact(said string, account sales.AccountID, c Context) ContactReading {
	return ContactReading{Said: said}
}

// AmountReading is a number, an amount of money or a percentage in a text.
type AmountReading struct {
	Said     string
	Span     Span
	Value    string         // exact decimal, "12500.5"
	Currency sales.Currency // empty: not said
	Percent  bool
	Sure     float64
}

// Amount reads the first amount in a text: 12万, 1.2亿, 12.500,50, 1,234.50, USD 30k, 5%.
func Amount(text string) (AmountReading, bool) { return AmountReading{}, false }
