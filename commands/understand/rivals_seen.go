package understand

import "strings"

// Rivals are seen at a customer's before they are named as such: their truck in the
// yard, their machines on the line, their contract that runs until June.

var (
	rivalMen    = wordsOf(`rep reps salesman salesmen saleswoman salesperson truck trucks van vans lorry lorries driver drivers demo loaner loaners`)
	rivalCrowd  = wordsOf(`people guys guy chap chaps lads bloke blokes folks boys team crew engineer engineers technician technicians`)
	rivalVisits = wordsOf(`came come in been visited left offered offering quoted pitched pitching sniffing demonstrated demoed presented there gave given turned called here`)
	kitVerbs    = wordsOf(`run runs running ran use uses using operate operates operating still all old existing mostly installed fitted two three four five six several`)
	kitNouns    = wordsOf(`kit gear line lines machine machines equipment stuff unit units pump pumps plant fleet robot filler scanner truck`)
	noKit       = wordsOf(`software system systems accounts account template templates portal form forms file files sheet sheets certificate licence license standard standards invoices orders terms rules days weeks format`)
	paper       = wordsOf(`contract contracts lease leases agreement rental hire deal framework`)
	runsOut     = wordsOf(`is ends end ended runs run expires expire expiring until till til upto up finishes lapses through comes`)
	trials      = wordsOf(`demo demoing demoed demos trial trialling trialing trialled test testing tested trying tried evaluating evaluate seeing like likes prefer prefers preferred favour favours favor favors drop drops dropping dropped ditch ditching ditched replace replaces replacing replaced dumped dumping`)
	courting    = wordsOf(`wining courting chasing knocking sniffing circling offering pitching hanging calling pushing in round around there here onsite`)
	sells       = wordsOf(`giving gives gave given selling sells sold doing offering offers offered`)
	bargains    = wordsOf(`free full discount them him her warranty maintenance lower cheaper price prices install installation trial rebate months month credit demo terms training service less year yr years`)
	spoils      = wordsOf(`volume volumes half spend orders business contract order orders job tender yard whole deal account accounts site share work lot`)
	outposts    = wordsOf(`lad bloke chap guy fella rep reps salesman branch depot engineer office man woman team`)
	suppliers   = wordsOf(`supplier suppliers vendor vendors provider incumbent`)
	noRival     = wordsOf(`zoom teams whatsapp wechat skype webex facetime email linkedin excel sap outlook google slack covid christmas easter diwali ramadan i english german french chinese spanish italian dutch`)
)

// seenAsRival: the name from..end is of somebody who sells there, too.
func (m *message) seenAsRival(from, end int, c clause) bool {
	first := m.s.words[from].text
	if noRival[first] || subjects[first] || givenNames[first] && end == from+1 || from > c.from && (m.s.words[from-1].text == "our" || m.s.words[from-1].text == "my") {
		return false
	}
	return m.salesmen(end, c) || m.kitOf(from, end, c) || m.paperOf(from, end, c) || m.courts(end, c) || m.workedWith(from, c) || m.supplies(from, c)
}

// at is the word at i of a clause, "" behind its end.
func (m *message) wordIn(i int, c clause) string {
	if i >= c.from && i < c.to {
		return m.s.words[i].text
	}
	return ""
}

// has: one of some words stands in from..to of a clause.
func (m *message) holdsAny(from, to int, c clause, set map[string]bool) bool {
	for w := max(from, c.from); w < min(to, c.to); w++ {
		if set[m.s.words[w].text] {
			return true
		}
	}
	return false
}

// salesmen: "a GEA truck in the yard", "Mindray people had come last week".
func (m *message) salesmen(end int, c clause) bool {
	next := strings.TrimSuffix(m.wordIn(end, c), "'s")
	return rivalMen[next] || rivalCrowd[next] && m.holdsAny(end+1, c.to, c, rivalVisits)
}

// workedWith: "he's pricing the job with Pilkington", "thinking about Huawei".
func (m *message) workedWith(from int, c clause) bool {
	if !theySubjects[m.s.words[c.from].text] && !m.holdsAny(c.from, from, c, theySubjects) {
		return false
	}
	before := m.wordIn(from-1, c)
	if before == "to" && m.holdsAny(from-7, from-1, c, shiftsTo) && m.holdsAny(from-5, from-1, c, spoils) {
		return true
	}
	if before == "about" || before == "of" {
		return m.wordIn(from-2, c) == "thinking"
	}
	if before != "with" {
		return false
	}
	for w := max(c.from, from-6); w < from-1; w++ {
		if dealsWith[m.s.words[w].text] {
			return true
		}
	}
	return false
}

var shiftsTo = wordsOf(`switched switching switches moved moving moves shifted shifting given gave giving`)

var dealsWith = wordsOf(`pricing quoting tendering bidding dealing working going negotiating flirting trialling testing talking piloting trying`)

// kitOf: "runs two Tetra Pak lines", "Invacare beds everywhere", "two Kobelcos parked up",
// "demoing the Zimmer robot", "they prefer Doosan".
func (m *message) kitOf(from, end int, c clause) bool {
	next := m.wordIn(end, c)
	thing := next != "" && !noKit[next] && m.s.words[end].kind == letters && !m.s.words[end].capital && (kitNouns[next] || strings.HasSuffix(next, "s") && len(next) > 3)
	if over := m.wordIn(end+1, c); thing && (over == "everywhere" || over == "all" || over == "throughout" || over == "on" && (m.wordIn(end+2, c) == "everything" || m.wordIn(end+2, c) == "all")) {
		return true
	}
	acronym := m.piece(from, end) == strings.ToUpper(m.piece(from, end))
	lead := from - 1
	for lead >= c.from && (articles[m.s.words[lead].text] || m.s.words[lead].text == "the" || possessives[m.s.words[lead].text] || m.s.words[lead].text == "on" || m.s.words[lead].text == "with") {
		lead--
	}
	if lead < c.from {
		return false
	}
	before := m.s.words[lead]
	if trials[before.text] {
		return thing || !acronym
	}
	if kitVerbs[before.text] || before.kind == digits {
		return thing && (before.kind != digits || m.holdsAny(c.from, lead, c, kitVerbs)) || strings.HasSuffix(m.s.words[end-1].text, "s") && (standing[next] || m.holdsAny(max(c.from, lead-2), lead, c, buys))
	}
	return false
}

var (
	standing = wordsOf(`parked standing running installed sitting on in`)
	buys     = wordsOf(`buying bought buys ordered ordering leasing leased orders`)
)

// paperOf: "contract with Daikin ends in December", "the Philips lease is up".
func (m *message) paperOf(from, end int, c clause) bool {
	if paper[m.wordIn(end, c)] && runsOut[m.wordIn(end+1, c)] {
		return true
	}
	if m.wordIn(from-1, c) == "with" && paper[m.wordIn(from-2, c)] && (runsOut[m.wordIn(end, c)] || m.holdsAny(from-5, from-2, c, wordsOf("their current existing his her"))) {
		return true
	}
	if before := m.wordIn(from-1, c); before == "off" || before == "from" { // "a quote off Layher"
		return rivalThings[m.wordIn(from-2, c)] || m.wordIn(from-2, c) == "price"
	}
	return rivalThings[m.wordIn(end, c)] && (m.holdsAny(from-1, from, c, wordsOf("a an another got has have")) || m.wordIn(end+1, c) == "on")
}

// courts: "Bosch have been in twice", "GE's been wining and dining her", "Liebherr giving
// them 7 years' warranty", "PERI have their whole yard now", "Komatsu no bid".
func (m *message) courts(end int, c clause) bool {
	at := end
	been, many := strings.HasSuffix(m.s.words[end-1].text, "'s"), false
	for at < c.to && rivalAux[m.s.words[at].text] {
		been = been || m.s.words[at].text == "been" || m.s.words[at].text == "have" || m.s.words[at].text == "were" || m.s.words[at].text == "are"
		many = many || m.s.words[at].text != "also" && m.s.words[at].text != "just" && m.s.words[at].text != "now"
		at++
	}
	next := m.wordIn(at, c)
	switch {
	case been && courting[next], next == "no" && m.wordIn(at+1, c) == "bid":
		return true
	case (next == "offered" || next == "quoted") && (at == end || many):
		return true
	case (next == "a" || next == "an") && at > end && m.holdsAny(at+1, at+4, c, outposts):
		return true
	case next == "dropped" && m.wordIn(at+1, c) == "off", sells[next] && m.holdsAny(at+1, at+5, c, bargains):
		return true
	case next == "put" || next == "hired" || next == "opened" || next == "sent":
		return many && m.holdsAny(at+1, at+6, c, outposts)
	case many && (possessives[next] || next == "the" || next == "got" || next == "won" || next == "all"), next == "won", next == "got":
		return m.holdsAny(at+1, at+4, c, spoils)
	}
	for ; at < c.to && at < end+5; at++ { // "will quote 10% less than us"
		if than := m.s.words[at].text; than == "than" && (m.wordIn(at+1, c) == "us" || m.wordIn(at+1, c) == "ours" || m.wordIn(at+1, c) == "our") {
			return true
		}
	}
	return false
}

// supplies: "their current vendor at Sunrise is Erba".
func (m *message) supplies(from int, c clause) bool {
	if before := m.wordIn(from-1, c); before != "is" && before != "are" && before != ":" {
		return false
	}
	return m.holdsAny(max(c.from, from-7), from, c, suppliers)
}
