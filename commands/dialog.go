package commands

import (
	"strings"

	"roundsman/bot/event"
	"roundsman/sales"
)

// dialogKind is something we ask over several messages. Its state is a record of
// its own; what we are in the middle of is kept with the person (sales.Dialog), so
// that a restart, or another command in between, leaves it where it was.
type dialogKind struct {
	name string
	// take reads what was written while it is the innermost dialog: took is false
	// for what was not meant for it.
	take func(t *Turn, d sales.Dialog, text string) (took bool, err error)
	// resume goes on after something else was done in between.
	resume func(t *Turn, d sales.Dialog) error
}

// dialogKinds are all of them.
func dialogKinds() []dialogKind { return []dialogKind{reportDialog()} }

// heedingDialogs lets what is written reach the dialog that waits for an answer,
// and every dialog go on where it was when a command came in between.
func heedingDialogs(all []Command) []Command {
	for i, c := range all {
		all[i].Run = heeding(c.Run, true)
		for name, run := range c.Actions {
			c.Actions[name] = heeding(run, false)
		}
		for name, f := range c.Forms {
			f.Apply = heeding(f.Apply, false)
			c.Forms[name] = f
		}
	}
	return all
}

func heeding(run func(*Turn) error, typed bool) func(*Turn) error {
	if run == nil {
		return nil
	}
	return func(t *Turn) error {
		if t.inDialog { // a command that runs another
			return run(t)
		}
		t.inDialog = true
		if typed && t.isWrittenToUs() {
			if _, answered, err := t.reportSaidIn(sourceOf(t.Event)); answered || err != nil {
				return err // it was taken for an answer already
			}
		}
		d, kind, ok, err := t.innermost()
		if err != nil {
			return err
		}
		if !ok {
			return run(t)
		}
		if typed && t.isWrittenToUs() {
			if took, err := kind.take(t, d, strings.TrimSpace(t.Event.Text)); took || err != nil {
				return err
			}
		}
		if err := run(t); err != nil {
			return err
		}
		return t.resume(d, kind)
	}
}

// isWrittenToUs: a message in direct message may be an answer; a slash command
// or a mention elsewhere is a command.
func (t *Turn) isWrittenToUs() bool {
	return t.Event.Kind == event.Message && t.Event.Place.Kind == event.Direct
}

// innermost is the dialog that waits for an answer.
func (l *Look) innermost() (d sales.Dialog, kind dialogKind, ok bool, err error) {
	all, err := l.Books.Dialogs()
	if err != nil {
		return d, kind, false, err
	}
	if d, ok = all.Top(); !ok {
		return d, kind, false, nil
	}
	for _, kind = range dialogKinds() {
		if kind.name == d.Kind {
			return d, kind, true, nil
		}
	}
	return d, kind, false, nil // of a version that is no more
}

// resume lets a dialog go on, unless what came in between ended or showed it.
func (t *Turn) resume(before sales.Dialog, kind dialogKind) error {
	all, err := t.Books.Dialogs()
	if err != nil {
		return err
	}
	now, stands := all.Find(before.Kind, before.Subject)
	if !stands || now.Shown != before.Shown || t.showed {
		return nil
	}
	return kind.resume(t, now)
}

// changeDialogs changes what we are asking the person.
func (t *Turn) changeDialogs(change func(sales.Dialogs) sales.Dialogs) error {
	all, err := t.Books.Dialogs()
	if err != nil {
		return err
	}
	return t.Tx.KeepDialogs(change(all))
}
