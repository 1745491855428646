package understand

// headWeeks gives the week that heads a list to the weekdays of the list: 下周：周一华为，周二安踏;
// 上周拜访：周三特步.
func (r *dateReader) headWeeks() {
	if !r.han {
		return
	}
	var head sense
	heads := false
	for i := range r.lx {
		l := &r.lx[i]
		if s, ok := l.is(cRelUnit); ok && s.m == uWeek && !r.has(i, cWeekday) && r.headsColon(i) {
			head, heads = s, true
			continue
		}
		if l.text == "\n" && r.s.words[l.from].kind == newline && i+1 < len(r.lx) && r.s.words[r.lx[i+1].from].kind == newline { // an empty line ends it
			heads = false
		}
		if heads && r.has(i, cWeekday) && !r.has(i, cRelUnit) && r.s.words[l.from].kind == han {
			l.senses = append(append([]sense(nil), l.senses...), head)
			l.classes = classesOf(l.senses)
		}
	}
}

const longestHeading = 5 // words between a week and the colon of a list

// headsColon: a colon follows a week in a few words that name nothing else of time.
func (r *dateReader) headsColon(i int) bool {
	for j := i + 1; j < len(r.lx) && j <= i+longestHeading; j++ {
		switch l := &r.lx[j]; {
		case l.text == ":" || l.text == "：":
			return true
		case r.s.words[l.from].kind != han, r.has(j, cWeekday), r.has(j, cNamed):
			return false
		}
	}
	return false
}
