package understand

import (
	"slices"
	"strings"

	"roundsman/sales"
	"roundsman/sales/names"
)

func (t *telling) unknownOf(v *draft) (mention, bool) {
	for _, j := range v.clauses {
		if j.kind != tells || j.lead != nil && t.m.s.words[j.from].kind != han && t.m.refersBack(j) {
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
	t.settleByPeople(v)
	if v.Account.Name == "" && v.Account.ID != "" {
		v.Account.Name = t.m.nameOf(v.Account.ID)
	}
	t.bareMode(v)
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
	if t.placed(v) {
		if v.Account.ID == "" && v.Account.Said == "" {
			t.bySurname(v)
		}
		return
	}
	if j := v.clauses[0]; j.lead != nil && j.lead.text == "and" && len(t.m.names) == 0 { // "Rory and I grabbed a roll at the Falkirk depot"
		if a := t.m.accountOfPerson(j.clause); a != nil {
			v.Account = *a
			return
		}
	}
	if u, ok := t.unknownOf(v); ok {
		v.Account = u.AccountReading
		for w := u.from; w < u.to; w++ { // its words are nobody's name
			t.m.claim(w, len(t.m.names)+1)
		}
		return
	}
	if u, ok := t.newcomer(v); ok {
		v.Account = u.AccountReading
		t.m.take(u)
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
	if len(t.m.names) == 0 {
		for _, j := range v.clauses {
			if a := t.m.accountOfPerson(j.clause); a != nil && (j.kind == tells || j.kind == remark && t.m.s.language() == "zh-Hans") {
				v.Account = *a
				return
			}
		}
	}
	if a := t.accountOfSlip(v); a != nil {
		v.Account = *a
		return
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
			if t.m.c.Book == nil || j.kind != tells {
				continue
			}
			if hits := distinct(t.m.soundalikes(p.name)); p.title == "" && len(hits) > 0 {
				for i := range hits {
					hits[i].Name = t.m.nameOf(hits[i].Account)
				}
				v.Account = AccountReading{Candidates: hits[:min(len(hits), 5)]}
				return
			}
			if p.surname == "" {
				continue
			}
			if a := t.m.accountOfHanTitled(clause{from: p.from, to: p.to}); a != nil && t.m.s.language() == "zh-Hans" {
				v.Account = *a
				return
			}
			hits := distinct(t.m.surnamed(p.surname))
			for i := range hits {
				hits[i].Name = t.m.nameOf(hits[i].Account)
			}
			if len(hits) == 1 && p.surname[0] < 0x80 && (p.title != "" || t.m.onlyOneCalled(p, hits[0])) { // the only Mr Lee that there is
				v.Account = AccountReading{Said: t.m.piece(p.from, p.to), Span: t.m.extent(clause{from: p.from, to: p.to}), ID: hits[0].Account, Name: hits[0].Name, Sure: sureLater}
				return
			}
			v.Account = AccountReading{Candidates: hits[:min(len(hits), 5)]}
			return
		}
	}
}

// surnamed are contacts of any account with a surname: of a Latin name the last
// word, of a Chinese one the beginning.
func (m *message) surnamed(surname string) []Hit {
	plain := names.Plain(surname)
	if plain != "" && plain[0] >= 0x80 {
		return m.c.Book.Contacts(names.Whole+plain, true, candidateLimit)
	}
	hits := m.c.Book.Contacts(names.Part+plain, false, candidateLimit)
	for _, h := range m.c.Book.Contacts(names.Whole+plain, true, candidateLimit) { // or the first name
		if first, _, _ := strings.Cut(fold(h.Name), " "); names.Plain(first) == plain {
			hits = append(hits, h)
		}
	}
	return hits
}

// soundalikes are contacts of any account that sound like a Chinese name.
func (m *message) soundalikes(name string) []Hit {
	plain := names.Plain(name)
	if m.c.Book == nil || plain == "" || plain[0] < 0x80 {
		return nil
	}
	var hits []Hit
	for _, r := range names.Readings(plain) {
		hits = append(hits, m.c.Book.Contacts(names.Pinyin+r.Full, false, candidateLimit)...)
	}
	return hits
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
	for _, j := range v.clauses {
		if d := t.m.whenMet(j); d != nil && v.Day.Due.IsZero() && !v.Extends {
			v.Day = d.DayReading
		}
	}
	t.dayAhead(v)
	t.dayAfterHan(v)
	t.dayBehind(v)
	t.formDay(v)
	if v.Day.Due.IsZero() && !v.Extends {
		v.Day = DayReading{Due: sales.Due{Day: t.m.r.today}, Sure: 0.9}
	}
}

// peopleElsewhere gives to each of several visits who is named where another one is
// told, and works with it: 跑了恒力、荣盛两家，范霞和项炯都说….
func (t *telling) peopleElsewhere() {
	if len(t.visits) < 2 || len(t.visits) > 6 {
		return
	}
	for _, v := range t.visits {
		for _, other := range t.visits {
			if other == v || v.Account.ID == "" || other.Account.ID == v.Account.ID {
				continue
			}
			for _, j := range other.clauses {
				t.lend(v, other, j)
			}
		}
	}
}

func (t *telling) lend(v, other *draft, j judged) {
	if j.kind != tells && j.kind != remark {
		return
	}
	known, theirs := t.m.folk(v.Account.ID), t.m.folk(other.Account.ID)
	for _, p := range t.m.peopleIn(j.clause, v.Account.ID) {
		who := t.m.identify(p, known)
		if who.ID == "" || t.m.identify(p, theirs).ID != "" && p.surname != "" && t.m.nearest(j, p.from) != v.Account.ID || t.absent(j, p) || t.m.reported(j, p) || v.has(who.ID) {
			continue
		}
		v.Contacts = append(v.Contacts, who)
		other.without(p, t.m)
	}
}

// ofAnother: in a list of accounts each is followed by its own people: 格力董部长、美的何俊.
func (m *message) ofAnother(v *draft, j judged, p named, known []folk) bool {
	near := m.nearest(j, p.from)
	return near != "" && near != v.Account.ID && !j.ofOne() && m.identify(p, known).ID == ""
}

// nearest is the account named last before a word of a clause.
func (m *message) nearest(j judged, at int) (id sales.AccountID) {
	for _, n := range j.names {
		if n.from < at {
			id = n.ID
		}
	}
	return id
}

func (v *draft) has(id sales.ContactID) bool {
	return slices.ContainsFunc(v.Contacts, func(c ContactReading) bool { return c.ID == id })
}

// without takes back who was made a new contact of a visit and is known at another.
func (v *draft) without(p named, m *message) {
	at := m.s.span(m.s.words[p.from].from, m.s.words[p.to-1].to)
	v.Contacts = slices.DeleteFunc(v.Contacts, func(c ContactReading) bool { return c.Span == at })
}

// people are the contacts met: not those who were out, nor those of a follow-up,
// nor a rival's.
func (t *telling) people(v *draft) {
	account := t.accountToReadIn(v)
	known := t.m.folk(account)
	seen := map[string]bool{}
	for _, j := range v.clauses {
		if v.Extends && (j.kind == absence || j.kind == misses) {
			t.notThere(v, j, known)
		}
		if j.kind == absence || j.kind == misses || j.kind == follows || j.kind == rivals || j.kind == cancels || j.kind == plans || j.kind == asks {
			if !(j.kind == follows && j.day == nil && j.sign(kTheir) != nil) {
				t.meantWell(v, j, known, seen)
				continue
			}
		}
		along := t.m.along(j.clause, known)
		for _, with := range along {
			if !seen[with.ID] {
				seen[with.ID] = true
				v.Colleagues = append(v.Colleagues, with.Hit)
			}
		}
		for _, p := range t.m.peopleIn(j.clause, account) {
			if t.awayNext(v, j, p) || t.awayNextHan(v, j, p) || t.m.toldOfBySpeaker(j, p) {
				continue
			}
			if !overlaps(along, p) && !t.m.ofAnother(v, j, p, known) {
				t.meet(v, j, p, known, seen)
			}
		}
	}
}

// accountToReadIn is whose people are meant: of the account, or of the only one it
// could be.
func (t *telling) accountToReadIn(v *draft) sales.AccountID {
	if v.Account.ID == "" && len(v.Account.Candidates) == 1 && t.m.s.language() == "en" {
		return v.Account.Candidates[0].Account
	}
	return v.Account.ID
}

func (m *message) along(c clause, known []folk) []companion {
	if m.c.Book == nil {
		return nil
	}
	return m.companions(c, known)
}

func overlaps(list []companion, p named) bool {
	for _, c := range list {
		if p.from < c.to && c.from < p.to {
			return true
		}
	}
	return false
}

// meantWell takes the people of a clause that says both: "王经理在,王总监不在" is
// split by its comma, "met X instead" after an absence is not.
func (t *telling) meantWell(v *draft, j judged, known []folk, seen map[string]bool) {
	if j.kind != absence && j.kind != misses && j.kind != follows && j.kind != rivals {
		return
	}
	told := j.sign(kTold)
	if told == nil && j.kind != absence && !(j.kind == follows && (j.sign(kTheir) != nil || j.sign(kMust) != nil)) && !(j.kind == rivals) {
		return
	}
	for _, p := range t.m.peopleIn(j.clause, v.Account.ID) {
		switch {
		case j.kind == absence && (t.m.wasThere(p) || t.m.speaksUp(p)), j.kind == rivals && p.to <= j.lead.from, j.kind == follows && (p.from == j.from || len(j.names) > 0 && j.names[0].from == j.from && p.from <= j.names[0].to+1 && t.m.s.words[p.from].kind == han) && t.m.demanded(j, p), told != nil && p.from >= told.to && (j.lead == nil || told.from > j.lead.from):
			t.meet(v, j, p, known, seen)
		}
	}
}

// demanded: who is named first in a clause of something to do is who asked for it:
// 马部长要我们周五前报价.
func (m *message) demanded(j judged, p named) bool {
	for _, s := range j.signs {
		if s.kind == kTheir || (s.kind == kMust || s.text == "催") && s.from == p.to && (m.s.words[s.from].kind == han || demands[s.text]) {
			return true
		}
	}
	return false
}

// notThere takes back people of the account who were told to have been there.
func (t *telling) notThere(v *draft, j judged, known []folk) {
	for _, p := range t.m.peopleIn(j.clause, v.Account.ID) {
		if who := t.m.identify(p, known); who.ID != "" && t.absent(j, p) {
			v.Absent = append(v.Absent, who.ID)
		}
	}
}

func (t *telling) meet(v *draft, j judged, p named, known []folk, seen map[string]bool) {
	if t.absent(j, p) || t.m.s.words[p.from].kind == han && (t.m.hasLeft(p, j.clause) || t.m.reported(j, p) || p.from > j.from && t.m.s.words[p.from-1].text == "等") {
		return
	}
	if t.m.onlySpokenOf(p) || t.m.saidOf(j, p) {
		return
	}
	who := t.m.identify(p, known)
	if who.ID == "" && len(who.Candidates) == 0 {
		if hit, ok := t.m.colleague(p); ok && (p.to-p.from > 1 || t.m.cameAlong(p.from, p.to, j.clause)) {
			if !seen[hit.ID] {
				seen[hit.ID] = true
				v.Colleagues = append(v.Colleagues, hit)
			}
			return
		}
		if !p.firm || j.kind == remark && t.m.othersWith(j, p) || t.m.withUs(p) || t.m.broughtAlong(p, j.clause) || t.m.wentAlong(j, p) || j.kind != tells && p.title == "" && !t.m.afterPersonSign(p) {
			return
		}
	}
	if (who.ID == "" && t.m.cameWith(j, p) || t.m.elsewhere(p) || t.m.actsLater(j, p)) && (t.m.anyoneElse(v, p, known) || v.onlySome(t.m)) || t.m.himselfElsewhere(p) {
		return
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
	if m.s.words[p.from].kind != han && m.afterRole(p.from) {
		return true
	}
	for _, s := range m.ending[p.from] {
		if s.person {
			return true
		}
	}
	return m.s.words[p.from].kind == han && p.from > 0 && (m.s.words[p.from-1].text == "、" || m.s.words[p.from-1].text == "叫" && m.personSlot(p.from) || m.titleBefore(p.from) || p.from > 1 && m.s.words[p.from-1].text == "的" && among(m.s.words[p.from-2].text, "来任换"))
}

// absent: the person is named as not there: "Ms Hoff was out", 钱经理不在.
func (t *telling) absent(j judged, p named) bool {
	if t.m.awayAfter(p) || t.m.possessive(p) || t.m.replaced(p) || t.m.excused(p) || t.m.insteadOf(j, p) || t.m.awayAfterHan(p, j.clause) && t.m.certainlyComing(j.clause) == nil || t.m.possessedHan(p) || t.m.wasToBeSeen(p) {
		return true
	}
	if s := j.sign(kAbsent); s != nil && s.from >= p.to && (t.m.onlyPlaceBetween(p.to, s.from) || t.m.onlyTimeBetween(p.to, s.from)) {
		return true
	}
	for _, s := range j.signs {
		if (s.kind == kAbsent || s.kind == kMissed) && (s.from >= p.to && s.from <= p.to+1 || s.kind == kMissed && (s.to == p.from || s.to < p.from && t.m.withOnly(s.to, p.from))) {
			return true
		}
		if s.kind == kNot && s.to == p.from && (s.text == "without" || s.text == "no") {
			return true
		}
		if (s.kind == kMeeting || s.kind == kPlain) && s.to == p.from && t.m.denied(&j, &s) {
			return true
		}
	}
	return false
}

// withOnly: nothing but "with" stands between two words: "no joy w/ Chuck".
func (m *message) withOnly(from, to int) bool {
	for w := from; w < to; w++ {
		if text := m.s.words[w].text; text != "w" && text != "/" && text != "with" && text != "to" && text != "for" {
			return false
		}
	}
	return true
}

// othersWith: it is others who deal with somebody nobody knows: "they also talk to Valeo".
func (m *message) othersWith(j judged, p named) bool {
	if m.s.language() != "en" || p.title != "" {
		return false
	}
	if theySubjects[m.s.words[j.from].text] && p.from > j.from && m.s.words[p.from-1].text == "with" {
		return true
	}
	s := j.sign(kTheir)
	return s != nil && s.from == j.from && theySubjects[s.text]
}

// withUs: introduced as a colleague.
func (m *message) withUs(p named) bool {
	for _, s := range m.ending[p.from] {
		if s.kind == kTogether && !(s.from > 0 && (strings.HasSuffix(m.s.words[s.from-1].text, "'s") || possessives[m.s.words[s.from-1].text] && m.s.words[s.from-1].text != "our" && m.s.words[s.from-1].text != "my")) && s.text != "一起" && s.text != "joined by" && s.text != "along with" && s.text != "together with" {
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
