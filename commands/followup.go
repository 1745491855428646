package commands

import (
	"strings"

	"roundsman/bot/present"
	"roundsman/sales"
)

// followUpCommand keeps promises: typed with a text it makes one, alone it lists
// those that are open; "followup done 2" does what "done 2" does.
func followUpCommand() Command {
	return Command{
		Name: "followup",
		Run:  runFollowUp,
		Actions: map[string]func(*Turn) error{
			"followup.done":      pressed(finish),
			"followup.snooze":    pressed(snoozeByMenu),
			"followup.snooze_to": pressed(snoozeByPicker),
			"followup.snooze_on": pressed(snoozeByButton),
			"followup.more":      pressed(moreOf),
			"followup.give":      pressed(giveByButton),
			"followup.give_to":   pressed(giveByPicker),
			"followup.show":      pressed(func(t *Turn, f sales.FollowUp, _ string) error { return t.askFollowUp(f, nil) }),
		},
		Forms: map[string]Form{
			"followup.edit": {
				OpenedBy: []string{"followup.edit", "followup.new", "shortcut.followup"},
				Open:     openFollowUpForm, Check: checkFollowUpForm, Apply: applyFollowUpForm,
			},
			"followup.drop": {OpenedBy: []string{"followup.drop"}, Open: openDropForm, Check: checkDropForm, Apply: applyDropForm},
		},
	}
}

func runFollowUp(t *Turn) error {
	verb, rest := t.Words.Verb("followup", t.Rest)
	if run, ok := followUpVerbs()[verb]; ok && t.isVerbCall(verb, rest) {
		t.Rest = rest
		return run(t)
	}
	if strings.TrimSpace(t.Rest) == "" {
		return t.show(shown{What: listDue})
	}
	return remind(t)
}

func followUpVerbs() map[string]func(*Turn) error {
	return map[string]func(*Turn) error{
		"list": runDue, "done": runDone, "snooze": runSnooze, "drop": runDrop, "give": runReassign, "again": runSnooze,
	}
}

// isVerbCall tells "followup done 2" from "followup drop off the samples": what
// settles one names it by its number. "Remind me again" wants nothing but a time.
func (l *Look) isVerbCall(verb, rest string) bool {
	if verb == "again" {
		_, isDay := l.dayTyped(rest)
		return isDay
	}
	numbers, _ := leadingNumbers(rest)
	return verb == "list" || rest == "" || len(numbers) > 0
}

// remind makes a follow-up of what was typed. The whole message is read, so that
// editing it later reads it in the same way; right after a visit it belongs to
// that visit.
func remind(t *Turn) error {
	last, err := t.lastTelling(messageTime(t.Event))
	if err != nil {
		return err
	}
	p, err := t.read(t.Event.Text, last)
	if err != nil {
		return err
	}
	if !extends(p.Reading) {
		t.readByWord(&p)
	}
	return t.tell(p, last)
}

// pressed finds the follow-up whose element was used, as it stands now. If it
// has changed since the message was drawn, that is shown instead of doing
// anything: two presses are one effect. from tells how to draw the message anew.
func pressed(do func(t *Turn, f sales.FollowUp, from string) error) func(*Turn) error {
	return func(t *Turn) error {
		press := t.Event.Action
		f, err := t.followUp(sales.FollowUpID(press.ID))
		if err != nil {
			return err
		}
		if f.Version != press.Version {
			return t.redraw(press.Message, press.Arg, f, nil)
		}
		return do(t, f, press.Arg)
	}
}

// followUp is one the person may see.
func (l *Look) followUp(id sales.FollowUpID) (sales.FollowUp, error) {
	f, err := l.Books.FollowUp(id)
	if missing(err) {
		return f, sales.Refuse(sales.NotFound, "refused.followup_gone")
	}
	return f, err
}

// followUpView is how this person sees follow-ups.
func (l *Look) followUpView(from string) present.FollowUpView {
	return present.FollowUpView{Viewer: l.Me.ID, Today: l.Today(), From: from}
}
