package commands

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
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
	q, ok := t.digestAsked(strings.TrimSpace(t.Rest))
	if !leadsTeams(&t.Look) {
		instead, err := t.Books.StandsInFor()
		if err != nil {
			return err
		}
		if len(instead) == 0 {
			return sales.Refuse(sales.Forbidden, "refused.digest_managers")
		}
		q.For = instead[0]
	} else if ok && t.Rest == "" && !seesReports(&t.Look) { // of the day there is nothing to tell
		q.Span = present.SpanWeek
	}
	switch {
	case !ok:
		return sales.Refuse(sales.Invalid, "refused.digest_day", "said", present.Short(t.Rest, 40))
	case q.Day.After(t.Today()):
		return sales.Refuse(sales.Invalid, "refused.report_to_come")
	}
	return t.sayDigest(q)
}

// sayDigest answers with a digest, or what is behind a number of it. It is added up
// when it is sent, from a look that writes nothing: of a large team that can take
// long.
func (t *Turn) sayDigest(q present.DigestQuery) error {
	ref, err := digestRef(q)
	if err != nil {
		return err
	}
	return t.post(storage.OutEntry{Ref: ref})
}

// amendDigest puts another digest into the message that was pressed.
func (t *Turn) amendDigest(q present.DigestQuery) error {
	at := t.Event.Action.Message
	if at.IsZero() {
		return t.sayDigest(q)
	}
	ref, err := digestRef(q)
	if err != nil {
		return err
	}
	return t.Tx.Enqueue(storage.OutEntry{
		Key: "u:" + at.Channel + ":" + at.TS, Op: storage.OpUpdate, To: t.Me.ID, Channel: at.Channel, Target: &at,
		Priority: storage.Answer, Created: t.Now, Ref: ref,
	})
}

func digestRef(q present.DigestQuery) (*storage.Ref, error) {
	raw, err := json.Marshal(q)
	if err != nil {
		return nil, fmt.Errorf("name digest: %w", err)
	}
	return &storage.Ref{Kind: present.DigestRef, Data: raw}, nil
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
	if left, p := t.cutPeriod(rest); left == "" && p.query.To.DaysSince(p.query.From) > 0 {
		from, to, _ := t.nearestMonth(rest, p.query.From, p.query.To)
		if q.Day, q.Span = from, present.SpanMonth; to.DaysSince(from) < 7 {
			q.Span = present.SpanWeek
		}
		return q, true
	}
	q.Day, ok = t.pastDay(rest)
	return q, ok
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
	if t.Event.Action.ID == "before" || t.Event.Action.ID == "after" {
		return t.amendDigest(q)
	}
	return t.sayDigest(q)
}

// openDigest shows the entries behind a number.
func openDigest(t *Turn) error {
	q, err := readDigestQuery(t.Event.Action.Arg)
	if err != nil {
		return err
	}
	return t.sayDigest(q)
}

// answerDigest is what somebody asked for; if they may not have it, why.
func (l *Look) answerDigest(q present.DigestQuery) (c card.Card, err error) {
	if q.Part != "" {
		c, err = l.digestPart(q)
	} else {
		c, err = l.digestCard(q, true)
	}
	var refused *sales.Error
	switch {
	case errors.As(err, &refused):
		return card.Card{Blocks: []card.Block{card.Paragraph(card.Refusal(refused))}}, nil
	case err == nil && len(c.Blocks) == 0:
		return card.Card{Blocks: []card.Block{card.Paragraph(card.T("dealing.none"))}}, nil
	}
	return c, err
}

func (l *Look) digestCard(q present.DigestQuery, asked bool) (card.Card, error) {
	if q.Span != present.SpanDay {
		return l.periodCard(q, asked)
	}
	d, err := l.teamDay(q)
	if err != nil {
		return card.Card{}, err
	}
	return present.DayDigest(q, l.Today(), d, asked), nil
}

func (l *Look) digestPart(q present.DigestQuery) (card.Card, error) {
	if q.Span != present.SpanDay {
		return l.periodPart(q)
	}
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
	if len(e.Ref.Items) == 0 {
		q, err := readDigestQuery(string(e.Ref.Data))
		if err != nil {
			return c, false, nil //nolint:nilerr // of a version that is no more
		}
		c, err = l.answerDigest(q)
		return c, err == nil, err
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
	switch kind {
	case sales.RemindsOwnWeek, sales.RemindsOwnMonth:
		return l.composeOwn(kind, of)
	case sales.RemindsWeekDigest:
		q.Span = present.SpanWeek
	case sales.RemindsMonthDigest:
		q.Span = present.SpanMonth
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
	q := present.DigestQuery{Day: l.Today()}
	switch {
	case !leadsTeams(l):
		return nil, nil
	case !seesReports(l):
		q.Span = present.SpanWeek
		return present.HomeTeam(q), nil
	}
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
