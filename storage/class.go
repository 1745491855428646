package storage

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"roundsman/sales"
)

// ErrorClass is what a log may know of an error. Errors may quote what somebody
// wrote, or name a person or a record, so only those of this package, refusals and
// those that are known are told; of others the plain words they are wrapped in,
// and their type.
func ErrorClass(err error, known ...error) string {
	var refused *sales.Error
	switch {
	case err == nil:
		return ""
	case errors.As(err, &refused):
		return string(refused.Code) + " " + refused.Key
	}
	for _, one := range append(known, ErrNotFound, ErrFull, ErrLocked, ErrDamaged, ErrNewer, context.Canceled, context.DeadlineExceeded) {
		if errors.Is(err, one) {
			return doing(err) + one.Error()
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
