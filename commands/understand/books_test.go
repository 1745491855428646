package understand

import (
	"encoding/csv"
	"os"
	"strconv"
	"strings"
	"testing"

	"roundsman/sales"
)

// testBook reads the accounts and contacts of testdata.
func testBook(t testing.TB) *MemoryBook {
	t.Helper()
	var accounts []sales.Account
	byName := map[string]sales.AccountID{}
	for i, row := range table(t, "accounts.csv") {
		a := sales.Account{ID: sales.AccountID("a" + strconv.Itoa(i)), Name: row[0], Owner: sales.PersonID(row[2])}
		if row[1] != "" {
			a.Aliases = strings.Split(row[1], ";")
		}
		accounts, byName[a.Name] = append(accounts, a), a.ID
	}
	var contacts []sales.Contact
	for i, row := range table(t, "contacts.csv") {
		if byName[row[0]] == "" {
			t.Fatalf("contact of no account: %v", row)
		}
		contacts = append(contacts, sales.Contact{ID: sales.ContactID("c" + strconv.Itoa(i)), Account: byName[row[0]], Name: row[1], Title: row[2]})
	}
	return NewMemoryBook(accounts, contacts, []sales.Person{{ID: "T1/U1", Name: "Anna Colleague"}, {ID: "T1/U2", Name: "李小明"}}, "me")
}

func table(t testing.TB, file string) [][]string {
	t.Helper()
	f, err := os.Open("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}
