package config

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"
)

// shaper compares the file with the shape of Config, before anything is decoded:
// unknown and repeated settings, and values of the wrong kind. What is wrong is
// noted and taken out, so that the rest can be decoded and checked, and all
// faults are told at once.
type shaper struct {
	faults Faults
	paths  [][]string // of what was taken out
}

func (s *shaper) shape(root *yaml.Node) {
	if root.Kind == yaml.DocumentNode && len(root.Content) > 0 {
		s.value(root.Content[0], reflect.TypeFor[Config](), nil)
	}
}

// value reports whether a value can be decoded into a type.
func (s *shaper) value(n *yaml.Node, t reflect.Type, path []string) bool {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if n.Kind == yaml.ScalarNode && n.Tag == "!!null" {
		return true // nothing: the default
	}
	switch t.Kind() {
	case reflect.Struct:
		if n.Kind != yaml.MappingNode {
			return s.wrong(n, path, "this stands for settings of its own: write them below it, for example "+fieldNames(t)[0]+": ...")
		}
		s.settings(n, t, path)
	case reflect.Slice:
		if n.Kind != yaml.SequenceNode {
			return s.wrong(n, path, "this is not a list; write it in brackets, with commas, or each on a line of its own after a hyphen")
		}
		s.list(n, t, path)
	default:
		if say := misfit(n, t); say != "" {
			return s.wrong(n, path, say)
		}
	}
	return true
}

// misfit says what to write for a single value of a type; "" if it is one.
func misfit(n *yaml.Node, t reflect.Type) string {
	shown := fmt.Sprintf("%q", n.Value)
	if n.Kind != yaml.ScalarNode {
		shown = "this"
	}
	switch {
	case t == reflect.TypeFor[time.Duration]():
		if _, err := time.ParseDuration(n.Value); err != nil && n.Value != "0" {
			return shown + " is no duration; write a number with its unit, for example 10m or 48h"
		}
	case t.Kind() == reflect.Int && n.Tag != "!!int":
		return shown + " is not a whole number; write one in digits"
	case t.Kind() == reflect.Bool && n.Tag != "!!bool":
		return shown + " is neither yes nor no; write true or false"
	case n.Kind != yaml.ScalarNode:
		return "this is not a single value; write one, in quotes if it has a colon in it"
	}
	return ""
}

func (s *shaper) settings(n *yaml.Node, t reflect.Type, path []string) {
	seen := map[string]int{}
	var kept []*yaml.Node
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		below := append(slices.Clone(path), key.Value)
		field, known := fieldNamed(t, key.Value)
		line, twice := seen[key.Value]
		switch {
		case !known && key.Value != "<<": // YAML's own word for taking over what stands elsewhere
			s.wrong(key, below, unknown(key.Value, t))
			continue
		case twice:
			s.wrong(key, nil, fmt.Sprintf("%q is set on line %d already; keep one of them", key.Value, line))
			continue
		}
		seen[key.Value] = key.Line
		if !known || s.value(value, field.Type, below) {
			kept = append(kept, key, value)
		}
	}
	n.Content = kept
}

func (s *shaper) list(n *yaml.Node, t reflect.Type, path []string) {
	for i, item := range n.Content {
		if !s.value(item, t.Elem(), append(slices.Clone(path), fmt.Sprint(i))) {
			n.Content[i] = empty(item, t.Elem())
		}
	}
}

// empty holds the place of an item that was taken out, so that the others keep theirs.
func empty(item *yaml.Node, t reflect.Type) *yaml.Node {
	place := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Line: item.Line, Column: item.Column}
	if t.Kind() == reflect.Struct {
		place.Kind, place.Tag = yaml.MappingNode, "!!map"
	}
	return place
}

func (s *shaper) wrong(n *yaml.Node, path []string, says string) bool {
	s.faults = append(s.faults, Fault{Line: n.Line, Column: n.Column, Says: says})
	if path != nil {
		s.paths = append(s.paths, path)
	}
	return false
}

// touches reports that something was taken out at a path, above or below it:
// what can be said of the value there would be said of half of it.
func (s *shaper) touches(path []string) bool {
	return slices.ContainsFunc(s.paths, func(out []string) bool {
		common := min(len(out), len(path))
		return slices.Equal(out[:common], path[:common])
	})
}

// unknown says what may have been meant by a setting that is not there.
func unknown(key string, t reflect.Type) string {
	if near := nearest(key, fieldNames(t)); near != "" {
		return fmt.Sprintf("there is no setting %q; did you mean %q?", key, near)
	}
	if under := homes(key, reflect.TypeFor[Config](), ""); len(under) > 0 {
		return fmt.Sprintf("there is no setting %q here; it belongs under %s", key, strings.Join(under, " or "))
	}
	return fmt.Sprintf("there is no setting %q; here you can write %s", key, strings.Join(fieldNames(t), ", "))
}

// homes are the settings below which a key is known.
func homes(key string, t reflect.Type, path string) (found []string) {
	for t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return nil
	}
	if _, known := fieldNamed(t, key); known && path != "" {
		found = append(found, path)
	} else if known {
		found = append(found, "no other: write it at the left edge")
	}
	for field := range t.Fields() {
		if !field.IsExported() {
			continue
		}
		below := field.Tag.Get("yaml")
		if path != "" {
			below = path + "." + below
		}
		found = append(found, homes(key, field.Type, below)...)
	}
	return found
}

func fieldNamed(t reflect.Type, key string) (reflect.StructField, bool) {
	for field := range t.Fields() {
		if field.IsExported() && field.Tag.Get("yaml") == key {
			return field, true
		}
	}
	return reflect.StructField{}, false
}

func fieldNames(t reflect.Type) (names []string) {
	for field := range t.Fields() {
		if field.IsExported() {
			names = append(names, field.Tag.Get("yaml"))
		}
	}
	return names
}
