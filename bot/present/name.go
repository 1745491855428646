package present

import (
	"slices"
	"strings"
	"unicode"

	"roundsman/sales"
)

// forms of address, which stand before a name.
var address = []string{"Dr.", "Dr", "Prof.", "Prof", "Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Herr", "Frau"}

// CalledName is what colleagues call a contact: "Dr. Smith", 李总.
func CalledName(c sales.Contact) string {
	form, _, _ := strings.Cut(c.Title, ", ")
	if slices.Contains(address, form) && !strings.Contains(c.Name, form) {
		return form + " " + c.Name
	}
	return c.Name
}

// ContactName is a contact's name with their title: "Dr. Smith", "Wang Lei,
// Purchasing", "王伟，采购经理".
func ContactName(c sales.Contact) string {
	title := c.Title
	if form, rest, _ := strings.Cut(c.Title, ", "); slices.Contains(address, form) {
		title = rest
	}
	if title == "" || strings.Contains(c.Name, title) {
		return CalledName(c)
	}
	return CalledName(c) + comma(title) + title
}

// comma sets a title off from the name, full-width before Chinese.
func comma(title string) string {
	if strings.IndexFunc(title, func(r rune) bool { return unicode.Is(unicode.Han, r) }) == 0 {
		return "，"
	}
	return ", "
}
