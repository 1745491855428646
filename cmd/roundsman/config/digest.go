package config

import (
	"slices"
	"time"

	"roundsman/sales"
)

// Digests are what managers, and channels, are told of teams (handbook section 5).
type Digests struct {
	Wait     time.Duration `yaml:"wait"`     // after the last rep's nudge
	Channels []string      `yaml:"channels"` // ids of the teams whose channel gets their totals
	Teams    []string      `yaml:"teams"`    // that have weekly and monthly ones
	// Leaderboards are the teams that opted in.
	Leaderboards []string `yaml:"leaderboards"`
}

// rules is called on a checked configuration.
func (d Digests) rules(teams []Team) sales.DigestRules {
	r := sales.DigestRules{Wait: d.Wait, Channels: map[sales.TeamID]string{}}
	for _, t := range teams {
		if slices.Contains(d.Channels, t.ID) {
			r.Channels[sales.TeamID(t.ID)] = t.Channel
		}
	}
	for _, id := range d.Teams {
		r.Teams = append(r.Teams, sales.TeamID(id))
	}
	for _, id := range d.Leaderboards {
		r.Leaderboards = append(r.Leaderboards, sales.TeamID(id))
	}
	return r
}

func (k *checker) digests(d Digests, report DailyReport, teams []Team) {
	if d.Wait < 0 || d.Wait > 8*time.Hour {
		k.fault("write a duration from 0s to 8h, for example 10m", "digests", "wait")
	}
	k.reportTeams(d.Channels, teams, "digests", "channels")
	k.reportTeams(d.Teams, teams, "digests", "teams")
	k.reportTeams(d.Leaderboards, teams, "digests", "leaderboards")
	for i, id := range d.Channels {
		at := slices.IndexFunc(teams, func(t Team) bool { return t.ID == id })
		switch {
		case at >= 0 && teams[at].Channel == "":
			k.fault("that team has no channel; write its channel under teams", "digests", "channels", i)
		case at >= 0 && !slices.Contains(report.Teams, id):
			k.fault("that team has no daily reports; list it in daily_report.teams as well", "digests", "channels", i)
		}
	}
}
