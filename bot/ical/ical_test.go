package ical_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"roundsman/bot/ical"
	"roundsman/sales"
)

func day(s string) sales.Date {
	d, err := sales.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestWrite(t *testing.T) {
	now := time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC)
	file, err := ical.Write("Anna", []ical.Entry{
		{UID: "followup-1@roundsman", Version: 3, At: time.Date(2026, 12, 1, 7, 0, 0, 0, time.UTC), Summary: "send\r\nquote; 100, net", Details: "Acme\nWang Lei"},
		{UID: "visit-2@roundsman", Version: 1, Day: day("2026-12-31"), Summary: "拜访华为：" + strings.Repeat("讨论明年的合作方案", 6)},
	}, now)
	if err != nil {
		t.Fatal(err)
	}
	text := string(file)
	for _, want := range []string{
		"BEGIN:VCALENDAR\r\n", "VERSION:2.0\r\n", "X-WR-CALNAME:Anna\r\n", "UID:followup-1@roundsman\r\n", "DTSTAMP:20261124T010000Z\r\n", "SEQUENCE:3\r\n",
		"DTSTART:20261201T070000Z\r\n", "DTEND:20261201T073000Z\r\n", `SUMMARY:send quote\; 100\, net` + "\r\n", `DESCRIPTION:Acme\nWang Lei` + "\r\n",
		"DTSTART;VALUE=DATE:20261231\r\n", "DTEND;VALUE=DATE:20270101\r\n", "END:VCALENDAR\r\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	for line := range strings.SplitSeq(text, "\r\n") {
		if len(line) > 75 || !strings.HasPrefix(strings.ToValidUTF8(line, "\x00"), line) {
			t.Errorf("line of %d bytes: %q", len(line), line)
		}
	}
	if strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\n") {
		t.Error("a line ends without a carriage return")
	}
	if unfolded := strings.ReplaceAll(text, "\r\n ", ""); !strings.Contains(unfolded, strings.Repeat("讨论明年的合作方案", 6)) {
		t.Error("folding lost something")
	}
}

const file = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:days\r\n" +
	"BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20271001\r\nDTEND;VALUE=DATE:20271004\r\nSUMMARY:国庆节(休)\r\nEND:VEVENT\r\n" +
	"BEGIN:VEVENT\r\nUID:2\r\nDTSTART;VALUE=DATE:20271009\r\nSUMMARY:国庆节(班)\r\nEND:VEVENT\r\n" +
	"BEGIN:VEVENT\r\nUID:3\r\nDTSTART;VALUE=DATE:20260926\r\nX-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY\r\nSUMMARY:a\r\nEND:VEVENT\r\n" +
	"BEGIN:VEVENT\r\nUID:4\r\nDTSTART;VALUE=DATE:20200815\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:Assumption\r\nEND:VEVENT\r\n" +
	"BEGIN:VEVENT\r\nUID:5\r\nDTSTART:20271224T080000Z\r\nSUMMARY:party\r\nEND:VEVENT\r\n" +
	"BEGIN:VEVENT\r\nUID:6\r\nSTATUS:CANCELLED\r\nDTSTART;VALUE=DATE:20271111\r\nSUMMARY:none\r\nEND:VEVENT\r\n" +
	"END:VCALENDAR\r\n"

func TestReadHolidays(t *testing.T) {
	got, err := ical.ReadHolidays([]byte("\ufeff"+file), 2026, 2027)
	if err != nil {
		t.Fatal(err)
	}
	want := ical.Holidays{
		Off:    []sales.Date{day("2027-10-01"), day("2027-10-02"), day("2027-10-03"), day("2026-08-15"), day("2027-08-15")},
		Worked: []sales.Date{day("2027-10-09"), day("2026-09-26")},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsNoFileOfHolidaysIsRefused(t *testing.T) {
	for name, content := range map[string]string{
		"not iCalendar":     "hello",
		"empty":             "",
		"no whole day":      "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20271224T080000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
		"a rule of weeks":   "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20271224\r\nRRULE:FREQ=WEEKLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
		"a year of holiday": "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20270101\r\nDTEND;VALUE=DATE:20280101\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
		"cut off":           file[:300],
	} {
		if h, err := ical.ReadHolidays([]byte(content), 2026, 2027); err == nil {
			t.Errorf("%s: read %+v", name, h)
		}
	}
}

func FuzzReadHolidays(f *testing.F) {
	f.Add([]byte(file))
	f.Fuzz(func(t *testing.T, content []byte) {
		h, err := ical.ReadHolidays(content, 2026, 2030)
		if err == nil && len(h.Off)+len(h.Worked) == 0 {
			t.Error("nothing was read, and nothing was said")
		}
	})
}
