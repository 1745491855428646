package commandtest

import (
	"slices"

	"roundsman/sales"
)

// ReportsOn turns daily reports on for team east, with a question of each kind.
func (w *World) ReportsOn() {
	w.TB.Helper()
	w.Rules.Reports.Teams = []sales.TeamID{"east"}
	w.Rules.Reports.Questions = questions()
}

// AskOnly changes the settings: one of the questions is left.
func (w *World) AskOnly(id string) {
	w.TB.Helper()
	w.Rules.Reports.Questions = slices.DeleteFunc(questions(), func(q sales.ReportQuestion) bool { return q.ID != id })
}

func questions() []sales.ReportQuestion {
	both := func(en, zh string) []sales.Phrase {
		return []sales.Phrase{{Language: "en", Text: en}, {Language: "zh-Hans", Text: zh}}
	}
	return []sales.ReportQuestion{
		{ID: "results", Kind: sales.QuestionText, Name: both("Results", "成果"), Text: both("What came of it today?", "今天有什么成果？")},
		{
			ID: "mood", Kind: sales.QuestionChoice, Name: both("Mood", "状态"), Text: both("How was the day?", "今天感觉怎么样？"),
			Choices: []sales.ReportChoice{{ID: "good", Text: both("Good", "好")}, {ID: "hard", Text: both("Hard", "不顺")}},
		},
		{ID: "quotes", Kind: sales.QuestionNumber, Name: both("Quotes", "报价数"), Text: both("How many quotes did you send?", "今天发了几份报价？")},
		{ID: "collected", Kind: sales.QuestionMoney, Currency: "CNY", Name: both("Collected", "回款"), Text: both("How much was collected?", "今天回款多少？")},
		{ID: "help", Kind: sales.QuestionText, Required: true, Name: both("Help", "困难"), Text: both("Where do you need help?", "需要什么帮助？")},
	}
}
