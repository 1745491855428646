package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/alecthomas/kong"
)

// teach puts the library's word for a wrong command line into ours: what is
// missing, what it is for, and what to type.
func teach(err error) string {
	var wrong *kong.ParseError
	if !errors.As(err, &wrong) || wrong.Context == nil {
		return err.Error()
	}
	node := wrong.Context.Selected()
	if node == nil {
		node = wrong.Context.Model.Node
	}
	says := err.Error()
	switch {
	case strings.HasPrefix(says, "expected "), strings.HasPrefix(says, "missing positional"):
		says = missing(node)
	case strings.HasPrefix(says, "missing flags: "):
		says = missingFlag(node, says)
	case strings.Contains(says, `but got "EOL"`):
		says = withoutValue(node, says)
	}
	return says + "\nMore: " + node.FullPath() + " --help"
}

// missing says what a command needs that was not typed.
func missing(node *kong.Node) string {
	var typed []string
	for _, arg := range node.Positional {
		typed = append(typed, placeholder(arg))
	}
	for i, arg := range node.Positional {
		if arg.Required && !arg.Set {
			return fmt.Sprintf("%q needs %s: %s\nType: %s %s", node.Name, typed[i], arg.Help, node.FullPath(), strings.Join(typed, " "))
		}
	}
	says := fmt.Sprintf("%q does one of these; say which:", node.Name)
	for _, child := range node.Children {
		says += fmt.Sprintf("\n  %-32s %s", child.FullPath(), child.Help)
	}
	return says
}

func placeholder(v *kong.Value) string {
	if v.Tag.PlaceHolder != "" {
		return v.Tag.PlaceHolder
	}
	return strings.ToUpper(v.Name)
}

// missingFlag says what must be told with a flag.
func missingFlag(node *kong.Node, says string) string {
	for _, group := range node.AllFlags(false) {
		for _, flag := range group {
			if flag.Required && !flag.Set {
				return fmt.Sprintf("%q needs --%s: %s\nType: %s --%s %s", node.Name, flag.Name, flag.Help, node.FullPath(), flag.Name, placeholder(flag.Value))
			}
		}
	}
	return says
}

// withoutValue says what belongs behind a flag that stood at the end.
func withoutValue(node *kong.Node, says string) string {
	name, _, _ := strings.Cut(says, ":")
	for _, group := range node.AllFlags(false) {
		for _, flag := range group {
			if "--"+flag.Name == name {
				return fmt.Sprintf("%s needs a value behind it: %s\nType: %s %s %s", name, flag.Help, node.FullPath(), name, placeholder(flag.Value))
			}
		}
	}
	return says
}
