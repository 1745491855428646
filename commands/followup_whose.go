package commands

import (
	"slices"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
)

// askWhose is the answer to "not mine": whose is it then? Offered are those it
// most likely belongs to: who wrote it down, and who looks after the account.
func (t *Turn) askWhose(f sales.FollowUp) error {
	if !f.IsOpen() {
		return sales.Refuse(sales.Conflict, "refused.followup_settled", "what", present.Short(f.What, 80))
	}
	likely, err := t.likelyOwners(f)
	if err != nil {
		return err
	}
	return t.Say(present.Whose(f, likely))
}

func (t *Turn) likelyOwners(f sales.FollowUp) ([]sales.Person, error) {
	ids := []sales.PersonID{f.Author}
	if f.Account != "" {
		a, err := t.Books.AccountName(f.Account)
		if unlessMissing(err) != nil {
			return nil, err
		}
		ids = append([]sales.PersonID{a.Owner}, ids...)
	}
	var likely []sales.Person
	for _, id := range ids {
		if id == "" || id == f.Owner || id == t.Me.ID || slices.ContainsFunc(likely, func(p sales.Person) bool { return p.ID == id }) {
			continue
		}
		p, err := t.Books.Person(id)
		if unlessMissing(err) != nil {
			return nil, err
		}
		if err == nil && sales.MayLog(p) {
			likely = append(likely, p)
		}
	}
	return likely, nil
}

// giveByPicker gives it to whom the person chose.
func giveByPicker(t *Turn, f sales.FollowUp, _ string) error {
	return giveByButton(t, f, string(t.chosenPerson()))
}

// chosenPerson is whom the person chose in a picker.
func (t *Turn) chosenPerson() sales.PersonID {
	return sales.NewPersonID(t.Me.ID.Workspace(), t.Event.Action.Value)
}

// accountNudge is the "..." menu of an account in a reminder; arg is the kind of
// the reminder.
func accountNudge(t *Turn, a sales.Account, kind string) error {
	switch t.Event.Action.Value {
	case present.NudgeWhy:
		return t.sayWhy(nudgeItem(t, a, kind))
	case present.NudgeWhose:
		return t.Say(present.WhoseAccount(a))
	case present.NudgeAll:
		return t.showNudge(a, kind)
	case present.NudgeMute:
		a.Muted = true
		return t.changeNudge(a, present.MutedAccount(a, a.Muted, 0))
	case present.NudgeUnmute:
		a.Muted = false
		return t.changeNudge(a, present.MutedAccount(a, a.Muted, 0))
	}
	return sales.Refuse(sales.Invalid, "refused.old_button")
}

// nudgeItem is the agenda's item that spoke of an account.
func nudgeItem(t *Turn, a sales.Account, kind string) string {
	if kind == sales.RemindsVisits {
		return kind + "/" + string(t.Me.ID)
	}
	return kind + "/" + string(a.ID)
}

// showNudge shows one account with everything that can be done about it.
func (t *Turn) showNudge(a sales.Account, kind string) error {
	s, err := t.Books.Standing(a, sales.CalendarOf(t.Me, t.Rules), t.Today())
	if err != nil {
		return err
	}
	if s, err = t.Books.WithPlan(s); err != nil {
		return err
	}
	return t.Say(card.Card{Blocks: present.VisitViewOf(t.Me, t.Rules, t.Today()).NudgeBlocks(s, kind, false)})
}

// changeNudge keeps how an account is reminded of and says so; the message it
// was pressed in is drawn anew by itself.
func (t *Turn) changeNudge(a sales.Account, said card.Text) error {
	if err := t.Tx.PutAccount(a); err != nil {
		return err
	}
	return t.Say(card.Card{Blocks: present.Outcome(&said, present.Undoing{Event: t.Event.Key})})
}

func putOffByMenu(t *Turn, a sales.Account, _ string) error {
	day, ok := sales.SnoozeTo(sales.SnoozePreset(t.Event.Action.Value), sales.CalendarOf(t.Me, t.Rules), t.Today())
	if !ok {
		return sales.Refuse(sales.Invalid, "refused.old_button")
	}
	return t.putOff(a, day)
}

func putOffByPicker(t *Turn, a sales.Account, _ string) error {
	day, err := sales.ParseDate(t.Event.Action.Value)
	if err != nil {
		return sales.Refuse(sales.Invalid, "refused.old_button")
	}
	return t.putOff(a, day)
}

// putOff lets nothing be said of visits to an account before a day.
func (t *Turn) putOff(a sales.Account, day sales.Date) error {
	if !day.After(t.Today()) {
		return sales.Refuse(sales.Invalid, "refused.day_is_past")
	}
	a.Snoozed = sales.CalendarOf(t.Me, t.Rules).NextWorkingDay(day)
	return t.changeNudge(a, card.T("visitdue.said_put_off", "account", card.Words(a.Name), "until", card.Day(a.Snoozed)))
}

// giveNudged hands the account over to whom the person chose.
func giveNudged(t *Turn, a sales.Account, _ string) error {
	colleague, err := t.Books.Person(t.chosenPerson())
	if missing(err) {
		return sales.Refuse(sales.NotFound, "refused.no_colleague", "person", "@"+t.Event.Action.Value)
	}
	if err != nil {
		return err
	}
	if err := t.handOver(a.ID, colleague); err != nil {
		return err
	}
	said := card.T("account.given", "account", card.Words(a.Name), "owner", card.Person(colleague.ID))
	return t.Amend(card.Card{Blocks: present.Outcome(&said, present.Undoing{Event: t.Event.Key})})
}

// nudged finds the account whose element was used. A reminder may be old: what
// counts is whose the account is now.
func nudged(do func(t *Turn, a sales.Account, kind string) error) func(*Turn) error {
	return func(t *Turn) error {
		a, err := t.myAccount(sales.AccountID(t.Event.Action.ID))
		if err != nil {
			return err
		}
		return do(t, a, t.Event.Action.Arg)
	}
}
