package locale

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

//go:embed catalogue
var catalogues embed.FS

// Words are the catalogues of all languages.
type Words struct {
	languages map[string]*catalogue
	commands  map[string]string     // folded word to command
	verbs     map[string][]verbWord // by group, longest word first
}

// catalogue is one language.
type catalogue struct {
	tag       language.Tag
	messages  map[string]*i18n.Message
	sentences map[string]sentence // each message's "other" form
	plurals   *i18n.Localizer     // chooses among the forms of those that have several
}

// Load reads the embedded catalogues. A key given twice in a language, a
// sentence with anything but {{.name}} places, and a word that calls two
// commands are errors.
func Load() (*Words, error) {
	root, err := fs.Sub(catalogues, "catalogue")
	if err != nil {
		return nil, fmt.Errorf("open catalogues: %w", err)
	}
	return load(root)
}

func load(root fs.FS) (*Words, error) {
	w := &Words{languages: map[string]*catalogue{}, commands: map[string]string{}}
	for _, lang := range Languages() {
		c, err := loadLanguage(root, lang)
		if err != nil {
			return nil, fmt.Errorf("load catalogue %s: %w", lang, err)
		}
		w.languages[lang] = c
	}
	if err := w.indexCommands(); err != nil {
		return nil, err
	}
	if err := w.indexVerbs(); err != nil {
		return nil, err
	}
	return w, nil
}

func loadLanguage(root fs.FS, lang string) (*catalogue, error) {
	tag, err := language.Parse(lang)
	if err != nil {
		return nil, fmt.Errorf("folder is not a language: %w", err)
	}
	c := &catalogue{tag: tag, messages: map[string]*i18n.Message{}, sentences: map[string]sentence{}}
	bundle := i18n.NewBundle(tag)
	files, err := fs.Glob(root, lang+"/*.json")
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		if err := c.read(bundle, root, file); err != nil {
			return nil, fmt.Errorf("%s: %w", path.Base(file), err)
		}
	}
	c.plurals = i18n.NewLocalizer(bundle, lang)
	return c, nil
}

func (c *catalogue) read(bundle *i18n.Bundle, root fs.FS, file string) error {
	data, err := fs.ReadFile(root, file)
	if err != nil {
		return err
	}
	if err := noKeyTwice(data); err != nil {
		return err
	}
	messages, err := bundle.ParseMessageBytes(c.tag, data, json.Unmarshal)
	if err != nil {
		return err
	}
	for _, m := range messages {
		if err := c.add(m); err != nil {
			return err
		}
	}
	return nil
}

func (c *catalogue) add(m *i18n.Message) error {
	if c.messages[m.ID] != nil {
		return fmt.Errorf("key %q is in another file already", m.ID)
	}
	if m.Other == "" {
		return fmt.Errorf("key %q has no text", m.ID)
	}
	for form, text := range forms(m) {
		if _, err := parse(text); err != nil {
			return fmt.Errorf("key %q (%s): %w", m.ID, form, err)
		}
	}
	s, err := parse(m.Other)
	c.messages[m.ID], c.sentences[m.ID] = m, s
	return err
}

// forms are the plural forms a message has.
func forms(m *i18n.Message) map[string]string {
	all := map[string]string{"zero": m.Zero, "one": m.One, "two": m.Two, "few": m.Few, "many": m.Many, "other": m.Other}
	for form, text := range all {
		if text == "" {
			delete(all, form)
		}
	}
	return all
}

// noKeyTwice finds what encoding/json would silently overwrite.
func noKeyTwice(data []byte) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	if _, err := dec.Token(); err != nil {
		return fmt.Errorf("not a JSON object: %w", err)
	}
	seen := map[string]bool{}
	for dec.More() {
		token, err := dec.Token()
		if err != nil {
			return err
		}
		key, _ := token.(string)
		if seen[key] {
			return fmt.Errorf("key %q is there twice", key)
		}
		seen[key] = true
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return fmt.Errorf("key %q: %w", key, err)
		}
	}
	return nil
}
