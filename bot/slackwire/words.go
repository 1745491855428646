package slackwire

import (
	"regexp"
	"strings"

	"roundsman/sales"
)

// Slack's three entities, and nothing else, are escaped:
// https://docs.slack.dev/messaging/formatting-message-text#escaping
var (
	escaper   = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	unescaper = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">")
	// A bar ends the address of a link, and a line break the link.
	linkEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "|", "%7C", "\n", " ")
	mention     = regexp.MustCompile(`<@([UW][A-Z0-9]+)>`)
)

// names finds the name of a person of a workspace, "" if it is not known.
type names struct {
	team string
	find func(sales.PersonID) string
}

func (n names) of(id sales.PersonID) string {
	if n.find != nil {
		if name := n.find(id); name != "" {
			return name
		}
	}
	return id.User()
}

// spell writes the mentions that somebody typed as names.
func (n names) spell(words string) string {
	if !strings.Contains(words, "<@") {
		return words
	}
	return mention.ReplaceAllStringFunc(words, func(m string) string {
		return "@" + n.of(sales.NewPersonID(n.team, m[2:len(m)-1]))
	})
}

// markup is the locale.Style of marked-up text (mrkdwn).
type markup struct {
	names
	mention bool // people as mentions, not by name
}

func (m markup) Said(words string) string { return escaper.Replace(m.spell(words)) }

func (m markup) Person(id sales.PersonID) string {
	if m.mention && id.Workspace() == m.team {
		return "<@" + id.User() + ">"
	}
	return escaper.Replace(m.of(id))
}

// Link leads to pages on the web only; whoever made the address cannot end the
// link in it: https://docs.slack.dev/messaging/formatting-message-text#linking-urls
func (m markup) Link(url, name string) string {
	if !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "http://") {
		return escaper.Replace(name)
	}
	return "<" + linkEscaper.Replace(url) + "|" + linkEscaper.Replace(name) + ">"
}

// plain is the locale.Style of plain_text, which Slack shows as it is.
type plain struct{ names }

func (p plain) Said(words string) string        { return p.spell(words) }
func (p plain) Person(id sales.PersonID) string { return p.of(id) }
func (p plain) Link(_, name string) string      { return name }

// readable turns what Slack sends into what was typed: entities resolved, links
// and channels as people read them, our own mention gone, other people's
// mentions kept as <@U1>.
func readable(text, self string) string {
	var b strings.Builder
	for text != "" {
		before, rest, open := strings.Cut(text, "<")
		b.WriteString(unescaper.Replace(before))
		if !open {
			break
		}
		inside, after, closed := strings.Cut(rest, ">")
		if !closed {
			b.WriteString(unescaper.Replace("<" + rest))
			break
		}
		word := readToken(inside, self)
		if word == "" {
			after = closeGap(b.String(), after)
		}
		b.WriteString(word)
		text = after
	}
	return strings.TrimSpace(b.String())
}

// closeGap drops what belongs to a mention that is left out: "@roundsman, due".
func closeGap(before, after string) string {
	if before == "" || strings.HasSuffix(before, " ") || strings.HasSuffix(before, "\n") {
		return strings.TrimLeft(after, " \t\u00a0,:，：、")
	}
	return after
}

// readToken reads what stood between < and >.
// https://docs.slack.dev/messaging/formatting-message-text#advanced
func readToken(inside, self string) string {
	target, label, _ := strings.Cut(inside, "|")
	label = unescaper.Replace(label)
	switch {
	case strings.HasPrefix(target, "@"):
		if target[1:] == self {
			return ""
		}
		return "<" + target + ">"
	case strings.HasPrefix(target, "#"):
		if label != "" {
			return "#" + label
		}
		return target
	case strings.HasPrefix(target, "!"):
		if label != "" {
			return label
		}
		command, _, _ := strings.Cut(target[1:], "^")
		return "@" + command
	case !strings.Contains(target, ":"):
		return unescaper.Replace("<" + inside + ">")
	}
	return readLink(unescaper.Replace(target), label)
}

func readLink(target, label string) string {
	switch {
	case label == "":
		return target
	case strings.Contains(target, label): // <http://acme.com|acme.com>, <mailto:a@b.c|a@b.c>
		return label
	case strings.HasPrefix(target, "tel:") || strings.HasPrefix(target, "mailto:"):
		return label
	}
	return label + " (" + target + ")"
}
