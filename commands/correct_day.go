package commands

import (
	"roundsman/bot/card"
	"roundsman/commands/understand"
	"roundsman/sales"
)

// correctDay puts right on which day the last visit was, "oops it was Monday", or
// until when what was promised last is due, "move that to Thursday". It reports
// whether there was anything to put right.
func (t *Turn) correctDay(tl *telling, c understand.Correction, last lately) (bool, error) {
	if tl.State != tellKept || len(tl.Parts) == 0 {
		return false, nil
	}
	f, ok, err := t.promisedLast(tl, c.Ahead)
	if ok || err != nil {
		return ok, t.moveDue(f, c, err)
	}
	return t.correctVisit(c, last)
}

// promisedLast is the latest open follow-up of a telling; unless anyhow, only if
// it is what the last message spoke of.
func (t *Turn) promisedLast(tl *telling, anyhow bool) (f sales.FollowUp, ok bool, err error) {
	ids := tl.Made.FollowUps
	for _, v := range tl.Made.Visits {
		ids = append(ids[:len(ids):len(ids)], v.FollowUps...)
	}
	if last := tl.Parts[len(tl.Parts)-1].Reading; !anyhow && !promises(last) {
		return f, false, nil
	}
	for i := len(ids) - 1; i >= 0; i-- {
		f, err := t.Tx.FollowUp(ids[i])
		switch {
		case missing(err):
			continue
		case err != nil:
			return f, false, err
		case f.IsOpen():
			return f, true, nil
		}
	}
	return f, false, nil
}

func promises(r understand.Reading) bool {
	if len(r.FollowUps) > 0 {
		return true
	}
	for _, v := range r.Visits {
		if len(v.FollowUps) > 0 {
			return true
		}
	}
	return false
}

// moveDue gives a follow-up another day, at the time it had unless one is named.
func (t *Turn) moveDue(f sales.FollowUp, c understand.Correction, err error) error {
	if err != nil {
		return err
	}
	day, ok := t.onlyDay(c.Day)
	switch {
	case !ok, len(day.Alternatives) > 0 && day.Sure < understand.Sure:
		return snoozeTyped(t, f, c.Day)
	case !isAhead(day.Due, sales.CalendarOf(t.Me, t.Rules), t):
		return sales.Refuse(sales.Invalid, "refused.day_is_past")
	}
	due := day.Due
	if due.Time == nil {
		due.Time, due.By = f.Due.Time, f.Due.By
	}
	f.Due, f.Snoozed = due, nil
	if err := t.Tx.PutFollowUp(f); err != nil {
		return err
	}
	return t.sayFollowUp(f, card.P("followup.said_changed"))
}
