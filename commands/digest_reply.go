package commands

import (
	"encoding/json"
	"fmt"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/present"
	"roundsman/sales"
)

// replyState is what a reply carries from the button to the message.
type replyState struct {
	To    sales.PersonID `json:"to"`
	About string         `json:"about"` // as present's buttons have it
}

// openReply asks for the words to a colleague about something a digest shows.
func openReply(l *Look) (card.Form, error) {
	s := replyState{To: sales.PersonID(l.Event.Action.ID), About: l.Event.Action.Arg}
	if err := l.mayReply(s.To); err != nil {
		return card.Form{}, err
	}
	about, err := l.replyAbout(s)
	if err != nil {
		return card.Form{}, err
	}
	raw, err := json.Marshal(s)
	if err != nil {
		return card.Form{}, fmt.Errorf("write form: %w", err)
	}
	return present.ReplyForm(s.To, about, string(raw)), nil
}

// mayReply lets who leads a team write to its people, and them write back.
func (l *Look) mayReply(to sales.PersonID) error {
	p, err := l.Books.Person(to)
	switch {
	case missing(err) || err == nil && p.Left:
		return sales.Refuse(sales.NotFound, "refused.reply_gone")
	case err != nil:
		return err
	case to == l.Me.ID:
		return sales.Refuse(sales.Invalid, "refused.reply_self")
	}
	leads, err := l.Books.Leads(p.Team)
	if err != nil || leads {
		return err
	}
	led, err := l.Books.LedBy(to)
	if err == nil && !led {
		return sales.Refuse(sales.Forbidden, "refused.reply_not_yours", "person", p.Name)
	}
	return err
}

// replyAbout names what a reply is about, as far as the viewer sees it.
func (l *Look) replyAbout(s replyState) (card.Text, error) {
	kind, id, _ := strings.Cut(s.About, ":")
	switch kind {
	case "d":
		if day, err := sales.ParseDate(id); err == nil {
			return card.T("digest.about_report", "day", card.Day(day)), nil
		}
	case "r":
		r, err := l.Books.Report(sales.ReportID(id))
		if err == nil {
			return card.T("digest.about_report", "day", card.Day(r.Day)), nil
		}
		return card.T("digest.about_nothing"), unlessMissing(err)
	case "v":
		v, err := l.Books.Visit(sales.VisitID(id))
		if err != nil {
			return card.T("digest.about_nothing"), unlessMissing(err)
		}
		a, err := l.Books.AccountName(v.Account)
		return card.T("digest.about_visit", "account", card.Words(a.Name), "day", card.Day(v.Day)), unlessMissing(err)
	case "a":
		a, err := l.Books.AccountName(sales.AccountID(id))
		if err == nil {
			return card.T("digest.about_account", "account", card.Words(a.Name)), nil
		}
		return card.T("digest.about_nothing"), unlessMissing(err)
	case "f":
		f, err := l.Books.FollowUp(sales.FollowUpID(id))
		if err == nil {
			return card.T("digest.about_follow_up", "what", card.Words(present.Short(f.What, 120))), nil
		}
		return card.T("digest.about_nothing"), unlessMissing(err)
	}
	return card.T("digest.about_nothing"), nil
}

func readReply(f event.Form) (s replyState, words string) {
	_ = json.Unmarshal([]byte(f.State), &s) // what is not ours names nobody
	return s, strings.TrimSpace(f.Get(present.FieldReply))
}

func checkReply(_ *Look, f event.Form) (map[string]card.Text, error) {
	if _, words := readReply(f); words == "" {
		return map[string]card.Text{present.FieldReply: card.T("digest.reply_empty")}, nil
	}
	return nil, nil
}

// applyReply brings the words to the colleague, in their working hours.
func applyReply(t *Turn) error {
	s, words := readReply(*t.Event.Form)
	if err := t.mayReply(s.To); err != nil {
		return err
	}
	about, err := t.replyAbout(s)
	if err != nil {
		return err
	}
	if err := t.Tell(s.To, "reply", present.Replied(t.Me.ID, about, words, s.About)); err != nil {
		return err
	}
	return t.Say(present.ReplySent(s.To, words))
}
