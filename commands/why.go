package commands

import (
	"encoding/json"
	"slices"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
)

// whyCommand answers "why did I get this?" with the rule and the facts it was
// applied to.
func whyCommand() Command {
	return Command{
		Name: "why", Run: runWhy,
		Actions: map[string]func(*Turn) error{
			"reminder.why": func(t *Turn) error { return t.sayWhy(t.Event.Action.ID) },
		},
	}
}

// mostExplained bounds how many items of a reminder are explained at once.
const mostExplained = 5

// runWhy explains the last reminder, or the item with the number typed.
func runWhy(t *Turn) error {
	if n, _, ok := leadingNumber(strings.TrimSpace(t.Rest)); ok {
		numbered, err := t.numbered([]int{n})
		if err != nil {
			return err
		}
		return t.sayWhyOf(numbered[0].ID)
	}
	raw, err := t.Books.Recall(present.LastSaidName)
	if missing(err) {
		return t.sayWhy()
	}
	if err != nil {
		return err
	}
	var items []string
	if err := json.Unmarshal(raw, &items); err != nil {
		return err
	}
	return t.sayWhy(items[:min(len(items), mostExplained)]...)
}

// sayWhyOf explains a follow-up, as its owner or as who covers for them; what was
// not said yet is explained too: when it will be, and why not before.
func (t *Turn) sayWhyOf(id sales.FollowUpID) error {
	for _, item := range []string{"followup/" + string(id), "cover/" + string(id)} {
		if _, err := t.Books.Recall(present.SaidName(item)); !missing(err) {
			return t.sayWhy(item)
		}
	}
	f, err := t.Books.FollowUp(id)
	if missing(err) || err == nil && f.Owner != t.Me.ID {
		return t.sayWhy()
	}
	if err != nil {
		return err
	}
	c := sales.CalendarOf(t.Me, t.Rules)
	v := sales.RemindFollowUp(f, c, sales.Raised{}, t.Now)
	if off := sales.Wanted(sales.Verdict{Action: sales.Send}, c, sales.RemindsFollowUps); off.Action != sales.Send {
		v = off
	}
	about := card.T("followup.what", "what", card.Words(present.Short(f.What, 120)))
	return t.Say(card.Card{Blocks: append(present.WhyNotYet(v, about), card.Small(card.T("why.change.followup")))})
}

// sayWhy explains what was said about items of the agenda.
func (t *Turn) sayWhy(items ...string) error {
	var c card.Card
	var kinds []string
	for _, item := range items {
		why, ok, err := t.Why(item)
		if err != nil {
			return err
		}
		if ok {
			c.Blocks = append(c.Blocks, why...)
			kind, _, _ := strings.Cut(item, "/")
			kinds = append(kinds, kind)
		}
	}
	if len(c.Blocks) == 0 {
		c.Blocks = []card.Block{card.Paragraph(card.T("why.nothing"))}
	}
	slices.Sort(kinds)
	for _, kind := range slices.Compact(kinds) { // how to change it, once for each kind
		c.Blocks = append(c.Blocks, card.Small(card.T("why.change."+kind)))
	}
	return t.Say(c)
}

// Why is the rule and the facts of what was said about one item; ok is false if
// nothing was, or the person may no longer see what it is about.
func (l *Look) Why(item string) (blocks []card.Block, ok bool, err error) {
	raw, err := l.Books.Recall(present.SaidName(item))
	if missing(err) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	var said present.Said
	if err := json.Unmarshal(raw, &said); err != nil {
		return nil, false, err
	}
	about, ok, err := l.nameOf(item)
	return present.Why(said, about), ok, err
}

// nameOf names what an item of the agenda is about; ok is false if the person
// may no longer see it, or was not told of it because nothing was open.
func (l *Look) nameOf(item string) (name card.Text, ok bool, err error) {
	kind, subject, _ := strings.Cut(item, "/")
	switch kind {
	case "followup", "escalated", "cover":
		f, err := l.Books.FollowUp(sales.FollowUpID(subject))
		return card.T("followup.what", "what", card.Words(present.Short(f.What, 120))), err == nil, unlessMissing(err)
	case "first_visit":
		a, err := l.Books.AccountName(sales.AccountID(subject))
		return card.T("followup.what", "what", card.Words(a.Name)), err == nil, unlessMissing(err)
	case "covering":
		absent, _, _ := strings.Cut(subject, "\n")
		return card.T("reminder.covering", "person", card.Person(sales.PersonID(absent))), true, nil
	case "visits":
		standings, err := l.Books.VisitsDue(sales.CalendarOf(l.Me, l.Rules), l.Today())
		return card.T("why.visits_heading"), openVisits(standings) > 0, err
	case present.ItemDigest, present.ItemDigestHelp, present.ItemDigestLate:
		return card.T("why.digest_heading"), true, nil
	case planName, "plan_day":
		return card.T("why.plan_heading"), true, nil
	case sales.RemindsWeekDigest, sales.RemindsMonthDigest:
		return card.T("why.digest_heading"), true, nil
	case sales.RemindsOwnWeek, sales.RemindsOwnMonth:
		return card.T("why.own_heading"), true, nil
	case reportName, "report_again":
		return card.T("why.report_heading"), true, nil
	}
	return card.T("why.visits_heading"), true, nil
}

func unlessMissing(err error) error {
	if missing(err) {
		return nil
	}
	return err
}
