package commands

import (
	"slices"
	"strings"

	"roundsman/sales"
	"roundsman/sales/names"
)

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
	if mine, err := t.removeOwnName(id, alias); mine || err != nil {
		return err
	}
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
