package commands

import (
	"strings"
	"testing"
	"unicode/utf8"

	"roundsman/sales"
)

func someQuestions() []sales.ReportQuestion {
	named := func(id, en, zh string, kind sales.QuestionKind) sales.ReportQuestion {
		return sales.ReportQuestion{ID: id, Kind: kind, Name: []sales.Phrase{{Language: "en", Text: en}, {Language: "zh-Hans", Text: zh}}}
	}
	return []sales.ReportQuestion{
		named("results", "Results", "成果", sales.QuestionText), named("quotes", "Quotes", "报价数", sales.QuestionNumber),
		named("help", "Help", "困难", sales.QuestionText),
	}
}

func TestSeveralAnswersInOneMessage(t *testing.T) {
	for text, want := range map[string]string{
		"Results: 2 orders. Help: none":             "results=2 orders.|help=none",
		"成果：两个订单。困难：没有":                             "results=两个订单。|help=没有",
		"1. two orders\n3. none":                    "results=two orders|help=none",
		"1、两单\n2、3":                                 "results=两单|quotes=3",
		"help: customs\nthey want papers":           "help=customs\nthey want papers",
		"2: 4":                                      "quotes=4",
		"2.5 million":                               "",
		"2 orders":                                  "",
		"Acme: they want a quote":                   "",
		"we met at 10:30, all well":                 "",
		"two orders. Help: none":                    "",
		"Results:":                                  "",
		"7. nothing of the kind":                    "",
		"results: a meeting at 3. It went well.":    "results=a meeting at 3. It went well.",
		"QUOTES： 3":                                 "quotes=3",
		"困难: 交期\n\n报价数：2":                           "help=交期|quotes=2",
		"Results: they said: too dear; Quotes: one": "results=they said: too dear;|quotes=one",
	} {
		var got []string
		for _, a := range splitAnswers(text, someQuestions()) {
			got = append(got, a.Question.ID+"="+a.Answer.Text)
		}
		if joined := strings.Join(got, "|"); joined != want {
			t.Errorf("%q: %q, want %q", text, joined, want)
		}
	}
}

func TestAnswersByKind(t *testing.T) {
	number := sales.ReportQuestion{ID: "n", Kind: sales.QuestionNumber}
	money := sales.ReportQuestion{ID: "m", Kind: sales.QuestionMoney}
	for text, want := range map[string]string{"3": "3", "three": "3", "三个": "3", "12万": "120000", "none": "0", "1.5": "1.5", "plenty": "", "5%": ""} {
		a, err := readAnswer(number, sales.ReportAnswer{Text: text}, "CNY")
		if a.Number != want || (err == nil) != (want != "") {
			t.Errorf("number %q: %q, %v; want %q", text, a.Number, err, want)
		}
	}
	for text, want := range map[string]sales.Money{
		"12万": {Minor: 12_000_000, Currency: "CNY"}, "€ 12.500,50": {Minor: 1_250_050, Currency: "EUR"},
		"none": {Currency: "CNY"}, "JPY 500": {Minor: 500, Currency: "JPY"},
	} {
		a, err := readAnswer(money, sales.ReportAnswer{Text: text}, "CNY")
		if err != nil || a.Money == nil || *a.Money != want {
			t.Errorf("money %q: %v, %v; want %v", text, a.Money, err, want)
		}
	}
	if _, err := readAnswer(money, sales.ReportAnswer{Text: "500"}, ""); err == nil {
		t.Error("an amount of no currency was taken")
	}
}

func FuzzAnswers(f *testing.F) {
	for _, text := range []string{"Results: x. Help: y", "1. a\n2. b", "成果：两单。困难：没有", "：", "1", "1、", "2.\n"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		for _, a := range splitAnswers(text, someQuestions()) {
			if a.Answer.Text == "" || a.Question.ID == "" || !utf8.ValidString(a.Answer.Text) {
				t.Errorf("%q: %+v", text, a)
			}
			_, _ = readAnswer(a.Question, a.Answer, "CNY")
		}
	})
}
