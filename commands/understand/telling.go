package understand

import (
	"strings"

	"roundsman/sales"
)

// telling puts the clauses of a message together: which visit each belongs to.
type telling struct {
	m       *message
	out     *Reading
	visits  []*draft
	current *draft
	others  []judged // clauses before any visit, or without one
	duties  []FollowUpReading
	asked   bool
	sum     *judged // how many were seen, told before each of them
}

// draft is a visit while it is put together.
type draft struct {
	VisitReading
	clauses []judged
	unsure  bool
}

func (t *telling) take(j judged) {
	if j.heading || t.ofSum(&j) || t.onlyReminds(j) || t.datesPromise(j) || t.datesWish(j) || t.headsList(j) || t.thenDuty(j) {
		return
	}
	switch j.kind {
	case tells:
		if t.partOfPlan(j) || t.sumsUpAhead(j) {
			return
		}
		if t.listedPlan(j) {
			j.kind, j.day, j.unsure = plans, t.m.coming(j.clause), false
			t.owe(j)
			return
		}
		t.tell(j)
		t.dayBefore(j)
	case follows, plans:
		if t.goesOnTelling(&j) {
			t.add(j)
			return
		}
		switch {
		case t.newDate(j):
		case j.kind == plans && j.lead == nil && j.day != nil && len(j.names) > 1 && t.m.s.language() == "en":
			t.planEach(j)
		default:
			t.owe(j)
		}
	case asks:
		t.asked = true
		t.keep(j)
	case smallTalk:
		if t.current != nil {
			return
		}
		t.others = append(t.others, j)
	case cancels:
		if t.newDate(j) {
			return
		}
		if t.m.s.language() != "zh-Hans" || j.day == nil || !t.m.othersMoved(j) {
			t.untell(j)
		}
		t.keep(j)
		if j.day != nil && !t.m.othersMoved(j) {
			t.owe(j)
		}
	default:
		if j.kind == remark && t.listsMorePeople(j) || t.completes(j) || t.detailsAhead(j) || t.detailsDuty(j) || t.newDate(j) || t.listedDuty(j) {
			return
		}
		if u, ok := t.m.bareUnknown(j); ok && j.kind == remark && t.current != nil && t.current.Account.Said != "" {
			t.m.take(u)
			t.begin(u.AccountReading)
			j.kind, j.day = tells, t.m.toldDay(j.clause)
			t.add(j)
			return
		}
		if j.kind == remark && t.current != nil && (t.m.onlyAccounts(j.clause) && t.goesOn(j) || t.unnamed() && len(j.names) > 0 && t.m.leftOf(j.clause) == 0) {
			t.tell(j)
			return
		}
		if j.kind == remark && t.current != nil && j.head && t.m.s.language() == "en" && t.m.heads(j) && !t.visited(j) {
			t.current = nil
		}
		t.keep(j)
	}
}

// goesOn: a clause of accounts alone names the one that was left open, or one more:
// "visited Acme (Anna) and Globex (Bob)".
func (t *telling) goesOn(j judged) bool {
	if t.unnamed() {
		return true
	}
	return t.m.s.language() == "en" && !j.head && joiners[t.m.s.words[j.from].text] && !t.visited(j)
}

func (t *telling) unnamed() bool { return t.current.Account.ID == "" && t.current.Account.Said == "" }

// visited: the message told of a visit to the account of a clause already.
func (t *telling) visited(j judged) bool {
	for _, v := range t.visits {
		if v.Account.sameAs(j.names[0].AccountReading) {
			return true
		}
	}
	return false
}

// tell begins a visit for every account the clause names, or goes on with the
// current one.
func (t *telling) tell(j judged) {
	named := t.accountsOf(j)
	if len(named) == 0 {
		if t.tellAll(j) || t.tellByPeople(j) {
			return
		}
		if p := t.topicOf(j); p != nil {
			t.beginTopic(p)
		} else if t.current == nil && (t.beginHeaded(j) || t.beginReferred(j)) {
			return
		} else if t.current == nil || t.elsewhere(j) {
			t.begin(AccountReading{})
		}
		t.add(j)
		return
	}
	days := t.m.days(j.clause, true)
	for i, n := range named {
		if t.current == nil || !t.same(n.AccountReading) {
			t.begin(n.AccountReading)
			t.takeListed(j)
		}
		own := j
		own.clause = t.m.segment(j.clause, named, i)
		if len(named) > 1 && len(days) == len(named) { // Acme on Wednesday and Globex on Thursday
			own.day = &days[i]
		}
		t.add(own)
	}
}

// takeListed takes the people that are listed right before a visit without a verb:
// "Sarah Smith, Acme today".
func (t *telling) takeListed(j judged) {
	if last := len(t.others) - 1; j.lead == nil && last >= 0 && t.m.s.language() == "en" && t.listedBefore(t.others[last], j) {
		t.current.clauses = append(t.current.clauses, t.others[last])
		t.others = t.others[:last]
	}
}

// elsewhere: the clause names an account that nobody knows, after one that had
// its own.
func (t *telling) elsewhere(j judged) bool {
	u, ok := t.m.unknownIn(j)
	if !ok || u.Said == "" || t.current.Account.ID == "" && (t.current.Account.Said == "" || t.current.Account.Said == u.Said) {
		return false
	}
	switch lead := j.lead; {
	case sureOfPlace[lead.text], strings.Contains(lead.text, "拜访"):
		return lead.kind == kTold || t.m.s.words[lead.from].kind == han
	case strings.HasPrefix(lead.text, "去") || strings.HasPrefix(lead.text, "到"):
		return endsAsCompany(u.Said) || j.day != nil
	}
	return false
}

func (t *telling) accountsOf(j judged) []mention {
	var out []mention
	rival := j.sign(kRival)
	for _, n := range j.names {
		if rival != nil && n.from >= rival.to && n.from <= rival.to+1 {
			continue
		}
		out = append(out, n)
	}
	if len(out) > 1 && j.lead != nil { // "visited A, compared with B" in one clause: only what is listed
		out = t.m.listed(out)
	}
	if len(out) > 0 && j.lead != nil && j.kind == tells {
		further := t.m.unknownToo(j, out[len(out)-1].to)
		if first, ok := t.m.unknownBefore(j, out[0].from); ok {
			out = append([]mention{first}, out...)
			t.m.take(first)
		}
		for _, u := range further {
			t.m.take(u)
		}
		out = append(out, further...)
	}
	return out
}

// take makes the words of a name nobody knows those of an account, and of nobody else.
func (m *message) take(u mention) {
	for w := u.from; w < u.to; w++ {
		m.claim(w, len(m.names)+1)
	}
}

// listed keeps the first name and those joined to it: Globex and Initech.
func (m *message) listed(list []mention) []mention {
	out := list[:1]
	for _, n := range list[1:] {
		if m.joined(out[len(out)-1].to, n.from) || m.joinedWithSomebody(out[len(out)-1].to, n) {
			out = append(out, n)
		}
	}
	return out
}

// joined: nothing but "and" and days between two names.
func (m *message) joined(from, to int) bool {
	between := clause{from: from, to: to}
	left := to - from
	for _, f := range m.days(between, true) {
		left -= m.r.lx[f.to-1].to - m.r.lx[f.from].from
	}
	for w := from; w < to; w++ {
		if joiners[m.s.words[w].text] {
			left--
		}
	}
	return left <= 0
}

func (t *telling) same(a AccountReading) bool {
	have := t.current.Account
	if have.ID == "" && have.Said == "" && len(t.current.clauses) > 0 {
		t.current.Account = a // told first, named later
		return true
	}
	return a.ID != "" && have.ID == a.ID || a.ID == "" && have.Said == a.Said
}

func (t *telling) begin(a AccountReading) {
	t.current = &draft{VisitReading: VisitReading{Account: a}}
	t.visits = append(t.visits, t.current)
}

func (t *telling) add(j judged) {
	v := t.current
	v.clauses = append(v.clauses, j)
	v.unsure = v.unsure || j.unsure
	if j.day != nil && v.Day.Due.IsZero() {
		v.Day = j.day.DayReading
	}
	if v.Mode == sales.ModeNotGiven && len(v.clauses) > 1 && t.m.s.language() == "en" && t.m.atPlace(v.clauses[0]) {
		v.Mode = sales.InPerson // whatever was mailed later
	}
	if j.lead == nil && v.Mode == sales.ModeNotGiven {
		v.Mode, v.ModeSpan = t.m.modeHan([]judged{j})
	}
	if j.lead != nil && v.Mode == sales.ModeNotGiven {
		v.Mode, v.ModeSpan = t.m.mode(j)
		if v.Mode == sales.ModeNotGiven && j.lead.kind != kTold && (j.sign(kOver) != nil || j.lead.text == "with") {
			v.Mode, v.ModeSpan = t.m.modeOfHead(j)
		}
		if v.Mode == sales.ModeNotGiven && j.kind == tells && wentThere(j.lead.text) {
			v.Mode = sales.InPerson // whatever is said of telephones later
		}
	}
}

// atPlace: a told clause says that the author was at an account.
func (m *message) atPlace(j judged) bool {
	if j.kind != tells || len(j.names) == 0 || j.names[0].from <= j.from {
		return false
	}
	switch m.s.words[j.names[0].from-1].text {
	case "at", "@", "visited", "in":
		return true
	}
	return false
}

// wentThere: a Chinese verb by which somebody goes to a place.
func wentThere(verb string) bool {
	for _, lead := range [...]string{"去", "跑", "到", "刚去", "上门"} {
		if strings.HasPrefix(verb, lead) && verb != "去电" && verb != "去了电话" {
			return true
		}
	}
	return false
}

// mode is how it took place: what the verb says, unless "by phone" says more.
func (m *message) mode(j judged) (sales.Mode, Span) {
	for _, s := range j.signs {
		if s.kind == kBy && (s.mode != sales.InPerson || j.lead.mode == "") {
			return s.mode, m.s.span(m.s.words[s.from].from, m.s.words[s.to-1].to)
		}
	}
	if j.lead.text == "reached" && m.owner[j.lead.to] > 0 { // the place, and nobody by telephone
		return sales.InPerson, Span{}
	}
	for _, s := range j.signs {
		if s.mode != "" && !m.dialsIn(&s) && (s.kind == kTold || s.kind == kMeeting || s.kind == kPlain && (s.from == j.lead.from || m.s.words[s.from].kind == han)) {
			return s.mode, m.s.span(m.s.words[s.from].from, m.s.words[s.to-1].to)
		}
	}
	if j.lead.text == "had" && m.s.words[j.to-1].text == "on" { // "had Nicole of Acme on"
		return sales.ByPhone, m.s.span(m.s.words[j.to-1].from, m.s.words[j.to-1].to)
	}
	if j.lead.text == "gave" && m.ringsUp(&j) {
		return sales.ByPhone, m.s.span(m.s.words[j.lead.from].from, m.s.words[j.lead.to-1].to)
	}
	if m.s.words[j.lead.from].kind != han && j.lead.mode != "" && j.lead.kind == kTold && !m.dialsIn(j.lead) {
		return j.lead.mode, m.s.span(m.s.words[j.lead.from].from, m.s.words[j.lead.to-1].to)
	}
	return "", Span{}
}

// dialsIn: somebody else joined by telephone, "Yuki dialled in".
func (m *message) dialsIn(s *sign) bool {
	return strings.HasPrefix(s.text, "dial") && s.to < len(m.s.words) && m.s.words[s.to].text == "in" && s.from > 0 && m.s.words[s.from-1].text != "i" && m.s.words[s.from-1].text != "we"
}

// keep puts a clause to the current visit, or aside.
func (t *telling) keep(j judged) {
	if all := t.ofSeveral(j); j.kind == remark && len(all) > 1 {
		for _, v := range all {
			v.clauses = append(v.clauses, j)
		}
		return
	}
	if v := t.visitOf(j); v != nil {
		t.current = v
	} else if t.current != nil {
		t.whose(j)
	}
	if t.current != nil && !t.aboutOther(j) {
		t.current.clauses = append(t.current.clauses, j)
		return
	}
	t.others = append(t.others, j)
}

// visitOf is the visit, told before another one, that a remark goes back to.
func (t *telling) visitOf(j judged) *draft {
	if j.kind != remark && j.kind != rivals && j.kind != absence || len(j.names) == 0 || j.names[0].ID == "" || t.current == nil || t.current.Account.ID == j.names[0].ID {
		return nil
	}
	for _, v := range t.visits {
		if v.Account.ID == j.names[0].ID && j.names[0].from <= j.from+4 {
			return v
		}
	}
	return nil
}

// aboutOther: a new sentence that names another account is not about this visit.
func (t *telling) aboutOther(j judged) bool {
	if j.kind == rivals || len(j.names) == 0 || !j.head {
		return false
	}
	n := j.names[0]
	return n.ID != "" && n.ID != t.current.Account.ID && (j.kind == cancels || j.kind == misses)
}

// owe takes a follow-up: of the current visit, unless it names another account.
func (t *telling) owe(j judged) {
	if j.lead != nil && j.lead.kind == kFollow && j.lead.from == j.from && j.lead.to == j.to && (len(t.duties) > 0 || t.current != nil && len(t.current.FollowUps) > 0) {
		return // 别忘了！
	}
	f := t.m.duty(j)
	if j.kind == follows {
		t.nameObject(j, &f)
		t.namePronoun(j, &f)
	}
	f.planned = j.kind == plans && j.lead == nil
	if j.kind == cancels {
		f.What = t.m.putOff(j)
		f.Due.Due.By = false // moved to a day is on it
		f.planned = f.What == ""
	}
	for _, n := range j.names {
		f.Account = n.AccountReading
		break
	}
	if j.topic != nil && len(j.names) == 0 && (t.current == nil || t.topicOf(j) != nil) {
		f.Account = j.topic.AccountReading
	}
	if t.timesPlan(j, &f) || t.datesDuty(j) {
		return
	}
	t.movedHan(j, &f)
	t.onceDone(j, &f)
	t.remindOf(j, &f)
	if t.unexplained(j, &f) || t.mindful(j, &f) {
		return
	}
	t.remindThen(j, &f)
	if t.ownPart(j, &f) {
		return
	}
	if t.current != nil {
		t.whose(j)
	}
	if t.current != nil && (f.Account.Said == "" || f.Account.ID != "" && f.Account.ID == t.current.Account.ID) {
		t.current.FollowUps = append(t.current.FollowUps, f)
		t.current.clauses = append(t.current.clauses, j)
		return
	}
	t.others = append(t.others, j)
	t.duties = append(t.duties, f)
}

// unexplained: a head without a body, "Next steps" and then lines: its day goes
// to the next.
func (t *telling) unexplained(j judged, f *FollowUpReading) bool {
	if t.m.headsTasks(j.clause) && f.Due.Due.IsZero() {
		return true
	}
	if j.kind == cancels || j.lead == nil || j.lead.kind != kFollow || !f.Due.Due.IsZero() || j.lead.to < j.to && strings.TrimSpace(strings.Trim(t.m.piece(j.lead.to, j.to), ":：")) != "" {
		return false
	}
	return !j.strong || j.lead.text == "next steps" || j.lead.text == "todo" || j.lead.text == "todos" || j.lead.text == "next step" || j.lead.text == "下一步"
}
