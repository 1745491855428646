package commands

import (
	"slices"
	"strings"

	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
)

// leaveCommand keeps days off, on which nothing is asked or reminded, and who
// stands in: "off until Monday", "leave 24 Dec - 2 Jan, Ben covers",
// 请假到周五，王芳代班. A reason is never asked or kept (handbook section 14).
func leaveCommand() Command {
	return Command{
		Name:    "leave",
		Run:     runLeave,
		Actions: map[string]func(*Turn) error{"leave.cancel": pressCancelLeave},
	}
}

// backCommand ends a leave early: "I'm back", 我回来了.
func backCommand() Command { return Command{Name: "back", Run: runBack} }

func runLeave(t *Turn) error {
	verb, rest := t.Words.Verb("leave", t.Rest)
	switch {
	case verb == "list" || strings.TrimSpace(rest) == "" && verb == "":
		return t.Say(present.LeaveList(comingLeave(t.Me, t.Today())))
	case verb == "cancel":
		return cancelLeave(t)
	}
	said, cover, err := t.coverSaid(t.Rest)
	if err != nil {
		return err
	}
	leave, err := t.leaveSaid(said)
	if err != nil {
		return err
	}
	leave.Cover = cover
	t.Me.Leave = sales.TakeLeave(t.Me.Leave, leave, t.Today())
	leave, _ = t.Me.LeaveOn(leave.From) // with who covered it before, if nobody is named now
	if err := t.mayCover(leave); err != nil {
		return err
	}
	if err := t.changeMe(); err != nil {
		return err
	}
	return t.Say(present.LeaveKept(leave, t.Event.Key))
}

// leaveSaid reads the days: one, a range, or until one. "Until" on a leave that
// has begun gives it another end.
func (t *Turn) leaveSaid(said string) (sales.Leave, error) {
	verb, rest := t.Words.Verb("leave", said)
	read := understand.Day(rest, t.understanding(), false)
	day := read.Due.Day
	if from, to, ok := t.twoDays(rest); ok {
		day, read.Sure, read.Until = from, understand.Sure, to
	}
	switch {
	case day.IsZero() || read.Sure < understand.Sure:
		return sales.Leave{}, sales.Refuse(sales.Invalid, "refused.leave_days")
	case day.Before(t.Today()):
		return sales.Leave{}, sales.Refuse(sales.Invalid, "refused.leave_past")
	case !read.Until.IsZero():
		return sales.Leave{From: day, To: read.Until}, nil
	case verb == "until":
		from := t.Today()
		if current, onLeave := t.Me.LeaveOn(from); onLeave {
			from = current.From
		}
		return sales.Leave{From: from, To: lastDayOff(t.Me.Week, t.Today(), day)}, nil
	}
	return sales.Leave{From: day, To: day}, nil
}

// twoDays reads "Thursday and Friday", 周四和周五: one working day after the other.
func (t *Turn) twoDays(said string) (from, to sales.Date, ok bool) {
	for _, and := range t.Words.Any("leave.and") {
		one, other, found := strings.Cut(strings.ToLower(said), and)
		if !found {
			continue
		}
		first, okFirst := t.onlyDay(strings.TrimSpace(one))
		second, okSecond := t.onlyDay(strings.TrimSpace(other))
		from, to = first.Due.Day, second.Due.Day
		if okFirst && okSecond && from.Before(to) && sales.CalendarOf(t.Me, t.Rules).NextWorkingDay(from.AddDays(1)) == to {
			return from, to, true
		}
	}
	return from, to, false
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

// runBack ends the leave that has begun.
func runBack(t *Turn) error {
	current, onLeave := t.Me.LeaveOn(t.Today())
	if !onLeave {
		return t.Say(present.LeaveList(comingLeave(t.Me, t.Today())))
	}
	return t.endLeave(current)
}

// cancelLeave ends the only leave there is; of several one is chosen.
func cancelLeave(t *Turn) error {
	coming := comingLeave(t.Me, t.Today())
	if len(coming) != 1 {
		return t.Say(present.LeaveList(coming))
	}
	return t.endLeave(coming[0])
}

func (t *Turn) endLeave(l sales.Leave) error {
	t.Me.Leave = sales.EndLeave(t.Me.Leave, l.From, t.Today())
	if err := t.changeMe(); err != nil {
		return err
	}
	return t.Say(present.LeaveEnded(l, t.Today(), t.Event.Key))
}

func pressCancelLeave(t *Turn) error {
	from, err := sales.ParseDate(t.Event.Action.Arg)
	if err != nil {
		return sales.Refuse(sales.Invalid, "refused.leave_days")
	}
	coming := comingLeave(t.Me, t.Today())
	if slices.ContainsFunc(coming, func(l sales.Leave) bool { return l.From == from }) {
		t.Me.Leave = sales.EndLeave(t.Me.Leave, from, t.Today())
		if err := t.changeMe(); err != nil {
			return err
		}
	}
	return t.Amend(present.LeaveList(comingLeave(t.Me, t.Today())))
}
