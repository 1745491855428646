package understand

// topicOf is the account that a clause is about without naming it, when the visit
// under way is of no other.
func (t *telling) topicOf(j judged) *topic {
	if j.topic == nil || len(j.names) > 0 {
		return nil
	}
	if t.current != nil && (t.same(j.topic.AccountReading) || len(t.current.clauses) > 0 && t.current.clauses[0].from > j.topic.at) {
		return nil
	}
	for _, before := range t.others {
		if before.from == j.topic.at && (before.kind == plans || before.kind == cancels || before.kind == asks) {
			return nil
		}
	}
	return j.topic
}

// beginTopic begins the visit that a topic opened, with what was said of it before
// it was told that it took place.
func (t *telling) beginTopic(p *topic) {
	t.begin(p.AccountReading)
	for i, j := range t.others {
		if j.from >= p.at {
			t.current.clauses = append(t.current.clauses, t.others[i:]...)
			t.others = t.others[:i:i]
			break
		}
	}
	for _, j := range t.current.clauses {
		if j.opens && t.current.Day.Due.IsZero() {
			if d := t.m.toldDay(j.clause); d != nil && !t.m.after(d) {
				t.current.Day = d.DayReading
			}
		}
	}
	t.claimDuties(t.current)
}

// claimDuties gives a visit the duties of its clauses.
func (t *telling) claimDuties(v *draft) {
	kept := t.duties[:0:0]
	for _, f := range t.duties {
		if t.holds(v, f.Span) {
			v.FollowUps = append(v.FollowUps, f)
		} else {
			kept = append(kept, f)
		}
	}
	t.duties = kept
}

func (t *telling) holds(v *draft, at Span) bool {
	for _, j := range v.clauses {
		if t.m.extent(j.clause) == at {
			return true
		}
	}
	return false
}

// telegrams makes visits of what is put as in a telegram: account, person, what they
// said: 华为 王伟 嫌贵 下周三前给新报价. Without a person, or with nothing said, it is
// none.
func (t *telling) telegrams() {
	for i := 0; i < len(t.others); i++ {
		if j := t.others[i]; j.opens && j.kind == remark {
			if end := t.telegram(i); end > i {
				t.visit(i, end)
				i--
			}
		}
	}
}

// telegram is where the clauses of a telegram that begins with a topic end; the
// topic itself if they are none.
func (t *telling) telegram(i int) int {
	head, end, said := t.others[i], i+1, false
	folk := len(t.m.peopleIn(head.clause, head.account())) > 0
	for ; end < len(t.others); end++ {
		j := t.others[end]
		if j.topic == nil || j.topic.at != head.from {
			break
		}
		switch j.kind {
		case remark, rivals:
			if t.m.personal(j.clause) {
				return i
			}
			if t.m.onlyFolk(j.clause) {
				folk = true
			} else {
				said, folk = true, folk || t.opensWithFolk(j)
			}
		case absence:
			folk = folk && t.m.s.language() != "zh-Hans" // 昊然|离职了
		case follows, smallTalk:
		default:
			return i
		}
	}
	if !folk || !said {
		return i
	}
	return end
}

// visit makes a visit of clauses that were put aside.
func (t *telling) visit(from, to int) {
	v := &draft{VisitReading: VisitReading{Account: t.accountFrom(from)}}
	v.clauses = append(v.clauses, t.others[from:to]...)
	if d := t.m.dayHan(v.clauses); d != nil {
		v.Day = d.DayReading
	}
	v.Mode, v.ModeSpan = t.m.modeHan(v.clauses)
	t.others = append(t.others[:from:from], t.others[to:]...)
	t.visits = append(t.visits, v)
	t.claimDuties(v)
}

// accountFrom is the first account that is named from a clause on.
func (t *telling) accountFrom(i int) AccountReading {
	for _, j := range t.others[i:] {
		if j.topic != nil && j.topic.person {
			return j.topic.AccountReading
		}
		if len(j.names) > 0 {
			return j.names[0].AccountReading
		}
	}
	return AccountReading{}
}

// opensWithFolk: a clause begins with somebody of the account it is about.
func (t *telling) opensWithFolk(j judged) bool {
	for _, p := range t.m.peopleIn(j.clause, j.account()) {
		return p.from == j.from && !t.m.possessedHan(p)
	}
	return false
}
