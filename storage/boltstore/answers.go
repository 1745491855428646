package boltstore

import "sync"

// answers remembers what names led to, or that they led to nothing: of the 115
// look-ups of a message nearly all are for words that people use every day. What
// an index answers holds as long as its sequence stays the same; see renamed.
type answers struct {
	mu   sync.Mutex
	seq  uint64 // the latest seen
	hits map[question][]nameHit
}

// question is one to a name index.
type question struct {
	key    string
	prefix bool
	limit  int
}

// mostAnswers bounds what is remembered: all is forgotten when it is reached.
const mostAnswers = 4096

func (a *answers) recall(q question, seq uint64) (hits []nameHit, ok bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.seq == seq {
		hits, ok = a.hits[q]
	}
	return hits, ok
}

func (a *answers) remember(q question, seq uint64, hits []nameHit) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if seq < a.seq { // of an older state
		return
	}
	if a.hits == nil || seq > a.seq || len(a.hits) >= mostAnswers {
		a.seq, a.hits = seq, make(map[question][]nameHit, len(a.hits))
	}
	a.hits[q] = hits
}
