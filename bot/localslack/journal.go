package localslack

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// record is one line of the journal: the new state of one thing.
type record struct {
	Kind        string   `json:"kind"` // "boot", "person", "channel", "message", "gone", "home", "file"
	Boot        uint64   `json:"boot,omitempty"`
	Person      *Person  `json:"person,omitempty"`
	ChannelData *Channel `json:"channel_data,omitempty"`
	Channel     string   `json:"channel,omitempty"`
	Message     *Message `json:"message,omitempty"`
	TS          string   `json:"ts,omitempty"`
	User        string   `json:"user,omitempty"`
	View        *View    `json:"view,omitempty"`
	File        *File    `json:"file,omitempty"`
}

// journal keeps the workspace in a folder: workspace.jsonl, rewritten when opened and appended to after; and files/.
type journal struct {
	root *os.Root
	file *os.File
	err  error // the first failure; Close tells
}

const journalName = "workspace.jsonl"

// record keeps one change. It does nothing while the journal is read or without a folder.
func (w *Workspace) record(r record) {
	j := w.journal
	if j == nil || j.file == nil {
		return
	}
	line, err := json.Marshal(r)
	if err == nil {
		_, err = j.file.Write(append(line, '\n'))
	}
	j.fail(err)
}

func (j *journal) fail(err error) {
	if j != nil && j.err == nil && err != nil {
		j.err = fmt.Errorf("keep local workspace: %w", err)
	}
}

// restore reads what was kept, adds what the options name, and starts a fresh journal with the sum.
func (w *Workspace) restore() error {
	if w.opt.Dir == "" {
		w.seed()
		return nil
	}
	root, err := openRoot(w.opt.Dir)
	if err != nil {
		return err
	}
	if err := w.reopen(root); err != nil {
		return errors.Join(err, root.Close())
	}
	return nil
}

func openRoot(dir string) (*os.Root, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make folder: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open folder: %w", err)
	}
	return root, nil
}

func (w *Workspace) reopen(root *os.Root) error {
	if err := w.replay(root); err != nil {
		return err
	}
	w.boot++
	w.seed()
	if err := writeAtomically(root, journalName, w.snapshot()); err != nil {
		return fmt.Errorf("write journal: %w", err)
	}
	f, err := root.OpenFile(journalName, os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("open journal: %w", err)
	}
	w.journal = &journal{root: root, file: f}
	return nil
}

func (w *Workspace) replay(root *os.Root) error {
	f, err := root.Open(journalName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("open journal: %w", err)
	}
	defer func() { _ = f.Close() }() // only read
	in := bufio.NewReaderSize(f, 1<<16)
	for n := 1; ; n++ {
		line, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return nil // a last line without its end was being written when the process died
		}
		if err != nil {
			return fmt.Errorf("read journal: %w", err)
		}
		var r record
		if err := json.Unmarshal(line, &r); err != nil {
			return fmt.Errorf("journal line %d: %w", n, err)
		}
		w.apply(r)
	}
}

func (w *Workspace) apply(r record) {
	c := w.channels[r.Channel]
	switch r.Kind {
	case "boot":
		w.boot = r.Boot
	case "person":
		w.putPerson(*r.Person)
	case "channel":
		w.putChannel(*r.ChannelData)
	case "message":
		if c == nil {
			return
		}
		r.Message.Channel = c.ID
		if old := c.byTS[r.Message.TS]; old != nil {
			*old = *r.Message
		} else {
			c.add(r.Message)
		}
		w.lastTS = max(w.lastTS, parseTS(r.Message.TS))
	case "gone":
		if c != nil {
			c.remove(r.TS)
		}
	case "home":
		r.View.User = r.User
		w.homes[r.User], w.views[r.View.ID] = r.View, r.View
	case "file":
		w.files[r.File.ID], w.files[r.File.URLPrivate] = r.File, r.File
	}
}

// snapshot is the whole state as journal lines.
func (w *Workspace) snapshot() []byte {
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	put := func(r record) { _ = out.Encode(r) } // a buffer does not fail, and the values are our own
	put(record{Kind: "boot", Boot: w.boot})
	for _, id := range w.order {
		put(record{Kind: "person", Person: w.people[id]})
	}
	for _, id := range w.channelOrder {
		c := w.channels[id]
		put(record{Kind: "channel", ChannelData: c})
		for _, m := range c.messages {
			put(record{Kind: "message", Channel: id, Message: m})
		}
	}
	for user, v := range w.homes {
		put(record{Kind: "home", User: user, View: v})
	}
	for key, f := range w.files {
		if key == f.ID {
			put(record{Kind: "file", File: f})
		}
	}
	return b.Bytes()
}

func (j *journal) close() error {
	if j == nil {
		return nil
	}
	if j.file != nil {
		j.fail(errors.Join(j.file.Close(), j.root.Close()))
		j.file = nil
	}
	return j.err
}

// writeAtomically replaces a file's content as a whole or not at all.
func writeAtomically(root *os.Root, name string, data []byte) error {
	tmp := name + ".new"
	err := root.WriteFile(tmp, data, 0o600)
	if err == nil {
		err = root.Rename(tmp, name)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}
