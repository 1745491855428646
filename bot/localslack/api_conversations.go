package localslack

import (
	"slices"
)

// visible finds a channel the app may read.
func (w *Workspace) visible(id string) (*Channel, error) {
	c := w.channels[id]
	switch {
	case c == nil, c.Private && !c.HasApp:
		return nil, refuse("channel_not_found")
	case !c.HasApp:
		return nil, refuse("not_in_channel")
	}
	return c, nil
}

type history struct {
	Messages []*Message       `json:"messages"`
	HasMore  bool             `json:"has_more"`
	PinCount int              `json:"pin_count"`
	Next     responseMetadata `json:"response_metadata"`
}

// conversationsHistory lists messages, the newest first; replies in threads are left out.
// https://docs.slack.dev/reference/methods/conversations.history
func (w *Workspace) conversationsHistory(q *request) (any, error) {
	c, err := w.visible(q.str("channel"))
	if err != nil {
		return nil, err
	}
	limit, err := q.limit(100, 999)
	if err != nil {
		return nil, err
	}
	list := window(c.messages[c.search(q.str("oldest")):], q)
	var tops []*Message
	for _, m := range slices.Backward(list) {
		if !m.isReply() {
			tops = append(tops, m)
		}
	}
	return historyPage(tops, q, limit)
}

// conversationsReplies lists a thread, the oldest first.
// https://docs.slack.dev/reference/methods/conversations.replies
func (w *Workspace) conversationsReplies(q *request) (any, error) {
	c, err := w.visible(q.str("channel"))
	if err != nil {
		return nil, err
	}
	limit, err := q.limit(1000, 1000)
	if err != nil {
		return nil, err
	}
	ts := q.str("ts")
	m := c.byTS[ts]
	if m == nil {
		return nil, refuse("thread_not_found")
	}
	root := m.ThreadTS
	if root == "" {
		root = m.TS
	}
	var thread []*Message
	for _, m := range c.messages {
		in := m.TS == root || m.ThreadTS == root
		if in && (m.TS == root || inWindow(m.TS, q)) {
			thread = append(thread, m)
		}
	}
	return historyPage(thread, q, limit)
}

// historyPage cuts a page and leaves metadata out unless asked for.
func historyPage(list []*Message, q *request, limit int) (any, error) {
	part, next, err := page(list, q.str("cursor"), limit)
	if err != nil {
		return nil, err
	}
	out := make([]*Message, len(part))
	for i, m := range part {
		n := m.copy()
		if !q.flag("include_all_metadata") {
			n.Metadata = nil
		}
		out[i] = &n
	}
	return history{Messages: out, HasMore: next != "", Next: responseMetadata{next}}, nil
}

func window(list []*Message, q *request) []*Message {
	out := list[:0:0]
	for _, m := range list {
		if inWindow(m.TS, q) {
			out = append(out, m)
		}
	}
	return out
}

// inWindow applies oldest and latest, which are exclusive unless inclusive is set.
func inWindow(ts string, q *request) bool {
	at, oldest, latest := parseTS(ts), q.str("oldest"), q.str("latest")
	inclusive := q.flag("inclusive")
	if oldest != "" && (at < parseTS(oldest) || at == parseTS(oldest) && !inclusive) {
		return false
	}
	return latest == "" || latest == "now" || at < parseTS(latest) || at == parseTS(latest) && inclusive
}

// conversationsInfo: https://docs.slack.dev/reference/methods/conversations.info
func (w *Workspace) conversationsInfo(q *request) (any, error) {
	c := w.channels[q.str("channel")]
	if c == nil || c.Private && !c.HasApp {
		return nil, refuse("channel_not_found")
	}
	o := w.channelObject(c)
	if !q.flag("include_num_members") {
		delete(o, "num_members")
	}
	if q.flag("include_locale") {
		o["locale"] = "en-US"
	}
	return map[string]any{"channel": o}, nil
}

// conversationsOpen opens the direct message with one person.
// https://docs.slack.dev/reference/methods/conversations.open
func (w *Workspace) conversationsOpen(q *request) (any, error) {
	if id := q.str("channel"); id != "" {
		c, err := w.visible(id)
		if err != nil {
			return nil, err
		}
		return map[string]any{"channel": w.opened(c, q), "already_open": true, "no_op": true}, nil
	}
	users := q.list("users")
	if len(users) == 0 {
		return nil, refuse("users_list_not_supplied")
	}
	if len(users) > 1 {
		w.problem("conversations.open: group direct messages are not there")
		return nil, refuse("invalid_user_combination")
	}
	p := w.people[users[0]]
	switch {
	case p == nil:
		return nil, refuse("user_not_found")
	case p.Deleted:
		return nil, refuse("user_disabled")
	case p.Bot:
		return nil, refuse("cannot_dm_bot")
	case p.Stranger:
		return nil, refuse("user_not_visible")
	}
	already := w.ims[p.ID] != nil
	c := w.im(p.ID)
	return map[string]any{"channel": w.opened(c, q), "already_open": already, "no_op": already}, nil
}

func (w *Workspace) opened(c *Channel, q *request) any {
	if q.flag("return_im") {
		return w.channelObject(c)
	}
	return map[string]any{"id": c.ID}
}

// conversationsJoin: https://docs.slack.dev/reference/methods/conversations.join
func (w *Workspace) conversationsJoin(q *request) (any, error) {
	c := w.channels[q.str("channel")]
	switch {
	case c == nil, c.Private && !c.HasApp:
		return nil, refuse("channel_not_found")
	case c.IsIM(), c.Private:
		return nil, refuse("method_not_supported_for_channel_type")
	case c.Archived:
		return nil, refuse("is_archived")
	}
	w.setMember(c, w.opt.App.BotUser, true)
	return map[string]any{"channel": w.channelObject(c)}, nil
}

// conversationsMembers: https://docs.slack.dev/reference/methods/conversations.members
func (w *Workspace) conversationsMembers(q *request) (any, error) {
	c := w.channels[q.str("channel")]
	if c == nil || c.Private && !c.HasApp {
		return nil, refuse("channel_not_found")
	}
	limit, err := q.limit(100, 1000)
	if err != nil {
		return nil, err
	}
	part, next, err := page(c.Members, q.str("cursor"), limit)
	return map[string]any{"members": part, "response_metadata": responseMetadata{next}}, err
}

// conversationsList: https://docs.slack.dev/reference/methods/conversations.list
func (w *Workspace) conversationsList(q *request) (any, error) {
	return w.listChannels(q, func(c *Channel) bool { return !c.Private && !c.IsIM() || c.HasApp })
}

// usersConversations lists what someone (the app, when nobody is named) is a member of.
// https://docs.slack.dev/reference/methods/users.conversations
func (w *Workspace) usersConversations(q *request) (any, error) {
	user := q.str("user")
	if user == "" {
		user = w.opt.App.BotUser
	}
	if w.people[user] == nil {
		return nil, refuse("user_not_found")
	}
	return w.listChannels(q, func(c *Channel) bool { return c.has(user) && (c.HasApp || !c.Private) })
}

func (w *Workspace) listChannels(q *request, in func(*Channel) bool) (any, error) {
	limit, err := q.limit(100, 1000)
	if err != nil {
		return nil, err
	}
	types := q.list("types")
	if len(types) == 0 {
		types = []string{"public_channel"}
	}
	list := []map[string]any{}
	for _, id := range w.channelOrder {
		c := w.channels[id]
		if in(c) && slices.Contains(types, c.listType()) && (!c.Archived || !q.flag("exclude_archived")) {
			list = append(list, w.channelObject(c))
		}
	}
	part, next, err := page(list, q.str("cursor"), limit)
	return map[string]any{"channels": part, "response_metadata": responseMetadata{next}}, err
}

func (c *Channel) listType() string {
	switch c.kind() {
	case "im":
		return "im"
	case "mpim":
		return "mpim"
	case "group":
		return "private_channel"
	default:
		return "public_channel"
	}
}
