package commands

import (
	"slices"
	"strings"

	"roundsman/bot/event"
	"roundsman/bot/locale"
	"roundsman/commands/understand"
	"roundsman/sales"
	"roundsman/sales/names"
)

// Explanation is how a text is understood, in plain values: for support, and
// for comparing with what was meant. Its lists are never nil.
type Explanation struct {
	// Command is visit, note, followup, question, the name of another command, or none.
	Command  string   `json:"command"`
	Accounts []string `json:"accounts"` // as the books call them
	// Date is the day of the first visit, 2026-11-20; empty without a visit, and if
	// the day must be asked.
	Date     string   `json:"date"`
	Mode     string   `json:"mode"` // of the first visit
	Contacts []string `json:"contacts"`
	Rivals   []string `json:"rivals"`
	// FollowUps are the promises whose day is known; any other has a question.
	FollowUps []Promised `json:"followups"`
	// Questions are what would be asked before anything is kept: the kind, what it
	// is about, the answers offered. "account: Nordwind? Nordwind Energy, Nordwind Pumps".
	Questions []string `json:"questions"`
}

// Promised is one follow-up; Due is 2026-11-24, or 2026-11-24T15:00 with a time.
type Promised struct {
	Due  string `json:"due"`
	What string `json:"what"`
}

// Explain tells how a text would be understood if me had written it: it takes
// the way of a message from text to reading, without books to change. The
// context says when and where it was written and whom names could mean.
func Explain(text string, me sales.Person, c understand.Context, words *locale.Words) Explanation {
	c.Commands = words.Command
	text = strings.TrimSpace(text)
	t := &Turn{Look: Look{
		Event: event.Event{Kind: event.Message, Text: text, At: c.At, Received: c.At}, Me: me, Now: c.At,
		Rules: sales.DefaultRules(), Words: words, Rest: text, outside: &c,
	}}
	command, p := t.understood(text)
	e := explaining{t: t, Explanation: Explanation{
		Command: command, Accounts: []string{}, Contacts: []string{}, Rivals: []string{}, FollowUps: []Promised{}, Questions: []string{},
	}}
	e.take(p)
	return e.Explanation
}

const noCommand = string(understand.IntentNone)

// understood finds what a text calls, and reads what it tells.
func (t *Turn) understood(text string) (command string, p part) {
	name, rest := Route(text, t.Words)
	switch {
	case text == "":
		return noCommand, part{}
	case name == "", name == FreeText && rest != "":
		return t.freelyUnderstood(rest)
	case name == "help" && t.greets(text):
		return noCommand, part{} // help is how the bot greets back
	case name != "note" && name != "followup" && t.tellsRatherThanCalls(name, rest):
		return t.freelyUnderstood(text)
	case rest == "" || name != "note" && name != "followup":
		return name, t.about(name, rest)
	}
	if verb, numbers := t.Words.Verb("followup", rest); name == "followup" && verb != "" && t.isVerbCall(verb, numbers) {
		return followUpVerbCommand(verb), part{}
	}
	p = t.readAfter(text, t.outside.Last)
	t.Language = p.Reading.Language
	if !extends(p.Reading) {
		t.readByWord(&p)
	}
	return string(p.Reading.Intent), p
}

func (t *Turn) greets(text string) bool {
	return slices.ContainsFunc(t.Words.Any("help.greetings"), func(word string) bool { return names.Fold(word) == names.Fold(text) })
}

// followUpVerbCommand is the command that a verb after "followup" stands for.
func followUpVerbCommand(verb string) string {
	switch verb {
	case "list":
		return "due"
	case "give":
		return "reassign"
	case "again":
		return "snooze"
	}
	return verb
}

// freelyUnderstood reads what calls no command by its first word, as act does.
func (t *Turn) freelyUnderstood(text string) (command string, p part) {
	p = t.readAfter(text, t.outside.Last)
	t.Language = p.Reading.Language
	if name, rest := t.attachedCommand(p); name != "" {
		return name, t.about(name, rest)
	}
	switch {
	case t.mistyped(p):
		return noCommand, part{}
	case p.Reading.Intent == understand.IntentCommand:
		return p.Reading.Command, t.about(p.Reading.Command, p.Reading.Rest)
	}
	return string(p.Reading.Intent), p
}

// about finds the accounts that a command is about.
func (t *Turn) about(command, rest string) part {
	if rest == "" {
		return part{}
	}
	r := understand.Reading{Intent: understand.IntentCommand, Accounts: t.readAfter(rest, "").Reading.Accounts}
	if len(r.Accounts) == 0 && (command == "history" || command == "account") {
		if _, typed := t.Words.Verb("account", rest); command == "account" {
			rest = typed
		}
		if id := t.readPast(rest).query.Account; id != "" {
			r.Accounts = []understand.AccountReading{{ID: id, Name: t.calledIn(id), Sure: 1}}
		}
	}
	return part{Reading: r}
}

// calledIn is how the book calls an account.
func (t *Turn) calledIn(id sales.AccountID) string {
	if b, ok := t.outside.Book.(understand.AccountNamer); ok {
		return b.AccountName(id)
	}
	return ""
}

// explaining gathers what is in a reading.
type explaining struct {
	Explanation
	t *Turn
}

func (e *explaining) take(p part) {
	r := p.Reading
	if r.Intent == understand.IntentQuestion || r.Intent == understand.IntentCommand {
		for _, a := range r.Accounts {
			e.account(a)
		}
	}
	for i, v := range r.Visits {
		e.visit(v, i == 0, p)
	}
	if r.Note != nil {
		e.account(r.Note.Account)
		for _, a := range r.Note.Also {
			e.account(a)
		}
		e.Rivals = union(e.Rivals, r.Note.Rivals, strings.EqualFold)
		for _, c := range r.Note.Contacts {
			if len(r.Visits) == 0 {
				e.Contacts = union(e.Contacts, []string{c.Name}, equal[string])
			}
		}
	}
	e.promises(r.FollowUps)
	for _, f := range r.FollowUps {
		if len(r.Visits) == 0 && f.Contact != nil {
			e.Contacts = union(e.Contacts, []string{f.Contact.Name}, equal[string])
		}
	}
	for _, q := range r.Questions {
		e.Questions = append(e.Questions, describe(q))
	}
}

func (e *explaining) visit(v understand.VisitReading, first bool, p part) {
	e.account(v.Account)
	if first {
		e.Mode = string(toldVisit{VisitReading: v}.modeOf())
		e.Date = e.dayOf(v.Day, p)
	}
	for _, c := range v.Contacts {
		if len(c.Candidates) == 0 {
			e.Contacts = union(e.Contacts, []string{c.Name}, equal[string])
		}
	}
	e.Rivals = union(e.Rivals, v.Rivals, strings.EqualFold)
	e.promises(v.FollowUps)
}

// dayOf is a visit's day: the message's if none is said, none if it is in doubt.
func (e *explaining) dayOf(d understand.DayReading, p part) string {
	switch {
	case d.Due.IsZero():
		return sales.DateIn(p.At, e.t.Me.Location()).String()
	case d.Sure < understand.Sure, !d.Until.IsZero() && d.Until != d.Due.Day:
		return ""
	}
	return d.Due.Day.String()
}

func (e *explaining) account(a understand.AccountReading) {
	if a.ID == "" || a.Sure < understand.Sure || a.ID == pendingAccount {
		return
	}
	name := a.Name
	if name == "" {
		name = e.t.calledIn(a.ID)
	}
	if name != "" {
		e.Accounts = union(e.Accounts, []string{name}, equal[string])
	}
}

func (e *explaining) promises(all []understand.FollowUpReading) {
	for _, f := range all {
		e.account(f.Account)
		switch {
		case f.Due.Due.IsZero() && f.Every.IsZero() && !f.Soon, !f.Due.Due.IsZero() && f.Due.Sure < understand.Sure: // asked
		default:
			e.FollowUps = append(e.FollowUps, Promised{Due: e.t.dueOf(f).In(e.t.Me.Location()).String(), What: f.What})
		}
	}
}

func describe(q understand.Question) string {
	var answers []string
	for _, h := range q.Candidates {
		answers = append(answers, h.Name)
	}
	for _, p := range q.People {
		answers = append(answers, p.Name)
	}
	for _, d := range q.Dates {
		answers = append(answers, d.String())
	}
	switch q.Kind {
	case understand.AskIntent:
		answers = append(answers, "visit", "note", "followup")
	case understand.AskNewAccount:
		answers = append(answers, "new")
	case understand.AskAccount, understand.AskContact, understand.AskDate, understand.AskDayOrder:
	}
	text := string(q.Kind.About()) + ": " + strings.Join(strings.Fields(q.Said), " ") + "? " + strings.Join(answers, ", ")
	return strings.TrimSpace(text)
}

func equal[T comparable](a, b T) bool { return a == b }
