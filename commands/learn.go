package commands

import (
	"slices"
	"strings"

	"roundsman/commands/understand"
	"roundsman/sales"
)

// chooseAlways begins the choice of a candidate that a name means from now on.
const chooseAlways = "always:"

// learnNow keeps what an answer taught, when nothing can refuse it any more.
func (t *Turn) learnNow() error {
	learn := t.learn
	t.learn = nil
	if learn == nil {
		return nil
	}
	return learn()
}

// learnAnswer remembers what the answer to a question tells about reading. The
// answer is in the readings already.
func (t *Turn) learnAnswer(a *asking, q understand.Question, choice string, always bool) error {
	c := correction{Field: string(q.Kind), Said: q.Said}
	switch q.Kind {
	case askVisit:
		return nil // nothing was misread
	case understand.AskAccount, understand.AskNewAccount:
		meant := chosenFor(q, choice)
		if meant == "" {
			return nil
		}
		if meant != newID && q.Said != "" {
			if err := t.learnName(q.Said, meant, always); err != nil {
				return err
			}
		}
		c.Field, c.Meant = "account", []string{refAccount + string(meant)}
		for _, h := range q.Candidates {
			c.Offered = append(c.Offered, refAccount+string(h.Account))
		}
	case understand.AskContact:
		person, _ := picked(q.People, choice)
		if person.ID == "" {
			person.ID = newID
		}
		c.Meant = []string{refPerson + string(person.ID)}
		for _, p := range q.People {
			c.Offered = append(c.Offered, refPerson+string(p.ID))
		}
	case understand.AskDate, understand.AskDayOrder:
		c.Field, c.Meant = "date", []string{choice}
		if due, ok := picked(q.Dates, choice); ok {
			c.Meant = []string{due.String()}
		}
	case understand.AskIntent, askFuture:
		c.Meant = []string{choice}
	}
	return t.keepCorrection(c, a.Parts)
}

// chosenFor is the account that an answer gave.
func chosenFor(q understand.Question, choice string) sales.AccountID {
	if choice == chooseNew {
		return newID
	}
	if id, ok := strings.CutPrefix(choice, "="); ok {
		return sales.AccountID(id)
	}
	hit, _ := picked(q.Candidates, choice)
	return hit.Account
}

// learnForm remembers what a form corrected of a visit that was read from text.
func (t *Turn) learnForm(tl *telling, was, now sales.Visit) error {
	read, ok := t.toldOf(tl, now.ID)
	if !ok {
		return nil
	}
	for _, field := range differences(was, now) {
		c := correction{Field: field}
		switch field {
		case fieldAccount:
			if c.Said = read.Account.Said; c.Said != "" {
				if err := t.learnName(c.Said, now.Account, false); err != nil {
					return err
				}
			}
			c.Read, c.Meant = []string{refAccount + string(was.Account)}, []string{refAccount + string(now.Account)}
		case fieldDay:
			c.Field, c.Said, c.Read, c.Meant = "date", read.Day.Said, []string{was.Day.String()}, []string{now.Day.String()}
		case fieldMode:
			c.Read, c.Meant = []string{string(was.Mode)}, []string{string(now.Mode)}
		case fieldContacts:
			c.Read, c.Meant = refsOf(was.Contacts), refsOf(now.Contacts)
		default:
			continue // what was said is added to rather than corrected
		}
		if err := t.keepCorrection(c, read.parts); err != nil {
			return err
		}
	}
	return nil
}

func refsOf(ids []sales.ContactID) []string {
	refs := []string{}
	for _, id := range ids {
		refs = append(refs, refPerson+string(id))
	}
	return refs
}

// toldWithParts is a visit as it was told, with the messages that told it.
type toldWithParts struct {
	toldVisit
	parts []part
}

func (t *Turn) toldOf(tl *telling, id sales.VisitID) (toldWithParts, bool) {
	i := slices.IndexFunc(tl.Made.Visits, func(m madeVisit) bool { return m.ID == id })
	visits := t.together(tl.Parts).visits
	if i < 0 || i >= len(visits) || visits[i].given {
		return toldWithParts{}, false
	}
	told := toldWithParts{toldVisit: visits[i]}
	for _, p := range tl.Parts {
		if slices.ContainsFunc(sourcesOf(p), func(s sales.Source) bool { return slices.Contains(told.sources, s) }) {
			told.parts = append(told.parts, p)
		}
	}
	return told, true
}
