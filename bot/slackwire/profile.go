package slackwire

import (
	"cmp"
	"context"

	"github.com/slack-go/slack"

	"roundsman/bot"
	"roundsman/bot/event"
	"roundsman/sales"
)

// Profile asks Slack who somebody is.
// https://docs.slack.dev/reference/methods/users.info
func (w *Wire) Profile(ctx context.Context, id sales.PersonID) (bot.Profile, error) {
	ctx, sent, err := w.reads(ctx, "users.info")
	if err != nil {
		return bot.Profile{}, err
	}
	u, err := w.api.GetUserInfoContext(ctx, id.User(), slack.GetUserInfoOptionIncludeLocale(true))
	if err != nil {
		return bot.Profile{}, classify(err, sent, reading)
	}
	return bot.Profile{
		ID:       id,
		Name:     cmp.Or(u.Profile.DisplayName, u.Profile.RealName, u.RealName, u.Name),
		Zone:     u.TZ,
		Language: u.Locale,
		Bot:      u.IsBot || u.ID == slackbot,
		Guest:    u.IsRestricted || u.IsUltraRestricted,
		Stranger: u.IsStranger || !w.self.owns(u.TeamID),
		Deleted:  u.Deleted,
	}, nil
}

// slackbot writes for Slack itself and is not marked as a bot.
const slackbot = "USLACKBOT"

// owns reports whether a team id is our organisation's. No id says nothing.
func (s Self) owns(team string) bool {
	return team == "" || team == s.Team || team == s.Enterprise
}

// Conversations lists the direct messages and channels we are in.
// https://docs.slack.dev/reference/methods/users.conversations
func (w *Wire) Conversations(ctx context.Context) ([]event.Place, error) {
	var places []event.Place
	for cursor := ""; ; {
		ctx, sent, err := w.reads(ctx, "users.conversations")
		if err != nil {
			return nil, err
		}
		page, next, err := w.api.GetConversationsForUserContext(ctx, &slack.GetConversationsForUserParameters{
			Types: []string{"im", "mpim", "public_channel", "private_channel"}, Limit: pageSize, ExcludeArchived: true, Cursor: cursor,
		})
		if err != nil {
			return nil, classify(err, sent, reading)
		}
		for _, c := range page {
			places = append(places, event.Place{Kind: placeKind(c.ID, ""), Channel: c.ID, Shared: c.IsExtShared})
		}
		if next == "" || next == cursor {
			return places, nil
		}
		cursor = next
	}
}
