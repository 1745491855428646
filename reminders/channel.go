package reminders

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
)

const channelName = present.ItemChannel

// channelKind posts a team's totals of a day into its channel, where that is
// configured: sales.TellChannel. Its subject is the team and the day; what it posts
// has no recipient of whom anything is to be remembered, so it enqueues by itself.
func channelKind() Kind {
	return Kind{Name: channelName, Decide: func(l *look, subject string) (sales.Calendar, sales.Verdict, error) {
		next, err := l.postTotals(subject)
		return sales.Calendar{}, sales.Verdict{Action: sales.Defer, Next: next}, err
	}}
}

// planChannels puts the next day of a manager's teams on the agenda, for those of
// their channels that get totals.
func (l *look) planChannels(manager sales.Person, today sales.Date) error {
	for _, team := range l.reporting(manager) {
		if l.rules.Digests.Channels[team] == "" {
			continue
		}
		reps, err := l.repsIn(team)
		if err != nil {
			return err
		}
		for day := today.AddDays(-1); day.Before(today.AddDays(daysPlanned)); day = day.AddDays(1) {
			if at, works := sales.DigestAfter(day, reps); works && at.After(l.now) {
				l.plan(channelName, string(team)+"\n"+day.String(), at)
				break
			}
		}
	}
	return nil
}

func (l *look) postTotals(subject string) (next time.Time, err error) {
	id, of, _ := strings.Cut(subject, "\n")
	team := sales.TeamID(id)
	day, err := sales.ParseDate(of)
	channel := l.rules.Digests.Channels[team]
	if err != nil || channel == "" {
		return next, storage.ErrNotFound
	}
	posted, err := l.tx.Recall(channelName + "/" + id)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return next, fmt.Errorf("recall totals: %w", err)
	}
	reps, err := l.repsIn(team)
	if err != nil {
		return next, err
	}
	tell, next := sales.TellChannel(day, reps, string(posted), l.now)
	if !tell {
		return next, nil
	}
	if err := l.tx.Keep(channelName+"/"+id, []byte(day.String()), time.Time{}); err != nil {
		return next, fmt.Errorf("remember totals: %w", err)
	}
	return next, l.tx.Enqueue(storage.OutEntry{
		Key: "r:" + channelName + "/" + id + "/" + day.String(), Op: storage.OpPost, Channel: channel, Priority: storage.Digest, Created: l.now,
		Ref: &storage.Ref{Kind: present.DigestRef, Slot: day.String(), Items: []string{channelName + "/" + subject}},
	})
}
