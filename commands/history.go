package commands

import (
	"encoding/json"
	"fmt"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
)

// historyCommand answers what was done: at an account, with a contact, by a
// colleague, in a period.
func historyCommand() Command {
	return Command{
		Name: "history",
		Run:  func(t *Turn) error { return t.showHistory(t.Rest) },
		Actions: map[string]func(*Turn) error{
			"history.older":   pageHistory,
			"history.account": func(t *Turn) error { return t.sayHistory(pastQuery{Account: sales.AccountID(t.Event.Action.ID)}) },
			"history.show":    showPast,
			"history.pick":    pickHistory,
		},
	}
}

// pastQuery is what is asked for. At most one of account, contact and person is
// set; none means the viewer. It travels in buttons.
type pastQuery struct {
	Account sales.AccountID `json:"a,omitempty"`
	Contact sales.ContactID `json:"c,omitempty"`
	Person  sales.PersonID  `json:"p,omitempty"`
	From    sales.Date      `json:"f,omitzero"`
	To      sales.Date      `json:"t,omitzero"`
	Visits  bool            `json:"v,omitempty"` // nothing else
	Count   bool            `json:"m,omitempty"` // how many they are stands above
	// After are the cursors of visits, notes and dealings: what has been shown already.
	After [3]pastCursor `json:"n,omitzero"`
}

type pastCursor struct {
	At   string `json:"at,omitempty"`
	Done bool   `json:"done,omitempty"`
}

func (q pastQuery) period() storage.Period { return storage.Period{From: q.From, To: q.To} }

const historyPage = 10

// showHistory reads what was typed after the word and answers it, or asks which
// account was meant.
func (t *Turn) showHistory(text string) error {
	found := t.readPast(text)
	switch {
	case found.known:
		return t.sayHistory(found.query)
	case len(found.candidates) > 0:
		var choices []card.Option
		for _, h := range found.candidates {
			name, err := t.nameWithOwner(h)
			if err != nil {
				return err
			}
			choices = append(choices, card.Option{Label: name, Value: string(h.Account)})
		}
		raw, err := json.Marshal(found.query)
		if err != nil {
			return fmt.Errorf("write history: %w", err)
		}
		return t.Say(present.WhoseHistory(found.said, choices, string(raw)))
	}
	return sales.Refuse(sales.NotFound, "refused.history_of_nobody", "said", found.said)
}

func pickHistory(t *Turn) error {
	q, err := readPastQuery(t.Event.Action.Arg)
	if err != nil {
		return err
	}
	q.Account = sales.AccountID(t.Event.Action.ID)
	c, err := t.historyCard(q)
	if err != nil {
		return err
	}
	return t.Amend(c)
}

func readPastQuery(raw string) (pastQuery, error) {
	var q pastQuery
	if err := json.Unmarshal([]byte(raw), &q); err != nil {
		return q, sales.Refuse(sales.Invalid, "refused.old_button")
	}
	return q, nil
}

func (t *Turn) sayHistory(q pastQuery) error {
	c, err := t.historyCard(q)
	if err != nil {
		return err
	}
	return t.Say(c)
}

// showPast is a button that opens the entries behind a number.
func showPast(t *Turn) error {
	q, err := readPastQuery(t.Event.Action.Arg)
	if err != nil {
		return err
	}
	return t.sayHistory(q)
}

func pageHistory(t *Turn) error {
	q, err := readPastQuery(t.Event.Action.Arg)
	if err != nil {
		return err
	}
	c, err := t.historyCard(q)
	if err != nil {
		return err
	}
	return t.Amend(c)
}

// historyCard is one page of what was done.
func (l *Look) historyCard(q pastQuery) (card.Card, error) {
	h, err := l.pastOf(q)
	if err != nil {
		return card.Card{}, err
	}
	page, after, err := l.pastPage(q)
	if err != nil {
		return card.Card{}, err
	}
	if len(page) == 0 && h.Hidden {
		return card.Card{}, l.refuseHistory(h)
	}
	h.Entries, h.From, h.To, h.Viewer, h.Later = page, q.From, q.To, l.Me.ID, q.After != [3]pastCursor{}
	if q.Count && !h.Later {
		if h.Count, err = l.countPast(q); err != nil {
			return card.Card{}, err
		}
	}
	if !after[0].Done || !after[1].Done || !after[2].Done {
		next := q
		next.After = after
		raw, err := json.Marshal(next)
		if err != nil {
			return card.Card{}, fmt.Errorf("write history: %w", err)
		}
		h.Next = string(raw)
	}
	return present.History(h), nil
}

// pastOf finds what the ids of a question are called, and whether most of the
// answer is not for the viewer.
func (l *Look) pastOf(q pastQuery) (present.HistoryFacts, error) {
	var h present.HistoryFacts
	switch {
	case q.Account != "":
		a, err := l.Books.AccountName(q.Account)
		if missing(err) {
			return h, sales.Refuse(sales.NotFound, "refused.account_gone")
		}
		if err != nil {
			return h, err
		}
		h.Account = &a
		h.Hidden = sales.SightOf(l.Me, a) != sales.SeeAll
	case q.Contact != "":
		c, err := l.Books.Contact(q.Contact)
		if missing(err) {
			return h, sales.Refuse(sales.NotFound, "refused.record_gone")
		}
		if err != nil {
			return h, err
		}
		h.Contact = &c
	case q.Person != "" && q.Person != l.Me.ID:
		p, err := l.Books.Person(q.Person)
		if missing(err) {
			return h, sales.Refuse(sales.NotFound, "refused.record_gone")
		}
		if err != nil {
			return h, err
		}
		h.Person = &p
		h.Hidden = !l.Me.IsManagerOf(p.Team)
	}
	return h, nil
}

func (l *Look) refuseHistory(h present.HistoryFacts) error {
	if h.Person != nil {
		return sales.Refuse(sales.Forbidden, "refused.history_of_colleague", "person", h.Person.Name)
	}
	owner := h.Account.Owner.User()
	if p, err := l.Books.Person(h.Account.Owner); err == nil {
		owner = p.Name
	}
	return sales.Refuse(sales.Forbidden, "refused.history_of_account", "account", h.Account.Name, "owner", owner)
}
