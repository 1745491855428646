package main

import "runtime/debug"

// collectSeldom trades memory for time: what lives is some ten megabytes, so
// garbage is collected when there is eight times as much, or the whole comes near
// what the program may take. That is a soft limit: who needs more gets it, and pays
// with time. GOGC and GOMEMLIMIT in the environment count more.
func collectSeldom(getenv func(string) string) {
	const (
		growth = 800       // percent
		limit  = 150 << 20 // bytes
	)
	if getenv("GOGC") == "" {
		debug.SetGCPercent(growth)
	}
	if getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(limit)
	}
}
