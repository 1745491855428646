package understand

import (
	"strings"

	"roundsman/sales"
)

// finish settles accounts, people and what was said, and the intent.
func (t *telling) finish() {
	t.contradicted()
	t.form()
	t.report()
	if t.m.c.Visit {
		t.markedVisit()
	} else {
		t.dropUnreached()
	}
	t.telegrams()
	t.toldBefore()
	t.encounteredHan()
	t.extend()
	for _, v := range t.visits {
		t.settle(v)
	}
	t.peopleElsewhere()
	for _, v := range t.visits {
		t.out.Visits = append(t.out.Visits, v.VisitReading)
	}
	for i := range t.duties {
		t.settleDuty(&t.duties[i])
	}
	for _, v := range t.out.Visits {
		t.nameVisits(v.FollowUps)
	}
	t.nameVisits(t.duties)
	t.out.FollowUps = append(t.out.FollowUps, t.duties...)
	t.intend()
	t.questions()
}

// nameVisits words the visits that were put off.
func (t *telling) nameVisits(list []FollowUpReading) {
	for i := range list {
		if f := &list[i]; f.planned {
			name := f.Account.Name
			if name == "" {
				name = f.Account.Said
			}
			f.What = strings.TrimSpace(visitTo[t.out.Language] + name)
		}
	}
}

// visitTo words a visit to be made, by language.
var visitTo = map[string]string{"en": "Visit ", "zh-Hans": "拜访"}

// dropUnreached: "Called Acme, no answer" is no visit.
func (t *telling) dropUnreached() {
	kept := t.visits[:0]
	for _, v := range t.visits {
		if !v.unreached() && !v.foundNobody() && !t.sawNobody(v) {
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
		if j.kind == remark || j.kind == rivals || missed && j.kind == tells { // 没人接，后来回过来了
			return false
		}
		missed = missed || j.kind == misses && (j.lead.text[0] < 0x80 || strings.ContainsAny(j.lead.text, "接通联"))
	}
	return missed
}

// foundNobody: the author went there, and that nobody was there is all that is told: "saw
// Müller, nobody home", 去了华为，没人在.
func (v *draft) foundNobody() bool {
	deserted := false
	for i, j := range v.clauses {
		switch {
		case j.kind == misses && nobodyThere[j.lead.text]:
			deserted = true
		case i == 0 && j.kind == tells, j.kind == follows, j.kind == plans, j.kind == smallTalk:
		default:
			return false
		}
	}
	return deserted && len(v.Contacts) == 0
}

var nobodyThere = phrasesOf(`nobody there|no one there|nobody was there|no one was there|nobody home|no one home|nobody at home|nobody in|no one in|was closed|were closed|closed|all closed|closed today|gate closed|door closed|gates closed|office closed|没人在|没人|没有人|没有人在|一个人都没|一个人都没有|扑空|扑了个空|大门紧锁|锁着门|关着门|关门了|门锁着`)

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
	for _, j := range t.current.clauses {
		if d := t.m.gone(j.clause); d != nil && !d.isPart && !t.m.after(d) && t.m.saysOnlyWhen(j.clause, d) {
			t.current.Day = d.DayReading
		}
	}
}
