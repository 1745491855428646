package understand

import "roundsman/sales"

// A week is listed in a few words, "Mon Acme, Tue Bolt, Wed Kestrel", by whoever tells of
// the one that is over and by whoever plans the one to come. Nothing else is said, so
// that it is asked; "next week" beside it tells.

// stop is an account of such a list with its weekday.
type stop struct {
	account      mention
	clause       clause
	gone, coming *found
}

// listsWeek takes a message that is a list of weekdays and accounts; false if it is none.
func (t *telling) listsWeek() bool {
	if !t.m.mayListWeek() {
		return false
	}
	stops, week := t.m.stopsOfWeek(), t.m.weekNamed()
	if len(stops) == 0 || len(stops) == 1 && (week != nil || !stops[0].soonerToCome(t.m.r.today)) {
		return false
	}
	for _, s := range stops {
		if week != nil {
			s.gone.Due.Day, s.coming.Due.Day = dayWithin(s.gone.Due.Day, week), dayWithin(s.coming.Due.Day, week)
		} else if s.gone.Sure < Sure { // said on that weekday: it is today's
			s.gone.Due.Day = t.m.r.today
		}
		s.gone.Sure, s.gone.Alternatives = Sure, nil
		if week == nil || week.Until.After(t.m.r.today) {
			t.duties = append(t.duties, FollowUpReading{Account: s.account.AccountReading, Due: s.coming.DayReading, Span: t.m.extent(s.clause), planned: true})
		}
		if week == nil || !week.Due.Day.After(t.m.r.today) {
			t.begin(s.account.AccountReading)
			t.add(judged{clause: s.clause, kind: tells, day: s.gone, unsure: week == nil || week.Until.After(t.m.r.today)})
		}
	}
	return true
}

// mayListWeek: a weekday is named, and no word tells anything; mostly that spares reading
// the days of every clause.
func (m *message) mayListWeek() bool {
	if m.s.language() != "en" || m.ahead || len(m.names) == 0 || m.c.Visit {
		return false
	}
	for _, s := range m.signs {
		if s.kind != kPlace && s.kind != kGiven && !(s.kind == kAsk && s.text == "am") {
			return false
		}
	}
	for i := range m.r.lx {
		if m.r.has(i, cWeekday) {
			return true
		}
	}
	return false
}

// soonerToCome: the weekday is nearer to come than it is gone: "Acme Thursday", said on a
// Wednesday.
func (s stop) soonerToCome(today sales.Date) bool {
	return s.coming.Due.Day.DaysSince(today) < today.DaysSince(s.gone.Due.Day)
}

// stopsOfWeek are the accounts of a message that says nothing but weekdays, accounts and
// people; none if it says anything else.
func (m *message) stopsOfWeek() (stops []stop) {
	var day *stop // a clause of a weekday alone goes before the account: "Mon: Acme"
	for _, c := range m.clauses {
		account := c.account()
		if account == "" && len(stops) > 0 {
			account = stops[len(stops)-1].account.ID
		}
		if c.asked || !m.weekdaysAndNames(c, account) {
			return nil
		}
		here := m.bareDays(c)
		switch {
		case len(c.names) == 0 && len(here) == 1:
			day = &here[0]
		case len(c.names) == 0 && len(here) == 0 && len(stops) > 0: // "(Dana)", "next week"
			stops[len(stops)-1].clause.to = c.to
		case len(c.names) == 1 && len(here) == 1:
			day = nil
			here[0].account, here[0].clause = c.names[0], c
			stops = append(stops, here[0])
		case len(c.names) == 1 && len(here) == 0 && day != nil:
			stops = append(stops, stop{account: c.names[0], clause: c, gone: day.gone, coming: day.coming})
		case len(c.names) == len(here):
			for i := range here {
				here[i].account, here[i].clause = c.names[i], m.segment(c, c.names, i)
				stops = append(stops, here[i])
			}
		default:
			return nil
		}
	}
	return stops
}

// bareDays are the weekdays of a clause, each as gone by and as to come.
func (m *message) bareDays(c clause) (out []stop) {
	past, future := m.days(c, true), m.days(c, false)
	if len(past) != len(future) {
		return nil
	}
	for i := range past {
		if past[i].bare && future[i].bare || past[i].weekly && past[i].Until.IsZero() {
			gone, coming := past[i], future[i]
			out = append(out, stop{gone: &gone, coming: &coming})
		}
	}
	return out
}

// weekdaysAndNames: a clause holds nothing but accounts, their people, weekdays without an
// hour, and "next week".
func (m *message) weekdaysAndNames(c clause, account sales.AccountID) bool {
	taken := map[int]bool{}
	for _, f := range m.days(c, false) {
		if !f.bare && !f.weekly && f.Until.IsZero() || f.hasTime || f.isPart {
			return false
		}
		for w := m.r.lx[f.from].from; w < m.r.lx[f.to-1].to; w++ {
			taken[w] = true
		}
	}
	for _, p := range m.peopleIn(c, account) {
		for w := p.from; w < p.to; w++ {
			taken[w] = true
		}
	}
	for w := c.from; w < c.to; w++ {
		if word := m.s.words[w]; word.kind != mark && m.owner[w] == 0 && !taken[w] && !joiners[word.text] && !listLinks[word.text] {
			return false
		}
	}
	return true
}

var listLinks = wordsOf(`at with on to for the in`)

// weekNamed is the week that a list says it is of, "next week", nil if it says none.
func (m *message) weekNamed() *found {
	for _, c := range m.clauses {
		for _, f := range m.days(c, false) {
			switch {
			case !f.Until.IsZero():
				return &f
			case f.weekly: // "next week Mon"
				f.Due.Day = monday(f.Due.Day)
				f.Until = f.Due.Day.AddDays(6)
				return &f
			}
		}
	}
	return nil
}

// dayWithin is the day of a week on the same weekday as another.
func dayWithin(day sales.Date, week *found) sales.Date {
	for d := week.Due.Day; !d.After(week.Until); d = d.AddDays(1) {
		if d.DaysSince(day)%7 == 0 {
			return d
		}
	}
	return day
}
