package main

import (
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
)

// TestVersionText shows what the program says of itself: what the linker has set, else what the
// compiler knows of the repository.
func TestVersionText(t *testing.T) {
	repository := &debug.BuildInfo{Settings: []debug.BuildSetting{{Key: "vcs.revision", Value: "0123abcd"}, {Key: "vcs.time", Value: "2026-11-27T03:04:05Z"}}}
	builtWith := "go        " + strings.TrimPrefix(runtime.Version(), "go") + "\nplatform  " + runtime.GOOS + "/" + runtime.GOARCH + "\n"
	for _, tt := range []struct {
		name, commit, date string
		info               *debug.BuildInfo
		want               string
	}{
		{name: "nothing is known", want: ""},
		{name: "repository", info: repository, want: "commit    0123abcd\ndate      2026-11-27T03:04:05Z\n"},
		{name: "release", commit: "beef", date: "2026-01-02T03:04:05Z", info: repository, want: "commit    beef\ndate      2026-01-02T03:04:05Z\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			commit, date = tt.commit, tt.date
			defer func() { commit, date = "", "" }()
			if got, want := versionText(tt.info), "sshblog "+version+"\n"+tt.want+builtWith; got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}
