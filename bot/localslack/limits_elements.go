package localslack

import (
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
)

// Which elements Slack takes where, https://docs.slack.dev/reference/block-kit/block-elements.
var (
	sectionElements = set([]string{
		"button", "checkboxes", "datepicker", "image", "multi_static_select", "multi_external_select", "multi_users_select",
		"multi_conversations_select", "multi_channels_select", "overflow", "radio_buttons", "static_select", "external_select",
		"users_select", "conversations_select", "channels_select", "timepicker", "workflow_button",
	})
	actionElements = set([]string{
		"button", "checkboxes", "datepicker", "datetimepicker", "overflow", "radio_buttons", "static_select", "external_select",
		"users_select", "conversations_select", "channels_select", "timepicker", "workflow_button", "rich_text_input",
		"multi_static_select", "multi_external_select", "multi_users_select", "multi_conversations_select", "multi_channels_select",
	})
	inputElements = set([]string{
		"checkboxes", "datepicker", "datetimepicker", "email_text_input", "file_input", "number_input", "plain_text_input",
		"radio_buttons", "rich_text_input", "static_select", "external_select", "users_select", "conversations_select",
		"channels_select", "multi_static_select", "multi_external_select", "multi_users_select", "multi_conversations_select",
		"multi_channels_select", "timepicker", "url_text_input",
	})
)

var (
	datePattern = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
	timePattern = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d$`)
)

func (c *checker) element(at string, e *element, allowed map[string]bool) {
	if !allowed[e.Type] {
		c.fail(at, "unsupported type: %s", e.Type)
		return
	}
	if e.Type == "image" {
		c.image(at, e.ImageURL, e.SlackFile, e.AltText)
		return
	}
	if e.ActionID != nil {
		c.id(at+"/action_id", *e.ActionID)
		if *e.ActionID == "" {
			c.fail(at+"/action_id", "must be more than 0 characters")
		}
	}
	c.textObj(at+"/placeholder", e.Placeholder, maxPlaceholder, true, false)
	c.confirm(at+"/confirm", e.Confirm)
	c.byType(at, e)
	c.initials(at, e)
}

func (c *checker) byType(at string, e *element) {
	switch e.Type {
	case "button":
		c.button(at, e)
	case "overflow":
		c.options(at+"/options", e.Options, 1, maxOverflow, true)
	case "radio_buttons", "checkboxes":
		c.options(at+"/options", e.Options, 1, maxChecks, false)
	case "static_select", "multi_static_select":
		c.selectOptions(at, e)
	case "plain_text_input", "number_input":
		c.lengths(at, e)
	}
	if e.Type == "number_input" && e.IsDecimal == nil {
		c.fail(at, "missing required field: is_decimal_allowed")
	}
	if e.MaxSelected != nil && *e.MaxSelected < 1 {
		c.fail(at+"/max_selected_items", "must be greater than 0")
	}
}

func (c *checker) button(at string, e *element) {
	var text *textObject
	if len(e.Text) > 0 && json.Unmarshal(e.Text, &text) != nil {
		c.fail(at+"/text", "must be an object")
		return
	}
	c.textObj(at+"/text", text, maxButtonText, true, true)
	var value string
	if len(e.Value) > 0 && json.Unmarshal(e.Value, &value) != nil {
		c.fail(at+"/value", "must be a string")
	}
	if size(value) > maxButtonValue {
		c.fail(at+"/value", "must be less than %d characters", maxButtonValue+1)
	}
	if size(e.URL) > maxURL {
		c.fail(at+"/url", "must be less than %d characters", maxURL+1)
	}
	if u, err := url.Parse(e.URL); e.URL != "" && (err != nil || u.Scheme == "") {
		c.fail(at+"/url", "invalid URL")
	}
	c.most(at+"/accessibility_label", e.AccessibilityLabel, maxA11yLabel)
	if e.Style != "" && e.Style != "primary" && e.Style != "danger" {
		c.fail(at+"/style", "must be a valid enum value")
	}
}

func (c *checker) confirm(at string, f *confirmation) {
	if f == nil {
		return
	}
	c.textObj(at+"/title", f.Title, maxConfirmTitle, true, true)
	c.textObj(at+"/text", f.Text, maxConfirmText, false, true)
	c.textObj(at+"/confirm", f.Confirm, maxConfirmButton, true, true)
	c.textObj(at+"/deny", f.Deny, maxConfirmButton, true, true)
	if f.Style != "" && f.Style != "primary" && f.Style != "danger" {
		c.fail(at+"/style", "must be a valid enum value")
	}
}

func (c *checker) selectOptions(at string, e *element) {
	switch {
	case len(e.Options) > 0 && len(e.OptionGroups) > 0:
		c.fail(at, "only one of options and option_groups allowed")
	case len(e.OptionGroups) > 0:
		if len(e.OptionGroups) > maxOptionGroups {
			c.fail(at+"/option_groups", "no more than %d items allowed", maxOptionGroups)
		}
		for i, g := range e.OptionGroups {
			p := fmt.Sprintf("%s/option_groups/%d", at, i)
			c.textObj(p+"/label", g.Label, maxGroupLabel, true, true)
			c.options(p+"/options", g.Options, 1, maxOptions, true)
		}
	default:
		c.options(at+"/options", e.Options, 1, maxOptions, true)
	}
}

// options checks a list of options: plain ones in menus, mrkdwn allowed beside boxes and radio buttons.
func (c *checker) options(at string, list []option, least, most int, plain bool) {
	if len(list) < least {
		c.fail(at, "must provide at least %d items", least)
	}
	if len(list) > most {
		c.fail(at, "no more than %d items allowed", most)
	}
	for i := range list {
		c.option(fmt.Sprintf("%s/%d", at, i), &list[i], plain)
	}
}

func (c *checker) option(at string, o *option, plain bool) {
	c.textObj(at+"/text", o.Text, maxOptionText, plain, true)
	c.textObj(at+"/description", o.Description, maxOptionText, plain, false)
	switch {
	case o.Value == nil:
		c.fail(at+"/value", "missing required field")
	case size(*o.Value) > maxOptionValue:
		c.fail(at+"/value", "must be less than %d characters", maxOptionValue+1)
	}
	if size(o.URL) > maxURL {
		c.fail(at+"/url", "must be less than %d characters", maxURL+1)
	}
}

func (c *checker) lengths(at string, e *element) {
	if e.MinLength != nil && (*e.MinLength < 0 || *e.MinLength > maxInputLength) {
		c.fail(at+"/min_length", "must be less than %d", maxInputLength+1)
	}
	if e.MaxLength != nil && (*e.MaxLength < 1 || *e.MaxLength > maxInputLength) {
		c.fail(at+"/max_length", "must be less than %d", maxInputLength+1)
	}
	if size(e.InitialValue) > maxInputLength {
		c.fail(at+"/initial_value", "must be less than %d characters", maxInputLength+1)
	}
	if e.MaxLength != nil && size(e.InitialValue) > *e.MaxLength {
		c.fail(at+"/initial_value", "must be less than max_length")
	}
}

// initials checks that what is preselected can be selected.
func (c *checker) initials(at string, e *element) {
	if e.InitialDate != "" && !datePattern.MatchString(e.InitialDate) {
		c.fail(at+"/initial_date", "must be a valid date YYYY-MM-DD")
	}
	if e.InitialTime != "" && !timePattern.MatchString(e.InitialTime) {
		c.fail(at+"/initial_time", "must be a valid time HH:mm")
	}
	picked := e.InitialOptions
	if e.InitialOption != nil {
		picked = append(picked, *e.InitialOption)
	}
	if e.Type == "external_select" || e.Type == "multi_external_select" {
		for i := range picked {
			c.option(at+"/initial_option", &picked[i], true)
		}
		return
	}
	for i := range picked {
		if !offered(e, &picked[i]) {
			c.fail(at+"/initial_option", "initial option(s) must match one of the options")
		}
	}
}

func offered(e *element, o *option) bool {
	match := func(list []option) bool {
		for _, x := range list {
			if x.Value != nil && o.Value != nil && *x.Value == *o.Value && x.Text != nil && o.Text != nil && x.Text.Text == o.Text.Text {
				return true
			}
		}
		return false
	}
	if match(e.Options) {
		return true
	}
	for _, g := range e.OptionGroups {
		if match(g.Options) {
			return true
		}
	}
	return false
}
