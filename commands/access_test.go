package commands_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
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
	w.ReportsOn()
	w.Account("anna", "Acme", "Wang Lei, Purchasing")
	w.Says("anna", "Visited Acme today, met Wang Lei, they said "+secret+". Follow up next Tuesday: send "+secret)
	w.Says("anna", "note Acme: "+secret)
	w.Says("anna", "account alias Acme = "+secret+"corp")
	w.Says("anna", "order Acme 77,777 CNY margin 12%")
	w.Says("anna", "payment Acme 77,777 CNY")
	w.Says("mona", "target Anna November sales 777,777 CNY, visits 3")
	w.Says("anna", "plan Acme tomorrow")
	w.Says("anna", "report")
	w.Says("anna", "Results: "+secret+". Help: "+secret)
	w.Says("anna", "send")
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

// resultIDs are Anna's orders, payment, targets, plan and report, and what buttons
// carry that lead to them.
func resultIDs(w *commandtest.World) (ids []string) {
	day := sales.DateIn(w.Now, w.Zone)
	anna := commandtest.ID("anna")
	w.Books("anna", func(r *scoped.Reader) error {
		dealings, _, err := r.DealingsBy(anna, storage.Period{}, storage.Page{})
		if err != nil || len(dealings) != 2 {
			return fmt.Errorf("%d orders and payments: %w", len(dealings), err)
		}
		if plan, err := r.PlanOf(w.Person("anna"), day); err != nil || len(plan.Taken()) != 1 {
			return fmt.Errorf("%d visits planned: %w", len(plan.Taken()), err)
		}
		ids = append(ids, string(dealings[0].ID), string(dealings[1].ID), string(sales.TargetOf(anna, day)), string(sales.TeamTargetOf("east", day)),
			string(sales.NewPlanID(anna, day)), string(sales.NewReportID(anna, day)), "plan~ANNA~~"+day.String(),
			fmt.Sprintf(`{"p":"T1/ANNA","d":"%s","w":true}`, day), fmt.Sprintf(`{"m":"east","d":"%s","w":true}`, day))
		return nil
	})
	return ids
}

// ofResults are the first parts of the names of actions that show or change results,
// plans and reports.
var ofResults = []string{"dealing", "dealings", "target", "progress", "plan", "capacity", "reports", "daily", "digest", "import"}

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
	said := told(w.News(), who)
	if strings.Contains(said, secret) || who != "fiona" && strings.Contains(said, "77,777") { // finance sees money
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
	w.News()
	for _, who := range outsiders(w) {
		for _, c := range commands.All() {
			for _, language := range locale.Languages() {
				for _, word := range w.Words.CommandWords(language, c.Name)[:1] {
					for _, rest := range []string{"", " Acme", " Wang Lei", " Anna Schmidt", " <@ANNA>", " 1", " list", " changes Acme", " Acme this month", " Anna last month", " team", " team this week", " east"} {
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
	results := slices.Concat(ids, resultIDs(w))
	people := outsiders(w)
	w.News()
	var n int
	for _, who := range people {
		for _, c := range commands.All() {
			for name := range c.Actions {
				about := ids
				if family, _, _ := strings.Cut(name, "."); slices.Contains(ofResults, family) {
					about = results
				}
				for _, id := range about {
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
	for _, who := range outsiders(w) {
		for _, c := range commands.All() {
			for name, form := range c.Forms {
				for _, opener := range form.OpenedBy {
					for _, id := range ids {
						look := lookAs(w, who, pressed(w, who, 0, &event.Press{Name: opener, ID: id, Version: 1, Arg: id}))
						opensWithoutSecret(t, w, who, name, form, look)
					}
				}
			}
			for source, suggest := range c.Suggest {
				look := lookAs(w, who, event.Event{Actor: commandtest.ID(who), Action: &event.Press{}, Form: &event.Form{}})
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

func lookAs(w *commandtest.World, who string, e event.Event) commands.Look {
	return commands.Look{Event: e, Me: w.Person(who), Now: w.Now, Rules: sales.DefaultRules(), Words: w.Words, Language: "en"}
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

// figures are what only Anna and her managers may know of her results and plans.
var figures = []string{"77,777", "777,777", "7.78", "7.8", "77.8", "visit planned", "visits planned"}

// What Anna ordered, collected, is to reach and plans is for her and her managers;
// finance sees the money, but no plan.
func TestResultsAndPlansAreForTheirOwnersAndManagers(t *testing.T) {
	t.Parallel()
	w := commandtest.New(t)
	secretIDs(t, w)
	w.Says("anna", "Results: sent")
	outsiders(w)
	w.News()
	for _, c := range []struct {
		says string
		sees []string
	}{
		{"orders Acme", []string{"mona", "fiona"}},
		{"payments Acme", []string{"mona", "fiona"}},
		{"targets Anna", []string{"mona"}},
		{"progress Anna", []string{"mona"}},
		{"week Anna", []string{"mona"}},
		{"month Anna", []string{"mona"}},
		{"progress team", []string{"mona"}},
		{"week team", []string{"mona"}},
		{"month team", []string{"mona"}},
		{"plan team", []string{"mona"}},
		{"plan Anna", []string{"mona"}},
		{"capacity Anna", []string{"mona"}},
		{"capacity team", []string{"mona"}},
	} {
		for _, who := range []string{"mona", "ben", "fred", "fiona", "ada"} {
			w.Says(who, c.says)
			said := told(w.News(), who)
			shows := slices.ContainsFunc(figures, func(f string) bool { return strings.Contains(said, f) }) ||
				strings.Contains(said, "Acme*") || strings.Contains(said, "working days")
			if shows != slices.Contains(c.sees, who) {
				t.Errorf("%s says %q and is told:\n%s", who, c.says, said)
			}
		}
	}
}
