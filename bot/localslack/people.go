package localslack

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Person is a member of the workspace, or someone of another team seen in a shared channel.
// https://docs.slack.dev/reference/objects/user-object
type Person struct {
	ID          string `json:"id"`
	Name        string `json:"name"` // handle
	RealName    string `json:"real_name"`
	DisplayName string `json:"display_name,omitempty"`
	Title       string `json:"title,omitempty"`
	Email       string `json:"email,omitempty"`
	Locale      string `json:"locale"` // "en-US", "zh-CN"
	TZ          string `json:"tz"`     // IANA zone
	Color       string `json:"color,omitempty"`

	Admin       bool `json:"is_admin,omitempty"`
	Owner       bool `json:"is_owner,omitempty"`
	Guest       bool `json:"is_restricted,omitempty"`       // multi-channel guest
	SingleGuest bool `json:"is_ultra_restricted,omitempty"` // single-channel guest; implies Guest
	Bot         bool `json:"is_bot,omitempty"`
	Deleted     bool `json:"deleted,omitempty"`
	// Stranger, TeamID and EnterpriseID tell people of other teams; an empty TeamID is this workspace's.
	Stranger     bool   `json:"is_stranger,omitempty"`
	TeamID       string `json:"team_id,omitempty"`
	EnterpriseID string `json:"enterprise_id,omitempty"`
	BotID        string `json:"bot_id,omitempty"`
	AppID        string `json:"app_id,omitempty"`
}

// SmallTeam is a team to begin with: two reps, a manager and finance in one team channel.
func SmallTeam() ([]Person, []Channel) {
	people := []Person{
		{ID: "U0REP00001", Name: "anna", RealName: "Anna Keller", Title: "Sales rep", Email: "anna@example.com", Locale: "en-US", TZ: "Europe/Berlin"},
		{ID: "U0REP00002", Name: "liwei", RealName: "李伟", Title: "销售代表", Email: "liwei@example.com", Locale: "zh-CN", TZ: "Asia/Shanghai"},
		{ID: "U0MANAGER1", Name: "marta", RealName: "Marta Silva", Title: "Sales manager", Email: "marta@example.com", Locale: "en-US", TZ: "Europe/Lisbon", Admin: true, Owner: true},
		{ID: "U0FINANCE1", Name: "omar", RealName: "Omar Haddad", Title: "Finance", Email: "omar@example.com", Locale: "en-US", TZ: "Europe/Berlin"},
	}
	members := []string{"U0REP00001", "U0REP00002", "U0MANAGER1", "U0FINANCE1"}
	return people, []Channel{{ID: "C0SALES001", Name: "sales", Members: members, HasApp: true}}
}

// AddPerson lets someone join the team: the app gets team_join, https://docs.slack.dev/reference/events/team_join.
func (w *Workspace) AddPerson(p Person) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if p.ID == "" || w.people[p.ID] != nil {
		return fmt.Errorf("add person: id %q is empty or taken", p.ID)
	}
	q := w.putPerson(p)
	w.sendEvent("team_join", map[string]any{"type": "team_join", "user": w.userObject(q, true)}, "")
	w.notify(Notice{Type: "state"})
	return nil
}

// SetPerson changes a profile: the app gets user_change, https://docs.slack.dev/reference/events/user_change.
func (w *Workspace) SetPerson(id string, change func(*Person)) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	p := w.people[id]
	if p == nil {
		return fmt.Errorf("set person: no such person %q", id)
	}
	change(p)
	p.ID = id
	w.putPerson(*p)
	w.sendEvent("user_change", map[string]any{
		"type": "user_change", "user": w.userObject(p, true), "cache_ts": w.now().Unix(), "event_ts": w.newTS(),
	}, "")
	w.notify(Notice{Type: "state"})
	return nil
}

func (w *Workspace) putPerson(p Person) *Person {
	p.Name = cmp.Or(p.Name, strings.ToLower(p.ID))
	p.RealName = cmp.Or(p.RealName, p.Name)
	p.Locale = cmp.Or(p.Locale, "en-US")
	p.TZ = cmp.Or(p.TZ, w.opt.Zone)
	p.Guest = p.Guest || p.SingleGuest
	if p.Color == "" {
		p.Color = palette[len(w.order)%len(palette)]
	}
	q := w.people[p.ID]
	if q == nil {
		q = new(Person)
		w.people[p.ID] = q
		w.order = append(w.order, p.ID)
	}
	*q = p
	w.record(record{Kind: "person", Person: q})
	return q
}

// palette holds Slack's customary user colours.
var palette = []string{"9f69e7", "4bbe2e", "e7392d", "3c989f", "674b1b", "e96699", "e0a729", "684b6c", "5b89d5", "2b6836"}

// appPerson is the app's bot user.
func (w *Workspace) appPerson() Person {
	return Person{
		ID: w.opt.App.BotUser, Name: w.opt.App.Name, RealName: w.opt.App.Name, Bot: true, BotID: w.opt.App.BotID, AppID: w.opt.App.ID,
		TZ: "America/Los_Angeles",
	}
}

// userObject is the user object of users.info; the locale is there only when asked for.
// https://docs.slack.dev/reference/methods/users.info
func (w *Workspace) userObject(p *Person, locale bool) map[string]any {
	team := cmp.Or(p.TeamID, w.opt.Team.ID)
	zone, offset := zoneLabel(p.TZ, w.now())
	u := map[string]any{
		"id": p.ID, "team_id": team, "name": p.Name, "deleted": p.Deleted, "color": p.Color, "real_name": p.RealName,
		"tz": p.TZ, "tz_label": zone, "tz_offset": offset,
		"is_admin": p.Admin, "is_owner": p.Owner, "is_primary_owner": p.Owner, "is_restricted": p.Guest,
		"is_ultra_restricted": p.SingleGuest, "is_bot": p.Bot, "is_app_user": false, "updated": 0,
		"is_email_confirmed": true, "who_can_share_contact_card": "EVERYONE",
		"profile": map[string]any{
			"title": p.Title, "phone": "", "skype": "", "real_name": p.RealName, "real_name_normalized": p.RealName,
			"display_name": p.DisplayName, "display_name_normalized": p.DisplayName, "fields": nil, "status_text": "",
			"status_emoji": "", "status_expiration": 0, "avatar_hash": "", "team": team, "email": p.Email,
			"api_app_id": p.AppID, "bot_id": p.BotID, "always_active": p.Bot,
		},
	}
	if p.Stranger {
		u["is_stranger"] = true
	}
	if id := cmp.Or(p.EnterpriseID, w.opt.Team.EnterpriseID); id != "" {
		u["enterprise_user"] = map[string]any{"id": p.ID, "enterprise_id": id, "enterprise_name": id, "is_admin": p.Admin, "is_owner": p.Owner, "teams": []string{team}}
	}
	if p.Deleted { // a deactivated user has no zone and no profile to speak of
		delete(u, "tz")
		delete(u, "tz_label")
		delete(u, "tz_offset")
	}
	if locale {
		u["locale"] = p.Locale
	}
	return u
}

// zoneLabel names a zone as Slack does, and its offset in seconds now.
func zoneLabel(tz string, now time.Time) (label string, offset int) {
	loc, err := time.LoadLocation(tz)
	if err != nil {
		return tz, 0
	}
	abbr, offset := now.In(loc).Zone()
	if name, ok := zoneNames[abbr]; ok && (abbr != "CST" || offset < 0) {
		return name, offset
	}
	if abbr == "CST" {
		return "China Standard Time", offset
	}
	return abbr, offset
}

var zoneNames = map[string]string{
	"CET": "Central European Time", "CEST": "Central European Summer Time", "GMT": "Greenwich Mean Time", "BST": "British Summer Time",
	"WET": "Western European Time", "WEST": "Western European Summer Time", "EST": "Eastern Standard Time", "EDT": "Eastern Daylight Time",
	"PST": "Pacific Standard Time", "PDT": "Pacific Daylight Time", "JST": "Japan Standard Time", "CST": "Central Standard Time",
	"CDT": "Central Daylight Time", "MST": "Mountain Standard Time", "MDT": "Mountain Daylight Time", "UTC": "Coordinated Universal Time",
}

// has tells whether the member list of a channel includes the person.
func (c *Channel) has(user string) bool { return slices.Contains(c.Members, user) }
