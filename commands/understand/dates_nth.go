package understand

// nthWeekday: first Monday in December, last Friday of the month, the first
// working day of February, last day of Feb.
func (r *dateReader) nthWeekday(i int) moment {
	j := i
	if r.has(j, cThe) {
		j++
	}
	nth, k := r.nth(j)
	if nth == 0 {
		return moment{}
	}
	if m := r.nthPiece(k-1, nth); m.found() {
		return m
	}
	day, weekday := r.is(k, cWeekday)
	unit, counted := r.is(k, cUnit)
	if !weekday && (!counted || unit.n != uDay && unit.n != uWorkday) {
		return moment{}
	}
	target := r.ofSpan(k + 1)
	if weekday || unit.n == uWorkday || nth > 0 {
		target = r.comingSpan(target, func(span moment) moment {
			if weekday {
				return r.nthOfSpan(span, day.n, nth)
			}
			return r.nthDayOfSpan(span, unit.n, nth)
		})
	}
	switch {
	case !target.found() || target.until.IsZero() || target.unit == uWeek && nth > 5:
		return moment{}
	case weekday:
		return r.nthOfSpan(target, day.n, nth)
	}
	return r.nthDayOfSpan(target, unit.n, nth)
}

// comingSpan is the month, quarter or year after this one where this one's day is gone.
func (r *dateReader) comingSpan(span moment, day func(moment) moment) moment {
	if !span.found() || r.past || !span.until.IsZero() && (span.day.After(r.today) || span.until.Before(r.today)) || !r.text(span.end-2, "the") && !r.has(span.end-2, cOf) {
		return span
	}
	if m := day(span); m.found() && m.day.Before(r.today) && r.has(span.end-1, cUnit) {
		return r.unitSpan(1, span.unit, span.end)
	}
	return span
}

// nth reads first, 2nd, last; it returns where it ends, and 0 for none.
func (r *dateReader) nth(j int) (n, end int) {
	if s, ok := r.is(j, cNth); ok && s.n != 0 {
		return s.n, j + 1
	}
	if s, ok := r.is(j, cOrdWord); ok && s.n <= 20 {
		return s.n, j + 1
	}
	if n, ok := r.number(j); ok && n >= 1 && n <= 20 && r.has(j+1, cOrdinal) && r.at(j+1).glued {
		return n, j + 2
	}
	return 0, j
}

// ofSpan is the span after a day counted in it: of February, next month.
func (r *dateReader) ofSpan(k int) moment {
	if r.has(k, cOf) {
		k++
	} else if !r.has(k, cDir) {
		return moment{}
	}
	if r.has(k, cThe) {
		k++
	}
	return r.edgeTarget(k)
}

func (r *dateReader) nthOfSpan(span moment, weekday, nth int) moment {
	if nth < 0 {
		return r.on(span.until.AddDays(-((weekdayNumber(span.until) - weekday + 7) % 7)), span.end)
	}
	day := span.day.AddDays((weekday-weekdayNumber(span.day)+7)%7 + 7*(nth-1))
	if day.After(span.until) {
		return moment{}
	}
	return r.on(day, span.end)
}

func (r *dateReader) nthDayOfSpan(span moment, unit, nth int) moment {
	day := span.day.AddDays(nth - 1)
	switch {
	case nth < 0 && unit == uWorkday:
		day = r.lastWorkday(span.until)
	case nth < 0:
		day = span.until
	case unit == uWorkday:
		day = r.workdays(span.day.AddDays(-1), nth)
	}
	if day.After(span.until) {
		return moment{}
	}
	return r.on(day, span.end)
}

// nthPiece: first week of December, second half of January.
func (r *dateReader) nthPiece(j, nth int) moment {
	u, week := r.is(j+1, cUnit)
	half := r.has(j+1, cHalf)
	k := j + 3
	if r.text(j+1, "week of") {
		week, u.n, k = true, uWeek, j+2
	} else if !r.has(j+2, cOf) {
		return moment{}
	}
	if !half && (!week || u.n != uWeek) {
		return moment{}
	}
	if r.has(k, cThe) {
		k++
	}
	target := r.edgeTarget(k)
	if !target.found() || target.until.IsZero() || half && nth != 1 && nth != 2 {
		return moment{}
	}
	from, until := target.day, target.until
	switch days := until.DaysSince(from) + 1; {
	case half && nth == 1:
		until = from.AddDays((days+1)/2 - 1)
		switch target.unit {
		case uMonth:
			until = from.AddDays(14)
		case uYear:
			until = from.AddMonths(5).LastOfMonth()
		}
	case half:
		if from = from.AddDays((days + 1) / 2); target.unit == uMonth {
			from = target.day.AddDays(15)
		} else if target.unit == uYear {
			from = target.day.AddMonths(6)
		}
	case nth < 0:
		from = until.AddDays(-6)
	default:
		from = from.AddDays(7 * (nth - 1))
		until = from.AddDays(6)
	}
	return r.span(from, until, uDay, target.end)
}
