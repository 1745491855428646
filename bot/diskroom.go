package bot

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"roundsman/storage"
)

// tryForRoom is how long a full disk is left alone.
const tryForRoom = 5 * time.Second

// WhenThereIsRoom does what has to be written at the start, again while the disk
// is full: a bot that gave up would have to be started again by hand.
func WhenThereIsRoom(ctx context.Context, log *slog.Logger, do func(context.Context) error) error {
	for {
		err := do(ctx)
		if !errors.Is(err, storage.ErrFull) {
			return err
		}
		log.Error("the start waits for room on the disk", "error", errorClass(err))
		if rest(ctx, tryForRoom) != nil {
			return nil //nolint:nilerr // it is over
		}
	}
}
