package understand

import "roundsman/sales"

func Parse(text string, c Context) Reading               { return Reading{Intent: IntentNone} }
func MatchAccount(said string, c Context) AccountReading { return AccountReading{Said: said} }
func MatchContact(said string, account sales.AccountID, c Context) ContactReading {
	return ContactReading{Said: said}
}

type AmountReading struct {
	Said     string
	Span     Span
	Value    string         // exact decimal, "12500.5"
	Currency sales.Currency // empty: not said
	Percent  bool
	Sure     float64
}

func Amount(text string) (AmountReading, bool) { return AmountReading{}, false }
