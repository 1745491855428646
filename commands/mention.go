package commands

import (
	"regexp"

	"roundsman/commands/understand"
	"roundsman/sales"
)

var mentions = regexp.MustCompile(`<@([A-Z0-9]+)(?:\|[^>]*)?>`)

// named writes the people that a text mentions by their names: a record is read
// where a mention means nothing.
func (l *Look) named(text string) string {
	return mentions.ReplaceAllStringFunc(text, func(m string) string {
		user := mentions.FindStringSubmatch(m)[1]
		p, err := l.Books.Person(sales.NewPersonID(l.Me.ID.Workspace(), user))
		if err != nil || p.Name == "" {
			return m
		}
		return p.Name
	})
}

// nameMentions does so in everything that was read.
func (l *Look) nameMentions(r *understand.Reading) {
	promised := func(all []understand.FollowUpReading) {
		for i := range all {
			all[i].What = l.named(all[i].What)
		}
	}
	for i := range r.Visits {
		v := &r.Visits[i]
		v.Said, v.RivalNews, v.Outcome = l.named(v.Said), l.named(v.RivalNews), l.named(v.Outcome)
		promised(v.FollowUps)
	}
	if r.Note != nil {
		r.Note.Text = l.named(r.Note.Text)
	}
	promised(r.FollowUps)
}
