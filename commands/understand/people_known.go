package understand

// knownOf: somebody stands in a clause who is known at one of the accounts that the
// text names: "delta vision yesterday, teams call with karen".
func (m *message) knownOf(c clause) bool {
	for i, n := range m.names {
		if n.ID == "" || i > 0 && m.names[i-1].ID == n.ID {
			continue
		}
		known := m.folk(n.ID)
		for w := c.from; w < c.to; w++ {
			if m.owner[w] > 0 || m.s.words[w].kind != letters || m.isSignWord(w) {
				continue
			}
			if _, ok := knownAs(known, m.s.words[w].text, 1, true); ok {
				return true
			}
		}
	}
	return false
}
