package bot

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// limiters are a rate for each of many names.
type limiters struct {
	mu    sync.Mutex
	every time.Duration
	burst int
	all   map[string]*rate.Limiter
}

func newLimiters(every time.Duration, burst int) *limiters {
	return &limiters{every: every, burst: burst, all: map[string]*rate.Limiter{}}
}

func (l *limiters) allow(name string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	one := l.all[name]
	if one == nil {
		one = rate.NewLimiter(rate.Every(l.every), l.burst)
		l.all[name] = one
	}
	return one.AllowN(now, 1)
}
