package commands

import (
	"slices"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
)

// noteCommand keeps remarks about an account that are no visit: "note Acme: they
// are moving", 备注 华为：换了采购.
func noteCommand() Command {
	return Command{
		Name: "note",
		Run:  runNote,
		Forms: map[string]Form{
			"note.edit": {OpenedBy: []string{"note.edit", "note.new", "shortcut.note"}, Open: openNoteForm, Check: checkNoteForm, Apply: applyNoteForm},
		},
	}
}

func runNote(t *Turn) error {
	known, err := t.tellingFrom(sourceOf(t.Event))
	if err != nil || known != nil {
		return err
	}
	text := strings.TrimSpace(t.Rest)
	if text == "" {
		return t.Say(present.HowToNote())
	}
	last, err := t.lastTelling(messageTime(t.Event))
	if err != nil {
		return err
	}
	p, err := t.read(t.Event.Text, last)
	if err != nil {
		return err
	}
	t.readByWord(&p)
	return t.tell(p, last)
}

// readByWord reads a text as what its first word calls it, if it did not read
// like that by itself: a note, or a promise.
func (t *Turn) readByWord(p *part) {
	name, rest := Route(p.Text, t.Words)
	switch {
	case rest == "":
	case name == "note" && p.Reading.Intent != understand.IntentNote:
		t.asNote(p, rest)
	case name == "followup" && p.Reading.Intent != understand.IntentFollowUp:
		todo := t.asTodo([]part{*p})
		if again := t.readAfter(present.AsFollowUp(t.Language, rest), p.After); again.Reading.Intent == understand.IntentFollowUp {
			todo.Reading = again.Reading
		} else {
			todo.Reading.FollowUps[0].What = rest
		}
		p.Reading = todo.Reading
	}
}

// asNote makes a note of a text that was called one, whatever else it may look
// like: what comes before the colon, or its first words, name the account.
func (t *Turn) asNote(p *part, text string) {
	account, rest := t.noteAbout(text)
	p.Reading = understand.Reading{
		Intent: understand.IntentNote, Language: p.Reading.Language,
		Note: &understand.NoteReading{Account: account, Text: rest},
	}
	if account.ID == "" && len(account.Candidates) > 0 {
		p.Reading.Questions = []understand.Question{{Kind: understand.AskAccount, Said: account.Said, Candidates: account.Candidates}}
	}
	t.doubt(p)
}

func (t *Turn) noteAbout(text string) (understand.AccountReading, string) {
	c := t.understanding()
	if at := strings.IndexAny(text, ":："); at > 0 {
		said, rest := strings.TrimSpace(text[:at]), strings.TrimLeft(text[at:], ":： ")
		found := understand.MatchAccount(said, c)
		if found.Said == "" {
			found.Said = said
		}
		if found.Sure < understand.Sure {
			found.ID = ""
		}
		return found, rest
	}
	words := strings.Fields(text)
	for n := min(len(words)-1, 4); n > 0; n-- {
		found := understand.MatchAccount(strings.Join(words[:n], " "), c)
		if found.ID != "" && found.Sure >= understand.Sure {
			return found, strings.Join(words[n:], " ")
		}
	}
	return understand.AccountReading{}, text
}

// The fields of the note form.
const (
	inputAccount = "account"
	inputText    = "text"
	inputDay     = "day"
)

func openNoteForm(l *Look) (card.Form, error) {
	if !sales.MayLog(l.Me) {
		return card.Form{}, sales.Refuse(sales.Forbidden, "refused.cannot_log")
	}
	n := sales.Note{Day: l.Today()}
	receipt := ""
	if p := l.Event.Action; p != nil && p.Name == "note.edit" {
		var err error
		if n, err = l.noteToEdit(sales.NoteID(p.ID)); err != nil {
			return card.Form{}, err
		}
		receipt = p.Arg
	}
	if l.Event.Kind == event.Shortcut {
		n = l.noteFromMessage(n)
	}
	if p := l.Event.Action; p != nil && p.Name == "note.new" {
		n.Account = sales.AccountID(p.ID)
	}
	account, err := l.accountOption(n.Account)
	if err != nil {
		return card.Form{}, err
	}
	state, err := writeState(formState{ID: string(n.ID), Version: n.Version, Receipt: receipt, Source: shortcutSource(l.Event)})
	return present.NoteForm(n, account, state), err
}

func (l *Look) noteToEdit(id sales.NoteID) (sales.Note, error) {
	n, err := l.Books.Note(id)
	switch {
	case missing(err), err == nil && n.Deleted:
		return n, sales.Refuse(sales.NotFound, "refused.record_gone")
	case present.TooLong(n.Text):
		return n, sales.Refuse(sales.Invalid, "refused.note_too_long")
	}
	return n, err
}

func (l *Look) noteFromMessage(n sales.Note) sales.Note {
	r := l.readText(l.Event.Text)
	l.nameMentions(&r)
	n.Text = present.Cut(l.named(strings.TrimSpace(l.Event.Text)), formText)
	n.Day = sales.DateIn(messageTime(l.Event), l.Me.Location())
	if name, _ := Route(l.Event.Text, l.Words); name == "note" && r.Note != nil {
		n.Text = r.Note.Text
	}
	n.Account = accountIn(r).ID
	return n
}

func checkNoteForm(l *Look, f event.Form) (map[string]card.Text, error) {
	wrong := map[string]card.Text{}
	l.checkAccount(f, wrong)
	if strings.TrimSpace(f.Get(inputText)) == "" {
		wrong[inputText] = card.T("form.text_missing")
	}
	l.checkPast(f, wrong)
	return none(wrong), nil
}

func applyNoteForm(t *Turn) error {
	f := *t.Event.Form
	state, err := readState(f.State)
	if err != nil {
		return err
	}
	n := sales.Note{ID: sales.NoteID(state.ID), Author: t.Me.ID, Written: t.Now}
	if state.ID != "" {
		if n, err = t.Tx.Note(n.ID); err != nil {
			return t.orGone(err)
		}
	}
	if n.Version != state.Version {
		return t.Say(present.ChangedMeanwhile("note.edit", state.ID, n.Version, state.Receipt))
	}
	tl, err := t.formTelling(state, n.Sources)
	if err != nil {
		return err
	}
	before := tl.now()
	account, err := t.chosenAccount(tl, f.Get(inputAccount))
	if err != nil {
		return err
	}
	day, err := sales.ParseDate(f.Get(inputDay))
	if err != nil {
		return sales.Refuse(sales.Invalid, "refused.bad_day", "said", f.Get(inputDay))
	}
	if n.ID == "" {
		n.ID = sales.NoteID(t.NewID(sales.KindNote))
		if !state.Source.IsZero() {
			n.Sources = []sales.Source{state.Source}
		}
	}
	n.Account, n.Text, n.Day = account, strings.TrimSpace(f.Get(inputText)), day
	if err := t.Tx.PutNote(n); err != nil {
		return err
	}
	if !slices.Contains(tl.Made.Notes, n.ID) {
		tl.Made.Notes = append(tl.Made.Notes, n.ID)
	}
	return t.concludeForm(tl, before, state)
}
