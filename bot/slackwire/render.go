package slackwire

import (
	"strings"

	"github.com/slack-go/slack"

	"roundsman/bot/card"
	"roundsman/bot/locale"
)

// part is one message of a card.
type part struct {
	text   string // what notifications and screen readers get
	blocks []slack.Block
}

// built is a Slack block with what counts towards a message's limits.
type built struct {
	block slack.Block
	chars int    // of all its texts
	text  string // its words for the fallback
}

// renderer turns cards into blocks in one language, for one surface.
type renderer struct {
	printer locale.Printer
	marked  markup
	named   markup // the same with people by name, for notifications
	flat    plain
	message bool           // in a message, not in a view
	seen    map[string]int // action ids already used
	chars   int            // of the block being built
	out     []built
	err     error
}

func (w *Wire) renderer(p locale.Printer, message, mention bool) *renderer {
	n := names{team: w.self.Team, find: w.options.Names}
	return &renderer{
		printer: p, marked: markup{n, mention}, named: markup{n, false}, flat: plain{n},
		message: message, seen: map[string]int{},
	}
}

// card renders a card into as few messages as Slack's limits allow.
func (r *renderer) card(c card.Card) ([]part, error) {
	r.title(c.Title)
	r.blocks(c.Blocks)
	if r.err != nil {
		return nil, r.err
	}
	return r.pack(), nil
}

// pack fills messages with blocks, each with its own fallback text.
func (r *renderer) pack() []part {
	var parts []part
	var words []string
	var now part
	chars := 0
	finish := func() {
		now.text = fallback(words)
		parts = append(parts, now)
		now, words, chars = part{}, nil, 0
	}
	for _, b := range r.out {
		if len(now.blocks) == maxMessageBlocks || len(now.blocks) > 0 && chars+b.chars > maxMessageChars {
			finish()
		}
		now.blocks = append(now.blocks, b.block)
		chars += b.chars
		if b.text != "" {
			words = append(words, b.text)
		}
	}
	if len(now.blocks) > 0 || len(parts) == 0 {
		finish()
	}
	return parts
}

// fallback is never empty: Slack shows it where blocks cannot be shown.
func fallback(words []string) string {
	text := cutMarkup(strings.Join(words, "\n"), maxFallback)
	if strings.TrimSpace(text) == "" {
		return "…"
	}
	return cutBytes(text, maxFallbackBytes)
}

func (r *renderer) title(t *card.Text) {
	if t == nil {
		return
	}
	text := r.plain(*t, maxHeader)
	r.add(slack.NewHeaderBlock(text), r.printer.Text(*t, r.named))
}

func (r *renderer) blocks(blocks []card.Block) {
	for _, b := range blocks {
		r.block(b)
	}
}

func (r *renderer) block(b card.Block) {
	switch {
	case b.Text != nil:
		r.paragraph(*b.Text)
	case len(b.Fields) > 0:
		r.fields(b.Fields)
	case len(b.Buttons) > 0:
		r.row(b.Buttons)
	case len(b.Small) > 0:
		r.small(b.Small)
	case b.Divider:
		r.add(slack.NewDividerBlock(), "")
	case b.Image != nil:
		r.image(*b.Image)
	}
}

// add finishes a block.
func (r *renderer) add(b slack.Block, words string) {
	r.out = append(r.out, built{block: b, chars: r.chars, text: strings.TrimSpace(words)})
	r.chars = 0
}

// paragraph is a section, or several where the text is long; what stands at its
// side stays with the first.
func (r *renderer) paragraph(t card.TextBlock) {
	pieces := split(r.printer.Text(t.Text, r.marked), maxSection)
	words := r.printer.Text(t.Text, r.named)
	var side *slack.Accessory
	if t.Side != nil {
		if e := r.element(*t.Side); e != nil {
			side = slack.NewAccessory(e)
		}
	}
	if len(pieces) == 0 && side != nil {
		pieces = []string{"…"}
	}
	for _, piece := range pieces {
		r.add(slack.NewSectionBlock(r.mrkdwn(piece), nil, side), words)
		side, words = nil, ""
	}
	if t.Side != nil {
		r.optionsCut(*t.Side)
	}
}

// fields go two by two, ten to a section; one that is too long for its column
// stands alone.
func (r *renderer) fields(fields []card.Field) {
	var column []*slack.TextBlockObject
	var words []string
	flush := func() {
		if len(column) > 0 {
			r.add(slack.NewSectionBlock(nil, column, nil), strings.Join(words, "\n"))
		}
		column, words = nil, nil
	}
	for _, f := range fields {
		text := "*" + r.printer.Text(f.Label, r.marked) + "*\n" + dash(r.printer.Text(f.Value, r.marked))
		if !fits(text, maxField) {
			flush()
			r.paragraph(card.TextBlock{Text: card.Lines(f.Label, f.Value)})
			continue
		}
		if len(column) == maxFields || r.chars+units(text) > maxMessageChars {
			flush()
		}
		column = append(column, r.mrkdwn(text))
		words = append(words, r.printer.Text(f.Label, r.named)+": "+r.printer.Text(f.Value, r.named))
	}
	flush()
}

func dash(value string) string {
	if strings.TrimSpace(value) == "" {
		return "–"
	}
	return value
}

// small is a context block, or several.
func (r *renderer) small(texts []card.Text) {
	var pieces []slack.MixedElement
	var words []string
	flush := func() {
		if len(pieces) > 0 {
			r.add(slack.NewContextBlock("", pieces...), strings.Join(words, " · "))
		}
		pieces, words = nil, nil
	}
	for _, t := range texts {
		for _, piece := range split(r.printer.Text(t, r.marked), maxSection) {
			if len(pieces) == maxContext || r.chars+units(piece) > maxMessageChars {
				flush()
			}
			pieces = append(pieces, r.mrkdwn(piece))
		}
		words = append(words, r.printer.Text(t, r.named))
	}
	flush()
}

func (r *renderer) image(i card.Image) {
	if i.File == "" { // a chart that could not be uploaded: what it shows is said in words
		return
	}
	alt := cut(r.printer.Text(i.Alt, r.flat), maxAlt)
	r.chars += units(alt)
	r.add(slack.NewImageBlockSlackFile(&slack.SlackFileObject{ID: i.File}, alt, "", nil), r.printer.Text(i.Alt, r.named))
}

// mrkdwn is a marked-up text object. It is verbatim: Slack turns only what we
// marked up into mentions and links.
func (r *renderer) mrkdwn(text string) *slack.TextBlockObject {
	r.chars += units(text)
	return &slack.TextBlockObject{Type: slack.MarkdownType, Text: text, Verbatim: true}
}

// plain is a plain_text object; it is never empty, as Slack wants it.
func (r *renderer) plain(t card.Text, limit int) *slack.TextBlockObject {
	return r.label(r.printer.Text(t, r.flat), limit)
}

func (r *renderer) label(text string, limit int) *slack.TextBlockObject {
	text = cut(strings.TrimSpace(text), limit)
	if text == "" {
		text = "…"
	}
	r.chars += units(text)
	emoji := true
	return &slack.TextBlockObject{Type: slack.PlainTextType, Text: text, Emoji: &emoji}
}

func (r *renderer) fail(err error) {
	if r.err == nil {
		r.err = err
	}
}
