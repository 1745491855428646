package bot

import (
	"errors"

	"roundsman/storage"
)

// errorClass is what the log and the inbox may know of an error.
func errorClass(err error) string {
	var sent *SendError
	if errors.As(err, &sent) {
		return sent.Error()
	}
	return storage.ErrorClass(err, errPanicked, errCrashed)
}
