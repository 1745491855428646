package slackwire

import (
	"errors"
	"net/url"
	"strconv"
	"strings"

	"roundsman/bot/card"
)

// What pressing means travels in Slack's action_id and value: the action_id is
// the name, with "#2" where a message holds it more than once; the value holds
// id, version and argument as a query, "a=sold&i=fu_1&v=3". Menus and pickers
// have no value of their own; their query follows the action_id after a "?".

// linkAction is the action_id of buttons that only open a page.
const linkAction = "link"

var errDoTooLong = errors.New("an action is too long for Slack")

func encodeDo(d card.Do) string {
	q := url.Values{}
	set := func(key, value string) {
		if value != "" {
			q.Set(key, value)
		}
	}
	set("i", d.ID)
	set("a", d.Arg)
	if d.Version != 0 {
		set("v", strconv.FormatInt(d.Version, 10))
	}
	return q.Encode()
}

// decodeDo reads what encodeDo wrote. What is not ours is ignored.
func decodeDo(query string) card.Do {
	q, err := url.ParseQuery(query)
	if err != nil {
		return card.Do{}
	}
	version, err := strconv.ParseInt(q.Get("v"), 10, 64)
	if err != nil {
		version = 0
	}
	return card.Do{ID: q.Get("i"), Arg: q.Get("a"), Version: version}
}

// decodeAction reads an action_id, and the value of buttons.
func decodeAction(actionID, value string) card.Do {
	name, query, inID := strings.Cut(actionID, "?")
	if !inID {
		query = value
	}
	do := decodeDo(query)
	do.Name, _, _ = strings.Cut(name, "#")
	return do
}
