package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"roundsman/bot/event"
	"roundsman/commands"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/scoped"
)

// tasks lets what takes long go on, a step at a time: each step that waits in the
// store becomes an event in the inbox. Its key is that of the step, so that a step
// is done once however often it is looked at; a file is fetched before the first.
type tasks struct {
	w    *Workspace
	wake chan struct{}
}

// taskEvery is how often tasks are looked at that could not go on.
const taskEvery = 30 * time.Second

// mostFetched bounds a file that is fetched, in bytes.
const mostFetched = 1 << 20

func newTasks(w *Workspace) *tasks { return &tasks{w, make(chan struct{}, 1)} }

func (t *tasks) poke() {
	select {
	case t.wake <- struct{}{}:
	default:
	}
}

// Run goes on with what waits, also after a restart.
func (t *tasks) Run(ctx context.Context) error {
	tick := time.NewTicker(taskEvery)
	defer tick.Stop()
	for {
		if err := t.once(ctx); err != nil && ctx.Err() == nil {
			t.w.log.Warn("task waits", "error", errorClass(err))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-t.wake:
		case <-tick.C:
		}
	}
}

func (t *tasks) once(ctx context.Context) error {
	waiting, err := t.waiting(ctx)
	for _, task := range waiting {
		err = errors.Join(err, t.step(ctx, task))
	}
	return err
}

func (t *tasks) waiting(ctx context.Context) (found []event.Task, err error) {
	err = t.w.store.View(ctx, func(tx storage.Tx) error {
		values, _, err := tx.Recollect(scoped.TaskPath, storage.Page{})
		found = nil
		for name, raw := range values {
			var task event.Task
			if err := json.Unmarshal(raw, &task); err != nil {
				return fmt.Errorf("read %s: %w", name, err)
			}
			found = append(found, task)
		}
		return err
	})
	return found, err
}

// step puts the next step of a task into the inbox.
func (t *tasks) step(ctx context.Context, task event.Task) error {
	e := event.Event{Key: "j:" + task.Key + ":" + strconv.Itoa(task.Step), Kind: event.Job, Actor: task.Actor, Call: task.Call}
	known, err := t.w.finds(ctx, func(tx storage.Tx) (bool, error) {
		_, err := tx.Entry(e.Key)
		if errors.Is(err, storage.ErrNotFound) {
			return false, nil
		}
		return err == nil, err
	})
	if known || err != nil {
		return err
	}
	if task.Step == 0 && task.File != nil {
		if err := t.fetch(ctx, &task); err != nil {
			return err
		}
	}
	e.Task = &task
	return t.w.Receive(ctx, e)
}

// fetch gets a task's file. What will never come is told; anything else is tried again.
func (t *tasks) fetch(ctx context.Context, task *event.Task) error {
	if task.File.Size > mostFetched {
		task.Problem = "refused.file_too_large"
		return nil
	}
	content, err := t.w.sender.Fetch(ctx, *task.File, mostFetched)
	var failed *SendError
	if errors.As(err, &failed) && failed.Failure == Never {
		task.Problem = "refused.file_not_fetched"
		return nil
	}
	task.Content = content
	return err
}

// goOn does a step of a task.
func (w *Workspace) goOn(t *commands.Turn) error {
	if t.Event.Task == nil {
		return nil
	}
	run, known := w.registry.tasks[t.Event.Call]
	if !known {
		return t.Tx.EndTask(*t.Event.Task)
	}
	if err := permit(run.command, t.Me); err != nil {
		return errors.Join(t.Tx.EndTask(*t.Event.Task), ignoreRefusal(err))
	}
	return run.run(t)
}

func ignoreRefusal(err error) error {
	var refused *sales.Error
	if errors.As(err, &refused) {
		return nil
	}
	return err
}
