package bot

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"roundsman/sales"
	"roundsman/storage"
)

// errorClass is what the log and the inbox may know of an error. Errors may
// quote what somebody wrote, so of those that are not ours only the plain words
// they are wrapped in and their type are told.
func errorClass(err error) string {
	var sent *SendError
	var refused *sales.Error
	switch {
	case err == nil:
		return ""
	case errors.As(err, &sent):
		return sent.Error()
	case errors.As(err, &refused):
		return string(refused.Code) + " " + refused.Key
	}
	for _, known := range []error{
		errPanicked, errCrashed, storage.ErrNotFound, storage.ErrFull, storage.ErrLocked, storage.ErrDamaged, context.Canceled, context.DeadlineExceeded,
	} {
		if errors.Is(err, known) {
			return doing(err) + known.Error()
		}
	}
	return doing(err) + fmt.Sprintf("%T", innermost(err))
}

func innermost(err error) error {
	for next := errors.Unwrap(err); next != nil; next = errors.Unwrap(err) {
		err = next
	}
	return err
}

// plainWords is what we put before an error that we wrap: "look up account: ".
var plainWords = regexp.MustCompile(`^[a-z][a-z '-]{0,50}: $`)

// doing tells what was being done, outermost first.
func doing(err error) string {
	var b strings.Builder
	for inner := errors.Unwrap(err); inner != nil; err, inner = inner, errors.Unwrap(inner) {
		if words := strings.TrimSuffix(err.Error(), inner.Error()); plainWords.MatchString(words) {
			b.WriteString(words)
		}
	}
	return b.String()
}
