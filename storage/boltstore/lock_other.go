//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package boltstore

import "os"

// lockFile has nothing to take here: these systems refuse to replace a file
// that somebody has open.
func lockFile(*os.File) error { return nil }

func unlockFile(*os.File) error { return nil }
