package understand

import (
	"regexp"
	"slices"

	"roundsman/sales"
)

// settleDuty gives a follow-up without a visit its account and contact.
func (t *telling) settleDuty(f *FollowUpReading) {
	t.contactOf(f)
	if f.Account.Said == "" && f.Account.ID == "" && f.Contact == nil {
		s := f.Span
		for _, j := range t.others {
			if t.m.s.span(t.m.s.words[j.from].from, t.m.s.words[j.to-1].to) != s {
				continue
			}
			if a := t.m.accountOfTitled(j.clause); a != nil {
				f.Account = *a
				t.contactOf(f)
				break
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
	for i, c := range t.m.clauses {
		at := t.m.extent(c)
		led := c.opens && i+1 < len(t.m.clauses) && t.m.extent(t.m.clauses[i+1]).From == f.Span.From && len(t.visits) == 0 // 小满丁一那边|周四前出方案
		if !led && (at.From < f.Span.From || at.To > f.Span.To) {
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
	t.m.askedOf(t.out)
	t.asideNote(account)
	if t.out.Note != nil && t.out.Intent == IntentNote {
		t.out.Note.Also = t.m.alsoNoted(t.out.Note.Account)
	}
	if t.out.Note != nil {
		t.out.Note.Contacts = t.peopleNoted(t.out.Note.Account.ID)
		for _, j := range t.others {
			if j.kind != follows {
				for _, name := range t.m.rivalsByDeed(j.clause) {
					t.out.Note.Rivals = appendNew(t.out.Note.Rivals, name)
				}
			}
			if s := j.sign(kRival); s != nil && j.kind != follows {
				for _, name := range t.m.rivalNames(s.to, j.to) {
					t.out.Note.Rivals = appendNew(t.out.Note.Rivals, name)
				}
			}
		}
	}
}

// peopleNoted are the people of an account whom a note names, but for who was away.
func (t *telling) peopleNoted(account sales.AccountID) []ContactReading {
	var out []ContactReading
	known := t.m.folk(account)
	for i, j := range t.others {
		if t.m.s.language() == "zh-Hans" && i+1 < len(t.others) && !j.strong && (t.others[i+1].kind == misses || t.others[i+1].kind == absence) && t.others[i+1].lead.from == t.others[i+1].from { // 吴经理|没见到
			continue
		}
		for _, p := range t.m.peopleIn(j.clause, account) {
			who := t.m.identify(p, known)
			if who.ID == "" || j.kind == absence || j.kind == misses || j.kind == cancels && stoodUp.MatchString(t.m.s.folded(j.lead.from, j.lead.to)) || t.absent(j, p) || slices.ContainsFunc(out, func(have ContactReading) bool { return have.ID == who.ID }) {
				continue
			}
			out = append(out, who)
		}
	}
	return out
}

// stoodUp: whom one was to meet did not come.
var stoodUp = regexp.MustCompile(`鸽|爽约|不来|来不了|没来`)

// alsoNoted are the further accounts of a remark, listed with its own or said to be alike:
// "Crown and Mayfield both move to paper lids", "Indus want 2%, Jasmine too".
func (m *message) alsoNoted(a AccountReading) (more []AccountReading) {
	for i, n := range m.names {
		if i == 0 || n.ID == "" || n.Sure < Sure || n.ID == a.ID || slices.ContainsFunc(more, func(b AccountReading) bool { return b.ID == n.ID }) {
			continue
		}
		before := m.names[i-1]
		listed := m.joined(before.to, n.from) && (before.ID == a.ID || len(more) > 0)
		if listed || n.to < len(m.s.words) && alike[m.s.words[n.to].text] || m.notedToo(n) {
			more = append(more, n.AccountReading)
		}
	}
	return more
}

// notedToo: a Chinese clause opens with a further account and tells something of it: 华为要涨价，
// 小米停产了.
func (m *message) notedToo(n mention) bool {
	if m.s.language() != "zh-Hans" {
		return false
	}
	for _, c := range m.clauses {
		if c.from == n.from {
			return c.ofOne() && m.leftOf(c) > 1 && m.coming(c) == nil && len(m.rivalsByDeed(c)) == 0
		}
	}
	return false
}

var alike = wordsOf(`也 同样 一样 too also likewise ditto same both`)

// aside is the account that the clauses outside any visit are about, and whether
// they say anything of it.
func (t *telling) aside() (*AccountReading, bool) {
	var account *AccountReading
	talk := false
	for _, j := range t.others {
		if account == nil && len(j.names) > 0 {
			account = &j.names[0].AccountReading
		}
		if account == nil && j.kind != smallTalk && j.kind != asks && t.m.c.Last == "" {
			account = t.m.accountOfPerson(j.clause)
		}
		talk = talk || j.kind != smallTalk && j.kind != follows && j.kind != plans && t.m.tellsAnything(j)
	}
	return account, talk
}

// accountOfPerson is where somebody works who is named in a clause, if only one
// account has a contact of that name.
func (m *message) accountOfPerson(c clause) *AccountReading {
	if a := m.accountOfTitled(c); a != nil {
		return a
	}
	for _, p := range m.peopleAnywhere(c) {
		if hits := contactHits(p.plain, m.c.Book); len(distinct(hits)) == 1 && len(p.said) < len(trimmed(m.s.raw)) {
			return &AccountReading{Said: p.said, Span: p.span, ID: hits[0].Account, Name: m.nameOf(hits[0].Account), Sure: surePart}
		}
	}
	return nil
}

// ofElsewhere: a message right after a visit is about another account, where only
// the person works whom it names.
func (m *message) ofElsewhere() bool {
	if m.c.Last == "" || len(m.names) > 0 || m.c.Book == nil || m.nameOf(m.c.Last) == "" {
		return false
	}
	there, elsewhere := m.folk(m.c.Last), false
	for _, c := range m.clauses {
		for _, p := range m.peopleIn(c, m.c.Last) {
			if len(fitting(p, there)) > 0 {
				return false
			}
		}
		a := m.accountOfPerson(c)
		elsewhere = elsewhere || a != nil && a.ID != m.c.Last
	}
	return elsewhere
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
	case d.Due.Day.After(t.m.r.today): // was it another day, or is it planned?
		ask(t.out, Question{Kind: AskDate, Said: d.Said, Dates: []sales.Due{d.Due}})
	}
}

func (t *telling) askDues(list []FollowUpReading) {
	for _, f := range list {
		switch {
		case f.Due.Due.IsZero() && f.Soon:
		case f.Due.Due.IsZero() && f.Every.IsZero():
			ask(t.out, Question{Kind: AskDate, Said: f.What})
		case f.Due.Sure < Sure && !f.Due.Due.IsZero():
			askDay(t.out, f.Due, f.Due.Said, orderDoubt(f.Due))
		}
	}
}
