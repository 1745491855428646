package commands

import (
	"errors"
	"slices"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
	"roundsman/sales/names"
	"roundsman/storage"
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

// newAccount makes an account, unless a like one is there: then it asks first.
func newAccount(t *Turn, name string) error {
	name = strings.TrimSpace(name)
	if name == "" {
		return sales.Refuse(sales.Invalid, "refused.account_new")
	}
	found := understand.MatchAccount(name, t.understanding())
	switch {
	case found.ID != "" && found.Sure >= understand.Sure:
		return t.Say(present.WhichAccount(name, []present.Choice{{ID: string(found.ID), Name: found.Name}}, "show\n", true))
	case len(found.Candidates) > 0:
		return t.Say(present.WhichAccount(name, choices(found.Candidates), "show\n", true))
	}
	return createAccount(t, name, t.Say)
}

func createAccount(t *Turn, name string, answer func(card.Card) error) error {
	a, err := t.addAccount(name)
	if err != nil {
		return err
	}
	return showAccount(t, a.ID, answer)
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

const maxName = 120 // characters; longer ones do not fit on a card or in a menu

func accountNameProblem(name string) string {
	switch {
	case name == "":
		return "refused.account_new"
	case len([]rune(name)) > maxName:
		return "refused.name_too_long"
	}
	return ""
}

// nameIsFree refuses a name that another account has: nobody could tell the two
// apart in a message.
func (l *Look) nameIsFree(name string, except sales.AccountID) error {
	hits, err := l.Books.AccountsNamed(names.Whole+names.Plain(name), false, 10)
	if err != nil {
		return err
	}
	for _, h := range hits {
		a, err := l.Books.AccountName(h.Account)
		if err != nil || a.ID == except || a.Archived || !strings.EqualFold(a.Name, name) {
			continue
		}
		owner, err := l.Books.Person(a.Owner)
		if err != nil && !missing(err) {
			return err
		}
		return sales.Refuse(sales.Conflict, "refused.account_name_taken", "account", a.Name, "owner", owner.Name)
	}
	return nil
}

func renameAccount(t *Turn, id sales.AccountID, name string) error {
	return changeAccount(t, id, func(a *sales.Account) error {
		if problem := accountNameProblem(name); problem != "" {
			return sales.Refuse(sales.Invalid, problem)
		}
		if err := t.nameIsFree(name, id); err != nil {
			return err
		}
		rename(a, name)
		return nil
	})
}

// rename keeps the old name as an alias: people go on using it.
func rename(a *sales.Account, name string) {
	if name == a.Name {
		return
	}
	a.Aliases = slices.DeleteFunc(append(a.Aliases, a.Name), func(alias string) bool { return alias == name })
	a.Name = name
}

const maxAliases = 20

func addAlias(t *Turn, id sales.AccountID, alias string) error {
	return changeAccount(t, id, func(a *sales.Account) error {
		for _, one := range splitNames(alias) {
			if len([]rune(one)) > maxName {
				return sales.Refuse(sales.Invalid, "refused.name_too_long")
			}
			if one != a.Name && !slices.Contains(a.Aliases, one) {
				a.Aliases = append(a.Aliases, one)
			}
		}
		if len(a.Aliases) > maxAliases {
			return sales.Refuse(sales.Invalid, "refused.too_many_aliases")
		}
		return nil
	})
}

func removeAlias(t *Turn, id sales.AccountID, alias string) error {
	return changeAccount(t, id, func(a *sales.Account) error {
		before := len(a.Aliases)
		a.Aliases = slices.DeleteFunc(a.Aliases, func(one string) bool { return strings.EqualFold(one, strings.TrimSpace(alias)) })
		if len(a.Aliases) == before {
			return sales.Refuse(sales.NotFound, "refused.no_alias", "account", a.Name, "alias", alias)
		}
		return nil
	})
}

func classAccount(t *Turn, id sales.AccountID, class string) error {
	c := sales.Class(strings.ToUpper(strings.TrimSuffix(strings.TrimSpace(class), "类")))
	if !slices.Contains([]sales.Class{sales.ClassA, sales.ClassB, sales.ClassC}, c) {
		return sales.Refuse(sales.Invalid, "refused.account_class")
	}
	return changeAccount(t, id, func(a *sales.Account) error {
		a.Class = c
		return nil
	})
}

// changeAccount changes one the person may see and shows it.
func changeAccount(t *Turn, id sales.AccountID, change func(*sales.Account) error) error {
	a, err := t.myAccount(id)
	if err != nil {
		return err
	}
	if err := change(&a); err != nil {
		return err
	}
	if err := t.Tx.PutAccount(a); err != nil {
		return err
	}
	return showAccount(t, id, t.Say)
}

// myAccount is an account the person may see whole; otherwise they are told
// whose it is.
func (t *Turn) myAccount(id sales.AccountID) (sales.Account, error) { return t.Look.myAccount(id) }

func (l *Look) myAccount(id sales.AccountID) (sales.Account, error) {
	a, err := l.Books.Account(id)
	if !errors.Is(err, storage.ErrNotFound) {
		return a, err
	}
	name, err := l.Books.AccountName(id)
	if errors.Is(err, storage.ErrNotFound) {
		return a, sales.Refuse(sales.NotFound, "refused.account_gone")
	}
	if err != nil {
		return a, err
	}
	owner, err := l.Books.Person(name.Owner)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return a, err
	}
	return a, sales.Refuse(sales.Forbidden, "refused.account_of_colleague", "account", name.Name, "owner", owner.Name)
}

// giveAccount hands an account over, with its whole history (handbook section
// 1): its open follow-ups go with it, and the new owner is told.
func giveAccount(t *Turn, id sales.AccountID, to string) error {
	colleague, err := t.colleague(to)
	if err != nil {
		return err
	}
	if err := t.handOver(id, colleague); err != nil {
		return err
	}
	if sales.SightOf(t.Me, sales.Account{Owner: colleague.ID, Team: teamOf(colleague)}) != sales.SeeAll {
		a, err := t.Books.AccountName(id)
		if err != nil {
			return err
		}
		return t.Say(card.Card{Blocks: []card.Block{card.Paragraph(
			card.T("account.given", "account", card.Words(a.Name), "owner", card.Person(colleague.ID)))}})
	}
	return showAccount(t, id, t.Say)
}

func (t *Turn) handOver(id sales.AccountID, to sales.Person) error {
	a, err := t.myAccount(id)
	if err != nil {
		return err
	}
	if a.Owner == to.ID {
		return nil
	}
	if !sales.MayLog(to) {
		return sales.Refuse(sales.Invalid, "refused.owner_must_sell", "person", to.Name)
	}
	before := a.Owner
	if err := t.moveFollowUps(a, to.ID); err != nil {
		return err
	}
	a.Owner, a.Team = to.ID, teamOf(to)
	if err := t.Tx.PutAccount(a); err != nil {
		return err
	}
	if to.ID != t.Me.ID {
		if err := t.Tell(to.ID, "given", present.AccountGiven(a, t.Me.ID)); err != nil {
			return err
		}
	}
	if before != t.Me.ID && before != to.ID {
		return t.Tell(before, "taken", present.AccountTaken(a))
	}
	return nil
}

func (t *Turn) moveFollowUps(a sales.Account, to sales.PersonID) error {
	page := storage.Page{Limit: 100}
	for {
		followUps, next, err := t.Books.FollowUpsFor(a.ID, true, page)
		if err != nil {
			return err
		}
		for _, f := range followUps {
			if f.Owner != a.Owner {
				continue
			}
			f.Owner = to
			if err := t.Tx.PutFollowUp(f); err != nil {
				return err
			}
		}
		if next == "" {
			return nil
		}
		page.After = next
	}
}

// colleague finds one person by mention or name.
func (t *Turn) colleague(said string) (sales.Person, error) {
	said = strings.TrimSpace(said)
	if user, ok := mentioned(said); ok {
		p, err := t.Books.Person(sales.NewPersonID(t.Me.ID.Workspace(), user))
		if errors.Is(err, storage.ErrNotFound) {
			return p, sales.Refuse(sales.NotFound, "refused.no_colleague", "person", said)
		}
		return p, err
	}
	var found []sales.Person
	for _, key := range nameKeys(said) {
		ids, err := t.Books.PeopleNamed(key, 5)
		if err != nil {
			return sales.Person{}, err
		}
		for _, id := range ids {
			p, err := t.Books.Person(id)
			if err == nil && !slices.ContainsFunc(found, func(f sales.Person) bool { return f.ID == p.ID }) {
				found = append(found, p)
			}
		}
		if len(found) > 0 {
			break
		}
	}
	if len(found) == 0 {
		var err error
		if found, err = t.teammatesCalled(said); err != nil {
			return sales.Person{}, err
		}
	}
	switch len(found) {
	case 0:
		return sales.Person{}, sales.Refuse(sales.NotFound, "refused.no_colleague", "person", said)
	case 1:
		return found[0], nil
	}
	return sales.Person{}, sales.Refuse(sales.Invalid, "refused.several_colleagues", "person", said)
}

const accountsAPage = 15

// pageAccounts turns the page of a list, or begins one from Home.
func pageAccounts(t *Turn) error {
	if t.Event.Action.Message.IsZero() {
		return listAccounts(t, "", t.Say)
	}
	return listAccounts(t, t.Event.Action.Arg, t.Amend)
}

// listAccounts lists what is the person's: their own accounts, a manager's
// teams', for finance the names.
func listAccounts(t *Turn, after string, answer func(card.Card) error) error {
	team, cursor := "", after
	if t.Me.Role != sales.RoleRep {
		team, cursor, _ = strings.Cut(after, "/")
		if team == "" {
			team = firstTeam(t.Me)
		}
	}
	page := storage.Page{After: cursor, Limit: accountsAPage}
	var accounts []sales.Account
	var next string
	var err error
	if team == "" {
		accounts, next, err = t.Books.MyAccounts(page)
	} else {
		accounts, next, err = t.Books.AccountsIn(sales.TeamID(team), page)
	}
	if err != nil {
		return err
	}
	if next != "" && team != "" {
		next = team + "/" + next
	}
	return answer(present.AccountList(accounts, t.Rules, t.Me, t.Today(), next, after != ""))
}

func firstTeam(p sales.Person) string {
	if len(p.Manages) > 0 {
		return string(p.Manages[0])
	}
	return string(p.Team)
}

// showAccount is the account's card.
func showAccount(t *Turn, id sales.AccountID, answer func(card.Card) error) error {
	a, err := t.myAccount(id)
	if err != nil {
		return err
	}
	c, err := accountCard(&t.Look, a)
	if err != nil {
		return err
	}
	return answer(c)
}

func accountCard(l *Look, a sales.Account) (card.Card, error) {
	contacts, err := l.Books.ContactsOf(a.ID)
	if err != nil {
		return card.Card{}, err
	}
	visits, _, err := l.Books.VisitsTo(a.ID, storage.Period{}, storage.Page{Limit: 3})
	if err != nil {
		return card.Card{}, err
	}
	followUps, _, err := l.Books.FollowUpsFor(a.ID, true, storage.Page{Limit: 5})
	if err != nil {
		return card.Card{}, err
	}
	notes, _, err := l.Books.NotesOn(a.ID, storage.Period{}, storage.Page{Limit: 2})
	if err != nil {
		return card.Card{}, err
	}
	return present.AccountCard(present.AccountFacts{
		Account: a, Contacts: contacts, Visits: visits, FollowUps: followUps, Notes: notes,
		Viewer: l.Me, Today: l.Today(), Rules: l.Rules,
	}), nil
}

// showTrail shows who changed the account, and what.
func showTrail(t *Turn, id sales.AccountID) error {
	a, err := t.myAccount(id)
	if err != nil {
		return err
	}
	changes, _, err := t.Books.Changes(sales.KindAccount, string(id), storage.Page{Limit: 20})
	if err != nil {
		return err
	}
	return t.Say(present.Trail(a, changes))
}

func openAccountForm(l *Look) (card.Form, error) {
	id := sales.AccountID(l.Event.Action.ID)
	a, err := l.myAccount(id)
	if err != nil {
		return card.Form{}, err
	}
	return present.AccountForm(a), nil
}

func checkAccountForm(l *Look, f event.Form) (map[string]card.Text, error) {
	faults := map[string]card.Text{}
	name := strings.Join(strings.Fields(f.Get("name")), " ")
	if problem := accountNameProblem(name); problem != "" {
		faults["name"] = card.T(problem)
	}
	id, _ := present.StateOf(f.State)
	var taken *sales.Error
	switch err := l.nameIsFree(name, sales.AccountID(id)); {
	case errors.As(err, &taken):
		faults["name"] = card.Refusal(taken)
	case err != nil:
		return nil, err
	}
	aliases := splitNames(f.Get("aliases"))
	if len(aliases) > maxAliases {
		faults["aliases"] = card.T("refused.too_many_aliases")
	}
	for _, alias := range aliases {
		if len([]rune(alias)) > maxName {
			faults["aliases"] = card.T("refused.name_too_long")
		}
	}
	if len(faults) == 0 {
		return nil, nil
	}
	return faults, nil
}

func applyAccountForm(t *Turn) error {
	id, version := present.StateOf(t.Event.Form.State)
	a, err := t.myAccount(sales.AccountID(id))
	if err != nil {
		return err
	}
	if a.Version != version {
		return sales.Refuse(sales.Conflict, "refused.changed_meanwhile")
	}
	f := t.Event.Form
	a.Aliases = splitNames(f.Get("aliases"))
	rename(&a, strings.Join(strings.Fields(f.Get("name")), " "))
	if class := sales.Class(f.Get("class")); class != "" {
		a.Class = class
	}
	a.Muted = f.Get("muted") == "yes"
	if err := t.Tx.PutAccount(a); err != nil {
		return err
	}
	if owner := f.Get("owner"); owner != "" && sales.PersonID(owner) != a.Owner {
		p, err := t.Books.Person(sales.PersonID(owner))
		if errors.Is(err, storage.ErrNotFound) {
			return sales.Refuse(sales.NotFound, "refused.no_colleague", "person", "@")
		}
		if err != nil {
			return err
		}
		if err := t.handOver(a.ID, p); err != nil {
			return err
		}
	}
	if _, err := t.Books.Account(a.ID); err != nil { // handed over, and seen no more
		return t.Say(present.AccountHandedOver(a))
	}
	return showAccount(t, a.ID, t.Say)
}
