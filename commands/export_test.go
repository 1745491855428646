package commands

// Taken reports that a reading made ahead was used.
func (p *Prepared) Taken() bool { return p.reading == nil }
