// Package card is what we say, before it is put into words or onto a wire: keys
// of the catalogues with their arguments, buttons, fields. It knows neither
// Slack nor any language. Cards are kept in the outbox as JSON and rendered in
// the recipient's language and zone when they are sent.
package card

import "roundsman/sales"

// Card is one message, or one tab of Home. The first line of its plain-text
// fallback is Title, or the first text found.
type Card struct {
	Title  *Text   `json:"title,omitempty"` // header, and what a phone's notification shows
	Blocks []Block `json:"blocks,omitempty"`
	// File is handed over with the card, whose words then introduce it.
	File *File `json:"file,omitempty"`
}

// File is a file of ours.
type File struct {
	Name    string `json:"name"` // "roundsman.ics"
	Content []byte `json:"content"`
}

// Block is one of its fields; exactly one is set. A renderer splits what the
// wire will not take in one piece.
type Block struct {
	Text    *TextBlock `json:"text,omitempty"`
	Fields  []Field    `json:"fields,omitempty"`  // label and value, two columns on a wide screen
	Buttons []Element  `json:"buttons,omitempty"` // a row of elements
	Small   []Text     `json:"small,omitempty"`   // grey small print
	Divider bool       `json:"divider,omitempty"`
	Image   *Image     `json:"image,omitempty"`
}

// TextBlock is a paragraph, with at most one element at its side.
type TextBlock struct {
	Text Text     `json:"text"`
	Side *Element `json:"side,omitempty"`
}

// Field is a label with its value.
type Field struct {
	Label Text `json:"label"`
	Value Text `json:"value"`
}

// Image is an uploaded picture, or a chart that is drawn in the recipient's
// language and uploaded when it is sent. What a chart shows is said in words besides:
// a wire that cannot send it leaves it out.
type Image struct {
	File  string `json:"file,omitempty"` // the wire's file id
	Chart []Bar  `json:"chart,omitempty"`
	Alt   Text   `json:"alt"`
}

// Bar is one line of a chart.
type Bar struct {
	Label   Text `json:"label"`
	Value   Text `json:"value"`
	Percent int  `json:"percent"`
}

// Text is a sentence: a catalogue key with arguments, or, with an empty Key,
// the words of a person (Said), which are escaped wherever they are shown.
type Text struct {
	Key  string `json:"key,omitempty"`
	Args Args   `json:"args,omitempty"`
	Said string `json:"said,omitempty"`
	// Lines joins several texts with line breaks; Key and Said are then empty.
	Lines []Text `json:"lines,omitempty"`
	// Phrases are a configured text, which is shown in the reader's language.
	Phrases []sales.Phrase `json:"phrases,omitempty"`
}

// Args fill the {{.name}} places of a catalogue sentence.
type Args map[string]*Arg

// Arg is one argument; exactly one field is set. It is put into words in the
// reader's language and zone: a day with its weekday, money with its currency,
// a person as a mention that pings no one else.
type Arg struct {
	Said   *string          `json:"said,omitempty"`  // people's words: escaped
	Count  *int             `json:"count,omitempty"` // also selects the plural form when it is named "count"
	Day    *sales.Date      `json:"day,omitempty"`
	Due    *sales.Due       `json:"due,omitempty"`
	Clock  *sales.ClockTime `json:"clock,omitempty"`
	Moment *string          `json:"moment,omitempty"` // RFC 3339 instant, shown in the reader's zone
	Money  *sales.Money     `json:"money,omitempty"`
	Person *sales.PersonID  `json:"person,omitempty"`
	Text   *Text            `json:"text,omitempty"`
	Link   *Link            `json:"link,omitempty"`
	List   []Arg            `json:"list,omitempty"` // joined as the language joins lists
}

// Link is a name that leads to a page; people's words, which are escaped.
type Link struct {
	URL  string `json:"url"`
	Name string `json:"name"`
}

// Element is something to press or choose in a message or on Home.
type Element struct {
	Kind    ElementKind `json:"kind"`
	Label   Text        `json:"label"` // button label, or a menu's placeholder
	Do      Do          `json:"do"`
	Style   Style       `json:"style,omitempty"`
	Options []Option    `json:"options,omitempty"` // Menu, Overflow
	Day     *sales.Date `json:"day,omitempty"`     // DatePicker: what is chosen at first
	Confirm *Confirm    `json:"confirm,omitempty"`
	URL     string      `json:"url,omitempty"` // Button that opens a page
}

// ElementKind is the kind of an Element.
type ElementKind string

const (
	Button     ElementKind = "button"
	Menu       ElementKind = "menu"     // choose one option
	Overflow   ElementKind = "overflow" // the "..." menu, at most 5 options
	DatePicker ElementKind = "date"
	UserPicker ElementKind = "user"
)

// Style of a button.
type Style string

const (
	Plain   Style = ""
	Primary Style = "primary"
	Danger  Style = "danger"
)

// Do is what pressing means: the action's name, the record's id and the version
// the card showed. It comes back as event.Press. If the version is no longer the
// record's, the handler shows the present state: two presses are one effect.
type Do struct {
	Name    string `json:"name"`
	ID      string `json:"id,omitempty"`
	Version int64  `json:"version,omitempty"`
	Arg     string `json:"arg,omitempty"`
}

// Option is one choice of a menu or a form field.
type Option struct {
	Label Text   `json:"label"`
	Value string `json:"value"`
	// Note is small print under the label, where the wire has room for it.
	Note *Text `json:"note,omitempty"`
}

// Confirm asks before the press counts.
type Confirm struct {
	Title Text `json:"title"`
	Text  Text `json:"text"`
	Yes   Text `json:"yes"`
	No    Text `json:"no"`
}

// Form is a modal.
type Form struct {
	Name   string  `json:"name"` // which form: "visit.edit"
	Title  Text    `json:"title"`
	Submit Text    `json:"submit"`
	Intro  []Block `json:"intro,omitempty"`
	Fields []Input `json:"fields"`
	State  string  `json:"state,omitempty"` // ids and versions; comes back with the form, at most 2,000 bytes
}

// Input is one field of a form.
type Input struct {
	Name        string    `json:"name"`
	Label       Text      `json:"label"`
	Hint        *Text     `json:"hint,omitempty"`
	Placeholder *Text     `json:"placeholder,omitempty"`
	Kind        InputKind `json:"kind"`
	Required    bool      `json:"required,omitempty"`
	Value       []string  `json:"value,omitempty"` // what it holds at first
	Options     []Option  `json:"options,omitempty"`
	// Suggest names the source of choices looked up while typing ("account",
	// "contact"), for InputSearch and InputSearchMany.
	Suggest   string `json:"suggest,omitempty"`
	MaxLength int    `json:"max_length,omitempty"`
}

// InputKind is the kind of an Input.
type InputKind string

const (
	InputLine       InputKind = "line"
	InputParagraph  InputKind = "paragraph"
	InputDate       InputKind = "date"
	InputTime       InputKind = "time"
	InputChoice     InputKind = "choice"      // one of Options
	InputChoices    InputKind = "choices"     // several of Options
	InputRadio      InputKind = "radio"       // one of at most 10, all seen at once
	InputPeople     InputKind = "people"      // colleagues
	InputPerson     InputKind = "person"      // one colleague
	InputSearch     InputKind = "search"      // one of what Suggest finds
	InputSearchMany InputKind = "search_many" // several of what Suggest finds
)
