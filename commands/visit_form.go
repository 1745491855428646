package commands

import (
	"slices"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
)

// openVisitForm opens the communication record (客户沟通记录表): of a visit in
// the books, of what a message says, or empty.
func openVisitForm(l *Look) (card.Form, error) {
	if !sales.MayLog(l.Me) {
		return card.Form{}, sales.Refuse(sales.Forbidden, "refused.cannot_log")
	}
	press := l.Event.Action
	switch {
	case press != nil && press.Name == "visit.edit":
		return l.formOf(sales.VisitID(press.ID), press.Arg)
	case l.Event.Kind == event.Shortcut && l.Event.TS != "":
		return l.formFromMessage()
	}
	facts := present.VisitFormFacts{Visit: sales.Visit{Day: l.Today()}}
	if press != nil {
		facts.Visit.Account = sales.AccountID(press.ID)
	}
	return l.visitForm(facts, formState{})
}

func (l *Look) formOf(id sales.VisitID, receipt string) (card.Form, error) {
	v, err := l.Books.Visit(id)
	if missing(err) || err == nil && v.Deleted {
		return card.Form{}, sales.Refuse(sales.NotFound, "refused.record_gone")
	}
	if err != nil {
		return card.Form{}, err
	}
	state := formState{ID: string(v.ID), Version: v.Version, Receipt: receipt}
	facts := present.VisitFormFacts{Visit: v}
	for _, id := range v.FollowUps {
		f, err := l.Books.FollowUp(id)
		if err == nil && !f.Deleted && f.Status == sales.FollowUpOpen {
			facts.Next, state.Next, state.NextSeen = &f, string(f.ID), f.Version
			break
		}
	}
	return l.visitForm(facts, state)
}

// formText is how much of a message a form takes over.
const formText = 2000

// formFromMessage fills the form from a message as far as it is understood. A
// message that is in the books already opens what it led to.
func (l *Look) formFromMessage() (card.Form, error) {
	if tl, err := l.tellingFrom(sourceOf(l.Event)); err != nil {
		return card.Form{}, err
	} else if tl != nil && tl.State == tellKept && len(tl.Made.Visits) > 0 {
		return l.formOf(tl.Made.Visits[0].ID, tl.ID)
	}
	c := l.understanding()
	c.Visit = true
	r := understand.Parse(l.Event.Text, c)
	l.nameMentions(&r)
	told := toldVisit{day: sales.DateIn(messageTime(l.Event), l.Me.Location())}
	if len(r.Visits) > 0 {
		told.VisitReading = r.Visits[0]
	} else {
		told.Account, told.Said = accountIn(r), present.Cut(l.named(strings.TrimSpace(l.Event.Text)), formText)
	}
	facts := present.VisitFormFacts{}
	tellVisit(&facts.Visit, toldVisit{}, told)
	facts.Visit.Contacts = slices.DeleteFunc(facts.Visit.Contacts, func(id sales.ContactID) bool { return id == "" })
	if today := l.Today(); facts.Visit.Day.After(today) {
		facts.Visit.Day = today
	}
	for _, c := range told.Contacts {
		if c.ID == "" {
			facts.NewPeople = append(facts.NewPeople, c.Name)
		}
	}
	if next := slices.Concat(told.FollowUps, r.FollowUps); len(next) > 0 {
		facts.Next = &sales.FollowUp{What: next[0].What, Due: next[0].Due.Due}
	}
	return l.visitForm(facts, formState{Source: sourceOf(l.Event)})
}

func (l *Look) visitForm(f present.VisitFormFacts, s formState) (card.Form, error) {
	var err error
	if f.Account, err = l.accountOption(f.Visit.Account); err != nil {
		return card.Form{}, err
	}
	for _, id := range f.Visit.Contacts {
		c, err := l.Books.ContactName(id)
		if missing(err) {
			continue
		}
		if err != nil {
			return card.Form{}, err
		}
		f.Contacts = append(f.Contacts, card.Option{Label: card.Said(present.ContactName(c)), Value: string(c.ID)})
	}
	f.State, err = writeState(s)
	return present.VisitForm(f), err
}

// checkVisitForm tells what is wrong, by field.
func checkVisitForm(l *Look, f event.Form) (map[string]card.Text, error) {
	wrong := map[string]card.Text{}
	l.checkAccount(f, wrong)
	l.checkPast(f, wrong)
	l.checkContacts(f, wrong)
	checkNext(l, f, wrong)
	return none(wrong), nil
}

// checkContacts: everybody met must be at the account of the visit.
func (l *Look) checkContacts(f event.Form, wrong map[string]card.Text) {
	for _, id := range f.Values[fieldContacts] {
		c, err := l.Books.ContactName(sales.ContactID(id))
		if err != nil {
			wrong[fieldContacts] = card.T("form.contact_unknown")
			return
		}
		if string(c.Account) != f.Get(inputAccount) {
			wrong[fieldContacts] = card.T("form.contact_elsewhere", "name", card.Words(c.Name))
			return
		}
	}
}

const inputNext, inputNextDue = "next", "next_due"

// checkNext: a next step has a day.
func checkNext(_ *Look, f event.Form, wrong map[string]card.Text) {
	what, due := strings.TrimSpace(f.Get(inputNext)), f.Get(inputNextDue)
	switch {
	case what != "" && due == "":
		wrong[inputNextDue] = card.T("form.next_when")
	case what == "" && due != "":
		wrong[inputNext] = card.T("form.next_what")
	}
}

func applyVisitForm(t *Turn) error {
	f := *t.Event.Form
	state, err := readState(f.State)
	if err != nil {
		return err
	}
	v := sales.Visit{ID: sales.VisitID(state.ID), Author: t.Me.ID, Written: t.Now}
	if state.ID != "" {
		if v, err = t.Tx.Visit(v.ID); err != nil {
			return t.orGone(err)
		}
	}
	if v.Deleted {
		return sales.Refuse(sales.NotFound, "refused.record_gone")
	}
	if v.Version != state.Version {
		return t.Say(present.ChangedMeanwhile("visit.edit", state.ID, v.Version, state.Receipt))
	}
	tl, err := t.formTelling(state, v.Sources)
	if err != nil {
		return err
	}
	before, was := tl.now(), v
	if err := t.fillVisit(tl, &v, f); err != nil {
		return err
	}
	if err := t.nextStep(&v, f, state); err != nil {
		return err
	}
	if err := t.moveNextSteps(v); err != nil {
		return err
	}
	if state.ID == "" {
		t.beginWithForm(tl, &v, state)
	} else if tl.Amends {
		tl.Made.Visits, tl.Parts = []madeVisit{{ID: v.ID}}, []part{t.given(v)}
	}
	if err := t.Tx.PutVisit(v); err != nil {
		return err
	}
	if err := t.learnForm(tl, was, v); err != nil {
		return err
	}
	return t.concludeForm(tl, before, state)
}

// fillVisit puts the form's values into a visit and remembers which it changed.
func (t *Turn) fillVisit(tl *telling, v *sales.Visit, f event.Form) error {
	before := *v
	var err error
	if v.Account, err = t.chosenAccount(tl, f.Get(inputAccount)); err != nil {
		return err
	}
	if v.Day, err = sales.ParseDate(f.Get(inputDay)); err != nil {
		return sales.Refuse(sales.Invalid, "refused.bad_day", "said", f.Get(inputDay))
	}
	if v.Day != before.Day {
		v.Time = nil // it was that day's
	}
	if v.Contacts, err = t.chosenContacts(tl, v.Account, f); err != nil {
		return err
	}
	v.Colleagues = nil
	for _, user := range f.Values[fieldColleagues] {
		if id := sales.NewPersonID(t.Me.ID.Workspace(), user); id != v.Author {
			v.Colleagues = append(v.Colleagues, id)
		}
	}
	v.Mode, v.Rivals = sales.Mode(f.Get(fieldMode)), splitNames(f.Get(fieldRivals))
	for name, to := range map[string]*string{
		fieldSaid: &v.Said, fieldPurpose: &v.Purpose, fieldRivalNews: &v.RivalNews, fieldOutcome: &v.Outcome,
	} {
		if !present.TooLong(*to) {
			*to = strings.TrimSpace(f.Get(name))
		}
	}
	v.Formed = union(v.Formed, differences(before, *v), func(a, b string) bool { return a == b })
	return nil
}

// differences names the fields that differ, in a fixed order.
func differences(a, b sales.Visit) []string {
	var fields []string
	for _, f := range []struct {
		name string
		same bool
	}{
		{fieldAccount, a.Account == b.Account},
		{fieldDay, a.Day == b.Day},
		{fieldMode, a.Mode == b.Mode},
		{fieldContacts, slices.Equal(a.Contacts, b.Contacts)},
		{fieldColleagues, slices.Equal(a.Colleagues, b.Colleagues)},
		{fieldPurpose, a.Purpose == b.Purpose},
		{fieldSaid, a.Said == b.Said},
		{fieldRivals, slices.Equal(a.Rivals, b.Rivals)},
		{fieldRivalNews, a.RivalNews == b.RivalNews},
		{fieldOutcome, a.Outcome == b.Outcome},
	} {
		if !f.same {
			fields = append(fields, f.name)
		}
	}
	return fields
}

// chosenContacts are those of the form, the new ones made first.
func (t *Turn) chosenContacts(tl *telling, account sales.AccountID, f event.Form) ([]sales.ContactID, error) {
	var ids []sales.ContactID
	for _, id := range f.Values[fieldContacts] {
		ids = append(ids, sales.ContactID(id))
	}
	for _, name := range splitNames(f.Get("new_people")) {
		c := understand.ContactReading{Said: name, Name: name}
		if err := t.resolveContact(tl, account, &c); err != nil {
			return nil, err
		}
		ids = union(ids, []sales.ContactID{c.ID}, func(a, b sales.ContactID) bool { return a == b })
	}
	return ids, nil
}

// nextStep changes the follow-up that the form showed, or makes one.
func (t *Turn) nextStep(v *sales.Visit, f event.Form, s formState) error {
	what := strings.TrimSpace(f.Get(inputNext))
	if what == "" {
		return nil
	}
	day, err := sales.ParseDate(f.Get(inputNextDue))
	if err != nil {
		return sales.Refuse(sales.Invalid, "refused.bad_day", "said", f.Get(inputNextDue))
	}
	if v.ID == "" {
		v.ID = sales.VisitID(t.NewID(sales.KindVisit))
	}
	if s.Next != "" {
		return t.changeNext(sales.FollowUpID(s.Next), s.NextSeen, what, day)
	}
	made, err := applyFollowUps(t, []understand.FollowUpReading{{What: what, Due: understand.DayReading{Due: sales.Due{Day: day}}}}, v.Account, v.ID)
	if err != nil {
		return err
	}
	v.FollowUps = append(v.FollowUps, made[0].ID)
	return nil
}

// moveNextSteps takes a visit's open follow-ups along when its account changes.
func (t *Turn) moveNextSteps(v sales.Visit) error {
	for _, id := range v.FollowUps {
		f, err := t.Tx.FollowUp(id)
		if missing(err) || err == nil && (f.Account == v.Account || f.Status != sales.FollowUpOpen || f.Deleted) {
			continue
		}
		if err != nil {
			return err
		}
		f.Account, f.Contact = v.Account, ""
		if err := t.Tx.PutFollowUp(f); err != nil {
			return err
		}
	}
	return nil
}

// changeNext leaves a follow-up alone that changed while the form was open.
func (t *Turn) changeNext(id sales.FollowUpID, seen int64, what string, day sales.Date) error {
	f, err := t.Tx.FollowUp(id)
	if missing(err) || err == nil && f.Version != seen {
		return nil
	}
	if err != nil || f.What == what && f.Due.Day == day {
		return err
	}
	f.What = what
	if f.Due.Day != day {
		f.Due = sales.Due{Day: day}
	}
	return t.Tx.PutFollowUp(f)
}

// beginWithForm makes the visit of a form the beginning of a telling, so that
// later messages, edits and undo treat it like one that was typed.
func (t *Turn) beginWithForm(tl *telling, v *sales.Visit, s formState) {
	if v.ID == "" {
		v.ID = sales.VisitID(t.NewID(sales.KindVisit))
	}
	if !s.Source.IsZero() {
		v.Sources = []sales.Source{s.Source}
	}
	p := t.given(*v)
	p.Source = s.Source
	tl.Parts = []part{p}
	tl.Made.Visits = []madeVisit{{ID: v.ID}}
}

// given is a visit as it is in the books, as the beginning of what is told of it.
func (t *Turn) given(v sales.Visit) part {
	r := understand.VisitReading{
		Account: understand.AccountReading{ID: v.Account, Sure: 1}, Mode: v.Mode, Said: v.Said, Rivals: v.Rivals,
		RivalNews: v.RivalNews, Outcome: v.Outcome,
		Day: understand.DayReading{Said: v.Day.String(), Due: sales.Due{Day: v.Day, Time: v.Time}, Sure: 1},
	}
	for _, id := range v.Contacts {
		r.Contacts = append(r.Contacts, understand.ContactReading{ID: id, Sure: 1})
	}
	for _, id := range v.Colleagues {
		r.Colleagues = append(r.Colleagues, understand.Hit{ID: string(id)})
	}
	return part{
		Event: t.Event.Key, At: t.Event.At, Given: true,
		Reading: understand.Reading{Intent: understand.IntentVisit, Visits: []understand.VisitReading{r}},
	}
}
