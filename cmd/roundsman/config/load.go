package config

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
	"go.yaml.in/yaml/v4"
)

// Fault is one thing wrong in the file.
type Fault struct {
	Line, Column int    // 1-based; 0 when the file as a whole is meant
	Says         string // what is wrong, and what to write instead
}

// Faults are all that is wrong in the file, in its order.
type Faults []Fault //nolint:errname // a list of faults, which is also an error

func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, fault := range f {
		lines[i] = fault.Says
		if fault.Line > 0 {
			lines[i] = fmt.Sprintf("line %d, column %d: %s", fault.Line, fault.Column, fault.Says)
		}
	}
	return strings.Join(lines, "\n")
}

// Load reads and checks the file. Without a path it is the default
// configuration: tokens alone are enough to start. The error is Faults, all that
// is wrong at once, and comes with what could be read; or it says that the file
// cannot be read.
func Load(path string) (Config, error) {
	if path == "" {
		return Default(), nil
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return Default(), fmt.Errorf("the configuration %s %s; name the file with --config, or leave that out for the defaults", path, Plainly(err))
	}
	return Parse(raw)
}

// Parse is Load on the file's content. It reads the calendars that it names.
func Parse(raw []byte) (Config, error) {
	c := Default()
	if !utf8.Valid(raw) || bytes.IndexByte(raw, 0) >= 0 {
		return c, Faults{{Says: "this is not UTF-8 text; save it as UTF-8 (plain text, without formatting)"}}
	}
	if onlyComments(string(raw)) {
		return c, nil
	}
	var root yaml.Node
	if err := yaml.Load(raw, &root); err != nil {
		return c, syntaxFaults(err)
	}
	var s shaper
	s.shape(&root)
	if err := root.Load(&c); err != nil {
		return c, inOrder(append(s.faults, syntaxFaults(err)...))
	}
	k := checker{root: &root, unread: s.touches}
	k.check(c)
	k.readHolidays(c.Holidays)
	if faults := inOrder(append(s.faults, k.faults...)); len(faults) > 0 {
		return c, faults
	}
	return c, nil
}

func inOrder(faults Faults) Faults {
	slices.SortStableFunc(faults, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return faults
}

func onlyComments(text string) bool {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			return false
		}
	}
	return true
}

// syntaxFaults puts the library's errors into our words. They quote the key or
// the kind of value, never a neighbouring line.
func syntaxFaults(err error) Faults {
	var several *yaml.LoadErrors
	var one *yaml.LoadError
	switch {
	case errors.As(err, &several):
		var faults Faults
		for _, e := range several.Errors {
			faults = append(faults, faultOf(e))
		}
		return faults
	case errors.As(err, &one):
		return Faults{faultOf(one)}
	}
	return Faults{{Says: "not YAML: " + err.Error()}}
}

func faultOf(e *yaml.LoadError) Fault {
	return Fault{Line: e.Mark.Line, Column: e.Mark.Column, Says: "this cannot be read as YAML: " + e.Message +
		". See that brackets and quotes are closed, lines are indented with spaces, and a space follows each colon"}
}

func nearest(word string, known []string) string {
	best, bestDistance := "", 3
	for _, k := range known {
		if d := levenshtein.ComputeDistance(strings.ToLower(word), strings.ToLower(k)); d < bestDistance {
			best, bestDistance = k, d
		}
	}
	return best
}
