package present

import (
	"slices"
	"strconv"

	"roundsman/bot/card"
	"roundsman/sales"
)

// VisitView is how due visits are shown to somebody.
type VisitView struct {
	Viewer sales.PersonID
	Today  sales.Date
	// Calls are the classes for which a call counts.
	Calls func(sales.Class) bool
}

// VisitViewOf is how a person sees due visits.
func VisitViewOf(viewer sales.Person, rules sales.Rules, today sales.Date) VisitView {
	return VisitView{Viewer: viewer.ID, Today: today, Calls: func(c sales.Class) bool { return slices.Contains(rules.PhoneCounts, c) }}
}

// VisitLine is one account in two lines: which, and how it stands.
func (v VisitView) VisitLine(i sales.VisitStanding) card.Text {
	name := card.T("visitdue.account", "account", card.Words(i.Account.Name), "class", card.Words(string(i.Account.Class)))
	if i.Account.Owner != v.Viewer {
		name = both(name, card.T("followup.owner", "owner", card.Person(i.Account.Owner)))
	}
	return card.Lines(name, v.stands(i))
}

func (v VisitView) stands(i sales.VisitStanding) card.Text {
	if i.State == sales.VisitMet {
		return card.T("visitdue.met", "day", card.Day(i.Due.Last))
	}
	line := both(v.by(i), v.last(i))
	if !i.Plan.Due.IsZero() {
		line = both(line, card.T("visitdue.plan", "due", card.Due(sales.EffectiveDue(i.Plan)), "what", card.Words(Short(i.Plan.What, 60))))
	}
	if i.Account.Muted {
		line = both(line, card.T("followup.is_muted"))
	}
	if i.Account.Snoozed.After(v.Today) {
		line = both(line, card.T("followup.snoozed", "until", card.Day(i.Account.Snoozed)))
	}
	return line
}

func (v VisitView) by(i sales.VisitStanding) card.Text {
	by := card.Day(i.Due.By)
	switch {
	case i.Due.IsLate(v.Today):
		return card.T("visitdue.late", "day", by)
	case i.Due.First:
		return card.T("visitdue.first_by", "day", by)
	case v.Calls != nil && v.Calls(i.Account.Class):
		return card.T("visitdue.contact_by", "day", by)
	}
	return card.T("visitdue.by", "day", by)
}

func (v VisitView) last(i sales.VisitStanding) card.Text {
	if i.Due.First {
		return card.T("visitdue.never_met")
	}
	return card.T("visitdue.last_met", "day", card.Day(i.Due.Last))
}

// VisitBlock is an account's line; an open one of the viewer's has a button to
// log the visit.
func (v VisitView) VisitBlock(i sales.VisitStanding) card.Block {
	if i.State == sales.VisitMet {
		return card.Paragraph(v.VisitLine(i))
	}
	return card.Beside(v.VisitLine(i), LogVisit(i.Account.ID))
}

// Choices of the menu of an account in a reminder.
const (
	NudgeWhy    = "why"
	NudgeWhose  = "whose"
	NudgeMute   = "mute"
	NudgeUnmute = "unmute"
	NudgeAll    = "all" // everything that can be done, where the message has no room for it
)

// NudgeBlocks are an account's line in a reminder of a kind, and what can be
// done about it: log the visit, put it off, give it away, be left alone.
func (v VisitView) NudgeBlocks(i sales.VisitStanding, kind string, compact bool) []card.Block {
	if i.State == sales.VisitMet || i.Account.Owner != v.Viewer {
		return []card.Block{v.VisitBlock(i)}
	}
	do := func(name string) card.Do {
		return card.Do{Name: name, ID: string(i.Account.ID), Version: i.Account.Version, Arg: kind}
	}
	options := []card.Option{
		{Label: card.T("why.ask"), Value: NudgeWhy},
		{Label: card.T("followup.not_mine"), Value: NudgeWhose},
		{Label: card.T("followup.mute"), Value: NudgeMute},
	}
	if i.Account.Muted {
		options[2] = card.Option{Label: card.T("followup.unmute"), Value: NudgeUnmute}
	}
	if compact {
		options = append(options, card.Option{Label: card.T("followup.all_choices"), Value: NudgeAll})
	}
	line := card.Beside(v.VisitLine(i), card.Element{Kind: card.Overflow, Label: card.T("common.more"), Do: do("visit.nudge"), Options: options})
	if compact {
		return []card.Block{line}
	}
	return []card.Block{line, card.Row(
		LogVisit(i.Account.ID),
		card.Element{Kind: card.Menu, Label: card.T("common.snooze"), Do: do("visit.put_off"), Options: snoozes()},
		card.Element{Kind: card.DatePicker, Label: card.T("followup.until_day"), Do: do("visit.put_off_to")},
	)}
}

// LogVisit is the button that opens the form of a new visit.
func LogVisit(id sales.AccountID) card.Element {
	return card.Press(card.T("visitdue.log"), card.Do{Name: "visit.new", ID: string(id)})
}

// MonthName is the name of a day's calendar month.
func MonthName(month sales.Date) card.Text {
	return card.T("month." + strconv.Itoa(int(month.Month)) + ".long")
}

// Missed is how many due visits of a month somebody missed, and where.
type Missed struct {
	Rep      sales.PersonID
	Due      int
	Accounts []string // names of those missed, first ones
	Count    int
}

// MissedBlocks tell a manager what their teams missed, most first.
func MissedBlocks(month sales.Date, missed []Missed) []card.Block {
	blocks := []card.Block{card.Paragraph(card.T("visitdue.missed_in", "month", card.Of(MonthName(month))))}
	for _, m := range missed {
		var names []card.Arg
		for _, name := range m.Accounts {
			names = append(names, card.Words(name))
		}
		if more := m.Count - len(m.Accounts); more > 0 {
			names = append(names, card.Of(card.T("visitdue.more", "count", card.Count(more))))
		}
		blocks = append(blocks, card.Paragraph(card.T("visitdue.missed_by", "rep", card.Person(m.Rep), "count", card.Count(m.Count),
			"due", card.Count(m.Due), "accounts", card.List(names...))))
	}
	return blocks
}

// EscalatedBlock is one overdue promise of a rep, with what the manager can do
// about it. item is the agenda's, for the reason.
func (v FollowUpView) EscalatedBlock(f sales.NamedFollowUp, item string) card.Block {
	if !f.IsOpen() {
		return card.Paragraph(v.FollowUpLine(f, 0))
	}
	return card.Beside(EscalatedLine(f), card.Element{
		Kind: card.Overflow, Label: card.T("common.more"), Do: card.Do{Name: "followup.more", ID: string(f.ID), Version: f.Version, Arg: FromReminder},
		Options: []card.Option{
			{Label: card.T("followup.all_choices"), Value: MoreAll},
			{Label: card.T("followup.give_away"), Value: MoreWhose},
			{Label: card.T("why.ask"), Value: MoreWhy + " " + item},
		},
	})
}

// EscalatedLine is one overdue promise of a rep, for the manager.
func EscalatedLine(f sales.NamedFollowUp) card.Text {
	owner, what, due := card.Person(f.Owner), card.Words(Short(f.What, 140)), card.Due(f.Due)
	if f.AccountName == "" {
		return card.T("reminder.escalated_bare", "owner", owner, "what", what, "due", due)
	}
	return card.T("reminder.escalated_line", "owner", owner, "what", what, "due", due, "account", card.Words(f.AccountName))
}
