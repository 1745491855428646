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
