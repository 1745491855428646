package commands

import (
	"regexp"
	"slices"
	"strings"

	"roundsman/commands/understand"
	"roundsman/sales"
)

// told is what several messages say together.
type told struct {
	visits    []toldVisit
	notes     []toldNote
	followUps []understand.FollowUpReading
}

// toldVisit is a visit with the messages it was put together from.
type toldVisit struct {
	understand.VisitReading
	text    string
	given   bool // the visit was there before it was told of
	sources []sales.Source
	files   []sales.Attachment
	day     sales.Date // the day of the message, if none was said
	fields  []string   // those put right, once for each time
}

type toldNote struct {
	understand.NoteReading
	source sales.Source
	files  []sales.Attachment
	day    sales.Date
}

// together puts the parts of a telling together, in their order: what extends
// goes to the visit before it.
func (l *Look) together(parts []part) told {
	var all told
	for _, p := range parts {
		day := sales.DateIn(p.At, l.Me.Location())
		p.Text = l.named(p.Text)
		before := len(all.visits)
		for _, v := range p.Reading.Visits {
			base := extended(all.visits[:before], v)
			if base == nil && v.Account.Said == "" {
				base = extended(all.visits, v)
			}
			if base != nil {
				extend(base, v, p)
				continue
			}
			all.visits = append(all.visits, toldVisit{VisitReading: v, text: p.Text, given: p.Given, sources: sourcesOf(p), files: p.Files, day: day})
		}
		if n := p.Reading.Note; n != nil {
			all.notes = append(all.notes, toldNote{*n, p.Source, p.Files, day})
			for _, a := range n.Also { // the same remark is kept with each account
				also := *n
				also.Account, also.Also, also.Contacts = a, nil, nil
				all.notes = append(all.notes, toldNote{also, p.Source, p.Files, day})
			}
		}
		all.followUps = append(all.followUps, p.Reading.FollowUps...)
	}
	return all
}

// extended is the visit that a reading goes on with, nil if it is one by itself:
// the last one at its account, else the last one.
func extended(visits []toldVisit, v understand.VisitReading) *toldVisit {
	if !v.Extends || len(visits) == 0 {
		return nil
	}
	base := &visits[len(visits)-1]
	there := func(i int) bool { return visits[i].Account.ID == v.Account.ID }
	for i := range visits {
		if there(i) {
			base = &visits[i]
		}
	}
	if !base.onAnotherDay(v) {
		return base
	}
	for i := range visits { // an earlier one there, on the same day
		if there(i) && !visits[i].onAnotherDay(v) {
			return &visits[i]
		}
	}
	return nil
}

// onAnotherDay: the account was visited on two days, "visited Acme on Monday" and
// then "visited Acme on Thursday". A day alone says when the visit just told was.
func (v toldVisit) onAnotherDay(more understand.VisitReading) bool {
	if more.Day.Said == "" || more.Corrects {
		return false
	}
	day, _ := v.whenOf()
	return day != more.Day.Due.Day && (v.Day.Said != "" || more.Account.Said != "")
}

func sourcesOf(p part) []sales.Source {
	if p.Source.IsZero() {
		return nil
	}
	return []sales.Source{p.Source}
}

// extend adds what a further message says of the same visit. What it says anew
// (the day, how) wins; the rest is added.
func extend(v *toldVisit, more understand.VisitReading, p part) {
	v.text = joined(v.text, p.Text)
	v.sources = append(slices.Clip(v.sources), sourcesOf(p)...)
	v.files = append(slices.Clip(v.files), p.Files...)
	if more.Day.Said != "" {
		v.Day = more.Day
	}
	if more.Corrects {
		putRight(v, more)
		more.ModeSpan = understand.Span{}
	}
	onlyHow := saysOnlyHow(p.Text, more.ModeSpan)
	if more.ModeSpan.To > more.ModeSpan.From && (v.ModeSpan.To == 0 || onlyHow) { // "called him", "emailed the brochure" is a call still
		v.Mode, v.ModeSpan = more.Mode, more.ModeSpan
	}
	if onlyHow {
		more.Said = ""
	}
	v.Said, v.RivalNews, v.Outcome = joined(v.Said, more.Said), joined(v.RivalNews, more.RivalNews), joined(v.Outcome, more.Outcome)
	v.Rivals = union(v.Rivals, more.Rivals, strings.EqualFold)
	v.Contacts = union(thoseThere(v.Contacts, more.Absent), more.Contacts, sameContact)
	v.Colleagues = union(v.Colleagues, more.Colleagues, func(a, b understand.Hit) bool { return a.ID == b.ID })
	v.FollowUps = promised(v.FollowUps, more.FollowUps)
}

// putRight takes what a correction says in the place of what was told.
func putRight(v *toldVisit, by understand.VisitReading) {
	v.fields = slices.Clip(v.fields)
	if by.Day.Said != "" {
		v.fields = append(v.fields, fieldDay)
	}
	if by.Mode != sales.ModeNotGiven {
		v.Mode, v.ModeSpan, v.fields = by.Mode, by.ModeSpan, append(v.fields, fieldMode)
	}
	if by.Instead != nil {
		v.Account, v.fields = *by.Instead, append(v.fields, fieldAccount)
	}
}

// saysOnlyHow reports that a text says nothing but how a visit took place: "it was
// a video call", 是电话.
func saysOnlyHow(text string, how understand.Span) bool {
	return how.From < how.To && how.To <= len(text) && onlyHow.MatchString(text[:how.From]+text[how.To:])
}

var onlyHow = regexp.MustCompile(`(?i)^[\s,.;:!，。！]*((no|oops|sorry|actually|it|that|was|were|only|just|a|an|by|via|over|on|call|meeting|不对|是|其实|用|用的|通过|打的|的|开的|会议|会)[\s,.;:!，。！]*)*$`)

// promised adds promises to those before. One that is told again, with more
// words or with a time, is told better; else it changes nothing.
func promised(before, more []understand.FollowUpReading) []understand.FollowUpReading {
	all := slices.Clone(before)
	for _, f := range more {
		i := slices.IndexFunc(all, func(g understand.FollowUpReading) bool { return understand.SameFollowUp(f, g) })
		if i < 0 {
			all = append(all, f)
			continue
		}
		if len(f.What) > len(all[i].What) {
			all[i].What = f.What
		}
		if f.Contact != nil {
			all[i].Contact = f.Contact
		}
		if f.Due.Due.Time != nil {
			all[i].Due = f.Due
		}
	}
	return all
}

// thoseThere are those of them who were there, as a further message says.
func thoseThere(all []understand.ContactReading, absent []sales.ContactID) []understand.ContactReading {
	return slices.DeleteFunc(slices.Clone(all), func(c understand.ContactReading) bool { return slices.Contains(absent, c.ID) })
}

func sameContact(a, b understand.ContactReading) bool {
	if a.ID != "" || b.ID != "" {
		return a.ID == b.ID
	}
	return a.Name == b.Name
}

func joined(a, b string) string {
	switch {
	case a == "":
		return b
	case b == "":
		return a
	}
	return a + "\n" + b
}

// union adds to a what of b it does not have, without touching a's own array.
func union[T any](a, b []T, same func(x, y T) bool) []T {
	all := slices.Clone(a)
	for _, x := range b {
		if !slices.ContainsFunc(all, func(y T) bool { return same(x, y) }) {
			all = append(all, x)
		}
	}
	return all
}

// whenOf is the day and time of a visit: as said, else the day of the message.
func (v toldVisit) whenOf() (sales.Date, *sales.ClockTime) {
	if v.Day.Due.IsZero() {
		return v.day, nil
	}
	return v.Day.Due.Day, v.Day.Due.Time
}

// modeOf is how a visit took place: in person unless it was said.
func (v toldVisit) modeOf() sales.Mode {
	if v.Mode == sales.ModeNotGiven {
		return sales.InPerson
	}
	return v.Mode
}
