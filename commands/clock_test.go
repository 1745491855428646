package commands

import "testing"

func TestOneOfTwoTimesTellsTheHalfOfTheDay(t *testing.T) {
	for said, want := range map[string]string{
		"9-17":             "09:00-17:00",
		"08:30 to 17:30":   "08:30-17:30",
		"3-5pm":            "15:00-17:00",
		"9-5pm":            "09:00-17:00",
		"9-6":              "09:00-18:00",
		"10am-2":           "10:00-14:00",
		"12-1pm":           "12:00-13:00",
		"11-1pm":           "11:00-13:00",
		"2pm to 4pm":       "14:00-16:00",
		"下午3点到5点":          "15:00-17:00",
		"下午三点到五点半":         "15:00-17:30",
		"上午十点到十二点":         "10:00-12:00",
		"中午十二点到一点半":        "12:00-13:30",
		"9点到18点":           "09:00-18:00",
		"13:30-12":         "",
		"5pm-3pm":          "",
		"17-17":            "",
		"25-26":            "",
		"9":                "",
		"lunch":            "",
		"9-10, 11-12 noon": "",
	} {
		got := ""
		if span, ok := clockRange(said); ok {
			got = span.From.String() + "-" + span.To.String()
		}
		if got != want {
			t.Errorf("clockRange(%q) = %q, want %q", said, got, want)
		}
	}
}
