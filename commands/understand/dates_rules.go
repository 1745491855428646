package understand

// classes is a set of classes. A number in digits is in the set numeric, though
// it has no sense.
type classes uint64

const (
	numeric  classes = 1 << 63
	anything         = ^classes(0)
)

func of(list ...class) (set classes) {
	for _, c := range list {
		set |= 1 << c
	}
	return set
}

func classesOf(senses []sense) (set classes) {
	for _, s := range senses {
		set |= of(s.class)
	}
	return set
}

// dayRule reads a day at a lex. It is asked only where a lex of these classes
// stands, since it finds nothing elsewhere: most rules begin with a word of their
// own, and asking all thirty of every word took a third of the reading of a text.
type dayRule struct {
	at   classes
	read func(r *dateReader, i int) moment
}

// dayRules in the order in which they are asked; of equally long ones the first wins.
func dayRules() []dayRule {
	return []dayRule{
		{of(cThe, cNamed), (*dateReader).named},
		{numeric, (*dateReader).isoDay},
		{numeric, (*dateReader).dotted},
		{numeric, (*dateReader).slashed},
		{anything, (*dateReader).dayMonth},
		{of(cMonth), (*dateReader).monthDay},
		{of(cRelUnit, cPeriodTail) | numeric, (*dateReader).hanMonthDay},
		{anything, (*dateReader).dayOfMonth},
		{of(cWeekday), (*dateReader).weekday},
		{of(cRelUnit, cThe, cDir), (*dateReader).relativeWeekday},
		{of(cRelUnit, cThe, cDir), (*dateReader).relativeUnit},
		{of(cThe, cEdge), (*dateReader).edge},
		{of(cEdgeDay), (*dateReader).edgeWord},
		{anything, (*dateReader).countedUnits},
		{of(cWeekNo) | numeric, (*dateReader).weekNumber},
		{of(cQuarterNo), (*dateReader).quarterOfYear},
		{of(cHoliday), (*dateReader).holiday},
		{of(cThe, cNth, cOrdWord) | numeric, (*dateReader).nthWeekday},
		{of(cRecent, cThe), (*dateReader).recent},
		{of(cWorkdayNext), (*dateReader).workday},
		{anything, (*dateReader).nearDay},
		{of(cSameTime), (*dateReader).sameTime},
		{of(cThe, cWeekOf), (*dateReader).weekOf},
		{anything, (*dateReader).halfYear},
		{of(cBothDays, cUnclear, cNewYearAbout), (*dateReader).unclear},
		{of(cRelUnit) | numeric, (*dateReader).yearHoliday},
		{of(cLunarDay), (*dateReader).lunarDay},
		{of(cRelUnit, cThe, cDir, cPeriodTail, cQuarterNo) | numeric, (*dateReader).nthHan},
		{numeric, (*dateReader).hanMonthFirst},
		{of(cPeriodTail), (*dateReader).tenDaysAlone},
	}
}

// clockRule reads a time of day at a lex, likewise.
type clockRule struct {
	at   classes
	read func(r *dateReader, i int) hour
}

// clockRules in the order in which they are asked; the first that finds one wins.
func clockRules() []clockRule {
	return []clockRule{
		{of(cNoon), (*dateReader).noon},
		{numeric, (*dateReader).hourChoice},
		{numeric, (*dateReader).hourSpan},
		{numeric, (*dateReader).colon},
		{numeric, (*dateReader).military},
		{numeric, (*dateReader).compact},
		{anything, (*dateReader).halfPast},
		{anything, (*dateReader).hanToHour},
		{numeric, (*dateReader).hanClock},
		{numeric, (*dateReader).hourOfPart},
		{numeric, (*dateReader).inWords},
		{numeric, (*dateReader).marked},
		{numeric, (*dateReader).roughly},
	}
}
