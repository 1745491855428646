package commands

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"

	"roundsman/sales"
)

// clockSaid finds times of day: 9, 08:30, 5.30pm, 9点半, 下午3点, 三点.
var clockSaid = regexp.MustCompile(`(?i)(上午|早上|中午|下午|晚上)?\s*(\d{1,2}|十[一二]?|[一两二三四五六七八九])(?:[:：.](\d{2})|点(半|\d{1,2}分?)?)?\s*(am|pm|a\.m\.|p\.m\.)?`)

// clockReading is a time of day as it was typed, and which half of the day it named.
type clockReading struct {
	sales.ClockTime
	half string
}

// later is the same hour after noon, for a time that named no half of the day.
func (c clockReading) later() clockReading {
	if c.half == "" && c.Hour < 12 {
		c.Hour += 12
	}
	return c
}

// clocks are all times of day in a text, in their order; ok is false if one of
// them is none.
func clocks(said string) (all []clockReading, ok bool) {
	for _, m := range clockSaid.FindAllStringSubmatch(said, -1) {
		minute := strings.TrimSuffix(m[3]+strings.Replace(m[4], "半", "30", 1), "分")
		half := m[1] + strings.ToLower(m[5])
		c, ok := clockOf(m[2], minute, half)
		if !ok {
			return nil, false
		}
		all = append(all, clockReading{c, half})
	}
	return all, true
}

// hanHours are the hours as they are written in Chinese.
var hanHours = map[string]string{
	"一": "1", "两": "2", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6", "七": "7", "八": "8", "九": "9", "十": "10", "十一": "11", "十二": "12",
}

func clockOf(hour, minute, half string) (sales.ClockTime, bool) {
	h, errHour := strconv.Atoi(cmp.Or(hanHours[hour], hour))
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
// "10-10:30, 12-1pm". Of two times one may tell the half of the day for both:
// "3-5pm", 下午三点到五点. ok is false if a time has no partner or ends before it starts.
func clockRanges(said string) (spans []sales.ClockSpan, ok bool) {
	times, ok := clocks(said)
	if !ok || len(times) == 0 || len(times)%2 != 0 {
		return nil, false
	}
	for i := 0; i < len(times); i += 2 {
		from, to := times[i], times[i+1]
		switch {
		case to.half != "" && from.later().Minutes() < to.Minutes():
			from = from.later()
		case to.Minutes() <= from.Minutes():
			to = to.later()
		}
		s := sales.ClockSpan{From: from.ClockTime, To: to.ClockTime}
		if s.From.Minutes() >= s.To.Minutes() {
			return nil, false
		}
		spans = append(spans, s)
	}
	return spans, true
}

// clockRange is clockRanges for one.
func clockRange(said string) (span sales.ClockSpan, ok bool) {
	spans, ok := clockRanges(said)
	if !ok || len(spans) != 1 {
		return span, false
	}
	return spans[0], true
}
