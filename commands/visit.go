package commands

import (
	"slices"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/event"
	"roundsman/bot/present"
	"roundsman/commands/understand"
	"roundsman/sales"
	"roundsman/storage"
)

// logCommand is the main job: what a person writes becomes visits, notes and
// follow-ups, with a receipt that shows what was understood.
func logCommand() Command {
	return Command{
		Name:    FreeText,
		Prepare: prepareText,
		Run:     runLog,
		Edited:  thenForgetText(heedingReports(messageEdited)),
		Deleted: thenForgetText(forgettingReports(messageDeleted)),
		Actions: map[string]func(*Turn) error{
			"ask.answer":  answerPressed,
			"ask.more":    answerPressed,
			"unknown.run": runMeant,
		},
		Forms: map[string]Form{
			"visit.edit": {
				OpenedBy: []string{"visit.edit", "visit.new", "shortcut.log", "shortcut.visit"},
				Open:     openVisitForm, Check: checkVisitForm, Apply: applyVisitForm,
			},
			"visit.add": {OpenedBy: []string{"visit.add"}, Open: openAddForm, Check: checkAddForm, Apply: applyAddForm},
		},
		Suggest: map[string]func(*Look, string) ([]card.Option, error){
			"account": suggestAccounts,
			"contact": suggestContacts,
		},
	}
}

func runLog(t *Turn) error {
	text := strings.TrimSpace(t.Rest)
	if text == "" && len(t.Event.Files) == 0 {
		return t.Say(present.HowToLog())
	}
	if known, err := t.tellingFrom(sourceOf(t.Event)); err != nil || known != nil {
		return err // an edit of this message was faster, and is what counts
	}
	if f := sheetSent(t.Event); text == "" && f != nil {
		return t.startImport(*f, "")
	}
	if text == "" {
		return t.takeFiles()
	}
	return t.takeText(text)
}

// takeText reads what a person wrote and acts on it.
func (t *Turn) takeText(text string) error {
	last, err := t.lastTelling(messageTime(t.Event))
	if err != nil {
		return err
	}
	if last.Asking {
		tl, err := last.telling()
		if err != nil {
			return err
		}
		if choice, ok := t.typedAnswer(tl, text); ok {
			return t.answer(tl, choice)
		}
	}
	p, err := t.read(text, last)
	if err != nil {
		return err
	}
	if own, err := t.ownContact(p, last); err != nil {
		return err
	} else if own {
		p = t.readAfter(text, "")
	}
	return t.act(p, last)
}

// read understands a text of this event. last is the telling it may continue.
func (t *Turn) read(text string, last lately) (part, error) {
	after, err := t.accountLately(last)
	if err != nil {
		return part{}, err
	}
	return t.readAfter(text, after), nil
}

func (t *Turn) readAfter(text string, after sales.AccountID) part {
	return t.readIn(t.understanding(), text, after)
}

func (t *Turn) readIn(c understand.Context, text string, after sales.AccountID) part {
	c.Last = after
	p := part{Event: t.Event.Key, Source: sourceOf(t.Event), At: c.At, Text: text, Files: attached(t.Event), After: after, Reading: t.parse(text, c)}
	t.forColleague(&p)
	t.doubt(&p)
	return p
}

// pendingAccount stands for the account of a visit whose account is still being
// asked for, so that the next short message is read as part of it.
const pendingAccount sales.AccountID = "?"

// accountOf is where the latest visit of a telling was, empty if there is none.
func (l *Look) accountOf(tl *telling) (sales.AccountID, error) {
	switch {
	case tl == nil:
		return "", nil
	case tl.State == tellAsking:
		if visits := l.together(tl.Asking.Parts).visits; len(visits) > 0 {
			if id := visits[len(visits)-1].Account.ID; id != "" && id != newID {
				return id, nil
			}
			return pendingAccount, nil
		}
		return "", nil
	case tl.State != tellKept || len(tl.Made.Visits) == 0:
		return "", nil
	}
	return l.accountOfVisit(tl.Made.Visits[len(tl.Made.Visits)-1].ID)
}

func (t *Turn) act(p part, last lately) error {
	if name, rest := t.attachedCommand(p); name != "" {
		return t.runCommand(name, rest)
	}
	if kind, ok := t.tellsDealing(p); ok {
		return t.runCommand(string(kind), p.Text)
	}
	if asked, err := t.asksOff(p); asked || err != nil {
		return err
	}
	if p.Reading.Courtesy != "" {
		return t.courtesy(p.Reading.Courtesy)
	}
	if c := p.Reading.Correction; c != nil {
		if done, err := t.correct(c, last); done || err != nil {
			return err
		}
		if c.Sure && extends(p.Reading) {
			return t.howToCorrect(p.Text)
		}
	}
	if t.settles(p) {
		return t.runCommand("done", p.Reading.Settled)
	}
	if t.mistyped(p) {
		return t.notUnderstood(p.Text)
	}
	switch p.Reading.Intent {
	case understand.IntentVisit, understand.IntentNote, understand.IntentFollowUp:
		return t.tell(p, last)
	case understand.IntentCommand:
		return t.runCommand(p.Reading.Command, p.Reading.Rest)
	case understand.IntentQuestion:
		return t.pointToAnswer(p)
	default:
		return t.actOnRest(p)
	}
}

// actOnRest is for what tells nothing: a bare name, a correction of what is not
// there, or nothing we know.
func (t *Turn) actOnRest(p part) error {
	if p.Reading.Correction != nil {
		return t.howToCorrect(p.Text)
	}
	if shown, err := t.showNamed(p.Text); shown || err != nil {
		return err
	}
	return t.notUnderstood(p.Text)
}

// runCommand is for texts that call a command without a word of its own before
// a space (历史华为).
func (t *Turn) runCommand(name, rest string) error {
	c, ok := Named(All(), name)
	if !ok || name == FreeText {
		return t.notUnderstood(t.Rest)
	}
	if !c.Allowed(t.Me) {
		return sales.Refuse(sales.Forbidden, "refused.not_your_role")
	}
	t.Rest = rest
	return c.Run(t)
}

// tell makes records of what was read, or asks what is doubtful first.
func (t *Turn) tell(p part, before lately) error {
	if !sales.MayLog(t.Me) {
		return sales.Refuse(sales.Forbidden, "refused.cannot_log")
	}
	if err := t.nobodyToRemind(p); err != nil {
		return err
	}
	continueVisit(&p)
	if !extends(p.Reading) {
		return t.tellNew(p)
	}
	last, err := before.telling()
	switch {
	case err != nil:
		return err
	case last == nil || t.standsAlone(last, p):
		return t.tellNew(p)
	case last.State == tellAsking:
		return t.tellMoreMeanwhile(last, p)
	case len(p.Reading.Questions) > 0:
		return t.ask(last, &asking{Parts: []part{p}, Questions: p.Reading.Questions, Answer: t.AnswerKey()}, t.Say)
	}
	return t.commit(last, []part{p}, true, nil)
}

// tellNew begins a telling of its own.
func (t *Turn) tellNew(p part) error {
	if t.Event.Kind == event.Message {
		known, err := t.tellingFrom(p.Source)
		if err != nil || known != nil {
			return err // an edit of this message was faster, and is what counts
		}
	}
	tl := &telling{ID: t.Event.Key, State: tellAsking, Answer: t.AnswerKey()}
	if len(p.Reading.Questions) > 0 {
		return t.ask(tl, &asking{Parts: []part{p}, Questions: p.Reading.Questions, Answer: tl.Answer}, t.Say)
	}
	return t.commit(tl, []part{p}, false, t.Say)
}

// tellMoreMeanwhile adds a message to what still waits for an answer.
func (t *Turn) tellMoreMeanwhile(tl *telling, p part) error {
	a := tl.Asking
	t.typedName(tl, p)
	a.Parts = append(a.Parts, p)
	a.Questions = append(a.Questions, p.Reading.Questions...)
	return t.ask(tl, a, t.above(a.Answer, markWaits))
}

// standsAlone reports that a message tells only visits on other days than the ones
// before it: they get a receipt of their own.
func (t *Turn) standsAlone(last *telling, p part) bool {
	parts := last.Parts
	if last.State == tellAsking {
		parts = last.Asking.Parts
	}
	before := t.together(parts).visits
	return len(before) > 0 && !slices.ContainsFunc(p.Reading.Visits, func(v understand.VisitReading) bool { return extended(before, v) != nil })
}

// extends reports that a message goes on with the visit before it, alone or among
// others that it names.
func extends(r understand.Reading) bool {
	return slices.ContainsFunc(r.Visits, func(v understand.VisitReading) bool { return v.Extends && v.Account.Said != "" }) ||
		len(r.Visits) > 0 && r.Visits[0].Extends
}

// continueVisit makes a promise that names no account, said right after a
// visit, part of that visit.
func continueVisit(p *part) {
	r := &p.Reading
	if r.Intent != understand.IntentFollowUp || p.After == "" || len(r.FollowUps) == 0 {
		return
	}
	for _, f := range r.FollowUps {
		if f.Account.Said != "" || f.Account.ID != "" && f.Account.ID != p.After {
			return
		}
	}
	r.Visits = []understand.VisitReading{{Account: understand.AccountReading{ID: p.After, Sure: 1}, Extends: true, FollowUps: r.FollowUps}}
	r.Intent, r.FollowUps = understand.IntentVisit, nil
}

// commit brings parts into a telling and its records up to date, and shows the
// receipt: by show, or in place of the one before.
func (t *Turn) commit(tl *telling, parts []part, merges bool, show func(card.Card) error) error {
	was, before := t.together(tl.Parts), tl.now()
	tl.Parts = append(tl.Parts, parts...)
	for _, p := range parts {
		if err := t.followMessages(tl, p.Source); err != nil {
			return err
		}
		if p.At.After(tl.Last) {
			tl.Last = p.At
		}
	}
	if err := t.bringUpToDate(tl, was); err != nil {
		return err
	}
	tl.State, tl.Asking = tellKept, nil
	return t.conclude(tl, before, merges, show)
}

// conclude enters the event among the steps (before is what the telling was), keeps the telling, and shows it to
// its author and to the colleagues concerned.
func (t *Turn) conclude(tl *telling, before past, merges bool, show func(card.Card) error, remarks ...card.Text) error {
	if err := t.learnNow(); err != nil {
		return err
	}
	tl.step(t.Event.Key, before, merges)
	if err := t.leadTo(tl); err != nil {
		return err
	}
	if err := t.showColleagues(tl); err != nil {
		return err
	}
	if err := t.keepTelling(tl); err != nil {
		return err
	}
	if err := t.Tx.Keep(lastToldName, []byte(tl.ID), t.Now.Add(askFor)); err != nil {
		return err
	}
	if show == nil {
		show = t.above(tl.Answer, markTaken)
	}
	return t.showReceipt(tl, show, remarks...)
}

func (t *Turn) replacer(key string) func(card.Card) error {
	return func(c card.Card) error { return t.ReplaceAnswer(key, c) }
}

// above replaces a message that stands further up, and marks the one that was
// written.
func (t *Turn) above(key, mark string) func(card.Card) error {
	return func(c card.Card) error {
		if err := t.ReplaceAnswer(key, c); err != nil {
			return err
		}
		return t.mark(mark)
	}
}

// showColleagues tells an account's owner of a visit that somebody else made
// there, and colleagues of one at which they were; later changes change what
// they were told.
func (t *Turn) showColleagues(tl *telling) error {
	for _, made := range tl.Made.Visits {
		v, err := t.Tx.Visit(made.ID)
		if missing(err) {
			continue
		}
		if err != nil {
			return err
		}
		a, err := t.Tx.AccountName(v.Account)
		if err != nil {
			return err
		}
		people := concerned(v, a, t.Me.ID, tl.Amends)
		if len(people) == 0 {
			continue
		}
		facts, err := t.visitFacts(v, tl)
		if err != nil {
			return err
		}
		for _, to := range people {
			if err := t.showTo(tl, to, facts); err != nil {
				return err
			}
		}
	}
	return nil
}

// concerned are those besides me to whom a visit is shown: the account's owner,
// colleagues who were there, and its author when somebody else changed it.
func concerned(v sales.Visit, a sales.Account, me sales.PersonID, changed bool) []sales.PersonID {
	all := []sales.PersonID{}
	shown := append([]sales.PersonID{a.Owner}, v.Colleagues...)
	if changed {
		shown = []sales.PersonID{v.Author}
	}
	for _, p := range shown {
		if p != "" && p != me {
			all = union(all, []sales.PersonID{p}, func(a, b sales.PersonID) bool { return a == b })
		}
	}
	return all
}

func (t *Turn) showTo(tl *telling, to sales.PersonID, f present.VisitFacts) error {
	if p, err := t.Tx.Person(to); missing(err) || err == nil && p.Left {
		return nil // nobody to tell
	} else if err != nil {
		return err
	}
	what := "visit/" + string(f.Visit.ID)
	c := present.VisitToColleague(f, to, t.Me.ID)
	slot := what + ">" + string(to)
	if key := tl.Shown[slot]; key != "" {
		if waiting, err := t.Tx.Recast(key, c, f.Visit.Deleted); waiting || err != nil {
			return err
		}
		return t.Tx.Enqueue(storage.OutEntry{
			Key: "u:" + key, Op: storage.OpUpdate, To: to, Of: key, Card: &c, Priority: storage.Reminder, Created: t.Now,
		})
	}
	if f.Visit.Deleted {
		return nil
	}
	if tl.Shown == nil {
		tl.Shown = map[string]string{}
	}
	tl.Shown[slot] = t.tellKey(to, what)
	return t.Tell(to, what, c)
}

// showReceipt shows how the telling stands now.
func (t *Turn) showReceipt(tl *telling, show func(card.Card) error, remarks ...card.Text) error {
	c, err := t.stateOf(tl, remarks...)
	if err != nil {
		return err
	}
	return show(c)
}

// stateOf is the card of a telling as it stands: its question, its receipt, or
// what became of it.
func (t *Turn) stateOf(tl *telling, remarks ...card.Text) (card.Card, error) {
	switch tl.State {
	case tellAsking:
		return t.questionCard(tl)
	case tellDropped:
		return present.NothingKept(), nil
	case tellKept, tellUndone, tellGone:
	}
	r, err := t.receiptOf(tl)
	if err != nil {
		return card.Card{}, err
	}
	switch {
	case tl.State == tellUndone:
		return present.Undone(r), nil
	case tl.State == tellGone, len(r.Visits)+len(r.Notes)+len(r.FollowUps) == 0:
		return present.NothingLeft(), nil
	}
	r.Remarks, r.Changed, r.Undoable = slices.Concat(remarks, t.remarks), tl.Amends, len(tl.Steps) > 0
	return present.VisitReceipt(r), nil
}
