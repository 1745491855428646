package understand

// rivalNamedBefore is the name that a word for a rival follows: "Siemens is our main
// competitor", "Vertex, a competitor".
func (m *message) rivalNamedBefore(at, from int) string {
	w, linked := at-1, false
	if from > 0 && m.s.words[from-1].text == "," && (at > from || articles[m.s.words[at].text]) { // "Vertex, a competitor"
		from = max(0, from-6)
	}
	if w > 0 && m.s.words[w].text == "(" {
		w, linked, from = w-1, true, 0
	}
	for w > from && beforeRival[m.s.words[w].text] {
		linked = linked || links[m.s.words[w].text]
		w--
	}
	if !linked {
		return ""
	}
	end := w + 1
	for w >= from && m.s.words[w].kind == letters && m.s.words[w].capital && m.owner[w] == 0 && !m.r.lexIsDay(m.lexOf[w]) && !(englishOrdinary[m.s.words[w].text] && m.isSignWord(w)) {
		w--
	}
	return m.piece(w+1, end)
}

var (
	articles    = wordsOf(`a an our their another`)
	links       = wordsOf(`is are was as remains , which`)
	beforeRival = wordsOf(`which who it took won got this is are was as remains , the a an our their main biggest only other local new old still now also strongest cheapest major known`)
)
