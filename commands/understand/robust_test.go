package understand

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"roundsman/bot/locale"
	"roundsman/sales"
)

var friday = time.Date(2026, 11, 20, 16, 0, 0, 0, time.UTC)

// within fails if a span lies outside the text or cuts a character.
func within(t testing.TB, text string, span Span) {
	if span == (Span{}) {
		return
	}
	if span.From < 0 || span.To > len(text) || span.From > span.To {
		t.Fatalf("span %v of %d bytes", span, len(text))
	}
	if utf8.ValidString(text) && !utf8.ValidString(text[span.From:span.To]) {
		t.Fatalf("span %v cuts a character of %q", span, text)
	}
}

func everySpan(r Reading) []Span {
	var spans []Span
	due := func(list []FollowUpReading) {
		for _, f := range list {
			spans = append(spans, f.Span, f.Due.Span)
			if f.Contact != nil {
				spans = append(spans, f.Contact.Span)
			}
		}
	}
	for _, v := range r.Visits {
		spans = append(spans, v.Account.Span, v.Day.Span, v.ModeSpan)
		for _, c := range v.Contacts {
			spans = append(spans, c.Span)
		}
		due(v.FollowUps)
	}
	for _, a := range r.Accounts {
		spans = append(spans, a.Span)
	}
	due(r.FollowUps)
	return spans
}

// FuzzParse: no text panics, takes long, or yields a span outside itself.
func FuzzParse(f *testing.F) {
	for _, file := range append(messageFiles, "dates.en.jsonl", "dates.zh-Hans.jsonl") {
		for _, r := range lines[phrase2](f, file) {
			f.Add(r.Text)
		}
	}
	for _, s := range []string{"", "\xff\xfe", "<@U1> <https://x|y>", strings.Repeat("visited Acme ", 500), strings.Repeat("明天下周三", 900), "12/5/6/7.8.9:10:11pm", "at at at by by 3", "第第48周周周", "🙂👩‍👩‍👧 met 王总"} {
		f.Add(s)
	}
	book := testBook(f)
	f.Fuzz(func(t *testing.T, text string) {
		for _, last := range []sales.AccountID{"", "a0"} {
			c := Context{At: friday, Zone: time.UTC, Book: book, Me: "me", Last: last}
			for _, span := range everySpan(Parse(text, c)) {
				within(t, text, span)
			}
			within(t, text, Day(text, c, last != "").Span)
			Period(text, c)
			repeats(text)
			MatchAccount(text, c)
			MatchContact(text, last, c)
			if a, ok := Amount(text); ok {
				within(t, text, a.Span)
			}
		}
	})
}

type phrase2 struct{ Text string }

// TestLongTextsAreReadQuickly: what a text costs does not grow without bound.
func TestLongTextsAreReadQuickly(t *testing.T) {
	c := Context{At: friday, Zone: time.UTC, Book: testBook(t), Me: "me"}
	for _, piece := range []string{"visited Acme today, met Wang Lei. ", "今天拜访了华为,见了王总,", "next Tuesday 3pm ", "the ", "a", "三天后", "12/5 ", "Nordwind ", "to to ", "(", "\n", "first Monday in "} {
		text := strings.Repeat(piece, 400_000/len(piece))
		took := func(text string) time.Duration {
			best := time.Hour
			for range 3 {
				from := time.Now()
				Parse(text, c)
				best = min(best, time.Since(from))
			}
			return best
		}
		short, best := took(text[:8000]), took(text)
		if best > 20*short+200*time.Millisecond { // a busy machine is no reason; what grows with the square takes 2,500 times as long
			t.Errorf("%q: 8,000 bytes take %v, 400,000 take %v", piece, short, best)
		}
	}
}

// TestADatePrintedReadsBackAsItself in both languages and every usual form.
func TestADatePrintedReadsBackAsItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := friday.AddDate(0, 0, rapid.IntRange(-800, 800).Draw(t, "now"))
		c := Context{At: now, Zone: time.UTC}
		day := sales.DateIn(now, time.UTC).AddDays(rapid.IntRange(-3000, 3000).Draw(t, "day"))
		hour, minute := rapid.IntRange(0, 23).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute")
		d := time.Date(day.Year, day.Month, day.Day, hour, minute, 0, 0, time.UTC)
		clock := d.Format("15:04")
		twelve := d.Format("3:04 PM")
		zh := fmt.Sprintf("%d年%d月%d日", day.Year, day.Month, day.Day)
		for _, text := range []string{
			day.String(), d.Format("2 January 2006"), d.Format("January 2, 2006"), d.Format("Mon 2 Jan 2006"), d.Format("Monday, 2 January 2006"), d.Format("02.01.2006"), d.Format("2.1.2006"),
			zh, d.Format("2006/1/2"), zh + " " + hanWeekday(d), d.Format("Jan 2, 2006"),
		} {
			if got := Day(text, c, false).Value(); got != day.String() {
				t.Fatalf("%q at %v reads as %s", text, now, got)
			}
			if got := Day(text+" "+clock, c, false).Value(); got != day.String()+"T"+clock {
				t.Fatalf("%q at %v reads as %s", text+" "+clock, now, got)
			}
		}
		if got := Day(d.Format("Jan 2, 2006")+" at "+twelve, c, true).Value(); got != day.String()+"T"+clock {
			t.Fatalf("%q reads as %s", d.Format("Jan 2, 2006")+" at "+twelve, got)
		}
		if got := Day(fmt.Sprintf("%s%d点%02d分", zh, hour, minute), c, false).Value(); (hour > 6 || hour == 0) && got != day.String()+"T"+clock {
			t.Fatalf("%s%d点%02d分 reads as %s", zh, hour, minute, got)
		}
	})
}

// TestADayOnAReceiptReadsBackAsItself: what the locale prints, in either
// language, with its weekday and "(tomorrow)", with a time and without, is read
// as the same day, whatever the day and the zone.
func TestADayOnAReceiptReadsBackAsItself(t *testing.T) {
	words, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	zones := []string{"Europe/Berlin", "Asia/Shanghai", "America/Los_Angeles", "Australia/Sydney", "Asia/Kolkata", "UTC"}
	rapid.Check(t, func(t *rapid.T) {
		zone, err := time.LoadLocation(rapid.SampledFrom(zones).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		now := friday.Add(time.Duration(rapid.IntRange(-1500*24*60, 1500*24*60).Draw(t, "minutes")) * time.Minute).In(zone)
		due := sales.Due{Day: sales.DateIn(now, zone).AddDays(rapid.IntRange(-500, 500).Draw(t, "days"))}
		if rapid.Bool().Draw(t, "timed") {
			due.Time = &sales.ClockTime{Hour: rapid.IntRange(0, 23).Draw(t, "hour"), Minute: rapid.IntRange(0, 59).Draw(t, "minute")}
		}
		due.By = rapid.Bool().Draw(t, "by")
		past := due.Day.Before(sales.DateIn(now, zone))
		for _, language := range locale.Languages() {
			text := words.Printer(language, zone, now).Due(due)
			if got := Day(text, Context{At: now, Zone: zone}, past && !due.By); got.Value() != due.String() && !(past && due.By) {
				t.Fatalf("%q at %v reads as %s, want %s", text, now, got.Value(), due)
			}
		}
	})
}

func hanWeekday(d time.Time) string {
	return "周" + string([]rune("日一二三四五六")[d.Weekday()])
}

// BenchmarkParse reads one visit against 100,000 accounts and 200,000 contacts.
func BenchmarkParse(b *testing.B) {
	accounts, contacts := crowd(100_000, 200_000)
	book := NewMemoryBook(accounts, contacts, nil, "me")
	for name, text := range map[string]string{
		"en": "Visited Falcon Pumps 77 today, met Wang Lei and Dr. Smith, they like the new compressor but want 60-day terms, rival Bolt offered 5% less. Follow up next Tuesday 3pm: send quote",
		"zh": "今天上午拜访了华南精工77科技,见了王伟和李总,对新方案感兴趣,嫌价格高,下周三前发报价",
	} {
		b.Run(name, func(b *testing.B) {
			c := Context{At: friday, Zone: time.UTC, Book: book, Me: "me"}
			b.ReportAllocs()
			for b.Loop() {
				if r := Parse(text, c); r.Intent != IntentVisit {
					b.Fatal(r.Intent)
				}
			}
		})
	}
}

// crowd invents accounts and contacts of both languages.
func crowd(accounts, contacts int) ([]sales.Account, []sales.Contact) {
	first := []string{"Falcon", "Nordwind", "Hansa", "Blue River", "Delta", "华南精工", "东方重机", "长江电子", "Müller", "Alpine"}
	second := []string{"Pumps", "Motors", "Logistics", "Foods", "Chemie", "科技", "实业", "机械", "Maschinenbau", "Energy"}
	as := make([]sales.Account, accounts)
	for i := range as {
		n := strconv.Itoa(i)
		a, z := first[i%10], second[(i/10)%10]
		name := a + " " + z + " " + n
		if a[0] >= 0x80 {
			name = a + n + z
		}
		as[i] = sales.Account{ID: sales.AccountID("a" + n), Name: name, Owner: sales.PersonID(strconv.Itoa(i % 100))}
	}
	given := []string{"Anna", "Peter", "Lei", "Maria", "John"}
	sur := []string{"Smith", "Müller", "Wang", "Hoff", "Brown", "Garcia"}
	hanName := []string{"王伟", "李明", "孙丽", "钱进", "陈刚", "赵敏"}
	cs := make([]sales.Contact, contacts)
	for i := range cs {
		name := given[i%5] + " " + sur[i%6] + strconv.Itoa(i/30)
		if i%2 == 0 {
			name = hanName[i%6] + string(rune(0x4e00+i%3000))
		}
		cs[i] = sales.Contact{ID: sales.ContactID("c" + strconv.Itoa(i)), Account: as[i%accounts].ID, Name: name}
	}
	return as, cs
}
