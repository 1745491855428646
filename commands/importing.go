package commands

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/present"
	"roundsman/commands/sheet"
	"roundsman/sales"
)

// importCommand takes a spreadsheet of orders, payments or targets that was sent in
// direct message: "import" says how one looks.
func importCommand() Command {
	return Command{
		Name: "import", Run: runImport,
		Tasks:   map[string]func(*Turn) error{taskImport: importRows, taskUndoImport: undoRows},
		Actions: map[string]func(*Turn) error{"import.undo": undoImport},
	}
}

const taskImport = "import"

// rowsAStep is how many rows one transaction takes.
const rowsAStep = 500

// importLife is how long an import can be undone as a whole.
const importLife = 30 * 24 * time.Hour

// sheetSent is the spreadsheet that came with a message, nil if none did.
func sheetSent(e event.Event) *event.File {
	for _, f := range e.Files {
		if sheet.IsSheet(f.Name) && e.Place.Kind == event.Direct {
			return &f
		}
	}
	return nil
}

func runImport(t *Turn) error {
	if f := sheetSent(t.Event); f != nil {
		return t.startImport(*f, "")
	}
	return t.Say(present.HowToImport())
}

// importState is how far an import is; it is kept between its steps.
type importState struct {
	Name   string              `json:"name"`
	Kind   sales.DealingKind   `json:"kind,omitempty"` // what the rows are unless they say so
	Answer string              `json:"answer"`         // the message that shows how far it is
	Next   int                 `json:"next"`           // row
	Kept   int                 `json:"kept"`
	Same   int                 `json:"same"` // there already
	Wrong  int                 `json:"wrong"`
	First  []present.WrongCell `json:"first,omitempty"` // of the wrong ones
	Events []string            `json:"events,omitempty"`
	Sums   sales.Tally         `json:"sums,omitzero"`
	Done   bool                `json:"done,omitempty"` // all was read, or it was stopped
	// Back is how many of those kept were turned back.
	Back int `json:"back,omitempty"`
	// Undoing is the event that had it undone, while that is under way.
	Undoing string `json:"undoing,omitempty"`
	File    []byte `json:"file,omitempty"`
}

func importName(key string) string { return "import/" + key }

func (t *Turn) startImport(f event.File, kind sales.DealingKind) error {
	s := importState{Name: f.Name, Kind: kind, Answer: t.AnswerKey()}
	if err := t.keepImport(t.Event.Key, s); err != nil {
		return err
	}
	if err := t.Say(present.ImportBegins(f.Name)); err != nil {
		return err
	}
	// To "undo" it is one change, of the time when it was sent.
	return errors.Join(t.Tx.Remember(t.Event.Key), t.Tx.PutTask(event.Task{Key: t.Event.Key, Call: taskImport, File: &f}))
}

func (t *Turn) keepImport(key string, s importState) error {
	raw, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("write import: %w", err)
	}
	return t.Tx.Keep(importName(key), raw, t.Now.Add(importLife))
}

func (l *Look) importCalled(key string) (s importState, err error) {
	raw, err := l.Books.Recall(importName(key))
	if err != nil {
		return s, err
	}
	if err := json.Unmarshal(raw, &s); err != nil {
		return s, fmt.Errorf("read import: %w", err)
	}
	return s, nil
}

// importRows takes the next rows of a file. Each is whole; what is wrong with one
// is told by row and column, and the others are kept.
func importRows(t *Turn) error {
	task := *t.Event.Task
	s, err := t.importCalled(task.Key)
	if missing(err) || s.Done { // stopped while this step was on its way
		return t.Tx.EndTask(task)
	}
	if err != nil {
		return err
	}
	if task.Step == 0 {
		s.File = task.Content
	}
	table, problem := readSheet(task, s)
	var rows rowReader
	if problem == "" {
		rows, problem = t.rowsOf(table, s.Kind)
	}
	if problem != "" {
		return errors.Join(t.Tx.EndTask(task), t.Tx.Unremember(task.Key), t.ReplaceAnswer(s.Answer, present.ImportRefused(s.Name, problem)))
	}
	before := s.Kept
	for _, row := range table.Rows[s.Next:min(len(table.Rows), s.Next+rowsAStep)] {
		if err := t.importRow(&s, rows, row); err != nil {
			return err
		}
	}
	s.Next = min(len(table.Rows), s.Next+rowsAStep)
	if s.Kept > before {
		s.Events = append(s.Events, t.Event.Key)
		if err := t.Tx.Unremember(t.Event.Key); err != nil {
			return err
		}
	}
	return t.importGoesOn(task, s, len(table.Rows))
}

func readSheet(task event.Task, s importState) (sheet.Table, string) {
	if task.Problem != "" {
		return sheet.Table{}, task.Problem
	}
	table, err := sheet.Read(s.File)
	switch {
	case errors.Is(err, sheet.ErrTooLong):
		return table, "refused.sheet_too_long"
	case errors.Is(err, sheet.ErrEmpty):
		return table, "refused.sheet_empty"
	case err != nil:
		return table, "refused.sheet_unreadable"
	}
	return table, ""
}

func (t *Turn) importGoesOn(task event.Task, s importState, all int) error {
	if s.Next < all {
		task.Step++
		if err := errors.Join(t.keepImport(task.Key, s), t.Tx.PutTask(task)); err != nil {
			return err
		}
		return t.ReplaceAnswer(s.Answer, present.ImportGoesOn(s.Name, s.Next, all))
	}
	s.Done, s.File = true, nil
	if len(s.Events) == 0 {
		if err := t.Tx.Unremember(task.Key); err != nil {
			return err
		}
	}
	if err := errors.Join(t.keepImport(task.Key, s), t.Tx.EndTask(task)); err != nil {
		return err
	}
	return t.ReplaceAnswer(s.Answer, t.importCard(task.Key, s))
}

func (l *Look) importCard(key string, s importState) card.Card {
	f := present.ImportFacts{
		Name: s.Name, Kept: s.Kept, Same: s.Same, Wrong: s.Wrong, First: s.First, Sums: s.Sums, Currency: l.Rules.CurrencyOf(l.Me.Team),
	}
	if len(s.Events) > 0 {
		f.Undo = key
	}
	return present.ImportDone(f)
}

// mostWrongShown is how many wrong cells are told one by one.
const mostWrongShown = 20

// importRow keeps one row, or notes what is wrong with it.
func (t *Turn) importRow(s *importState, rows rowReader, row sheet.Row) error {
	outcome, err := rows(row)
	var wrong *cellError
	switch {
	case errors.As(err, &wrong):
		if s.Wrong++; len(s.First) < mostWrongShown {
			s.First = append(s.First, present.WrongCell{Row: row.Number, Column: wrong.column, Why: card.Refusal(wrong.refusal)})
		}
		return nil
	case err != nil:
		return err
	case outcome == nil:
		s.Same++
		return nil
	}
	s.Kept++
	if d, ok := outcome.(sales.Dealing); ok {
		s.Sums.Enter(d)
	}
	return nil
}

// rowReader keeps one row: what it kept, nil if it was there already, or a
// cellError if something in it is wrong.
type rowReader func(sheet.Row) (kept any, err error)

// cellError says what is wrong with a row, and in which column.
type cellError struct {
	column  string
	refusal *sales.Error
}

func (e *cellError) Error() string { return e.column + ": " + e.refusal.Error() }

// columns finds a table's columns by the words of their heads.
func (l *Look) columns(table sheet.Table) func(name string) (at int, head string) {
	return func(name string) (int, string) {
		words := l.Words.Any("sheet." + name)
		i := slices.IndexFunc(table.Head, func(head string) bool {
			return slices.Contains(words, strings.ToLower(strings.TrimSpace(head)))
		})
		if i < 0 {
			return -1, ""
		}
		return i, table.Head[i]
	}
}

// rowsOf tells by its columns what a table holds.
func (t *Turn) rowsOf(table sheet.Table, kind sales.DealingKind) (rowReader, string) {
	column := t.columns(table)
	if at, _ := column("account"); at >= 0 {
		if at, _ := column("amount"); at < 0 {
			return nil, "refused.sheet_no_amount"
		}
		return t.dealingRows(table, kind), ""
	}
	if at, _ := column("person"); at >= 0 {
		return t.targetRows(table)
	}
	return nil, "refused.sheet_no_account"
}
