package commands

import (
	"regexp"
	"strconv"
	"strings"

	"roundsman/sales"
)

// clockSaid finds times of day: 9, 08:30, 5.30pm, 9点半, 下午3点.
var clockSaid = regexp.MustCompile(`(?i)(上午|早上|中午|下午|晚上)?\s*(\d{1,2})(?:[:：.](\d{2})|点(半|\d{1,2}分?)?)?\s*(am|pm|a\.m\.|p\.m\.)?`)

// clocks are all times of day in a text, in their order; ok is false if one of
// them is none.
func clocks(said string) (all []sales.ClockTime, ok bool) {
	for _, m := range clockSaid.FindAllStringSubmatch(said, -1) {
		minute := strings.TrimSuffix(m[3]+strings.Replace(m[4], "半", "30", 1), "分")
		c, ok := clockOf(m[2], minute, m[1]+strings.ToLower(m[5]))
		if !ok {
			return nil, false
		}
		all = append(all, c)
	}
	return all, true
}

func clockOf(hour, minute, half string) (sales.ClockTime, bool) {
	h, errHour := strconv.Atoi(hour)
	m, errMinute := strconv.Atoi("0" + minute)
	isAfternoon := strings.HasPrefix(half, "p") || half == "下午" || half == "晚上" || half == "中午" && h < 3
	switch {
	case isAfternoon && h < 12:
		h += 12
	case strings.HasPrefix(half, "a") && h == 12:
		h = 0
	}
	return sales.ClockTime{Hour: h, Minute: m}, errHour == nil && errMinute == nil && h < 24 && m < 60
}

// clockRanges reads "9-17", "08:30 to 17:30", 9点到18点, and several of them:
// "10-10:30, 12-1pm". ok is false if a time has no partner or ends before it starts.
func clockRanges(said string) (spans []sales.ClockSpan, ok bool) {
	times, ok := clocks(said)
	if !ok || len(times) == 0 || len(times)%2 != 0 {
		return nil, false
	}
	for i := 0; i < len(times); i += 2 {
		s := sales.ClockSpan{From: times[i], To: times[i+1]}
		if s.From.Minutes() >= s.To.Minutes() {
			return nil, false
		}
		spans = append(spans, s)
	}
	return spans, true
}

// clockRange is clockRanges for one.
func clockRange(said string) (start, end sales.ClockTime, ok bool) {
	spans, ok := clockRanges(said)
	if !ok || len(spans) != 1 {
		return start, end, false
	}
	return spans[0].From, spans[0].To, true
}
