package understand

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"
	"time"
)

// phrase is one line of testdata/dates.*.jsonl.
type phrase struct {
	ID, Text, At, Zone, Want string
	Past                     bool
}

func lines[T any](t testing.TB, file string) []T {
	t.Helper()
	f, err := os.Open("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []T
	for sc := bufio.NewScanner(f); sc.Scan(); {
		var v T
		if err := json.Unmarshal(sc.Bytes(), &v); err != nil {
			t.Fatalf("%s: %v: %s", file, err, sc.Text())
		}
		out = append(out, v)
	}
	return out
}

func contextAt(t testing.TB, at, zone string) Context {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	when, err := time.ParseInLocation("2006-01-02T15:04", at, loc)
	if err != nil {
		t.Fatal(err)
	}
	return Context{At: when, Zone: loc}
}

var dateFiles = []string{
	"dates.en.jsonl", "dates.zh-Hans.jsonl", "dates2.en.jsonl", "dates2.zh-Hans.jsonl",
	"dates3.en.jsonl", "dates3.zh-Hans.jsonl", // by kinds of phrases
	"dates4.en.jsonl", "dates4.zh-Hans.jsonl", "dates5.en.jsonl", "dates6.en.jsonl", "dates5.zh-Hans.jsonl", // other people's, once unseen
}

// TestDatePhrases reads every phrase of the corpora. A date that is wrong and
// not asked about is a failure; one that is asked or missed lowers the score,
// which has a floor. Only the oldest corpora say what is past; the others leave
// it to the text.
func TestDatePhrases(t *testing.T) {
	for _, file := range dateFiles {
		t.Run(file, func(t *testing.T) {
			right, list := 0, lines[phrase](t, file)
			for _, p := range list {
				got := Day(p.Text, contextAt(t, p.At, p.Zone), p.Past).Value()
				switch got {
				case p.Want:
					right++
				case "none", "ambiguous":
					t.Logf("missed %s %q: %s, want %s", p.ID, p.Text, got, p.Want)
				default:
					t.Errorf("silently wrong %s %q: %s, want %s", p.ID, p.Text, got, p.Want)
				}
			}
			t.Logf("%s: %d of %d right", file, right, len(list))
			if right*100 < len(list)*99 {
				t.Errorf("under 99%%")
			}
		})
	}
}

// report is one line of testdata/messages.*.jsonl.
type report struct {
	ID, Text, At, Zone, Last string
	Want                     summary
}

// summary is a reading as it is compared, field by field.
type summary struct {
	Command   string   `json:"command"`
	Accounts  []string `json:"accounts,omitempty"`
	Date      string   `json:"date,omitempty"`
	Mode      string   `json:"mode,omitempty"`
	Contacts  []string `json:"contacts,omitempty"`
	Rivals    []string `json:"rivals,omitempty"`
	FollowUps []owed   `json:"followups,omitempty"`
	Questions []string `json:"questions,omitempty"`
}

type owed struct {
	Due  string `json:"due"`
	What string `json:"what"`
}

func summarise(r Reading) summary {
	s := summary{Command: string(r.Intent)}
	account := func(a AccountReading) {
		if a.ID != "" && a.Sure >= Sure {
			s.Accounts = appendNew(s.Accounts, a.Name)
		}
	}
	duties := func(list []FollowUpReading) {
		for _, f := range list {
			account(f.Account)
			if f.Due.Due.IsZero() || f.Due.Sure < Sure {
				continue
			}
			s.FollowUps = append(s.FollowUps, owed{f.Due.Due.String(), f.What})
		}
	}
	for _, v := range r.Visits {
		account(v.Account)
		if s.Date == "" && v.Day.Sure >= Sure && (v.Day.Until.IsZero() || v.Day.Until == v.Day.Due.Day) {
			s.Date = v.Day.Due.Day.String()
		}
		if s.Mode == "" {
			s.Mode = string(v.Mode)
		}
		for _, c := range v.Contacts {
			if len(c.Candidates) == 0 {
				s.Contacts = append(s.Contacts, c.Name)
			}
		}
		s.Rivals = append(s.Rivals, v.Rivals...)
		duties(v.FollowUps)
	}
	if r.Intent == IntentCommand {
		s.Command = r.Command
	}
	if r.Intent == IntentQuestion || r.Intent == IntentCommand {
		for _, a := range r.Accounts {
			account(a)
		}
	}
	if r.Note != nil {
		account(r.Note.Account)
	}
	duties(r.FollowUps)
	for _, q := range r.Questions {
		s.Questions = append(s.Questions, string(q.Kind))
	}
	return s
}
