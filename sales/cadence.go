package sales

import "slices"

// Counts reports that a visit resets the account's clock: for most classes only
// one in person does, for some a call counts (handbook section 3).
func Counts(rules Rules, a Account, v Visit) bool {
	return !v.Deleted && (v.Mode == InPerson || slices.Contains(rules.PhoneCounts, a.Class))
}
