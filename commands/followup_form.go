package commands

import (
	"encoding/json"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/present"
	"roundsman/sales"
)

// followUpState is what a form about a follow-up carries: which one, in which
// version, and the message it was opened from.
type followUpState struct {
	ID      sales.FollowUpID `json:"id,omitempty"`
	Version int64            `json:"v,omitempty"`
	From    string           `json:"f,omitempty"`
	At      sales.Source     `json:"at,omitzero"`
	Made    sales.Source     `json:"m,omitzero"` // the message a shortcut was used on
}

func (s followUpState) String() string {
	raw, _ := json.Marshal(s) // text and numbers always can be
	return string(raw)
}

func followUpStateOf(f event.Form) followUpState {
	var s followUpState
	_ = json.Unmarshal([]byte(f.State), &s) // what we did not write names no follow-up
	return s
}

func openFollowUpForm(l *Look) (card.Form, error) {
	if !sales.MayLog(l.Me) {
		return card.Form{}, sales.Refuse(sales.Forbidden, "refused.cannot_log")
	}
	if l.Event.Action == nil || l.Event.Action.Name == "followup.new" {
		return l.newFollowUpForm()
	}
	f, s, err := l.followUpOfPress()
	if err != nil {
		return card.Form{}, err
	}
	named, err := l.Books.Named(f)
	return present.FollowUpForm(named, s.String()), err
}

// newFollowUpForm is empty, or has what a message says, or what account a button
// belongs to.
func (l *Look) newFollowUpForm() (card.Form, error) {
	f := sales.NamedFollowUp{FollowUp: sales.FollowUp{Owner: l.Me.ID}}
	f.Due.Day = sales.CalendarOf(l.Me, l.Rules).NextWorkingDay(l.Today().AddDays(1))
	s := followUpState{}
	if press := l.Event.Action; press != nil && press.ID != "" {
		a, err := l.Books.AccountName(sales.AccountID(press.ID))
		if err != nil && !missing(err) {
			return card.Form{}, err
		}
		f.Account, f.AccountName = a.ID, a.Name
	}
	if l.Event.Text != "" {
		s.Made = sourceOf(l.Event)
		l.readInto(&f)
	}
	return present.FollowUpForm(f, s.String()), nil
}

// readInto fills a new follow-up from the message a shortcut was used on.
func (l *Look) readInto(f *sales.NamedFollowUp) {
	f.What = present.Short(l.Event.Text, 1000)
	p := l.readText(l.Event.Text)
	promises := p.FollowUps
	for _, v := range p.Visits {
		promises = append(promises, v.FollowUps...)
		f.Account, f.AccountName = v.Account.ID, v.Account.Name
	}
	if len(promises) == 0 {
		return
	}
	r := promises[0]
	f.What, f.Every = r.What, r.Every
	if !r.Due.Due.IsZero() && !r.Due.Due.Day.Before(l.Today()) {
		f.Due = r.Due.Due
	}
	if r.Account.ID != "" && r.Account.ID != newID {
		f.Account, f.AccountName = r.Account.ID, r.Account.Name
	}
}

// followUpOfPress is the follow-up behind a button that opens a form.
func (l *Look) followUpOfPress() (sales.FollowUp, followUpState, error) {
	press := l.Event.Action
	f, err := l.followUp(sales.FollowUpID(press.ID))
	switch {
	case err != nil:
		return f, followUpState{}, err
	case !f.IsOpen():
		return f, followUpState{}, sales.Refuse(sales.Conflict, "refused.followup_settled", "what", present.Short(f.What, 80))
	}
	return f, followUpState{ID: f.ID, Version: f.Version, From: press.Arg, At: press.Message}, nil
}

func checkFollowUpForm(l *Look, form event.Form) (map[string]card.Text, error) {
	wrong := map[string]card.Text{}
	if strings.TrimSpace(form.Get(present.FieldWhat)) == "" {
		wrong[present.FieldWhat] = card.T("refused.followup_empty")
	}
	if err := l.checkDay(form, wrong); err != nil {
		return nil, err
	}
	return wrong, l.checkOwner(form.Get(present.FieldOwner), wrong)
}

// checkDay wants a day that is still to come, or the one it had.
func (l *Look) checkDay(form event.Form, wrong map[string]card.Text) error {
	before, err := l.Books.FollowUp(followUpStateOf(form).ID)
	if err != nil && !missing(err) {
		return err
	}
	due, unread := dueOfForm(form, sales.Due{})
	switch {
	case unread != nil || due.IsZero():
		wrong[present.FieldDay] = card.T("refused.followup_day")
	case due.Day.Before(l.Today()) && due.Day != before.Due.Day:
		wrong[present.FieldDay] = card.T("refused.day_is_past")
	}
	return nil
}

func (l *Look) checkOwner(owner string, wrong map[string]card.Text) error {
	if owner == "" {
		return nil
	}
	p, err := l.Books.Person(l.personChosen(owner))
	if err != nil && !missing(err) {
		return err
	}
	if err != nil || p.Left || !sales.MayLog(p) {
		wrong[present.FieldOwner] = card.T("refused.cannot_have_followups", "person", card.Words(p.Name))
	}
	return nil
}

// personChosen is the id of somebody chosen in a form, with or without the
// workspace.
func (l *Look) personChosen(value string) sales.PersonID {
	if strings.Contains(value, "/") {
		return sales.PersonID(value)
	}
	return sales.NewPersonID(l.Me.ID.Workspace(), value)
}

// dueOfForm is the due day and time of a form; a zone that was named stays.
func dueOfForm(form event.Form, before sales.Due) (sales.Due, error) {
	day, err := sales.ParseDate(form.Get(present.FieldDay))
	if err != nil {
		return sales.Due{}, err
	}
	due := sales.Due{Day: day, By: form.Get(present.FieldBy) != ""}
	if typed := form.Get(present.FieldTime); typed != "" {
		clock, err := sales.ParseClockTime(typed)
		if err != nil {
			return sales.Due{}, err
		}
		due.Time, due.Zone = &clock, before.Zone
	}
	return due, nil
}

func applyFollowUpForm(t *Turn) error {
	form, s := *t.Event.Form, followUpStateOf(*t.Event.Form)
	f := sales.FollowUp{
		ID: sales.FollowUpID(t.NewID(sales.KindFollowUp)), Owner: t.Me.ID, Author: t.Me.ID, Status: sales.FollowUpOpen, Created: t.Now,
	}
	if !s.Made.IsZero() {
		f.Sources = []sales.Source{s.Made}
	}
	if s.ID != "" {
		var err error
		if f, err = t.followUp(s.ID); err != nil {
			return err
		}
		if f.Version != s.Version {
			return t.askFollowUp(f, card.P("followup.changed_meanwhile"))
		}
	}
	before := f
	if err := t.fillFollowUp(&f, form); err != nil {
		return err
	}
	if err := t.Tx.PutFollowUp(f); err != nil {
		return err
	}
	f.Version++
	if err := t.giveByForm(f, before, form); err != nil {
		return err
	}
	return t.sayEdited(f, s)
}

// fillFollowUp takes over the fields. A new due day ends a snooze.
func (t *Turn) fillFollowUp(f *sales.FollowUp, form event.Form) error {
	due, err := dueOfForm(form, f.Due)
	if err != nil {
		return sales.Refuse(sales.Invalid, "refused.followup_day")
	}
	if !sameDue(due, f.Due) {
		f.Snoozed = nil
	}
	f.What, f.Due = strings.TrimSpace(form.Get(present.FieldWhat)), due
	if account := sales.AccountID(form.Get(present.FieldAccount)); account != f.Account {
		f.Account, f.Contact = account, ""
	}
	if every := present.EveryOf(form.Get(present.FieldEvery)); present.EveryValue(every) != present.EveryValue(f.Every) {
		f.Every = every
	}
	return nil
}

// giveByForm gives it to the owner that the form names.
func (t *Turn) giveByForm(f, before sales.FollowUp, form event.Form) error {
	owner := form.Get(present.FieldOwner)
	if owner == "" || t.personChosen(owner) == f.Owner {
		return nil
	}
	to, err := t.Books.Person(t.personChosen(owner))
	if err != nil {
		return err
	}
	f.Owner = before.Owner
	_, err = t.give(f, to)
	return err
}

// sayEdited shows it in the message the form was opened from, or anew.
func (t *Turn) sayEdited(f sales.FollowUp, s followUpState) error {
	if s.ID == "" {
		return t.sayFollowUp(f, card.P("followup.said_kept"))
	}
	if s.At.IsZero() {
		return t.sayFollowUp(f, card.P("followup.said_changed"))
	}
	return t.redraw(s.At, s.From, f, card.P("followup.said_changed"))
}

func openDropForm(l *Look) (card.Form, error) {
	f, s, err := l.followUpOfPress()
	if err != nil {
		return card.Form{}, err
	}
	return present.DropForm(sales.NamedFollowUp{FollowUp: f}, s.String()), nil
}

func checkDropForm(_ *Look, form event.Form) (map[string]card.Text, error) {
	if strings.TrimSpace(form.Get(present.FieldReason)) == "" {
		return map[string]card.Text{present.FieldReason: card.T("refused.drop_reason")}, nil
	}
	return nil, nil
}

func applyDropForm(t *Turn) error {
	s := followUpStateOf(*t.Event.Form)
	f, err := t.followUp(s.ID)
	if err != nil {
		return err
	}
	if f.Version != s.Version {
		return t.askFollowUp(f, card.P("followup.changed_meanwhile"))
	}
	said, err := t.drop(f, t.Event.Form.Get(present.FieldReason))
	if err != nil {
		return err
	}
	if s.At.IsZero() {
		return t.sayFollowUp(f, said)
	}
	return t.redraw(s.At, s.From, f, said)
}
