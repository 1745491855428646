package bot

import (
	"context"
	"time"

	"golang.org/x/time/rate"

	"roundsman/sales"
	"roundsman/storage"
)

// refresher asks Slack anew, now and then, who people are: their name, zone and
// language change, and so does whether they are guests.
type refresher struct {
	w      *Workspace
	wanted chan sales.PersonID
}

// askEvery spares Slack's limit on users.info, which new people need more.
const askEvery = 2 * time.Second

func newRefresher(w *Workspace) *refresher {
	return &refresher{w: w, wanted: make(chan sales.PersonID, 64)}
}

// want has somebody looked up by and by; if too many wait, their next event
// wants it again.
func (r *refresher) want(id sales.PersonID) {
	select {
	case r.wanted <- id:
	default:
	}
}

// Run works until ctx ends.
func (r *refresher) Run(ctx context.Context) error {
	pace := rate.NewLimiter(rate.Every(askEvery), 1)
	for {
		select {
		case <-ctx.Done():
			return nil
		case id := <-r.wanted:
			if pace.Wait(ctx) == nil {
				r.runOnce(ctx, id)
			}
		}
	}
}

// runOnce looks one person up, unless that was done meanwhile.
func (r *refresher) runOnce(ctx context.Context, id sales.PersonID) {
	w, now := r.w, r.w.now()
	current, err := w.finds(ctx, func(tx storage.Tx) (bool, error) {
		a, err := lookUp(tx, id)
		return !a.isStale(now), err
	})
	if err != nil || current {
		return
	}
	ctx, stop := context.WithTimeout(ctx, askFor)
	defer stop()
	p, err := w.sender.Profile(ctx, id)
	if err == nil {
		err = w.store.Update(ctx, func(tx storage.Tx) error {
			a, err := lookUp(tx, id)
			if err == nil {
				_, err = w.learn(tx, a, p, now, "profile")
			}
			return err
		})
	}
	if err != nil && ctx.Err() == nil {
		w.log.Warn("profile not refreshed", "error", errorClass(err))
	}
}
