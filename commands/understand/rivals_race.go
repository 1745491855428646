package understand

// A rival is in the race or out of it: "ABB also in the race", "Metso's in her ear",
// "Dairymaster have one in already", "dearer than Molex".

var (
	raceIs    = wordsOf(`is are was were has have had been also still now just already again both all currently apparently definitely firmly well back very much even only`)
	races     = wordsOf(`race running frame mix bidding picture fight game hunt tender bid contention shortlist ear ears`)
	installed = wordsOf(`in installed running already there trial trials test loan site demo`)
	oneOfKit  = wordsOf(`one two three four several some units machines kit theirs stuff gear lines equipment`)
	weighed   = wordsOf(`cheaper cheap dearer expensive lower higher less more better worse faster slower quicker price prices pricier`)
	noMeasure = wordsOf(`last this next usual before ever expected planned budget budgeted normal average anticipated average market list we us ours our you i he she they it what when that today yesterday`)
)

// inRace: what follows a name says that it bids there too, or no longer does.
func (m *message) inRace(from, end int, c clause) bool {
	at, also := end, false
	linked := m.possessedName(end)
	for at < c.to && raceIs[m.s.words[at].text] {
		also = also || m.s.words[at].text == "also" || m.s.words[at].text == "already" || m.s.words[at].text == "still"
		linked = true
		at++
	}
	switch next := m.wordIn(at, c); {
	case next == "in" || next == "out" && m.wordIn(at+1, c) == "of" || next == "on":
		return m.holdsAny(at+1, at+5, c, races)
	case next == "out" && at > end && at+1 == c.to:
		return true
	case next == "there" && also && at+1 >= c.to:
		return true
	case next == "came" && at+2 < c.to && m.wordIn(at+1, c) == "in":
		return m.s.words[at+2].kind == digits || cheaper[m.wordIn(at+2, c)]
	case linked && oneOfKit[next]:
		return m.holdsAny(at+1, at+3, c, installed)
	}
	return m.outdone(from, c) || m.lostTo(from, c) || m.isCheaper(from, end, c)
}

// isCheaper: "Bolt is cheaper", "Vertex were a bit faster"; goods are no rivals.
func (m *message) isCheaper(from, end int, c clause) bool {
	at := end
	for at < c.to && (raceIs[m.s.words[at].text] || degree[m.s.words[at].text]) {
		at++
	}
	if at == end || goods[m.s.words[from].text] || !(m.possessedName(end) || m.wordIn(end, c) == "is" || m.wordIn(end, c) == "was" || m.wordIn(end, c) == "are" || m.wordIn(end, c) == "were") {
		return false
	}
	switch next := m.wordIn(at, c); next {
	case "cheaper", "dearer", "pricier", "faster", "quicker":
		return m.wordIn(at+1, c) != "to" && m.wordIn(at+1, c) != "if" && m.wordIn(at+1, c) != "when"
	case "less", "more":
		return m.wordIn(at+1, c) == "expensive"
	}
	return false
}

var (
	degree = wordsOf(`much way a bit lot little far slightly clearly significantly`)
	goods  = wordsOf(`freight shipping delivery transport steel copper gas power energy labour labor material materials quality version option model package subscription rent rental leasing renting buying importing sea air rail road local used china europe plastic aluminium aluminum oil diesel petrol`)
)

// lostTo: "lost the order to Parker by 3%", "the job went to Festo".
func (m *message) lostTo(from int, c clause) bool {
	return m.wordIn(from-1, c) == "to" && m.holdsAny(from-7, from-1, c, loses) && m.holdsAny(from-6, from-1, c, spoils) || m.wordIn(from-2, c) == "out" && m.wordIn(from-1, c) == "to"
}

var loses = wordsOf(`lost losing lose went goes gone gave given giving awarded`)

// possessedName: the name is written with what stands for "is" or "has": "Metso's".
func (m *message) possessedName(end int) bool {
	text := m.s.words[end-1].text
	return len(text) > 2 && text[len(text)-2:] == "'s"
}

// outdone: our price is weighed against theirs, "dearer than Molex".
func (m *message) outdone(from int, c clause) bool {
	if m.wordIn(from-1, c) != "than" || noMeasure[m.s.words[from].text] || goods[m.s.words[from].text] || pastVerb(m.s.words[from].text) {
		return false
	}
	return m.holdsAny(from-6, from-1, c, weighed)
}

// lowerName is where a name ends that is typed without its capital and does what only a
// rival does: "bolt offered 5% less", "metso's in her ear"; w if there is none.
func (m *message) lowerName(w int, c clause) int {
	x := m.s.words[w]
	if x.kind != letters || x.capital || len(x.text) < 3 || m.owner[w] > 0 || m.lexIsDayAt(w) || w > c.from && !leadsName[m.s.words[w-1].text] && m.s.words[w-1].kind != mark {
		return w
	}
	base := x.text
	if m.possessedName(w + 1) {
		base = base[:len(base)-2]
	}
	if englishOrdinary[base] || englishTitles[base] || englishOrg[base] || givenNames[base] || rivalMen[base] || theirPeople[base] || newcomers[base] || colleagues[base] || subjects[base] || notLowerName[base] || rivalAux[base] || pastVerb(base) || m.isSignWord(w) && !nameWords[base] {
		return w
	}
	if m.underbids(w+1, c) || !nameWords[base] && (m.ranIn(w+1, c) || m.possessedName(w+1) && m.inRace(w, w+1, c) || m.outdone(w, c)) {
		return w + 1
	}
	return w
}

// underbids: "offered 5% less", "quoted them 12k", "is 5% cheaper".
func (m *message) underbids(at int, c clause) bool {
	for at < c.to && rivalAux[m.s.words[at].text] {
		at++
	}
	switch m.wordIn(at, c) {
	case "undercut", "undercuts", "underbid":
		return true
	case "came":
		return m.wordIn(at+1, c) == "in" && at+2 < c.to && m.s.words[at+2].kind == digits
	case "offered", "quoted", "offers", "quotes", "bid", "offering", "quoting", "pitched":
		for w := at + 1; w < min(c.to, at+6); w++ {
			if text := m.s.words[w].text; dealSigns[text] || m.s.words[w].kind == digits || text == "us" {
				return true
			}
		}
	}
	return m.wordIn(at, c) != "" && m.s.words[at].kind == digits && m.holdsAny(at+1, at+4, c, cheaper)
}

// ranIn: "were in last week with a cheaper sleeve".
func (m *message) ranIn(at int, c clause) bool {
	if first := m.wordIn(at, c); first != "were" && first != "was" && first != "have" && first != "has" && first != "had" {
		return false
	}
	return m.holdsAny(at+1, at+4, c, courting) && m.holdsAny(at+2, c.to, c, comesWith)
}

var (
	leadsName    = wordsOf(`and but that says said because cos cause oh although though while since now apparently heard than reckons thinks mentioned so also`)
	comesWith    = wordsOf(`cheaper lower offer quote sample samples demo price pitch discount deal trial`)
	notLowerName = wordsOf(`head chief staff council hospital corporate group everyone nobody reception accounts maintenance judge king doctor partner union supervisor operator chef nurse foreman planner technician driver consultant agent dealer distributor wholesaler competitor rival competition guy guys stock shop lady they've we've i've he's she's it's that's who's there's what's`)
)

// chosenAgainstUs: they choose between us and a name: "undecided between ourselves and Veolia".
func (m *message) chosenAgainstUs(from int, c clause) bool {
	joined := m.wordIn(from-1, c)
	if joined != "and" && joined != "or" && joined != "vs" && joined != "versus" {
		return false
	}
	us := m.wordIn(from-2, c)
	return (us == "us" || us == "ourselves" || us == "ours") && (joined[0] == 'v' || m.wordIn(from-3, c) == "between")
}

// wooedToo: "they're talking to Berry Global too".
func (m *message) wooedToo(from, end int, c clause) bool {
	with := m.wordIn(from-1, c)
	if with != "to" && with != "with" || m.wordIn(from-2, c) != "talking" && m.wordIn(from-2, c) != "speaking" {
		return false
	}
	after := m.wordIn(end, c)
	return after == "too" || after == "also" || after == "as" && m.wordIn(end+1, c) == "well"
}
