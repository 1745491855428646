package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"roundsman/bot"
	"roundsman/bot/event"
	"roundsman/bot/slackwire"
	"roundsman/cmd/roundsman/config"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/boltstore"
)

type checkCmd struct {
	configFlag
	Offline bool `help:"Leave out what needs Slack."`
}

// checkup prints one line for each thing it looked at; what is to be mended, and
// how, comes last, where it is seen.
type checkup struct {
	out    io.Writer
	faults []string
}

func (c *checkup) good(format string, args ...any) {
	_, _ = fmt.Fprintf(c.out, "ok     "+format+"\n", args...)
}

func (c *checkup) bad(what, mend string) {
	c.faults = append(c.faults, fmt.Sprintf("FAULT  %s\n       → %s\n", what, mend))
}

func (c *checkup) hint(what string) { _, _ = fmt.Fprintf(c.out, "note   %s\n", what) }

// Run looks at everything it can, whatever fails on the way.
func (c checkCmd) Run(ctx context.Context, p program) error {
	up := &checkup{out: p.stdout}
	conf, found := c.configuration(up)
	if found {
		checkHolidays(up, conf, p.now())
		checkStore(up, conf.Store)
		checkSchedules(up, conf, p.now())
	}
	secrets, err := config.LoadSecrets(p.getenv)
	switch {
	case err != nil:
		what, mend, _ := strings.Cut(err.Error(), "; ")
		up.bad(what, mend)
	case found:
		checkTokens(up, conf, secrets)
	}
	if !c.Offline && len(up.faults) == 0 {
		checkSlack(ctx, up, conf, secrets, p)
	}
	for _, fault := range up.faults {
		_, _ = io.WriteString(up.out, fault)
	}
	if len(up.faults) > 0 {
		return fmt.Errorf("%d to mend", len(up.faults))
	}
	return nil
}

// configuration tells every fault of the file, and gives what could be read of
// it; found is false if there is no such file.
func (c checkCmd) configuration(up *checkup) (conf config.Config, found bool) {
	conf, err := config.Load(c.Config)
	var faults config.Faults
	switch {
	case errors.As(err, &faults):
		for _, f := range faults {
			if f.Line == 0 {
				up.bad(c.Config, f.Says)
				continue
			}
			up.bad(fmt.Sprintf("%s, line %d, column %d", c.Config, f.Line, f.Column), f.Says)
		}
	case err != nil:
		what, mend, _ := strings.Cut(err.Error(), "; ")
		up.bad(what, mend)
		return conf, false
	case c.Config == "":
		up.hint("no configuration file is named (--config): every setting has its default")
	default:
		up.good("%s", c.Config)
	}
	return conf, true
}

// checkHolidays tells which public holidays of this year and the next are not
// known, for the places that the configuration names. It is no fault: they are
// announced late.
func checkHolidays(up *checkup, conf config.Config, now time.Time) {
	var places []string
	for _, h := range conf.Holidays {
		places = append(places, h.Country)
	}
	if conf.Country != "" {
		places = append(places, conf.Country)
	}
	slices.Sort(places)
	book := conf.PublicDays()
	for _, place := range slices.Compact(places) {
		country, state, _ := strings.Cut(place, "-")
		whole := true
		for year := now.Year(); year <= now.Year()+1; year++ {
			missing := missingDays(book.Coverage(country, state, year))
			if whole = whole && missing == ""; missing != "" {
				up.hint(fmt.Sprintf("holidays of %s in %d: %s; add them under holidays when they are announced", place, year, missing))
			}
		}
		if whole {
			up.good("holidays of %s in %d and %d", place, now.Year(), now.Year()+1)
		}
	}
}

// missingDays says what is not known of a year, "" if all is.
func missingDays(c sales.Coverage) string {
	switch c {
	case sales.UnknownPlace:
		return "none are known"
	case sales.UnknownYear:
		return "not known yet"
	case sales.PartOfYear:
		return "some are not announced yet"
	case sales.WholeYear:
	}
	return ""
}

func checkTokens(up *checkup, conf config.Config, s config.Secrets) {
	missing := s.Missing(conf.Slack.Transport)
	for _, m := range missing {
		what, mend, _ := strings.Cut(m, ": ")
		up.bad(what, mend)
	}
	if len(missing) == 0 {
		up.good("tokens for transport %s", conf.Slack.Transport)
	}
}

func checkStore(up *checkup, path string) {
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		up.hint(path + " is not there yet: serve makes it")
		return
	}
	err := boltstore.Check(path)
	switch {
	case err == nil:
		up.good("store %s", path)
	case errors.Is(err, storage.ErrLocked):
		up.hint(path + " is in use by a running roundsman and was not checked")
	case errors.Is(err, storage.ErrDamaged):
		up.bad(err.Error(), `put a backup in its place: roundsman restore --replace FILE`)
	default:
		up.bad(err.Error(), "see that this program is as new as the file, and may read it")
	}
}

// checkSlack asks Slack about the tokens, the channels and the people.
func checkSlack(ctx context.Context, up *checkup, conf config.Config, s config.Secrets, p program) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	wire, err := slackwire.Connect(ctx, slackwire.Options{
		BotToken: s.BotToken.Reveal(), AppToken: s.AppToken.Reveal(), SigningSecret: s.SigningSecret.Reveal(),
		APIURL: p.getenv("SLACK_API_URL"), Now: p.now,
	})
	if err != nil {
		up.bad(notConnected(err))
		return
	}
	up.good("workspace %s", wire.Self().TeamName)
	if conf.Slack.Transport == "socket" {
		checkAppToken(ctx, up, wire)
	}
	checkScopes(up, wire)
	checkChannels(ctx, up, conf, wire)
	checkPeople(ctx, up, conf, wire)
}

// notConnected says why Slack was not reached, and how to mend it.
func notConnected(err error) (what, mend string) {
	var refused *bot.SendError
	if errors.As(err, &refused) && refused.Failure == bot.Auth {
		return "Slack refuses the bot token (" + refused.Reason + ")", `install the app again and copy "Bot User OAuth Token" into SLACK_BOT_TOKEN`
	}
	return "Slack cannot be reached: " + err.Error(), "see that this machine may open connections to slack.com and wss-primary.slack.com, perhaps through HTTPS_PROXY"
}

func checkAppToken(ctx context.Context, up *checkup, wire *slackwire.Wire) {
	if err := wire.CheckAppToken(ctx); err != nil {
		up.bad(err.Error(), `make an app-level token with the scope connections:write on your app's page "Basic Information", and see that Socket Mode is on`)
		return
	}
	up.good("app-level token")
}

func checkScopes(up *checkup, wire *slackwire.Wire) {
	missing := wire.MissingScopes()
	for _, scope := range missing {
		up.bad("the bot token lacks the scope "+scope.Name+" ("+scope.Reason+")", `add it under "OAuth & Permissions", or paste "roundsman manifest" again, and reinstall the app`)
	}
	if len(missing) == 0 {
		up.good("scopes")
	}
	if needless := wire.NeedlessScopes(); len(needless) > 0 {
		up.hint("scopes that roundsman does not use: " + strings.Join(needless, ", "))
	}
}

func checkChannels(ctx context.Context, up *checkup, conf config.Config, wire *slackwire.Wire) {
	places, err := wire.Conversations(ctx)
	if err != nil {
		up.bad("the channels cannot be listed: "+err.Error(), "try again")
		return
	}
	for _, t := range conf.Teams {
		if t.Channel == "" {
			continue
		}
		i := slices.IndexFunc(places, func(p event.Place) bool { return p.Channel == t.Channel })
		switch {
		case i < 0:
			up.bad(fmt.Sprintf("the bot is not in channel %s of team %s", t.Channel, t.ID), "in that channel, type /invite @roundsman; or correct the id")
		case places[i].Shared:
			up.bad(fmt.Sprintf("channel %s of team %s is shared with another organisation", t.Channel, t.ID), "choose a channel of your own people only")
		default:
			up.good("channel %s of team %s", t.Channel, t.ID)
		}
	}
}

func checkPeople(ctx context.Context, up *checkup, conf config.Config, wire *slackwire.Wire) {
	named := slices.Concat(conf.Finance, conf.Admins)
	for _, t := range conf.Teams {
		named = slices.Concat(named, t.Managers, t.Reps)
	}
	slices.Sort(named)
	good := 0
	for _, user := range slices.Compact(named) {
		profile, err := wire.Profile(ctx, sales.NewPersonID(wire.Self().Team, user))
		if fault := personFault(profile, err); fault != "" {
			up.bad(user+" "+fault, "correct the id, or take the person out of the configuration")
			continue
		}
		good++
	}
	if len(named) == 0 {
		up.hint("no team is configured: every full member who writes to the bot joins one team as a rep")
		return
	}
	up.good("%d people", good)
}

func personFault(p bot.Profile, err error) string {
	switch {
	case err != nil:
		return "is not known to Slack (" + err.Error() + ")"
	case p.Deleted:
		return "(" + p.Name + ") is deactivated"
	case p.Bot:
		return "(" + p.Name + ") is a bot"
	case p.Guest, p.Stranger:
		return "(" + p.Name + ") is a guest or of another organisation"
	}
	return ""
}
