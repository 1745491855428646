//go:build linux || darwin

package main

import "syscall"

// freeBytes is what may still be written where a folder is; 0: not known.
func freeBytes(folder string) int64 {
	var s syscall.Statfs_t
	if err := syscall.Statfs(folder, &s); err != nil {
		return 0
	}
	return int64(s.Bavail) * int64(s.Bsize) //nolint:gosec,unconvert // their types differ from system to system
}
