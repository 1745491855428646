package commands

import (
	"slices"
	"strings"

	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
	"roundsman/storage"
)

// muteCommand stops reminders of one thing, as "Stop reminding me of this" does in
// its menu: "mute 2", "stop reminding me about Acme", 别再提醒我发报价了. What is
// muted stays on the lists. A kind is switched off, and today is kept quiet.
func muteCommand() Command {
	return Command{
		Name: "mute", Run: func(t *Turn) error { return runMute(t, true) },
		Actions: map[string]func(*Turn) error{"followup.mute": pressed(muteByButton)},
	}
}

// unmuteCommand lets it be reminded of again: "unmute 2", "unmute Acme".
func unmuteCommand() Command {
	return Command{Name: "unmute", Run: func(t *Turn) error { return runMute(t, false) }}
}

func runMute(t *Turn, muted bool) error {
	verb, rest := t.Words.Verb("mute", t.withoutMuteEnd(t.Rest))
	switch {
	case verb == "today" && rest == "" && muted:
		return t.quietFromNow(present.EndOfDay)
	case verb == "today": // "today's call with Acme"
		rest = t.withoutMuteEnd(t.Rest)
	case rest == "":
		return remindersTyped(t, "")
	}
	if kind, more := t.Words.Verb("kind", rest); kind != "" && more == "" {
		return t.switchKind(kind, !muted, t.Say)
	}
	switch all, more, err := t.listed(rest); {
	case more != "":
	case err != nil:
		return err
	case len(all) > 0:
		return t.muteAll(all, muted)
	}
	if at := understand.MatchAccount(rest, t.understanding()); at.ID != "" || len(at.Candidates) > 0 {
		return withAccount(t, muteVerb(muted), rest, "")
	}
	return muteCalled(t, rest, muted)
}

func muteVerb(muted bool) string {
	if muted {
		return "mute"
	}
	return "unmute"
}

// withoutMuteEnd leaves out what ends such a wish: "any more", 了.
func (t *Turn) withoutMuteEnd(said string) string {
	for _, end := range t.Words.Any("mute.ends") {
		if before, cut := strings.CutSuffix(strings.ToLower(said), strings.ToLower(end)); cut && len(before) <= len(said) {
			return strings.TrimSpace(said[:len(before)])
		}
	}
	return strings.TrimSpace(said)
}

func (t *Turn) muteAll(all []sales.FollowUp, muted bool) error {
	for _, f := range all {
		if err := t.muteFollowUp(f, muted); err != nil {
			return err
		}
	}
	return t.sayMuted(muted, all)
}

// muteCalled finds the follow-up by its words; of several, each is offered.
func muteCalled(t *Turn, said string, muted bool) error {
	f, asked, err := t.pick(said, pressOf("followup.mute", present.SwitchTo(!muted)))
	if err != nil || asked {
		return t.orTold(err)
	}
	if err := t.muteFollowUp(f, muted); err != nil {
		return err
	}
	return t.sayMuted(muted, []sales.FollowUp{f})
}

func muteByButton(t *Turn, f sales.FollowUp, to string) error {
	muted := to == present.SwitchOff
	if err := t.muteFollowUp(f, muted); err != nil {
		return err
	}
	return t.Amend(present.Muted(muted, []sales.FollowUp{f}, present.Undoing{Event: t.Event.Key}))
}

func (t *Turn) muteFollowUp(f sales.FollowUp, muted bool) error {
	if f.Owner != t.Me.ID {
		return sales.Refuse(sales.Forbidden, "refused.mute_others", "what", present.Short(f.What, 80))
	}
	f.Muted = muted
	return t.Tx.PutFollowUp(f)
}

func (t *Turn) sayMuted(muted bool, all []sales.FollowUp) error {
	return t.Say(present.Muted(muted, all, present.Undoing{Event: t.Event.Key}))
}

// mostMuted bounds what one wish changes, as a transaction is to stay small.
const mostMuted = 100

// muteAccount is everything of an account: its visits, and what the person
// promised there.
func muteAccount(t *Turn, id sales.AccountID, muted bool) error {
	a, err := t.myAccount(id)
	if err != nil {
		return err
	}
	open, _, err := t.Books.FollowUpsFor(id, true, storage.Page{Limit: mostMuted})
	if err != nil {
		return err
	}
	promised := slices.DeleteFunc(open, func(f sales.FollowUp) bool { return f.Owner != t.Me.ID })
	if a.Owner != t.Me.ID && len(promised) == 0 {
		return sales.Refuse(sales.Forbidden, "refused.mute_others", "what", a.Name)
	}
	for _, f := range promised {
		if err := t.muteFollowUp(f, muted); err != nil {
			return err
		}
	}
	if a.Owner == t.Me.ID {
		a.Muted = muted
	}
	return t.changeNudge(a, present.MutedAccount(a, muted, len(promised)))
}
