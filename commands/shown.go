package commands

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
)

// shown says which list a message shows. It travels with the message's buttons,
// so that the list is drawn anew, from the books as they are then, after
// something in it was settled.
type shown struct {
	What    string
	Who     sales.PersonID // whose; empty: the reader's own
	Account sales.AccountID
	From    sales.Date // agenda: first day; visits: any day of the month
	Until   sales.Date
	Page    int // 0 is the first
}

// Kinds of list.
const (
	listDue    = "due"
	listAgenda = "agenda"
	listVisits = "visits"
	listPlan   = "plan"
)

// perPage is how many items a phone shows without endless scrolling.
const perPage = 10

// String writes it in few and plain characters: menus have little room for it.
// The person's workspace is left out, it is the reader's.
func (s shown) String() string {
	page := ""
	if s.Page > 0 {
		page = strconv.Itoa(s.Page)
	}
	fields := []string{s.What, s.Who.User(), string(s.Account), s.From.String(), s.Until.String(), page}
	return strings.TrimRight(strings.Join(fields, "~"), "~")
}

// shownIn reads what String wrote.
func (l *Look) shownIn(text string) (s shown, ok bool) {
	fields := append(strings.Split(text, "~"), make([]string, 6)...)
	s.What, s.Account = fields[0], sales.AccountID(fields[2])
	if fields[1] != "" {
		s.Who = sales.NewPersonID(l.Me.ID.Workspace(), fields[1])
	}
	from, until := s.From.UnmarshalText([]byte(fields[3])), s.Until.UnmarshalText([]byte(fields[4]))
	if fields[5] != "" {
		s.Page, _ = strconv.Atoi(fields[5]) // anything else is the first page
	}
	return s, from == nil && until == nil && s.Page >= 0 && s.What != ""
}

// drawing is a list as a card, and what its numbers stand for.
type drawing struct {
	card    card.Card
	numbers []sales.FollowUpID
}

func (t *Turn) draw(s shown) (drawing, error) {
	switch s.What {
	case listDue:
		return t.drawDue(s)
	case listAgenda:
		return t.drawAgenda(s)
	case listVisits:
		return t.drawVisits(s)
	case listPlan:
		return t.drawPlan(s)
	}
	return drawing{}, sales.Refuse(sales.Invalid, "refused.old_button")
}

// show answers with a list.
func (t *Turn) show(s shown) error {
	d, err := t.draw(s)
	if err != nil {
		return err
	}
	if err := t.numbersMean(d.numbers); err != nil {
		return err
	}
	return t.Say(d.card)
}

// numbersMean makes this the list that typed numbers refer to. A list without
// follow-ups leaves the one before.
func (t *Turn) numbersMean(ids []sales.FollowUpID) error {
	if len(ids) == 0 {
		return nil
	}
	raw, err := json.Marshal(present.List{IDs: ids})
	if err != nil {
		return err
	}
	return t.Tx.Keep(present.ListName, raw, t.Now.Add(askFor))
}

// turnPage is the button below a list.
func turnPage(t *Turn) error {
	s, ok := t.shownIn(t.Event.Action.Arg)
	if !ok {
		return sales.Refuse(sales.Invalid, "refused.old_button")
	}
	if t.Event.Action.Message.IsZero() {
		return t.show(s)
	}
	return t.drawAgain(t.Event.Action.Message, s, nil)
}

// redraw shows in a message how things stand after something was done to one of
// its follow-ups, or was found changed. from tells what the message shows
// besides; said is what was done, nil if nothing was.
func (t *Turn) redraw(at sales.Source, from string, f sales.FollowUp, said *card.Text) error {
	switch {
	case at.IsZero(): // on Home, which is published anew by itself
		return nil
	case from == present.FromReminder:
		return t.redrawReminder(at, f, said)
	case from == present.FromNowhere:
		return t.redrawOne(at, f, said)
	}
	if s, ok := t.shownIn(from); ok {
		return t.drawAgain(at, s, said)
	}
	return t.redrawOne(at, f, said)
}

func (t *Turn) drawAgain(at sales.Source, s shown, said *card.Text) error {
	d, err := t.draw(s)
	if err != nil {
		return err
	}
	if err := t.numbersMean(d.numbers); err != nil {
		return err
	}
	d.card.Blocks = append(present.Outcome(said, present.Undoing{Event: t.Event.Key, From: s.String()}), d.card.Blocks...)
	return t.Replace(at, d.card)
}

// redrawReminder has the reminder composed anew when the change is sent.
func (t *Turn) redrawReminder(at sales.Source, f sales.FollowUp, said *card.Text) error {
	e, err := t.Books.Answered(at)
	if errors.Is(err, storage.ErrNotFound) || err == nil && e.Ref == nil {
		return t.redrawOne(at, f, said)
	}
	if err != nil {
		return err
	}
	now, err := t.Books.FollowUp(f.ID)
	if unlessMissing(err) != nil {
		return err
	}
	return t.composeAgain(at, e, present.Outcomes{
		Said: said, Undo: present.Undoing{Event: t.Event.Key, From: present.FromReminder, ID: f.ID},
		About: present.AboutFollowUp(f.ID), State: present.FollowUpState(now),
	})
}

// composeAgain has a reminder composed anew when the change is sent, with what was
// done in it above.
func (t *Turn) composeAgain(at sales.Source, e storage.OutEntry, done present.Outcomes) (err error) {
	ref := *e.Ref
	if ref.Data, err = json.Marshal(done); err != nil {
		return err
	}
	return t.Tx.Enqueue(storage.OutEntry{
		Key: "u:" + at.Channel + ":" + at.TS, Op: storage.OpUpdate, To: t.Me.ID, Channel: at.Channel,
		Target: &at, Ref: &ref, Priority: storage.Answer, Created: t.Now,
	})
}

// redrawOne shows one follow-up by itself, or the receipt it is part of.
func (t *Turn) redrawOne(at sales.Source, f sales.FollowUp, said *card.Text) error {
	tl, err := t.tellingShownAt(at)
	if err != nil {
		return err
	}
	if tl != nil {
		return t.restate(tl)
	}
	c, err := t.followUpCard(f, said, t.Event.Key)
	if err != nil {
		return err
	}
	return t.Replace(at, c)
}

// tellingShownAt is the telling whose receipt a message of ours is, nil if none.
func (t *Turn) tellingShownAt(at sales.Source) (*telling, error) {
	e, err := t.Books.Answered(at)
	if missing(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	event, _, _ := strings.Cut(e.Key, ">")
	tl, err := t.tellingCalled(event)
	if tl == nil || err != nil || tl.Answer != e.Key {
		return nil, err
	}
	return tl, nil
}

// followUpCard shows one follow-up as it stands now; undo is the event that can
// be turned back, "" if nothing was changed.
func (t *Turn) followUpCard(f sales.FollowUp, said *card.Text, undo string) (card.Card, error) {
	now, err := t.Books.FollowUp(f.ID)
	if missing(err) { // given away, and seen no more
		return card.Card{Blocks: present.Outcome(said, present.Undoing{Event: undo})}, nil
	}
	if err != nil {
		return card.Card{}, err
	}
	named, err := t.Books.Named(now)
	if err != nil {
		return card.Card{}, err
	}
	return t.followUpView(present.FromNowhere).FollowUpCard(named, said, present.Undoing{Event: undo, ID: f.ID}), nil
}

// sayFollowUp answers with one follow-up that was just changed.
func (t *Turn) sayFollowUp(f sales.FollowUp, said *card.Text) error {
	c, err := t.followUpCard(f, said, t.Event.Key)
	if err != nil {
		return err
	}
	return t.Say(c)
}

// askFollowUp asks something about one follow-up, or only shows it: nothing was
// changed.
func (t *Turn) askFollowUp(f sales.FollowUp, question *card.Text) error {
	c, err := t.followUpCard(f, question, "")
	if err != nil {
		return err
	}
	return t.Say(c)
}
