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

// TestDatePhrases reads every phrase of the corpora. A date that is wrong and
// not asked about is a failure; one that is asked or missed lowers the score,
// which has a floor.
func TestDatePhrases(t *testing.T) {
	for _, file := range []string{"dates.en.jsonl", "dates.zh-Hans.jsonl"} {
		t.Run(file, func(t *testing.T) {
			right, list := 0, lines[phrase](t, file)
			for _, p := range list {
				got := Day(p.Text, contextAt(t, p.At, p.Zone), p.Past).Value()
				switch {
				case got == p.Want:
					right++
				case got == "none" || got == "ambiguous":
					t.Logf("missed %s %q: %s, want %s", p.ID, p.Text, got, p.Want)
				default:
					t.Errorf("silently wrong %s %q: %s, want %s", p.ID, p.Text, got, p.Want)
				}
			}
			t.Logf("%s: %d of %d right", file, right, len(list))
			if right*100 < len(list)*95 {
				t.Errorf("under 95%%")
			}
		})
	}
}
