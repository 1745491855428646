package present

import (
	"roundsman/bot/card"
	"roundsman/sales"
)

// TakenBackFacts are the records that an undo turned back, as they are again or,
// if they are no more, as they were.
type TakenBackFacts struct {
	Restored  bool // they had been deleted and are there again
	Visits    []VisitFacts
	Notes     []NoteFacts
	FollowUps []sales.FollowUp
	Accounts  []AccountTakenBack
	Contacts  []ContactTakenBack
	Dealings  []DealingFacts
	Targets   []sales.Target
	Reports   []sales.Report
	Plans     []sales.WeekPlan
	Settings  bool
}

// AccountTakenBack is an account, and what was done to it: it was made, handed
// over, or else changed.
type AccountTakenBack struct {
	sales.Account
	New, Handed bool
}

// ContactTakenBack is a contact, and whether it was made or changed.
type ContactTakenBack struct {
	sales.Contact
	New bool
}

// mostNamed is how many records of a kind are named; more are counted.
const mostNamed = 3

// TakenBack says what an undo turned back.
func TakenBack(f TakenBackFacts) card.Card {
	var what []card.Arg
	what = appendNamed(what, f.Visits, "undo.visits", func(v VisitFacts) card.Text {
		return card.T("receipt.the_visit", "account", card.Words(v.Account.Name), "day", card.Day(v.Visit.Day))
	})
	what = appendNamed(what, f.Notes, "undo.notes", func(n NoteFacts) card.Text {
		return card.T("receipt.the_note", "account", card.Words(n.Account.Name))
	})
	what = appendNamed(what, f.Accounts, "undo.accounts", func(a AccountTakenBack) card.Text {
		key := "undo.account"
		switch {
		case a.New:
			key = "undo.new_account"
		case a.Handed:
			key = "undo.handed"
		}
		return card.T(key, "account", card.Words(a.Name))
	})
	what = appendNamed(what, f.FollowUps, "undo.followups", func(u sales.FollowUp) card.Text {
		return card.T("undo.followup", "what", card.Words(Short(u.What, 80)))
	})
	what = appendNamed(what, f.Contacts, "undo.contacts", func(k ContactTakenBack) card.Text {
		key := "undo.contact"
		if k.New {
			key = "undo.new_contact"
		}
		return card.T(key, "contact", card.Words(k.Name))
	})
	what = appendNamed(what, f.Dealings, "undo.dealings", func(d DealingFacts) card.Text {
		return card.T("undo."+string(d.Dealing.Kind), "account", card.Words(d.Account.Name), "amount", card.Money(d.Dealing.Amount))
	})
	what = appendNamed(what, f.Targets, "undo.targets", func(g sales.Target) card.Text {
		return card.T("undo.target", "month", card.Of(MonthName(g.Month)))
	})
	for _, r := range f.Reports {
		what = append(what, card.Of(card.T("undo.report", "day", card.Day(r.Day))))
	}
	for _, p := range f.Plans {
		what = append(what, card.Of(card.T("undo.plan", "day", card.Day(p.Week))))
	}
	if f.Settings {
		what = append(what, card.Of(card.T("undo.settings", "count", card.Count(1))))
	}
	if f.Restored {
		return say(card.T("undo.brought_back", "what", card.List(what...)))
	}
	return say(card.T("undo.taken_back", "what", card.List(what...)))
}

func appendNamed[R any](what []card.Arg, records []R, counted string, name func(R) card.Text) []card.Arg {
	if len(records) > mostNamed {
		return append(what, card.Of(card.T(counted, "count", card.Count(len(records)))))
	}
	for _, r := range records {
		what = append(what, card.Of(name(r)))
	}
	return what
}
