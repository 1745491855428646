package understand

// What is dictated has no commas: "came out of Acme talked to Lee he wants a quote
// by Friday remind me to call him". A new subject with its verb, or a word that
// begins a promise, begins another clause.

// dictated: another clause begins at a word, with nothing between.
func (m *message) dictated(from, i int, inside []bool) bool {
	w := m.s.words[i]
	if w.kind != letters || i < from+2 || inside[i] || m.owner[i] > 0 || !m.hasContent(from, i) {
		return false
	}
	before := m.s.words[i-1]
	if before.kind == letters && (dependent[before.text] && !(objectives[before.text] && m.opensTaskAt(i)) || m.owner[i-1] == 0 && m.endsOpen(i)) {
		return false
	}
	if subjects[w.text] {
		return m.verbAfter(i)
	}
	for _, s := range m.starting[i] {
		switch s.kind {
		case kFollow:
			if s.text == "to do" && s.to < len(m.s.words) && purposes[m.s.words[s.to].text] { // "remind me tomorrow to do the needful"
				return false
			}
			return s.to-s.from > 1 || s.text == "reminder" || s.text == "todo"
		case kMust:
			return opensTask[s.text] && before.text != "i" && before.text != "we"
		case kTold:
			return runOnVerbs[s.text] && before.text != "i" && before.text != "we" && m.told(from, i)
		default:
		}
	}
	return false
}

// opensTaskAt: "than us | gotta get back to him".
func (m *message) opensTaskAt(i int) bool {
	for _, s := range m.starting[i] {
		if s.kind == kMust && opensTask[s.text] {
			return true
		}
	}
	return false
}

// endsOpen: the word before takes what follows it: "remind me", "spoke to".
func (m *message) endsOpen(i int) bool {
	for _, s := range m.ending[i] {
		if s.kind == kNot || s.kind == kFollow || s.kind == kPromise || s.kind == kNote || s.person && s.kind != kBy {
			return true
		}
	}
	return false
}

// hasContent: a clause so far tells something by itself.
func (m *message) hasContent(from, i int) bool {
	for w := from; w < i; w++ {
		if m.owner[w] > 0 {
			return true
		}
		for _, s := range m.starting[w] {
			switch s.kind {
			case kTold, kMeeting, kTheir, kFollow, kPromise, kMust, kOutcome, kOver:
				if s.to <= i && s.to-from < i-from {
					return true
				}
			default:
			}
		}
	}
	return false
}

// nextSays: others have said something, and somebody says more: "they're talking to Bolt and
// he wants a price by Friday".
func (m *message) nextSays(from, i int) bool {
	if i+2 >= len(m.s.words) || m.s.words[i].text != "and" || i < from+4 {
		return false
	}
	next := i + 1
	if m.s.words[next].text == "also" {
		next++
	}
	if !theySubjects[m.s.words[next].text] {
		return false
	}
	return m.hasContent(from, i) && m.verbAfter(next)
}

func (m *message) told(from, i int) bool {
	for w := from; w < i; w++ {
		for _, s := range m.starting[w] {
			if s.kind == kTold || s.kind == kMeeting {
				return true
			}
		}
	}
	return false
}

func (m *message) verbAfter(i int) bool {
	next := min(i+1, len(m.s.words))
	for at := next; at < min(next+2, len(m.s.words)); at++ {
		if at > next && !betweenSubjectAndVerb[m.s.words[at-1].text] {
			break
		}
		if finiteVerbs[m.s.words[at].text] {
			return true
		}
		for _, s := range m.starting[at] {
			switch s.kind {
			case kMust, kTold, kPromise, kMissed, kAbsent, kTheir, kPlan:
				return true
			default:
			}
		}
	}
	for _, s := range m.starting[i] { // "i will", "they will"
		if s.to > i+1 {
			return true
		}
	}
	return false
}

// nextTask: a task goes on with another that has its own day: "send an offer by
// Wednesday and also call April on Friday at 11".
func (m *message) nextTask(from, i int) bool {
	if !m.dated(clause{from: from, to: i}) {
		return false
	}
	at := i + 1
	for at < len(m.s.words) && (m.s.words[at].text == "also" || m.s.words[at].text == "then" || m.s.words[at].text == "to") {
		at++
	}
	if at >= len(m.s.words) {
		return false
	}
	for _, s := range m.starting[at] {
		if s.kind == kAction || s.kind == kPlain {
			return true
		}
	}
	if articles[m.s.words[at].text] || m.s.words[at].text == "the" { // "the files on Monday & the spec on Wednesday"
		for _, s := range m.starting[min(at+1, len(m.s.words))] {
			if s.kind == kDeliver && s.to < len(m.s.words) && (m.s.words[s.to].text == "on" || m.s.words[s.to].text == "by" || m.lexIsDayAt(s.to)) {
				return true
			}
		}
	}
	return false
}

// nextMet: after who was met where and when come the next, with a place and a day of their
// own: "met Dr. Hoff at Nordwind on Monday and Wang Lei at Acme on Tuesday".
func (m *message) nextMet(from, i int) bool {
	if m.s.words[i].text != "and" && m.s.words[i].text != "then" && m.s.words[i].text != "&" || !m.told(from, i) || !m.namesAccount(from, i) || !m.dated(clause{from: from, to: i}) {
		return false
	}
	to := i + 1
	for to < len(m.s.words) && m.s.words[to].text != "," && m.s.words[to].kind != newline && (m.s.words[to].text != "." || !m.fullStop(to)) {
		to++
	}
	return m.owner[i+1] == 0 && m.namesAccount(i+1, to) && m.dated(clause{from: i + 1, to: to})
}

// namesAccount: an account stands between two words.
func (m *message) namesAccount(from, to int) bool {
	for w := from; w < to; w++ {
		if m.owner[w] > 0 {
			return true
		}
	}
	return false
}

var (
	subjects     = wordsOf(`i we he she they it's he's she's they're i'll we'll he'll she'll they'll i'm we're she'd he'd they'd i've we've`)
	theySubjects = wordsOf(`he she they he'd she'd they'd he's she's they're they've he'll she'll they'll`)
	// dependent are the words after which no new sentence begins.
	dependent = wordsOf(`that if because cause cuz when what which who whom whose where how why whether as than since until till while so and or but plus then also once before after unless though although said says say think thinks thought told tell hope hopes hoped believe believes know knows knew
		sure with for to of from about like the a an all everything whatever only not per not did does do is are was were will would should could can may might must has have had by at in on into between least and/or mean means guess wish bet think fear afraid glad happy my our his her their your this these those w me him them us`)
	betweenSubjectAndVerb = wordsOf(`also both all now still just already really then finally clearly basically currently only even never always probably maybe not`)
	finiteVerbs           = wordsOf(`is are was were has have had will would can could should may might must wants want need needs like likes liked loved loves think thinks thought said says asked asks told got get gets gave agreed promised sent send sends called call use uses used bought buy took take takes showed showed seem seems seemed mentioned complained confirmed
		prefer prefers compared looked look looks feel feels felt plan plans planned hope hopes expect expects order orders ordered signed sign pay pays paid reckon reckons reckoned hates hated admits admitted insists insisted claims claimed suggests suggested explains mentions complains do don't didn't doesn't won't can't couldn't wasn't weren't isn't aren't haven't hasn't know knows knew saw see owe owes left went go goes come comes came started start told keep keeps kept found find made make makes raised raise required require`)
	opensTask  = phrasesOf(`gotta|got to|must|need to|have to|please|pls|i will|we will|i need to|we need to|i have to|we have to|i must|we must|i should|we should|kindly`)
	objectives = wordsOf(`me him her them us it`)
	purposes   = wordsOf(`the it that this so something his her their my our some a an`)
	runOnVerbs = phrasesOf(`talked to|talked with|spoke to|spoke with|met|met with|saw|called|phoned|emailed|chatted with|presented|discussed|visited`)
)
