package holidays_test

import (
	"testing"

	"roundsman/sales"
	"roundsman/sales/holidays"
)

func day(s string) sales.Date {
	d, err := sales.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// TestKnownDays reads what governments announced, not what the tables say.
func TestKnownDays(t *testing.T) {
	book := holidays.Known()
	for _, tt := range []struct {
		name, country, state, day string
		want                      sales.PublicDay
	}{
		{"Spring Festival", "CN", "", "2026-02-16", sales.PublicHoliday},
		{"the Saturday worked for it", "CN", "", "2026-02-14", sales.MakeUpDay},
		{"the other one", "CN", "", "2026-02-28", sales.MakeUpDay},
		{"the last day of National Day", "CN", "", "2026-10-07", sales.PublicHoliday},
		{"the day after it", "CN", "", "2026-10-08", sales.Ordinary},
		{"its make-up Saturday", "CN", "", "2026-10-10", sales.MakeUpDay},
		{"Epiphany in Bavaria", "DE", "BY", "2026-01-06", sales.PublicHoliday},
		{"Epiphany in Baden-Württemberg", "DE", "BW", "2026-01-06", sales.PublicHoliday},
		{"Epiphany in Berlin", "DE", "BE", "2026-01-06", sales.Ordinary},
		{"Corpus Christi in North Rhine-Westphalia", "DE", "NW", "2026-06-04", sales.PublicHoliday},
		{"Corpus Christi in Hamburg", "DE", "HH", "2026-06-04", sales.Ordinary},
		{"Women's Day in Berlin", "DE", "BE", "2027-03-08", sales.PublicHoliday},
		{"Repentance Day in Saxony", "DE", "SN", "2026-11-18", sales.PublicHoliday},
		{"Repentance Day elsewhere", "DE", "BY", "2026-11-18", sales.Ordinary},
		{"All Saints in the Saarland", "DE", "SL", "2027-11-01", sales.PublicHoliday},
		{"Reformation Day in Thuringia", "DE", "TH", "2027-10-31", sales.PublicHoliday},
		{"German unity", "DE", "", "2026-10-03", sales.PublicHoliday},
		{"Boxing Day is not off in Geneva", "CH", "GE", "2028-12-26", sales.Ordinary},
		{"Thanksgiving", "US", "", "2026-11-26", sales.PublicHoliday},
		{"Columbus Day", "US", "", "2026-10-12", sales.PublicHoliday},
		{"which California does not keep", "US", "CA", "2026-10-12", sales.Ordinary},
		{"St Andrew's Day in Scotland", "GB", "SCT", "2026-11-30", sales.PublicHoliday},
		{"St Andrew's Day in England", "GB", "ENG", "2026-11-30", sales.Ordinary},
		{"Golden Week", "JP", "", "2026-05-05", sales.PublicHoliday},
		{"Melbourne Cup", "AU", "VIC", "2026-11-03", sales.PublicHoliday},
		{"Lunar New Year in Hong Kong", "HK", "", "2026-02-18", sales.PublicHoliday},
		{"and in Singapore", "SG", "", "2027-02-06", sales.PublicHoliday},
		{"a make-up Saturday in Hungary", "HU", "", "2026-12-12", sales.MakeUpDay},
		{"a country we do not know", "AQ", "", "2026-12-25", sales.Ordinary},
		{"a year nobody announced", "CN", "", "2031-10-01", sales.Ordinary},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := book.Public(tt.country, tt.state, day(tt.day)); got != tt.want {
				t.Errorf("%s in %s-%s: %v, want %v", tt.day, tt.country, tt.state, got, tt.want)
			}
		})
	}
}

func TestWhatIsNotKnownIsSaid(t *testing.T) {
	book := holidays.Known()
	for _, tt := range []struct {
		country, state string
		year           int
		want           sales.Coverage
	}{
		{"CN", "", 2026, sales.WholeYear},
		{"CN", "", 2031, sales.UnknownYear},
		{"DE", "BY", 2027, sales.WholeYear},
		{"DE", "XX", 2027, sales.WholeYear},
		{"SG", "", 2028, sales.PartOfYear}, // Hari Raya is not announced
		{"MY", "10", 2028, sales.PartOfYear},
		{"AQ", "", 2026, sales.UnknownPlace},
	} {
		if got := book.Coverage(tt.country, tt.state, tt.year); got != tt.want {
			t.Errorf("coverage of %s-%s in %d: %v, want %v", tt.country, tt.state, tt.year, got, tt.want)
		}
	}
	added := book.With(holidays.Days{Place: "CN", Off: []sales.Date{day("2031-10-01")}}, holidays.Days{Place: "AQ-X", Worked: []sales.Date{day("2026-12-25")}})
	if got := added.Coverage("CN", "", 2031); got != sales.WholeYear {
		t.Errorf("a year that was added: %v", got)
	}
	if got := added.Coverage("AQ", "X", 2026); got != sales.WholeYear {
		t.Errorf("a place that was added: %v", got)
	}
}

func TestAddedDaysComeFirst(t *testing.T) {
	book := holidays.Known().With(
		holidays.Days{Place: "CN", Off: []sales.Date{day("2026-02-14")}, Worked: []sales.Date{day("2026-10-01")}},
		holidays.Days{Place: "DE-BY", Off: []sales.Date{day("2026-08-15")}},
	)
	for d, want := range map[string]sales.PublicDay{"2026-02-14": sales.PublicHoliday, "2026-10-01": sales.MakeUpDay, "2026-10-02": sales.PublicHoliday} {
		if got := book.Public("CN", "", day(d)); got != want {
			t.Errorf("%s: %v, want %v", d, got, want)
		}
	}
	if book.Public("DE", "BY", day("2026-08-15")) != sales.PublicHoliday || book.Public("DE", "BE", day("2026-08-15")) != sales.Ordinary {
		t.Error("a state's day is its own")
	}
	if holidays.Known().Public("CN", "", day("2026-02-14")) != sales.MakeUpDay {
		t.Error("adding changed what comes with the program")
	}
}

func TestTheTablesAreWhole(t *testing.T) {
	book := holidays.Known()
	if n := len(book.Countries()); n < 60 {
		t.Errorf("%d countries", n)
	}
	states := map[string]int{}
	for _, s := range holidays.AllStates() {
		states[s.Country]++
		if s.English == "" || s.Chinese == "" {
			t.Errorf("%s-%s has no name", s.Country, s.Code)
		}
		if book.Coverage(s.Country, s.Code, 2027) < sales.PartOfYear {
			t.Errorf("%s-%s has no days", s.Country, s.Code)
		}
	}
	for country, n := range map[string]int{"DE": 16, "AT": 9, "CH": 26, "AU": 8, "CA": 13, "GB": 4} {
		if states[country] != n {
			t.Errorf("%s has %d states", country, states[country])
		}
	}
	for _, country := range book.Countries() {
		for n := 2026; n <= 2027; n++ {
			if country == "CN" && n == 2027 {
				continue // announced each November; TestWhatIsNotKnownIsSaid
			}
			if book.Coverage(country, "", n) < sales.PartOfYear {
				t.Errorf("%s %d is missing", country, n)
			}
		}
	}
}
