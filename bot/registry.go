package bot

import (
	"cmp"
	"fmt"
	"slices"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/commands"
	"roundsman/sales"
)

// registry finds the handler of everything that has a name. A handler knows its
// command, which says who may use it.
type registry struct {
	commands map[string]*commands.Command
	actions  map[string]action
	tasks    map[string]action
	forms    map[string]form
	openers  map[string]form
	suggest  map[string]suggestion
	sections []section
	all      []*commands.Command

	freeText, help *commands.Command
}

type action struct {
	command *commands.Command
	run     func(*commands.Turn) error
}

type form struct {
	command *commands.Command
	name    string
	commands.Form
}

type suggestion struct {
	command *commands.Command
	find    func(l *commands.Look, typed string) ([]card.Option, error)
}

type section struct {
	command *commands.Command
	commands.HomeSection
}

func newRegistry(all []commands.Command, freeText, help string) (*registry, error) {
	r := &registry{
		commands: map[string]*commands.Command{}, actions: map[string]action{}, tasks: map[string]action{}, forms: map[string]form{},
		openers: map[string]form{}, suggest: map[string]suggestion{},
	}
	for _, c := range all {
		if err := r.add(&c); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(r.sections, func(a, b section) int { return cmp.Compare(a.Order, b.Order) })
	for name := range r.openers {
		if a, clash := r.actions[name]; clash {
			return nil, fmt.Errorf("%q opens a form of %q and is an action of %q", name, r.openers[name].command.Name, a.command.Name)
		}
	}
	if r.freeText, r.help = r.commands[freeText], r.commands[help]; r.freeText == nil || r.help == nil {
		return nil, fmt.Errorf("there must be commands called %q, for free text, and %q, for help", freeText, help)
	}
	return r, nil
}

func (r *registry) add(c *commands.Command) error {
	if err := claim(r.commands, "command", c.Name, c, func(c *commands.Command) string { return c.Name }); err != nil {
		return err
	}
	r.all = append(r.all, c)
	for name, run := range c.Actions {
		if err := claim(r.actions, "action", name, action{c, run}, func(a action) string { return a.command.Name }); err != nil {
			return err
		}
	}
	for name, run := range c.Tasks {
		if err := claim(r.tasks, "task", name, action{c, run}, func(a action) string { return a.command.Name }); err != nil {
			return err
		}
	}
	for name, f := range c.Forms {
		if err := r.addForm(form{c, name, f}); err != nil {
			return err
		}
	}
	for name, find := range c.Suggest {
		if err := claim(r.suggest, "source of suggestions", name, suggestion{c, find}, func(s suggestion) string { return s.command.Name }); err != nil {
			return err
		}
	}
	for _, s := range c.Home {
		r.sections = append(r.sections, section{c, s})
	}
	return nil
}

func (r *registry) addForm(f form) error {
	owner := func(f form) string { return f.command.Name }
	if err := claim(r.forms, "form", f.name, f, owner); err != nil {
		return err
	}
	for _, name := range f.OpenedBy {
		if err := claim(r.openers, "opener", name, f, owner); err != nil {
			return err
		}
	}
	return nil
}

func claim[T any](names map[string]T, what, name string, holder T, owner func(T) string) error {
	if name == "" {
		return fmt.Errorf("%s without a name in command %q", what, owner(holder))
	}
	if other, taken := names[name]; taken {
		return fmt.Errorf("%s %q belongs to two commands, %q and %q", what, name, owner(other), owner(holder))
	}
	names[name] = holder
	return nil
}

// called is the name under which an event's element or shortcut is registered.
func called(e event.Event) string {
	switch {
	case e.Kind == event.Action && e.Action != nil:
		return e.Action.Name
	case e.Kind == event.Shortcut:
		return e.Call
	}
	return ""
}

// opener finds the form that an event opens.
func (r *registry) opener(e event.Event) (form, bool) {
	f, ok := r.openers[called(e)]
	return f, ok
}

// permit refuses a command to those whom it is not for.
func permit(c *commands.Command, p sales.Person) error {
	switch {
	case c.Admin && !p.Admin:
		return sales.Refuse(sales.Forbidden, "refused.admin_only")
	case len(c.Roles) > 0 && !slices.Contains(c.Roles, p.Role):
		return sales.Refuse(sales.Forbidden, "refused.not_your_role")
	}
	return nil
}
