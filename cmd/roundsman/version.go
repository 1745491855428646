package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

type versionCmd struct{}

// Run prints the version, the commit it was built from, if known, and Go's.
func (versionCmd) Run(p program) error {
	_, err := fmt.Fprintf(p.stdout, "roundsman %s%s (%s %s/%s)\n", version, commit(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}

func commit() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return " commit " + s.Value[:min(12, len(s.Value))]
		}
	}
	return ""
}
