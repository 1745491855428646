package localslack

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf16"
)

// Where Slack documents the limits below:
//   - blocks: https://docs.slack.dev/reference/block-kit/blocks
//   - elements: https://docs.slack.dev/reference/block-kit/block-elements
//   - texts, options, confirmations: https://docs.slack.dev/reference/block-kit/composition-objects
//   - views: https://docs.slack.dev/reference/views
//   - messages: https://docs.slack.dev/reference/methods/chat.postMessage
const (
	maxMessageBlocks = 50
	maxViewBlocks    = 100
	maxBlocksText    = 13_200 // all texts of a message's blocks; observed, https://github.com/slackapi/bolt-js/issues/2509
	maxMessageText   = 40_000 // longer is cut, https://docs.slack.dev/changelog/2018-truncating-really-long-messages
	maxUpdateText    = 4_000  // bytes after escaping, https://docs.slack.dev/reference/methods/chat.update (msg_too_long)
	maxMarkdown      = 12_000
	maxSectionText   = 3_000
	maxFields        = 10
	maxFieldText     = 2_000
	maxHeader        = 150
	maxActions       = 25
	maxContext       = 10
	maxContextText   = 3_000
	maxID            = 255
	maxButtonText    = 75
	maxButtonValue   = 2_000
	maxURL           = 3_000
	maxA11yLabel     = 75
	maxOptions       = 100
	maxOptionGroups  = 100
	maxGroupLabel    = 75
	maxOverflow      = 5
	maxChecks        = 10
	maxOptionText    = 75
	maxOptionValue   = 150
	maxPlaceholder   = 150
	maxConfirmTitle  = 100
	maxConfirmText   = 300
	maxConfirmButton = 30
	maxInputLabel    = 2_000
	maxInputHint     = 2_000
	maxInputLength   = 3_000
	maxImageURL      = 3_000
	maxAltText       = 2_000
	maxImageTitle    = 2_000
	maxViewTitle     = 24
	maxPrivateMeta   = 3_000
	maxViewBytes     = 250_000
	maxModals        = 3
	maxUpload        = 1 << 30
)

// size counts characters as UTF-16 units, the strictest reading of Slack's "characters".
func size(s string) int {
	n := len(s)
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return len(utf16.Encode([]rune(s)))
		}
	}
	return n
}

type textObject struct {
	Type string `json:"type"`
	Text string `json:"text"`
}

type option struct {
	Text        *textObject `json:"text"`
	Value       *string     `json:"value"`
	Description *textObject `json:"description"`
	URL         string      `json:"url"`
}

type optionGroup struct {
	Label   *textObject `json:"label"`
	Options []option    `json:"options"`
}

type confirmation struct {
	Title   *textObject `json:"title"`
	Text    *textObject `json:"text"`
	Confirm *textObject `json:"confirm"`
	Deny    *textObject `json:"deny"`
	Style   string      `json:"style"`
}

type slackFile struct {
	ID  string `json:"id"`
	URL string `json:"url"`
}

// element is any interactive element, image or text object inside a block.
type element struct {
	Type               string          `json:"type"`
	ActionID           *string         `json:"action_id"`
	Text               json.RawMessage `json:"text"`
	Value              json.RawMessage `json:"value"` // a string of buttons
	URL                string          `json:"url"`
	Style              string          `json:"style"`
	AccessibilityLabel string          `json:"accessibility_label"`
	Confirm            *confirmation   `json:"confirm"`
	Placeholder        *textObject     `json:"placeholder"`
	Options            []option        `json:"options"`
	OptionGroups       []optionGroup   `json:"option_groups"`
	InitialOption      *option         `json:"initial_option"`
	InitialOptions     []option        `json:"initial_options"`
	InitialValue       string          `json:"initial_value"`
	InitialDate        string          `json:"initial_date"`
	InitialTime        string          `json:"initial_time"`
	InitialDateTime    int64           `json:"initial_date_time"`
	InitialUser        string          `json:"initial_user"`
	InitialUsers       []string        `json:"initial_users"`
	InitialChannel     string          `json:"initial_channel"`
	InitialChannels    []string        `json:"initial_channels"`
	InitialConv        string          `json:"initial_conversation"`
	MinLength          *int            `json:"min_length"`
	MaxLength          *int            `json:"max_length"`
	MinQueryLength     *int            `json:"min_query_length"`
	MaxSelected        *int            `json:"max_selected_items"`
	IsDecimal          *bool           `json:"is_decimal_allowed"`
	ImageURL           string          `json:"image_url"`
	AltText            *string         `json:"alt_text"`
	SlackFile          *slackFile      `json:"slack_file"`
}

type block struct {
	Type      string          `json:"type"`
	BlockID   string          `json:"block_id"`
	Text      json.RawMessage `json:"text"` // an object; a string in markdown
	Fields    []textObject    `json:"fields"`
	Elements  json.RawMessage `json:"elements"`
	Accessory *element        `json:"accessory"`
	Element   *element        `json:"element"`
	Label     *textObject     `json:"label"`
	Hint      *textObject     `json:"hint"`
	Optional  bool            `json:"optional"`
	Dispatch  bool            `json:"dispatch_action"`
	Title     *textObject     `json:"title"`
	ImageURL  string          `json:"image_url"`
	AltText   *string         `json:"alt_text"`
	SlackFile *slackFile      `json:"slack_file"`

	elements []element // decoded
	text     textObject
}

// surface is where blocks are shown; some belong to only one.
type surface int

const (
	inMessage surface = iota
	inModal
	inHome
)

// checker gathers what is wrong with blocks or a view, in Slack's words.
type checker struct {
	surface surface
	files   func(id string) bool
	errs    []string
	total   int // characters of all texts
	texts   []string
	blockID map[string]bool
}

func (c *checker) fail(at, format string, args ...any) {
	c.errs = append(c.errs, fmt.Sprintf("[ERROR] "+format+" [json-pointer:"+at+"]", args...))
}

// most checks a length limit.
func (c *checker) most(at, s string, limit int) {
	n := size(s)
	c.total += n
	if n > limit {
		c.fail(at, "must be less than %d characters", limit+1)
	}
}

func (c *checker) id(at, s string) {
	if size(s) > maxID {
		c.fail(at, "must be less than %d characters", maxID+1)
	}
}

// text checks a text object; kinds is "plain_text" where Slack takes nothing else.
func (c *checker) textObj(at string, t *textObject, limit int, plain, required bool) {
	if t == nil {
		if required {
			c.fail(at, "missing required field")
		}
		return
	}
	switch {
	case t.Type != "plain_text" && (plain || t.Type != "mrkdwn"):
		c.fail(at+"/type", "unsupported type: %s", t.Type)
	case t.Text == "":
		c.fail(at+"/text", "must be more than 0 characters")
	}
	c.most(at+"/text", t.Text, limit)
	if t.Type == "mrkdwn" {
		c.texts = append(c.texts, t.Text)
	}
}

// blocks checks a list of blocks and returns them decoded.
func (c *checker) blocks(at string, raw []json.RawMessage) []block {
	limit := maxViewBlocks
	if c.surface == inMessage {
		limit = maxMessageBlocks
	}
	if len(raw) > limit {
		c.fail(at, "no more than %d items allowed", limit)
		return nil
	}
	list := make([]block, len(raw))
	c.blockID = make(map[string]bool, len(raw))
	for i, r := range raw {
		c.block(fmt.Sprintf("%s/%d", at, i), r, &list[i])
	}
	return list
}

func (c *checker) block(at string, raw json.RawMessage, b *block) {
	if err := json.Unmarshal(raw, b); err != nil {
		c.fail(at, "failed to match all allowed schemas (%s)", strings.TrimPrefix(err.Error(), "json: "))
		return
	}
	if b.Type == "" {
		c.fail(at, "missing required field: type")
		return
	}
	c.id(at+"/block_id", b.BlockID)
	if b.BlockID != "" {
		if c.blockID[b.BlockID] {
			c.fail(at, "block_id `%s` already exists", b.BlockID)
		}
		c.blockID[b.BlockID] = true
	}
	if b.Type != "rich_text" && len(b.Elements) > 0 {
		if err := json.Unmarshal(b.Elements, &b.elements); err != nil {
			c.fail(at+"/elements", "failed to match all allowed schemas (%s)", strings.TrimPrefix(err.Error(), "json: "))
			return
		}
	}
	c.content(at, b)
}

func (c *checker) content(at string, b *block) {
	switch b.Type {
	case "section":
		c.section(at, b)
	case "header":
		c.objectText(at+"/text", b, maxHeader, true)
	case "divider":
	case "context":
		c.context(at, b)
	case "actions":
		c.actions(at, b)
	case "input":
		c.input(at, b)
	case "image":
		c.image(at, b.ImageURL, b.SlackFile, b.AltText)
		c.textObj(at+"/title", b.Title, maxImageTitle, true, false)
	case "markdown":
		var text string
		if json.Unmarshal(b.Text, &text) != nil || text == "" {
			c.fail(at+"/text", "must be more than 0 characters")
		}
		c.most(at+"/text", text, maxMarkdown)
		c.texts = append(c.texts, text)
		if c.surface != inMessage {
			c.fail(at, "unsupported type: markdown")
		}
	case "rich_text":
		c.richText(at, b)
	case "file", "video":
	default:
		c.fail(at, "unsupported type: %s", b.Type)
	}
}

func (c *checker) objectText(at string, b *block, limit int, plain bool) {
	if len(b.Text) == 0 || string(b.Text) == "null" {
		c.fail(at, "missing required field")
		return
	}
	if err := json.Unmarshal(b.Text, &b.text); err != nil {
		c.fail(at, "must be an object")
		return
	}
	c.textObj(at, &b.text, limit, plain, true)
}

func (c *checker) section(at string, b *block) {
	switch {
	case len(b.Text) == 0 && len(b.Fields) == 0:
		c.fail(at, "missing required field: text or fields")
	case len(b.Text) > 0:
		c.objectText(at+"/text", b, maxSectionText, false)
	}
	if len(b.Fields) > maxFields {
		c.fail(at+"/fields", "no more than %d items allowed", maxFields)
	}
	for i := range b.Fields {
		c.textObj(fmt.Sprintf("%s/fields/%d", at, i), &b.Fields[i], maxFieldText, false, true)
	}
	if b.Accessory != nil {
		c.element(at+"/accessory", b.Accessory, sectionElements)
	}
}

func (c *checker) context(at string, b *block) {
	if len(b.elements) == 0 {
		c.fail(at+"/elements", "must provide at least 1 item")
	}
	if len(b.elements) > maxContext {
		c.fail(at+"/elements", "no more than %d items allowed", maxContext)
	}
	for i := range b.elements {
		e, p := &b.elements[i], fmt.Sprintf("%s/elements/%d", at, i)
		if e.Type == "image" {
			c.image(p, e.ImageURL, e.SlackFile, e.AltText)
			continue
		}
		var text string
		if json.Unmarshal(e.Text, &text) != nil {
			c.fail(p+"/text", "missing required field")
			continue
		}
		c.textObj(p, &textObject{Type: e.Type, Text: text}, maxContextText, false, true)
	}
}

func (c *checker) actions(at string, b *block) {
	if len(b.elements) == 0 {
		c.fail(at+"/elements", "must provide at least 1 item")
	}
	if len(b.elements) > maxActions {
		c.fail(at+"/elements", "no more than %d items allowed", maxActions)
	}
	seen := map[string]bool{}
	for i := range b.elements {
		p := fmt.Sprintf("%s/elements/%d", at, i)
		c.element(p, &b.elements[i], actionElements)
		if id := b.elements[i].ActionID; id != nil {
			if seen[*id] {
				c.fail(p+"/action_id", "`action_id` `%s` already exists for this block", *id)
			}
			seen[*id] = true
		}
	}
}

func (c *checker) input(at string, b *block) {
	c.textObj(at+"/label", b.Label, maxInputLabel, true, true)
	c.textObj(at+"/hint", b.Hint, maxInputHint, true, false)
	if b.Element == nil {
		c.fail(at+"/element", "missing required field")
		return
	}
	c.element(at+"/element", b.Element, inputElements)
}

func (c *checker) image(at, url string, file *slackFile, alt *string) {
	switch {
	case url == "" && file == nil:
		c.fail(at, "missing required field: image_url or slack_file")
	case file != nil && c.files != nil && !c.files(file.ID+file.URL):
		c.fail(at+"/slack_file", "invalid slack file")
	case file == nil && !strings.HasPrefix(url, "http://") && !strings.HasPrefix(url, "https://"):
		c.fail(at+"/image_url", "invalid URL")
	}
	c.most(at+"/image_url", url, maxImageURL)
	if alt == nil {
		c.fail(at, "missing required field: alt_text")
		return
	}
	c.most(at+"/alt_text", *alt, maxAltText)
}
