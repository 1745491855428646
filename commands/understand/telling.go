package understand

import (
	"strings"

	"roundsman/sales"
	"roundsman/sales/names"
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
}

// draft is a visit while it is put together.
type draft struct {
	VisitReading
	clauses []judged
	unsure  bool
}

func (t *telling) take(j judged) {
	switch j.kind {
	case tells:
		t.tell(j)
	case follows, plans:
		t.owe(j)
	case asks:
		t.asked = true
		t.keep(j)
	case smallTalk:
		if t.current != nil {
			return
		}
		t.others = append(t.others, j)
	case cancels:
		t.keep(j)
		if j.day != nil && t.m.after(j.day) && t.m.movedTo(j) {
			t.owe(j)
		}
	default:
		if j.kind == remark && t.current != nil && t.current.Account.ID == "" && t.current.Account.Said == "" && t.m.onlyAccounts(j.clause) {
			t.tell(j)
			return
		}
		t.keep(j)
	}
}

// movedTo: the day is the new one, not that of the meeting cancelled.
func (m *message) movedTo(j judged) bool {
	w := m.r.lx[j.day.from].from
	if w == 0 {
		return false
	}
	before := m.s.words[w-1].text
	return before == "to" || before == "until" || before == "till" || before == "到" || before == "至" || before == "为" || before == "在" || strings.HasSuffix(j.lead.text, "到")
}

// tell begins a visit for every account the clause names, or goes on with the
// current one.
func (t *telling) tell(j judged) {
	named := t.accountsOf(j)
	if len(named) == 0 {
		if t.current == nil || t.elsewhere(j) {
			t.begin(AccountReading{})
		}
		t.add(j)
		return
	}
	days := t.m.days(j.clause, true)
	for i, n := range named {
		if t.current == nil || !t.same(n.AccountReading) {
			t.begin(n.AccountReading)
		}
		if len(named) > 1 && len(days) == len(named) { // Acme on Wednesday and Globex on Thursday
			j.day = &days[i]
		}
		t.add(j)
	}
}

// elsewhere: the clause names an account that nobody knows, after one that had
// its own.
func (t *telling) elsewhere(j judged) bool {
	u, ok := t.m.unknownIn(j)
	return ok && u.Said != "" && (t.current.Account.ID != "" || t.current.Account.Said != "" && t.current.Account.Said != u.Said) && j.lead.kind == kTold && (sureOfPlace[j.lead.text] || strings.Contains(j.lead.text, "拜访"))
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
		out = t.listed(out)
	}
	return out
}

// listed keeps the first name and those joined to it: Globex and Initech.
func (t *telling) listed(list []mention) []mention {
	out := list[:1]
	for _, n := range list[1:] {
		if t.m.joined(out[len(out)-1].to, n.from) {
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
	if j.lead != nil && v.Mode == sales.ModeNotGiven {
		v.Mode, v.ModeSpan = t.m.mode(j)
	}
}

// mode is how it took place: what the verb says, unless "by phone" says more.
func (m *message) mode(j judged) (sales.Mode, Span) {
	for _, s := range j.signs {
		if s.kind == kBy && !(s.mode == sales.InPerson && j.lead.mode != "") {
			return s.mode, m.s.span(m.s.words[s.from].from, m.s.words[s.to-1].to)
		}
	}
	for _, s := range j.signs {
		if s.mode != "" && (s.kind == kTold || s.kind == kMeeting || s.kind == kPlain && (s.from == j.lead.from || m.s.words[s.from].kind == han)) {
			return s.mode, m.s.span(m.s.words[s.from].from, m.s.words[s.to-1].to)
		}
	}
	return "", Span{}
}

// keep puts a clause to the current visit, or aside.
func (t *telling) keep(j judged) {
	if t.current != nil && !t.aboutOther(j) {
		t.current.clauses = append(t.current.clauses, j)
		return
	}
	t.others = append(t.others, j)
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
	f := t.m.duty(j)
	if j.kind == cancels {
		f.What = trimmed(t.m.text(j.clause))
	}
	for _, n := range j.names {
		f.Account = n.AccountReading
		break
	}
	if t.unexplained(j, &f) {
		return
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
	if j.kind == cancels || j.lead == nil || j.lead.kind != kFollow || !f.Due.Due.IsZero() || j.lead.to < j.to && strings.TrimSpace(strings.Trim(t.m.piece(j.lead.to, j.to), ":：")) != "" {
		return false
	}
	return !j.strong || j.lead.text == "next steps" || j.lead.text == "todo" || j.lead.text == "todos" || j.lead.text == "next step" || j.lead.text == "下一步"
}

// finish settles accounts, people and what was said, and the intent.
func (t *telling) finish() {
	t.dropUnreached()
	t.extend()
	for _, v := range t.visits {
		t.settle(v)
		t.out.Visits = append(t.out.Visits, v.VisitReading)
	}
	for i := range t.duties {
		t.settleDuty(&t.duties[i])
	}
	t.out.FollowUps = append(t.out.FollowUps, t.duties...)
	t.intend()
	t.questions()
}

// dropUnreached: "Called Acme, no answer" is no visit.
func (t *telling) dropUnreached() {
	kept := t.visits[:0]
	for _, v := range t.visits {
		if !v.unreached() {
			kept = append(kept, v)
			continue
		}
		t.others = append(t.others, v.clauses...)
		for i := range v.FollowUps {
			if v.FollowUps[i].Account.Said == "" {
				v.FollowUps[i].Account = v.Account
			}
		}
		t.duties = append(t.duties, v.FollowUps...)
	}
	t.visits = kept
}

func (v *draft) unreached() bool {
	if v.Mode != sales.ByPhone {
		return false
	}
	missed := false
	for _, j := range v.clauses {
		if j.kind == remark || j.kind == rivals {
			return false
		}
		missed = missed || j.kind == misses && (j.lead.text[0] < 0x80 || strings.ContainsAny(j.lead.text, "接通联"))
	}
	return missed
}

// extend takes a message of a few words as part of the visit just told.
func (t *telling) extend() {
	last := t.m.c.Last
	if last == "" || t.asked {
		return
	}
	if len(t.visits) > 0 {
		for _, v := range t.visits {
			if v.Account.ID == "" && v.Account.Said == "" || v.Account.ID == last {
				if _, named := t.unknownOf(v); named && v.Account.ID == "" {
					continue
				}
				v.Extends = true
				if v.Account.ID == "" {
					v.Account = AccountReading{ID: last, Sure: sureOwn}
				}
			}
		}
		return
	}
	for _, j := range t.others {
		for _, n := range j.names {
			if n.ID != last {
				return
			}
		}
	}
	content := false
	for _, j := range t.others {
		content = content || j.kind != smallTalk
	}
	if !content {
		return
	}
	t.begin(AccountReading{ID: last, Sure: sureOwn})
	t.current.Extends = true
	t.current.clauses, t.others = t.others, nil
	t.current.FollowUps, t.duties = t.duties, nil
}

func (t *telling) unknownOf(v *draft) (mention, bool) {
	for _, j := range v.clauses {
		if j.kind != tells {
			continue
		}
		if u, ok := t.m.unknownIn(j); ok {
			return u, true
		}
	}
	return mention{}, false
}

// settle fills one visit from its clauses.
func (t *telling) settle(v *draft) {
	if v.Account.ID == "" && v.Account.Said == "" {
		t.findAccount(v)
	}
	if v.Account.Name == "" && v.Account.ID != "" {
		v.Account.Name = t.m.nameOf(v.Account.ID)
	}
	if v.Mode == sales.ModeNotGiven && !v.Extends {
		v.Mode = sales.InPerson
	}
	t.day(v)
	t.people(v)
	t.said(v)
	for i := range v.FollowUps {
		f := &v.FollowUps[i]
		if f.Account.Said == "" {
			f.Account = v.Account
		}
		t.contactOf(f)
	}
}

// findAccount: nobody named an account; a person who is known names it, else a
// name that nobody knows.
func (t *telling) findAccount(v *draft) {
	if u, ok := t.unknownOf(v); ok {
		v.Account = u.AccountReading
		for w := u.from; w < u.to; w++ { // its words are nobody's name
			t.m.owner[w] = len(t.m.names) + 1
		}
		return
	}
	for _, j := range v.clauses {
		for _, p := range t.m.peopleAnywhere(j.clause) {
			hits := distinct(contactHits(p.plain, t.m.c.Book))
			if len(hits) == 0 {
				continue
			}
			for i := range hits { // a contact's hit shows the person: the account's own name is wanted
				hits[i].Name = t.m.nameOf(hits[i].Account)
			}
			v.Account = choose(AccountReading{Said: p.said, Span: p.span}, hits, surePart)
			return
		}
	}
	t.guessAccount(v)
}

// guessAccount: the only account named anywhere in the message, if the person
// met is known there; else what there is becomes candidates to ask about.
func (t *telling) guessAccount(v *draft) {
	for _, n := range t.m.names {
		if n.ID == "" || n.ID != t.m.names[0].ID {
			return
		}
	}
	if len(t.m.names) == 0 {
		t.bySurname(v)
		return
	}
	n := t.m.names[0]
	known := t.m.folk(n.ID)
	for _, j := range v.clauses {
		for _, p := range t.m.peopleIn(j.clause, n.ID) {
			if t.m.identify(p, known).ID != "" {
				v.Account = n.AccountReading
				return
			}
		}
	}
	v.Account = AccountReading{Candidates: []Hit{{ID: string(n.ID), Account: n.ID, Name: n.Name}}}
}

// bySurname: "Saw Mr Lee": who is called so is asked, never taken.
func (t *telling) bySurname(v *draft) {
	for _, j := range v.clauses {
		for _, p := range t.m.peopleIn(j.clause, "") {
			if p.surname == "" || t.m.c.Book == nil || j.kind != tells {
				continue
			}
			hits := distinct(t.m.c.Book.Contacts(names.Part+names.Plain(p.surname), false, candidateLimit))
			for i := range hits {
				hits[i].Name = t.m.nameOf(hits[i].Account)
			}
			v.Account = AccountReading{Candidates: hits[:min(len(hits), 5)]}
			return
		}
	}
}

func (m *message) nameOf(id sales.AccountID) string {
	for _, n := range m.names {
		if n.ID == id {
			return n.Name
		}
	}
	if book, ok := m.c.Book.(AccountNamer); ok {
		return book.AccountName(id)
	}
	return ""
}

// day: today if none was said.
func (t *telling) day(v *draft) {
	if v.Day.Due.IsZero() && !v.Extends {
		for _, j := range v.clauses {
			if j.kind != remark && j.kind != absence && j.kind != misses {
				continue
			}
			if d := t.m.certainlyGone(j.clause); d != nil && !d.isPart && j.head && len(v.clauses) > 1 && v.clauses[0].from > j.from {
				v.Day = d.DayReading
			}
		}
	}
	if v.Day.Due.IsZero() && !v.Extends {
		v.Day = DayReading{Due: sales.Due{Day: t.m.r.today}, Sure: 0.9}
	}
}

// people are the contacts met: not those who were out, nor those of a follow-up,
// nor a rival's.
func (t *telling) people(v *draft) {
	known := t.m.folk(v.Account.ID)
	seen := map[string]bool{}
	for _, j := range v.clauses {
		if j.kind == absence || j.kind == misses || j.kind == follows || j.kind == rivals || j.kind == cancels || j.kind == plans || j.kind == asks {
			if !(j.kind == follows && j.day == nil && j.sign(kTheir) != nil) {
				t.meantWell(v, j, known, seen)
				continue
			}
		}
		for _, p := range t.m.peopleIn(j.clause, v.Account.ID) {
			t.meet(v, j, p, known, seen)
		}
	}
}

// meantWell takes the people of a clause that says both: "王经理在,王总监不在" is
// split by its comma, "met X instead" after an absence is not.
func (t *telling) meantWell(v *draft, j judged, known []folk, seen map[string]bool) {
	if j.kind != absence && j.kind != misses && j.kind != follows && j.kind != rivals {
		return
	}
	told := j.sign(kTold)
	if told == nil && !(j.kind == follows && j.sign(kTheir) != nil) && !(j.kind == rivals) {
		return
	}
	for _, p := range t.m.peopleIn(j.clause, v.Account.ID) {
		switch {
		case j.kind == rivals && p.to <= j.lead.from, j.kind == follows && p.from == j.from, told != nil && p.from >= told.to && (j.lead == nil || told.from > j.lead.from):
			t.meet(v, j, p, known, seen)
		}
	}
}

func (t *telling) meet(v *draft, j judged, p named, known []folk, seen map[string]bool) {
	if t.absent(j, p) {
		return
	}
	who := t.m.identify(p, known)
	if who.ID == "" && len(who.Candidates) == 0 {
		if hit, ok := t.m.colleague(p); ok {
			if !seen[hit.ID] {
				seen[hit.ID] = true
				v.Colleagues = append(v.Colleagues, hit)
			}
			return
		}
		if !p.firm || t.m.withUs(p) || j.kind != tells && p.title == "" && !t.m.afterPersonSign(p) {
			return
		}
	}
	key := string(who.ID)
	if key == "" {
		key = fold(who.Name)
	}
	if seen[key] {
		return
	}
	seen[key] = true
	v.Contacts = append(v.Contacts, who)
}

func (m *message) afterPersonSign(p named) bool {
	for _, s := range m.ending[p.from] {
		if s.person {
			return true
		}
	}
	return m.s.words[p.from].kind == han && p.from > 0 && m.s.words[p.from-1].text == "、"
}

// absent: the person is named as not there: "Ms Hoff was out", 钱经理不在.
func (t *telling) absent(j judged, p named) bool {
	for _, s := range j.signs {
		if (s.kind == kAbsent || s.kind == kMissed) && (s.from >= p.to && s.from <= p.to+1 || s.kind == kMissed && s.to == p.from) {
			return true
		}
		if s.kind == kNot && s.to == p.from && s.text == "without" {
			return true
		}
	}
	return false
}

// withUs: introduced as a colleague.
func (m *message) withUs(p named) bool {
	for _, s := range m.ending[p.from] {
		if s.kind == kTogether && s.text != "一起" && s.text != "joined by" && s.text != "along with" && s.text != "together with" {
			return true
		}
	}
	return false
}

func (m *message) colleague(p named) (Hit, bool) {
	if m.c.Book == nil {
		return Hit{}, false
	}
	hits := m.c.Book.Colleagues("n:"+plainOf(p.name), 2)
	if len(hits) != 1 {
		return Hit{}, false
	}
	return hits[0], true
}

// said gathers what was said, rivals, outcome and colleagues from the clauses.
func (t *telling) said(v *draft) {
	var said, news, outcome []string
	for _, j := range v.clauses {
		text := trimmed(t.m.text(j.clause))
		if s := j.sign(kRival); s != nil && j.kind != follows {
			if name := t.m.rivalName(s.to, j.to); name != "" {
				v.Rivals = appendNew(v.Rivals, name)
			}
			if j.kind == rivals {
				news = append(news, text)
				continue
			}
		}
		switch {
		case j.kind == follows && j.sign(kTheir) == nil, j.kind == plans, j.kind == smallTalk:
		case j.kind == tells && !t.m.tellsContent(j):
		case j.sign(kOutcome) != nil && j.kind != tells:
			outcome = append(outcome, text)
		case text != "" && !t.onlyNames(v, j):
			said = append(said, text)
		}
	}
	v.Said, v.RivalNews, v.Outcome = joinSaid(said, t.out.Language), joinSaid(news, t.out.Language), joinSaid(outcome, t.out.Language)
	v.Colleagues = append(v.Colleagues, t.m.mentioned(v)...)
}

func joinSaid(list []string, language string) string {
	if language == "zh-Hans" {
		return strings.Join(list, "；")
	}
	return strings.Join(list, "; ")
}

func appendNew(list []string, s string) []string {
	for _, have := range list {
		if fold(have) == fold(s) {
			return list
		}
	}
	return append(list, s)
}

// onlyNames: a clause that names people and nothing else: "Tom Baker and Dr. Smith", 王伟在.
func (t *telling) onlyNames(v *draft, j judged) bool {
	left := j.to - j.from
	for _, p := range t.m.peopleIn(j.clause, v.Account.ID) {
		left -= p.to - p.from
	}
	for _, n := range j.names {
		left -= n.to - n.from
	}
	for w := j.from; w < j.to; w++ {
		switch t.m.s.words[w].text {
		case "and", "&", "、", "和", "在", "也", "都", "还有", "met", "with", "跟", "与":
			left--
		}
	}
	return left <= 0
}

// tellsContent: beside who, when and how the clause tells what about: it is then
// kept as said.
func (m *message) tellsContent(j judged) bool {
	left := map[int]bool{}
	for w := j.from; w < j.to; w++ {
		if m.owner[w] == 0 && m.s.words[w].kind != mark {
			left[w] = true
		}
	}
	for _, s := range j.signs {
		if s.kind != kAction && s.kind != kDeliver && s.kind != kTheir && s.kind != kOutcome {
			for w := s.from; w < s.to; w++ {
				delete(left, w)
			}
		}
	}
	for _, f := range m.days(j.clause, true) {
		for w := m.r.lx[f.from].from; w < m.r.lx[f.to-1].to; w++ {
			delete(left, w)
		}
	}
	account := sales.AccountID("")
	if len(j.names) > 0 {
		account = j.names[0].ID
	}
	for _, p := range m.peopleIn(j.clause, account) {
		for w := p.from; w < p.to; w++ {
			delete(left, w)
		}
	}
	hans, words := 0, 0
	for w := range left {
		if m.s.words[w].kind == han {
			hans++
		} else if !fillers[m.s.words[w].text] {
			words++
		}
	}
	return hans >= 3 || words >= 2 || hans+words >= 3
}

var fillers = wordsOf(`the a an i we our my just quick short this of at in on again there here today`)

// mentioned are the colleagues named with an @.
func (m *message) mentioned(v *draft) []Hit {
	var out []Hit
	if m.c.Book == nil {
		return nil
	}
	for _, w := range m.s.words {
		if w.kind != link {
			continue
		}
		raw := m.s.said(w.from, w.to)
		id, _, _ := strings.Cut(strings.Trim(raw, "<>"), "|")
		if !strings.HasPrefix(id, "@") {
			continue
		}
		for _, h := range m.c.Book.Colleagues(id, 1) {
			if h.ID != string(m.c.Me) {
				out = append(out, h)
			}
		}
	}
	return out
}

// settleDuty gives a follow-up without a visit its account and contact.
func (t *telling) settleDuty(f *FollowUpReading) {
	t.contactOf(f)
	if f.Account.Said == "" && f.Account.ID == "" && f.Contact == nil {
		s := f.Span
		for _, j := range t.others {
			if t.m.s.span(t.m.s.words[j.from].from, t.m.s.words[j.to-1].to) != s {
				continue
			}
			for _, p := range t.m.peopleAnywhere(j.clause) {
				hits := contactHits(p.plain, t.m.c.Book)
				if len(distinct(hits)) == 1 {
					f.Account = AccountReading{Said: p.said, Span: p.span, ID: hits[0].Account, Name: t.m.nameOf(hits[0].Account), Sure: surePart}
					t.contactOf(f)
				}
			}
		}
		if f.Account.ID == "" { // the account the message is about
			for _, j := range t.others {
				if len(j.names) > 0 && j.names[0].ID != "" {
					f.Account = j.names[0].AccountReading
					break
				}
			}
		}
	}
}

// contactOf finds who the follow-up is with, among the account's people.
func (t *telling) contactOf(f *FollowUpReading) {
	if f.Account.ID == "" {
		return
	}
	known := t.m.folk(f.Account.ID)
	for _, c := range t.m.clauses {
		if t.m.s.span(t.m.s.words[c.from].from, t.m.s.words[c.to-1].to) != f.Span {
			continue
		}
		for _, p := range t.m.peopleIn(c, f.Account.ID) {
			if who := t.m.identify(p, known); who.ID != "" {
				f.Contact = &who
				return
			}
		}
	}
}

// intend settles what the message is.
func (t *telling) intend() {
	account, talk := t.aside()
	switch {
	case len(t.out.Visits) > 0:
		t.out.Intent = IntentVisit
	case t.asked && len(t.out.FollowUps) == 0:
		t.out.Intent = IntentQuestion
	case len(t.out.FollowUps) > 0:
		t.out.Intent = IntentFollowUp
	case account != nil && talk:
		t.out.Intent = IntentNote
		t.out.Note = &NoteReading{Account: *account, Text: trimmed(t.m.s.raw)}
	}
	t.asideNote(account)
}

// aside is the account that the clauses outside any visit are about, and whether
// they say anything of it.
func (t *telling) aside() (*AccountReading, bool) {
	var account *AccountReading
	talk := false
	for _, j := range t.others {
		if account == nil && len(j.names) > 0 {
			account = &j.names[0].AccountReading
		}
		talk = talk || j.kind != smallTalk && j.kind != follows && j.kind != plans && t.m.tellsAnything(j)
	}
	return account, talk
}

func (m *message) tellsAnything(j judged) bool {
	words := j.to - j.from
	for _, n := range j.names {
		words -= n.to - n.from
	}
	return words > 0
}

// asideNote keeps what else was said of an account in a message that is a
// follow-up, so that nothing typed is lost.
func (t *telling) asideNote(account *AccountReading) {
	if t.out.Intent != IntentFollowUp || account == nil {
		return
	}
	var said []string
	for _, j := range t.others {
		if j.kind == remark || j.kind == misses || j.kind == absence || j.kind == rivals {
			if text := trimmed(t.m.text(j.clause)); text != "" && t.m.tellsAnything(j) {
				said = append(said, text)
			}
		}
	}
	if len(said) > 0 {
		t.out.Note = &NoteReading{Account: *account, Text: joinSaid(said, t.out.Language)}
	}
}

// questions are what must be asked before anything is kept.
func (t *telling) questions() {
	for i, v := range t.out.Visits {
		t.m.askAccount(t.out, v.Account)
		for _, c := range v.Contacts {
			if len(c.Candidates) > 0 {
				ask(t.out, Question{Kind: AskContact, Said: c.Said, People: c.Candidates})
			}
		}
		t.askVisitDay(v)
		if t.visits[i].unsure && !v.Extends {
			ask(t.out, Question{Kind: AskIntent, Said: trimmed(t.m.s.raw)})
		}
		t.askDues(v.FollowUps)
	}
	t.askDues(t.out.FollowUps)
	if t.out.Note != nil && t.out.Intent == IntentNote {
		t.m.askAccount(t.out, t.out.Note.Account)
	}
	for _, f := range t.out.FollowUps {
		if f.Account.Said != "" && f.Account.ID == "" {
			t.m.askAccount(t.out, f.Account)
		}
	}
}

func (t *telling) askVisitDay(v VisitReading) {
	d := v.Day
	switch {
	case d.Due.IsZero():
	case d.Sure < Sure:
		askDay(t.out, d, d.Said, orderDoubt(d))
	case !d.Until.IsZero() && d.Until != d.Due.Day:
		for day := d.Due.Day; !day.After(d.Until) && !day.After(t.m.r.today) && len(d.Alternatives) < 7; day = day.AddDays(1) {
			if t.m.r.worksOn(day) {
				d.Alternatives = append(d.Alternatives, sales.Due{Day: day})
			}
		}
		askDay(t.out, d, d.Said, false)
	case d.Due.Day.After(t.m.r.today):
		askDay(t.out, d, d.Said, false)
	}
}

func (t *telling) askDues(list []FollowUpReading) {
	for _, f := range list {
		switch {
		case f.Due.Due.IsZero() && f.Every.IsZero():
			ask(t.out, Question{Kind: AskDate, Said: f.What})
		case f.Due.Sure < Sure && !f.Due.Due.IsZero():
			askDay(t.out, f.Due, f.Due.Said, orderDoubt(f.Due))
		}
	}
}
