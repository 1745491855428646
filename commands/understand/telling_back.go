package understand

import "strings"

// untell takes back a visit that was only named when the next words call it off:
// "meeting with Acme, cancelled".
func (t *telling) untell(j judged) {
	v := t.current
	if v == nil || len(v.clauses) != 1 || v.clauses[0].lead == nil || v.clauses[0].lead.kind == kTold && !(v.toldOf() && (j.day != nil || t.m.meetingOff(j))) || len(v.FollowUps) > 0 {
		return
	}
	if v.clauses[0].strong && j.to-j.from > j.lead.to-j.lead.from+1 {
		return
	}
	before := v.clauses[0]
	before.kind = cancels
	t.others = append(t.others, before)
	t.visits = t.visits[:len(t.visits)-1]
	t.current = nil
	if n := len(t.visits); n > 0 {
		t.current = t.visits[n-1]
	}
}

// meetingOff: a Chinese clause says no more than that the meeting is off: 会议取消.
func (m *message) meetingOff(j judged) bool {
	if m.s.words[j.lead.from].kind != han || j.lead.from-j.from > 6 {
		return false
	}
	return strings.Contains(m.s.folded(j.from, j.lead.from), "会") || strings.Contains(m.s.folded(j.from, j.lead.from), "拜访") || strings.Contains(m.s.folded(j.from, j.lead.from), "见面")
}

// contradicted: a plan goes on as if it were over, "tomorrow visit Acme, met Wang
// Lei": the visit gets the day to come, which is then asked about.
func (t *telling) contradicted() {
	if len(t.visits) == 0 || len(t.others) == 0 || len(t.duties) == 0 {
		return
	}
	v, plan := t.visits[0], t.others[len(t.others)-1]
	first := v.clauses[0]
	if plan.kind != plans || plan.strong || plan.day == nil || !v.Day.Due.IsZero() || first.from < plan.to || first.from-plan.to > 2 {
		return
	}
	duty := t.duties[len(t.duties)-1]
	if duty.Span != t.m.extent(plan.clause) || v.Account.Said != "" && duty.Account.Said != "" && v.Account.ID != duty.Account.ID {
		return
	}
	t.others, t.duties = t.others[:len(t.others)-1], t.duties[:len(t.duties)-1]
	v.Day = plan.day.DayReading
	if v.Account.Said == "" {
		v.Account = duty.Account
	}
}

// remindThen gives a reminder without a day that of the words right before it:
// "Acme pays on Dec 5, remind me to chase", 下个月5号付款，提醒我催一下.
func (t *telling) remindThen(j judged, f *FollowUpReading) {
	if j.lead == nil || j.lead.kind != kFollow || !f.Due.Due.IsZero() || !f.Every.IsZero() {
		return
	}
	before := t.before(j)
	if before == nil || before.strong || before.kind != remark && !before.ahead && (before.kind != follows || before.lead != nil) {
		return
	}
	day := t.m.coming(before.clause)
	if day == nil || !t.m.after(day) || day.Sure < Sure {
		return
	}
	f.Due = day.DayReading
	event := *before
	event.kind, event.lead, event.day = plans, nil, day
	what := t.m.what(event, 0, 0)
	if t.current == nil {
		t.drop(*before, f)
		f.What = t.m.glue([]string{what, t.m.comma(), f.What})
	}
}

// comma joins two clauses in the text's language.
func (m *message) comma() string {
	if m.s.language() == "zh-Hans" {
		return "，"
	}
	return ","
}

// before is the clause right before, if it was put aside or with the visit.
func (t *telling) before(j judged) *judged {
	list := t.others
	if t.current != nil {
		list = t.current.clauses
	}
	if n := len(list); n > 0 && list[n-1].to <= j.from && j.from-list[n-1].to <= 2 {
		return &list[n-1]
	}
	return nil
}

// drop takes back a clause that was put aside, with the duty it was read as.
func (t *telling) drop(j judged, f *FollowUpReading) {
	t.others = t.others[:len(t.others)-1]
	at := t.m.extent(j.clause)
	if n := len(t.duties); n > 0 && t.duties[n-1].Span == at {
		t.duties = t.duties[:n-1]
	}
	if f.Account.Said == "" && len(j.names) > 0 {
		f.Account = j.names[0].AccountReading
	}
}

// partOfPlan takes what is to be done on a planned visit to the plan: 下周要去一趟
// 美的，和赵敏谈合同.
func (t *telling) partOfPlan(j judged) bool {
	if t.current != nil || len(t.duties) == 0 || len(j.names) > 0 || j.day != nil || j.lead == nil || j.lead.kind != kMeeting && j.lead.kind != kPlain || t.m.s.words[j.lead.from].kind != han {
		return false
	}
	plan, duty := t.before(j), &t.duties[len(t.duties)-1]
	if plan == nil || plan.strong || plan.kind != plans && (plan.kind != follows || plan.lead != nil) || duty.Span != t.m.extent(plan.clause) {
		return false
	}
	duty.What = t.m.glue([]string{duty.What, t.m.comma(), t.m.text(j.clause)})
	plan.to = j.to
	duty.Span = t.m.extent(plan.clause)
	return true
}

// completes: what is owed is named after its day: 跟进长城 12月1号 报价.
func (t *telling) completes(j judged) bool {
	before := t.before(j)
	if j.kind != remark || len(j.names) > 0 || before == nil || before.strong || before.kind != follows || before.lead == nil || before.lead.kind != kFollow || before.day == nil || !t.m.onlyAccounts(clause{from: before.lead.to, to: t.m.r.lx[before.day.from].from}) {
		return false
	}
	list := t.duties
	if t.current != nil {
		list = t.current.FollowUps
	}
	if len(list) == 0 || list[len(list)-1].Span != t.m.extent(before.clause) {
		return false
	}
	list[len(list)-1].What = t.m.text(j.clause)
	return true
}

// timesPlan gives a planned visit the time that is said after it: 明天去宁德时代，约了
// 欧阳总监上午10点.
func (t *telling) timesPlan(j judged, f *FollowUpReading) bool {
	if j.kind != plans || j.day == nil || j.day.Due.Time == nil || len(j.names) > 0 || t.current != nil || len(t.duties) == 0 || t.m.namesDay(j.day) {
		return false
	}
	plan, duty := t.before(j), &t.duties[len(t.duties)-1]
	if plan == nil || plan.strong || plan.kind != plans || duty.Due.Due.Time != nil || duty.Span != t.m.extent(plan.clause) {
		return false
	}
	duty.Due.Due.Time = j.day.Due.Time
	duty.What = t.m.glue([]string{duty.What, t.m.comma(), f.What})
	plan.to = j.to
	duty.Span = t.m.extent(plan.clause)
	return true
}

// namesDay: a found time says which day, and not the clock only.
func (m *message) namesDay(f *found) bool {
	for i := f.from; i < f.to; i++ {
		if m.r.lexIsDay(i) {
			return true
		}
	}
	return strings.ContainsAny(f.Said, "日号/-")
}

// sawNobody: whom the author went to see was not there, and nothing else is told: "went to
// see Chuck at Pioneer but he'd left for the day".
func (t *telling) sawNobody(v *draft) bool {
	first := v.clauses[0]
	if t.m.s.language() != "en" || first.lead == nil || receives[first.lead.text] {
		return false
	}
	if v.nobodyThere() {
		return true
	}
	if way := t.m.piece(first.lead.from, min(first.lead.to+3, first.to)); !strings.Contains(way, "to see") && !strings.Contains(way, "to visit") && !strings.Contains(way, "to meet") {
		return false
	}
	if len(t.m.insiders(first.clause)) == 0 { // last, since it is dear to find out
		return false
	}
	away := false
	for _, j := range v.clauses[1:] {
		switch j.kind {
		case absence, misses:
			away = true
		case follows, plans, cancels, smallTalk:
		default:
			return false
		}
	}
	return away
}

// nobodyThere: a visit says itself that there was nobody to be met, and tells of nobody.
func (v *draft) nobodyThere() bool {
	nobody := false
	for _, j := range v.clauses {
		switch j.kind {
		case misses:
			nobody = nobody || strings.HasPrefix(j.lead.text, "nobody") || strings.HasPrefix(j.lead.text, "no one")
		case tells:
			if j.from != v.clauses[0].from {
				return false
			}
		case absence, follows, plans, cancels, smallTalk:
		default:
			return false
		}
	}
	return nobody
}

// toldBefore gives the only visit what its people said before it was named: "Rukmini asked
// about the price. Visited Tamarind with my manager."
func (t *telling) toldBefore() {
	if len(t.visits) != 1 || t.m.s.language() != "en" {
		return
	}
	v := t.visits[0]
	if v.Account.ID == "" && v.Account.Said == "" && len(t.m.names) == 1 && v.clauses[0].lead != nil && v.clauses[0].lead.kind == kBy { // "Grace at Acme let it slip ... We were on FaceTime"
		v.Account = t.m.names[0].AccountReading
	}
	if v.Account.ID == "" && v.Account.Said == "" && len(t.m.names) == 0 && v.clauses[0].lead != nil && v.clauses[0].lead.from == v.clauses[0].from+1 { // "Frau Weiss has written me. I answered"
		if a, _ := t.soleAccount(); a.ID != "" {
			v.Account = a
		}
	}
	if v.Account.ID == "" {
		return
	}
	var before, kept []judged
	for _, j := range t.others {
		if (j.kind == remark || j.kind == rivals) && (len(j.names) == 0 || v.clauses[0].lead != nil && v.clauses[0].lead.kind == kBy) && len(v.clauses) > 0 && j.from < v.clauses[0].from && t.metBy(j, v.Account.ID) {
			before = append(before, j)
		} else {
			kept = append(kept, j)
		}
	}
	v.clauses, t.others = append(before, v.clauses...), kept
}

// goesOnTelling: "I visit Acme this morning, speak with Mr Reuter": told as the words
// before it, and no promise without a day.
func (t *telling) goesOnTelling(j *judged) bool {
	if t.current == nil || j.head || j.day != nil || j.lead == nil || j.lead.kind != kPlain || j.lead.from != j.from || t.m.s.language() != "en" {
		return false
	}
	before := t.before(*j)
	if before == nil || before.strong || before.kind != tells || len(t.m.insiders(j.clause)) == 0 {
		return false
	}
	j.kind, j.unsure = tells, false
	return true
}
