package understand

import (
	"regexp"
	"strings"

	"roundsman/sales"
)

// encounter: somebody of an account is listed in a clause, or speaks or acts there
// as only one does who was met: "Karen showed me the line", "too dear, says Priya".
func (t *telling) encounter(j judged, account sales.AccountID, also map[string]bool) bool {
	if t.m.addressed(j.clause) {
		return false
	}
	known := t.m.folk(account)
	listed := 0
	met := false
	for _, p := range t.m.peopleIn(j.clause, account) {
		if p.title == "" && len(fitting(p, known)) == 0 || t.absent(j, p) || t.m.onlySpokenOf(p) || t.m.saidOf(j, p) || t.m.elsewhere(p) && t.m.othersNamed(p, account) {
			continue
		}
		met = true
		listed += p.to - p.from
	}
	if !met {
		return false
	}
	if t.m.peopleOnly(j.clause, listed) {
		return true
	}
	for w := j.from; w < j.to; w++ {
		if text := t.m.s.words[w].text; dealings[text] || also[text] {
			return true
		}
	}
	return j.sign(kBy, kOver) != nil || also != nil && t.describes(j, account, known) || t.acts(j, account, known)
}

// acts: somebody of the account is the subject of what was done or felt, or it was done
// to the author: "Frau Pohl has given me the order", "Vikram at SCPL is not happy". What
// becomes of a person is news, and what somebody is at all times a fact.
func (t *telling) acts(j judged, account sales.AccountID, known []folk) bool {
	m := t.m
	if m.personnel(j.clause) || hearsay(m, j) || m.certainlyComing(j.clause) != nil || j.sign(kAbsent) != nil {
		return false
	}
	for _, p := range m.peopleIn(j.clause, account) {
		if len(fitting(p, known)) == 0 && p.title == "" || m.possessive(p) || m.elsewhere(p) {
			continue
		}
		at := m.predicate(p.to, j.to)
		if at >= j.to || !m.opensClause(j, p) {
			continue
		}
		for w := p.to; w+1 < j.to; w++ { // "Marcus and his finance lady grilled me"
			if next := m.s.words[w+1].text; pastVerb(m.s.words[w].text) && (next == "me" || next == "us") {
				return true
			}
		}
		text := m.s.words[at].text
		if pastVerb(text) && !inherent[text] || (text == "has" || text == "have") && m.hasDone(at+1, j.to) || (seems[text] && m.feels(at+1, j.to) || text == "not" && m.feels(at, j.to)) && (len(j.names) > 0 || j.from == m.clauses[0].from) || feelings[text] || desires[text] && !(text == "reports" && at+1 < j.to && m.s.words[at+1].text == "to") {
			return true
		}
		if m.toAuthor(at, j.to) {
			return true
		}
	}
	return false
}

// hasDone: a participle stands behind "has", or an adverb and a participle.
func (m *message) hasDone(at, end int) bool {
	if at+1 < end && m.s.words[at].text == "been" { // "has been transferred" is news of a person
		return !inherent[m.s.words[at+1].text]
	}
	for at < end && (besideName[m.s.words[at].text] || m.s.words[at].text == "already") {
		at++
	}
	return at < end && (pastVerb(m.s.words[at].text) || participles[m.s.words[at].text]) && !inherent[m.s.words[at].text]
}

// predicate is the word after a person and what stands beside the name: others, the
// account, a place.
func (m *message) predicate(at, end int) int {
	for at < end {
		switch {
		case m.owner[at] > 0, m.s.words[at].kind == mark && m.s.words[at].text != "," && m.s.words[at].text != ".", besideName[m.s.words[at].text]:
			at++
		case m.s.words[at].capital && at > 0 && (besideName[m.s.words[at-1].text] || m.s.words[at-1].capital) && m.s.words[at].kind == letters:
			at++
		default:
			return at
		}
	}
	return at
}

// opensClause: nothing but days, links and other names stands before a person.
func (m *message) opensClause(j judged, p named) bool {
	for w := m.overDays(j.from, p.from); w < p.from; w++ {
		if m.owner[w] == 0 && m.s.words[w].kind == letters && !m.s.words[w].capital && !circumstance[m.s.words[w].text] && !beforeDeed[m.s.words[w].text] && !besideName[m.s.words[w].text] {
			return false
		}
	}
	return true
}

// feels: how somebody is at the moment: "is not happy", "was keen on it".
func (m *message) feels(at, end int) bool {
	if at+1 < end && m.s.words[at].text == "in" { // "in a foul mood"
		for w := at + 1; w < min(end, at+5); w++ {
			if text := m.s.words[w].text; text == "mood" || text == "form" || text == "spirits" {
				return true
			}
		}
	}
	for at < end && (softeners[m.s.words[at].text] || m.s.words[at].text == "not" || m.s.words[at].text == "a" && at+1 < end && (m.s.words[at+1].text == "bit" || m.s.words[at+1].text == "little")) {
		at++
	}
	return at < end && (attitudes[m.s.words[at].text] || strings.HasSuffix(m.s.words[at].text, "ing") || pastVerb(m.s.words[at].text) && !jobWords[m.s.words[at].text])
}

// toAuthor: what somebody does is done to the author.
func (m *message) toAuthor(at, end int) bool {
	for w := at + 1; w < min(end, at+5); w++ {
		if text := m.s.words[w].text; text == "me" || text == "us" {
			return !whenNotMet[m.s.words[at].text]
		}
	}
	return false
}

// addressed: the words are for a colleague: "Lohse asked for you, pls call him".
func (m *message) addressed(c clause) bool {
	for w := c.from + 1; w < c.to; w++ {
		if m.s.words[w].text == "you" && m.s.words[w-1].text == "for" {
			return true
		}
	}
	return false
}

// describes: how somebody of the account is, which is seen by whoever meets them:
// "Joost is super motivated". What becomes of them is news: "Joost is on leave", "is
// the new buyer".
func (t *telling) describes(j judged, account sales.AccountID, known []folk) bool {
	m := t.m
	for _, p := range m.peopleIn(j.clause, account) {
		if p.from != j.from || len(fitting(p, known)) == 0 || p.to >= j.to || !seems[m.s.words[p.to].text] || m.lasting(p.to+1, j.to) {
			continue
		}
		return !m.personnel(j.clause)
	}
	return t.doneWith(j, account, known)
}

// doneWith: the author did something with somebody of the account: "handed the samples
// over to Ron", "walked through the offer with Arne".
func (t *telling) doneWith(j judged, account sales.AccountID, known []folk) bool {
	m := t.m
	if first := m.s.words[j.from].text; !strings.HasSuffix(first, "ed") && !deeds[first] {
		return false
	}
	for _, p := range m.peopleIn(j.clause, account) {
		if p.from > j.from && dealtWith[m.s.words[p.from-1].text] && len(fitting(p, known)) > 0 {
			return true
		}
	}
	return false
}

// lasting: what somebody is at all times, "is the decision maker", "is from Leeds", is
// nothing that was seen on a day.
func (m *message) lasting(at, end int) bool {
	for at < end && (m.s.words[at].text == "not" || m.s.words[at].text == "also" || m.s.words[at].text == "still") {
		at++
	}
	return at >= end || constant[m.s.words[at].text]
}

// personnel: what is said is of somebody's job, and could be heard from anybody.
func (m *message) personnel(c clause) bool {
	for w := c.from; w < c.to; w++ {
		if jobWords[m.s.words[w].text] {
			return true
		}
	}
	return false
}

var (
	deeds     = wordsOf(`gave took brought went left sat ran drew got did made`)
	dealtWith = wordsOf(`to with for of`)
	constant  = wordsOf(`the a an our their his her my its on from in at with of for to one key responsible married born called`)
	seems     = wordsOf(`is was seems seemed looks looked sounds sounded feels felt`)
	jobWords  = wordsOf(`leave leaves leaving left retires retire retiring retired joins joining moves moving moved new now promoted pregnant buyer manager director head boss contact responsible replaced replacing replacement succeeds maternity paternity january february march april may june july august september october november december born married birthday power charge no longer`)
)

// peopleOnly: beside the people of a clause hardly a word stands.
func (m *message) peopleOnly(c clause, people int) bool {
	left, verb := -people, false
	days := m.days(c, true)
	for w := c.from; w < c.to; w++ {
		if m.inDays(days, w) {
			continue
		}
		if kind := m.s.words[w].kind; kind != mark && kind != digits && m.owner[w] == 0 && !circumstance[m.s.words[w].text] && !presence[m.s.words[w].text] {
			left++
			verb = verb || finiteVerbs[m.s.words[w].text] || pastVerb(m.s.words[w].text) || attitudes[m.s.words[w].text] || subjects[m.s.words[w].text]
		}
	}
	return left <= 0 || left <= 2 && !verb && m.listsSomebody(c) || left == 1 && !verb && people > 0 && !m.personnel(c) && c.to-c.from <= people+1
}

// listsSomebody: a person and others without a name: "Oliver + land agent".
func (m *message) listsSomebody(c clause) bool {
	for w := c.from + 1; w+1 < c.to; w++ {
		if text := m.s.words[w].text; text == "+" || text == "&" || text == "and" || text == "plus" || text == "with" {
			return true
		}
	}
	return false
}

// encountered makes a visit of a message about one account in which one of its
// people speaks to the author, whatever else is said.
func (t *telling) encountered() {
	m := t.m
	if len(t.others) == 0 || m.c.Last != "" {
		return
	}
	name, nameless := t.soleAccount()
	if name.ID == "" {
		return
	}
	for _, n := range m.names {
		if n.ID == "" || n.ID != name.ID {
			return
		}
	}
	met, over := false, false
	for _, j := range t.others { // "both on the Zoom this morning"
		over = over || j.kind == remark && j.sign(kBy) != nil && j.sign(kNot) == nil
	}
	for _, j := range t.others {
		if j.kind == cancels || j.kind == misses || j.kind == asks || j.kind == plans || j.sign(kNote) != nil || hearsay(m, j) || m.reachNews(j.clause) {
			return
		}
		if m.labelled(j) || m.number(j.clause) || m.s.language() == "en" && newInPost.MatchString(m.s.folded(j.from, j.to)) {
			return
		}
		if nameless && !m.inContact(j) && !over {
			continue
		}
		met = met || (j.kind == remark || j.kind == absence || j.kind == rivals) && (t.encounter(j, name.ID, nil) || m.authorActs(j) && t.namesInsider(name.ID))
	}
	if !met {
		return
	}
	t.begin(name)
	v := t.current
	v.clauses, t.others = t.others, nil
	for _, j := range v.clauses {
		if d := m.certainlyGone(j.clause); d != nil && !d.isPart && (j.kind == remark || j.kind == rivals) && v.Day.Due.IsZero() && (j.sign(kTheir) == nil || j.sign(kBy) != nil && m.r.lx[d.from].from < j.sign(kTheir).from) {
			v.Day = d.DayReading
		}
		if v.Mode == sales.ModeNotGiven && j.kind != follows {
			if v.Mode, v.ModeSpan = m.modeSaid(j); v.Mode == sales.ModeNotGiven && nameless {
				v.Mode, v.ModeSpan = m.modeOfHead(j)
			}
		}
	}
	t.takeDuties(v)
}

// newInPost is news of who works there now: "New plant manager has joined in Acme, Mr. Sheikh".
var newInPost = regexp.MustCompile(`\b(?:has|have|had|just|recently|newly) (?:joined|taken over|replaced|succeeded|been appointed)\b|\bnew [a-z]+(?: [a-z]+)? (?:joined|started|took over|appointed)\b`)

// soleAccount is the account that a message is about: the one it names first, or without
// one where the people work whom it names.
func (t *telling) soleAccount() (of AccountReading, nameless bool) {
	m := t.m
	if len(m.names) > 0 {
		return m.names[0].AccountReading, false
	}
	if m.s.language() != "en" {
		return AccountReading{}, true
	}
	for _, j := range t.others {
		if a := m.accountOfPerson(j.clause); a != nil && j.kind != smallTalk {
			if of.ID != "" && a.ID != of.ID {
				return AccountReading{}, true
			}
			of = *a
		}
	}
	return of, true
}

// inContact: a clause says when, how or where somebody was spoken to, or that it was the
// author: "Miles and Lucia over Webex", "pushed back on price at lunch", "backed me up".
func (m *message) inContact(j judged) bool {
	if j.sign(kNot) != nil {
		return false
	}
	if j.sign(kBy, kOver) != nil {
		return true
	}
	day := m.certainlyGone(j.clause)
	for w := j.from; w < j.to; w++ {
		text := m.s.words[w].text
		if _, noun := visitNouns[text]; noun || outings[text] || day != nil && (dealings[text] || attitudes[text]) || w > j.from && (text == "me" || text == "us") && pastVerb(m.s.words[w-1].text) {
			return true
		}
	}
	return false
}

// sharedDeed: a clause begins with what the author did with others, "shook hands on two",
// "went through the tender".
func (m *message) sharedDeed(j judged) bool {
	first := m.s.words[j.from].text
	return shared[first] || first == "went" && j.from+1 < j.to && (m.s.words[j.from+1].text == "through" || m.s.words[j.from+1].text == "over")
}

// shared are deeds that begin a clause and that nobody does alone.
var shared = wordsOf(`shook sat talked chatted discussed walked toured agreed negotiated haggled demoed measured showed handed`)

var outings = wordsOf(`golf tennis padel bbq barbecue beers drinks pint pints cricket football dinner supper game match races concert`)

// authorActs: the author says what he did there: "while I pitched", "so I apologised".
func (m *message) authorActs(j judged) bool {
	if m.sharedDeed(j) && !hearsay(m, j) && j.sign(kNot, kTheir) == nil {
		return true
	}
	for w := j.from; w+1 < j.to; w++ {
		if text := m.s.words[w].text; (text == "i" || text == "we") && pastVerb(m.s.words[w+1].text) && !nobodyMet[m.s.words[w+1].text] && !hearsay(m, j) {
			return true
		}
	}
	return false
}

// namesInsider: somebody of an account is named, and not as absent.
func (t *telling) namesInsider(account sales.AccountID) bool {
	for _, j := range t.others {
		if j.kind == remark && t.metBy(j, account) {
			return true
		}
	}
	return false
}

func (t *telling) metBy(j judged, account sales.AccountID) bool {
	known := t.m.folk(account)
	for _, p := range t.m.peopleIn(j.clause, account) {
		if len(fitting(p, known)) > 0 && !t.absent(j, p) && !t.m.onlySpokenOf(p) && !t.m.saidOf(j, p) && !t.m.personnel(j.clause) {
			return true
		}
	}
	return false
}

// whenMet is the day in "asked me about it when I met him on Sunday".
func (m *message) whenMet(j judged) *found {
	if j.kind == remark && m.s.language() == "en" { // "collared me in the foyer on Saturday"
		for w := j.from; w+1 < j.to; w++ {
			if next := m.s.words[w+1].text; pastVerb(m.s.words[w].text) && (next == "me" || next == "us") && !assures[m.s.words[w].text] {
				if d := m.gone(j.clause); d != nil && !d.isPart && !d.Due.By && d.Until.IsZero() && !m.after(d) && m.r.lx[d.from].from > w && m.r.lx[d.from].from <= w+7 && j.sign(kMust, kDeliver, kPlan) == nil {
					return d
				}
			}
		}
	}
	for w := j.from; w+2 < j.to; w++ {
		if m.s.words[w].text == "when" && (m.s.words[w+1].text == "i" || m.s.words[w+1].text == "we") && pastVerb(m.s.words[w+2].text) {
			if d := m.gone(clause{from: w, to: j.to}); d != nil && !d.isPart && !m.after(d) {
				return d
			}
		}
	}
	return nil
}

// modeSaid is how, by a word that says nothing else.
func (m *message) modeSaid(j judged) (sales.Mode, Span) {
	for _, s := range j.signs {
		if s.kind == kBy && s.mode != "" {
			return s.mode, m.s.span(m.s.words[s.from].from, m.s.words[s.to-1].to)
		}
	}
	for w := j.from; w+1 < j.to; w++ { // "Desmond whatsapp me"
		if next := m.s.words[w+1].text; visitNouns[m.s.words[w].text] != "" && m.owner[w] == 0 && (next == "me" || next == "us") {
			return visitNouns[m.s.words[w].text], m.s.span(m.s.words[w].from, m.s.words[w].to)
		}
	}
	return "", Span{}
}

// reachNews: how somebody can be reached from now on: "new mobile from Monday".
func (m *message) reachNews(c clause) bool {
	for w := c.from; w+1 < c.to; w++ {
		if text := m.s.words[w].text; (text == "new" || text == "prefers" || text == "prefer") && reach[m.s.words[w+1].text] {
			return true
		}
	}
	return false
}

var reach = wordsOf(`mail mails emails calls texts contact mobile phone number email mail address extension cell title job role position office telephone landline contact surname`)

// number: a telephone number stands in a clause.
func (m *message) number(c clause) bool {
	for w := c.from; w < c.to; w++ {
		if m.s.words[w].kind == digits && len(m.s.words[w].text) >= 5 {
			return true
		}
	}
	return false
}

// hearsay: told by somebody else, or read.
func hearsay(m *message, j judged) bool {
	for w := j.from; w < j.to; w++ {
		if heard[m.s.words[w].text] {
			return true
		}
	}
	return false
}

var (
	// dealings are what people do who are met; attitudes, what is told of them in a report.
	dealings = wordsOf(`showed shows told tells said says gave gives asked asks mentioned mentions complained complains confirmed confirms explained explains promised promises agreed agrees signed took introduced offered suggested warned admitted replied answered wrote writes texted called rang phoned emailed mailed insisted insists demanded demands requested requests
		present attended joined attending there here welcomed`)
	attitudes = wordsOf(`content delighted thrilled calm calmer glad grateful relieved sold hooked quieter happier warmer colder moaning complaining wants want needs need likes like liked loves loved thinks thinking ok okay happy unhappy pleased keen interested furious angry annoyed upset worried sceptical skeptical impressed satisfied busy friendly ready hesitant undecided positive negative fine cool reluctant unsure convinced disappointed grumpy nice quiet relaxed stressed cautious enthusiastic excited
		prefers prefer hopes expects believes will would can could sees saw knows approved approves accepted accepts rejected rejects refused refuses ordered orders bought pays paid sends sent asking wanting considering`)
	besideName  = wordsOf(`whole entire all board crew at from of the in and & + plus / ( ) himself herself both two his her boss team also again then just now still there today finally`)
	feelings    = wordsOf(`happy unhappy pleased keen interested furious angry annoyed upset worried sceptical skeptical impressed satisfied delighted thrilled content disappointed grumpy relaxed stressed excited moaning complaining`)
	softeners   = wordsOf(`very really quite so too still not bit little pretty super more less rather extremely fairly`)
	participles = wordsOf(`given told seen got taken been signed sent shown brought come gone done bought made put said let set cut met written chosen agreed`)
	desires     = wordsOf(`wants needs asks says wanted reckons requires insists complains reports`)
	inherent    = wordsOf(`transferred promoted appointed owned lived used worked studied retired joined moved left resigned died based called named married started`)
	whenNotMet  = wordsOf(`owes costs will would should may might could can`)
	presence    = wordsOf(`me us myself met with were was there present joined attended too also both as well only himself herself in person and alone plus + & his her boss mr ms mrs a an new guy lady man woman colleague colleagues deputy assistant engineers team of two three w`)
	heard       = wordsOf(`heard hear rumour rumor rumours rumors apparently newsletter press article linkedin news website gossip reportedly supposedly allegedly`)
)

// markedVisit takes the whole text as one visit, with how, when and whom it names:
// the author marked it as one.
func (t *telling) markedVisit() {
	if len(t.visits) > 0 {
		return
	}
	account := AccountReading{}
	if len(t.m.names) > 0 {
		account = t.m.names[0].AccountReading
	}
	t.begin(account)
	v := t.current
	for _, j := range t.others {
		if d := t.m.toldDay(j.clause); d != nil && !d.isPart && !t.m.after(d) && v.Day.Due.IsZero() && j.kind != follows {
			v.Day = d.DayReading
		}
		if v.Mode == sales.ModeNotGiven && j.kind != follows {
			v.Mode, v.ModeSpan = t.m.modeOfHead(j)
		}
		if j.kind != follows {
			j.kind = remark
		}
		v.clauses = append(v.clauses, j)
	}
	t.others = nil
	v.FollowUps, t.duties = append(v.FollowUps, t.duties...), nil
}
