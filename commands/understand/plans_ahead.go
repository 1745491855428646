package understand

// A plan is no visit. It is told by its heading, "next week's plan: Mon Acme, Tue Globex",
// or by the day to come that it begins with, "Tomorrow 9:30 Acme, Anthea, tank tour".

// planAhead: the message is a list of visits to come: its first words say that it is a
// plan, or it is nothing but days, hours, accounts and people.
func (m *message) planAhead() bool {
	if m.s.language() != "en" || len(m.clauses) == 0 {
		return false
	}
	head := m.clauses[0]
	for _, c := range m.clauses {
		if c.sign(kTold, kOver, kMissed, kBy) != nil || c.asked {
			return false
		}
	}
	if d := m.certainlyComing(head); d != nil && m.r.lx[d.from].from == head.from && m.colonBehind(m.r.lx[d.to-1].to) && len(m.names) > 1 {
		return true
	}
	if m.saysWhere(head) && m.certainlyComing(head) != nil {
		return true
	}
	for w := head.from; w < min(head.to, head.from+6); w++ {
		if m.owner[w] > 0 || subjects[m.s.words[w].text] {
			break
		}
		if planWords[m.s.words[w].text] {
			return m.dated(head) || len(m.names) > 1
		}
	}
	return m.timetable()
}

// colonBehind: a colon stands at a word: "Tomorrow: ...".
func (m *message) colonBehind(w int) bool { return w < len(m.s.words) && m.s.words[w].text == ":" }

// timetable: accounts with their hours, and not a word of what was said there: "Monday:
// Acme 7am with Lachie, Globex 10.30 with Bec".
func (m *message) timetable() bool {
	hours, ahead := 0, false
	for _, c := range m.clauses {
		if day := m.coming(c); day != nil {
			ahead = ahead || m.after(day)
		}
		if m.certainlyGone(c) != nil || !m.namesAndHours(c) {
			return false
		}
		for w := c.from; w < c.to && len(c.names) > 0; w++ {
			if m.s.words[w].kind == digits {
				hours++
				break
			}
		}
	}
	return hours > 1 && ahead && len(m.names) > 1
}

// namesAndHours: a clause holds accounts, people, days and hours and nothing else.
func (m *message) namesAndHours(c clause) bool {
	left := map[int]bool{}
	for w := c.from; w < c.to; w++ {
		if word := m.s.words[w]; m.owner[w] == 0 && word.kind == letters && !circumstance[word.text] && word.text != "am" && word.text != "pm" {
			left[w] = true
		}
	}
	for _, p := range m.peopleIn(c, c.account()) {
		for w := p.from; w < p.to; w++ {
			delete(left, w)
		}
	}
	for _, f := range m.days(c, false) {
		for w := m.r.lx[f.from].from; w < m.r.lx[f.to-1].to; w++ {
			delete(left, w)
		}
	}
	return len(left) == 0
}

var planWords = wordsOf(`plan plans planned planning schedule scheduled agenda itinerary route roster timetable upcoming diary lineup`)

// opensAhead: a clause begins with a day that is certainly to come, or with an account
// and such a day.
func (m *message) opensAhead(j *judged) bool {
	day := m.certainlyComing(j.clause)
	return day != nil && (m.owner[j.from] > 0 || m.r.lx[day.from].from == j.from)
}

// isAhead: an account and its day to come, and no more: "Tomorrow Acme", in a message that
// tells of nothing else.
func (m *message) isAhead(j *judged) bool {
	if m.s.language() != "en" || len(j.names) == 0 || j.sign(kTold, kMissed, kCancel, kFollow, kPromise, kMust) != nil {
		return false
	}
	day := m.coming(j.clause)
	if first := m.clauses[0]; day == nil && m.ahead && j.from > first.from {
		day = m.certainlyComing(first)
		if day != nil && !m.saysVerb(j.clause) {
			at := *day
			at.Due.Time = nil
			j.kind, j.day = plans, &at
			return true
		}
	}
	if day == nil || day.isPart || !m.after(day) {
		return false
	}
	if m.ahead && !m.saysVerb(j.clause) || m.r.lx[day.from].from == j.from && m.certainlyComing(j.clause) != nil && !m.saysElse(j, day) {
		j.kind, j.day = plans, day
		return true
	}
	return false
}

func (m *message) saysVerb(c clause) bool {
	for w := c.from; w < c.to; w++ {
		if text := m.s.words[w].text; finiteVerbs[text] || pastVerb(text) || subjects[text] {
			return true
		}
	}
	return false
}
