package understand

import (
	"time"

	"roundsman/sales"
)

// fixedHolidays fall on the same month and day every year.
var fixedHolidays = map[string][2]int{
	"new_year": {1, 1}, "epiphany": {1, 6}, "valentine": {2, 14}, "womens_day": {3, 8}, "labour_day": {5, 1}, "childrens_day": {6, 1},
	"independence_day": {7, 4}, "teachers_day": {9, 10}, "national_day": {10, 1}, "german_unity": {10, 3}, "halloween": {10, 31}, "double_eleven": {11, 11},
	"juneteenth": {6, 19}, "bastille": {7, 14}, "veterans_day": {11, 11}, "singles_day": {11, 11}, "double_twelve": {12, 12}, "patrick": {3, 17}, "nicholas": {12, 6}, "all_saints": {11, 1},
	"anzac": {4, 25}, "australia_day": {1, 26}, "waitangi": {2, 6}, "canada_day": {7, 1}, "republic_day": {1, 26}, "gandhi_jayanti": {10, 2}, "guy_fawkes": {11, 5}, "burns_night": {1, 25},
	"youth_day": {5, 4}, "party_day": {7, 1}, "army_day": {8, 1}, "christmas_eve": {12, 24}, "christmas": {12, 25}, "boxing_day": {12, 26}, "new_years_eve": {12, 31},
}

// easterHolidays are days after Easter Sunday.
var easterHolidays = map[string]int{"good_friday": -2, "easter": 0, "easter_monday": 1, "ash_wednesday": -46, "maundy_thursday": -3, "easter_saturday": -1, "corpus_christi": 60, "ascension": 39, "whit_sunday": 49, "whit_monday": 50}

// lunarYears are days of the Chinese calendar, month and day of the common one,
// as the Hong Kong Observatory tabulates them: Spring Festival, Dragon Boat,
// Qixi, Mid-Autumn, Double Ninth.
var lunarYears = map[int][5][2]int{
	2024: {{2, 10}, {6, 10}, {8, 10}, {9, 17}, {10, 11}},
	2025: {{1, 29}, {5, 31}, {8, 29}, {10, 6}, {10, 29}},
	2026: {{2, 17}, {6, 19}, {8, 19}, {9, 25}, {10, 18}},
	2027: {{2, 6}, {6, 9}, {8, 8}, {9, 15}, {10, 8}},
	2028: {{1, 26}, {5, 28}, {8, 26}, {10, 3}, {10, 26}},
	2029: {{2, 13}, {6, 16}, {8, 16}, {9, 22}, {10, 16}},
	2030: {{2, 3}, {6, 5}, {8, 5}, {9, 12}, {10, 5}},
	2031: {{1, 23}, {6, 24}, {8, 24}, {10, 1}, {10, 24}},
	2032: {{2, 11}, {6, 12}, {8, 12}, {9, 19}, {10, 12}},
	2033: {{1, 31}, {6, 1}, {8, 1}, {9, 8}, {10, 1}},
	2034: {{2, 19}, {6, 20}, {8, 20}, {9, 27}, {10, 20}},
	2035: {{2, 8}, {6, 10}, {8, 10}, {9, 16}, {10, 9}},
}

// twelfthMonths are how many days the last month of the Chinese year has that ends in
// a year of the common calendar: five of 29 in a row from 2025.
var twelfthMonths = map[int]int{2024: 30, 2025: 29, 2026: 29, 2027: 29, 2028: 29, 2029: 29, 2030: 30}

var lunarHolidays = map[string]struct{ column, shift int }{
	"spring_festival": {0, 0}, "new_year_eve_lunar": {0, -1}, "lantern": {0, 14}, "dragon_boat": {1, 0}, "qixi": {2, 0}, "mid_autumn": {3, 0}, "double_ninth": {4, 0},
}

// diwalis are the main day of Diwali, as India's government lists its holidays.
var diwalis = map[int][2]int{2024: {10, 31}, 2025: {10, 20}, 2026: {11, 8}, 2027: {10, 29}, 2028: {10, 17}, 2029: {11, 5}, 2030: {10, 26}}

// holidayIn is the day of a well-known holiday in a year, zero if it is not known.
func holidayIn(name string, year int) sales.Date {
	if md, ok := fixedHolidays[name]; ok {
		return sales.NewDate(year, time.Month(md[0]), md[1])
	}
	if shift, ok := easterHolidays[name]; ok {
		return easter(year).AddDays(shift)
	}
	if h, ok := lunarHolidays[name]; ok {
		days, known := lunarYears[year]
		if !known {
			return sales.Date{}
		}
		return sales.NewDate(year, time.Month(days[h.column][0]), days[h.column][1]).AddDays(h.shift)
	}
	if h, ok := nthHolidays[name]; ok {
		return nthOf(year, h.month, h.weekday, h.nth).AddDays(h.shift)
	}
	if md, ok := diwalis[year]; ok && name == "diwali" {
		return sales.NewDate(year, time.Month(md[0]), md[1])
	}
	switch name {
	case "qingming":
		return qingming(year)
	case "winter_solstice":
		return winterSolstice(year)
	}
	return sales.Date{}
}

// nthHolidays are the nth weekday of a month (Monday 1; nth -1 is the last one),
// and days after it.
var nthHolidays = map[string]struct {
	month               time.Month
	weekday, nth, shift int
}{
	"thanksgiving": {time.November, 4, 4, 0}, "black_friday": {time.November, 4, 4, 1}, "cyber_monday": {time.November, 4, 4, 4}, "labor_day_us": {time.September, 1, 1, 0},
	"memorial_day": {time.May, 1, -1, 0}, "presidents_day": {time.February, 1, 3, 0}, "mlk_day": {time.January, 1, 3, 0}, "columbus_day": {time.October, 1, 2, 0},
	"mothers_day": {time.May, 7, 2, 0}, "fathers_day": {time.June, 7, 3, 0}, "early_may_bank": {time.May, 1, 1, 0}, "spring_bank": {time.May, 1, -1, 0}, "summer_bank": {time.August, 1, -1, 0},
}

// nthOf is the nth weekday (Monday 1) of a month, the last one for n -1.
func nthOf(year int, month time.Month, weekday, n int) sales.Date {
	first := sales.NewDate(year, month, 1)
	if n < 0 {
		last := first.LastOfMonth()
		return last.AddDays(-((weekdayNumber(last) - weekday + 7) % 7))
	}
	return first.AddDays((weekday-weekdayNumber(first)+7)%7 + 7*(n-1))
}

// qingming is the solar term of 15 degrees, 4 or 5 April this century.
func qingming(year int) sales.Date {
	y := year % 100
	return sales.NewDate(year, time.April, int(float64(y)*0.2422+4.81)-y/4)
}

// winterSolstice is the solar term of 270 degrees, 21 or 22 December this century.
func winterSolstice(year int) sales.Date {
	y := year % 100
	return sales.NewDate(year, time.December, int(float64(y)*0.2422+21.94)-y/4)
}

// easter is Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms).
func easter(year int) sales.Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	month := (h + l - 7*m + 114) / 31
	day := (h+l-7*m+114)%31 + 1
	return sales.NewDate(year, time.Month(month), day)
}
