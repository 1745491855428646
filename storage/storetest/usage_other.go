//go:build !unix

package storetest

import "time"

// ProcessTime is not known here.
func ProcessTime() time.Duration { return 0 }
