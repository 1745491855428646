package understand

import "roundsman/sales"

// A report often has no verb: "Acme yesterday, went well", "Initech: Lee wants 10%
// off, by phone". An account that opens it in a few words, and what only somebody
// can know who was there, tell a visit as well.

// heads tells whether a clause does nothing but say whom the next ones are about:
// an account, when, with whom and how.
func (m *message) heads(j judged) bool {
	if len(j.names) == 0 || m.planned(j) || len(m.listed(j.names)) != len(j.names) || j.kind == asks || j.kind == cancels || j.kind == misses || j.kind == plans && m.certainlyComing(j.clause) != nil || j.sign(kNote, kMust, kPlan, kFollow, kPromise, kRival, kCancel, kNot) != nil {
		return false
	}
	n := j.names[0]
	left := map[int]bool{}
	for w := j.from; w < j.to; w++ {
		if text := m.s.words[w].text; m.owner[w] == 0 && m.s.words[w].kind != mark && m.s.words[w].kind != digits && !circumstance[text] {
			left[w] = true
		}
	}
	drop := func(from, to int) {
		for w := from; w < to; w++ {
			delete(left, w)
		}
	}
	for _, f := range m.days(j.clause, true) {
		drop(m.r.lx[f.from].from, m.r.lx[f.to-1].to)
	}
	for _, s := range j.signs {
		if s.kind == kBy || s.kind == kOver || s.kind == kMeeting || s.kind == kTogether {
			drop(s.from, s.to)
		}
	}
	for _, p := range m.peopleIn(j.clause, n.ID) {
		drop(p.from, p.to)
	}
	if m.c.Book != nil {
		for w := range left {
			if hits := m.c.Book.Colleagues("n:"+plainOf(m.s.words[w].text), 1); len(hits) > 0 {
				delete(left, w)
			}
		}
	}
	return len(left) == 0 || len(left) <= 2 && m.onlyNamed(left) && (m.nounIn(j) || j.sign(kOver) != nil || m.certainlyGone(j.clause) != nil)
}

// planned: a clause was made a plan by the day of another one.
func (m *message) planned(j judged) bool {
	return j.kind == plans && j.lead == nil && j.day != nil && m.after(j.day) && !m.undecided(j.clause)
}

// onlyNamed: nothing but names are left, of towns or departments: "Boots Nottingham done".
func (m *message) onlyNamed(left map[int]bool) bool {
	for w := range left {
		if !m.s.words[w].capital || englishOrdinary[m.s.words[w].text] || m.isSignWord(w) {
			return false
		}
	}
	return true
}

// circumstance are the words that may stand beside the account where a report opens.
var circumstance = wordsOf(`btw fyi the a an at in on with by from of to for @ and & + again quick quickly short brief just now here there today min mins minute minutes hour hours h hrs only alone all very so ok okay good great nice fine well done first second third visit visits call phone telephone zoom teams skype webex video
	w meeting meetings mtg mtgs review qbr qtrly quarterly annual monthly weekly business inspection stocktake walkthrough coffee lunch dinner breakfast demo workshop presentation audit beer telco telcon videocall facetime sms wechat training tour chat email mail whatsapp hi hey so um uh er update report summary recap re site plant office factory hq branch shop floor back out over here i'm im via hier bei mit war kurz both also then next stop late early long afternoon morning evening noon after before`)

// opens: an account that a report may be about begins the clause, and more is said
// of it: "Copperfield 3 kegs lines, Dana ok with the price".
func (m *message) opens(j judged) bool {
	if j.kind != remark || j.strong || len(j.names) != 1 || j.sign(kNote, kNot) != nil {
		return false
	}
	at := j.from
	for at < j.to && (circumstance[m.s.words[at].text] || m.s.words[at].kind == mark) && m.owner[at] == 0 {
		at++
	}
	return m.owner[at] > 0
}

// report makes visits of what was told without a word for it.
func (t *telling) report() {
	if t.asked || t.m.s.language() != "en" {
		return
	}
	list := t.others
	kept := list[:0:0]
	for i := 0; i < len(list); {
		to := i + 1
		if !t.m.heads(list[i]) && !t.m.opens(list[i]) {
			kept = append(kept, list[i])
			i = to
			continue
		}
		for to < len(list) && !t.m.aboutAnother(list[i], list[to]) {
			to++
		}
		if !t.tellsVisit(list[i:to]) && !(i > 0 && to > i+1 && t.listedBefore(list[i-1], list[i]) && t.saidThere(list[i+1:to])) {
			kept = append(kept, list[i:to]...)
		} else {
			from := i
			if n := len(kept); n > 0 && i > 0 && t.listedBefore(list[i-1], list[i]) {
				kept, from = kept[:n-1], i-1
				for from > 0 && len(kept) > 0 && t.m.bareNoun(list[from-1]) {
					kept, from = kept[:len(kept)-1], from-1
				}
			}
			t.reported(list[i:to])
			v := t.current
			v.clauses = append(list[from:i:i], v.clauses...)
			for _, j := range list[from:i] {
				if v.Mode == sales.ModeNotGiven {
					v.Mode, v.ModeSpan = t.m.modeOfHead(j)
				}
			}
		}
		i = to
	}
	t.others = kept
	if len(t.visits) == 0 {
		t.encountered()
	}
}

// saidThere: something is told behind a head that names who was met.
func (t *telling) saidThere(list []judged) bool {
	told := false
	for _, j := range list {
		if j.kind == cancels || j.kind == misses || j.kind == asks || t.m.reachNews(j.clause) {
			return false
		}
		told = told || j.kind == remark && j.to-j.from > 1
	}
	return told
}

// bareNoun: a clause that is a word for a visit alone, "phone: ...".
func (m *message) bareNoun(j judged) bool { return j.to == j.from+1 && visitNounAt(m, j.from) }

// listedBefore: a clause right before the head lists its people: "Rita & Greg Malone
// – Sunrise Bakery – on site".
func (t *telling) listedBefore(j, head judged) bool {
	if j.kind != remark || j.strong || len(j.names) > 0 || j.to > head.from || head.from-j.to > 2 {
		return false
	}
	listed := 0
	for _, p := range t.m.peopleIn(j.clause, head.names[0].ID) {
		listed += p.to - p.from
	}
	return listed > 0 && t.m.peopleOnly(j.clause, listed)
}

// aboutAnother: a clause names another account first.
func (m *message) aboutAnother(head, j judged) bool {
	if len(j.names) == 0 || j.kind == rivals {
		return false
	}
	for _, n := range head.names {
		if n.sameAs(j.names[0].AccountReading) {
			return false
		}
	}
	return true
}

func (a AccountReading) sameAs(b AccountReading) bool {
	return a.ID == b.ID && (a.ID != "" || a.Said == b.Said)
}

// tellsVisit: a head and what follows say that it took place: when, how or how it
// went, or somebody of the account speaks.
func (t *telling) tellsVisit(list []judged) bool {
	m, head := t.m, list[0]
	plain := m.heads(head)
	if m.labelled(head) || m.certainlyComing(head.clause) != nil || m.undecided(head.clause) && head.sign(kOver) == nil && !t.dayOfHead(list) {
		return false
	}
	body, met := 0, false
	how := m.lasted(head.clause) && len(m.peopleIn(head.clause, head.names[0].ID)) > 0
	for i, j := range list {
		if m.reachNews(j.clause) {
			return false
		}
		switch j.kind {
		case cancels, misses, asks:
			return false
		case follows, plans:
			continue
		default:
		}
		if j.sign(kOver) != nil {
			return true
		}
		if i > 0 {
			body++
		}
		how = how || j.sign(kBy) != nil || i == 0 && plain && (j.sign(kMeeting) != nil || m.nounIn(j) || len(t.visits) > 0 && m.alsoSaid(j)) || i > 0 && j.kind == remark && j.to-j.from <= 5 && m.nounIn(j) && j.sign(kTheir, kNot) == nil || i > 0 && j.kind == remark && m.sharedDeed(j)
		met = met || (plain || i > 0) && t.metIn(j, head.names)
	}
	if how && m.lasted(head.clause) {
		return true
	}
	if plain && (m.certainlyGone(head.clause) != nil || how) {
		return true
	}
	return met && (body > 0 || m.saysMore(head))
}

// lasted: a clause says for how long somebody was spoken to: "Chris for twenty mins".
func (m *message) lasted(c clause) bool {
	for w := c.from; w+2 < c.to; w++ {
		if m.s.words[w].text != "for" {
			continue
		}
		for at := w + 2; at < min(c.to, w+4); at++ {
			if spells[m.s.words[at].text] {
				return true
			}
		}
	}
	return false
}

var spells = wordsOf(`min mins minute minutes hour hours hr hrs h`)

// dayOfHead: a weekday without an hour heads what was said there, "Tues: Acme - Lee,
// wants a quote": it is gone by, as nobody tells what is said on a day to come.
func (t *telling) dayOfHead(list []judged) bool {
	day := t.m.coming(list[0].clause)
	if day == nil || day.Due.Time != nil || t.m.r.lx[day.from].from != list[0].from {
		return false
	}
	for i, j := range list {
		if t.metIn(j, list[0].names) {
			return i+1 < len(list) || t.m.howItWent() || t.m.saysMoreLater(list[len(list)-1])
		}
	}
	return false
}

// saysMoreLater: another clause of the message tells something, so that it is no plan.
func (m *message) saysMoreLater(j judged) bool {
	for _, c := range m.clauses {
		if c.from > j.to && len(c.names) == 0 && !c.asked && m.leftOf(c) > 2 && m.coming(c) == nil && c.sign(kMust, kPlan, kFollow) == nil {
			return true
		}
	}
	return false
}

// howItWent: the last words are how it was, "both fine".
func (m *message) howItWent() bool {
	last := m.clauses[len(m.clauses)-1]
	return last.to-last.from <= 3 && len(last.names) == 0 && verdicts[m.s.words[last.to-1].text]
}

var verdicts = wordsOf(`fine ok okay good great well done positive useful short`)

// saysMore: a head holds more than the account, its people and a number, and is no
// label: "Acme, Lee ok", but neither "Acme Lee 0170 123" nor "Acme contact: Lee".
func (m *message) saysMore(j judged) bool {
	said := 0
	for w := j.from; w < j.to; w++ {
		if m.s.words[w].kind == letters && m.owner[w] == 0 {
			said++
		}
	}
	for _, p := range m.peopleIn(j.clause, j.names[0].ID) {
		said -= p.to - p.from
	}
	return said > 0
}

// labelled: a head only says what is listed after it: "Acme contact: Lee".
func (m *message) labelled(j judged) bool {
	last := j.to - 1
	return m.owner[last] == 0 && (reach[m.s.words[last].text] || m.s.words[last].text == "contacts" || m.s.words[last].text == "people") && !visitNounAt(m, last)
}

func visitNounAt(m *message, w int) bool { _, ok := visitNouns[m.s.words[w].text]; return ok }

// nounIn: a word for a visit stands in a head, "Acme, demo and lunch".
func (m *message) nounIn(j judged) bool {
	for w := j.from; w < j.to; w++ {
		if _, ok := visitNouns[m.s.words[w].text]; ok && m.owner[w] == 0 {
			return true
		}
	}
	return false
}

// visitNouns are words for a visit that are too common to tell one by themselves.
var visitNouns = map[string]sales.Mode{
	"call": sales.ByPhone, "phone": sales.ByPhone, "telephone": sales.ByPhone, "telco": sales.ByPhone, "telcon": sales.ByPhone, "telecon": sales.ByPhone, "concall": sales.ByPhone,
	"zoom": sales.ByVideo, "teams": sales.ByVideo, "skype": sales.ByVideo, "webex": sales.ByVideo, "video": sales.ByVideo, "facetime": sales.ByVideo, "videocall": sales.ByVideo,
	"calls": sales.ByPhone, "emails": sales.ByMessage, "mails": sales.ByMessage, "messages": sales.ByMessage, "texts": sales.ByMessage,
	"email": sales.ByMessage, "mail": sales.ByMessage, "whatsapp": sales.ByMessage, "chat": sales.ByMessage, "sms": sales.ByMessage, "wechat": sales.ByMessage,
	"visit": "", "meeting": "", "mtg": "", "demo": "", "workshop": "", "presentation": "", "lunch": "", "dinner": "", "breakfast": "", "coffee": "", "tour": "", "audit": "", "review": "", "qbr": "", "inspection": "", "stocktake": "", "walkthrough": "", "beer": "", "training": "", "done": "", "finished": "", "visited": "",
}

// alsoSaid: one visit more, of a list.
func (m *message) alsoSaid(j judged) bool {
	for w := j.from; w < j.to; w++ {
		if also[m.s.words[w].text] {
			return true
		}
	}
	return false
}

var also = wordsOf(`too also then next afterwards later after`)

// metIn: a person of the accounts, or one with a title, is listed or speaks.
func (t *telling) metIn(j judged, accounts []mention) bool {
	for _, n := range accounts {
		if t.encounter(j, n.ID, attitudes) {
			return true
		}
	}
	return false
}

// reported takes clauses as one visit, or as one to each account of a list, with
// what is owed since.
func (t *telling) reported(list []judged) {
	head := list[0]
	for i, n := range head.names {
		t.begin(n.AccountReading)
		v := t.current
		for _, j := range list {
			if d := t.m.toldDay(j.clause); d != nil && !d.isPart && !t.m.after(d) && (d.Until.IsZero() || j.from == head.from) && j.kind == remark && (j.from == head.from || (t.m.nounIn(j) || j.sign(kOver) != nil) && j.sign(kTheir) == nil || t.listsWhen(j, n.ID)) {
				v.Day = d.DayReading
				break
			}
		}
		first := head
		first.clause = t.m.segment(head.clause, head.names, i)
		v.clauses = []judged{first}
		for _, j := range list {
			if v.Mode == sales.ModeNotGiven && j.kind != follows && j.kind != plans {
				v.Mode, v.ModeSpan = t.m.modeOfHead(j)
			}
		}
	}
	for _, j := range list[1:] {
		t.whose(j)
		t.current.clauses = append(t.current.clauses, j)
	}
	for _, v := range t.visits {
		t.takeDuties(v)
	}
}

// takeDuties moves the follow-ups that its clauses make to a visit.
func (t *telling) takeDuties(v *draft) {
	kept := t.duties[:0:0]
	for _, f := range t.duties {
		if t.within(v, f) {
			v.FollowUps = append(v.FollowUps, f)
		} else {
			kept = append(kept, f)
		}
	}
	t.duties = kept
}

func (t *telling) within(v *draft, f FollowUpReading) bool {
	for _, j := range v.clauses {
		if t.m.extent(j.clause) == f.Span {
			return true
		}
	}
	return false
}

// modeOfHead is how it took place by any word of a clause that says so.
func (m *message) modeOfHead(j judged) (sales.Mode, Span) {
	for _, kinds := range [][]cueKind{{kBy}, {kMeeting, kPlain}} {
		for _, s := range j.signs {
			if s.mode != "" && (s.kind == kinds[0] || s.kind == kinds[len(kinds)-1]) {
				return s.mode, m.s.span(m.s.words[s.from].from, m.s.words[s.to-1].to)
			}
		}
	}
	for w := j.from; w < j.to; w++ {
		if mode, ok := visitNouns[m.s.words[w].text]; ok && m.owner[w] == 0 && mode != "" {
			return mode, m.s.span(m.s.words[w].from, m.s.words[w].to)
		}
	}
	return "", Span{}
}

// bareMode is how a visit took place, if a clause of it says nothing else: "chat with
// Shane, Outback, by phone".
func (t *telling) bareMode(v *draft) {
	if head := t.m.clauses[0]; v.Mode == sales.ModeNotGiven && t.m.s.language() == "en" && t.m.countsVisits(head) {
		v.Mode, v.ModeSpan = t.m.modeOfHead(judged{clause: head})
	}
	for _, j := range v.clauses {
		if v.Mode != sales.ModeNotGiven || t.m.s.language() != "en" || j.kind == follows {
			return
		}
		if s := j.sign(kBy, kTold); s != nil && s.mode != "" && j.to-j.from <= s.to-s.from+1 && (s.kind == kBy || j.to-j.from == s.to-s.from) { // "Called."
			if s.kind == kTold {
				v.Mode, v.ModeSpan = s.mode, t.m.s.span(t.m.s.words[s.from].from, t.m.s.words[s.to-1].to)
				return
			}
			v.Mode, v.ModeSpan = t.m.modeOfHead(j)
		}
	}
}

// listsWhen: a clause says who was met, where and when, without a verb: "Mme Dubois in
// Lyon on Tuesday".
func (t *telling) listsWhen(j judged, account sales.AccountID) bool {
	if j.sign(kTheir, kMust, kAction, kDeliver, kPlan, kFollow, kPromise) != nil {
		return false
	}
	for w := j.from; w < j.to; w++ {
		if text := t.m.s.words[w].text; finiteVerbs[text] || pastVerb(text) || subjects[text] {
			return false
		}
	}
	for _, p := range t.m.peopleIn(j.clause, account) {
		if p.from == j.from {
			return true
		}
	}
	return false
}

// countsVisits: a heading says how many there were and of what kind: "Three calls today:".
func (m *message) countsVisits(c clause) bool {
	if len(c.names) > 0 || c.to >= len(m.s.words) || m.s.words[c.to].text != ":" {
		return false
	}
	for w := c.from; w < c.to; w++ {
		if visitNounAt(m, w) {
			return true
		}
	}
	return false
}
