package locale

import (
	"testing"
	"time"

	"roundsman/bot/card"
	"roundsman/sales"
)

var sunday = time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)

func loaded(t testing.TB) *Words {
	t.Helper()
	w, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func both(t testing.TB, zone *time.Location) (en, zh Printer) {
	w := loaded(t)
	return w.Printer("en", zone, sunday), w.Printer("zh-Hans", zone, sunday)
}

func clock(h, m int) *sales.ClockTime { return &sales.ClockTime{Hour: h, Minute: m} }

func TestDaysAreAbsoluteAndNameTheirWeekday(t *testing.T) {
	en, zh := both(t, time.UTC)
	for _, c := range []struct {
		day    sales.Date
		en, zh string
	}{
		{sales.NewDate(2026, 11, 25), "Wed 25 Nov", "11月25日 周三"},
		{sales.NewDate(2026, 11, 22), "Sun 22 Nov (today)", "11月22日 周日（今天）"},
		{sales.NewDate(2026, 11, 23), "Mon 23 Nov (tomorrow)", "11月23日 周一（明天）"},
		{sales.NewDate(2026, 11, 21), "Sat 21 Nov (yesterday)", "11月21日 周六（昨天）"},
		{sales.NewDate(2027, 1, 4), "Mon 4 Jan 2027", "2027年1月4日 周一"},
		{sales.Date{}, "no day", "未定"},
	} {
		if got := en.Day(c.day); got != c.en {
			t.Errorf("en %v: %q, want %q", c.day, got, c.en)
		}
		if got := zh.Day(c.day); got != c.zh {
			t.Errorf("zh %v: %q, want %q", c.day, got, c.zh)
		}
	}
}

func TestDueSaysDayTimeAndBy(t *testing.T) {
	en, zh := both(t, time.UTC)
	tuesday := sales.NewDate(2026, 11, 24)
	for _, c := range []struct {
		due    sales.Due
		en, zh string
	}{
		{sales.Due{Day: tuesday, Time: clock(15, 0)}, "Tue 24 Nov, 15:00", "11月24日 周二 15:00"},
		{sales.Due{Day: tuesday.AddDays(1), By: true}, "by Wed 25 Nov", "11月25日 周三前"},
		{sales.Due{Day: tuesday.AddDays(-1), Time: clock(9, 5)}, "Mon 23 Nov, 09:05 (tomorrow)", "11月23日 周一 09:05（明天）"},
		{sales.Due{Day: tuesday, Time: clock(15, 0), Zone: "America/New_York"}, "Tue 24 Nov, 20:00 (15:00 New York time)", "11月24日 周二 20:00（New York 时间 15:00）"},
		{sales.Due{Day: tuesday, Time: clock(15, 0), Zone: "UTC"}, "Tue 24 Nov, 15:00", "11月24日 周二 15:00"},
		{sales.Due{Day: tuesday, Time: clock(22, 30), Zone: "America/New_York"}, "Wed 25 Nov, 03:30 (22:30 New York time)", "11月25日 周三 03:30（New York 时间 22:30）"},
		{sales.Due{}, "no day", "未定"},
	} {
		if got := en.Due(c.due); got != c.en {
			t.Errorf("en %v: %q, want %q", c.due, got, c.en)
		}
		if got := zh.Due(c.due); got != c.zh {
			t.Errorf("zh %v: %q, want %q", c.due, got, c.zh)
		}
	}
}

func TestMomentIsShownInTheReadersZone(t *testing.T) {
	shanghai := time.FixedZone("Asia/Shanghai", 8*3600)
	en, _ := both(t, shanghai)
	late := time.Date(2026, 11, 24, 17, 30, 0, 0, time.UTC)
	if got, want := en.Moment(late), "Wed 25 Nov, 01:30"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestMoneyIsExact(t *testing.T) {
	en, zh := both(t, time.UTC)
	for _, c := range []struct {
		money  sales.Money
		en, zh string
	}{
		{sales.Money{Minor: 12000000, Currency: "CNY"}, "CNY 120,000", "12万元"},
		{sales.Money{Minor: 12500000, Currency: "CNY"}, "CNY 125,000", "12.5万元"},
		{sales.Money{Minor: 12345600, Currency: "CNY"}, "CNY 123,456", "123,456元"},
		{sales.Money{Minor: 12000000000, Currency: "CNY"}, "CNY 120,000,000", "1.2亿元"},
		{sales.Money{Minor: 12345000000, Currency: "CNY"}, "CNY 123,450,000", "12,345万元"},
		{sales.Money{Minor: 123450, Currency: "EUR"}, "EUR 1,234.50", "1,234.50欧元"},
		{sales.Money{Minor: 5, Currency: "USD"}, "USD 0.05", "0.05美元"},
		{sales.Money{Minor: 9000, Currency: "JPY"}, "JPY 9,000", "9,000日元"},
		{sales.Money{Minor: -250000000, Currency: "USD"}, "USD -2,500,000", "-250万美元"},
		{sales.Money{Minor: 1500, Currency: "XTS"}, "XTS 15", "15 XTS"},
		{sales.Money{Minor: 9223372036854775807, Currency: "CNY"}, "CNY 92,233,720,368,547,758.07", "92,233,720,368,547,758.07元"},
	} {
		if got := en.Money(c.money); got != c.en {
			t.Errorf("en %v: %q, want %q", c.money, got, c.en)
		}
		if got := zh.Money(c.money); got != c.zh {
			t.Errorf("zh %v: %q, want %q", c.money, got, c.zh)
		}
	}
}

func TestPluralsFollowTheLanguage(t *testing.T) {
	en, zh := both(t, time.UTC)
	for n, want := range map[int][2]string{
		0: {"0 working days", "0个工作日"}, 1: {"1 working day", "1个工作日"}, 2: {"2 working days", "2个工作日"}, 1200: {"1,200 working days", "1,200个工作日"},
	} {
		text := card.T("capacity.days", "count", card.Count(n))
		if got := en.Text(text, nil); got != want[0] {
			t.Errorf("en: %q, want %q", got, want[0])
		}
		if got := zh.Text(text, nil); got != want[1] {
			t.Errorf("zh: %q, want %q", got, want[1])
		}
	}
	if got := en.Text(card.T("capacity.days", "count", card.Words("1")), nil); got != "1 working day" {
		t.Errorf("a count that a refusal carries as text: %q", got)
	}
}

func TestListsAreJoinedAsTheLanguageJoins(t *testing.T) {
	en, zh := both(t, time.UTC)
	item := func(names ...string) card.Arg {
		var all []card.Arg
		for _, n := range names {
			all = append(all, card.Words(n))
		}
		return card.List(all...)
	}
	for _, c := range []struct {
		list   card.Arg
		en, zh string
	}{
		{item(), "none", "无"},
		{item("A"), "A", "A"},
		{item("A", "B"), "A and B", "A和B"},
		{item("A", "B", "C"), "A, B and C", "A、B和C"},
	} {
		if got := en.arg(c.list, Plain{}); got != c.en {
			t.Errorf("en: %q, want %q", got, c.en)
		}
		if got := zh.arg(c.list, Plain{}); got != c.zh {
			t.Errorf("zh: %q, want %q", got, c.zh)
		}
	}
}

type shouting struct{}

func (shouting) Said(words string) string        { return "<" + words + ">" }
func (shouting) Person(id sales.PersonID) string { return "@" + id.User() }
func (shouting) Link(_, name string) string      { return "<" + name + ">" }

func TestPeoplesWordsGoThroughTheStyleAndOursDoNot(t *testing.T) {
	en, _ := both(t, time.UTC)
	text := card.Lines(
		card.Said("hi & bye"),
		card.T("day.clock", "day", card.Words("x"), "clock", card.Person("T1/U1")),
		card.T("due.by", "when", card.Of(card.T("day.today", "when", card.Words("y")))),
	)
	want := "<hi & bye>\n<x>, @U1\nby <y> (today)"
	if got := en.Text(text, shouting{}); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestWhatIsMissingStaysVisible(t *testing.T) {
	en, _ := both(t, time.UTC)
	if got := en.Text(card.T("no.such.key"), nil); got != "no.such.key" {
		t.Errorf("missing key: %q", got)
	}
	if got := en.Text(card.T("due.by"), nil); got != "by {{.when}}" {
		t.Errorf("missing argument: %q", got)
	}
	if got := (Printer{}).Text(card.T("due.by"), nil); got != "due.by" {
		t.Errorf("printer without words: %q", got)
	}
}

func TestUnknownLanguageIsSpokenInTheDefault(t *testing.T) {
	if p := loaded(t).Printer("fr", nil, sunday); p.Language != Default || p.Text(card.T("common.edit"), nil) != "Edit" {
		t.Errorf("%+v", p)
	}
}

// A receipt has about a dozen texts; they must cost less than 50 µs together.
func BenchmarkReceipt(b *testing.B) {
	en, zh := both(b, time.UTC)
	tuesday := sales.NewDate(2026, 11, 24)
	texts := []card.Text{
		card.T("day.clock", "day", card.Day(tuesday), "clock", card.Clock(*clock(15, 0))),
		card.T("due.by", "when", card.Due(sales.Due{Day: tuesday, Time: clock(15, 0), By: true})),
		card.T("capacity.days", "count", card.Count(3)),
		card.T("day.today", "when", card.Money(sales.Money{Minor: 12500000, Currency: "CNY"})),
		card.T("day.today", "when", card.List(card.Words("Wang Lei"), card.Words("Dr. Smith"))),
		card.Said("they like the new compressor but want 60-day terms"),
		card.T("common.edit"), card.T("common.undo"), card.T("common.add"),
		card.T("common.save"), card.T("common.cancel"), card.T("common.more"),
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, text := range texts {
			en.Text(text, Plain{})
		}
	}
	_ = zh
}
