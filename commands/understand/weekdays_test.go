package understand

import (
	"fmt"
	"testing"
)

func TestWeekdays(t *testing.T) {
	for text, want := range map[string]string{
		"Monday to Thursday": "[Monday Tuesday Wednesday Thursday]",
		"Mon-Fri":            "[Monday Tuesday Wednesday Thursday Friday]",
		"Mon, Tue and Fri":   "[Monday Tuesday Friday]",
		"Sun to Thu":         "[Sunday Monday Tuesday Wednesday Thursday]",
		"Sat through Mon":    "[Saturday Sunday Monday]",
		"周一到周四":              "[Monday Tuesday Wednesday Thursday]",
		"周一至周五":              "[Monday Tuesday Wednesday Thursday Friday]",
		"周一、周三和周五":           "[Monday Wednesday Friday]",
		"星期一到星期六":            "[Monday Tuesday Wednesday Thursday Friday Saturday]",
		"Monday at Acme":     "[]",
		"Monday to":          "[]",
		"":                   "[]",
		"half days":          "[]",
	} {
		if days, ok := Weekdays(text); fmt.Sprint(days) != want && ok || ok != (want != "[]") {
			t.Errorf("%q: %v %v, want %s", text, days, ok, want)
		}
	}
}
