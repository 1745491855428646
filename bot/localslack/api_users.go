package localslack

import "strings"

// apiTest: https://docs.slack.dev/reference/methods/api.test
func (w *Workspace) apiTest(q *request) (any, error) {
	if code := q.str("error"); code != "" {
		return nil, refuse(code)
	}
	return map[string]any{"args": q.args}, nil
}

// authTest: https://docs.slack.dev/reference/methods/auth.test
func (w *Workspace) authTest(q *request) (any, error) {
	a, t := w.opt.App, w.opt.Team
	if q.token == w.opt.AppToken { // an app-level token belongs to no bot
		return map[string]any{"app_name": a.Name, "app_id": a.ID}, nil
	}
	return map[string]any{
		"url": "https://" + t.Domain + ".slack.com/", "team": t.Name, "user": a.Name, "team_id": t.ID, "user_id": a.BotUser,
		"bot_id": a.BotID, "is_enterprise_install": false,
	}, nil
}

func (w *Workspace) appsConnectionsOpen(q *request) (any, error) {
	return map[string]any{"url": w.openLink(q.host)}, nil
}

// usersInfo: https://docs.slack.dev/reference/methods/users.info
func (w *Workspace) usersInfo(q *request) (any, error) {
	p := w.people[q.str("user")]
	if p == nil {
		return nil, refuse("user_not_found")
	}
	return map[string]any{"user": w.userObject(p, q.flag("include_locale"))}, nil
}

// usersList lists members; people of other teams are not among them.
// https://docs.slack.dev/reference/methods/users.list
func (w *Workspace) usersList(q *request) (any, error) {
	limit, err := q.limit(1000, 1000)
	if err != nil {
		return nil, err
	}
	list := []map[string]any{}
	for _, id := range w.order {
		if p := w.people[id]; !p.Stranger {
			list = append(list, w.userObject(p, q.flag("include_locale")))
		}
	}
	part, next, err := page(list, q.str("cursor"), limit)
	return map[string]any{"members": part, "cache_ts": w.now().Unix(), "response_metadata": responseMetadata{next}}, err
}

// usersLookupByEmail: https://docs.slack.dev/reference/methods/users.lookupByEmail
func (w *Workspace) usersLookupByEmail(q *request) (any, error) {
	for _, id := range w.order {
		if p := w.people[id]; p.Email != "" && !p.Deleted && strings.EqualFold(p.Email, q.str("email")) {
			return map[string]any{"user": w.userObject(p, false)}, nil
		}
	}
	return nil, refuse("users_not_found")
}

// teamInfo: https://docs.slack.dev/reference/methods/team.info
func (w *Workspace) teamInfo(*request) (any, error) {
	t := w.opt.Team
	return map[string]any{"team": map[string]any{"id": t.ID, "name": t.Name, "domain": t.Domain, "email_domain": "", "icon": map[string]any{"image_default": true}}}, nil
}

// botsInfo: https://docs.slack.dev/reference/methods/bots.info
func (w *Workspace) botsInfo(q *request) (any, error) {
	a := w.opt.App
	if id := q.str("bot"); id != "" && id != a.BotID {
		for _, p := range w.people {
			if p.BotID == id {
				return map[string]any{"bot": map[string]any{"id": id, "deleted": p.Deleted, "name": p.Name, "app_id": p.AppID, "user_id": p.ID}}, nil
			}
		}
		return nil, refuse("bot_not_found")
	}
	return map[string]any{"bot": map[string]any{"id": a.BotID, "deleted": false, "name": a.Name, "updated": 0, "app_id": a.ID, "user_id": a.BotUser, "icons": map[string]string{}}}, nil
}
