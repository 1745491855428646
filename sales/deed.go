package sales

// Deed is one thing that was done on a day, as the books have it: what a daily
// report begins with.
type Deed struct {
	Kind    Kind
	ID      string
	Version int64
	Account string // its name, "" if it is about none
	What    string // what was said, noted or promised
	Mode    Mode   // of a visit
	Status  FollowUpStatus
	Dealing DealingKind // of an order or payment, with its amount
	Amount  Money
}
