package config

import (
	"fmt"
	"os"
	"strings"
)

// Secret is a token that never shows itself: printed, logged or marshalled, it
// is a row of dots.
type Secret string

const dots = "••••••"

func (s Secret) String() string               { return s.shown() }
func (s Secret) GoString() string             { return s.shown() }
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.shown()), nil }

func (s Secret) shown() string {
	if s == "" {
		return ""
	}
	return dots
}

// Reveal is the token itself, for the client that needs it.
func (s Secret) Reveal() string { return string(s) }

// Secrets are the tokens, from the environment or from files named there.
type Secrets struct {
	BotToken      Secret // SLACK_BOT_TOKEN, "xoxb-..."
	AppToken      Secret // SLACK_APP_TOKEN, "xapp-...", for Socket Mode
	SigningSecret Secret // SLACK_SIGNING_SECRET, for HTTP
	OpenAIKey     Secret // OPENAI_API_KEY, optional
}

// LoadSecrets reads each from its variable, or from the file that NAME_FILE
// names (as container secrets are given).
func LoadSecrets(getenv func(string) string) (Secrets, error) {
	var s Secrets
	for _, one := range []struct {
		name string
		into *Secret
	}{
		{"SLACK_BOT_TOKEN", &s.BotToken},
		{"SLACK_APP_TOKEN", &s.AppToken},
		{"SLACK_SIGNING_SECRET", &s.SigningSecret},
		{"OPENAI_API_KEY", &s.OpenAIKey},
	} {
		value, err := secret(one.name, getenv)
		if err != nil {
			return Secrets{}, err
		}
		*one.into = value
	}
	return s, nil
}

func secret(name string, getenv func(string) string) (Secret, error) {
	value, file := getenv(name), getenv(name+"_FILE")
	switch {
	case value != "" && file != "":
		return "", fmt.Errorf("%s and %s_FILE are both set; keep one of them", name, name)
	case file == "":
		return Secret(strings.TrimSpace(value)), nil
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("%s_FILE names %s, which %s; name the file that holds the token", name, file, Plainly(err))
	}
	return Secret(strings.TrimSpace(string(raw))), nil
}

// Missing says what a transport still needs, one sentence each.
func (s Secrets) Missing(transport string) []string {
	var missing []string
	if strings.HasPrefix(string(s.BotToken), "xapp-") && strings.HasPrefix(string(s.AppToken), "xox") {
		return []string{"SLACK_BOT_TOKEN and SLACK_APP_TOKEN are swapped: the bot token begins with xoxb-, the app-level token with xapp-"}
	}
	need := func(value Secret, prefix, name, where string) {
		switch {
		case value == "":
			missing = append(missing, fmt.Sprintf("%s is not set: %s", name, where))
		case prefix != "" && !strings.HasPrefix(string(value), prefix):
			missing = append(missing, fmt.Sprintf("%s does not begin with %s: %s", name, prefix, where))
		}
	}
	need(s.BotToken, "xox", "SLACK_BOT_TOKEN", `copy "Bot User OAuth Token" from your app's page "OAuth & Permissions"`)
	if transport == "http" {
		need(s.SigningSecret, "", "SLACK_SIGNING_SECRET", `copy "Signing Secret" from your app's page "Basic Information"`)
	} else {
		need(s.AppToken, "xapp-", "SLACK_APP_TOKEN", `make an app-level token with the scope connections:write on your app's page "Basic Information"`)
	}
	return missing
}
