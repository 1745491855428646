package commands

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"roundsman/bot/present"
	"roundsman/sales"
)

// correction is an example of what was misread or had to be asked, kept with
// the person who corrected it, so that reading can be improved from real use.
type correction struct {
	At       time.Time `json:"at"` // when the text was written
	Language string    `json:"language"`
	Text     string    `json:"text"`
	Field    string    `json:"field"`          // account, contact, contacts, date, mode, intent
	Said     string    `json:"said,omitempty"` // the piece of the text it is about
	// Read and Meant are names' refs (see ref), days, modes, intents; Read is empty
	// if it had to be asked.
	Read    []string         `json:"read,omitempty"`
	Meant   []string         `json:"meant"`
	Offered []string         `json:"offered,omitempty"` // refs that could be chosen
	Names   []correctionName `json:"names,omitempty"`   // to be replaced before it is shown
	Sources []sales.Source   `json:"sources,omitempty"`
}

const (
	correctionsName = "corrections"
	mostCorrections = 100 // of one person; the latest are kept
	correctionText  = 500 // characters
	// correctionsFor is how long an example is kept.
	correctionsFor = 365 * 24 * time.Hour
)

func (l *Look) corrections() ([]correction, error) {
	raw, err := l.Books.Recall(correctionsName)
	if missing(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("recall corrections: %w", err)
	}
	var all []correction
	if err := json.Unmarshal(raw, &all); err != nil {
		return nil, fmt.Errorf("read corrections: %w", err)
	}
	return all, nil
}

func (t *Turn) keepCorrections(all []correction) error {
	all = slices.DeleteFunc(all, func(c correction) bool { return t.Now.Sub(c.At) > correctionsFor })
	if len(all) == 0 {
		return t.Tx.Forget(correctionsName)
	}
	raw, err := json.Marshal(all[:min(len(all), mostCorrections)])
	if err != nil {
		return fmt.Errorf("write corrections: %w", err)
	}
	return t.Tx.Keep(correctionsName, raw, t.Now.Add(correctionsFor))
}

// keepCorrection keeps one more example, made from these parts of a telling.
func (t *Turn) keepCorrection(c correction, parts []part) error {
	parts = slices.DeleteFunc(slices.Clone(parts), func(p part) bool { return p.Given || p.Text == "" })
	if with := slices.IndexFunc(parts, func(p part) bool { return c.Said != "" && strings.Contains(p.Text, c.Said) }); with >= 0 {
		parts = parts[with : with+1]
	}
	if len(parts) == 0 {
		return nil // no words of theirs were read
	}
	c.At, c.Language, c.Text = parts[0].At, parts[0].Reading.Language, present.Cut(textOf(parts), correctionText)
	for _, p := range parts {
		c.Sources = append(c.Sources, sourcesOf(p)...)
	}
	c.Names = t.namesIn(parts, slices.Concat(c.Read, c.Meant, c.Offered))
	all, err := t.corrections()
	if err != nil {
		return err
	}
	return t.keepCorrections(append([]correction{c}, all...))
}

// thenForgetText drops the examples made from a message when it has changed.
func thenForgetText(run func(*Turn) error) func(*Turn) error {
	return func(t *Turn) error {
		if err := run(t); err != nil {
			return err
		}
		return t.forgetCorrections(sourceOf(t.Event))
	}
}

// forgetCorrections drops the examples made from a message that was deleted or
// says something else now (handbook section 14).
func (t *Turn) forgetCorrections(s sales.Source) error {
	all, err := t.corrections()
	if err != nil || len(all) == 0 {
		return err
	}
	rest := slices.DeleteFunc(slices.Clone(all), func(c correction) bool { return slices.Contains(c.Sources, s) })
	if len(rest) == len(all) {
		return nil
	}
	return t.keepCorrections(rest)
}
