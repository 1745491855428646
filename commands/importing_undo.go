package commands

import (
	"errors"

	"roundsman/bot/event"
	"roundsman/bot/present"
	"roundsman/sales"
)

const taskUndoImport = "import_undo"

// undoImport is the Undo button of an import.
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
	return t.takeImportBack(key, s)
}

// undoLastImport is the word "undo" when an import is what a person did last. One
// that is still being read is stopped by it.
func (t *Turn) undoLastImport(key string, s importState) error {
	if len(s.Events) > 0 {
		return errors.Join(t.takeImportBack(key, s), t.Say(present.ImportGoesBackAbove(s.Name)))
	}
	return errors.Join(t.stopImport(key, &s), t.ReplaceAnswer(s.Answer, present.ImportStopped(s.Name)), t.Say(present.ImportStopped(s.Name)))
}

// takeImportBack has all turned back that an import kept: as it came, so many rows
// a step, the last first, so that nobody waits for a long one.
func (t *Turn) takeImportBack(key string, s importState) error {
	s.Undoing = t.Event.Key
	task := event.Task{Key: t.Event.Key, Call: taskUndoImport, Note: key}
	return errors.Join(t.stopImport(key, &s), t.Tx.PutTask(task), t.ReplaceAnswer(s.Answer, present.ImportGoesBack(s.Name)))
}

// stopImport has no more rows be read, and "undo" mean what was done before it.
func (t *Turn) stopImport(key string, s *importState) error {
	s.Done, s.File = true, nil
	return errors.Join(t.keepImport(key, *s), t.Tx.EndTask(event.Task{Key: key}), t.Tx.Unremember(key))
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
	changes, err := t.Tx.Undo(s.Events[last])
	if why := conflict(err); why != nil {
		return t.importStays(task, s, why)
	}
	if err != nil {
		return err
	}
	s.Events, s.Back = s.Events[:last], min(s.Kept, s.Back+len(changes))
	if last > 0 {
		task.Step++
		return errors.Join(t.keepImport(task.Note, s), t.Tx.PutTask(task), t.ReplaceAnswer(s.Answer, present.ImportGoesFurtherBack(s.Name, s.Back, s.Kept)))
	}
	s.Undoing = ""
	return errors.Join(t.keepImport(task.Note, s), t.Tx.EndTask(task), t.ReplaceAnswer(s.Answer, present.ImportUndone(s.Name, s.Kept)))
}

// importStays says why no more of an import is turned back, and how much was.
func (t *Turn) importStays(task event.Task, s importState, why *sales.Error) error {
	s.Undoing = ""
	if err := errors.Join(t.keepImport(task.Note, s), t.Tx.EndTask(task)); err != nil {
		return err
	}
	if s.Back == 0 {
		return errors.Join(t.ReplaceAnswer(s.Answer, t.importCard(task.Note, s)), t.Say(present.CannotUndo(why)))
	}
	stays := present.ImportStays(s.Name, s.Back, s.Kept)
	return errors.Join(t.ReplaceAnswer(s.Answer, present.WithUndoOfImport(stays, task.Note)), t.Say(stays))
}
