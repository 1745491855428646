package understand

// datesPromise: a sentence that is only a day or an hour is when what was promised
// right before is due: "I owe Vince an answer. Tomorrow 8.30am."
func (t *telling) datesPromise(j judged) bool {
	list := t.duties
	if t.current != nil {
		list = t.current.FollowUps
	}
	if len(list) == 0 || !list[len(list)-1].Due.Due.IsZero() || len(j.names) > 0 || !t.m.onlyDay(j.from, j.to) {
		return false
	}
	last := &list[len(list)-1]
	at := t.m.extent(j.clause)
	day := t.m.coming(j.clause)
	if day == nil || day.isPart || !t.m.after(day) || at.From < last.Span.To || at.From-last.Span.To > 3 {
		return false
	}
	last.Due = day.DayReading
	return true
}

// datesWish: "They want a bundle quote. Due date 8/26": the day of what was asked for.
func (t *telling) datesWish(j judged) bool {
	m := t.m
	if m.s.language() != "en" || len(j.names) > 0 {
		return false
	}
	day := m.coming(j.clause)
	before := t.before(j)
	if day == nil || day.isPart || before == nil || before.kind != remark || before.sign(kDeliver) == nil || !wish(before) || m.dated(before.clause) {
		return false
	}
	due := false
	for w := j.from; w < j.to; w++ {
		if w >= m.r.lx[day.from].from && w < m.r.lx[day.to-1].to || m.s.words[w].kind == mark {
			continue
		}
		if !dueWords[m.s.words[w].text] && !(w > j.from && agreesTo[m.s.words[w].text]) && !(w == j.from && (m.s.words[w].text == "said" || saysI[m.s.words[w].text])) {
			return false
		}
		due = true
	}
	if !due && !day.Due.By {
		return false
	}
	f := m.duty(judged{clause: before.clause, kind: follows})
	f.Due, f.Span = day.DayReading, m.extent(j.clause)
	if t.current != nil {
		t.current.FollowUps = append(t.current.FollowUps, f)
		t.current.clauses = append(t.current.clauses, judged{clause: j.clause, kind: follows})
	} else {
		t.duties = append(t.duties, f)
		t.others = append(t.others, judged{clause: j.clause, kind: follows})
	}
	return true
}

var (
	agreesTo = wordsOf(`said told promised her him them have`)
	saysI    = wordsOf(`i i've ive we we've told promised`)
)

var dueWords = wordsOf(`due date deadline by is it on needed required wanted before latest at the`)

// ownPart: what the author undertakes, without a day, to do what is wanted by the day just
// named is part of it: "wants it gone by Thursday, I'll arrange the float".
func (t *telling) ownPart(j judged, f *FollowUpReading) bool {
	if t.m.s.language() != "en" || !f.Due.Due.IsZero() || !f.Every.IsZero() || j.kind != follows || j.head || j.lead == nil || j.lead.kind != kMust || !t.m.own(j.lead) || len(j.names) > 0 {
		return false
	}
	before, list := t.before(j), t.duties
	if t.current != nil {
		list = t.current.FollowUps
	}
	if before == nil || before.strong || before.kind != follows || before.day == nil || len(list) == 0 || list[len(list)-1].Span != t.m.extent(before.clause) {
		return false
	}
	last := &list[len(list)-1]
	last.What = t.m.glue([]string{last.What, ",", t.m.text(j.clause)})
	return true
}

// dayAhead takes the day that stands, without a verb, in the sentence before the only visit
// is told: "Gail, over the fence at the show yesterday. Told her ...".
func (t *telling) dayAhead(v *draft) {
	m := t.m
	if !v.Day.Due.IsZero() || v.Extends || len(t.visits) != 1 || m.s.language() != "en" || len(m.clauses) < 3 || m.clauses[0].sign(kMust, kFollow) != nil {
		return
	}
	for _, c := range m.clauses[1:] {
		if c.head || m.saysVerb(c) {
			return
		}
		d := m.certainlyGone(c)
		if d != nil && !d.isPart && d.Until.IsZero() && !d.Due.By && c.sign(kTheir, kDeliver, kOutcome, kMust) == nil {
			v.Day = d.DayReading
			return
		}
	}
}

// headsList: "need to do 2 things for Acme:" is the head of what follows, and nothing
// to do by itself.
func (t *telling) headsList(j judged) bool {
	if j.kind != follows || j.day != nil || j.to >= len(t.m.s.words) || t.m.s.words[j.to].text != ":" {
		return false
	}
	for w := j.from; w < j.to; w++ {
		if listNouns[t.m.s.words[w].text] {
			return true
		}
	}
	return false
}

var listNouns = wordsOf(`things todos tasks actions items points jobs`)

// dayBehind takes the day that stands, without a verb, right behind what was told: "Felix
// and I met in person - trade show in Birmingham yesterday".
func (t *telling) dayBehind(v *draft) {
	if !v.Day.Due.IsZero() || v.Extends || t.m.s.language() != "en" {
		return
	}
	for i := 1; i < len(v.clauses); i++ {
		before, j := v.clauses[i-1], v.clauses[i]
		if before.kind != tells || before.strong || j.kind != remark || j.from-before.to > 2 || j.sign(kTheir, kDeliver, kOutcome) != nil {
			continue
		}
		d := t.m.certainlyGone(j.clause)
		if d == nil || d.isPart || !d.Until.IsZero() {
			continue
		}
		verb := false
		for w := j.from; w < j.to; w++ {
			verb = verb || finiteVerbs[t.m.s.words[w].text] || pastVerb(t.m.s.words[w].text) || subjects[t.m.s.words[w].text]
		}
		if !verb {
			v.Day = d.DayReading
			return
		}
	}
}
