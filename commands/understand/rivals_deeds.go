package understand

import "strings"

// Rivals are known by what they do, too: "Netafim quoted them 11,400", "Pall also
// pitching", "leaning towards GEA, cheaper by 8%", "isn't happy with Alfa Laval's lead
// time". A name that nobody knows as an account or a person and that does so is one.

var (
	// rivalAux stand between the name and what it does.
	rivalAux = wordsOf(`there is are was were has have had been also still now just already again both all`)
	// rivalDeeds are what only a rival does.
	rivalDeeds = wordsOf(`pitching pitched bidding undercut undercuts undercutting tendering tendered quoting sniffing underbid underbids`)
	// rivalDeals need a customer, an amount or a comparison behind them.
	rivalDeals = wordsOf(`quoted quotes offered offers offering bid bids came comes promised`)
	dealSigns  = wordsOf(`them him her customer less cheaper lower below under in percent % pct`)
	cheaper    = wordsOf(`cheaper below under lower less`)
	comparing  = wordsOf(`cheaper cheap lower less below under better beats undercuts than higher`)
	// rivalThings are what a rival has.
	rivalThings = wordsOf(`offer quote quotation bid proposal tender pricing`)
	// towardsRival lead to one.
	towardsRival = phrasesOf("leaning towards|leaning toward|ordered from|ordered by|ordered with|ordered at|bought at|bought with|lean towards|tempted by|switching to|switched to|switch to|gone with|going with|went with|flirting with|compared with|comparing with|invited|shortlisted")
	// askedRival lead to one if a bid or quote is asked for.
	askedRival = wordsOf(`asked invited asking inviting got having getting requested`)
	// troubleWith lead to one if its things follow: "unhappy with X's lead time".
	troubleWith = phrasesOf("happy with|happy w|unhappy with|satisfied with|fed up with|annoyed with|disappointed by|problems with|trouble with")
)

// rivalsByDeed are the names in a clause that do what rivals do.
func (m *message) rivalsByDeed(c clause) []string {
	if m.s.language() == "zh-Hans" {
		return m.hanRivals(c)
	}
	if m.c.Book == nil {
		return nil
	}
	var out []string
	for w := c.from; w < c.to; w++ {
		end := m.unknownName(w, c)
		if end == w {
			end = m.lowerName(w, c)
		}
		if end == w {
			continue
		}
		if (!m.s.words[w].capital || m.actsAsRival(w, end, c)) && !m.someone(w, end) && !m.someone(w, w+1) {
			out = append(out, m.firmOf(w, end))
		}
		w = end - 1
	}
	return out
}

// firmOf is the name of a rival as it is called: GE of "GE's been in", Kobelco of "two
// Kobelcos".
func (m *message) firmOf(from, end int) string {
	name := strings.TrimSuffix(strings.TrimSuffix(m.piece(from, end), "'s"), "’s")
	if from > 0 && (m.s.words[from-1].kind == digits || counts[m.s.words[from-1].text]) && strings.HasSuffix(name, "s") && !strings.HasSuffix(name, "ss") {
		name = strings.TrimSuffix(name, "s")
	}
	return name
}

var counts = wordsOf(`two three four five six several some`)

// unknownName is where a run of capital words ends that name no account, w if there is
// none.
func (m *message) unknownName(w int, c clause) int {
	end := w
	for end < c.to && end < w+3 {
		x := m.s.words[end]
		if x.kind != letters || !x.capital || len(x.text) < 2 || m.owner[end] > 0 || m.lexIsDayAt(end) || englishTitles[x.text] || englishOrdinary[x.text] && (end == c.from && !m.quotesNext(end, c) || m.isSignWord(end)) {
			break
		}
		end++
	}
	if end == w || w > 0 && englishTitles[m.s.words[w-1].text] || w > 1 && englishTitles[m.s.words[w-2].text] {
		return w
	}
	return end
}

// quotesNext: "Rational quoted 18k" is of a firm that is called by an everyday word.
func (m *message) quotesNext(w int, c clause) bool {
	next := m.wordIn(w+1, c)
	return next == "quoted" || next == "offered" || next == "undercut" || next == "pitched"
}

func (m *message) actsAsRival(from, end int, c clause) bool {
	at := end
	possessive := strings.HasSuffix(m.s.words[end-1].text, "'s")
	next := func(i int) string {
		if i < c.to {
			return m.s.words[i].text
		}
		return ""
	}
	if rivalThings[next(at)] && (possessive && next(at+1) != "to" && next(at+1) != "for" || m.compares(at+1, c.to)) {
		return true
	}
	if m.ledTo(from, c, troubleWith) && possessive {
		return true
	}
	if m.chosenAgainstUs(from, c) || (next(at) == "offers" || next(at) == "offered") && next(at+1) == "the" && next(at+2) == "same" || m.wooedToo(from, end, c) {
		return true
	}
	if m.ledTo(from, c, towardsRival) || m.seenAsRival(from, end, c) || !givenNames[m.s.words[from].text] && m.inRace(from, end, c) {
		return true
	}
	if from > c.from && askedRival[m.s.words[from-1].text] {
		for i := end; i < c.to && i < end+4; i++ {
			if rivalThings[next(i)] || next(i) == "quote" || next(i) == "bid" {
				return true
			}
		}
	}
	for at < c.to && rivalAux[next(at)] {
		at++
	}
	if at > end && at+1 < c.to && m.s.words[at].kind == digits { // "Bolt is 5% cheaper"
		for i := at + 1; i < c.to && i < at+4; i++ {
			if cheaper[next(i)] {
				return true
			}
		}
	}
	switch verb := next(at); {
	case rivalDeeds[verb]:
		return true
	case rivalDeals[verb]:
		for i := at + 1; i < c.to && i < at+5; i++ {
			if dealSigns[next(i)] {
				return true
			}
		}
	}
	return false
}

// compares: one offer is weighed against another, "the Netafim offer is more cheap".
func (m *message) compares(from, to int) bool {
	for w := from; w < to && w < from+5; w++ {
		if comparing[m.s.words[w].text] {
			return true
		}
	}
	return false
}

// ledTo: the words right before a name are one of those that lead to a rival.
func (m *message) ledTo(from int, c clause, leads map[string]bool) bool {
	for n := 1; n <= 2 && from-n >= c.from; n++ {
		if leads[spaced(m, from-n, from)] {
			return true
		}
	}
	return false
}

func spaced(m *message, from, to int) string {
	out := m.s.words[from].text
	for w := from + 1; w < to; w++ {
		out += " " + m.s.words[w].text
	}
	return out
}
