// Package commands is what people can say: one file a command; All is the table
// of contents. A command reads and changes the books only through its Turn, and
// answers with cards.
package commands

import (
	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/sales"
)

// Command is one thing people can ask for, with everything that belongs to it.
//
// Its words are in the catalogues under "command.NAME.words" (comma-separated,
// the preferred one first), its line in help under "command.NAME.help" and an
// example under "command.NAME.example".
type Command struct {
	Name  string
	Roles []sales.Role // who may use it; empty: everybody in a team
	Admin bool         // only administrators may
	// Offered tells whether help shows it to a person; nil: always.
	Offered func(*Look) bool
	// Prepare does ahead of the transaction what Run would do in it, and only
	// reads. It may be left out, fail or be outdated: see Prepared.
	Prepare func(*Look) *Prepared
	// Run does it when it was typed, by message or slash; Look.Rest is what
	// followed its word.
	Run func(*Turn) error
	// Edited and Deleted hear of a message whose text changed (Look.Event.Text is
	// the new one) or that is gone. Only the command FreeText has them.
	Edited  func(*Turn) error
	Deleted func(*Turn) error
	// Actions by name of card.Do: buttons, menus, date pickers; and by callback id:
	// shortcuts that open no form.
	Actions map[string]func(*Turn) error
	// Tasks by event.Task.Call: a step of work that takes long.
	Tasks map[string]func(*Turn) error
	// Forms by name of card.Form. An action or shortcut that opens one is named
	// in the form itself and must not be among Actions.
	Forms map[string]Form
	// Suggest answers fields that look choices up, by card.Input.Suggest.
	Suggest map[string]func(l *Look, typed string) ([]card.Option, error)
	// Home are its sections of the Home tab.
	Home []HomeSection
}

// HomeSection is a part of the Home tab, made when the tab is published. It
// shows no blocks when it has nothing to say.
type HomeSection struct {
	Order int // lower is higher up
	Cards func(*Look) ([]card.Block, error)
}

// Form is a modal: what opens it, what it shows, what is wrong with what was
// sent, and what it does.
type Form struct {
	// OpenedBy names actions (card.Do.Name) and shortcuts (callback ids, which
	// the manifest lists) that open it.
	OpenedBy []string
	// Open makes it from the books. A refusal is told to the person instead.
	Open func(*Look) (card.Form, error)
	// Check tells what is wrong, by field; nil if all is well. It only reads.
	Check func(*Look, event.Form) (map[string]card.Text, error)
	// Apply does it, after Check passed; Look.Event.Form has the values.
	Apply func(*Turn) error
}
