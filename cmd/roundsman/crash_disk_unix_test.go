//go:build unix

package main

import (
	"math"
	"os/signal"
	"syscall"
)

// fillDisk lets this process write nothing behind the first bytes of a file, as
// on a full disk, or lifts that again.
func fillDisk(full bool) {
	signal.Ignore(syscall.SIGXFSZ)
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		panic(err)
	}
	if limit.Cur = min(limit.Max, math.MaxInt64); full {
		limit.Cur = 64 << 10
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		panic(err)
	}
}
