package commands

import (
	"errors"

	"roundsman/bot/event"
	"roundsman/bot/present"
	"roundsman/sales"
)

const taskUndoImport = "import_undo"

// undoImport has all turned back that an import kept: as it came, so many rows a
// step, the last first, so that nobody waits for a long one.
func undoImport(t *Turn) error {
	key := t.Event.Action.ID
	s, err := t.importCalled(key)
	switch {
	case err != nil:
		return t.orGone(err)
	case len(s.Events) == 0:
		return sales.Refuse(sales.Conflict, "refused.undone_already")
	case s.Undoing != "": // pressed twice
		return nil
	}
	s.Undoing = t.Event.Key
	task := event.Task{Key: t.Event.Key, Call: taskUndoImport, Note: key}
	return errors.Join(t.keepImport(key, s), t.Tx.PutTask(task), t.ReplaceAnswer(s.Answer, present.ImportGoesBack(s.Name)))
}

// undoRows turns the last step of an import back that is left. If something in it
// has changed since, what is left of the import stays.
func undoRows(t *Turn) error {
	task := *t.Event.Task
	s, err := t.importCalled(task.Note)
	if missing(err) || err == nil && len(s.Events) == 0 {
		return t.Tx.EndTask(task)
	}
	if err != nil {
		return err
	}
	last := len(s.Events) - 1
	switch _, err := t.Tx.Undo(s.Events[last]); {
	case conflict(err) != nil:
		s.Undoing = ""
		return errors.Join(t.keepImport(task.Note, s), t.Tx.EndTask(task), t.ReplaceAnswer(s.Answer, t.importCard(task.Note, s)), t.Say(present.CannotUndo(conflict(err))))
	case err != nil:
		return err
	}
	s.Events = s.Events[:last]
	if last > 0 {
		task.Step++
		return errors.Join(t.keepImport(task.Note, s), t.Tx.PutTask(task))
	}
	s.Undoing = ""
	return errors.Join(t.keepImport(task.Note, s), t.Tx.EndTask(task), t.ReplaceAnswer(s.Answer, present.ImportUndone(s.Name, s.Kept)))
}
