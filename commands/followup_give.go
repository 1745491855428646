package commands

import (
	"slices"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
)

// reassignCommand gives a follow-up to a colleague, who is told: "reassign 2 to
// @Ben", 转交 2 给 @Ben.
func reassignCommand() Command { return Command{Name: "reassign", Run: runReassign} }

func runReassign(t *Turn) error {
	what, to := splitAtWord(t.Rest, t.Words.Any("followup.to"))
	if to == "" {
		what, to = splitLastWord(t.Rest)
	}
	if to == "" {
		return sales.Refuse(sales.Invalid, "refused.reassign")
	}
	colleague, err := t.colleague(to)
	if err != nil {
		return err
	}
	all, rest, err := t.listed(what)
	switch {
	case err != nil:
		return err
	case len(all) > 0 && rest == "":
		return t.forEach(all, func(f sales.FollowUp) (*card.Text, error) { return t.give(f, colleague) })
	}
	f, asked, err := t.pick(what, pressOf("followup.give", string(colleague.ID)))
	if err != nil || asked {
		return err
	}
	return giveAndSay(t, f, colleague)
}

func giveAndSay(t *Turn, f sales.FollowUp, to sales.Person) error {
	said, err := t.give(f, to)
	if err != nil {
		return err
	}
	return t.Say(card.Card{Blocks: present.Outcome(said, present.Undoing{Event: t.Event.Key})})
}

// giveByButton is the answer to "which one?".
func giveByButton(t *Turn, f sales.FollowUp, to string) error {
	colleague, err := t.Books.Person(sales.PersonID(to))
	if missing(err) {
		return sales.Refuse(sales.NotFound, "refused.no_colleague", "person", "@"+sales.PersonID(to).User())
	}
	if err != nil {
		return err
	}
	said, err := t.give(f, colleague)
	if err != nil {
		return err
	}
	return t.Amend(card.Card{Blocks: present.Outcome(said, present.Undoing{Event: t.Event.Key})})
}

// give makes a follow-up somebody else's and tells them, and who had it if that
// is a third person.
func (t *Turn) give(f sales.FollowUp, to sales.Person) (*card.Text, error) {
	before := f.Owner
	switch {
	case !f.IsOpen():
		return nil, sales.Refuse(sales.Conflict, "refused.followup_settled", "what", present.Short(f.What, 80))
	case to.Left || !sales.MayLog(to):
		return nil, sales.Refuse(sales.Invalid, "refused.cannot_have_followups", "person", to.Name)
	case before == to.ID:
		return nil, sales.Refuse(sales.Invalid, "refused.has_it_already", "person", to.Name)
	}
	f.Owner = to.ID
	if err := t.Tx.PutFollowUp(f); err != nil {
		return nil, err
	}
	f.Version++
	if err := t.tellGiven(f, before); err != nil {
		return nil, err
	}
	return card.P("followup.said_given", "what", card.Words(present.Short(f.What, 120)), "owner", card.Person(to.ID)), nil
}

func (t *Turn) tellGiven(f sales.FollowUp, before sales.PersonID) error {
	named, err := t.Books.Named(f)
	if err != nil {
		return err
	}
	if f.Owner != t.Me.ID {
		owner, err := t.Books.Person(f.Owner)
		if err != nil {
			return err
		}
		view := present.FollowUpView{Viewer: f.Owner, Today: sales.DateIn(t.Now, owner.Location())}
		if err := t.Tell(f.Owner, "given/"+string(f.ID), view.FollowUpGiven(named, t.Me.ID)); err != nil {
			return err
		}
	}
	if before == t.Me.ID || before == "" {
		return nil
	}
	return t.Tell(before, "taken/"+string(f.ID), present.FollowUpTaken(named, t.Me.ID))
}

// isMention reports that a text mentions somebody, <@U012AB3CD>.
func isMention(text string) bool {
	_, ok := mentioned(strings.TrimSpace(text))
	return ok
}

// teammatesCalled finds people of the person's teams by one word of their name:
// colleagues are called by their first names.
func (t *Turn) teammatesCalled(said string) ([]sales.Person, error) {
	said = strings.TrimPrefix(strings.TrimSpace(said), "@")
	teams := append([]sales.TeamID{}, t.Me.Manages...)
	if t.Me.Team != "" && !slices.Contains(teams, t.Me.Team) {
		teams = append(teams, t.Me.Team)
	}
	var found []sales.Person
	for _, team := range teams {
		people, _, err := t.Books.PeopleIn(team, storage.Page{Limit: 500})
		if err != nil {
			return nil, err
		}
		for _, p := range people {
			isCalled := slices.ContainsFunc(strings.Fields(p.Name), func(word string) bool { return strings.EqualFold(word, said) })
			if isCalled && !p.Left && !slices.ContainsFunc(found, func(f sales.Person) bool { return f.ID == p.ID }) {
				found = append(found, p)
			}
		}
	}
	return found, nil
}
