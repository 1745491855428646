package understand

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"testing"
)

var messageFiles = []string{"messages.en.jsonl", "messages.zh-Hans.jsonl", "thread.jsonl", "messages2.en.jsonl", "messages2.zh-Hans.jsonl", "messages3.en.jsonl", "messages3.zh-Hans.jsonl", "messages4.en.jsonl", "messages4.zh-Hans.jsonl"}

// TestMessages reads every message of the corpora and prints the score by field.
// An account or date that is wrong and not asked about fails the test.
func TestMessages(t *testing.T) {
	book := testBook(t)
	for _, file := range messageFiles {
		t.Run(file, func(t *testing.T) { scoreFile(t, file, book, 95) })
	}
}

func scoreFile(t *testing.T, file string, book *MemoryBook, floor int) {
	right, total := map[string]int{}, map[string]int{}
	list := lines[report](t, file)
	for _, r := range list {
		c := contextAt(t, r.At, r.Zone)
		c.Book, c.Me = book, "me"
		for _, a := range book.accounts {
			if a.Name == r.Last && r.Last != "" {
				c.Last = a.ID
			}
		}
		got := summarise(Parse(r.Text, c))
		var wrong []string
		field := func(name string, got, want any) {
			total[name]++
			if fmt.Sprint(got) == fmt.Sprint(want) {
				right[name]++
				return
			}
			wrong = append(wrong, fmt.Sprintf("%s %v want %v", name, got, want))
		}
		field("command", got.Command, r.Want.Command)
		field("accounts", sorted(got.Accounts), sorted(r.Want.Accounts))
		if r.Want.Date != "" {
			field("date", got.Date, r.Want.Date)
			field("mode", got.Mode, r.Want.Mode)
		}
		field("contacts", sorted(got.Contacts), sorted(r.Want.Contacts))
		field("rivals", got.Rivals, r.Want.Rivals)
		field("followups", got.FollowUps, r.Want.FollowUps)
		field("questions", got.Questions, r.Want.Questions)
		if len(wrong) > 0 {
			t.Logf("%s %q: %s", r.ID, r.Text, strings.Join(wrong, "; "))
		}
		if silentlyWrong(got, r.Want) {
			t.Errorf("SILENTLY WRONG %s %q: %v %s", r.ID, r.Text, got.Accounts, got.Date)
		}
	}
	var score []string
	for name, n := range total {
		score = append(score, fmt.Sprintf("%s %d/%d", name, right[name], n))
		if right[name]*100 < n*floor {
			t.Errorf("%s: %s under %d%%", file, name, floor)
		}
	}
	sort.Strings(score)
	t.Logf("%s: %s", file, strings.Join(score, ", "))
}

func sorted(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return list
}

// silentlyWrong: a record would be made with an account or date that was not
// meant, and no question asked.
func silentlyWrong(got, want summary) bool {
	if len(got.Questions) > 0 || got.Command == "none" || got.Command == "question" || got.Command == "undo" || got.Command == "snooze" {
		return false
	}
	for _, a := range got.Accounts {
		if !slices.Contains(want.Accounts, a) {
			return true
		}
	}
	return got.Command == "visit" && want.Date != "" && got.Date != want.Date || got.Command == "visit" && want.Command != "visit"
}
