package slackwire

import (
	"slices"
	"strings"
)

// Scope is a permission of the bot token, and what it is for.
// https://docs.slack.dev/reference/scopes
type Scope struct {
	Name   string
	Reason string
	// For are the events and Web API methods that need it.
	For []string
}

// Scopes are all the permissions the bot asks for, each with its reason. The
// manifest is made of this table, SECURITY.md and "roundsman check" print it.
func Scopes() []Scope {
	return []Scope{
		{"app_mentions:read", "hear when somebody mentions the bot in a channel", []string{"app_mention"}},
		{"channels:history", "hear mentions and thread replies in public channels the bot was invited to, and read them again after an outage; what is not for the bot is dropped unread", []string{"message.channels", "conversations.history", "conversations.replies"}},
		{"channels:read", "know which public channels the bot is in, and whether another organisation reads there", []string{"member_joined_channel", "users.conversations"}},
		{"chat:write", "answer and remind", []string{"chat.postMessage", "chat.update", "chat.postEphemeral"}},
		{"commands", "the slash command and the shortcuts", []string{"slash command", "shortcuts"}},
		{"files:read", "read a spreadsheet that a person sends the bot in direct message", []string{"url_private_download"}},
		{"files:write", "hand a person the calendar file they ask for, in their direct message, and show them a picture of their numbers", []string{"files.getUploadURLExternal", "files.completeUploadExternal"}},
		{"groups:history", "the same as channels:history, in private channels", []string{"message.groups", "conversations.history", "conversations.replies"}},
		{"groups:read", "the same as channels:read, for private channels", []string{"member_joined_channel", "users.conversations"}},
		{"im:history", "read what is written to the bot directly, and again after an outage; look for a message of its own before sending it twice", []string{"message.im", "conversations.history", "conversations.replies"}},
		{"im:read", "know with whom the bot has direct messages", []string{"users.conversations"}},
		{"im:write", "open the direct message with a person to look for a message of its own", []string{"conversations.open"}},
		{"mpim:history", "the same as channels:history, in group messages", []string{"message.mpim", "conversations.history", "conversations.replies"}},
		{"mpim:read", "the same as channels:read, for group messages", []string{"users.conversations"}},
		{"reactions:write", "put a tick on a message whose receipt stands further up, so that its author sees that it was taken", []string{"reactions.add"}},
		{"users:read", "a person's name, time zone and language, and whether they are a guest, a stranger or gone", []string{"users.info", "user_change", "team_join"}},
	}
}

// appScope is the one permission of the app-level token, for Socket Mode.
const appScope = "connections:write"

// unscoped are the methods that need no permission of the bot token.
var unscoped = []string{"upload", "auth.test", "apps.connections.open", "views.open", "views.publish", "response_url"}

// Subscriptions are the events the app subscribes to.
func Subscriptions() []string {
	return []string{
		"app_home_opened", "app_mention", "member_joined_channel",
		"message.channels", "message.groups", "message.im", "message.mpim",
		"team_join", "user_change",
	}
}

// MissingScopes are those that the bot token lacks, as Slack told when we
// connected. Slack tells them in a header; if it did not, none is missing.
func (w *Wire) MissingScopes() []Scope {
	if len(w.self.Scopes) == 0 {
		return nil
	}
	return slices.DeleteFunc(Scopes(), func(s Scope) bool { return slices.Contains(w.self.Scopes, s.Name) })
}

// NeedlessScopes are those that the bot token has and the bot does not use.
func (w *Wire) NeedlessScopes() []string {
	return slices.DeleteFunc(slices.Clone(w.self.Scopes), func(name string) bool {
		return slices.ContainsFunc(Scopes(), func(s Scope) bool { return s.Name == name })
	})
}

func splitScopes(header string) []string {
	return strings.FieldsFunc(header, func(r rune) bool { return r == ',' || r == ' ' })
}
