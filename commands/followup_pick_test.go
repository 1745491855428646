package commands

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNumbersATextBeginsWith(t *testing.T) {
	for _, tt := range []struct {
		text    string
		numbers []int
		rest    string
	}{
		{"2", []int{2}, ""},
		{"#2", []int{2}, ""},
		{"1, 3", []int{1, 3}, ""},
		{"1 3 and 4", []int{1, 3, 4}, ""},
		{"1、2和3", []int{1, 2, 3}, ""},
		{"2 next Friday", []int{2}, "next Friday"},
		{"2 到下周五", []int{2}, "到下周五"},
		{"2: they chose Bolt", []int{2}, ": they chose Bolt"},
		{"2号", []int{2}, ""},
		{"3pm", nil, "3pm"},
		{"3天后", nil, "3天后"},
		{"1234", nil, "1234"},
		{"send 2 quotes", nil, "send 2 quotes"},
		{"", nil, ""},
	} {
		numbers, rest := leadingNumbers(tt.text)
		if diff := cmp.Diff(tt.numbers, numbers); diff != "" || rest != tt.rest {
			t.Errorf("%q: numbers %v, rest %q", tt.text, numbers, rest)
		}
	}
}

func FuzzNumbersATextBeginsWith(f *testing.F) {
	for _, seed := range []string{"1, 2", "2 到下周五", "#", "1、", "3天后", "\xff1 2"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		numbers, rest := leadingNumbers(text)
		if len(rest) > len(text) {
			t.Errorf("%q became longer: %q", text, rest)
		}
		for _, n := range numbers {
			if n < 0 || n > 999 {
				t.Errorf("%q: %d", text, n)
			}
		}
	})
}
