package localslack

import (
	"fmt"
	"slices"
	"sort"
	"strings"
)

// Channel is a conversation: a public or private channel, a group direct message of several people and the app, or the
// direct message between one person and the app.
// https://docs.slack.dev/reference/objects/conversation-object
type Channel struct {
	ID        string   `json:"id"`
	Name      string   `json:"name,omitempty"`
	Private   bool     `json:"is_private,omitempty"`
	Group     bool     `json:"is_mpim,omitempty"`       // a group direct message, which is Private, too
	ExtShared bool     `json:"is_ext_shared,omitempty"` // shared with another organisation
	Archived  bool     `json:"is_archived,omitempty"`
	Members   []string `json:"members"`
	HasApp    bool     `json:"has_app,omitempty"` // whether the app's bot user is a member
	User      string   `json:"user,omitempty"`    // the other side of a direct message
	Created   int64    `json:"created,omitempty"`

	messages []*Message          // by timestamp
	byTS     map[string]*Message // the same
}

// IsIM tells a direct message.
func (c *Channel) IsIM() bool { return c.User != "" }

// kind is the channel_type of message events, https://docs.slack.dev/reference/events/message.
func (c *Channel) kind() string {
	switch {
	case c.IsIM():
		return "im"
	case c.Group:
		return "mpim"
	case c.Private:
		return "group"
	default:
		return "channel"
	}
}

func (c *Channel) add(m *Message) {
	i := len(c.messages)
	for i > 0 && c.messages[i-1].TS > m.TS {
		i--
	}
	c.messages = slices.Insert(c.messages, i, m)
	c.byTS[m.TS] = m
}

func (c *Channel) remove(ts string) {
	delete(c.byTS, ts)
	i := c.search(ts)
	if i < len(c.messages) && c.messages[i].TS == ts {
		c.messages = slices.Delete(c.messages, i, i+1)
	}
}

// search is the place of the first message at or after ts.
func (c *Channel) search(ts string) int {
	return sort.Search(len(c.messages), func(i int) bool { return c.messages[i].TS >= ts })
}

// AddChannel makes a channel; the app is a member when c.HasApp.
func (w *Workspace) AddChannel(c Channel) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if c.ID == "" || w.channels[c.ID] != nil {
		return fmt.Errorf("add channel: id %q is empty or taken", c.ID)
	}
	w.putChannel(c)
	w.notify(Notice{Type: "state"})
	return nil
}

// SetChannel changes a channel's fields, for example shares it with another organisation.
func (w *Workspace) SetChannel(id string, change func(*Channel)) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	c := w.channels[id]
	if c == nil {
		return fmt.Errorf("set channel: no such channel %q", id)
	}
	change(c)
	c.ID = id
	w.record(record{Kind: "channel", ChannelData: c})
	w.notify(Notice{Type: "state"})
	return nil
}

// Join makes user (a person or the app's bot user) a member; the app, if a member, gets member_joined_channel.
// https://docs.slack.dev/reference/events/member_joined_channel
func (w *Workspace) Join(user, channel string) error { return w.move(user, channel, true) }

// Leave ends a membership; the app gets member_left_channel.
func (w *Workspace) Leave(user, channel string) error { return w.move(user, channel, false) }

func (w *Workspace) move(user, channel string, in bool) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	c, p := w.channels[channel], w.people[user]
	if c == nil || p == nil || c.IsIM() {
		return fmt.Errorf("join or leave: no person %q or channel %q", user, channel)
	}
	w.setMember(c, user, in)
	return nil
}

func (w *Workspace) setMember(c *Channel, user string, in bool) {
	if c.has(user) == in {
		return
	}
	event := "member_joined_channel"
	heard := c.HasApp || user == w.opt.App.BotUser
	if in {
		c.Members = append(c.Members, user)
	} else {
		event = "member_left_channel"
		c.Members = slices.DeleteFunc(slices.Clone(c.Members), func(id string) bool { return id == user })
	}
	if user == w.opt.App.BotUser {
		c.HasApp = in
	}
	w.record(record{Kind: "channel", ChannelData: c})
	if heard {
		w.sendEvent(event, map[string]any{
			"type": event, "user": user, "channel": c.ID, "channel_type": strings.ToUpper(c.ID[:1]), "team": w.opt.Team.ID, "event_ts": w.newTS(),
		}, c.ID)
	}
	w.notify(Notice{Type: "state"})
}

func (w *Workspace) putChannel(c Channel) *Channel {
	bot := w.opt.App.BotUser
	c.HasApp = c.HasApp || c.has(bot) || c.IsIM()
	if c.HasApp && !c.has(bot) {
		c.Members = append(slices.Clone(c.Members), bot)
	}
	c.Private = c.Private || c.Group
	if c.Created == 0 {
		c.Created = w.now().Unix()
	}
	c.byTS = map[string]*Message{}
	p := &c
	if old := w.channels[c.ID]; old != nil {
		c.messages, c.byTS = old.messages, old.byTS
		*old, p = c, old
	} else {
		w.channels[c.ID] = p
		w.channelOrder = append(w.channelOrder, c.ID)
	}
	if c.IsIM() {
		w.ims[c.User] = p
	}
	w.record(record{Kind: "channel", ChannelData: p})
	return p
}

// IM is the direct message channel of a person and the app; it is opened if need be.
func (w *Workspace) IM(user string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.im(user).ID
}

func (w *Workspace) im(user string) *Channel {
	if c := w.ims[user]; c != nil {
		return c
	}
	c := w.putChannel(Channel{ID: w.newID("D"), User: user, Members: []string{user}})
	w.notify(Notice{Type: "state"})
	return c
}

// object is the channel as conversations.info gives it.
func (w *Workspace) channelObject(c *Channel) map[string]any {
	o := map[string]any{
		"id": c.ID, "created": c.Created, "is_archived": c.Archived, "is_im": c.IsIM(), "is_org_shared": false,
		"context_team_id": w.opt.Team.ID, "updated": c.Created * 1000,
	}
	if c.IsIM() {
		o["user"], o["is_user_deleted"], o["is_open"], o["priority"] = c.User, w.people[c.User] != nil && w.people[c.User].Deleted, true, 0
		return o
	}
	for k, v := range map[string]any{
		"name": c.Name, "name_normalized": c.Name, "is_channel": !c.Private, "is_group": c.Private, "is_mpim": c.Group, "is_private": c.Private,
		"is_general": false, "is_shared": c.ExtShared, "is_ext_shared": c.ExtShared, "is_member": c.HasApp, "creator": w.opt.App.BotUser,
		"num_members": len(c.Members), "shared_team_ids": []string{w.opt.Team.ID}, "unlinked": 0, "pending_shared": []string{},
		"topic":   map[string]any{"value": "", "creator": "", "last_set": 0},
		"purpose": map[string]any{"value": "", "creator": "", "last_set": 0}, "previous_names": []string{},
	} {
		o[k] = v
	}
	return o
}
