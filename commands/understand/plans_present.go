package understand

// What is said in the present of a day to come is a plan: "tomorrow I'm at Acme", "Friday
// I am with Kestrel all day".

// isThere: the author is to be at an account, or with somebody of it, on a day to come.
func (m *message) isThere(j *judged) bool {
	if !m.saysWhere(j.clause) || j.sign(kTold, kOver, kCancel, kMissed, kNot) != nil {
		return false
	}
	day := m.coming(j.clause)
	if day == nil || day.isPart || !m.after(day) || m.certainlyComing(j.clause) == nil && !m.undecided(j.clause) {
		return false
	}
	j.kind, j.day = plans, day
	return true
}

// saysWhere: "I'm at", "we are with", and then an account or one of its people.
func (m *message) saysWhere(c clause) bool {
	if m.s.language() != "en" {
		return false
	}
	for w := c.from; w+2 < c.to; w++ {
		at := w + 1
		switch m.s.words[w].text {
		case "i'm", "im", "we're":
		case "i", "we":
			if next := m.s.words[at].text; next != "am" && next != "are" {
				continue
			}
			at++
		default:
			continue
		}
		for at < c.to && whereabouts[m.s.words[at].text] {
			at++
		}
		if at+1 >= c.to || !atPlaces[m.s.words[at].text] {
			continue
		}
		if m.owner[at+1] > 0 || m.accountOfCalled(at+1) != nil {
			return true
		}
	}
	return false
}

var (
	whereabouts = wordsOf(`out over back down up round off on site all day there again`)
	atPlaces    = wordsOf(`at by with in visiting seeing meeting`)
)

// planEach takes a plan for every account that a clause names.
func (t *telling) planEach(j judged) {
	for i := range j.names {
		own := j
		own.clause = t.m.segment(j.clause, j.names, i)
		own.names = j.names[i : i+1]
		if d := t.m.coming(own.clause); d != nil && !d.isPart {
			own.day = d
		} else {
			day := *j.day
			day.Due.Time = nil
			own.day = &day
		}
		t.owe(own)
	}
}
