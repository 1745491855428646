package present

import (
	"slices"
	"strings"
	"unicode/utf8"

	"roundsman/bot/card"
	"roundsman/sales"
)

// VisitFormFacts is what the communication record's form (客户沟通记录表,
// handbook section 3) holds at first.
type VisitFormFacts struct {
	Visit    sales.Visit
	Account  *card.Option  // nil: none chosen yet
	Contacts []card.Option // those met
	// NewPeople are names that are not in the books yet.
	NewPeople []string
	Next      *sales.FollowUp // its first open follow-up
	State     string
}

// longText bounds what a form's paragraph takes: Slack's own limit.
const longText = 3000

// VisitForm is the communication record as a form. Only the day and the account
// are needed; the rest can wait.
func VisitForm(f VisitFormFacts) card.Form {
	v := f.Visit
	form := card.Form{
		Name: "visit.edit", Title: card.T("visit.form"), Submit: card.T("common.save"), State: f.State,
		Fields: []card.Input{
			accountInput(f.Account),
			{Name: "day", Label: card.T("visit.when"), Kind: card.InputDate, Required: true, Value: filled(v.Day.String())},
			{Name: "mode", Label: card.T("visit.mode"), Kind: card.InputChoice, Required: true, Value: []string{string(modeOr(v.Mode))}, Options: modes()},
			{Name: "contacts", Label: card.T("visit.met"), Kind: card.InputSearchMany, Suggest: "contact", Placeholder: card.P("visit.contact_search"), Options: f.Contacts},
			{Name: "new_people", Label: card.T("visit.new_people"), Hint: card.P("visit.new_people_hint"), Kind: card.InputLine, Value: filled(strings.Join(f.NewPeople, ", ")), MaxLength: 300},
			{Name: "colleagues", Label: card.T("visit.with"), Kind: card.InputPeople, Value: users(v.Colleagues)},
			paragraph("said", "visit.said", v.Said),
			paragraph("purpose", "visit.purpose", v.Purpose),
			{Name: "rivals", Label: card.T("visit.rivals"), Hint: card.P("visit.rivals_hint"), Kind: card.InputLine, Value: filled(strings.Join(v.Rivals, ", ")), MaxLength: 300},
			paragraph("rival_news", "visit.rival_news", v.RivalNews),
			paragraph("outcome", "visit.outcome", v.Outcome),
			{Name: "next", Label: card.T("visit.next"), Kind: card.InputLine, MaxLength: 500},
			{Name: "next_due", Label: card.T("visit.next_due"), Kind: card.InputDate},
		},
	}
	for _, o := range f.Contacts {
		form.Fields[3].Value = append(form.Fields[3].Value, o.Value)
	}
	if f.Next != nil { // the last two fields
		n := len(form.Fields)
		form.Fields[n-2].Value, form.Fields[n-1].Value = filled(f.Next.What), filled(f.Next.Due.Day.String())
	}
	form.Fields = slices.DeleteFunc(form.Fields, func(in card.Input) bool {
		return in.Kind == card.InputParagraph && len(in.Value) > 0 && TooLong(in.Value[0])
	})
	return form
}

// TooLong reports that a form's field cannot hold a text. The field is then left
// out, and the text stays as it is.
func TooLong(text string) bool { return utf8.RuneCountInString(text) > longText }

func paragraph(name, label, text string) card.Input {
	return card.Input{Name: name, Label: card.T(label), Kind: card.InputParagraph, Value: filled(text), MaxLength: longText}
}

func filled(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

func users(ids []sales.PersonID) []string {
	var all []string
	for _, id := range ids {
		all = append(all, id.User())
	}
	return all
}

func modeOr(m sales.Mode) sales.Mode {
	if m == sales.ModeNotGiven {
		return sales.InPerson
	}
	return m
}

func modes() []card.Option {
	var all []card.Option
	for _, m := range []sales.Mode{sales.InPerson, sales.ByPhone, sales.ByVideo, sales.ByMessage} {
		all = append(all, card.Option{Label: Mode(m), Value: string(m)})
	}
	return all
}

// AddForm adds something to a visit that is in the books: words as in a
// message, or a next step.
func AddForm(account string, day sales.Date, state string) card.Form {
	return card.Form{
		Intro: []card.Block{card.Paragraph(card.T("visit.add_to", "account", card.Words(account), "day", card.Day(day)))},
		Name:  "visit.add", Title: card.T("visit.add_form"), Submit: card.T("common.add"), State: state,
		Fields: []card.Input{
			{Name: "text", Label: card.T("visit.add_text"), Hint: card.P("visit.add_hint"), Kind: card.InputParagraph, MaxLength: longText},
			{Name: "next", Label: card.T("visit.next"), Kind: card.InputLine, MaxLength: 500},
			{Name: "next_due", Label: card.T("visit.next_due"), Kind: card.InputDate},
		},
	}
}

// NoteForm is a note as a form.
func NoteForm(n sales.Note, account *card.Option, state string) card.Form {
	return card.Form{
		Name: "note.edit", Title: card.T("note.form"), Submit: card.T("common.save"), State: state,
		Fields: []card.Input{
			accountInput(account),
			{Name: "text", Label: card.T("note.text"), Kind: card.InputParagraph, Required: true, Value: filled(n.Text), MaxLength: longText},
			{Name: "day", Label: card.T("note.day"), Kind: card.InputDate, Required: true, Value: filled(n.Day.String())},
		},
	}
}

// accountInput looks an account up while somebody types.
func accountInput(chosen *card.Option) card.Input {
	in := card.Input{
		Name: "account", Label: card.T("visit.account"), Kind: card.InputSearch, Suggest: "account", Required: true,
		Placeholder: card.P("visit.account_search"),
	}
	if chosen != nil {
		in.Options, in.Value = []card.Option{*chosen}, []string{chosen.Value}
	}
	return in
}

// HowToNote says how a note is written when nothing was.
func HowToNote() card.Card { return say(card.T("note.how")) }

// ChangedMeanwhile answers a form whose record changed while it was open: its
// present state is a button away.
func ChangedMeanwhile(form, id string, version int64, receipt string) card.Card {
	return card.Card{Blocks: []card.Block{
		card.Paragraph(card.T("form.changed_meanwhile")),
		card.Row(card.Press(card.T("form.open_again"), card.Do{Name: form, ID: id, Version: version, Arg: receipt})),
	}}
}
