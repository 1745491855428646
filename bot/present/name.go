package present

import (
	"slices"
	"strings"

	"roundsman/sales"
)

// forms of address that stand before a name.
var address = []string{"Dr.", "Prof.", "Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Herr", "Frau", "Dr", "Prof"}

// ContactName is a contact's name with their title as colleagues say it: "Dr.
// Smith", "Wang Lei, Purchasing", 李总.
func ContactName(c sales.Contact) string {
	first, rest, _ := strings.Cut(c.Title, ", ")
	switch {
	case c.Title == "" || strings.Contains(c.Name, c.Title):
		return c.Name
	case slices.Contains(address, first) && rest == "":
		return first + " " + c.Name
	case slices.Contains(address, first):
		return first + " " + c.Name + ", " + rest
	}
	return c.Name + ", " + c.Title
}
