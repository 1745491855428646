package understand

import (
	"strconv"
	"strings"
)

// englishTime is how English speaks of days and times, slips of the thumb
// included. A few German words are here since English messages from there
// hold them (KW 48, 14 Uhr).
//
//nolint:misspell // slips are what is read here
func englishTime() lexicon {
	l := lexicon{}
	for i, w := range []string{
		"monday|mondays|monday's|mon|mo.|montag", "tuesday|tuesdays|tuesday's|tue|tues|teusday|tuseday|tusday|dienstag",
		"wednesday|wednesdays|wednesday's|wed|weds|wensday|wendesday|wednsday|mittwoch", "thursday|thursdays|thursday's|thu|thur|thurs|thrusday|thurday|donnerstag",
		"friday|fridays|friday's|fri|firday|freitag", "saturday|saturdays|saturday's|saterday|samstag", "sunday|sundays|sunday's|sonntag",
	} {
		l.add(sense{class: cWeekday, n: i + 1}, w)
	}
	l.add(sense{class: cWeekday, n: 6, weak: true}, "sat")
	l.add(sense{class: cWeekday, n: 7, weak: true}, "sun")
	for i, w := range []string{
		"january|jan|januar", "february|feb|februar|febuary", "", "april|apr", "", "june|jun|juni",
		"july|jul|juli", "august|aug", "september|sept|sep", "october|oct|oktober", "november|nov", "december|dec|dezember|decmber",
	} {
		l.add(sense{class: cMonth, n: i + 1}, w)
	}
	l.add(sense{class: cMonth, n: 3, weak: true}, "march|mar|märz")
	l.add(sense{class: cMonth, n: 5, weak: true}, "may|mai")
	for u, w := range map[int]string{
		uMinute: "minute|minutes|min|mins", uHour: "hour|hours|hr|hrs|h", uDay: "day|days",
		uWorkday: "working day|working days|weekday|weekdays|week day|week days|workday|workdays|business day|business days|work day|work days",
		uWeek:    "week|weeks|wk|wks|week's", uMonth: "month|months|month's", uQuarter: "quarter|quarters", uYear: "year|years|year's|yr|yrs",
		uWeekend: "weekend|week end", uFortnight: "fortnight|fortnights",
	} {
		l.add(sense{class: cUnit, n: u}, w)
	}
	for i, w := range []string{"zero", "one|a|an", "two|a couple of|couple of|a couple", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"} {
		l.add(sense{class: cNumber, n: i}, w)
	}
	englishNumbers(l)
	for n, w := range map[int]string{1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"} {
		l.add(sense{class: cNth, n: n}, w)
	}
	l.add(sense{class: cDir, n: 1}, "next|nxt|following|the following")
	l.add(sense{class: cDir, n: 0}, "this|current|coming|this coming|the coming|upcoming")
	l.add(sense{class: cDir, n: -1}, "last|previous|past")
	l.add(sense{class: cDir, n: 2}, "the week after next|week after next|wk after next|the wk after next")
	l.add(sense{class: cRelUnit, n: 2, m: uWeek}, "the week after next|week after next|wk after next|the wk after next")
	l.add(sense{class: cRelUnit, n: -2, m: uWeek}, "the week before last|week before last")
	l.add(sense{class: cRelUnit, n: 2, m: uMonth}, "the month after next|month after next")
	l.add(sense{class: cRelUnit, n: -2, m: uMonth}, "the month before last|month before last")
	l.add(sense{class: cRelUnit, n: 2, m: uWeekend}, "the weekend after next|weekend after next")
	l.add(sense{class: cRelUnit, n: 2, m: uYear}, "the year after next|year after next")
	l.add(sense{class: cRecent}, "last|past|previous")
	l.add(sense{class: cNamed, n: 0}, "today|todays|today's|2day|tdy|this day")
	l.add(sense{class: cNamed, n: 0, m: pMorning}, "this morning|this am")
	l.add(sense{class: cNamed, n: 0, m: pAfternoon}, "this afternoon|this arvo|this aft|this avo|this pm")
	l.add(sense{class: cNamed, n: 0, m: pEvening}, "this evening|this eve")
	englishGerman(l)
	l.add(sense{class: cNamed, n: 1}, "tomorrow|tomm|tomorrows|tomorrow's|tmrw|tmr|tomorow|tommorow|tommorrow|tomorrrow|2moro|tmw|tomoz|tmoro|tomo|tmrrw|tmro|2morrow|2mrw|2mro|2moz")
	l.add(sense{class: cNamed, n: 2}, "day after tomorrow|overmorrow|day after tmrw|day after tmr|day after 2moro|day after tomoz")
	l.add(sense{class: cNamed, n: -1}, "yesterday|yesterday's|yday|yesteday|ystd|yesterdy")
	l.add(sense{class: cNamed, n: -2}, "day before yesterday")
	l.add(sense{class: cNamed, n: 0, m: pEvening}, "tonight|tonite|2nite|2night")
	l.add(sense{class: cNamed, n: -1, m: pEvening}, "last night")
	l.add(sense{class: cPart, n: pMorning}, "morning|mornings|forenoon|am|first thing|early morning|first thing in the morning")
	l.add(sense{class: cPart, n: pAfternoon}, "afternoon|arvo|aft|avo|pm")
	l.add(sense{class: cPart, n: pEvening}, "evening|night")
	l.add(sense{class: cPart, n: pNoon}, "lunchtime|lunch time|midday time")
	l.add(sense{class: cNoon, n: 12}, "noon|midday|12 noon|noonish|high noon")
	l.add(sense{class: cNoon, n: 0}, "midnight|12 midnight")
	l.add(sense{class: cAM}, "am|a.m|a m")
	l.add(sense{class: cPM}, "pm|p.m|p m")
	l.add(sense{class: cHourMark}, "h|uhr|hrs|hours")
	l.add(sense{class: cOClock}, "o'clock|oclock|o clock|sharp")
	l.add(sense{class: cHalf}, "half|half an|half a|half past|a half|and a half|halb")
	l.add(sense{class: cQuarter}, "quarter|a quarter")
	l.add(sense{class: cPastHour}, "past|after")
	l.add(sense{class: cToHour}, "to")
	l.add(sense{class: cEdge, n: edgeStart}, "start|beginning|begin|early|anfang")
	l.add(sense{class: cEdge, n: edgeMid}, "mid|middle|mitte")
	l.add(sense{class: cEdge, n: edgeEnd}, "end|late|close|ende")
	l.add(sense{class: cEdgeDay, n: edgeEnd, m: uDay}, "eod|cob|eob|end of day|end of the day|close of business|end of business|close of play|end of business day")
	l.add(sense{class: cEdgeDay, n: edgeEnd, m: uWeek}, "eow|end of week|end of the week|end of this week|week's end")
	l.add(sense{class: cEdgeDay, n: edgeEnd, m: uMonth}, "eom|end of month|month end|month's end|end of the month|end of this month")
	l.add(sense{class: cEdgeDay, n: edgeEnd, m: uQuarter}, "eoq|end of quarter|quarter end|end of the quarter|end of this quarter")
	l.add(sense{class: cEdgeDay, n: edgeEnd, m: uYear}, "eoy|end of year|year end|year's end|end of the year|end of this year")
	l.add(sense{class: cBy}, "by|before|b4|until|till|til|no later than|not later than|latest by|at the latest by|due|prior to|by no later than|ahead of|untill|bis|latest|up to")
	l.add(sense{class: cIn}, "in|after|in about|in another|in roughly|in around|in approx|in approximately|in ca|in some|in just over|in exactly")
	l.add(sense{class: cWithin}, "within|in the next|within the next|over the next|inside")
	l.add(sense{class: cAgo}, "ago|back|earlier|before today")
	l.add(sense{class: cLater}, "later|from now|hence|from today|time|out")
	l.add(sense{class: cSince}, "since|from|between|starting|as of|ever since")
	l.add(sense{class: cTo}, "to|till|until|through|thru|-|–|—|and|bis")
	l.add(sense{class: cFiller}, "on|the|,|around|about|approx|ca|circa|of|@|in the|for|this|during|during the|over|onwards|onward|sharp|am|early|late|in|-")
	l.add(sense{class: cAt}, "at|@|from|around|about|um|till|until|by|before|b4|after")
	l.add(sense{class: cOrdinal}, "st|nd|rd|th")
	l.add(sense{class: cWeekNo}, "cw|kw|w|week|wk|calendar week|week no|week number|wk.")
	l.add(sense{class: cQuarterNo}, "q|quarter")
	l.add(sense{class: cThe}, "the")
	l.add(sense{class: cOf}, "of|in|of the")
	l.add(sense{class: cEvery}, "every|each")
	for i := 1; i <= 4; i++ {
		n := strconv.Itoa(i)
		l.add(sense{class: cQuarterNo, n: i}, "q"+n+"|"+[]string{"first", "second", "third", "fourth"}[i-1]+" quarter")
	}
	for name, w := range map[string]string{
		"christmas": "christmas|xmas|christmas day|xmas day|x mas|weihnachten", "christmas_eve": "christmas eve|xmas eve",
		"new_year": "new year|new year's|new years|new year's day|new years day", "new_years_eve": "new year's eve|new years eve|nye|silvester",
		"easter": "easter|easter sunday", "easter_monday": "easter monday", "good_friday": "good friday",
		"ascension": "ascension day|ascension", "whit_monday": "whit monday|pentecost monday", "whit_sunday": "pentecost|whit sunday|whitsun",
		"thanksgiving": "thanksgiving|thanksgiving day", "boxing_day": "boxing day", "anzac": "anzac day", "australia_day": "australia day", "waitangi": "waitangi day", "canada_day": "canada day", "republic_day": "republic day", "gandhi_jayanti": "gandhi jayanti", "guy_fawkes": "guy fawkes night|bonfire night", "burns_night": "burns night", "diwali": "diwali|deepavali|divali", "spring_festival": "chinese new year|chinese new year's|chinese new years|chinese new year's day|chinese new years day|chinese new year day|spring festival|lunar new year|lunar new year's day|cny|cny holiday", "new_year_eve_lunar": "chinese new year's eve|chinese new years eve|lunar new year's eve|cny eve", "lantern": "lantern festival",
		"mid_autumn": "mid-autumn festival|mid autumn festival|moon festival|mid autumn", "dragon_boat": "dragon boat festival", "qingming": "qingming|tomb sweeping day|qingming festival",
		"national_day": "golden week|national day", "labour_day": "may day|labour day|international workers' day", "labor_day_us": "labor day",
		"independence_day": "independence day|fourth of july", "german_unity": "day of german unity|german unity day", "halloween": "halloween", "valentine": "valentine's day|valentines day",
		"epiphany": "epiphany|three kings", "black_friday": "black friday", "cyber_monday": "cyber monday", "memorial_day": "memorial day", "presidents_day": "presidents day|presidents' day|president's day",
		"mlk_day": "mlk day|martin luther king day", "columbus_day": "columbus day", "veterans_day": "veterans day|remembrance day", "juneteenth": "juneteenth", "bastille": "bastille day", "patrick": "st patrick's day|st patricks day",
		"nicholas": "st nicholas day|nikolaus", "all_saints": "all saints|all saints day|all saints' day", "ash_wednesday": "ash wednesday", "maundy_thursday": "maundy thursday", "easter_saturday": "easter saturday|holy saturday", "corpus_christi": "corpus christi|fronleichnam",
		"mothers_day": "mother's day|mothers day", "fathers_day": "father's day|fathers day", "early_may_bank": "early may bank holiday", "spring_bank": "spring bank holiday|late may bank holiday", "summer_bank": "august bank holiday|summer bank holiday",
		"womens_day": "women's day|womens day|international women's day", "singles_day": "singles day|singles' day|double eleven", "teachers_day": "teachers day|teacher's day", "double_ninth": "double ninth|double ninth festival|chongyang", "qixi": "qixi",
	} {
		l.add(sense{class: cHoliday, name: name}, w)
	}
	englishZones(l)
	return l
}

func englishZones(l lexicon) {
	for zone, w := range map[string]string{
		"Europe/Berlin": "berlin|german|germany|munich|frankfurt|hamburg", "Europe/London": "london|uk|british|england", "Europe/Paris": "paris|french",
		"America/New_York": "new york|ny|nyc|eastern|boston|est|edt", "America/Chicago": "chicago|central|texas|dallas", "America/Denver": "denver|mountain|mst|mdt",
		"America/Los_Angeles": "los angeles|la|pacific|california|san francisco|seattle|pst|pdt", "Asia/Shanghai": "beijing|china|shanghai|shenzhen|chinese",
		"Asia/Hong_Kong": "hong kong|hk", "Asia/Taipei": "taipei|taiwan", "Asia/Tokyo": "tokyo|japan|jst", "Asia/Seoul": "seoul|korea|kst", "Asia/Singapore": "singapore|sgt",
		"Asia/Kolkata": "india|mumbai|delhi|ist", "Asia/Dubai": "dubai|uae", "Australia/Sydney": "sydney|aest|aedt", "Europe/Zurich": "zurich|swiss", "Europe/Vienna": "vienna",
		"Europe/Madrid": "madrid", "Europe/Rome": "rome|milan", "Europe/Amsterdam": "amsterdam|dutch", "Europe/Warsaw": "warsaw", "Europe/Istanbul": "istanbul", "America/Sao_Paulo": "sao paulo|são paulo",
	} {
		l.add(sense{class: cZone, name: zone}, w)
	}
	// Abbreviations stand alone, m 1: no "time" needs to follow.
	for zone, w := range map[string]string{
		"Europe/Berlin": "cet|cest|mez|mesz", "UTC": "utc|gmt|zulu", "Europe/London": "bst", "America/New_York": "est|edt|et|eastern",
		"America/Los_Angeles": "pst|pdt|pt|pacific", "Asia/Tokyo": "jst", "Asia/Singapore": "sgt", "Asia/Kolkata": "ist", "Asia/Hong_Kong": "hkt",
	} {
		l.add(sense{class: cZone, name: zone, m: 1}, w)
	}
	l.add(sense{class: cZoneTail}, "time|local time|standard time")
	l.add(sense{class: cMyTime}, "local time|our time|my time|your local time")
	l.add(sense{class: cTheirTime}, "their time|your time|his time|her time|their local time")
}

// englishGerman are the German words that slip into English messages. Morgen alone
// is not among them: it is a greeting and a name.
func englishGerman(l lexicon) {
	for n, w := range map[int]string{0: "heute", 1: "morgen früh|morgen vormittag|morgen nachmittag|morgen abend", 2: "übermorgen|uebermorgen", -1: "gestern", -2: "vorgestern"} {
		l.add(sense{class: cNamed, n: n}, w)
	}
	for n, w := range map[int]string{1: "nächste|nächsten|nächster|nächstes|naechste|naechsten|kommende|kommenden|kommender", 0: "diese|diesen|dieser|dieses", -1: "letzte|letzten|letzter|vorige|vorigen"} {
		l.add(sense{class: cDir, n: n}, w)
	}
	for u, w := range map[int]string{uDay: "tag|tage|tagen", uWeek: "woche|wochen", uMonth: "monat|monats|monate|monaten", uQuarter: "quartal|quartals", uYear: "jahr|jahres|jahre|jahren", uHour: "stunde|stunden", uWorkday: "arbeitstag|arbeitstage|arbeitstagen|werktage|werktagen"} {
		l.add(sense{class: cUnit, n: u}, w)
	}
	for n, w := range map[int]string{1: "einem|einer|einen", 2: "zwei", 3: "drei", 4: "vier", 5: "fünf", 6: "sechs", 10: "zehn"} {
		l.add(sense{class: cNumber, n: n}, w)
	}
	l.add(sense{class: cEdgeDay, n: edgeEnd, m: uWeek}, "ende der woche")
	l.add(sense{class: cEdgeDay, n: edgeEnd, m: uMonth}, "ende des monats|monatsende")
	l.add(sense{class: cEdgeDay, n: edgeEnd, m: uQuarter}, "ende des quartals|quartalsende")
	l.add(sense{class: cEdgeDay, n: edgeEnd, m: uYear}, "ende des jahres|jahresende")
}

var ordinalWords = [...]string{
	"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth",
	"sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
}

// englishNumbers are counts from thirteen and days of the month in words, as
// dictation writes them.
func englishNumbers(l lexicon) {
	for i, w := range strings.Fields("thirteen fourteen fifteen sixteen seventeen eighteen nineteen") {
		l.add(sense{class: cNumber, n: 13 + i}, w)
	}
	units := strings.Fields("one two three four five six seven eight nine")
	for i, w := range strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety") {
		tens := 20 + 10*i
		l.add(sense{class: cNumber, n: tens}, w)
		for j, unit := range units {
			l.add(sense{class: cNumber, n: tens + j + 1}, w+" "+unit)
		}
	}
	for i, w := range ordinalWords {
		l.add(sense{class: cOrdWord, n: i + 1}, w)
		if i < 9 {
			l.add(sense{class: cOrdWord, n: 21 + i}, "twenty "+w)
		}
	}
	l.add(sense{class: cOrdWord, n: 30}, "thirtieth")
	l.add(sense{class: cOrdWord, n: 31}, "thirty first")
	l.add(sense{class: cMinutes, n: 15}, "quarter of an hour|a quarter of an hour|quarter hour|a quarter hour")
	l.add(sense{class: cMinutes, n: 45}, "three quarters of an hour|three quarter hour")
	l.add(sense{class: cMinutes, n: 90}, "an hour and a half|one hour and a half")
	l.add(sense{class: cSameTime, m: 1}, "this time|same time|the same time")
	l.add(sense{class: cSameTime}, "same day|the same day")
	l.add(sense{class: cWeekOf}, "week of|week commencing|week beginning|week starting|week com|wc|with c")
}
