package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// line is one text to explain, as a line of JSON has it.
type line struct {
	id
	Text string `json:"text"`
	At   string `json:"at"`   // local time
	Zone string `json:"zone"` // IANA name
	Past bool   `json:"past"` // with --dates: days gone by are meant
}

// moment is when and where a text was written.
type moment struct {
	at   time.Time
	zone *time.Location
}

// explainLines explains what comes in line by line, for as long as it comes. A
// line that cannot be read is named and left out.
func (e *explainer) explainLines(ctx context.Context, p program, out *lines) error {
	hintAtTerminal(p)
	done := make(chan error, 1)
	go func() { done <- e.explainAll(ctx, p, out) }() // reading a terminal cannot be interrupted
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (e *explainer) explainAll(ctx context.Context, p program, out *lines) error {
	in := newLineReader(p.stdin)
	read, bad := 0, 0
	for ctx.Err() == nil {
		raw, err := in.next()
		if errors.Is(err, io.EOF) {
			break
		}
		read++
		var fault *lineError
		if err == nil {
			err = e.explainLine(raw, out)
		}
		if errors.As(err, &fault) {
			bad++
			_, _ = fmt.Fprintf(p.stderr, "line %d: %s\n", in.number, fault.says)
		} else if err != nil {
			return err
		}
		if in.idle() { // somebody may wait for the answer
			if err := out.Flush(); err != nil {
				return err
			}
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if bad > 0 {
		return fmt.Errorf("%d of %d lines could not be read", bad, read)
	}
	return nil
}

func (e *explainer) explainLine(raw []byte, out *lines) error {
	l, err := readLine(raw)
	if err != nil {
		return err
	}
	when, err := e.clock.moment(l)
	if err != nil {
		return err
	}
	return out.write(e.explain(l, when))
}

// hintAtTerminal says what is waited for when nothing is piped in.
func hintAtTerminal(p program) {
	f, ok := p.stdin.(*os.File)
	if !ok {
		return
	}
	if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
		_, _ = fmt.Fprintln(p.stderr, `Type lines such as {"id":"1","text":"Visited Acme today","at":"2026-11-20T16:00","zone":"Europe/Berlin"}, or stop with Ctrl+C and write: roundsman parse "Visited Acme today"`)
	}
}

// lineError says what is wrong with one line; the others can still be read.
type lineError struct{ says string }

func (e *lineError) Error() string { return e.says }

func faulty(format string, args ...any) error { return &lineError{fmt.Sprintf(format, args...)} }

// readLine reads {"id","text","at","zone"}. The id is any string or number, and
// is printed as it came.
func readLine(raw []byte) (line, error) {
	var l line
	if raw[0] != '{' {
		return l, faulty(`it is no JSON object such as {"id":"1","text":"Visited Acme today","at":"2026-11-20T16:00","zone":"Europe/Berlin"}`)
	}
	var has struct {
		Text *string `json:"text"`
	}
	if err := json.Unmarshal(raw, &l); err != nil {
		return l, faulty("%s", jsonFault(err))
	}
	if err := json.Unmarshal(raw, &has); err != nil || has.Text == nil {
		return l, faulty(`it has no "text"`)
	}
	switch {
	case len(l.ID) == 0 || string(l.ID) == "null":
		l.id = noID
	case l.ID[0] == '{' || l.ID[0] == '[':
		return l, faulty(`"id" is to be a string or a number`)
	}
	return l, nil
}

func jsonFault(err error) string {
	var wrongType *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &wrongType):
		return fmt.Sprintf("%q is to be %s, and is a %s", wrongType.Field, article(wrongType.Type.String()), wrongType.Value)
	case errors.As(err, &syntax):
		return fmt.Sprintf("it is no JSON: %v, at byte %d", syntax, syntax.Offset)
	}
	return "it is no JSON"
}

func article(kind string) string {
	if kind == "bool" {
		return "true or false"
	}
	return "a " + kind
}

// longestLine bounds how much of the input is held at once.
const longestLine = 1 << 20

// lineReader reads lines of any kind of UTF-8 or UTF-16 that a byte order mark
// tells, with either kind of line end, leaving out empty ones.
type lineReader struct {
	in     *bufio.Reader
	number int // of the line last read, from 1
}

func newLineReader(r io.Reader) *lineReader {
	return &lineReader{in: bufio.NewReaderSize(transform.NewReader(r, unicode.BOMOverride(transform.Nop)), 64<<10)}
}

// next is the next line with something in it, good until next is called again.
// io.EOF says that there is none; a lineError, that it is too long.
func (r *lineReader) next() ([]byte, error) {
	for {
		raw, err := r.line()
		if raw = bytes.TrimSpace(raw); len(raw) > 0 || err != nil {
			return raw, err
		}
	}
}

func (r *lineReader) line() ([]byte, error) {
	raw, err := r.in.ReadSlice('\n')
	if len(raw) == 0 && err != nil {
		return nil, endOf(err)
	}
	r.number++
	if !errors.Is(err, bufio.ErrBufferFull) {
		return raw, exceptEnd(err)
	}
	whole := bytes.Clone(raw)
	for errors.Is(err, bufio.ErrBufferFull) {
		raw, err = r.in.ReadSlice('\n')
		if len(whole) <= longestLine {
			whole = append(whole, raw...)
		}
	}
	if err = exceptEnd(err); err != nil {
		return nil, err
	}
	if len(whole) > longestLine {
		return nil, faulty("it is longer than %d bytes", longestLine)
	}
	return whole, nil
}

// idle reports that nothing more has come in yet.
func (r *lineReader) idle() bool { return r.in.Buffered() == 0 }

func endOf(err error) error {
	if errors.Is(err, io.EOF) {
		return io.EOF
	}
	return fmt.Errorf("read standard input: %w", err)
}

// exceptEnd: the last line needs no line end.
func exceptEnd(err error) error {
	if err == nil || errors.Is(err, io.EOF) {
		return nil
	}
	return fmt.Errorf("read standard input: %w", err)
}

// clockReader reads local times in named zones; at and zone stand in where a
// line says none.
type clockReader struct {
	at, zone string
	zones    map[string]*time.Location
}

func newClockReader(at, zone string) (clockReader, error) {
	c := clockReader{at: at, zone: zone, zones: map[string]*time.Location{}}
	loc, err := c.zoneOf("")
	if err == nil && at != "" {
		_, err = timeIn(at, loc)
	}
	return c, err
}

func (c clockReader) moment(l line) (moment, error) {
	zone, err := c.zoneOf(l.Zone)
	if err != nil {
		return moment{}, err
	}
	at := l.At
	if strings.TrimSpace(at) == "" {
		at = c.at
	}
	if at == "" {
		return moment{}, faulty(`it has no "at": say when it was written, in local time, 2026-11-20T16:00, or for all lines with --at`)
	}
	t, err := timeIn(at, zone)
	return moment{t, zone}, err
}

// zoneOf finds a zone, the one that stands in if there is no name, or UTC.
func (c clockReader) zoneOf(name string) (*time.Location, error) {
	if name = strings.TrimSpace(name); name == "" {
		name = c.zone
	}
	if name == "" {
		return time.UTC, nil
	}
	if loc := c.zones[name]; loc != nil {
		return loc, nil
	}
	loc, err := time.LoadLocation(name)
	if err != nil || name == "Local" { // which is another one on every machine
		return nil, faulty("the zone %q is not known; write it like Europe/Berlin or Asia/Shanghai", name)
	}
	c.zones[name] = loc
	return loc, nil
}

// timeLayouts are how a local time may be written; a day alone is its noon.
var timeLayouts = []string{"2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01-02 15:04", "2006-01-02 15:04:05"}

func timeIn(said string, zone *time.Location) (time.Time, error) {
	said = strings.TrimSpace(said)
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00"} {
		if t, err := time.Parse(layout, said); err == nil {
			return t, nil
		}
	}
	for _, layout := range timeLayouts {
		if t, err := time.ParseInLocation(layout, said, zone); err == nil {
			return t, nil
		}
	}
	if t, err := time.ParseInLocation(time.DateOnly, said, zone); err == nil {
		return t.Add(12 * time.Hour), nil
	}
	return time.Time{}, faulty("the time %q cannot be read; write it like 2026-11-20T16:00", said)
}
