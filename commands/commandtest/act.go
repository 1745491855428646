package commandtest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/commands"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/scoped"
)

// Says is a direct message; "/roundsman ..." is the slash command.
func (w *World) Says(who, text string) {
	w.TB.Helper()
	if rest, ok := strings.CutPrefix(text, "/roundsman"); ok {
		w.Apply(w.event(who, event.Event{
			Kind: event.Slash, Call: "/roundsman", Text: strings.TrimSpace(rest), Place: event.Place{Kind: event.Channel, Channel: "C1"},
		}))
		return
	}
	w.says(who, text, direct(who))
}

// Sends is a direct message with a file.
func (w *World) Sends(who, file, text string) {
	w.TB.Helper()
	w.says(who, text, direct(who), event.File{ID: "F" + file, Name: file, Page: "https://files.example.com/" + file})
}

// Mentions is a message to us in a channel.
func (w *World) Mentions(who, text string) {
	w.TB.Helper()
	w.says(who, text, event.Place{Kind: event.Channel, Channel: "C1"})
}

func (w *World) says(who, text string, place event.Place, files ...event.File) {
	w.TB.Helper()
	ts := w.timestamp()
	w.said = append(w.said, saying{who, sales.Source{Channel: place.Channel, TS: ts}, text, files})
	e := w.event(who, event.Event{Kind: event.Message, Text: text, TS: ts, Place: place, Files: files})
	e.Key = "m:" + place.Channel + ":" + ts
	w.Apply(e)
}

// Edits changes the nth last message that somebody wrote (1: the last).
func (w *World) Edits(who string, nth int, text string) {
	w.TB.Helper()
	s := w.written(who, nth)
	s.text = text
	w.follow(who, event.Edited, "e:", s)
}

// Deletes deletes the nth last message that somebody wrote.
func (w *World) Deletes(who string, nth int) {
	w.TB.Helper()
	w.follow(who, event.Deleted, "d:", w.written(who, nth))
}

func (w *World) follow(who string, kind event.Kind, prefix string, s *saying) {
	w.TB.Helper()
	place := direct(who)
	if s.at.Channel != place.Channel {
		place = event.Place{Kind: event.Channel, Channel: s.at.Channel}
	}
	e := w.event(who, event.Event{Kind: kind, TS: s.at.TS, Place: place})
	if kind == event.Edited {
		e.Text, e.Files = s.text, s.sent // Slack sends an edited message with its files
	}
	e.Key = prefix + s.at.Channel + ":" + s.at.TS + ":" + w.timestamp()
	w.Apply(e)
}

func (w *World) written(who string, nth int) *saying {
	w.TB.Helper()
	for i := len(w.said) - 1; i >= 0; i-- {
		if w.said[i].who != who {
			continue
		}
		if nth--; nth == 0 {
			return &w.said[i]
		}
	}
	w.TB.Fatalf("%s did not write that much", who)
	return nil
}

// Presses uses the element with this label in the latest message that shows it
// to that person; value is what was chosen, "" for a button.
func (w *World) Presses(who, label, value string) {
	w.TB.Helper()
	m, do := w.find(who, label)
	if w.opens(who, m, do) {
		return
	}
	w.Apply(w.pressed(who, m, do, value))
}

func (w *World) pressed(who string, m message, do card.Do, value string) event.Event {
	return w.event(who, event.Event{
		Kind: event.Action, Place: direct(who),
		Action: &event.Press{Name: do.Name, ID: do.ID, Version: do.Version, Arg: do.Arg, Value: value, Message: m.at},
	})
}

// Again applies the last event once more, as a replay from the inbox would.
func (w *World) Again() {
	w.TB.Helper()
	w.Apply(w.last)
}

// event fills in what every event has.
func (w *World) event(who string, e event.Event) event.Event {
	w.events++
	e.Key, e.Actor, e.At, e.Received = fmt.Sprintf("x:%d", w.events), ID(who), w.Now.UTC(), w.Now.UTC()
	return e
}

func direct(who string) event.Place {
	return event.Place{Kind: event.Direct, Channel: "D" + strings.ToUpper(who)}
}

// timestamp makes Slack's kind of message id: seconds and a counter.
func (w *World) timestamp() string {
	w.messages++
	return fmt.Sprintf("%d.%06d", w.Now.Unix(), w.messages)
}

// Apply handles an event in one transaction, as the bot does, and then sends
// what it put into the outbox. A refusal rolls back and is told.
func (w *World) Apply(e event.Event) {
	w.TB.Helper()
	w.last = e
	run := w.handler(e)
	if run == nil {
		w.TB.Fatalf("nobody handles %s %q", e.Kind, e.Text)
	}
	err := w.turn(e, run)
	var refusal *sales.Error
	if errors.As(err, &refusal) && refusal.Code != sales.Internal {
		err = w.turn(e, func(t *commands.Turn) error {
			text := card.Refusal(refusal)
			return t.Say(card.Card{Blocks: []card.Block{card.Paragraph(text)}})
		})
	}
	check(w.TB, err)
	w.deliver()
	w.sweep()
	w.goOn()
}

// goOn does the steps of tasks that wait, with the files of World.Files.
func (w *World) goOn() {
	w.TB.Helper()
	var values map[string][]byte
	w.view(func(tx storage.Tx) (err error) {
		values, _, err = tx.Recollect(scoped.TaskPath, storage.Page{})
		return err
	})
	for _, raw := range values {
		var task event.Task
		check(w.TB, json.Unmarshal(raw, &task))
		if task.Step == 0 && task.File != nil {
			content, there := w.Files[task.File.Name]
			if task.Content = []byte(content); !there {
				task.Problem = "refused.file_not_fetched"
			}
		}
		w.Apply(event.Event{
			Key: fmt.Sprintf("j:%s:%d", task.Key, task.Step), Kind: event.Job, Actor: task.Actor, Call: task.Call, Task: &task,
			At: w.Now, Received: w.Now,
		})
	}
}

func (w *World) turn(e event.Event, run func(*commands.Turn) error) error {
	prepared := w.prepare(e)
	defer func() { w.Prepared = prepared }()
	if meanwhile := w.Meanwhile; meanwhile != nil {
		w.Meanwhile = nil
		meanwhile()
	}
	return w.Store.Update(context.Background(), func(tx storage.Tx) error {
		look, err := w.look(tx, e)
		if err != nil {
			return err
		}
		if e.Kind == event.Message || e.Kind == event.Slash {
			_, look.Rest = w.route(e.Text)
		}
		writer := scoped.Write(tx, look.Me, e, w.Rules, w.Looks)
		look.Books = writer.Reader
		return run(&commands.Turn{Look: look, Tx: writer, Prepared: prepared})
	})
}

// prepare reads ahead of the transaction, as the bot does.
func (w *World) prepare(e event.Event) (p *commands.Prepared) {
	w.TB.Helper()
	c, rest := w.route(e.Text)
	if e.Kind != event.Message && e.Kind != event.Slash || c.Prepare == nil {
		return nil
	}
	check(w.TB, w.Store.View(context.Background(), func(tx storage.Tx) error {
		look, err := w.look(tx, e)
		if err != nil {
			return err
		}
		look.Rest = rest
		p = c.Prepare(&look)
		return nil
	}))
	return p
}

// route finds the command that a text calls, and what follows its word.
func (w *World) route(text string) (commands.Command, string) {
	name, rest := commands.Route(text, w.Words)
	if c, ok := commands.Named(w.All, name); ok {
		return c, rest
	}
	c, _ := commands.Named(w.All, commands.FreeText)
	return c, text
}

func (w *World) handler(e event.Event) func(*commands.Turn) error {
	free, _ := commands.Named(w.All, commands.FreeText)
	switch e.Kind {
	case event.Message, event.Slash:
		c, _ := w.route(e.Text)
		return c.Run
	case event.Edited:
		return free.Edited
	case event.Deleted:
		return free.Deleted
	case event.Action:
		return w.action(e.Action.Name)
	case event.Job:
		for _, c := range w.All {
			if run, ok := c.Tasks[e.Call]; ok {
				return run
			}
		}
	case event.FormSent:
		if f, ok := w.form(e.Form.Name); ok {
			return f.Apply
		}
	default:
	}
	return nil
}

func (w *World) action(name string) func(*commands.Turn) error {
	for _, c := range w.All {
		if run, ok := c.Actions[name]; ok {
			return run
		}
	}
	return nil
}

// deliver sends what waits in the outbox until nothing does.
func (w *World) deliver() {
	w.TB.Helper()
	for range 100 {
		var claimed []storage.OutEntry
		w.update(func(tx storage.Tx) error {
			var err error
			claimed, err = tx.Claim(w.Now, time.Minute, storage.RoomFor(100))
			return err
		})
		if len(claimed) == 0 {
			return
		}
		for _, e := range claimed {
			w.send(e)
		}
	}
	w.TB.Fatal("the outbox never empties")
}

// Unsent is a message that somebody wrote and that has not reached us yet.
func (w *World) Unsent(who, text string) event.Event {
	w.TB.Helper()
	place := direct(who)
	ts := w.timestamp()
	w.said = append(w.said, saying{who, sales.Source{Channel: place.Channel, TS: ts}, text, nil})
	e := w.event(who, event.Event{Kind: event.Message, Text: text, TS: ts, Place: place})
	e.Key = "m:" + place.Channel + ":" + ts
	return e
}

// Press is the event of pressing a button, not applied yet.
func (w *World) Press(who, label string) event.Event {
	w.TB.Helper()
	m, do := w.find(who, label)
	return w.pressed(who, m, do, "")
}

// ForgetOld does the store's housekeeping at the present time.
func (w *World) ForgetOld() {
	w.TB.Helper()
	w.update(func(tx storage.Tx) error {
		_, err := tx.ForgetOld(w.Now, w.Now.AddDate(0, 0, -30), w.Now.AddDate(0, 0, -90), 500)
		return err
	})
}

// Dump is everything remembered below a path, as one text.
func (w *World) Dump(path string) string {
	w.TB.Helper()
	var b strings.Builder
	w.view(func(tx storage.Tx) error {
		page := storage.Page{Limit: 500}
		for {
			values, next, err := tx.Recollect(path, page)
			if err != nil {
				return err
			}
			for name, value := range values {
				fmt.Fprintf(&b, "%s %s\n", name, value)
			}
			if next == "" {
				return nil
			}
			page.After = next
		}
	})
	return b.String()
}
