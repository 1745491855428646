package understand

import "roundsman/sales"

// found is a day, a time or both, and the lexes it takes.
type found struct {
	DayReading
	from, to int // lexes
	hasDay   bool
	hasTime  bool
	isPart   bool // nothing but a part of the day: 下午
	order    bool // the doubt is the order of day and month
	bare     bool // a weekday and no more
	weekly   bool // a weekday of a week that is named
}

// piecewise gathers the pieces of one date in whatever order they come.
type piecewise struct {
	day    moment
	hour   hour
	part   int
	zone   string
	abroad bool // in a zone that is not named: their time
	by     bool
	since  bool
	end    int
	pieces int
}

// read reads a day and time at i with the small words before and after it.
func (r *dateReader) read(i int) (found, bool) {
	if !r.lx[i].timely() {
		return found{}, false
	}
	p := piecewise{}
	j := i
	led := false
	for j < len(r.lx) && j < i+4 {
		if m := r.dayOrRange(j); m.found() {
			break
		}
		if !r.opens(j) {
			break
		}
		p.by = p.by || r.has(j, cBy)
		p.since = p.since || r.has(j, cSince)
		led = r.has(j, cAt) || r.text(j, "between")
		j++
	}
	p.end = j
	r.gather(&p, led)
	if p.pieces == 0 {
		return found{}, false
	}
	r.close(&p)
	return r.assemble(i, p)
}

// opens: a word that may stand before a date and belongs to it.
func (r *dateReader) opens(j int) bool {
	if r.text(j, ",") || r.text(j, "-") {
		return false
	}
	if r.text(j, "by") && (r.at(j-1).number && r.at(j+1).number || lookedIn[r.at(j-1).text]) { // 10 by 12, popped by
		return false
	}
	return r.has(j, cBy) || r.has(j, cAt) || r.has(j, cFiller) || r.has(j, cSince)
}

// gather takes piece after piece: at most one day, one time, one part, one zone.
func (r *dateReader) gather(p *piecewise, led bool) {
	for range 8 {
		j := p.end
		if r.piece(p, j, led) {
			p.pieces++
			led = false
			continue
		}
		if p.pieces == 0 {
			return
		}
		k, at := j, false
		for k < j+3 && k < len(r.lx) && (r.has(k, cFiller) || r.has(k, cAt) || r.text(k, "between") || r.text(k, ",") || r.text(k, "(") || r.text(k, "，")) && r.s.words[r.at(k).from].kind != newline {
			at = at || r.has(k, cAt) || r.text(k, "between")
			k++
		}
		if k == j || !r.piece(p, k, at) {
			return
		}
		p.pieces++
		led = false
	}
}

// piece reads one more piece at j into p.
func (r *dateReader) piece(p *piecewise, j int, led bool) bool {
	if j >= len(r.lx) {
		return false
	}
	if r.weekdayOf(p, j) {
		return true
	}
	if r.zonePiece(p, j) {
		return true
	}
	if h := r.clockAfter(p, j, led || p.part != 0 && r.text(j-1, "at")); h.found() && !p.hour.found() && p.day.clock == nil {
		if d := r.day(j); !d.found() || d.end <= h.end {
			p.hour, p.end = h, h.end
			r.hourRange(p, r.text(j-1, "between"))
			return true
		}
	}
	if m := r.dayOrRange(j); m.found() && (!p.day.found() || p.day.part == -1 && m.until.IsZero()) {
		m.by = m.by || p.day.by
		p.day, p.end = m, m.end
		if m.part > 0 {
			p.part = m.part
		}
		return true
	} else if m.found() && m.part == -1 && p.day.found() { // Friday EOD
		p.day.by, p.end = true, m.end
		return true
	}
	if s, ok := r.is(j, cPart); ok && p.part == 0 && r.partMeant(j) {
		p.part, p.end = s.n, j+1
		return true
	}
	return false
}

// weekdayOf takes the weekday written after a date: 11月24日周二, "24 Nov (Tue)". One
// that does not agree makes the date a question.
func (r *dateReader) weekdayOf(p *piecewise, j int) bool {
	s, ok := r.is(j, cWeekday)
	if !ok || r.has(j, cRelUnit) || !p.day.found() || p.day.part == -1 || !p.day.until.IsZero() || p.hour.found() || s.weak && !r.at(j).capital {
		return false
	}
	if weekdayNumber(p.day.day) != s.n {
		if !r.has(j-1, cDayMark) && !r.text(j-1, "(") && !r.text(j-1, "（") {
			return false
		}
		p.day = r.agree(p.day, s.n)
	}
	p.end = j + 1
	if r.text(p.end, ")") || r.text(p.end, "）") {
		p.end++
	}
	return true
}

// partMeant: 早 and 晚 alone are ordinary characters; "am" alone is a verb.
func (r *dateReader) partMeant(j int) bool {
	t := r.at(j).text
	if r.followedBy(j+1, []string{"茶", "场"}) {
		return false
	}
	if (t == "早" || t == "晚") && r.at(j+1).number && r.has(j+2, cClockMark) { // 晚7点
		return true
	}
	if t == "am" || t == "pm" { // "tomorrow am", but not "I am"
		return j > 0 && (r.has(j-1, cNamed) || r.has(j-1, cWeekday)) && (r.at(j).glued || r.ends(j+1))
	}
	if t == "早" || t == "晚" {
		return j > 0 && r.at(j).glued && (r.has(j-1, cNamed) || r.has(j-1, cWeekday))
	}
	return true
}

// hourRange steps over the end of "3-4pm", 3点到5点: a thing is due at its beginning.
func (r *dateReader) hourRange(p *piecewise, between bool) {
	j := p.end
	if !r.has(j, cTo) || r.text(j, "and") && !between {
		return
	}
	end := r.clock(j+1, between)
	if !end.found() {
		return
	}
	p.end = end.end
	if !p.hour.exact && end.exact && end.h > 12 && p.hour.h < 12 && p.hour.h+12 <= end.h {
		p.hour.h, p.hour.exact = p.hour.h+12, true
	}
}

// close takes the words after a date that belong to it: 前, 左右, "latest".
func (r *dateReader) close(p *piecewise) {
	j := p.end
	if r.text(j, "下班") && r.has(j+1, cBefore) {
		j++
		p.by = true
	}
	switch {
	case r.has(j, cBefore) && r.at(j).glued && !r.followedBy(j+1, hanNoBefore):
		p.by = true
		j++
	case r.has(j, cInside) && r.at(j).glued && p.day.found():
		p.by = true
		j++
	case r.text(j, "起") && r.at(j).glued:
		p.since = true
		j++
	case r.text(j, "latest"), r.text(j, "at latest"), r.text(j, "at the latest"):
		p.by = true
		j++
	case r.text(j, "左右"), r.text(j, "上下"), r.text(j, "多") && r.at(j).glued && p.hour.found(), r.text(j, "ish") && r.at(j).glued:
		j++
	case r.text(j, "at") && r.text(j+1, "the") && r.text(j+2, "latest"):
		p.by = true
		j += 3
	}
	p.end = j
}

// assemble makes one reading of the pieces.
func (r *dateReader) assemble(i int, p piecewise) (found, bool) {
	f := found{from: i, to: p.end, hasDay: p.day.found(), hasTime: p.hour.found() || p.day.clock != nil}
	f.isPart = !f.hasDay && !f.hasTime
	if f.isPart && p.part == 0 {
		return found{}, false // a zone alone
	}
	for f.from+1 < p.end && !f.hasDay && r.text(f.from, "the") {
		f.from++
	}
	f.Sure = 0.9
	day := r.today
	if f.hasDay {
		day, f.Sure, f.Until = p.day.day, p.day.sure, p.day.until
		if p.day.part == -1 {
			p.day.part = 0
		}
	}
	if f.isPart && !r.past && r.now.Hour() >= partEnds[p.part] { // "in the morning", said in the evening
		day = day.AddDays(1)
	}
	due := sales.Due{Day: day, By: p.by || p.day.by, Zone: p.zone}
	due.Time = p.day.clock
	if p.hour.found() {
		if p.hour.midnight && (!f.hasDay || due.Day == r.today) {
			p.hour.h = 24
		}
		if p.part == 0 && r.atDinner(i, p.end) && p.hour.h > 4 {
			p.part = pEvening
		}
		clock, next := p.hour.resolved(p.part)
		due.Time = &clock
		if next {
			due.Day = due.Day.AddDays(1)
		} else if !f.hasDay && !next {
			due.Day = r.dayOfTime(clock, p.zone)
		}
	}
	if due.Time == nil {
		due.Zone = ""
	}
	if p.abroad && due.Time != nil {
		f.Sure = min(f.Sure, 0.6)
	}
	if p.hour.midnight && f.hasDay && p.day.day != r.today { // Friday's beginning or its end?
		other := due
		other.Day = other.Day.AddDays(1)
		f.Sure, f.Alternatives = 0.6, []sales.Due{due, other}
	}
	if p.hour.other != nil {
		other := due
		other.Time = p.hour.other
		f.Sure, f.Alternatives = 0.6, []sales.Due{due, other}
	}
	f.Due = due
	for _, d := range p.day.others {
		other := due
		other.Day = d
		f.Alternatives = append(f.Alternatives, other)
	}
	f.order, f.bare, f.weekly = p.day.order, p.day.bare, p.day.weekly
	r.mark(&f)
	return f, true
}

// partEnds are the hours at which the parts of a day are over.
var partEnds = map[int]int{pMorning: 12, pNoon: 14, pAfternoon: 18, pEvening: 24, pNight: 6}

// mark tells where a date stands in the text.
func (r *dateReader) mark(f *found) {
	from, to := r.lx[f.from].from, r.lx[f.to-1].to
	f.Said = r.s.said(r.s.words[from].from, r.s.words[to-1].to)
	f.Span = r.s.span(r.s.words[from].from, r.s.words[to-1].to)
}

// dayOfTime is the day of a time said alone: today, or tomorrow once it is gone;
// in reports today, or yesterday.
func (r *dateReader) dayOfTime(c sales.ClockTime, zone string) sales.Date {
	at, now := c.Minutes(), r.now.Hour()*60+r.now.Minute()
	switch {
	case zone != "":
		return r.dayOfTimeIn(c, zone)
	case r.past && at > now:
		return r.today.AddDays(-1)
	case !r.past && at <= now:
		return r.today.AddDays(1)
	}
	return r.today
}

// all reads every date between two lexes.
func (r *dateReader) all(from, to int) []found {
	cut := *r
	cut.lx = r.lx[:min(to, len(r.lx))]
	for from < len(cut.lx) && !cut.lx[from].timely() { // most clauses say no date at all
		from++
	}
	if from >= len(cut.lx) {
		return nil
	}
	cut.memo, cut.base = r.memos(len(cut.lx)-from), from
	defer func() { *r.room = cut.memo }()
	var out []found
	for i := from; i < len(cut.lx); {
		if end := cut.trap(i); end > i {
			i = end
			continue
		}
		f, ok := cut.read(i)
		if !ok {
			i++
			continue
		}
		cut.orAnother(&f)
		out = append(out, f)
		if next, ok := cut.amended(f); ok {
			out[len(out)-1], f = next, next
		}
		i = f.to
	}
	return cut.settled(out)
}

// memos are n empty ones. While they are in use, others are made.
func (r *dateReader) memos(n int) []*moment {
	list := *r.room
	*r.room = nil
	if cap(list) < n {
		return make([]*moment, n)
	}
	list = list[:n]
	clear(list)
	return list
}
