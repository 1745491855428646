package commands

import (
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
)

// snoozeCommand puts a follow-up off: "snooze 2 next Friday", 推迟 2 到下周五.
func snoozeCommand() Command { return Command{Name: "snooze", Run: runSnooze} }

func runSnooze(t *Turn) error {
	rest := strings.TrimSpace(t.Rest)
	all, until, err := t.listedToSnooze(rest)
	switch {
	case err != nil:
		return err
	case len(all) == 1:
		return snoozeTyped(t, all[0], until)
	case len(all) > 1:
		return t.snoozeAll(all, until)
	}
	what, until := t.splitDay(rest)
	f, asked, err := t.pick(what, pressOf("followup.show", present.FromNowhere))
	if err != nil || asked {
		return t.orTold(err)
	}
	return snoozeTyped(t, f, until)
}

// listedToSnooze is listed; in "2 3 days" the second number belongs to the day.
func (t *Turn) listedToSnooze(said string) (all []sales.FollowUp, until string, err error) {
	if n, after, ok := leadingNumber(said); ok {
		if _, isDay := t.dayTyped(t.trimUntil(after)); isDay || t.trimUntil(after) == "" {
			all, err = t.numbered([]int{n})
			return all, after, err
		}
	}
	return t.listed(said)
}

// snoozeAll puts several off until one day.
func (t *Turn) snoozeAll(all []sales.FollowUp, until string) error {
	day, ok := t.dayTyped(t.trimUntil(until))
	if !ok || day.Sure < understand.Sure {
		return sales.Refuse(sales.Invalid, "refused.no_day", "said", until)
	}
	return t.forEach(all, func(f sales.FollowUp) (*card.Text, error) { return t.snooze(f, day.Due) })
}

// snoozeTyped puts one off until what was typed; it shows the choices if nothing
// was, or asks which of several days is meant.
func snoozeTyped(t *Turn, f sales.FollowUp, until string) error {
	if until = t.trimUntil(until); until == "" {
		return t.askFollowUp(f, card.P("followup.until_when"))
	}
	day, ok := t.dayTyped(until)
	switch {
	case !ok:
		return sales.Refuse(sales.Invalid, "refused.no_day", "said", until)
	case len(day.Alternatives) > 0 && day.Sure < understand.Sure:
		return t.Say(present.WhichDay(f, day.Alternatives))
	}
	said, err := t.snooze(f, day.Due)
	if err != nil {
		return err
	}
	return t.sayFollowUp(f, said)
}

// dayTyped reads a day, also a bare span: "3 days", 两周.
func (l *Look) dayTyped(text string) (understand.DayReading, bool) {
	for _, form := range []string{text, "in " + text, text + "后"} {
		if d, ok := l.onlyDay(form); ok {
			return d, true
		}
	}
	return understand.DayReading{}, false
}

// onlyDay reads a text that is a day and nothing else.
func (l *Look) onlyDay(text string) (understand.DayReading, bool) {
	d := understand.Day(text, l.understanding(), false)
	if d.Due.IsZero() && len(d.Alternatives) == 0 || d.Span.To > len(text) {
		return d, false
	}
	return d, strings.Trim(text[:d.Span.From]+text[d.Span.To:], " \t.,!?，。！？") == ""
}

// trimUntil drops "to", "until", 到 before a day.
func (l *Look) trimUntil(text string) string {
	_, rest := l.Words.Verb("until", strings.TrimLeft(text, ":：,，→ "))
	return strings.TrimSpace(rest)
}

// splitDay cuts off the longest end of a text that is a day: "send quote next
// Friday", 发报价到下周五.
func (l *Look) splitDay(text string) (before, day string) {
	const longest = 60 // characters that a day may take
	runes := []rune(text)
	for i := max(0, len(runes)-longest); i < len(runes); i++ {
		tail := l.trimUntil(string(runes[i:]))
		if !startsWord(runes, i) || tail == "" {
			continue
		}
		if _, ok := l.dayTyped(tail); ok {
			return strings.TrimSpace(string(runes[:i])), tail
		}
	}
	return text, ""
}

// startsWord reports that a new word may begin at i: always between Han
// characters, otherwise behind a gap.
func startsWord(text []rune, i int) bool {
	return i == 0 || text[i] > 0x2E80 || text[i-1] > 0x2E80 || strings.ContainsRune(" \t,:", text[i-1])
}

// snooze puts a follow-up off until a day and says so.
func (t *Turn) snooze(f sales.FollowUp, until sales.Due) (*card.Text, error) {
	c := sales.CalendarOf(t.Me, t.Rules)
	switch {
	case !f.IsOpen():
		return nil, sales.Refuse(sales.Conflict, "refused.followup_settled", "what", present.Short(f.What, 80))
	case !isAhead(until, c, t):
		return nil, sales.Refuse(sales.Invalid, "refused.day_is_past")
	}
	until.By = false
	what, asked := card.Words(present.Short(f.What, 120)), until
	if until.Time == nil { // nothing would be said on a day off
		until.Day = c.NextWorkingDay(until.Day)
	}
	f.Snoozed = &until
	if err := t.Tx.PutFollowUp(f); err != nil {
		return nil, err
	}
	if until.Day != asked.Day {
		return card.P("followup.said_snoozed_off", "what", what, "asked", card.Due(asked), "until", card.Due(until)), nil
	}
	return card.P("followup.said_snoozed", "what", what, "until", card.Due(until)), nil
}

// isAhead reports that a reminder can still come then: a later day, or a later
// time today.
func isAhead(d sales.Due, c sales.Calendar, t *Turn) bool {
	if d.Time != nil {
		return sales.DueAt(d, c).After(t.Now)
	}
	return d.Day.After(t.Today())
}

func snoozeByMenu(t *Turn, f sales.FollowUp, from string) error {
	day, ok := sales.SnoozeTo(sales.SnoozePreset(t.Event.Action.Value), sales.CalendarOf(t.Me, t.Rules), t.Today())
	if !ok {
		return sales.Refuse(sales.Invalid, "refused.old_button")
	}
	return snoozePressed(t, f, from, sales.Due{Day: day})
}

func snoozeByPicker(t *Turn, f sales.FollowUp, from string) error {
	day, err := sales.ParseDate(t.Event.Action.Value)
	if err != nil {
		return sales.Refuse(sales.Invalid, "refused.old_button")
	}
	return snoozePressed(t, f, from, sales.Due{Day: day})
}

// snoozeByButton is the answer to "which day?".
func snoozeByButton(t *Turn, f sales.FollowUp, due string) error {
	until, err := sales.ParseDue(due)
	if err != nil {
		return sales.Refuse(sales.Invalid, "refused.old_button")
	}
	return snoozePressed(t, f, present.FromNowhere, until)
}

func snoozePressed(t *Turn, f sales.FollowUp, from string, until sales.Due) error {
	said, err := t.snooze(f, until)
	if err != nil {
		return err
	}
	return t.redraw(t.Event.Action.Message, from, f, said)
}
