package understand

// settleByPeople takes the one of several accounts called alike where the people
// of the visit are known: "at Kessler, Frau Jäger happy with the motors".
func (t *telling) settleByPeople(v *draft) {
	if v.Account.ID != "" || len(v.Account.Candidates) < 2 || v.Account.Said == "" {
		return
	}
	var fit []Hit
	for _, h := range v.Account.Candidates {
		if t.knownAt(v, h) {
			fit = append(fit, h)
		}
	}
	if len(fit) != 1 {
		return
	}
	v.Account.ID, v.Account.Name, v.Account.Sure = fit[0].Account, fit[0].Name, surePart
	v.Account.Candidates = nil
}

// knownAt: somebody named in the clauses of a visit is known at an account.
func (t *telling) knownAt(v *draft, h Hit) bool {
	known := t.m.folk(h.Account)
	for _, j := range v.clauses {
		if j.kind == rivals || j.kind == asks {
			continue
		}
		for _, p := range t.m.peopleIn(j.clause, h.Account) {
			if len(fitting(p, known)) > 0 {
				return true
			}
		}
	}
	return false
}
