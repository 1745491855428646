package commands

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
)

// dealingsQuery is which orders and payments are asked for; it travels in buttons.
// Without an account, a person and All they are the viewer's own.
type dealingsQuery struct {
	Kind    sales.DealingKind `json:"k,omitempty"`
	Account sales.AccountID   `json:"a,omitempty"`
	Person  sales.PersonID    `json:"p,omitempty"`
	All     bool              `json:"e,omitempty"` // everybody's whom the viewer may see
	From    sales.Date        `json:"f,omitzero"`
	To      sales.Date        `json:"t,omitzero"`
	After   string            `json:"n,omitempty"`
}

func (q dealingsQuery) String() string {
	raw, _ := json.Marshal(q) // text and days always can be
	return string(raw)
}

func (q dealingsQuery) period() storage.Period { return storage.Period{From: q.From, To: q.To} }

const dealingsAPage = 10

// dealingsAsked reads "", "October", "Ben", "@Ben last month": what asks for a
// list and names no account.
func (t *Turn) dealingsAsked(kind sales.DealingKind, rest string) (dealingsQuery, bool) {
	q := dealingsQuery{Kind: kind}
	left, p := t.cutPeriod(rest)
	q.From, q.To = p.query.From, p.query.To
	if left == "" {
		return t.ofAll(q), true
	}
	if t.aboutMe(left) {
		return q, true
	}
	if p.query.From.IsZero() && !isMention(left) {
		left = rest
	}
	who, err := t.colleague(left)
	if err != nil {
		return q, false
	}
	q.Person = who.ID
	return q, true
}

// ofAll widens a bare list to what somebody looks after others' money for: all
// that finance sees, a manager's teams; of this month, if no time was said.
func (t *Turn) ofAll(q dealingsQuery) dealingsQuery {
	if t.Me.Role != sales.RoleFinance && len(t.Me.Manages) == 0 {
		return q
	}
	q.All = true
	if q.From.IsZero() && q.To.IsZero() {
		q.From = t.Today().FirstOfMonth()
		q.To = q.From.LastOfMonth()
	}
	return q
}

func (t *Turn) sayDealings(q dealingsQuery) error {
	c, err := t.dealingsCard(q)
	if err != nil {
		return err
	}
	return t.Say(c)
}

func queryOfPress(t *Turn) (dealingsQuery, error) {
	var q dealingsQuery
	if err := json.Unmarshal([]byte(t.Event.Action.Arg), &q); err != nil {
		return q, sales.Refuse(sales.Invalid, "refused.old_button")
	}
	return q, nil
}

func showDealings(t *Turn) error {
	q, err := queryOfPress(t)
	if err != nil {
		return err
	}
	return t.sayDealings(q)
}

func pageDealings(t *Turn) error {
	q, err := queryOfPress(t)
	if err != nil {
		return err
	}
	c, err := t.dealingsCard(q)
	if err != nil {
		return err
	}
	return t.Amend(c)
}

// dealingsCard is one page of a list; the first one says what it comes to.
func (l *Look) dealingsCard(q dealingsQuery) (card.Card, error) {
	f := present.DealingsFacts{Kind: q.Kind, From: q.From, To: q.To, Later: q.After != "", Hint: sales.MayLog(l.Me), All: q.All, Finance: l.Me.Role == sales.RoleFinance}
	team := l.Me.Team
	if err := l.nameDealings(q, &f, &team); err != nil {
		return card.Card{}, err
	}
	f.Currency = l.Rules.CurrencyOf(team)
	page, next, err := l.dealingsPage(q)
	if err != nil {
		return card.Card{}, err
	}
	for _, d := range page {
		facts, err := l.dealingFacts(d)
		if err != nil {
			return card.Card{}, err
		}
		f.Entries = append(f.Entries, facts)
	}
	if next != "" {
		on := q
		on.After = next
		f.Next = on.String()
	}
	if q.After == "" {
		f.Sums, err = l.sumOf(q)
	}
	return present.Dealings(f), err
}

// nameDealings finds out whose they are, and refuses what is not the viewer's.
func (l *Look) nameDealings(q dealingsQuery, f *present.DealingsFacts, team *sales.TeamID) error {
	if q.Account != "" {
		a, err := l.Books.AccountName(q.Account)
		if missing(err) {
			return sales.Refuse(sales.NotFound, "refused.account_gone")
		}
		if err != nil {
			return err
		}
		if sales.SightOf(l.Me, a) < sales.SeeMoney {
			return l.notTheirAccount(a)
		}
		f.Account, *team = &a, a.Team
		return nil
	}
	if q.Person == "" || q.Person == l.Me.ID {
		return nil
	}
	p, err := l.Books.Person(q.Person)
	if missing(err) {
		return sales.Refuse(sales.NotFound, "refused.record_gone")
	}
	if err != nil {
		return err
	}
	if !l.Me.IsManagerOf(p.Team) && l.Me.Role != sales.RoleFinance {
		return sales.Refuse(sales.Forbidden, "refused.dealings_of_colleague", "person", p.Name)
	}
	f.Person, *team = &p, p.Team
	return nil
}

func (l *Look) dealingsOf(q dealingsQuery, page storage.Page) ([]sales.Dealing, string, error) {
	switch {
	case q.Account != "":
		return l.Books.DealingsWith(q.Account, q.period(), page)
	case q.Person != "":
		return l.Books.DealingsBy(q.Person, q.period(), page)
	}
	return l.Books.DealingsBy(l.Me.ID, q.period(), page)
}

// dealingsPage passes over those of the other kind.
func (l *Look) dealingsPage(q dealingsQuery) (page []sales.Dealing, next string, err error) {
	if q.All {
		return l.pageOfAll(q)
	}
	for next = q.After; ; {
		some, after, err := l.dealingsOf(q, storage.Page{After: next, Limit: 1})
		if err != nil {
			return nil, "", fmt.Errorf("list dealings: %w", err)
		}
		if len(some) == 1 && (q.Kind == "" || some[0].Kind == q.Kind) {
			if len(page) == dealingsAPage {
				return page, next, nil
			}
			page = append(page, some[0])
		}
		if after == "" {
			return page, "", nil
		}
		next = after
	}
}

// pageOfAll is a page of everybody's; its cursor is how many came before.
func (l *Look) pageOfAll(q dealingsQuery) (page []sales.Dealing, next string, err error) {
	all, err := l.Books.DealingsSeen(q.period())
	if err != nil {
		return nil, "", err
	}
	all = slices.DeleteFunc(all, func(d sales.Dealing) bool { return q.Kind != "" && d.Kind != q.Kind })
	from, _ := strconv.Atoi(q.After) // "" is the first page
	from = min(max(from, 0), len(all))
	to := min(from+dealingsAPage, len(all))
	if to < len(all) {
		next = strconv.Itoa(to)
	}
	return all[from:to], next, nil
}

// sumOf counts the whole list, a currency at a time.
func (l *Look) sumOf(q dealingsQuery) (*sales.Tally, error) {
	sum := &sales.Tally{}
	if q.All {
		all, err := l.Books.DealingsSeen(q.period())
		for _, d := range all {
			if q.Kind == "" || d.Kind == q.Kind {
				sum.Enter(d)
			}
		}
		return sum, err
	}
	for page := (storage.Page{}); ; {
		some, next, err := l.dealingsOf(q, page)
		if err != nil {
			return nil, err
		}
		for _, d := range some {
			if q.Kind == "" || d.Kind == q.Kind {
				sum.Enter(d)
			}
		}
		if next == "" {
			return sum, nil
		}
		page.After = next
	}
}
