package main

import (
	"fmt"
	"strings"

	"roundsman/bot/locale"
	"roundsman/bot/slackwire"
)

type manifestCmd struct {
	configFlag
	Name     string `default:"roundsman" help:"What the app is called in Slack."`
	Language string `enum:"en,zh-Hans" default:"en" help:"The language of its descriptions: ${enum}."`
	JSON     bool   `help:"JSON instead of YAML. Slack takes both."`
}

// Run prints the manifest for the configured transport.
func (c manifestCmd) Run(p program) error {
	conf, err := c.load()
	if err != nil {
		return err
	}
	words, err := locale.Load()
	if err != nil {
		return err
	}
	options := slackwire.ManifestOptions{Name: c.Name, JSON: c.JSON}
	if conf.Slack.Transport == "http" {
		if conf.Slack.PublicURL == "" {
			return fmt.Errorf("%s: with transport http, set slack.public_url to the address Slack can reach", c.Config)
		}
		options.RequestURL = strings.TrimRight(conf.Slack.PublicURL, "/") + "/slack/events"
	}
	manifest, err := slackwire.Manifest(words.Printer(c.Language, nil, p.now()), options)
	if err != nil {
		return err
	}
	_, err = p.stdout.Write(manifest)
	return err
}
