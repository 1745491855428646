package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"roundsman/bot/localslack"
	"roundsman/sales"
	"roundsman/storage"
)

// The judgement rests on what Slack has logged, and on what is in the store.

// idle reports that nothing waits in the store.
func (c *crash) idle() (idle bool) {
	c.inStore(func(tx storage.Tx) error {
		waiting, _, err := tx.Waiting(storage.Page{Limit: 1})
		if err != nil {
			return err
		}
		_, some, err := tx.NextOut(storage.RoomFor(1))
		idle = len(waiting) == 0 && !some
		if at, due, _ := tx.NextDue(); due && !at.After(c.clock.now()) {
			idle = false
		}
		return err
	})
	return idle
}

// judge finds what was lost, repeated or broken.
func (c *crash) judge() {
	posts := c.posts()
	books := c.books()
	for _, p := range c.Problems() {
		c.t.Error("Slack would object:", p)
	}
	c.judgeLogs()
	c.judgeOutbox(posts, books)
	promises := 0
	for _, r := range c.told {
		c.judgeReceipt(r, posts)
		if r.kind == aPromise {
			promises++
			c.judgePromise(r, posts, books)
		} else {
			c.judgeRecord(r, books.records[r.mark])
		}
	}
	if c.t.Failed() {
		c.tellStory()
	}
	c.t.Logf("%d messages, %d of them promises; %d posts, %d of them reminders, of which %d between the kills; %d calls; %d times a full disk, which took nothing %d times; clock at %s",
		len(c.told), promises, len(posts), c.reminders(), c.early, len(c.Calls("")), c.fulls, c.refusals(), c.clock.now().UTC().Format("Mon 15:04"))
}

// reminders is how many posts remind of a promise.
func (c *crash) reminders() (n int) {
	for _, p := range c.posts() {
		if strings.Contains(p.said, `"followup.done`) && !strings.Contains(p.said, `"told.undo`) {
			n++
		}
	}
	return n
}

// tellStory leaves what happened for whoever looks for the reason.
func (c *crash) tellStory() {
	dir := os.Getenv("ROUNDSMAN_CRASH_DIR")
	if dir == "" {
		c.t.Log("ROUNDSMAN_CRASH_DIR names a folder for Slack's log and the bot's")
		return
	}
	var b strings.Builder
	for _, e := range c.Log() {
		fmt.Fprintf(&b, "%s %s", e.At.UTC().Format("15:04:05.000"), e.Kind)
		if call := e.Call; call != nil {
			fmt.Fprintf(&b, " %s %s done %t fault %q %s %s", call.Method, call.Error, call.Done, call.Fault, call.TS, call.Args)
		}
		if d := e.Delivery; d != nil {
			fmt.Fprintf(&b, " %s %s %d %s", d.Name, d.EventID, d.Attempt, d.Payload)
		}
		b.WriteString("\n")
	}
	must(c.t, os.WriteFile(filepath.Join(dir, "slack.log"), []byte(b.String()), 0o600))
	b.Reset()
	for n, log := range c.logs {
		fmt.Fprintf(&b, "--- life %d\n%s", n+1, log)
	}
	must(c.t, os.WriteFile(filepath.Join(dir, "roundsman.log"), []byte(b.String()), 0o600))
}

// judgeLogs finds what the bot itself took for broken.
func (c *crash) judgeLogs() {
	for _, log := range c.logs {
		for line := range strings.Lines(log.String()) {
			for _, bad := range []string{"DATA RACE", "panic", "level=ERROR", "fatal error"} {
				if strings.Contains(line, bad) && !strings.Contains(line, "was not kept and not acknowledged") && !ofFullDisk(line) {
					c.t.Error("the bot logged:", strings.TrimSpace(line))
				}
			}
		}
	}
}

// ofFullDisk tells what is said because the disk was full.
func ofFullDisk(line string) bool { return strings.Contains(line, storage.ErrFull.Error()) }

// refusals is how often the disk took nothing.
func (c *crash) refusals() (n int) {
	for _, log := range c.logs {
		n += strings.Count(log.String(), storage.ErrFull.Error())
	}
	return n
}

// post is a message as the bot posted it, whatever became of it.
type post struct {
	at          time.Time
	channel, ts string
	said        string // text and blocks
	blocks      []json.RawMessage
	key         string
	reply       bool
}

func (c *crash) posts() []post {
	var all []post
	for _, call := range c.Calls("chat.postMessage") {
		if !call.Done {
			continue
		}
		var m struct {
			Payload struct{ K string } `json:"event_payload"`
		}
		_ = json.Unmarshal([]byte(call.Args["metadata"]), &m)
		p := post{
			at: call.At, channel: call.Channel, ts: call.TS, said: call.Args["text"] + call.Args["blocks"], key: m.Payload.K,
			reply: call.Args["thread_ts"] != "",
		}
		_ = json.Unmarshal([]byte(call.Args["blocks"]), &p.blocks)
		all = append(all, p)
	}
	return all
}

// isReceipt and isReminder tell what a post says about a message; lists show it too.
func (p post) isReceipt(r *remark) bool { return buttonAfter(p.blocks, r.mark, "told.undo") != "" }

func (p post) isReminder(r *remark) bool { return buttonAfter(p.blocks, r.mark, "followup.done") != "" }

// showsSome reports that a post is a reminder of more than it shows, with that
// promise among them.
func (p post) showsSome(in map[sales.Source][]string, id sales.FollowUpID) bool {
	return strings.Contains(p.said, `"due.show`) && slices.Contains(in[sales.Source{Channel: p.channel, TS: p.ts}], "followup/"+string(id))
}

// judgeOutbox checks that each message was posted once, and each once in the
// name of one entry that was sent.
func (c *crash) judgeOutbox(posts []post, b books) {
	keys := map[string]int{}
	for _, p := range posts {
		keys[p.key]++
		switch at := (sales.Source{Channel: p.channel, TS: p.ts}); {
		case p.key == "":
			c.t.Errorf("a post without our key at %v: %s", at, p.said)
		case keys[p.key] > 1:
			c.t.Errorf("posted %d times, at last at %s: %s", keys[p.key], p.at, p.said)
		case !p.reply && b.sent[at] != 1:
			c.t.Errorf("the post at %v is that of %d entries: %s", at, b.sent[at], p.said)
		}
	}
	for state, n := range b.unsent {
		c.t.Errorf("%d messages are %s", n, state)
	}
	for said, n := range b.said {
		if n != 1 {
			c.t.Errorf("%s is in %d reminders", said, n)
		}
	}
}

// judgeReceipt checks that each message was answered once.
func (c *crash) judgeReceipt(r *remark, posts []post) {
	n := 0
	for _, p := range posts {
		if p.isReceipt(r) {
			n++
		}
	}
	least := 1
	if r.deleted {
		least = 0 // it may have been gone before it was read
	}
	if n < least || n > 1 {
		c.t.Errorf("%s (%s, revised %t, deleted %t) has %d receipts", r.words, r.ts, r.revised, r.deleted, n)
	}
	if r.revised && !c.shows(r, "revised") {
		c.t.Errorf("the receipt of %s does not show that it was revised", r.words)
	}
}

// shows reports that a receipt, as it stands now, shows a word.
func (c *crash) shows(r *remark, word string) bool {
	return slices.ContainsFunc(c.Messages(r.who, ""), func(m localslack.Message) bool {
		said := asJSON(c.t, m.Blocks)
		return m.User == c.App().BotUser && strings.Contains(said, r.mark) && strings.Contains(said, word)
	})
}

// judgeRecord checks that a message is one record, or none if it was taken back.
func (c *crash) judgeRecord(r *remark, found []record) {
	least, most := 1, 1
	if r.deleted && c.deletionTaken(r) || r.pressed && r.acknowledged {
		most = 0
	}
	if r.deleted || r.pressed {
		least = 0
	}
	if len(found) < least || len(found) > most {
		c.t.Errorf("%s %s (%+v) is %d records", r.kind, r.words, *r, len(found))
		return
	}
	for _, f := range found {
		if strings.Contains(f.words, "revised") != r.revised {
			c.t.Errorf("%s (revised %t) is kept as %s", r.words, r.revised, f.words)
		}
		if f.version > 1 && !r.revised || f.version > 2 {
			c.t.Errorf("%s (revised %t) was changed %d times", r.words, r.revised, f.version-1)
		}
	}
}

// deletionTaken reports that the bot has acknowledged that a message is gone.
// Deletions leave no trace in Slack's history that it could read later.
func (c *crash) deletionTaken(r *remark) bool {
	events := map[string]bool{}
	for _, e := range c.Log() {
		d := e.Delivery
		switch {
		case e.Kind == "delivery" && strings.Contains(string(d.Payload), `"message_deleted"`) && strings.Contains(string(d.Payload), r.ts):
			events[d.EventID] = true
		case e.Kind == "ack" && events[d.EventID]:
			return true
		}
	}
	return false
}

// judgePromise checks that a promise is one follow-up, reminded of once for
// each occasion.
func (c *crash) judgePromise(r *remark, posts []post, b books) {
	found := b.promises[r.mark]
	if len(found) != 1 {
		c.t.Errorf("%s is %d follow-ups", r.words, len(found))
		return
	}
	f := found[0]
	done := f.Status == sales.FollowUpDone
	version := int64(1)
	if done {
		version = 2
	}
	if f.Version != version || done && !r.pressed || !done && r.acknowledged {
		c.t.Errorf("%s (%+v) is %s in version %d", r.words, *r, f.Status, f.Version)
	}
	var reminded []time.Time
	for _, p := range posts {
		if p.isReminder(r) {
			reminded = append(reminded, p.at)
		}
	}
	if len(reminded) == 0 && slices.ContainsFunc(posts, func(p post) bool { return p.channel == c.IM(r.who) && p.showsSome(b.in, f.ID) }) {
		return // ten are shown at most, with a button for all
	}
	occasions := c.occasions(r)
	if len(reminded) == 0 || len(reminded) > occasions || occasions == 1 && len(reminded) != 1 {
		c.t.Errorf("%s, due at %s, was reminded of at %v: %d occasions until %s", r.words, r.due, reminded, occasions, c.clock.now().UTC())
	}
	for _, at := range reminded {
		if at.Before(r.due.Add(-time.Minute)) {
			c.t.Errorf("%s, due at %s, was reminded of at %s already", r.words, r.due, at)
		}
	}
}

// occasions are the time itself and each midnight after it, when the working
// day of everybody here begins.
func (c *crash) occasions(r *remark) int {
	zone := time.UTC
	for _, p := range crashPeople() {
		if p.ID == r.who {
			zone, _ = time.LoadLocation(p.TZ)
		}
	}
	now, n := c.clock.now(), 1
	for day := r.due.In(zone); ; n++ {
		day = time.Date(day.Year(), day.Month(), day.Day()+1, 0, 0, 0, 0, zone)
		if day.After(now) {
			return n
		}
	}
}

// record is a visit or a note.
type record struct {
	words   string
	version int64
}

// books are what the store holds in the end.
type books struct {
	records  map[string][]record // by mark
	promises map[string][]sales.FollowUp
	sent     map[sales.Source]int // entries by the post that is theirs
	unsent   map[storage.OutState]int
	said     map[string]int            // item, person and slot of reminders that were sent
	in       map[sales.Source][]string // the items of each
}

func (c *crash) books() (b books) {
	c.inStore(func(tx storage.Tx) error {
		b = books{
			records: map[string][]record{}, promises: map[string][]sales.FollowUp{}, sent: map[sales.Source]int{},
			unsent: map[storage.OutState]int{}, said: map[string]int{}, in: map[sales.Source][]string{},
		}
		for _, p := range crashReps() {
			if err := b.readRecords(tx, sales.NewPersonID(tryWorkspace, p.ID)); err != nil {
				return err
			}
			for _, a := range p.accounts {
				if err := b.readPromises(tx, sales.AccountID("try-"+a)); err != nil {
					return err
				}
			}
		}
		return b.readOutbox(tx)
	})
	return b
}

// pages goes through a list to its end.
func pages[T any](list func(storage.Page) ([]T, string, error), each func(T)) error {
	for page := (storage.Page{Limit: 500}); ; {
		some, next, err := list(page)
		for _, one := range some {
			each(one)
		}
		if err != nil || next == "" {
			return err
		}
		page.After = next
	}
}

// markIn is the mark of a text.
func markIn(text string) string {
	at := strings.Index(text, "zq")
	if at < 0 || len(text) < at+6 {
		return ""
	}
	return text[at : at+6]
}

func (b books) readRecords(tx storage.Tx, who sales.PersonID) error {
	err := pages(func(p storage.Page) ([]sales.Visit, string, error) { return tx.VisitsBy(who, storage.Period{}, p) },
		func(v sales.Visit) {
			b.records[markIn(v.Text)] = append(b.records[markIn(v.Text)], record{v.Text, v.Version})
		})
	if err != nil {
		return err
	}
	return pages(func(p storage.Page) ([]sales.Note, string, error) { return tx.NotesBy(who, storage.Period{}, p) },
		func(n sales.Note) {
			b.records[markIn(n.Text)] = append(b.records[markIn(n.Text)], record{n.Text, n.Version})
		})
}

func (b books) readPromises(tx storage.Tx, account sales.AccountID) error {
	return pages(func(p storage.Page) ([]sales.FollowUp, string, error) { return tx.FollowUpsFor(account, false, p) },
		func(f sales.FollowUp) { b.promises[markIn(f.What)] = append(b.promises[markIn(f.What)], f) })
}

func (b books) readOutbox(tx storage.Tx) error {
	for _, state := range []storage.OutState{storage.OutSent, storage.OutPending, storage.OutRetry, storage.OutLeased, storage.OutDead} {
		err := pages(func(p storage.Page) ([]storage.OutEntry, string, error) { return tx.OutEntries(state, p) }, func(e storage.OutEntry) {
			switch {
			case state != storage.OutSent:
				b.unsent[state]++
			case e.Op == storage.OpPost:
				b.sent[e.Sent]++
				b.readSaid(e)
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (b books) readSaid(e storage.OutEntry) {
	if e.Ref == nil {
		return
	}
	b.in[e.Sent] = e.Ref.Items
	for _, item := range e.Ref.Items {
		b.said[item+" for "+e.Ref.Slot+" to "+string(e.To)]++
	}
}
