package commands

import (
	"errors"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
)

// doneCommand settles follow-ups: "done 2", "done 1, 3", "done send quote".
func doneCommand() Command { return Command{Name: "done", Run: runDone} }

func runDone(t *Turn) error {
	all, rest, err := t.listed(t.Rest)
	switch {
	case err != nil && rest == "":
		return err
	case len(all) > 0 && rest == "":
		return t.forEach(all, t.finish)
	}
	f, asked, err := t.pick(strings.TrimSpace(t.Rest), pressOf("followup.done", present.FromNowhere))
	if err != nil || asked {
		return t.orTold(err)
	}
	said, err := t.finish(f)
	if err != nil {
		return err
	}
	return t.sayFollowUp(f, said)
}

// forEach does something with each and says all of it in one message.
func (t *Turn) forEach(all []sales.FollowUp, do func(sales.FollowUp) (*card.Text, error)) error {
	var lines []card.Text
	done := 0
	for _, f := range all {
		said, err := do(f)
		var refused *sales.Error
		switch {
		case errors.As(err, &refused) && refused.Key == "refused.followup_settled": // the others still can be
			lines = append(lines, card.Refusal(refused))
		case err != nil:
			return err
		default:
			lines, done = append(lines, *said), done+1
		}
	}
	said := card.Lines(lines...)
	if done == 0 {
		return t.Say(card.Card{Blocks: []card.Block{card.Paragraph(said)}})
	}
	return t.Say(card.Card{Blocks: present.Outcome(&said, present.Undoing{Event: t.Event.Key})})
}

// finish is the button.
func finish(t *Turn, f sales.FollowUp, from string) error {
	said, err := t.finish(f)
	if err != nil {
		return err
	}
	return t.redraw(t.Event.Action.Message, from, f, said)
}

// finish settles one and says so. A recurring one comes again: its next turn is
// a follow-up of its own, so that what was done stays on record.
func (t *Turn) finish(f sales.FollowUp) (*card.Text, error) {
	if !f.IsOpen() {
		return nil, sales.Refuse(sales.Conflict, "refused.followup_settled", "what", present.Short(f.What, 80))
	}
	f.Status, f.Settled = sales.FollowUpDone, t.Now
	if err := t.Tx.PutFollowUp(f); err != nil {
		return nil, err
	}
	what := card.Words(present.Short(f.What, 120))
	if f.Every.IsZero() {
		return card.P("followup.said_done", "what", what), nil
	}
	next := sales.FollowUp{
		ID: sales.FollowUpID(t.NewID(sales.KindFollowUp)), What: f.What, Account: f.Account, Contact: f.Contact, Owner: f.Owner,
		Status: sales.FollowUpOpen, Author: t.Me.ID, Created: t.Now,
	}
	next.Due, next.Every = sales.NextOccurrence(f, t.Today())
	if err := t.Tx.PutFollowUp(next); err != nil {
		return nil, err
	}
	return card.P("followup.said_done_again", "what", what, "due", card.Due(next.Due)), nil
}

// dropCommand gives up on a follow-up, with a reason: "drop 2 they chose Bolt".
func dropCommand() Command { return Command{Name: "drop", Run: runDrop} }

func runDrop(t *Turn) error {
	if names, ok := t.fromPlan(t.Rest); ok {
		return t.dropTyped(names)
	}
	if n, reason, ok := leadingNumber(strings.TrimSpace(t.Rest)); ok {
		all, err := t.numbered([]int{n})
		if err != nil {
			return err
		}
		return dropTyped(t, all[0], strings.TrimLeft(reason, ":：,， "))
	}
	what, reason := splitAtWord(t.Rest, t.Words.Any("followup.because"))
	f, asked, err := t.pick(what, pressOf("followup.drop", present.FromNowhere))
	if err != nil || asked {
		return t.orTold(err)
	}
	return dropTyped(t, f, reason)
}

// dropTyped asks for a reason if none was typed.
func dropTyped(t *Turn, f sales.FollowUp, reason string) error {
	if reason == "" {
		return t.askFollowUp(f, card.P("followup.why_drop"))
	}
	said, err := t.drop(f, reason)
	if err != nil {
		return err
	}
	return t.sayFollowUp(f, said)
}

func (t *Turn) drop(f sales.FollowUp, reason string) (*card.Text, error) {
	if !f.IsOpen() {
		return nil, sales.Refuse(sales.Conflict, "refused.followup_settled", "what", present.Short(f.What, 80))
	}
	f.Status, f.Settled, f.Reason = sales.FollowUpDropped, t.Now, present.Short(reason, 300)
	if err := t.Tx.PutFollowUp(f); err != nil {
		return nil, err
	}
	return card.P("followup.said_dropped", "what", card.Words(present.Short(f.What, 120))), nil
}

// moreOf is the "..." menu of a follow-up.
func moreOf(t *Turn, f sales.FollowUp, from string) error {
	var said *card.Text
	value, item, _ := strings.Cut(t.Event.Action.Value, " ")
	switch value {
	case present.MoreWhy:
		if item == "" {
			return t.sayWhyOf(f.ID)
		}
		return t.sayWhy(item)
	case present.MoreWhose:
		return t.askWhose(f)
	case present.MoreAll:
		return t.askFollowUp(f, nil)
	case present.MoreDone:
		return finish(t, f, from)
	case present.MoreSnooze:
		day, _ := sales.SnoozeTo(sales.SnoozeTomorrow, sales.CalendarOf(t.Me, t.Rules), t.Today())
		return snoozePressed(t, f, from, sales.Due{Day: day})
	case present.MoreMute:
		f.Muted, said = true, card.P("followup.said_muted")
	case present.MoreUnmute:
		f.Muted, said = false, card.P("followup.said_unmuted")
	default:
		return sales.Refuse(sales.Invalid, "refused.old_button")
	}
	if err := t.Tx.PutFollowUp(f); err != nil {
		return err
	}
	return t.redraw(t.Event.Action.Message, from, f, said)
}

func isRefusal(err error, key string) bool {
	var refusal *sales.Error
	return errors.As(err, &refusal) && refusal.Key == key
}
