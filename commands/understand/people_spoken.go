package understand

// onlySpokenOf: what is said right after the name is news of the person, who need
// not have been there: "Dana takes over purchasing", "Lee will be replaced".
func (m *message) onlySpokenOf(p named) bool {
	at := p.to
	for at < len(m.s.words) && at < p.to+3 && newsOpeners[m.s.words[at].text] {
		at++
	}
	if at >= len(m.s.words) || m.s.words[at].kind != letters {
		return false
	}
	switch w := m.s.words[at].text; w {
	case "takes", "taking", "take", "took":
		return at+1 < len(m.s.words) && m.s.words[at+1].text == "over"
	default:
		return succession[w]
	}
}

var (
	newsOpeners = wordsOf(`will is was has now soon be being been apparently to`)
	succession  = wordsOf(`replaces replaced replacing replace succeeds succeeded succeeding succeed becomes became`)
)
