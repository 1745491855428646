package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"roundsman/cmd/roundsman/config"
	"roundsman/commands/understand"
	"roundsman/sales"
	"roundsman/sales/names"
)

// meInLists is the owner that is the author where nobody else is named.
const meInLists = "me"

// bookOfLists makes a book of the two CSV files. The other owners are the
// author's colleagues.
func (c parseCmd) bookOfLists(p program) (sales.Person, understand.Book, error) {
	me := sales.Person{ID: sales.PersonID(c.Me), Name: c.Me, Role: sales.RoleRep, Week: sales.DefaultWeek()}
	if c.Me == "" {
		me.ID, me.Name = meInLists, ""
	}
	accounts, err := readAccounts(c.Accounts)
	if err != nil {
		return me, nil, err
	}
	var contacts []sales.Contact
	if c.Contacts != "" {
		if contacts, err = readContacts(c.Contacts, accounts, p.stderr); err != nil {
			return me, nil, err
		}
	}
	var colleagues []sales.Person
	seen := map[sales.PersonID]bool{"": true, me.ID: true}
	for _, a := range accounts {
		if !seen[a.Owner] {
			seen[a.Owner] = true
			colleagues = append(colleagues, sales.Person{ID: a.Owner, Name: string(a.Owner)})
		}
	}
	return me, understand.NewMemoryBook(accounts, contacts, colleagues, me.ID), nil
}

func readAccounts(file string) ([]sales.Account, error) {
	var accounts []sales.Account
	err := readList(file, []string{"name"}, []string{"aliases", "owner"}, func(row map[string]string, _ int) error {
		a := sales.Account{ID: sales.AccountID("a" + strconv.Itoa(len(accounts)+1)), Name: row["name"], Owner: sales.PersonID(row["owner"])}
		for alias := range strings.FieldsFuncSeq(row["aliases"], func(r rune) bool { return r == ';' || r == '；' }) {
			if alias = strings.TrimSpace(alias); alias != "" {
				a.Aliases = append(a.Aliases, alias)
			}
		}
		accounts = append(accounts, a)
		return nil
	})
	return accounts, err
}

// readContacts reads who is where. A contact of no account is named and left out.
func readContacts(file string, accounts []sales.Account, warnings io.Writer) ([]sales.Contact, error) {
	byName := map[string]sales.AccountID{}
	for _, a := range accounts {
		for _, name := range a.Aliases {
			byName[names.Plain(name)] = a.ID
		}
	}
	for _, a := range accounts { // its name before another one's alias
		byName[names.Plain(a.Name)] = a.ID
	}
	for _, a := range accounts {
		byName[a.Name] = a.ID
	}
	var contacts []sales.Contact
	err := readList(file, []string{"account", "name"}, []string{"title"}, func(row map[string]string, line int) error {
		at, ok := byName[row["account"]]
		if !ok {
			at, ok = byName[names.Plain(row["account"])]
		}
		if !ok {
			_, err := fmt.Fprintf(warnings, "%s, line %d: there is no account %q; %s is left out\n", file, line, row["account"], row["name"])
			return err
		}
		id := sales.ContactID("c" + strconv.Itoa(len(contacts)+1))
		contacts = append(contacts, sales.Contact{ID: id, Account: at, Name: row["name"], Title: row["title"]})
		return nil
	})
	return contacts, err
}

// readList reads a CSV file with a header, its columns in any order, further
// ones ignored. The columns of must are there and filled in on every line.
func readList(file string, must, may []string, take func(row map[string]string, line int) error) error {
	f, err := os.Open(file)
	if err != nil {
		return fmt.Errorf("the list %s %s; name a CSV file", file, config.Plainly(err))
	}
	defer func() { _ = f.Close() }()
	in := csv.NewReader(transform.NewReader(f, unicode.BOMOverride(transform.Nop)))
	in.FieldsPerRecord, in.TrimLeadingSpace, in.ReuseRecord = -1, true, true
	columns, err := readHeader(in, must, may)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	for {
		fields, err := in.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		line, _ := in.FieldPos(0)
		row, empty := rowOf(fields, columns)
		if empty {
			continue
		}
		for _, name := range must {
			if row[name] == "" {
				return fmt.Errorf("%s, line %d: the column %q is empty", file, line, name)
			}
		}
		if err := take(row, line); err != nil {
			return err
		}
	}
}

func readHeader(in *csv.Reader, must, may []string) (map[int]string, error) {
	header, err := in.Read()
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	columns, found := map[int]string{}, map[string]bool{}
	for i, name := range header {
		name = strings.ToLower(strings.TrimSpace(name))
		columns[i], found[name] = name, true
	}
	for _, name := range must {
		if !found[name] {
			return nil, fmt.Errorf("the first line must name the columns, %s; %q is missing", strings.Join(append(append([]string{}, must...), may...), ","), name)
		}
	}
	return columns, nil
}

func rowOf(fields []string, columns map[int]string) (row map[string]string, empty bool) {
	row, empty = map[string]string{}, true
	for i, field := range fields {
		if field = strings.TrimSpace(field); field != "" && columns[i] != "" {
			row[columns[i]], empty = field, false
		}
	}
	return row, empty
}
