package commands

import (
	"fmt"
	"slices"
	"strings"

	"roundsman/commands/understand"
	"roundsman/sales"
	"roundsman/sales/names"
)

// newID stands for a record that is still to be made, where a reading has an id.
const newID = "new"

// bringUpToDate makes the records of a telling what its parts say now. was is
// what they said before; what did not change in between is left alone, and so
// are fields that a form has set since.
func (t *Turn) bringUpToDate(tl *telling, was told) error {
	for i := range tl.Parts {
		if err := t.resolve(tl, &tl.Parts[i].Reading); err != nil {
			return err
		}
	}
	now := t.together(tl.Parts)
	if err := t.alignVisits(tl, was.visits, now.visits); err != nil {
		return err
	}
	if err := t.alignNotes(tl, was.notes, now.notes); err != nil {
		return err
	}
	ids, err := t.alignFollowUps(tl.Made.FollowUps, was.followUps, now.followUps, "", "")
	if err != nil {
		return err
	}
	tl.Made.FollowUps = ids
	return t.dropUnusedContacts(tl, now)
}

// resolve makes the accounts and contacts that a reading names and the books do
// not have, and puts their ids into it.
func (t *Turn) resolve(tl *telling, r *understand.Reading) error {
	t.nameMentions(r)
	for i := range r.Visits {
		v := &r.Visits[i]
		if err := t.resolveAccount(tl, &v.Account); err != nil {
			return err
		}
		at := v.Account.ID
		if v.Instead != nil {
			if err := t.resolveAccount(tl, v.Instead); err != nil {
				return err
			}
			at = v.Instead.ID
		}
		for j := range v.Contacts {
			if err := t.resolveContact(tl, at, &v.Contacts[j]); err != nil {
				return err
			}
		}
		if err := t.resolveFollowUps(tl, at, v.FollowUps); err != nil {
			return err
		}
	}
	if r.Note != nil {
		if err := t.resolveAccount(tl, &r.Note.Account); err != nil {
			return err
		}
	}
	return t.resolveFollowUps(tl, "", r.FollowUps)
}

func (t *Turn) resolveFollowUps(tl *telling, account sales.AccountID, readings []understand.FollowUpReading) error {
	for i := range readings {
		f := &readings[i]
		if err := t.resolveAccount(tl, &f.Account); err != nil {
			return err
		}
		at := f.Account.ID
		if at == "" {
			at = account
		}
		if f.Contact == nil || at == "" {
			continue
		}
		if err := t.resolveContact(tl, at, f.Contact); err != nil {
			return err
		}
	}
	return nil
}

func (t *Turn) resolveAccount(tl *telling, a *understand.AccountReading) error {
	if a.ID != newID {
		return nil
	}
	for _, id := range tl.Made.Accounts {
		if made, err := t.Tx.AccountName(id); err == nil && names.Plain(made.Name) == names.Plain(a.Said) {
			a.ID, a.Name = made.ID, made.Name
			return nil
		}
	}
	made, err := t.addAccount(a.Said)
	if err != nil {
		return err
	}
	a.ID, a.Name = made.ID, made.Name
	tl.Made.Accounts = append(tl.Made.Accounts, made.ID)
	return nil
}

func (t *Turn) resolveContact(tl *telling, account sales.AccountID, c *understand.ContactReading) error {
	if c.ID != "" && c.ID != newID {
		return nil
	}
	name := c.Name
	if name == "" {
		name = c.Said
	}
	known, err := t.knownContacts(tl, account, c.ID == newID)
	if err != nil {
		return err
	}
	for _, k := range known {
		if names.Plain(k.Name) == names.Plain(name) {
			c.ID, c.Name = k.ID, k.Name
			return nil
		}
	}
	made := sales.Contact{ID: sales.ContactID(t.NewID(sales.KindContact)), Account: account, Name: name, Title: c.Title}
	if err := t.Tx.PutContact(made); err != nil {
		return err
	}
	c.ID, c.Name = made.ID, made.Name
	tl.Made.Contacts = append(tl.Made.Contacts, made.ID)
	return nil
}

// knownContacts are those a name may mean: everybody at the account, or, when
// the person said that it is somebody new, those this telling brought in.
func (t *Turn) knownContacts(tl *telling, account sales.AccountID, isNew bool) ([]sales.Contact, error) {
	all, err := t.Tx.ContactsOf(account)
	if err != nil {
		return nil, fmt.Errorf("look up contacts: %w", err)
	}
	if !isNew {
		return all, nil
	}
	return slices.DeleteFunc(all, func(c sales.Contact) bool { return !slices.Contains(tl.Made.Contacts, c.ID) }), nil
}

// alignVisits creates, changes and removes visits.
func (t *Turn) alignVisits(tl *telling, was, now []toldVisit) error {
	before := tl.Made.Visits
	pairs := pair(len(was), len(now),
		func(i, j int) bool { return was[i].Account.ID == now[j].Account.ID },
		func(i, j int) bool { return true })
	tl.Made.Visits = make([]madeVisit, len(now))
	for j, v := range now {
		var err error
		if i := pairs[j]; i >= 0 {
			tl.Made.Visits[j], err = t.changeVisit(tl, before[i], was[i], v)
		} else {
			tl.Made.Visits[j], err = t.createVisit(v)
		}
		if err != nil {
			return err
		}
	}
	for i := range was {
		if !slices.Contains(pairs, i) {
			if err := t.removeVisit(tl, before[i], was[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// pair matches what there was with what there is: first by the surest
// likeness, then by the next. It gives, for each new one, the old one or -1.
func pair(was, now int, likeness ...func(i, j int) bool) []int {
	pairs := slices.Repeat([]int{-1}, now)
	for _, alike := range likeness {
		for j := range now {
			if pairs[j] >= 0 {
				continue
			}
			for i := range was {
				if !slices.Contains(pairs, i) && alike(i, j) {
					pairs[j] = i
					break
				}
			}
		}
	}
	return pairs
}

func (t *Turn) createVisit(v toldVisit) (madeVisit, error) {
	made := madeVisit{ID: sales.VisitID(t.NewID(sales.KindVisit))}
	var err error
	made.FollowUps, err = t.alignFollowUps(nil, nil, v.FollowUps, v.Account.ID, made.ID)
	if err != nil {
		return made, err
	}
	visit := sales.Visit{ID: made.ID, Account: v.Account.ID, Author: t.Me.ID, Written: t.Now, FollowUps: made.FollowUps}
	tellVisit(&visit, toldVisit{}, v)
	return made, t.Tx.PutVisit(visit)
}

// changeVisit takes over what is said differently now.
func (t *Turn) changeVisit(tl *telling, made madeVisit, was, now toldVisit) (madeVisit, error) {
	visit, err := t.Tx.Visit(made.ID)
	if missing(err) || err == nil && visit.Deleted {
		return made, nil // somebody else removed it: it stays so
	}
	if err != nil {
		return made, err
	}
	made.FollowUps, err = t.alignFollowUps(made.FollowUps, was.FollowUps, now.FollowUps, visit.Account, made.ID)
	if err != nil {
		return made, err
	}
	visit.FollowUps = union(visit.FollowUps, made.FollowUps, func(a, b sales.FollowUpID) bool { return a == b })
	at := visit.Account
	tellVisit(&visit, was, now)
	if visit.Account != at {
		if err := t.moveAlong(tl, &visit); err != nil {
			return made, err
		}
	}
	return made, t.Tx.PutVisit(visit)
}

// tellVisit sets the fields of which something else is said now than before. To
// a field that a form has set, only what is new is added, unless it is put right
// since.
func tellVisit(v *sales.Visit, was, now toldVisit) {
	created := v.Version == 0
	formed := func(field string) bool { return slices.Contains(v.Formed, field) }
	change := func(field string, differs bool) bool {
		return (created || differs) && !formed(field) || !created && timesPutRight(now, field) > timesPutRight(was, field)
	}
	if change(fieldAccount, was.Account.ID != now.Account.ID) {
		v.Account = now.Account.ID
	}
	wasDay, wasTime := was.whenOf()
	day, at := now.whenOf()
	if change(fieldDay, wasDay != day || !sameClock(wasTime, at)) {
		v.Day, v.Time = day, at
	}
	if change(fieldMode, was.modeOf() != now.modeOf()) {
		v.Mode = now.modeOf()
	}
	v.Contacts = tellList(v.Contacts, contactIDs(was), contactIDs(now), formed(fieldContacts))
	v.Colleagues = tellList(v.Colleagues, colleagueIDs(was), colleagueIDs(now), formed(fieldColleagues))
	v.Rivals = tellList(v.Rivals, was.Rivals, now.Rivals, formed(fieldRivals))
	v.Said = tellText(v.Said, was.Said, now.Said, formed(fieldSaid))
	v.RivalNews = tellText(v.RivalNews, was.RivalNews, now.RivalNews, formed(fieldRivalNews))
	v.Outcome = tellText(v.Outcome, was.Outcome, now.Outcome, formed(fieldOutcome))
	v.Text = tellText(v.Text, was.text, now.text, now.given)
	v.Sources = tellList(v.Sources, was.sources, now.sources, now.given)
	v.Files = tellList(v.Files, was.files, now.files, now.given)
}

func timesPutRight(v toldVisit, field string) (n int) {
	for _, f := range v.fields {
		if f == field {
			n++
		}
	}
	return n
}

// tellText is a text as it is told now. One that a form has set gets only what
// was added at the end, and loses only lines that are no longer told.
func tellText(current, was, now string, formed bool) string {
	added, longer := strings.CutPrefix(now, was)
	switch {
	case was == now:
		return current
	case !formed:
		return now
	case longer:
		return joined(current, strings.TrimLeft(added, "\n"))
	case now != "" && !hasLines(was, now):
		return current
	}
	return strings.Join(slices.DeleteFunc(strings.Split(current, "\n"), func(line string) bool {
		return slices.Contains(strings.Split(was, "\n"), line) && !slices.Contains(strings.Split(now, "\n"), line)
	}), "\n")
}

// hasLines reports that every line of some is one of all.
func hasLines(all, some string) bool {
	lines := strings.Split(all, "\n")
	for line := range strings.SplitSeq(some, "\n") {
		if !slices.Contains(lines, line) {
			return false
		}
	}
	return true
}

// tellList does the same for a list.
func tellList[T comparable](current, was, now []T, formed bool) []T {
	switch {
	case slices.Equal(was, now):
		return current
	case !formed:
		return now
	}
	for _, x := range now {
		if !slices.Contains(was, x) && !slices.Contains(current, x) {
			current = append(slices.Clip(current), x)
		}
	}
	return current
}

// The fields of a visit that a form sets, as sales.Visit.Formed names them.
const (
	fieldAccount    = "account"
	fieldDay        = "day"
	fieldMode       = "mode"
	fieldContacts   = "contacts"
	fieldColleagues = "colleagues"
	fieldPurpose    = "purpose"
	fieldSaid       = "said"
	fieldRivals     = "rivals"
	fieldRivalNews  = "rival_news"
	fieldOutcome    = "outcome"
)

func sameClock(a, b *sales.ClockTime) bool { return a == b || a != nil && b != nil && *a == *b }

func contactIDs(v toldVisit) []sales.ContactID {
	var ids []sales.ContactID
	for _, c := range v.Contacts {
		ids = append(ids, c.ID)
	}
	return ids
}

func colleagueIDs(v toldVisit) []sales.PersonID {
	var ids []sales.PersonID
	for _, c := range v.Colleagues {
		ids = union(ids, []sales.PersonID{sales.PersonID(c.ID)}, func(a, b sales.PersonID) bool { return a == b })
	}
	return ids
}

// alignNotes creates, changes and removes notes.
func (t *Turn) alignNotes(tl *telling, was, now []toldNote) error {
	before := tl.Made.Notes
	pairs := pair(len(was), len(now), func(i, j int) bool { return true })
	tl.Made.Notes = make([]sales.NoteID, len(now))
	for j, n := range now {
		var err error
		if i := pairs[j]; i >= 0 {
			tl.Made.Notes[j], err = before[i], t.changeNote(before[i], was[i], n)
		} else {
			tl.Made.Notes[j], err = t.createNote(n)
		}
		if err != nil {
			return err
		}
	}
	for i := range was {
		if !slices.Contains(pairs, i) {
			if err := t.removeNote(before[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *Turn) createNote(n toldNote) (sales.NoteID, error) {
	note := sales.Note{
		ID: sales.NoteID(t.NewID(sales.KindNote)), Account: n.Account.ID, Text: n.Text, Author: t.Me.ID, Day: n.day, Written: t.Now, Files: n.files,
	}
	if !n.source.IsZero() {
		note.Sources = []sales.Source{n.source}
	}
	return note.ID, t.Tx.PutNote(note)
}

// changeNote takes over what is said differently now, as long as a form has not
// written something else.
func (t *Turn) changeNote(id sales.NoteID, was, now toldNote) error {
	note, err := t.Tx.Note(id)
	if missing(err) || err == nil && note.Deleted {
		return nil
	}
	if err != nil {
		return err
	}
	if note.Text == was.Text {
		note.Text = now.Text
	}
	if note.Account == was.Account.ID {
		note.Account = now.Account.ID
	}
	return t.Tx.PutNote(note)
}

// removeNote leaves a tombstone.
func (t *Turn) removeNote(id sales.NoteID) error {
	note, err := t.Tx.Note(id)
	if missing(err) || err == nil && note.Deleted {
		return nil
	}
	if err != nil {
		return err
	}
	note.Text, note.Files, note.Deleted = "", nil, true
	return t.Tx.PutNote(note)
}

// removeVisit leaves a tombstone, unless a form has added something: then what
// the form says stays, and the message's words go.
func (t *Turn) removeVisit(tl *telling, made madeVisit, was toldVisit) error {
	if _, err := t.alignFollowUps(made.FollowUps, was.FollowUps, nil, was.Account.ID, made.ID); err != nil {
		return err
	}
	visit, err := t.Tx.Visit(made.ID)
	if missing(err) || err == nil && visit.Deleted {
		return nil
	}
	if err != nil {
		return err
	}
	blank := toldVisit{day: visit.Day}
	blank.Account.ID, blank.Mode = was.Account.ID, was.Mode
	tellVisit(&visit, was, blank)
	visit.Deleted = len(visit.Formed) == 0
	if !visit.Deleted {
		tl.Made.Visits = append(tl.Made.Visits, madeVisit{ID: made.ID})
	}
	return t.Tx.PutVisit(visit)
}

// dropUnusedContacts archives the contacts that came into the books with this
// telling, are no longer named by it, and are known to nobody else: a slip of
// the pen that was corrected.
func (t *Turn) dropUnusedContacts(tl *telling, now told) error {
	kept := tl.Made.Contacts[:0]
	for _, id := range tl.Made.Contacts {
		dropped := false
		if !now.names(id) {
			var err error
			if dropped, err = t.dropContact(id); err != nil {
				return err
			}
		}
		if !dropped {
			kept = append(kept, id)
		}
	}
	tl.Made.Contacts = kept
	return nil
}

// names reports that a contact occurs in what was told.
func (x told) names(id sales.ContactID) bool {
	promised := func(f understand.FollowUpReading) bool { return f.Contact != nil && f.Contact.ID == id }
	return slices.ContainsFunc(x.followUps, promised) || slices.ContainsFunc(x.visits, func(v toldVisit) bool {
		return slices.Contains(contactIDs(v), id) || slices.ContainsFunc(v.FollowUps, promised)
	})
}
