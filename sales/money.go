package sales

// Currency is an ISO 4217 code, "CNY".
type Currency string

// Money is an exact amount in minor units (fen, cents; yen have none) of one currency.
type Money struct {
	Minor    int64    `json:"minor"`
	Currency Currency `json:"currency"`
}
