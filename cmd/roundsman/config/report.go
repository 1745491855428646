package config

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/currency"

	"roundsman/sales"
)

// defaultQuestions are the handbook's (section 5).
func defaultQuestions() []Question {
	one := func(id, name, nameZH, text, textZH string) Question {
		return Question{ID: id, Name: Texts{name, nameZH}, Text: Texts{text, textZH}, Kind: "text"}
	}
	return []Question{
		one("results", "Results", "成果", "What came of it today: orders, money collected?", "今天有什么成果：订单、回款？"),
		one("voices", "Customers", "客户反馈", "What did customers say, and what are rivals doing?", "客户说了什么？竞争对手有什么动静？"),
		one("help", "Help", "困难", "Any problems? Where do you need help?", "遇到什么困难？需要什么帮助？"),
		one("plan", "Tomorrow", "明日计划", "What do you plan for tomorrow?", "明天有什么计划？"),
	}
}

// rules is called on a checked configuration.
func (d DailyReport) rules() sales.ReportRules {
	r := sales.ReportRules{NudgeBefore: d.Nudge}
	for _, t := range d.Teams {
		r.Teams = append(r.Teams, sales.TeamID(t))
	}
	r.Close, _ = sales.ParseClockTime(d.Close)
	r.AskBefore = sales.DefaultRules().Reports.AskBefore // where the day ends before the time that is set
	if before, err := time.ParseDuration(d.Ask); err == nil {
		r.AskBefore = before
	} else if at, err := sales.ParseClockTime(d.Ask); err == nil {
		r.AskAt = &at
	}
	for _, q := range d.Questions {
		r.Questions = append(r.Questions, q.question())
	}
	return r
}

func (q Question) question() sales.ReportQuestion {
	asked := sales.ReportQuestion{
		ID: q.ID, Name: q.Name.phrases(), Text: q.Text.phrases(), Kind: sales.QuestionKind(q.Kind),
		Currency: sales.Currency(q.Currency), Required: q.Required,
	}
	for _, c := range q.Choices {
		asked.Choices = append(asked.Choices, sales.ReportChoice{ID: c.ID, Text: c.Text.phrases()})
	}
	for _, t := range q.Teams {
		asked.Teams = append(asked.Teams, sales.TeamID(t))
	}
	return asked
}

func (t Texts) phrases() (all []sales.Phrase) {
	for _, p := range []sales.Phrase{{Language: "en", Text: t.English}, {Language: "zh-Hans", Text: t.Chinese}} {
		if p.Text != "" {
			all = append(all, p)
		}
	}
	return all
}

func (k *checker) dailyReport(d DailyReport, teams []Team) {
	k.reportTeams(d.Teams, teams, "daily_report", "teams")
	before, errBefore := time.ParseDuration(d.Ask)
	_, errAt := sales.ParseClockTime(d.Ask)
	switch {
	case errBefore != nil && errAt != nil:
		k.fault(fmt.Sprintf("%q is neither a time nor a duration; write for example 45m (before the day ends) or \"17:00\"", d.Ask), "daily_report", "ask")
	case errBefore == nil && (before <= 0 || before > 8*time.Hour):
		k.fault("write a duration from 1m to 8h, for example 45m, or a time in quotes, for example \"17:00\"", "daily_report", "ask")
	}
	if d.Nudge < 0 || d.Nudge > 8*time.Hour || errBefore == nil && d.Nudge >= before && d.Nudge > 0 {
		k.fault("write a duration shorter than ask, for example 15m, or 0s for no nudge", "daily_report", "nudge")
	}
	if _, err := sales.ParseClockTime(d.Close); err != nil {
		k.fault(fmt.Sprintf("%q is no time; write it in quotes, for example \"10:00\"", d.Close), "daily_report", "close")
	}
	if len(d.Questions) > mostQuestions {
		k.fault(fmt.Sprintf("%d questions are more than anybody answers; keep %d at most", len(d.Questions), mostQuestions), "daily_report", "questions")
	}
	seen := map[string]bool{}
	for i, q := range d.Questions {
		k.question(q, seen, teams, "daily_report", "questions", i)
	}
}

const mostQuestions = 20

// reportTeams are ids of teams; without teams everybody is in "default".
func (k *checker) reportTeams(ids []string, teams []Team, path ...any) {
	known := []string{}
	for _, t := range teams {
		known = append(known, t.ID)
	}
	if len(known) == 0 {
		known = []string{"default"}
	}
	for i, id := range ids {
		k.oneOf(id, known, append(slices.Clone(path), i)...)
	}
}

var (
	questionID   = regexp.MustCompile(`^[a-z][a-z0-9_]{0,30}$`)
	currencyCode = regexp.MustCompile(`^[A-Z]{3}$`)
)

func (k *checker) question(q Question, seen map[string]bool, teams []Team, path ...any) {
	at := func(more ...any) []any { return append(slices.Clone(path), more...) }
	switch {
	case !questionID.MatchString(q.ID):
		k.fault(fmt.Sprintf("%q is no id; write a short name in small letters, for example results", q.ID), at("id")...)
	case seen[q.ID]:
		k.fault(fmt.Sprintf("two questions have the id %q; each needs its own", q.ID), at("id")...)
	}
	seen[q.ID] = true
	k.texts(q.Text, true, at("text")...)
	k.texts(q.Name, false, at("name")...)
	var kinds []string
	for _, kind := range sales.QuestionKinds() {
		kinds = append(kinds, string(kind))
	}
	k.oneOf(q.Kind, kinds, at("kind")...)
	k.choices(q, at("choices")...)
	switch _, err := currency.ParseISO(q.Currency); {
	case q.Currency == "":
	case q.Kind != string(sales.QuestionMoney):
		k.fault("only a question of kind money has a currency", at("currency")...)
	case err != nil || !currencyCode.MatchString(q.Currency):
		k.fault(fmt.Sprintf("%q is no currency; write its three capital letters, for example CNY", q.Currency), at("currency")...)
	}
	k.reportTeams(q.Teams, teams, at("teams")...)
}

// texts are short, and, where they must be there, in every language.
func (k *checker) texts(t Texts, required bool, path ...any) {
	const longest = 150
	for language, text := range map[string]string{"en": t.English, "zh-Hans": t.Chinese} {
		missing := strings.TrimSpace(text) == ""
		switch {
		case missing && (required || t.English+t.Chinese != ""):
			k.fault("write it in both languages: {en: ..., zh-Hans: ...}", path...)
			return
		case len([]rune(text)) > longest:
			k.fault(fmt.Sprintf("keep it shorter than %d characters", longest), append(slices.Clone(path), language)...)
		}
	}
}

func (k *checker) choices(q Question, path ...any) {
	const fewest, most = 2, 20
	isChoice := q.Kind == string(sales.QuestionChoice)
	switch {
	case isChoice && (len(q.Choices) < fewest || len(q.Choices) > most):
		k.fault(fmt.Sprintf("a choice has %d to %d choices, for example [{id: good, text: {en: Good, zh-Hans: 好}}, ...]", fewest, most), path...)
	case !isChoice && len(q.Choices) > 0:
		k.fault("only a question of kind choice has choices", path...)
	}
	seen := map[string]bool{}
	for i, c := range q.Choices {
		at := append(slices.Clone(path), i)
		if !questionID.MatchString(c.ID) || seen[c.ID] {
			k.fault(fmt.Sprintf("%q is no id of its own; write a short name in small letters, for example good", c.ID), append(slices.Clone(at), "id")...)
		}
		seen[c.ID] = true
		k.texts(c.Text, true, append(slices.Clone(at), "text")...)
	}
}
