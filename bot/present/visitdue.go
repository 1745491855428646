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

// EscalatedLine is one overdue promise of a rep, for the manager.
func EscalatedLine(f sales.NamedFollowUp) card.Text {
	owner, what, due := card.Person(f.Owner), card.Words(Short(f.What, 140)), card.Due(f.Due)
	if f.AccountName == "" {
		return card.T("reminder.escalated_bare", "owner", owner, "what", what, "due", due)
	}
	return card.T("reminder.escalated_line", "owner", owner, "what", what, "due", due, "account", card.Words(f.AccountName))
}
