package locale

import (
	"io/fs"
	"slices"
	"sync"

	"golang.org/x/text/language"
)

// Default is the language of those whose own has no catalogue.
const Default = "en"

// Languages that have a catalogue, the default first.
func Languages() []string { return slices.Clone(languages()) }

var languages = sync.OnceValue(func() []string {
	entries, err := fs.ReadDir(catalogues, "catalogue")
	if err != nil {
		return []string{Default}
	}
	found := []string{Default}
	for _, e := range entries {
		if e.IsDir() && e.Name() != Default {
			found = append(found, e.Name())
		}
	}
	return found
})

// Match finds the language for a tag of Slack's or of a person: "zh-CN",
// "zh_SG" and "zh" mean zh-Hans, and so does "zh-TW" for want of a nearer
// one; what has no catalogue in its own language means the default.
func Match(tag string) string {
	wanted, err := language.Parse(tag)
	if err != nil {
		return Default
	}
	all := languages()
	tags := make([]language.Tag, len(all))
	for i, l := range all {
		tags[i] = language.Make(l)
	}
	_, nearest, _ := language.NewMatcher(tags).Match(wanted)
	base, _ := wanted.Base()
	if found, _ := tags[nearest].Base(); found == base {
		return all[nearest]
	}
	for i, t := range tags {
		if own, _ := t.Base(); own == base {
			return all[i]
		}
	}
	return Default
}
