package commands

import (
	"strings"

	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
)

// genitive takes the 's from names, by which nobody is found.
var genitive = strings.NewReplacer("'s ", " ", "’s ", " ")

// pointToAnswer answers a question in everyday words by the command that does,
// and points any other to those that might. A question is never a record.
func (t *Turn) pointToAnswer(p part) error {
	found := t.readPast(genitive.Replace(p.Text))
	about := found.query
	switch name := p.Reading.Command; {
	case name == "due" && p.Reading.Rest == "" && about.Account != "": // "what did I promise Acme"
		return t.show(shown{What: listDue, Account: about.Account})
	case name == "help" || name == "agenda" || name == "due":
		return t.runCommand(name, p.Reading.Rest)
	case name == "visits":
		return t.runCommand(name, "")
	}
	if q, ok := t.counted(p, about); ok {
		return t.sayHistory(q)
	}
	switch {
	case p.Reading.Command == "history" && p.Reading.Rest != "" && about.Account == "" && about.Contact == "" && about.Person == "":
		return t.runCommand("history", p.Reading.Rest)
	case !found.known || about.Account == "" && about.Contact == "" && about.Person == "":
		return t.Say(present.WhereToAsk())
	case p.Reading.Command == "contact" && about.Contact != "":
		return showContact(t, about.Contact)
	case (p.Reading.Command == "contact" || p.Reading.Command == "account") && about.Account != "":
		return showAccount(t, about.Account, t.Say)
	}
	return t.sayHistory(about)
}

// mostNameChars is how long a text may be that is nothing but a name.
const mostNameChars = 40

// showNamed shows the card of the account or person that a text names, if it is
// nothing but a name: "Acme", hw, 王伟. It reports whether it did.
func (t *Turn) showNamed(text string) (bool, error) {
	said := strings.TrimSpace(strings.TrimRight(understand.Wanted(text), "?？!！.。"))
	if said == "" || len([]rune(said)) > mostNameChars || strings.ContainsAny(said, ",，:：;；\n") {
		return false, nil
	}
	c := t.understanding()
	account := understand.MatchAccount(said, c)
	if account.ID != "" && account.Sure >= understand.Sure {
		return true, showAccount(t, account.ID, t.Say)
	}
	person := understand.MatchContact(said, "", c)
	switch {
	case person.ID != "" && person.Sure >= understand.Sure:
		return true, showContact(t, person.ID)
	case len(person.Candidates) > 0:
		return true, findContact(t, said)
	case len(account.Candidates) > 1:
		return true, t.Say(present.WhichAccount(said, choices(account.Candidates), "show\n", sales.MayLog(t.Me)))
	}
	return false, nil
}

// courtesy answers thanks and greetings; what only agrees needs no answer.
func (t *Turn) courtesy(c understand.Courtesy) error {
	switch c {
	case understand.CourtesyThanks:
		return t.Say(present.YouAreWelcome())
	case understand.CourtesyGreets:
		return t.Say(present.HereIAm())
	case understand.CourtesyAgrees:
	}
	return nil
}

// settles reports that a text says of an open follow-up that it is done, in its
// own words: 发报价搞定了.
func (t *Turn) settles(p part) bool {
	if p.Reading.Settled == "" || len(p.Reading.Visits) > 0 {
		return false
	}
	open, err := t.called(p.Reading.Settled)
	return err == nil && len(open) > 0
}
