package commands_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"roundsman/commands/commandtest"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/scoped"
)

// visits are those of an account that somebody sees, latest first.
func visits(t *testing.T, w *commandtest.World, who string, account sales.AccountID) []sales.Visit {
	t.Helper()
	var all []sales.Visit
	w.Books(who, func(r *scoped.Reader) error {
		var err error
		all, _, err = r.VisitsTo(account, storage.Period{}, storage.Page{Limit: 100})
		return err
	})
	return all
}

func followUp(t *testing.T, w *commandtest.World, who string, id sales.FollowUpID) sales.FollowUp {
	t.Helper()
	var f sales.FollowUp
	w.Books(who, func(r *scoped.Reader) error {
		var err error
		f, err = r.FollowUp(id)
		return err
	})
	return f
}

func names(t *testing.T, w *commandtest.World, who string, ids []sales.ContactID) string {
	t.Helper()
	var all []string
	w.Books(who, func(r *scoped.Reader) error {
		for _, id := range ids {
			c, err := r.ContactName(id)
			if err != nil {
				return err
			}
			all = append(all, c.Name)
		}
		return nil
	})
	return strings.Join(all, ", ")
}

func only(t *testing.T, all []sales.Visit) sales.Visit {
	t.Helper()
	if len(all) != 1 {
		t.Fatalf("%d visits, want one: %+v", len(all), all)
	}
	return all[0]
}

func TestTheEnglishMessageGivesItsRecords(t *testing.T) {
	w := commandtest.New(t)
	acme := w.Account("anna", "Acme", "Wang Lei, Purchasing")
	const text = "Visited Acme today, met Wang Lei and Dr. Smith, they like the new compressor but want 60-day terms, " +
		"rival Bolt offered 5% less. Follow up next Tuesday 3pm: send quote"
	w.Says("anna", text)

	v := only(t, visits(t, w, "anna", acme))
	if v.Day.String() != "2026-11-24" || v.Mode != sales.InPerson || v.Author != commandtest.ID("anna") || v.Text != text {
		t.Errorf("visit %+v", v)
	}
	if got := names(t, w, "anna", v.Contacts); !strings.HasPrefix(got, "Wang Lei, ") || !strings.Contains(got, "Smith") {
		t.Errorf("met %q", got)
	}
	if !strings.Contains(v.Said, "compressor") || !strings.Contains(v.Said, "60-day terms") {
		t.Errorf("said %q", v.Said)
	}
	if strings.Join(v.Rivals, ",") != "Bolt" || !strings.Contains(v.RivalNews, "5% less") {
		t.Errorf("rivals %q: %q", v.Rivals, v.RivalNews)
	}
	if len(v.FollowUps) != 1 || len(v.Sources) != 1 {
		t.Fatalf("follow-ups %v, sources %v", v.FollowUps, v.Sources)
	}
	f := followUp(t, w, "anna", v.FollowUps[0])
	if f.What != "send quote" || f.Due.String() != "2026-12-01T15:00" || f.Account != acme || f.Visit != v.ID || f.Status != sales.FollowUpOpen {
		t.Errorf("follow-up %+v", f)
	}
	w.Books("anna", func(r *scoped.Reader) error {
		a, err := r.Account(acme)
		if a.LastVisit.String() != "2026-11-24" || a.LastCounted.String() != "2026-11-24" {
			t.Errorf("the account's clock was not reset: %+v", a)
		}
		return err
	})
}

func TestTheChineseMessageGivesItsRecords(t *testing.T) {
	w := commandtest.New(t)
	huawei := w.Account("li", "华为技术有限公司 = 华为", "王伟, 采购")
	w.Says("li", "今天上午拜访了华为，见了王伟和李总，对新方案感兴趣，嫌价格高，下周三前发报价")

	v := only(t, visits(t, w, "li", huawei))
	if v.Day.String() != "2026-11-24" || v.Mode != sales.InPerson {
		t.Errorf("visit %+v", v)
	}
	if got := names(t, w, "li", v.Contacts); got != "王伟, 李总" {
		t.Errorf("met %q", got)
	}
	if !strings.Contains(v.Said, "新方案感兴趣") || !strings.Contains(v.Said, "嫌价格高") {
		t.Errorf("said %q", v.Said)
	}
	if len(v.FollowUps) != 1 {
		t.Fatalf("follow-ups %v", v.FollowUps)
	}
	f := followUp(t, w, "li", v.FollowUps[0])
	if f.What != "发报价" || f.Due.Day.String() != "2026-12-02" || !f.Due.By {
		t.Errorf("follow-up %+v", f)
	}
}

func TestAnEditThatComesBeforeItsOriginalCounts(t *testing.T) {
	w := commandtest.New(t)
	acme := w.Account("anna", "Acme")
	original := w.Unsent("anna", "Visited Acme today, they want a trail")
	w.Edits("anna", 1, "Visited Acme today, they want a trial")
	w.Apply(original)
	if v := only(t, visits(t, w, "anna", acme)); v.Said != "they want a trial" {
		t.Errorf("said %q", v.Said)
	}
}

func TestOnlyMessagesWithinTheWindowAreOneVisit(t *testing.T) {
	for _, c := range []struct {
		after time.Duration
		one   bool
	}{{9 * time.Minute, true}, {10 * time.Minute, true}, {11 * time.Minute, false}} {
		w := commandtest.New(t)
		acme := w.Account("anna", "Acme", "Wang Lei")
		w.Says("anna", "Just met Acme")
		w.Advance(c.after)
		w.Says("anna", "Wang Lei was there too, wants a trial")
		v := only(t, visits(t, w, "anna", acme))
		if merged := len(v.Contacts) == 1; merged != c.one {
			t.Errorf("after %v: merged %v, want %v", c.after, merged, c.one)
		}
	}
}

func TestTheWindowSlidesWithEachMessage(t *testing.T) {
	w := commandtest.New(t)
	acme := w.Account("anna", "Acme")
	w.Says("anna", "Just met Acme")
	for _, said := range []string{"they want a trial", "they want drawings", "they complain about the price"} {
		w.Advance(8 * time.Minute)
		w.Says("anna", said)
	}
	if v := only(t, visits(t, w, "anna", acme)); len(v.Sources) != 4 {
		t.Errorf("put together from %d messages, want 4", len(v.Sources))
	}
}

func TestAQuestionIsForgottenAfterAWeekAndNotBefore(t *testing.T) {
	w := commandtest.New(t)
	w.Says("anna", "Visited Quarz today, they want a trial")
	w.Advance(6 * 24 * time.Hour)
	w.ForgetOld()
	w.Presses("anna", "New account: Quarz", "")
	if !w.Sees("anna", "Undo") {
		t.Error("the answer of the sixth day was not taken")
	}

	w.Advance(time.Hour)
	w.Says("anna", "Visited Zircon today, they want a trial")
	w.Advance(8 * 24 * time.Hour)
	w.ForgetOld()
	w.News()
	w.Presses("anna", "New account: Zircon", "")
	if news := w.News(); !strings.Contains(news, "more than a week old") {
		t.Errorf("answered %q", news)
	}
}

func TestTwoAnswersAreOneEffect(t *testing.T) {
	w := commandtest.New(t)
	w.Says("anna", "Visited Quarz today, they want a trial")
	first, again := w.Press("anna", "New account: Quarz"), w.Press("anna", "New account: Quarz")
	w.Apply(first)
	w.Apply(again)
	w.Books("anna", func(r *scoped.Reader) error {
		accounts, _, err := r.MyAccounts(storage.Page{Limit: 10})
		if len(accounts) != 1 {
			t.Errorf("accounts %+v", accounts)
		}
		return err
	})
}

func TestAnAnswerOfSomebodyElseIsNotTaken(t *testing.T) {
	w := commandtest.New(t)
	w.Says("anna", "Visited Quarz today, they want a trial")
	press := w.Press("anna", "New account: Quarz")
	press.Actor, press.Key = commandtest.ID("ben"), "x:ben"
	w.Apply(press)
	if got := w.Dump("person/"); strings.Contains(got, `"state":"kept"`) {
		t.Error("Ben answered for Anna")
	}
}

func TestHistoryIsPagedWithoutGapsOrRepeats(t *testing.T) {
	w := commandtest.New(t)
	w.Account("anna", "Acme")
	for i := range 23 {
		w.Says("anna", fmt.Sprintf("Visited Acme today, they want item%02d.", i))
		w.Advance(6 * time.Hour)
		if i%3 == 0 {
			w.Says("anna", fmt.Sprintf("note Acme: remark%02d.", i))
		}
		w.Advance(time.Hour)
	}
	w.News()
	w.Says("anna", "history Acme")
	seen := map[string]int{}
	pages := 0
	for {
		news := w.News()
		pages++
		for i := range 23 {
			seen[fmt.Sprintf("item%02d", i)] += strings.Count(news, fmt.Sprintf("item%02d.", i)) + strings.Count(news, fmt.Sprintf("item%02d ", i)) + strings.Count(news, fmt.Sprintf("item%02d\n", i))
			seen[fmt.Sprintf("remark%02d", i)] += strings.Count(news, fmt.Sprintf("remark%02d", i))
		}
		if !strings.Contains(news, "[Older]") {
			break
		}
		w.Presses("anna", "Older", "")
	}
	if pages != 4 {
		t.Errorf("%d pages, want 4 for 31 entries", pages)
	}
	for i := range 23 {
		if n := seen[fmt.Sprintf("item%02d", i)]; n != 1 {
			t.Errorf("visit %d is shown %d times", i, n)
		}
		if n := seen[fmt.Sprintf("remark%02d", i)]; i%3 == 0 && n != 1 {
			t.Errorf("note %d is shown %d times", i, n)
		}
	}
}

func TestSuggestionsFindByStartSlipAndPinyin(t *testing.T) {
	w := commandtest.New(t)
	w.Account("ben", "Acme Tools")
	w.Account("anna", "Acme", "Wang Lei, Purchasing")
	w.Account("anna", "华为技术有限公司 = 华为")
	for typed, want := range map[string]string{
		"acm": "Acme / Acme Tools (Ben Carter) / New account: acm", "amce": "Acme / New account: amce", "huawei": "华为技术有限公司 / New account: huawei",
		"Acme": "Acme / Acme Tools (Ben Carter)", "tools": "Acme Tools (Ben Carter) / New account: tools",
	} {
		if got := w.OptionTexts("anna", w.Suggestions("anna", "account", typed)); got != want {
			t.Errorf("%q suggests %q, want %q", typed, got, want)
		}
	}
	if got := w.OptionTexts("anna", w.Suggestions("anna", "contact", "wang")); got != "Wang Lei · Acme" {
		t.Errorf("contacts: %q", got)
	}
	if got := w.OptionTexts("ben", w.Suggestions("ben", "contact", "wang")); got != "" {
		t.Errorf("Ben finds a contact of Anna's: %q", got)
	}
}

// Whatever somebody does, the words of a message that they deleted are in none
// of the records and nowhere in what is remembered (handbook section 14).
func TestDeletedWordsAreGoneWhateverHappened(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := commandtest.New(t)
		acme := w.Account("anna", "Acme", "Wang Lei")
		var tokens []string // of each message written, latest last
		gone := map[string]bool{}
		written := 0
		token := func() string {
			written++
			return fmt.Sprintf("thing%dq", written)
		}
		for range rapid.IntRange(3, 10).Draw(rt, "steps") {
			w.Advance(time.Duration(rapid.SampledFrom([]int{1, 25}).Draw(rt, "minutes")) * time.Minute)
			nth := 1
			if len(tokens) > 0 {
				nth = rapid.IntRange(1, len(tokens)).Draw(rt, "nth")
			}
			switch rapid.SampledFrom([]string{"say", "more", "more", "note", "edit", "edit", "delete", "delete", "undo", "redo", "form"}).Draw(rt, "what") {
			case "say":
				tokens = append(tokens, token())
				w.Says("anna", "Visited Acme today, they want "+tokens[len(tokens)-1]+". Follow up Friday: send offer")
			case "more":
				tokens = append(tokens, token())
				w.Says("anna", "they asked for "+tokens[len(tokens)-1])
			case "note":
				tokens = append(tokens, token())
				w.Says("anna", "note Acme: "+tokens[len(tokens)-1])
			case "edit":
				if len(tokens) > 0 && !gone[tokens[len(tokens)-nth]] {
					tokens[len(tokens)-nth] = tokens[len(tokens)-nth] + "x"
					w.Edits("anna", nth, "Visited Acme today, they want "+tokens[len(tokens)-nth])
				}
			case "delete":
				if len(tokens) > 0 && !gone[tokens[len(tokens)-nth]] {
					gone[tokens[len(tokens)-nth]] = true
					w.Deletes("anna", nth)
				}
			case "undo":
				if w.Sees("anna", "Undo") {
					w.Presses("anna", "Undo", "")
				}
			case "redo":
				if w.Sees("anna", "Bring back") {
					w.Presses("anna", "Bring back", "")
				}
			case "form":
				if w.Opens("anna", "Edit") {
					w.Submits("anna")
				}
			}
		}
		kept := w.Dump("person/") + recordsOf(t, w, acme)
		for one := range gone {
			if strings.Contains(kept, one+" ") || strings.Contains(kept, one+`"`) || strings.Contains(kept, one+".") {
				rt.Fatalf("%s was deleted and is still there:\n%s", one, kept)
			}
		}
	})
}

// recordsOf is everything in an account's records as one text.
func recordsOf(t *testing.T, w *commandtest.World, account sales.AccountID) string {
	t.Helper()
	var all []any
	err := w.Store.View(context.Background(), func(tx storage.Tx) error {
		vs, _, err := tx.VisitsTo(account, storage.Period{}, storage.Page{Limit: 100})
		if err != nil {
			return err
		}
		ns, _, err := tx.NotesOn(account, storage.Period{}, storage.Page{Limit: 100})
		if err != nil {
			return err
		}
		fs, _, err := tx.FollowUpsFor(account, false, storage.Page{Limit: 100})
		all = append(all, vs, ns, fs)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestADeletedPartDoesNotComeBackByUndo(t *testing.T) {
	w := commandtest.New(t)
	acme := w.Account("anna", "Acme")
	w.Says("anna", "Visited Acme today, they want a trial")
	w.Advance(time.Minute)
	w.Says("anna", "they asked for secret things")
	w.Edits("anna", 2, "Visited Acme today, they want a long trial")
	w.Deletes("anna", 1)
	if kept := w.Dump("person/") + recordsOf(t, w, acme); strings.Contains(kept, "secret") || !strings.Contains(kept, "long trial") {
		t.Errorf("kept:\n%s", kept)
	}
	w.Presses("anna", "Undo", "")
	w.Presses("anna", "Bring back", "")
	if kept := w.Dump("person/") + recordsOf(t, w, acme); strings.Contains(kept, "secret") || !strings.Contains(kept, "long trial") {
		t.Errorf("kept after undo and redo:\n%s", kept)
	}
}
