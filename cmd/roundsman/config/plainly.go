package config

import (
	"errors"
	"io/fs"
	"syscall"
)

// Plainly says in plain words why a file cannot be used, as the end of a sentence
// that begins with its name: "config.yaml is not there". What has no such words is
// said as the system says it.
func Plainly(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "is not there"
	case errors.Is(err, fs.ErrPermission):
		return "may not be opened by this user"
	case errors.Is(err, syscall.EISDIR):
		return "is a folder, not a file"
	case errors.Is(err, syscall.ENOTDIR):
		return "is not there: a part of its path is no folder"
	case errors.Is(err, syscall.ENOSPC):
		return "does not fit: the disk is full"
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		return "cannot be used: " + path.Err.Error()
	}
	return "cannot be used: " + err.Error()
}
