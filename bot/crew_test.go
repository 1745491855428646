package bot

import (
	"runtime"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestACrewDoesAllAtTheSameTimeAndGoesHome(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // which fails if anybody stays
		var c Crew
		var done atomic.Int32
		for range 3 {
			began := time.Now()
			for range 10 {
				c.Go(func() {
					time.Sleep(time.Second / 2)
					done.Add(1)
				})
			}
			time.Sleep(time.Second / 2)
			synctest.Wait()
			if took := time.Since(began); took != time.Second/2 {
				t.Errorf("took %v", took)
			}
		}
		c.Go(func() {
			time.Sleep(time.Minute)
			done.Add(1)
		})
		c.Dismiss(time.Second)
		if n := done.Load(); n != 30 {
			t.Errorf("%d done by then", n)
		}
		time.Sleep(time.Minute)
		if n := done.Load(); n != 31 {
			t.Errorf("%d done at the end", n)
		}
	})
}

// Who is idle is used again.
func TestACrewIsNoLargerThanItsWork(t *testing.T) {
	synctest.Test(t, func(*testing.T) {
		var c Crew
		defer c.Dismiss(time.Second)
		before := runtime.NumGoroutine()
		for range 20 {
			c.Go(func() {})
			synctest.Wait()
		}
		if n := runtime.NumGoroutine() - before; n > 1 {
			t.Errorf("%d goroutines for one thing at a time", n)
		}
	})
}
