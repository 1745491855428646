package reminders

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
	"roundsman/storage/scoped"
)

// writing is one message being composed for its recipient.
type writing struct {
	books    *scoped.Reader
	me       sales.Person
	calendar sales.Calendar
	rules    sales.Rules
	now      time.Time
	// anew: the message was sent and is drawn anew, after something in it was
	// settled; what is settled stays and shows how.
	anew bool
	// compact: there is so much to say that each thing has one line.
	compact bool
}

func (w *writing) today() sales.Date { return w.calendar.Day(w.now) }

// said is what is remembered of an item.
func (w *writing) said(key string) (present.Said, bool) {
	raw, err := w.books.Recall(present.SaidName(key))
	if err != nil {
		return present.Said{}, false
	}
	var s present.Said
	return s, json.Unmarshal(raw, &s) == nil
}

// Compose makes the card of an entry with a Ref of RefKind from the books as its
// recipient may read them now. ok is false if nothing is left to say.
func Compose(books *scoped.Reader, rules sales.Rules, now time.Time, e storage.OutEntry) (c card.Card, ok bool, err error) {
	me := books.Viewer()
	w := &writing{books: books, me: me, calendar: sales.CalendarOf(me, rules), rules: rules, now: now, anew: e.Op == storage.OpUpdate}
	if e.Ref == nil || me.Left {
		return card.Card{}, false, nil
	}
	if c, err = w.compose(e.Ref.Items); err != nil || len(c.Blocks) == 0 {
		return c, false, err
	}
	if w.compact = len(c.Blocks) > mostBlocks; w.compact {
		if c, err = w.compose(e.Ref.Items); err != nil {
			return c, false, err
		}
	}
	if len(c.Blocks) > mostBlocks {
		c.Blocks = append(c.Blocks[:mostBlocks], card.Small(card.T("reminder.more")))
	}
	if done, err := present.OutcomesOf(e.Ref.Data); err == nil && w.anew {
		c.Blocks = append(present.Outcome(done.Said, done.Undo), c.Blocks...)
	}
	return c, true, nil
}

// mostBlocks leaves room for a title, an outcome and a remark among the 50 blocks
// that Slack takes in a message (https://docs.slack.dev/reference/block-kit/blocks).
const mostBlocks = 47

func (w *writing) compose(keys []string) (card.Card, error) {
	var all []section
	for _, k := range kinds() {
		items := itemsOf(k, keys)
		if len(items) == 0 || k.Compose == nil {
			continue
		}
		s, err := k.Compose(w, items)
		if err != nil {
			return card.Card{}, fmt.Errorf("compose %s: %w", k.Name, err)
		}
		if len(s.blocks) > 0 {
			all = append(all, s)
		}
	}
	c := together(all)
	if reason := w.away(keys); reason != "" && len(all) > 0 {
		title, err := w.summary(reason, all)
		if err != nil {
			return card.Card{}, err
		}
		c.Title = &title
	}
	return c, nil
}

func itemsOf(k Kind, keys []string) []item {
	var items []item
	for _, key := range keys {
		if subject, ok := strings.CutPrefix(key, k.Name+"/"); ok {
			items = append(items, item{key, subject, len(items) + 1})
		}
	}
	return items
}

// together is one card of all sections. What a phone shows of it names each.
func together(said []section) card.Card {
	var c card.Card
	for i, s := range said {
		if i > 0 {
			c.Blocks = append(c.Blocks, card.Rule())
		}
		c.Blocks = append(c.Blocks, s.blocks...)
	}
	if len(said) > 0 {
		title := titleOf(said)
		c.Title = &title
	}
	return c
}

// unsettled leaves out the sections of which nothing is open, unless that is all of them.
func unsettled(said []section) []section {
	var open []section
	for _, s := range said {
		if s.title.Key != "reminder.all_settled" {
			open = append(open, s)
		}
	}
	if len(open) == 0 {
		return said[:1]
	}
	return open
}

// titleOf names all sections in one line, as one does in a list. Sections are
// half sentences, so their joints are their own, not those of a list of names.
func titleOf(said []section) card.Text {
	var title card.Text
	said = unsettled(said)
	for i, s := range said {
		switch {
		case i == 0:
			title = card.T("reminder.title", "part", card.Of(s.title))
		case i < len(said)-1:
			title = card.T("reminder.title_more", "parts", card.Of(title), "part", card.Of(s.title))
		default:
			title = card.T("reminder.title_last", "parts", card.Of(title), "part", card.Of(s.title))
		}
	}
	return title
}
