package commands

import (
	"slices"
	"strings"

	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
)

// leaveCommand keeps days off, on which nothing is asked or reminded: "off until
// Monday", "leave 24 Dec - 2 Jan", 请假到周五. A reason is never asked or kept
// (handbook section 14).
func leaveCommand() Command {
	return Command{
		Name:    "leave",
		Run:     runLeave,
		Actions: map[string]func(*Turn) error{"leave.cancel": cancelLeave},
	}
}

func runLeave(t *Turn) error {
	if verb, rest := t.Words.Verb("leave", t.Rest); verb == "list" || strings.TrimSpace(rest) == "" && verb == "" {
		return t.Say(present.LeaveList(comingLeave(t.Me, t.Today())))
	}
	if verb, _ := t.Words.Verb("leave", t.Rest); verb == "cancel" {
		return t.Say(present.LeaveList(comingLeave(t.Me, t.Today())))
	}
	leave, err := t.leaveSaid(t.Rest)
	if err != nil {
		return err
	}
	t.Me.Leave = append(comingLeave(t.Me, t.Today()), leave)
	slices.SortFunc(t.Me.Leave, func(a, b sales.Leave) int { return a.From.Compare(b.From) })
	if err := t.changeMe(); err != nil {
		return err
	}
	return t.Say(present.LeaveKept(leave, t.Event.Key))
}

// leaveSaid reads the days: one, a range, or until one.
func (t *Turn) leaveSaid(said string) (sales.Leave, error) {
	verb, rest := t.Words.Verb("leave", said)
	read := understand.Day(rest, t.understanding(), false)
	day := read.Due.Day
	switch {
	case day.IsZero() || read.Sure < understand.Sure:
		return sales.Leave{}, sales.Refuse(sales.Invalid, "refused.leave_days")
	case day.Before(t.Today()):
		return sales.Leave{}, sales.Refuse(sales.Invalid, "refused.leave_past")
	case !read.Until.IsZero():
		return sales.Leave{From: day, To: read.Until}, nil
	case verb == "until":
		return sales.Leave{From: t.Today(), To: lastDayOff(t.Me.Week, t.Today(), day)}, nil
	}
	return sales.Leave{From: day, To: day}, nil
}

// lastDayOff reads "until": until Monday means back on Monday, because what
// comes before it is a weekend; until Friday includes Friday.
func lastDayOff(week sales.WorkingWeek, today, until sales.Date) sales.Date {
	before := until.AddDays(-1)
	backOnThatDay := slices.Contains(week.Days, until.Weekday()) && !slices.Contains(week.Days, before.Weekday())
	if backOnThatDay && !before.Before(today) {
		return before
	}
	return until
}

func comingLeave(p sales.Person, today sales.Date) []sales.Leave {
	return slices.DeleteFunc(slices.Clone(p.Leave), func(l sales.Leave) bool { return l.To.Before(today) })
}

func cancelLeave(t *Turn) error {
	from := t.Event.Action.Arg
	before := len(t.Me.Leave)
	t.Me.Leave = slices.DeleteFunc(slices.Clone(t.Me.Leave), func(l sales.Leave) bool { return l.From.String() == from })
	if len(t.Me.Leave) < before {
		if err := t.changeMe(); err != nil {
			return err
		}
	}
	return t.Amend(present.LeaveList(comingLeave(t.Me, t.Today())))
}
