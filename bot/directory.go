package bot

import (
	"cmp"
	"slices"
	"strings"

	"roundsman/sales"
)

// Directory is who is who, as configured. It overrides what is kept, at each start.
type Directory struct {
	// Teams that are configured. Without any, every full member who writes to the
	// bot joins DefaultTeam as a rep.
	Teams   []Team
	Finance []sales.PersonID
	// Admins run the bot. Without any, whoever sent the one-time code stays one.
	Admins []sales.PersonID
	// Zone (IANA name), Week and Country (ISO 3166, with the state after a
	// hyphen) are for those of whom Slack or they themselves have not told; empty:
	// UTC, sales.DefaultWeek, none.
	Zone    string
	Week    *sales.WorkingWeek
	Country string
}

// DefaultTeam is the only team where none is configured.
const DefaultTeam sales.TeamID = "default"

// Team is one configured team.
type Team struct {
	ID       sales.TeamID
	Name     string
	Channel  string // Slack channel id; empty: none
	Language string // the channel's; empty: English
	Zone     string // the channel's, IANA name; empty: Directory.Zone
	Reps     []sales.PersonID
	Managers []sales.PersonID
}

func (d Directory) open() bool { return len(d.Teams) == 0 }

// ids are the teams there are.
func (d Directory) ids() []sales.TeamID {
	if d.open() {
		return []sales.TeamID{DefaultTeam}
	}
	ids := make([]sales.TeamID, len(d.Teams))
	for i, t := range d.Teams {
		ids[i] = t.ID
	}
	return ids
}

// listed are all people whom the configuration names, sorted.
func (d Directory) listed() []sales.PersonID {
	all := slices.Concat(d.Finance, d.Admins)
	for _, t := range d.Teams {
		all = slices.Concat(all, t.Reps, t.Managers)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// place gives a person the team, role and rights that the configuration says.
// Where no team is configured, teams stay as they are kept.
func (d Directory) place(p sales.Person) sales.Person {
	if len(d.Admins) > 0 {
		p.Admin = slices.Contains(d.Admins, p.ID)
	}
	finance := slices.Contains(d.Finance, p.ID)
	if d.open() {
		if finance {
			p.Role, p.Team, p.Manages = sales.RoleFinance, "", nil
		}
		return p
	}
	p.Role, p.Team, p.Manages = "", "", nil
	for _, t := range d.Teams {
		if slices.Contains(t.Reps, p.ID) {
			p.Role, p.Team = sales.RoleRep, t.ID
		}
		if slices.Contains(t.Managers, p.ID) {
			p.Manages = append(p.Manages, t.ID)
		}
	}
	switch {
	case len(p.Manages) > 0:
		p.Role, p.Team = sales.RoleManager, cmp.Or(p.Team, p.Manages[0])
	case finance && p.Team == "":
		p.Role = sales.RoleFinance
	}
	return p
}

// join makes a newcomer a rep of the only team there is.
func join(p sales.Person) sales.Person {
	p.Role, p.Team, p.Manages = sales.RoleRep, DefaultTeam, nil
	return p
}

// isMember reports that a person may use the bot at all.
func isMember(p sales.Person) bool {
	return !p.Left && (p.Team != "" || len(p.Manages) > 0 || p.Role == sales.RoleFinance || p.Admin)
}

// newcomer is somebody of whom nothing is kept yet.
func (d Directory) newcomer(id sales.PersonID) sales.Person {
	country, region, _ := strings.Cut(d.Country, "-")
	p := sales.Person{ID: id, Week: sales.DefaultWeek(), Country: country, Region: region}
	if d.Week != nil {
		p.Week = *d.Week
	}
	return p
}

func (d Directory) zone() string { return cmp.Or(d.Zone, "UTC") }
