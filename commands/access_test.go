package commands_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/locale"
	"roundsman/commands"
	"roundsman/commands/commandtest"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/scoped"
)

// secret is in everything that Anna keeps about her account. Whoever may not see
// the account must not get it from any command, button, menu or form.
const secret = "xyzzy"

// secretIDs are the records of Anna's account, by every kind.
func secretIDs(t *testing.T, w *commandtest.World) []string {
	t.Helper()
	w.Account("anna", "Acme", "Wang Lei, Purchasing")
	w.Says("anna", "Visited Acme today, met Wang Lei, they said "+secret+". Follow up next Tuesday: send "+secret)
	w.Says("anna", "note Acme: "+secret)
	w.Says("anna", "account alias Acme = "+secret+"corp")
	var ids []string
	w.Books("anna", func(r *scoped.Reader) error {
		accounts, _, err := r.MyAccounts(storage.Page{Limit: 10})
		if err != nil || len(accounts) != 1 {
			return fmt.Errorf("%d accounts: %w", len(accounts), err)
		}
		id := accounts[0].ID
		ids = append(ids, string(id))
		contacts, err := r.ContactsOf(id)
		if err != nil {
			return err
		}
		for _, c := range contacts {
			ids = append(ids, string(c.ID))
		}
		visits, _, err := r.VisitsTo(id, storage.Period{}, storage.Page{Limit: 10})
		if err != nil || len(visits) != 1 {
			return fmt.Errorf("%d visits: %w", len(visits), err)
		}
		notes, _, err := r.NotesOn(id, storage.Period{}, storage.Page{Limit: 10})
		if err != nil || len(notes) != 1 {
			return fmt.Errorf("%d notes: %w", len(notes), err)
		}
		followUps, _, err := r.FollowUpsFor(id, false, storage.Page{Limit: 10})
		if err != nil || len(followUps) != 1 {
			return fmt.Errorf("%d follow-ups: %w", len(followUps), err)
		}
		ids = append(ids, string(visits[0].ID), string(notes[0].ID), string(followUps[0].ID), string(commandtest.ID("anna")))
		for _, s := range visits[0].Sources {
			events, err := r.EventsFrom(s)
			if err != nil {
				return err
			}
			ids = append(ids, events...)
		}
		return nil
	})
	return ids
}

func outsiders(w *commandtest.World) []string {
	admin := w.Person("fiona")
	admin.ID, admin.Name, admin.Admin = commandtest.ID("ada"), "Ada Root", true
	admin.Role, admin.Team = "", ""
	w.AddPerson(admin)
	return []string{"ben", "fred", "fiona", "ada"}
}

// told is what the bot said to one person in a dialogue.
func told(news, who string) string {
	var b strings.Builder
	mine := false
	for line := range strings.Lines(news) {
		if strings.HasPrefix(line, "  ") && !strings.HasPrefix(line, "   ") {
			mine = strings.HasSuffix(strings.TrimSpace(line), " "+who)
		}
		if mine {
			b.WriteString(line)
		}
	}
	return b.String()
}

func mustNotLeak(t *testing.T, w *commandtest.World, who, what string) {
	t.Helper()
	if said := told(w.News(), who); strings.Contains(said, secret) {
		t.Errorf("%s by %s leaks what is Anna's:\n%s", what, who, said)
	}
}

func TestTheOwnerAndTheManagerDoSeeIt(t *testing.T) {
	w := commandtest.New(t)
	secretIDs(t, w)
	for _, who := range []string{"anna", "mona"} {
		w.News()
		w.Says(who, "account Acme")
		if said := told(w.News(), who); !strings.Contains(said, secret) {
			t.Errorf("%s does not see the account:\n%s", who, said)
		}
	}
}

func TestNobodyElseSeesItByTyping(t *testing.T) {
	t.Parallel()
	w := commandtest.New(t)
	secretIDs(t, w)
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	w.News()
	for _, who := range outsiders(w) {
		for _, c := range commands.All() {
			for _, language := range locale.Languages() {
				for _, word := range words.CommandWords(language, c.Name)[:1] {
					for _, rest := range []string{"", " Acme", " Wang Lei", " Anna Schmidt", " <@ANNA>", " 1", " list", " changes Acme", " Acme this month"} {
						w.Says(who, word+rest)
						mustNotLeak(t, w, who, fmt.Sprintf("%q", word+rest))
					}
				}
			}
		}
	}
}

func TestNobodyElseSeesItByPressing(t *testing.T) {
	t.Parallel()
	w := commandtest.New(t)
	ids := secretIDs(t, w)
	people := outsiders(w)
	w.News()
	var n int
	for _, who := range people {
		for _, c := range commands.All() {
			for name := range c.Actions {
				for _, id := range ids {
					n++
					w.Apply(pressed(w, who, n, &event.Press{Name: name, ID: id, Version: 1, Arg: id, Value: "2026-12-01"}))
					mustNotLeak(t, w, who, "pressing "+name)
				}
			}
		}
	}
}

func pressed(w *commandtest.World, who string, n int, p *event.Press) event.Event {
	return event.Event{
		Key: fmt.Sprintf("x:press%d", n), Kind: event.Action, Actor: commandtest.ID(who), At: w.Now.UTC(), Received: w.Now.UTC(),
		Place: event.Place{Kind: event.Direct, Channel: "D" + strings.ToUpper(who)}, Action: p,
	}
}

func TestNobodyElseSeesItInForms(t *testing.T) {
	t.Parallel()
	w := commandtest.New(t)
	ids := secretIDs(t, w)
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, who := range outsiders(w) {
		for _, c := range commands.All() {
			for name, form := range c.Forms {
				for _, opener := range form.OpenedBy {
					for _, id := range ids {
						look := lookAs(w, words, who, pressed(w, who, 0, &event.Press{Name: opener, ID: id, Version: 1, Arg: id}))
						opensWithoutSecret(t, w, who, name, form, look)
					}
				}
			}
			for source, suggest := range c.Suggest {
				look := lookAs(w, words, who, event.Event{Actor: commandtest.ID(who), Action: &event.Press{}, Form: &event.Form{}})
				w.Books(who, func(r *scoped.Reader) error {
					look.Books = r
					options, err := suggest(&look, "Acme")
					if text := w.OptionTexts(who, options); strings.Contains(text, secret) {
						t.Errorf("%s is offered what is Anna's in %s: %s", who, source, text)
					}
					return ignoreRefusal(err)
				})
			}
		}
	}
}

func lookAs(w *commandtest.World, words *locale.Words, who string, e event.Event) commands.Look {
	return commands.Look{Event: e, Me: w.Person(who), Now: w.Now, Rules: sales.DefaultRules(), Words: words, Language: "en"}
}

func opensWithoutSecret(t *testing.T, w *commandtest.World, who, name string, form commands.Form, look commands.Look) {
	t.Helper()
	w.Books(who, func(r *scoped.Reader) error {
		look.Books = r
		f, err := form.Open(&look)
		if shown := asText(t, f); strings.Contains(shown, secret) {
			t.Errorf("the form %s shows %s what is Anna's: %s", name, who, shown)
		}
		return ignoreRefusal(err)
	})
}

// ignoreRefusal lets refusals and records that are not there pass.
func ignoreRefusal(err error) error {
	var refused *sales.Error
	if errors.As(err, &refused) || errors.Is(err, storage.ErrNotFound) {
		return nil
	}
	return err
}

func asText(t *testing.T, f card.Form) string {
	t.Helper()
	raw, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
