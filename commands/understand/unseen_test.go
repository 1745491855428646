package understand

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"roundsman/bot/locale"
	"roundsman/sales"
)

// The unseen examples were written by somebody who had not seen the parser, and
// are not used for tuning it: they tell how it fares with other people's
// messages. What is wrong and was not asked about counts as silent.

type unseenBook struct {
	Book struct {
		Accounts []struct {
			Name    string
			Aliases []string
			Owner   string
		}
		Contacts   []struct{ Account, Name, Title string }
		Colleagues []string
	}
}

type unseenMessage struct {
	ID, Text, At, Zone string
	Want               map[string]json.RawMessage
}

func (u unseenBook) memory() *MemoryBook {
	ids := map[string]sales.AccountID{}
	var accounts []sales.Account
	for i, a := range u.Book.Accounts {
		id := sales.AccountID(fmt.Sprintf("a%d", i))
		ids[a.Name] = id
		accounts = append(accounts, sales.Account{ID: id, Name: a.Name, Aliases: a.Aliases, Owner: sales.PersonID(a.Owner)})
	}
	var contacts []sales.Contact
	for i, c := range u.Book.Contacts {
		contacts = append(contacts, sales.Contact{ID: sales.ContactID(fmt.Sprintf("c%d", i)), Account: ids[c.Account], Name: c.Name, Title: c.Title})
	}
	var colleagues []sales.Person
	for i, name := range u.Book.Colleagues {
		colleagues = append(colleagues, sales.Person{ID: sales.PersonID(fmt.Sprintf("p%d", i)), Name: name})
	}
	return NewMemoryBook(accounts, contacts, colleagues, "me")
}

// tally counts by field.
type tally struct{ right, all, silent map[string]int }

func newTally() tally { return tally{map[string]int{}, map[string]int{}, map[string]int{}} }

func (c tally) String() string {
	var parts []string
	for _, f := range slices.Sorted(maps.Keys(c.all)) {
		parts = append(parts, fmt.Sprintf("%s %d/%d (%d%%)", f, c.right[f], c.all[f], c.right[f]*100/c.all[f]))
	}
	return strings.Join(parts, ", ") + fmt.Sprintf("; silently wrong: accounts %d, dates %d", c.silent["accounts"], c.silent["date"])
}

func TestUnseenMessages(t *testing.T) {
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"en"} {
		t.Run(lang, func(t *testing.T) {
			file := "unseen.messages." + lang + ".jsonl"
			book := lines[unseenBook](t, file)[0].memory()
			count := newTally()
			for _, m := range lines[unseenMessage](t, file)[1:] {
				c := contextAt(t, m.At, m.Zone)
				c.Book, c.Me, c.Commands = book, "me", words.Command
				got := summarise(Parse(m.Text, c))
				if name, _ := words.Verb("glued", m.Text); name != "" {
					got.Command = name
				}
				count.compare(t, m, got)
			}
			t.Logf("%s: %s", lang, count)
		})
	}
}

func (c tally) compare(t *testing.T, m unseenMessage, got summary) {
	values := map[string]any{
		"command": got.Command, "accounts": got.Accounts, "date": got.Date, "mode": got.Mode, "contacts": got.Contacts, "rivals": got.Rivals,
		"questions": got.Questions,
	}
	for field, want := range m.Want {
		value, compared := values[field]
		var ok bool
		switch {
		case field == "followups":
			ok = sameDuties(want, got.FollowUps)
		case field == "command_not":
			ok = `"`+got.Command+`"` != string(want)
		case !compared:
			continue
		default:
			ok = sameJSON(want, value)
		}
		c.all[field]++
		if ok {
			c.right[field]++
			continue
		}
		asked := len(got.Questions) > 0
		if !asked && (field == "accounts" && len(got.Accounts) > 0 || field == "date" && got.Date != "" && got.Command == "visit") {
			c.silent[field]++
		}
		if testing.Verbose() {
			t.Logf("%s %s: %v, want %s", m.ID, field, value, want)
		}
	}
}

func sameJSON(want json.RawMessage, value any) bool {
	var wanted any
	if json.Unmarshal(want, &wanted) != nil {
		return false
	}
	if list, ok := wanted.([]any); ok {
		got, _ := value.([]string)
		var w []string
		for _, x := range list {
			w = append(w, fmt.Sprint(x))
		}
		slices.Sort(w)
		g := slices.Clone(got)
		slices.Sort(g)
		return slices.Equal(w, g)
	}
	if wanted == "off" {
		wanted = "leave"
	}
	return fmt.Sprint(wanted) == fmt.Sprint(value)
}

func sameDuties(want json.RawMessage, got []owed) bool {
	var wanted []struct {
		Due      string
		Contains string `json:"what_contains"`
	}
	if json.Unmarshal(want, &wanted) != nil || len(wanted) != len(got) {
		return false
	}
	for _, w := range wanted {
		if !slices.ContainsFunc(got, func(g owed) bool {
			return (w.Due == "" || g.Due == w.Due) && strings.Contains(strings.ToLower(g.What), strings.ToLower(w.Contains))
		}) {
			return false
		}
	}
	return true
}
