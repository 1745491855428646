package understand

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"roundsman/sales"
)

func at(t *testing.T, when string) Context {
	t.Helper()
	c := contextAt(t, when, "Europe/Berlin")
	c.Book, c.Me = testBook(t), "me"
	return c
}

func TestPeriod(t *testing.T) {
	c := at(t, "2026-11-20T10:00")
	for text, want := range map[string]string{
		"last week": "2026-11-09/2026-11-15", "November": "2026-11-01/2026-11-30", "上个月": "2026-10-01/2026-10-31", "since Monday": "2026-11-16/2026-11-20",
		"this month": "2026-11-01/2026-11-30", "Q3": "2026-07-01/2026-09-30", "last 7 days": "2026-11-13/2026-11-20", "最近一周": "2026-11-13/2026-11-20",
		"2025": "2025-01-01/2025-12-31", "10月": "2026-10-01/2026-10-31", "yesterday": "2026-11-19/2026-11-19", "今年": "2026-01-01/2026-12-31",
		"December": "2025-12-01/2025-12-31", "Nov 1 to Nov 5": "2026-11-01/2026-11-05", "上周": "2026-11-09/2026-11-15", "past two weeks": "2026-11-06/2026-11-20",
		"March 2026": "2026-03-01/2026-03-31", "2026年10月": "2026-10-01/2026-10-31", "CW 46": "2026-11-09/2026-11-15", "11月1日至今": "2026-11-01/2026-11-20",
		"since October": "2026-10-01/2026-11-20", "三季度": "2026-07-01/2026-09-30",
	} {
		from, to, ok := Period(text, c)
		if got := from.String() + "/" + to.String(); !ok || got != want {
			t.Errorf("Period(%q) = %s %v, want %s", text, got, ok, want)
		}
	}
	if _, _, ok := Period("Globex", c); ok {
		t.Error("Globex is no period")
	}
}

// repeats finds how often something repeats: "every two weeks", 每月.
func repeats(text string) (sales.Recurrence, bool) {
	r := &dateReader{s: newScript(text)}
	r.lx = r.s.lexes()
	for i := range r.lx {
		if rec, _, ok := r.recurrence(i); ok {
			return rec, true
		}
	}
	return sales.Recurrence{}, false
}

func TestRecurrence(t *testing.T) {
	for text, want := range map[string]sales.Recurrence{
		"every two weeks": {Every: 2, Unit: sales.Weeks}, "每月": {Every: 1, Unit: sales.Months}, "every Monday": {Every: 1, Unit: sales.Weeks}, "monthly": {Every: 1, Unit: sales.Months},
		"每两周": {Every: 2, Unit: sales.Weeks}, "每周一": {Every: 1, Unit: sales.Weeks}, "every other week": {Every: 2, Unit: sales.Weeks}, "quarterly": {Every: 3, Unit: sales.Months},
		"每季度": {Every: 3, Unit: sales.Months}, "每天": {Every: 1, Unit: sales.Days}, "every 10 days": {Every: 10, Unit: sales.Days}, "每年": {Every: 12, Unit: sales.Months}, "每个月": {Every: 1, Unit: sales.Months},
		"每半年": {Every: 6, Unit: sales.Months}, "every fortnight": {Every: 2, Unit: sales.Weeks},
	} {
		if got, ok := repeats(text); !ok || got != want {
			t.Errorf("%q repeats %v %v, want %v", text, got, ok, want)
		}
	}
	if got, ok := repeats("tomorrow"); ok {
		t.Errorf("tomorrow repeats: %v", got)
	}
}

func TestAmount(t *testing.T) {
	for text, want := range map[string]struct {
		value    string
		currency sales.Currency
		percent  bool
	}{
		"12万": {"120000", "", false}, "1.2亿": {"120000000", "", false}, "12.500,50": {"12500.5", "", false}, "1,234.50": {"1234.5", "", false}, "USD 30k": {"30000", "USD", false},
		"5%": {"5", "", true}, "€ 12,500": {"12500", "EUR", false}, "12.500 EUR": {"12500", "EUR", false}, "120万元": {"1200000", "CNY", false}, "三十万": {"300000", "", false},
		"$1.5m": {"1500000", "USD", false}, "1'250.75 CHF": {"1250.75", "CHF", false}, "¥3,000": {"3000", "CNY", false}, "2.5": {"2.5", "", false}, "-300 EUR": {"-300", "EUR", false},
		"order of 1.234.567,89 euros": {"1234567.89", "EUR", false}, "30千": {"30000", "", false}, "5 million dollars": {"5000000", "USD", false}, "0.125": {"0.125", "", false},
		"30 grand": {"30000", "", false}, "两百万": {"2000000", "", false}, "十二万五": {"125000", "", false}, "1万2": {"12000", "", false}, "3千5": {"3500", "", false}, "12万5千": {"125000", "", false},
		"一千二百万": {"12000000", "", false}, "三百五十万元": {"3500000", "CNY", false}, "一亿二千万": {"120000000", "", false}, "一点二亿": {"120000000", "", false}, "三千零五十": {"3050", "", false},
		"一百二十万零五百": {"1200500", "", false}, "两万八": {"28000", "", false}, "五十块": {"50", "CNY", false}, "十万美元": {"100000", "USD", false}, "20万RMB": {"200000", "CNY", false}, "1.5亿欧元": {"150000000", "EUR", false},
		"12w": {"120000", "", false}, "300万人民币": {"3000000", "CNY", false}, "¥12万": {"120000", "CNY", false}, "RMB 300万": {"3000000", "CNY", false}, "12万3年付清": {"120000", "", false},
		"3个点": {"3", "", true}, "让了两个点": {"2", "", true}, "百分之五": {"5", "", true}, "百分之十二点五": {"12.5", "", true}, "千分之三": {"0.3", "", true}, "5个百分点": {"5", "", true}, "八折": {"80", "", true},
		"打八五折": {"85", "", true}, "8.5折": {"85", "", true}, "9折": {"90", "", true}, "三成预付": {"30", "", true}, "5 percent": {"5", "", true}, "12.5 per cent": {"12.5", "", true}, "-3%": {"-3", "", true}, "2,5 %": {"2.5", "", true},
		"two hundred thousand": {"200000", "", false}, "half a million euros": {"500000", "EUR", false}, "a million": {"1000000", "", false}, "twelve thousand five hundred": {"12500", "", false}, "two hundred and fifty dollars": {"250", "USD", false},
		"twenty five grand": {"25000", "", false}, "30k€": {"30000", "EUR", false}, "EUR 12.500,-": {"12500", "EUR", false}, "12 500,50 EUR": {"12500.5", "EUR", false}, "1 250 000 €": {"1250000", "EUR", false}, "3,5 Mio. €": {"3500000", "EUR", false},
		"US$ 5,000": {"5000", "USD", false}, "HK$ 2.5m": {"2500000", "HKD", false}, "$1.2bn": {"1200000000", "USD", false}, "£30k": {"30000", "GBP", false}, "1.234.567": {"1234567", "", false}, "CHF 99.95": {"99.95", "CHF", false}, "0,5%": {"0.5", "", true},
		"12,345.678": {"12345.678", "", false}, "12.345,678": {"12345.678", "", false}, "100,000": {"100000", "", false}, "JPY 1,200,000": {"1200000", "JPY", false}, "10 000 Kč?": {"10", "", false}, "order 20 pumps": {"20", "", false},
	} {
		got, ok := Amount(text)
		if !ok || got.Value.String() != want.value || got.Currency != want.currency || got.Percent != want.percent {
			t.Errorf("Amount(%q) = %v %v %v %v, want %v", text, got.Value, got.Currency, got.Percent, ok, want)
		}
	}
	if a, ok := Amount("no number"); ok {
		t.Errorf("found %v", a)
	}
}

func TestMatchAccount(t *testing.T) {
	c := at(t, "2026-11-20T10:00")
	for said, want := range map[string]string{
		"Acme": "Acme", "acme corp": "Acme", "华为": "华为", "華為": "华为", "huawei": "华为", "hw": "华为", "shell": "Shell", "Jager Maschinenbau": "Jäger Maschinenbau GmbH", "Jaeger": "Jäger Maschinenbau GmbH",
		"siemens": "Siemens Energy", "vw": "Volkswagen AG", "Globx": "Globex", "Acma": "", "Siemnes Energy": "Siemens Energy", "nordwind": "", "Pumps": "Nordwind Pumps", "Foobar": "", "": "", "johnson and johnson": "Johnson & Johnson", "格力": "格力电器", "gldq": "格力电器",
	} {
		got := MatchAccount(said, c)
		if got.Sure < Sure {
			got.Name = ""
		}
		if got.Name != want {
			t.Errorf("MatchAccount(%q) = %q %v, want %q", said, got.Name, got.Candidates, want)
		}
	}
	if got := MatchAccount("nordwind", c); len(got.Candidates) != 2 || !got.Candidates[0].Mine {
		t.Errorf("nordwind: %v", got.Candidates)
	}
	if got := MatchAccount("华威", c); len(got.Candidates) != 1 || got.ID != "" {
		t.Errorf("a homophone must be asked: %+v", got)
	}
}

func TestMatchContact(t *testing.T) {
	c := at(t, "2026-11-20T10:00")
	huawei, acme := MatchAccount("华为", c).ID, MatchAccount("Acme", c).ID
	xiaomi := MatchAccount("小米", c).ID
	for _, k := range []struct {
		said    string
		account sales.AccountID
		name    string
		known   bool
		several int
	}{
		{"王伟", huawei, "王伟", true, 0},
		{"孙经理", huawei, "孙丽", true, 0},
		{"李总", huawei, "李明", true, 0},
		{"wang wei", huawei, "王伟", true, 0},
		{"赵六", huawei, "赵六", false, 0},
		{"Dr. Smith", acme, "Sarah Smith", true, 0},
		{"Mr Miller", acme, "Miller", false, 0},
		{"Tom", acme, "Tom Baker", true, 0},
		{"Lei Wang", acme, "Wang Lei", true, 0},
		{"王总", xiaomi, "王总", false, 2},
		{"Maria Garcia", "", "Maria Garcia", true, 0},
	} {
		got := MatchContact(k.said, k.account, c)
		if got.Name != k.name || (got.ID != "") != k.known || len(got.Candidates) != k.several {
			t.Errorf("MatchContact(%q) = %+v, want %+v", k.said, got, k)
		}
	}
	if got := MatchContact("Mr Miller", acme, c); got.Title != "Mr" {
		t.Errorf("title %q", got.Title)
	}
}

func TestDayAndMonthOrderIsTheWriters(t *testing.T) {
	c := at(t, "2026-11-20T10:00")
	for first, want := range map[bool]string{true: "2027-05-12", false: "2026-12-05"} {
		c.DayFirst = &first
		if got := Day("12/5", c, false).Value(); got != want {
			t.Errorf("day first %v: %s, want %s", first, got, want)
		}
	}
}

func TestNextWeekdayIsOfNextWeek(t *testing.T) {
	for when, want := range map[string][3]string{ // next Friday, 下周五, Friday
		"2026-11-16T10:00": {"2026-11-27", "2026-11-27", "2026-11-20"}, // Monday
		"2026-11-20T10:00": {"2026-11-27", "2026-11-27", "2026-11-27"}, // Friday
		"2026-11-22T10:00": {"2026-11-27", "2026-11-27", "2026-11-27"}, // Sunday: the week ends today
	} {
		c := at(t, when)
		for i, text := range []string{"next Friday", "下周五", "Friday"} {
			if got := Day(text, c, false).Value(); got != want[i] {
				t.Errorf("%s on %s: %s, want %s", text, when, got, want[i])
			}
		}
	}
	if d := Day("next Friday", at(t, "2026-11-16T10:00"), false); len(d.Alternatives) != 2 {
		t.Error("the nearer Friday is offered too")
	}
}

func TestByKeepsItsMeaningAndANamedZoneIsKept(t *testing.T) {
	c := at(t, "2026-11-20T10:00")
	for _, text := range []string{"by Wednesday", "周三前", "before Wednesday", "三天内", "no later than Monday", "年底前", "EOD"} {
		if d := Day(text, c, false); !d.Due.By {
			t.Errorf("%q: By is lost: %+v", text, d.Due)
		}
	}
	if d := Day("on Wednesday", c, false); d.Due.By {
		t.Error("on Wednesday is not by")
	}
	if d := Day("3pm Shanghai time tomorrow", c, false); d.Due.Zone != "Asia/Shanghai" || d.Due.String() != "2026-11-21T15:00" {
		t.Errorf("%+v", d.Due)
	} else if d.Value() != "2026-11-21T08:00" {
		t.Errorf("in the author's zone it is %s", d.Value())
	}
}

func TestCommandsAreTheirFirstWords(t *testing.T) {
	c := at(t, "2026-11-20T10:00")
	c.Commands = func(word string) string {
		return map[string]string{"help": "help", "帮助": "help", "due": "due", "history": "history", "历史": "history", "my day": "agenda", "visit": "visit", "done": "done"}[word]
	}
	for text, want := range map[string]string{
		"help": "help:", "/help visits": "help:visits", "帮助": "help:", "history Acme": "history:Acme", "历史 华为": "history:华为", "历史：华为": "history:华为", "my day": "agenda:", "done 3": "done:3",
		"done at Acme, met Wang Lei": "", "visited Acme today": "", "visit Acme": "visit:Acme",
	} {
		got := Parse(text, c)
		if have := got.Command + ":" + got.Rest; got.Intent == IntentCommand && have != want || got.Intent != IntentCommand && want != "" {
			t.Errorf("%q: %s %s, want %q", text, got.Intent, have, want)
		}
	}
}

func TestWhatWasSaidIsKeptInTheirOwnWords(t *testing.T) {
	c := at(t, "2026-11-20T10:00")
	r := Parse("Visited Acme today, met Wang Lei and Dr. Smith, they like the new compressor but want 60-day terms, rival Bolt offered 5% less. Follow up next Tuesday 3pm: send quote", c)
	v := r.Visits[0]
	if v.Said != "they like the new compressor but want 60-day terms" || v.RivalNews != "rival Bolt offered 5% less" || v.Contacts[1].Title != "Dr." {
		t.Errorf("%+v", v)
	}
	r = Parse("今天上午拜访了华为,见了王伟和李总,对新方案感兴趣,嫌价格高,下周三前发报价", c)
	v = r.Visits[0]
	if v.Said != "对新方案感兴趣,嫌价格高" || !v.FollowUps[0].Due.Due.By || v.FollowUps[0].What != "发报价" {
		t.Errorf("%+v", v)
	}
	if n := Parse("备注 华为：预算冻结到一月", c).Note; n == nil || n.Text != "预算冻结到一月" {
		t.Errorf("%+v", n)
	}
}

func TestANewPersonIsNoQuestion(t *testing.T) {
	r := Parse("今天拜访了华为,见了赵总", at(t, "2026-11-20T10:00"))
	if len(r.Questions) != 0 || len(r.Visits[0].Contacts) != 1 || r.Visits[0].Contacts[0].Name != "赵总" || r.Visits[0].Contacts[0].Title != "总" || r.Visits[0].Contacts[0].ID != "" {
		t.Errorf("%+v", r)
	}
}

func TestNearNamesAreAskedNotTaken(t *testing.T) {
	c := at(t, "2026-11-20T10:00")
	for _, text := range []string{"visited Globes today", "visited Acne today", "拜访了京东", "拜访了上气集团", "拜访了华为云", "visited Siemens Mobility", "visited Nordwind Turbines"} {
		r := Parse(text, c)
		if len(r.Visits) != 1 || r.Visits[0].Account.ID != "" || len(r.Questions) == 0 || len(r.Questions[0].Candidates) == 0 {
			t.Errorf("%q: %+v", text, r)
		}
	}
}

func TestALongNameIsTakenThoughACharacterIsWrong(t *testing.T) {
	c := at(t, "2026-11-20T10:00")
	for _, text := range []string{"拜访了大江创新", "今天拜访格利电器"} {
		if r := Parse(text, c); len(r.Visits) != 1 || r.Visits[0].Account.ID == "" || len(r.Questions) > 0 {
			t.Errorf("%q: %+v", text, r)
		}
	}
}

func TestColleaguesAreNoContacts(t *testing.T) {
	r := Parse("visited Acme today with <@U1> and Tom Baker", at(t, "2026-11-20T10:00"))
	if v := r.Visits[0]; len(v.Colleagues) != 1 || v.Colleagues[0].Name != "Anna Colleague" || len(v.Contacts) != 1 {
		t.Errorf("%+v", v)
	}
}

func TestOneOwnAccountOfANameIsTaken(t *testing.T) {
	book := NewMemoryBook([]sales.Account{{ID: "1", Name: "Falke", Owner: "me"}, {ID: "2", Name: "Falke GmbH", Owner: "you"}}, nil, nil, "me")
	c := Context{At: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC), Book: book, Me: "me"}
	r := Parse("visited Falke today", c)
	if len(r.Questions) != 0 || r.Visits[0].Account.ID != "1" {
		t.Errorf("%+v", r)
	}
}

// lookups counts how often a book is asked.
type lookups struct {
	*MemoryBook
	n int
}

func (l *lookups) Accounts(key string, prefix bool, limit int) []Hit {
	l.n++
	return l.MemoryBook.Accounts(key, prefix, limit)
}

func (l *lookups) Contacts(key string, prefix bool, limit int) []Hit {
	l.n++
	return l.MemoryBook.Contacts(key, prefix, limit)
}

func TestABookIsAskedAFewHundredTimesAtMost(t *testing.T) {
	names := testBook(t)
	for _, file := range messageFiles {
		for _, r := range lines[report](t, file) {
			c := contextAt(t, r.At, r.Zone)
			book := &lookups{MemoryBook: names}
			c.Book = book
			if Parse(r.Text, c); book.n > 300 {
				t.Errorf("%d look-ups for %q", book.n, r.Text)
			}
		}
	}
}

// TestRulesFindDaysOnlyWhereTheyAreAsked asks every rule of every word of the
// corpora, and holds that what it finds begins where it says that it can.
func TestRulesFindDaysOnlyWhereTheyAreAsked(t *testing.T) {
	asked := 0
	for _, text := range corpusTexts(t) {
		for _, past := range []bool{false, true} {
			r := newDateReader(newScript(text), Context{At: friday, Zone: time.UTC})
			r.past, r.period = past, past
			for i := range r.lx {
				if !r.lx[i].timely() {
					continue
				}
				for n, rule := range r.rules {
					asked++
					if rule.read(r, i).found() && r.lx[i].classes&rule.at == 0 {
						t.Errorf("rule %d finds a day at %q of %q", n, r.lx[i].text, text)
					}
				}
			}
		}
	}
	if asked < 10_000 {
		t.Errorf("only %d questions", asked)
	}
}

func corpusTexts(t *testing.T) (texts []string) {
	t.Helper()
	files, err := filepath.Glob("testdata/*.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range bytes.Lines(data) {
			var c struct {
				Text string `json:"text"`
			}
			if err := json.Unmarshal(line, &c); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			texts = append(texts, c.Text)
		}
	}
	return texts
}
