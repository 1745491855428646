package commands

import (
	"cmp"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"roundsman/bot/card"
	"roundsman/bot/present"
	"roundsman/sales"
	"roundsman/storage"
)

// digestCommand shows a manager what needs them: "digest", "digest yesterday",
// "digest week", "digest month"; each number opens to what is behind it. Who stands
// in for a manager on leave gets it in their place.
func digestCommand() Command {
	return Command{
		Name: "digest", Roles: []sales.Role{sales.RoleRep, sales.RoleManager}, Run: runDigest, Offered: leadsTeams,
		Actions: map[string]func(*Turn) error{"digest.show": showDigest, "digest.open": openDigest},
		Forms:   map[string]Form{"digest.reply": {OpenedBy: []string{"digest.reply"}, Open: openReply, Check: checkReply, Apply: applyReply}},
		Home:    []HomeSection{{Order: 4, Cards: homeDigest}},
	}
}

func leadsTeams(l *Look) bool { return l.Me.Role == sales.RoleManager && len(l.Me.Manages) > 0 }

func runDigest(t *Turn) error {
	if !leadsTeams(&t.Look) {
		return sales.Refuse(sales.Forbidden, "refused.digest_managers")
	}
	q, ok := t.digestAsked(strings.TrimSpace(t.Rest))
	switch {
	case !ok:
		return sales.Refuse(sales.Invalid, "refused.digest_day", "said", present.Short(t.Rest, 40))
	case q.Day.After(t.Today()):
		return sales.Refuse(sales.Invalid, "refused.report_to_come")
	}
	c, err := t.digestCard(q, true)
	if err != nil {
		return err
	}
	return t.Say(c)
}

// digestAsked reads "", "yesterday", "2026-11-20", "week", "last week", "month", "October".
func (t *Turn) digestAsked(rest string) (q present.DigestQuery, ok bool) {
	q = present.DigestQuery{Day: t.Today()}
	verb, after := t.Words.Verb("digest", rest)
	switch {
	case rest == "" || verb == "day" && after == "":
		return q, true
	case verb == "week" && after == "":
		q.Span = present.SpanWeek
		return q, true
	case verb == "month" && after == "":
		q.Span = present.SpanMonth
		return q, true
	}
	if day, isDay := t.pastDay(rest); isDay {
		q.Day = day
		return q, true
	}
	if _, p := t.cutPeriod(rest); !p.query.From.IsZero() {
		from, to := p.query.From, p.query.To
		if q.Span = present.SpanMonth; to.DaysSince(from) < 7 {
			q.Span = present.SpanWeek
		} else if near, _, found := t.nearestMonth(rest, from, to); found {
			from = near
		}
		q.Day = from
		return q, true
	}
	return q, false
}

func readDigestQuery(raw string) (q present.DigestQuery, err error) {
	if json.Unmarshal([]byte(raw), &q) != nil || q.Day.IsZero() {
		return q, sales.Refuse(sales.Invalid, "refused.old_button")
	}
	return q, nil
}

// showDigest turns to another day, week or month.
func showDigest(t *Turn) error {
	q, err := readDigestQuery(t.Event.Action.Arg)
	if err != nil {
		return err
	}
	if q.Day.After(t.Today()) {
		q.Day = t.Today()
	}
	c, err := t.digestCard(q, true)
	if err != nil {
		return err
	}
	if t.Event.Action.ID == "before" || t.Event.Action.ID == "after" {
		return t.Amend(c)
	}
	return t.Say(c)
}

// openDigest shows the entries behind a number.
func openDigest(t *Turn) error {
	q, err := readDigestQuery(t.Event.Action.Arg)
	if err != nil {
		return err
	}
	c, err := t.digestPart(q)
	if err != nil {
		return err
	}
	if len(c.Blocks) == 0 {
		c = card.Card{Blocks: []card.Block{card.Paragraph(card.T("dealing.none"))}}
	}
	return t.Say(c)
}

func (l *Look) digestCard(q present.DigestQuery, asked bool) (card.Card, error) {
	d, err := l.teamDay(q)
	if err != nil {
		return card.Card{}, err
	}
	return present.DayDigest(q, l.Today(), d, asked), nil
}

func (l *Look) digestPart(q present.DigestQuery) (card.Card, error) {
	d, err := l.teamDay(q)
	if err != nil {
		return card.Card{}, err
	}
	return present.DayPart(q, d, l.Me.ID), nil
}

// teamsOf are the teams that a digest is of: the viewer's own, or those of whom
// they stand in for.
func (l *Look) teamsOf(q present.DigestQuery) ([]sales.TeamID, error) {
	teams, err := l.Books.TeamsLedBy(cmp.Or(q.For, l.Me.ID))
	if missing(err) {
		return nil, sales.Refuse(sales.Forbidden, "refused.digest_managers")
	}
	return teams, err
}

// teamDay is the day of all teams of a digest that have daily reports.
func (l *Look) teamDay(q present.DigestQuery) (day sales.TeamDay, err error) {
	teams, err := l.teamsOf(q)
	if err != nil {
		return day, err
	}
	teams = slices.DeleteFunc(slices.Clone(teams), func(t sales.TeamID) bool { return !slices.Contains(l.Rules.Reports.Teams, t) })
	if len(teams) == 0 {
		return day, sales.Refuse(sales.NotFound, "refused.reports_off")
	}
	for _, team := range teams {
		d, err := l.Books.TeamDay(team, q.Day, l.Rules)
		if err != nil {
			return day, l.forbidden(err)
		}
		day = day.And(d)
	}
	return day, nil
}

func (l *Look) forbidden(err error) error {
	if missing(err) {
		return sales.Refuse(sales.Forbidden, "refused.digest_managers")
	}
	return err
}

// ComposeDigest makes the message of an entry with a Ref of present.DigestRef as
// its recipient may read it now; ok is false if nothing is left to say.
func ComposeDigest(l *Look, e storage.OutEntry) (c card.Card, ok bool, err error) {
	if len(e.Ref.Items) != 1 {
		return c, false, nil
	}
	kind, subject, _ := strings.Cut(e.Ref.Items[0], "/")
	if kind == present.ItemChannel {
		c, err = l.channelTotals(subject, e.Channel)
	} else {
		c, err = l.composeDigest(kind, subject, e.Ref.Part)
	}
	var refused *sales.Error
	if errors.As(err, &refused) || missing(err) { // no longer theirs to read
		return card.Card{}, false, nil
	}
	return c, err == nil && len(c.Blocks) > 0, err
}

func (l *Look) composeDigest(kind, subject, part string) (card.Card, error) {
	who, of := present.ReadDigestSubject(subject)
	q := present.DigestQuery{For: who, Part: part}
	if who == l.Me.ID {
		q.For = ""
	}
	if kind == present.ItemDigestHelp {
		return l.helpLater(sales.ReportID(of))
	}
	var err error
	if q.Day, err = sales.ParseDate(of); err != nil {
		return card.Card{}, nil //nolint:nilerr // of a version that is no more
	}
	switch {
	case kind == present.ItemDigestLate:
		d, err := l.teamDay(q)
		if err != nil {
			return card.Card{}, err
		}
		c, _ := present.LateOnes(d, l.Me.ID)
		return c, nil
	case part != "":
		return l.digestPart(q)
	}
	return l.digestCard(q, false)
}

// helpLater is a request that came after the digest; nothing if it was taken back.
func (l *Look) helpLater(id sales.ReportID) (card.Card, error) {
	r, err := l.Books.Report(id)
	if err != nil {
		return card.Card{}, err
	}
	asked, still := sales.HelpIn(r)
	if !still {
		return card.Card{}, nil
	}
	return present.HelpLater(asked, r.Day), nil
}

// homeDigest leads a manager to today's digest.
func homeDigest(l *Look) ([]card.Block, error) {
	if !leadsTeams(l) || !seesReports(l) {
		return nil, nil
	}
	q := present.DigestQuery{Day: l.Today()}
	d, err := l.teamDay(q)
	if err != nil {
		return nil, err
	}
	return present.HomeDigest(q, d), nil
}

// channelTotals are a team's totals, for its channel as it is configured now.
func (l *Look) channelTotals(subject, channel string) (card.Card, error) {
	team, of, _ := strings.Cut(subject, "\n")
	day, err := sales.ParseDate(of)
	if id := sales.TeamID(team); err != nil || channel == "" || l.Rules.Digests.Channels[id] != channel {
		return card.Card{}, nil //nolint:nilerr // of a team that has no such channel any more
	}
	d, err := l.Books.TeamTotals(sales.TeamID(team), day, l.Rules)
	return present.ChannelTotals(d, l.Rules.CurrencyOf(sales.TeamID(team))), err
}
