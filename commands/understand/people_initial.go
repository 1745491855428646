package understand

import "strings"

// withInitial: a first name and the initial of the surname, "Alan P", "sandra v.",
// name the only person of the account whom they fit.
func (m *message) withInitial(i, end int, known []folk) (name string, to int, ok bool) {
	if i+1 >= end || m.s.words[i].kind != letters || !m.s.words[i+1].gap || m.owner[i+1] > 0 {
		return "", 0, false
	}
	first, initial := m.s.words[i].text, m.s.words[i+1].text
	if m.s.words[i+1].kind != letters || len(initial) != 1 {
		return "", 0, false
	}
	for _, f := range known {
		if !f.abbreviated(first, initial) {
			continue
		}
		if ok && f.Name != name {
			return "", 0, false
		}
		name, ok = f.Name, true
	}
	to = i + 2
	if ok && to < end && m.s.words[to].text == "." {
		to++
	}
	return name, to, ok
}

// abbreviated: the first name is the person's, and a later one begins with the initial.
func (f folk) abbreviated(first, initial string) bool {
	for _, tokens := range f.tokens {
		if len(tokens) > 1 && tokens[0] == first && strings.HasPrefix(tokens[len(tokens)-1], initial) {
			return true
		}
	}
	return false
}

// endsInitial: the dot at a word ends a sentence after "Zoe F.", somebody of an
// account that is named, when the next begins with a capital.
func (m *message) endsInitial(dot int) bool {
	if dot < 2 || dot+1 >= len(m.s.words) || len(m.s.words[dot-1].text) != 1 || !m.s.words[dot+1].capital {
		return false
	}
	for _, n := range m.names {
		if _, _, ok := m.withInitial(dot-2, dot, m.folk(n.ID)); ok {
			return true
		}
	}
	return false
}

// sharesName: of a name of two words and more one is the person's, so that a slip in the
// other is no other person's name.
func (f folk) sharesName(p named) bool {
	said := strings.Fields(fold(p.name))
	if len(said) < 2 || said[0] == "" || said[0][0] >= 0x80 {
		return false
	}
	for _, tokens := range f.tokens {
		if last := len(said) - 1; len(tokens) == len(said) && (tokens[0] == said[0] && surelySlip(tokens[last], said[last]) || tokens[last] == said[last] && surelySlip(tokens[0], said[0])) {
			return true
		}
	}
	return false
}

// surelySlip: two letters are swapped, or the word is long; Lea may be another than Lee.
func surelySlip(name, typed string) bool {
	return swapped(typed, name) || len(name) >= 6 || len(name) == 5 && len(typed) != 5
}

// initialBefore is somebody whose surname the account has as well: "R McDougall" of
// McDougall Cranes.
func (m *message) initialBefore(i int, c clause, known []folk) (named, bool) {
	w := m.s.words[i]
	if w.kind != letters || !w.capital || len(w.text) != 1 || i+1 >= c.to {
		return named{}, false
	}
	at := i + 1
	if m.s.words[at].text == "." {
		at++
	}
	if at >= c.to || m.s.words[at].kind != letters || m.owner[at] == 0 && !englishOrdinary[m.s.words[at].text] {
		return named{}, false
	}
	for _, f := range known {
		for _, tokens := range f.tokens {
			if n := len(tokens); n > 1 && tokens[n-1] == m.s.words[at].text && strings.HasPrefix(tokens[0], w.text) {
				return named{from: i, to: at + 1, name: f.Name, firm: true}, true
			}
		}
	}
	return named{}, false
}
