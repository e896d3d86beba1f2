package main

import (
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"
)

// The linker sets these for a release. commit and date are those of the source.
var (
	version = "0.1.0-dev"
	commit  string
	date    string
)

// versionCmd prints the version, where it comes from, and what it runs on.
type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run(p program) error {
	info, _ := debug.ReadBuildInfo()
	_, err := io.WriteString(p.stdout, versionText(info))
	return err
}

// versionText is a line for each thing that is known. What the linker has not set is that of the
// repository or the module that the program was built from.
func versionText(info *debug.BuildInfo) string {
	from, when := commit, date
	if info != nil && from == "" {
		for _, s := range info.Settings {
			switch s.Key {
			case "vcs.revision":
				from = s.Value
			case "vcs.time":
				when = s.Value
			}
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "sshblog %s\n", strings.TrimSpace(version))
	for _, row := range []struct{ name, value string }{
		{"commit", from}, {"date", when}, {"go", strings.TrimPrefix(runtime.Version(), "go")}, {"platform", runtime.GOOS + "/" + runtime.GOARCH},
	} {
		if row.value != "" {
			fmt.Fprintf(&b, "%-9s %s\n", row.name, row.value)
		}
	}
	return b.String()
}
