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

// timetable: accounts with their hours, and not a word of what was said there: "Monday:
// Acme 7am with Lachie, Globex 10.30 with Bec".
func (m *message) timetable() bool {
	hours := 0
	for _, c := range m.clauses {
		day := m.wholeDay(c)
		if day != nil && m.certainlyGone(c) != nil {
			return false
		}
		if day != nil && day.Due.Time != nil {
			hours++
		}
		if len(c.names) > 0 && (day == nil || day.Due.Time == nil) {
			return false
		}
		j := judged{clause: c}
		if len(c.names) > 0 && day != nil && m.saysElse(&j, day) || len(c.names) == 0 && !m.onlyDay(c.from, c.to) && !m.onlyFolk(c) {
			return false
		}
	}
	return hours > 1 && len(m.names) > 1
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
