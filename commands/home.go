package commands

import (
	"roundsman/bot/card"
	"roundsman/bot/present"
)

// greeting opens the Home tab: what to do at once. Other commands add their
// sections below it.
func greeting() HomeSection {
	return HomeSection{Order: 0, Cards: func(l *Look) ([]card.Block, error) {
		return present.HomeTop(l.Me, l.Today()), nil
	}}
}
