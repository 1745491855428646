package locale

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// The plural forms each language has (CLDR, cardinal numbers).
var pluralForms = map[string][]string{"en": {"one", "other"}, "zh-Hans": {"other"}}

func TestEveryLanguageSaysEverything(t *testing.T) {
	w := loaded(t)
	for _, key := range allKeys(w) {
		for _, lang := range Languages() {
			if w.languages[lang].messages[key] == nil {
				t.Errorf("%s lacks %q", lang, key)
			}
		}
	}
}

func TestEveryLanguageHasTheSamePlaces(t *testing.T) {
	w := loaded(t)
	for key, m := range w.languages[Default].messages {
		want := places(m.Other)
		for _, lang := range Languages() {
			other := w.languages[lang].messages[key]
			if other == nil {
				continue
			}
			if got := places(other.Other); !slices.Equal(got, want) {
				t.Errorf("%s %q has the places %v, %s has %v", lang, key, got, Default, want)
			}
		}
	}
}

func TestPluralFormsAreThoseOfTheLanguage(t *testing.T) {
	w := loaded(t)
	for _, key := range allKeys(w) {
		if !counts(w, key) {
			continue
		}
		for _, lang := range Languages() {
			m := w.languages[lang].messages[key]
			if m == nil {
				continue
			}
			want, known := pluralForms[lang]
			if !known {
				t.Fatalf("say in this test which plural forms %s has", lang)
			}
			if got := slices.Sorted(maps.Keys(forms(m))); !slices.Equal(got, want) {
				t.Errorf("%s %q has the forms %v, the language has %v", lang, key, got, want)
			}
			for form, text := range forms(m) {
				if extra := without(places(text), places(m.Other)); len(extra) > 0 {
					t.Errorf("%s %q (%s) has places %v that its other form lacks", lang, key, form, extra)
				}
			}
		}
	}
}

func TestEveryCommandHasWordsHelpAndExample(t *testing.T) {
	w := loaded(t)
	for _, key := range allKeys(w) {
		name, isCommand := strings.CutSuffix(key, commandSuffix)
		if !isCommand || !strings.HasPrefix(name, commandPrefix) {
			continue
		}
		for _, lang := range Languages() {
			for _, part := range []string{".help", ".example"} {
				if w.languages[lang].messages[name+part] == nil {
					t.Errorf("%s lacks %q", lang, name+part)
				}
			}
			command := strings.TrimPrefix(name, commandPrefix)
			words := w.CommandWords(lang, command)
			if len(words) == 0 {
				t.Errorf("%s: command %q has no words", lang, command)
			}
			for _, word := range words {
				if got := w.Command(word); got != command {
					t.Errorf("%s: %q calls %q, want %q", lang, word, got, command)
				}
			}
		}
	}
}

func TestWhatIsWrongWithACatalogueIsSaid(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"twice in a file":     {map[string]string{"en/a.json": `{"x":"1","x":"2"}`}, `key "x" is there twice`},
		"twice in a language": {map[string]string{"en/a.json": `{"x":"1"}`, "en/b.json": `{"x":"2"}`}, `key "x" is in another file already`},
		"logic":               {map[string]string{"en/a.json": `{"x":"{{if .a}}b{{end}}"}`}, `is not a place like {{.name}}`},
		"empty":               {map[string]string{"en/a.json": `{"x":{"one":"1"}}`}, `key "x" has no text`},
		"not JSON":            {map[string]string{"en/a.json": `x`}, `a.json`},
		"two commands": {
			map[string]string{"en/a.json": `{"command.a.words":"due, x"}`, "zh-Hans/a.json": `{"command.b.words":"Ｄue"}`},
			`calls both "a" and "b"`,
		},
	} {
		files := fstest.MapFS{}
		for path, data := range c.files {
			files[path] = &fstest.MapFile{Data: []byte(data)}
		}
		_, err := load(files)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", name, err, c.want)
		}
	}
}

func TestCommandWordsOfAnyLanguage(t *testing.T) {
	w, err := load(fstest.MapFS{
		"en/a.json":      {Data: []byte(`{"command.due.words":"due, agenda", "command.help.words":"help,?"}`)},
		"zh-Hans/a.json": {Data: []byte(`{"command.due.words":"待办，跟进"}`)},
	})
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]string{"DUE": "due", "ａｇｅｎｄａ": "due", "待辦": "due", "跟进": "due", "？": "help", "dues": "", "": ""} {
		if got := w.Command(word); got != want {
			t.Errorf("%q calls %q, want %q", word, got, want)
		}
	}
	if got := w.CommandWords("zh-Hans", "due"); !slices.Equal(got, []string{"待办", "跟进"}) {
		t.Errorf("words: %q", got)
	}
}

func TestLanguageOfATag(t *testing.T) {
	for tag, want := range map[string]string{
		"zh-CN": "zh-Hans", "zh-SG": "zh-Hans", "zh": "zh-Hans", "zh_CN": "zh-Hans", "zh-Hans": "zh-Hans",
		"zh-TW": "zh-Hans", "zh-HK": "zh-Hans", "zh-Hant": "zh-Hans",
		"en-US": "en", "en-GB": "en", "de-DE": "en", "ja-JP": "en", "": "en", "???": "en",
	} {
		if got := Match(tag); got != want {
			t.Errorf("%q is %q, want %q", tag, got, want)
		}
	}
	if got := Languages(); !slices.Equal(got, []string{"en", "zh-Hans"}) {
		t.Errorf("languages: %v", got)
	}
}

func FuzzSentence(f *testing.F) {
	f.Add("by {{.when}}")
	f.Add("{{}}{{.")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := parse(text)
		if err != nil {
			return
		}
		s.fill(func(place string) (string, bool) { return place, place != "" })
	})
}

func allKeys(w *Words) []string {
	keys := map[string]bool{}
	for _, c := range w.languages {
		for key := range c.messages {
			keys[key] = true
		}
	}
	return slices.Sorted(maps.Keys(keys))
}

// counts reports whether a key has plural forms in any language.
func counts(w *Words, key string) bool {
	return slices.ContainsFunc(Languages(), func(lang string) bool {
		m := w.languages[lang].messages[key]
		return m != nil && hasForms(m)
	})
}

func places(text string) []string {
	s, err := parse(text)
	if err != nil {
		return []string{fmt.Sprint(err)}
	}
	names := map[string]bool{}
	for _, p := range s {
		if p.place != "" {
			names[p.place] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

func without(all, some []string) []string {
	return slices.DeleteFunc(all, func(s string) bool { return slices.Contains(some, s) })
}
