package scoped

import (
	"encoding/json"
	"fmt"
	"time"

	"roundsman/bot/event"
)

// TaskPath is where tasks under way are kept, so that they survive a restart.
const TaskPath = "task"

// taskLife is how long a task may take, outages included.
const taskLife = 7 * 24 * time.Hour

// PutTask begins a task of the viewer's, or lets its next step follow.
func (w *Writer) PutTask(t event.Task) error {
	t.Actor, t.Content = w.viewer.ID, nil
	raw, err := json.Marshal(t)
	if err != nil {
		return fmt.Errorf("write task: %w", err)
	}
	return w.tx.Keep(taskName(t.Key), raw, w.event.Received.Add(taskLife))
}

// EndTask ends a task.
func (w *Writer) EndTask(t event.Task) error { return w.tx.Forget(taskName(t.Key)) }

func taskName(key string) string { return TaskPath + "/" + key }
