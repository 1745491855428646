package commands

import (
	"regexp"

	"roundsman/commands/understand"
	"roundsman/sales"
)

// ownContact reports that a message tells a contact of its own with an account that was
// just told of: in another way, "Acme called this afternoon" after a visit, or in another
// part of the day. It is then no more of the one before it.
func (t *Turn) ownContact(p part, last lately) (bool, error) {
	if !extends(p.Reading) || len(p.Reading.Visits) > 1 || p.Reading.Correction != nil {
		return false, nil
	}
	v := p.Reading.Visits[0]
	if v.Account.Said == "" || v.Corrects || saysOnlyHow(p.Text, v.ModeSpan) {
		return false, nil
	}
	tl, err := last.telling()
	if tl == nil || err != nil {
		return false, err
	}
	parts := tl.Parts
	if tl.Asking != nil {
		parts = tl.Asking.Parts
	}
	base := extended(t.together(parts).visits, v)
	return base != nil && (anotherWay(*base, v) || anotherPart(base.text, p.Text, v)), nil
}

// anotherWay: one was face to face and the other not.
func anotherWay(base toldVisit, v understand.VisitReading) bool {
	said := v.ModeSpan.To > v.ModeSpan.From
	return said && (v.Mode == sales.InPerson) != (base.modeOf() == sales.InPerson)
}

// anotherPart: both name a part of the day, and no common one. That of the second is
// when it took place, and not when something is due.
func anotherPart(before, after string, v understand.VisitReading) bool {
	return len(v.FollowUps) == 0 && apart(partsOfDay(before), partsOfDay(after))
}

func apart(a, b [3]bool) bool {
	both := [2]bool{}
	for i := range a {
		if a[i] && b[i] {
			return false
		}
		both[0], both[1] = both[0] || a[i], both[1] || b[i]
	}
	return both[0] && both[1]
}

var partOfDay = [3]*regexp.Regexp{
	regexp.MustCompile(`(?i)\bmorning\b|上午|早上|今早|一早`),
	regexp.MustCompile(`(?i)\bafternoon\b|下午`),
	regexp.MustCompile(`(?i)\b(evening|tonight)\b|晚上|傍晚|今晚`),
}

func partsOfDay(text string) (parts [3]bool) {
	for i, part := range partOfDay {
		parts[i] = part.MatchString(text)
	}
	return parts
}
