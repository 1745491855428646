package sheet

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
)

func TestReadCSV(t *testing.T) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String("客户,金额\n华为,12万\n")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		content string
		want    Table
	}{
		"commas":                  {"account,amount\nAcme,\"120,000\"\n", Table{[]string{"account", "amount"}, []Row{{2, []string{"Acme", "120,000"}}}}},
		"semicolons, as in Excel": {"\ufeffaccount;amount\r\nAcme;12.500,50\r\n", Table{[]string{"account", "amount"}, []Row{{2, []string{"Acme", "12.500,50"}}}}},
		"tabs and empty lines":    {"account\tamount\n\n\nAcme\t5\n", Table{[]string{"account", "amount"}, []Row{{4, []string{"Acme", "5"}}}}},
		"GBK":                     {gbk, Table{[]string{"客户", "金额"}, []Row{{2, []string{"华为", "12万"}}}}},
	} {
		got, err := Read([]byte(c.content))
		if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", name, err, diff)
		}
	}
}

func TestWhatIsNoSheet(t *testing.T) {
	for name, c := range map[string]struct {
		content string
		want    error
	}{
		"empty":        {"", ErrEmpty},
		"head alone":   {"account,amount\n", ErrEmpty},
		"binary":       {"\x00\x01\x02", ErrUnreadable},
		"a broken zip": {"PK\x03\x04 and no more", ErrUnreadable},
		"too long":     {"a\n" + strings.Repeat("1\n", MaxRows+1), ErrTooLong},
	} {
		if _, err := Read([]byte(c.content)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v; want %v", name, err, c.want)
		}
	}
}

func TestReadXLSX(t *testing.T) {
	content, err := os.ReadFile("testdata/orders.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	got, err := Read(content)
	want := Table{[]string{"客户", "金额", "日期"}, []Row{{2, []string{"华为", "120000", "2026-11-20"}}, {4, []string{"宁德时代", "5000.5"}}}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("a,b\n1,2\n"))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(_ *testing.T, content []byte) { _, _ = Read(content) })
}
