package card

import (
	"time"

	"roundsman/sales"
)

// T is a sentence of the catalogues; args are alternating names and Args.
func T(key string, args ...any) Text {
	t := Text{Key: key}
	for i := 0; i+1 < len(args); i += 2 {
		if t.Args == nil {
			t.Args = make(Args, len(args)/2)
		}
		a := args[i+1].(Arg)
		t.Args[args[i].(string)] = &a
	}
	return t
}

// P is T as a pointer, for optional texts.
func P(key string, args ...any) *Text {
	t := T(key, args...)
	return &t
}

// Said is what a person wrote, shown as written.
func Said(s string) Text { return Text{Said: s} }

// Configured is a text of the configuration, in the reader's language.
func Configured(phrases []sales.Phrase) Text { return Text{Phrases: phrases} }

// Lines joins texts with line breaks.
func Lines(texts ...Text) Text { return Text{Lines: texts} }

// Words is people's words as an argument.
func Words(s string) Arg { return Arg{Said: &s} }

// Count is a number that may choose the plural form.
func Count(n int) Arg { return Arg{Count: &n} }

// Day is a calendar day as an argument.
func Day(d sales.Date) Arg { return Arg{Day: &d} }

// Due is a promised day and time as an argument.
func Due(d sales.Due) Arg { return Arg{Due: &d} }

// Clock is a time of day as an argument.
func Clock(c sales.ClockTime) Arg { return Arg{Clock: &c} }

// Moment is an instant, shown in the reader's zone.
func Moment(t time.Time) Arg {
	s := t.UTC().Format(time.RFC3339)
	return Arg{Moment: &s}
}

// Money is an amount as an argument.
func Money(m sales.Money) Arg { return Arg{Money: &m} }

// Person is a colleague as an argument.
func Person(id sales.PersonID) Arg { return Arg{Person: &id} }

// LinkTo is a name that leads to a page.
func LinkTo(url, name string) Arg { return Arg{Link: &Link{url, name}} }

// Of is a sentence inside a sentence.
func Of(t Text) Arg { return Arg{Text: &t} }

// List joins arguments as the language joins lists.
func List(items ...Arg) Arg { return Arg{List: items} }

// Refusal is the sentence of an error that people are told.
func Refusal(e *sales.Error) Text {
	t := Text{Key: e.Key}
	for name, value := range e.Args {
		if t.Args == nil {
			t.Args = Args{}
		}
		words := Words(value)
		t.Args[name] = &words
	}
	return t
}

// Paragraph is a block of text.
func Paragraph(t Text) Block { return Block{Text: &TextBlock{Text: t}} }

// Beside is a block of text with an element at its side.
func Beside(t Text, e Element) Block { return Block{Text: &TextBlock{Text: t, Side: &e}} }

// Row is a row of elements.
func Row(elements ...Element) Block { return Block{Buttons: elements} }

// Small is small print.
func Small(texts ...Text) Block { return Block{Small: texts} }

// Rule is a dividing line.
func Rule() Block { return Block{Divider: true} }

// Press is a button.
func Press(label Text, do Do) Element { return Element{Kind: Button, Label: label, Do: do} }

// As sets a button's style.
func (e Element) As(s Style) Element {
	e.Style = s
	return e
}
