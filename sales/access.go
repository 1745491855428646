package sales

import "slices"

// Sight is how much of a customer somebody may see.
type Sight int

const (
	SeeName  Sight = iota // that it exists, and whose it is: any member, so that a visit to a colleague's account finds it
	SeeMoney              // and its money: finance
	SeeAll                // and everything else: its owner, the managers of its team
)

// SightOf decides how much of an account a person sees (handbook sections 1, 2
// and 14): reps their own accounts, managers their teams', finance money and
// names. Administering the bot gives no sight.
func SightOf(viewer Person, a Account) Sight {
	switch {
	case viewer.Left:
		return SeeName
	case a.Owner == viewer.ID, viewer.IsManagerOf(a.Team):
		return SeeAll
	case viewer.Role == RoleFinance:
		return SeeMoney
	}
	return SeeName
}

// MaySeeNames reports that a person may know that accounts exist at all, and
// whose they are: everybody who works in sales, not who only administers.
func MaySeeNames(viewer Person) bool { return viewer.Role != "" && !viewer.Left }

// IsManagerOf reports that the person manages the team.
func (p Person) IsManagerOf(team TeamID) bool {
	return p.Role == RoleManager && !p.Left && slices.Contains(p.Manages, team)
}

// MaySeeVisit: those who see the account, who wrote it, and colleagues who were there.
func MaySeeVisit(viewer Person, v Visit, a Account) bool {
	return SightOf(viewer, a) == SeeAll || v.Author == viewer.ID || slices.Contains(v.Colleagues, viewer.ID)
}

// MayChangeVisit: its author, the account's owner and the owner's managers.
func MayChangeVisit(viewer Person, v Visit, a Account) bool {
	return v.Author == viewer.ID || SightOf(viewer, a) == SeeAll
}

// MaySeeNote: those who see the account, and who wrote it.
func MaySeeNote(viewer Person, n Note, a Account) bool {
	return n.Author == viewer.ID || SightOf(viewer, a) == SeeAll
}

// MaySeeFollowUp: its owner, its author, those who see the account, and the
// managers of the owner's team.
func MaySeeFollowUp(viewer Person, f FollowUp, owner Person, a *Account) bool {
	return f.Owner == viewer.ID || f.Author == viewer.ID || viewer.IsManagerOf(owner.Team) ||
		a != nil && SightOf(viewer, *a) == SeeAll
}

// MayChangeAccount: its owner and the managers of its team.
func MayChangeAccount(viewer Person, a Account) bool { return SightOf(viewer, a) == SeeAll }

// MayLog reports that the person writes records at all: reps and managers do,
// finance and mere administrators do not.
func MayLog(viewer Person) bool {
	return !viewer.Left && viewer.Team != "" && (viewer.Role == RoleRep || viewer.Role == RoleManager) ||
		viewer.Role == RoleManager && len(viewer.Manages) > 0 && !viewer.Left
}

// MayLogDealing: the account's owner, the managers of its team, and finance,
// which sees money (handbook section 1).
func MayLogDealing(viewer Person, a Account) bool { return SightOf(viewer, a) >= SeeMoney }

// MaySeeDealing: those who see the account's money, whoever sold it, though the
// account is somebody else's by now, and the managers of the team it counts for.
func MaySeeDealing(viewer Person, d Dealing, a Account) bool {
	return SightOf(viewer, a) >= SeeMoney || !viewer.Left && d.Rep == viewer.ID || viewer.IsManagerOf(d.Team)
}

// MayChangeDealing: those who may log one at the account, the managers of the
// team it counts for, and who logged it.
func MayChangeDealing(viewer Person, d Dealing, a Account) bool {
	return MayLogDealing(viewer, a) || viewer.IsManagerOf(d.Team) || !viewer.Left && d.Author == viewer.ID
}

// MaySeeTarget: the person, and who manages their team; a team's own target its
// managers only (handbook section 12: everyone sees their own first).
func MaySeeTarget(viewer Person, t Target) bool {
	return MaySetTarget(viewer, t) || t.Person != "" && t.Person == viewer.ID && !viewer.Left
}

// MaySetTarget: who manages the team.
func MaySetTarget(viewer Person, t Target) bool { return viewer.IsManagerOf(t.Team) }
