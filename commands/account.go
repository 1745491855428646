package commands

import (
	"strings"
	"unicode/utf8"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
)

// accountCommand shows, makes and changes accounts: "account Acme", "account
// new Acme", "account rename Acme to Acme Pumps", 客户 别名 华为 = HW.
func accountCommand() Command {
	return Command{
		Name: "account",
		Run:  runAccount,
		Actions: map[string]func(*Turn) error{
			"account.show":   func(t *Turn) error { return showAccount(t, sales.AccountID(t.Event.Action.ID), t.Say) },
			"account.back":   func(t *Turn) error { return showAccount(t, sales.AccountID(t.Event.Action.ID), t.Amend) },
			"account.page":   pageAccounts,
			"account.pick":   pickAccount,
			"account.give":   confirmGive,
			"account.keep":   keepAccount,
			"account.create": func(t *Turn) error { return createAccount(t, t.Event.Action.Arg, t.Amend) },
		},
		Forms: map[string]Form{
			"account.edit": {OpenedBy: []string{"account.edit"}, Open: openAccountForm, Check: checkAccountForm, Apply: applyAccountForm},
		},
	}
}

func runAccount(t *Turn) error {
	verb, rest := t.Words.Verb("account", t.Rest)
	switch {
	case verb == "new":
		return newAccount(t, rest)
	case strings.TrimSpace(t.Rest) == "" || verb == "list":
		return listAccounts(t, "", t.Say)
	case verb == "":
		return withAccount(t, "show", t.Rest, "")
	case verb == "trail":
		return withAccount(t, "trail", rest, "")
	}
	name, value := splitAtWord(rest, t.Words.Any("account.separators"))
	if verb == "class" && value == "" {
		name, value = splitLastWord(rest)
	}
	if name == "" || value == "" {
		return sales.Refuse(sales.Invalid, "refused.account_"+verb)
	}
	return withAccount(t, verb, name, value)
}

// accountVerbs do something to one account; value is what followed its name.
var accountVerbs = map[string]func(t *Turn, id sales.AccountID, value string) error{
	"show":    func(t *Turn, id sales.AccountID, _ string) error { return showAccount(t, id, t.Say) },
	"trail":   func(t *Turn, id sales.AccountID, _ string) error { return showTrail(t, id) },
	"rename":  renameAccount,
	"alias":   addAlias,
	"unalias": removeAlias,
	"class":   classAccount,
	"give":    giveAccount,
	"mute":    func(t *Turn, id sales.AccountID, _ string) error { return muteAccount(t, id, true) },
	"unmute":  func(t *Turn, id sales.AccountID, _ string) error { return muteAccount(t, id, false) },
}

// withAccount finds the account by what was typed and does the verb to it, or
// asks which one was meant.
func withAccount(t *Turn, verb, said, value string) error {
	found := understand.MatchAccount(said, t.understanding())
	if found.ID != "" && found.Sure >= understand.Sure {
		return accountVerbs[verb](t, found.ID, value)
	}
	if found.ID == "" && len(found.Candidates) == 0 && verb == "show" && sales.MayLog(t.Me) {
		return t.Say(present.NoSuchAccount(said))
	}
	if len(found.Candidates) == 0 {
		return sales.Refuse(sales.NotFound, "refused.no_account", "account", said)
	}
	create := verb == "show" && sales.MayLog(t.Me)
	return t.Say(present.WhichAccount(said, choices(found.Candidates), verb+"\n"+value, create))
}

func choices(hits []understand.Hit) []present.Choice {
	all := make([]present.Choice, 0, len(hits))
	for _, h := range hits {
		all = append(all, present.Choice{ID: h.ID, Name: h.Name})
	}
	return all
}

// pickAccount is the answer to "which one?".
func pickAccount(t *Turn) error {
	verb, value, _ := strings.Cut(t.Event.Action.Arg, "\n")
	do := accountVerbs[verb]
	if do == nil {
		return sales.Refuse(sales.Invalid, "refused.old_button")
	}
	return do(t, sales.AccountID(t.Event.Action.ID), value)
}

// newAccount makes an account, unless a like one is there: then it asks first. Who is
// known there may follow: "account new Acme, contact Tom Lee, buyer".
func newAccount(t *Turn, said string) error {
	said = strings.TrimSpace(said)
	name, _ := t.splitContact(said)
	if name == "" {
		return sales.Refuse(sales.Invalid, "refused.account_new")
	}
	found := understand.MatchAccount(name, t.understanding())
	switch {
	case found.ID != "" && found.Sure >= understand.Sure:
		return t.Say(present.WhichAccount(said, []present.Choice{{ID: string(found.ID), Name: found.Name}}, "show\n", true))
	case len(found.Candidates) > 0:
		return t.Say(present.WhichAccount(said, choices(found.Candidates), "show\n", true))
	}
	return createAccount(t, said, t.Say)
}

func createAccount(t *Turn, said string, answer func(card.Card) error) error {
	name, who := t.splitContact(said)
	a, err := t.addAccount(name)
	if err != nil {
		return err
	}
	if who != "" {
		if err := t.putContact(a.ID, who); err != nil {
			return err
		}
	}
	return showAccount(t, a.ID, answer)
}

// splitContact cuts a new account's name from the contact that is told with it: "Acme,
// contact Tom Lee, buyer", 光明食品，联系人王强. A comma alone may belong to a name.
func (t *Turn) splitContact(said string) (name, who string) {
	for at, r := range said {
		if !strings.ContainsRune(",，;；(（", r) {
			continue
		}
		rest := strings.TrimSpace(said[at+utf8.RuneLen(r):])
		if who := afterLongest(rest, t.Words.Any("account.contact_words")); who != "" {
			return strings.TrimSpace(said[:at]), strings.Trim(who, " :：)）")
		}
	}
	return said, ""
}

// addAccount makes an account of the person's own.
func (t *Turn) addAccount(name string) (sales.Account, error) {
	name = strings.Join(strings.Fields(name), " ")
	if problem := accountNameProblem(name); problem != "" {
		return sales.Account{}, sales.Refuse(sales.Invalid, problem)
	}
	if err := t.nameIsFree(name, ""); err != nil {
		return sales.Account{}, err
	}
	a := sales.Account{
		ID: sales.AccountID(t.NewID(sales.KindAccount)), Name: name, Owner: t.Me.ID, Team: teamOf(t.Me),
		Class: t.Rules.DefaultClass, Created: t.Now,
	}
	if err := t.Tx.PutAccount(a); err != nil {
		return sales.Account{}, err
	}
	a.Version++
	return a, nil
}

// teamOf is the team a person's new accounts belong to: their own, or the first
// one a manager without a team of their own manages.
func teamOf(p sales.Person) sales.TeamID {
	if p.Team == "" && len(p.Manages) > 0 {
		return p.Manages[0]
	}
	return p.Team
}
