package commands

import (
	"cmp"
	"slices"
	"strings"

	"roundsman/commands/understand"
	"roundsman/sales"
	"roundsman/sales/names"
)

// forColleague gives what a colleague is to be reminded of to them: "remind Ben to
// send Acme the quote by Friday", 提醒王芳明天给华为打电话. They are told, and may
// give it back as any other. A name that no colleague has is refused by nobodyToRemind.
func (t *Turn) forColleague(p *part) {
	if t.outside != nil { // a text that is only explained: colleagues are not known
		return
	}
	r := &p.Reading
	if verb, _ := t.Words.Verb("remind", p.Text); verb == "" || len(r.Visits) > 0 || r.Note != nil {
		return
	}
	for i := range r.FollowUps {
		f := &r.FollowUps[i]
		if who, what, ok := t.colleagueAhead(f.What); ok {
			f.For, f.What = who, what
		}
	}
}

// nobodyToRemind refuses to keep what somebody unknown is to be reminded of: taken
// for a promise of one's own, it would look as if they were told. An account's name
// is no refusal: "remind Acme to pay" is for oneself.
func (t *Turn) nobodyToRemind(p part) error {
	verb, rest := t.Words.Verb("remind", p.Text)
	if verb == "" || slices.ContainsFunc(p.Reading.FollowUps, func(f understand.FollowUpReading) bool { return f.For != "" }) {
		return nil
	}
	name := understand.Addressee(rest)
	if name == "" {
		return nil
	}
	c := t.understanding()
	if a := understand.MatchAccount(name, c); a.ID != "" {
		return nil
	}
	who, err := t.colleague(name)
	switch {
	case err == nil && (who.ID == t.Me.ID || sales.MayLog(who)):
		return nil
	case err == nil:
		return sales.Refuse(sales.Forbidden, "refused.cannot_have_followups", "person", who.Name)
	case !isRefusal(err, "refused.no_colleague"):
		return err
	}
	if contact, ok := contactCalled(name, c.Book); ok {
		a, err := t.Books.AccountName(contact.Account)
		if err == nil {
			return sales.Refuse(sales.NotFound, "refused.remind_contact", "person", contact.Name, "account", a.Name)
		}
	}
	return sales.Refuse(sales.NotFound, "refused.remind_nobody", "person", name)
}

// contactCalled is a contact of that name, or of that first name.
func contactCalled(name string, book understand.Book) (understand.Hit, bool) {
	plain := names.Plain(name)
	for _, h := range book.Contacts(names.Whole+plain, true, 20) {
		first, _, _ := strings.Cut(h.Name, " ")
		if names.Plain(h.Name) == plain || names.Plain(first) == plain {
			return h, true
		}
	}
	return understand.Hit{}, false
}

// colleagueAhead is the colleague a text begins with, and what follows.
func (t *Turn) colleagueAhead(text string) (who sales.PersonID, rest string, ok bool) {
	for _, end := range nameEnds(text) {
		name := strings.TrimSpace(text[:end])
		if name == "" {
			continue
		}
		p, err := t.colleague(name)
		if err != nil || p.ID == t.Me.ID || p.Left || !sales.MayLog(p) {
			continue
		}
		_, rest = t.Words.Verb("remindto", text[end:])
		return p.ID, strings.TrimSpace(rest), strings.TrimSpace(rest) != ""
	}
	return "", text, false
}

// longestHanName is how many characters of a Chinese text may be a name.
const longestHanName = 4

// nameEnds are where a name at the beginning of a text may end, the longest first:
// behind up to three words, or, in Chinese, behind up to four characters.
func nameEnds(text string) (ends []int) {
	words := 0
	for i, r := range text {
		switch {
		case r > 0x2E80 && i > 0: // a name in letters ends here, too
			ends = append(ends, i)
		case r == ' ' && i > 0:
			ends = append(ends, i)
			words++
		}
		if words == 3 || len(ends) == longestHanName+1 {
			break
		}
	}
	slices.Reverse(ends)
	return ends
}

// tellFor tells a colleague what was kept for them.
func (t *Turn) tellFor(f sales.FollowUp) error {
	if f.Owner == t.Me.ID {
		return nil
	}
	return t.tellGiven(f, "")
}

// ownerOf is whose a promise is.
func (t *Turn) ownerOf(r understand.FollowUpReading) sales.PersonID { return cmp.Or(r.For, t.Me.ID) }
