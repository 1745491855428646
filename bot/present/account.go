package present

import (
	"slices"
	"strconv"
	"strings"

	"roundsman/bot/card"
	"roundsman/sales"
)

// AccountFacts is what an account's card shows.
type AccountFacts struct {
	Account   sales.Account
	Contacts  []sales.Contact
	Visits    []sales.Visit // latest first
	FollowUps []sales.FollowUp
	More      bool // there are more open follow-ups
	Notes     []sales.Note
	Dealings  []sales.Dealing // latest first
	Year      sales.Tally     // what they come to in the last twelve months
	Viewer    sales.Person
	Today     sales.Date
	Rules     sales.Rules
}

// AccountCard is the card of an account (客户资料卡, handbook section 2), as far
// as a visit needs it.
func AccountCard(f AccountFacts) card.Card {
	a := f.Account
	blocks := []card.Block{{Fields: accountFields(f)}}
	blocks = append(blocks, contactLines(f)...)
	if len(f.FollowUps) > 0 {
		blocks = append(blocks, card.Paragraph(card.T("account.followups")))
		for _, p := range f.FollowUps {
			blocks = append(blocks, card.Paragraph(followUpShort(p)))
		}
		if f.More {
			blocks = append(blocks, card.Small(card.T("account.more_followups", "account", card.Words(a.Name))))
		}
	}
	blocks = append(blocks, dealingLines(f)...)
	if len(f.Visits)+len(f.Notes) > 0 {
		blocks = append(blocks, card.Paragraph(card.T("account.latest")))
	}
	for _, v := range f.Visits {
		blocks = append(blocks, card.Paragraph(visitShort(v)))
	}
	for _, n := range f.Notes {
		blocks = append(blocks, card.Paragraph(card.T("account.note_line", "day", card.Day(n.Day), "text", card.Words(Short(n.Text, 140)))))
	}
	blocks = append(blocks, card.Row(
		card.Press(card.T("account.log"), card.Do{Name: "visit.new", ID: string(a.ID)}).As(card.Primary),
		card.Press(card.T("account.add_contact"), card.Do{Name: "contact.add", ID: string(a.ID)}),
		card.Press(card.T("common.edit"), card.Do{Name: "account.edit", ID: string(a.ID), Version: a.Version}),
		card.Press(card.T("account.history"), card.Do{Name: "history.account", ID: string(a.ID)}),
		card.Press(card.T("account.order"), card.Do{Name: "dealing.new", ID: string(a.ID)}),
	))
	return card.Card{Title: &card.Text{Said: a.Name}, Blocks: blocks}
}

func accountFields(f AccountFacts) []card.Field {
	a := f.Account
	fields := []card.Field{
		{Label: card.T("account.owner"), Value: card.T("value", "value", card.Person(a.Owner))},
		{Label: card.T("account.class"), Value: card.T("account.class."+string(a.Class), "count", card.Count(f.Rules.Cadence(a.Class)))},
		{Label: card.T("account.last_visit"), Value: lastVisit(a)},
		{Label: card.T("account.next_visit"), Value: nextVisit(f)},
	}
	if len(a.Aliases) > 0 {
		fields = append(fields, card.Field{Label: card.T("account.aliases"), Value: card.Said(strings.Join(a.Aliases, " · "))})
	}
	return fields
}

func lastVisit(a sales.Account) card.Text {
	if a.LastVisit.IsZero() {
		return card.T("account.never_visited")
	}
	return card.T("value", "value", card.Day(a.LastVisit))
}

func nextVisit(f AccountFacts) card.Text {
	if f.Account.Muted {
		return card.T("account.visits_muted")
	}
	by := sales.NextVisit(f.Account, f.Rules, f.Viewer.Location()).By
	if by.Before(f.Today) {
		return card.T("account.visit_overdue", "day", card.Day(by))
	}
	return card.T("account.visit_by", "day", card.Day(by))
}

func contactLines(f AccountFacts) []card.Block {
	const most = 10
	var lines []card.Text
	for _, c := range f.Contacts[:min(len(f.Contacts), most)] {
		lines = append(lines, contactLine(c))
	}
	if more := len(f.Contacts) - most; more > 0 {
		lines = append(lines, card.T("account.more_contacts", "count", card.Count(more)))
	}
	blocks := []card.Block{}
	if len(lines) > 0 {
		blocks = append(blocks, card.Paragraph(card.Lines(append([]card.Text{card.T("account.contacts")}, lines...)...)))
	}
	if !slices.ContainsFunc(f.Contacts, func(c sales.Contact) bool { return c.Buying == sales.BuyingDecider }) {
		blocks = append(blocks, card.Small(card.T("account.no_decider")))
	}
	return blocks
}

func contactLine(c sales.Contact) card.Text {
	name := card.Words(ContactName(c))
	if c.Buying == sales.BuyingUnknown {
		return card.T("account.contact", "name", name)
	}
	return card.T("account.contact_part", "name", name, "part", card.Of(card.T("buying."+string(c.Buying))))
}

// dealingLines are the latest orders and payments, and what those of a year come to.
func dealingLines(f AccountFacts) []card.Block {
	if len(f.Dealings) == 0 {
		return nil
	}
	lines := []card.Text{card.T("account.dealings")}
	for _, d := range f.Dealings {
		lines = append(lines, card.T("account.dealing_line", "what", card.Of(DealingLine(DealingFacts{Dealing: d}))))
	}
	blocks := []card.Block{card.Paragraph(card.Lines(lines...))}
	if f.Year.Orders+f.Year.Payments > 0 {
		sums := sumsText(f.Year, f.Rules.CurrencyOf(f.Account.Team))
		blocks = append(blocks, card.Small(card.T("account.year", "sums", card.Of(sums))))
	}
	return blocks
}

func visitShort(v sales.Visit) card.Text {
	text := v.Said
	if text == "" {
		text = v.Text
	}
	return card.T("account.visit_line", "day", card.Day(v.Day), "mode", card.Of(card.T("mode."+string(v.Mode))), "text", card.Words(Short(text, 140)))
}

func followUpShort(f sales.FollowUp) card.Text {
	return card.T("account.followup_line", "due", card.Due(f.Due), "what", card.Words(Short(f.What, 140)))
}

// AccountList lists accounts with when each was last seen and is due.
func AccountList(accounts []sales.Account, rules sales.Rules, viewer sales.Person, today sales.Date, next string, later bool) card.Card {
	if len(accounts) == 0 && !later {
		empty := card.T("account.list_none")
		if sales.MayLog(viewer) {
			empty = card.T("account.list_empty")
		}
		return card.Card{Title: card.P("account.list"), Blocks: []card.Block{card.Paragraph(empty)}}
	}
	var blocks []card.Block
	for _, a := range accounts {
		line := card.T("account.list_name", "name", card.Words(a.Name), "owner", card.Person(a.Owner))
		if a.Class == "" { // only the name may be seen
			blocks = append(blocks, card.Paragraph(line))
			continue
		}
		facts := AccountFacts{Account: a, Viewer: viewer, Today: today, Rules: rules}
		key := "account.list_line"
		if a.Owner != viewer.ID {
			key = "account.list_line_of"
		}
		line = card.T(key, "name", card.Words(a.Name), "class", card.Words(string(a.Class)), "owner", card.Person(a.Owner),
			"last", card.Of(lastVisit(a)), "next", card.Of(nextVisit(facts)))
		blocks = append(blocks, card.Beside(line, card.Press(card.T("common.open"), card.Do{Name: "account.show", ID: string(a.ID)})))
	}
	if next != "" {
		blocks = append(blocks, card.Row(card.Press(card.T("common.more"), card.Do{Name: "account.page", Arg: next})))
	}
	return card.Card{Title: card.P("account.list"), Blocks: blocks}
}

// Choice is one answer to "which one?".
type Choice struct{ ID, Name, Note string }

// WhichAccount asks which account was meant; create offers to make a new one.
func WhichAccount(said string, choices []Choice, arg string, create bool) card.Card {
	var row []card.Element
	for _, c := range choices[:min(len(choices), 5)] {
		row = append(row, card.Press(card.Said(c.Name), card.Do{Name: "account.pick", ID: c.ID, Arg: arg}))
	}
	if create {
		row = append(row, card.Press(card.T("account.create_new", "name", card.Words(Short(said, 40))), card.Do{Name: "account.create", Arg: said}))
	}
	return card.Card{Blocks: []card.Block{card.Paragraph(card.T("account.which", "name", card.Words(said))), card.Row(row...)}}
}

// NoSuchAccount offers to make an account that nobody knows.
func NoSuchAccount(said string) card.Card {
	return card.Card{Blocks: []card.Block{
		card.Paragraph(card.T("account.unknown", "name", card.Words(said))),
		card.Row(card.Press(card.T("account.create_new", "name", card.Words(Short(said, 40))), card.Do{Name: "account.create", Arg: said}).As(card.Primary)),
	}}
}

// AccountGiven tells the new owner of an account.
func AccountGiven(a sales.Account, by sales.PersonID) card.Card {
	return card.Card{Blocks: []card.Block{
		card.Beside(card.T("account.given_to_you", "account", card.Words(a.Name), "by", card.Person(by)),
			card.Press(card.T("common.open"), card.Do{Name: "account.show", ID: string(a.ID)})),
	}}
}

// AccountTaken tells the owner before that the account went to somebody else.
func AccountTaken(a sales.Account) card.Card {
	return card.Card{Blocks: []card.Block{card.Paragraph(card.T("account.taken", "account", card.Words(a.Name), "owner", card.Person(a.Owner)))}}
}

// AccountHandedOver confirms it to who may see the account no more.
func AccountHandedOver(a sales.Account) card.Card {
	return card.Card{Blocks: []card.Block{card.Paragraph(card.T("account.handed_over", "account", card.Words(a.Name)))}}
}

// AccountForm edits an account.
func AccountForm(a sales.Account) card.Form {
	muted := []string{}
	if a.Muted {
		muted = []string{"yes"}
	}
	return card.Form{
		Name: "account.edit", Title: card.T("account.form"), Submit: card.T("common.save"), State: State(string(a.ID), a.Version),
		Fields: []card.Input{
			{Name: "name", Label: card.T("account.name"), Kind: card.InputLine, Required: true, Value: []string{a.Name}, MaxLength: 120},
			{Name: "aliases", Label: card.T("account.aliases"), Hint: card.P("account.aliases_hint"), Kind: card.InputLine, Value: []string{strings.Join(a.Aliases, ", ")}, MaxLength: 1000},
			{Name: "class", Label: card.T("account.class"), Kind: card.InputRadio, Value: []string{string(a.Class)}, Options: []card.Option{
				{Label: card.T("account.class_A"), Value: "A"}, {Label: card.T("account.class_B"), Value: "B"}, {Label: card.T("account.class_C"), Value: "C"},
			}},
			{Name: "owner", Label: card.T("account.owner"), Hint: card.P("account.owner_hint"), Kind: card.InputPerson, Value: []string{string(a.Owner)}},
			{Name: "muted", Label: card.T("account.reminders"), Kind: card.InputChoices, Value: muted, Options: []card.Option{{Label: card.T("account.mute"), Value: "yes"}}},
		},
	}
}

// State is a record's id and version for a form's State.
func State(id string, version int64) string { return strconv.FormatInt(version, 10) + " " + id }

// StateOf reads what State wrote.
func StateOf(state string) (id string, version int64) {
	number, id, _ := strings.Cut(state, " ")
	version, _ = strconv.ParseInt(number, 10, 64) // anything else is version 0, which no kept record has
	return id, version
}
