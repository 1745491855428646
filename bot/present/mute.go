package present

import (
	"roundsman/bot/card"
	"roundsman/sales"
)

// SwitchTo is how a button says whether something is to be on.
func SwitchTo(on bool) string {
	if on {
		return SwitchOn
	}
	return SwitchOff
}

// Muted says of which follow-ups nobody is reminded any more, or again.
func Muted(muted bool, all []sales.FollowUp, undo Undoing) card.Card {
	lines := make([]card.Text, 0, len(all)+1)
	lines = append(lines, card.T("mute.followups_"+SwitchTo(!muted)))
	for _, f := range all {
		lines = append(lines, card.T("mute.what", "what", card.Words(Short(f.What, 120))))
	}
	said := card.Lines(lines...)
	return card.Card{Blocks: Outcome(&said, undo)}
}

// MutedAccount says the same of an account , and of so many promises there.
func MutedAccount(a sales.Account, muted bool, promised int) card.Text {
	key := "mute.account_" + SwitchTo(!muted)
	if promised == 0 {
		return card.T(key, "account", card.Words(a.Name))
	}
	return card.T(key+"_promised", "account", card.Words(a.Name), "count", card.Count(promised))
}
