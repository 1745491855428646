package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"roundsman/bot/locale"
	"roundsman/commands"
	"roundsman/commands/understand"
	"roundsman/sales"
)

type parseCmd struct {
	configFlag
	Text        []string `arg:"" optional:"" help:"What somebody wrote. Without it, JSON lines of {\"id\",\"text\",\"at\",\"zone\"} are read from standard input."`
	At          string   `help:"When it was written, in local time, 2026-11-20T16:00 (default: now); for lines that do not say." placeholder:"TIME"`
	Zone        string   `help:"The author's time zone, Europe/Berlin (default: that of the person or the machine); for lines that do not say." placeholder:"ZONE"`
	Accounts    string   `type:"path" help:"CSV with the header name,aliases,owner; semicolons between aliases." placeholder:"FILE"`
	Contacts    string   `type:"path" help:"CSV with the header account,name,title." placeholder:"FILE"`
	Me          string   `help:"Who wrote it: an owner in the CSV (default: me), or a person in the store by Slack id or name." placeholder:"OWNER"`
	Store       string   `type:"path" help:"The store whose accounts and contacts to know, if not the configured one." placeholder:"FILE"`
	Dates       bool     `help:"Read each text as a day or time alone, and print {\"id\",\"value\"}."`
	Corrections bool     `help:"Print what people corrected, from the store, names replaced."`
}

// Run explains how texts are understood. It writes to no store and needs no Slack.
func (c parseCmd) Run(ctx context.Context, p program) error {
	switch {
	case c.Corrections && len(c.Text) > 0:
		return errors.New("--corrections lists what is in the store; it takes no text")
	case c.Corrections:
		return c.printCorrections(ctx, p)
	case c.Contacts != "" && c.Accounts == "":
		return errors.New("--contacts needs --accounts: name the CSV file of the accounts they belong to")
	}
	e, err := c.explainer(ctx, p)
	if err != nil {
		return err
	}
	out := newLines(p.stdout)
	if len(c.Text) > 0 {
		return errors.Join(c.explainText(p, e, out), out.Flush())
	}
	return e.explainLines(ctx, p, out)
}

// explainer turns texts into what is printed of them.
type explainer struct {
	me       sales.Person
	context  understand.Context // without time and zone
	words    *locale.Words
	datesAre bool
	clock    clockReader
}

func (c parseCmd) explainer(ctx context.Context, p program) (*explainer, error) {
	words, err := locale.Load()
	if err != nil {
		return nil, err
	}
	e := &explainer{words: words, datesAre: c.Dates}
	if e.me, e.context, err = c.books(ctx, p); err != nil {
		return nil, err
	}
	zone := c.Zone
	if zone == "" {
		zone = e.me.Zone
	}
	e.clock, err = newClockReader(c.At, zone)
	return e, err
}

// explainText explains the argument, as written now if nothing else is said.
func (c parseCmd) explainText(p program, e *explainer, out *lines) error {
	when := moment{at: p.now(), zone: p.now().Location()}
	var err error
	if e.clock.zone != "" {
		if when.zone, err = e.clock.zoneOf(""); err != nil {
			return err
		}
	}
	if e.clock.at != "" {
		if when.at, err = timeIn(e.clock.at, when.zone); err != nil {
			return err
		}
	}
	return out.write(e.explain(line{id: noID, Text: strings.Join(c.Text, " ")}, when))
}

// explain is what is printed of one text.
func (e *explainer) explain(l line, when moment) any {
	c := e.context
	c.At, c.Zone = when.at, when.zone
	if e.datesAre {
		return dayFound{id: l.id, Value: understand.Day(l.Text, c, l.Past).Value()}
	}
	me := e.me
	me.Zone = when.zone.String()
	return explained{id: l.id, Explanation: commands.Explain(l.Text, me, c, e.words)}
}

// id is the number or string that a line came with, as it came.
type id struct {
	ID json.RawMessage `json:"id"`
}

var noID = id{json.RawMessage(`""`)}

type explained struct {
	id
	commands.Explanation
}

type dayFound struct {
	id
	Value string `json:"value"`
}

// lines writes JSON values, one a line.
type lines struct {
	*bufio.Writer
	json *json.Encoder
}

func newLines(w io.Writer) *lines {
	l := &lines{Writer: bufio.NewWriter(w)}
	l.json = json.NewEncoder(l.Writer)
	l.json.SetEscapeHTML(false)
	return l
}

func (l *lines) write(v any) error {
	if err := l.json.Encode(v); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return nil
}
