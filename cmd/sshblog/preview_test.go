package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/tui"
)

// TestAuthorFaults edits a blog that is read here: its author is told what is wrong, and that it is
// mended.
func TestAuthorFaults(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("banner.txt", strings.Repeat("x\n", 9))
	write("old.md", "---\ntitle: [Old\n---\nIt was like this before.\n")
	a, err := newLocalApp(dir, blogSettings{})
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	faults := newAuthorFaults(func(msg tea.Msg) { told = append(told, string(msg.(tui.FaultMsg))) })
	step := func(want string) {
		t.Helper()
		if err := a.store.Reload(); err != nil {
			t.Fatal(err)
		}
		faults.inPosts(a.store.Index())
		if len(told) == 0 || !strings.Contains(told[len(told)-1], want) || want == "" && told[len(told)-1] != "" {
			t.Fatalf("told %q, expected %q", told, want)
		}
	}
	step("banner.txt:9: warning: not shown: the banner has 9 lines")
	write("banner.txt", "BANNER\n")
	step("")
	write("new.md", "---\ntitle: [New\n---\nText.\n")
	step("new.md:3: error: ")
	faults.inSettings(errors.New(`configuration ` + filepath.Join(dir, `sshblog.yaml`) + `:2: unknown key "tilte"`))
	step(`sshblog.yaml:2: unknown key "tilte"`)
	faults.inSettings(nil)
	step("new.md:3: error: ")
	write("other.md", "---\ntitle: Other\n---\nText.\n")
	step("new.md:3: error: ")
	write("new.md", "---\ntitle: New\n---\nText, and more.\n")
	step("")
	if len(told) != 6 {
		t.Errorf("told %q, expected each once", told)
	}
}

// TestShortFault: only the directories before a file's name are left out.
func TestShortFault(t *testing.T) {
	for fault, want := range map[string]string{
		`configuration /home/ada/notes/sshblog.yaml:3: unknown key "a/b"`:      `sshblog.yaml:3: unknown key "a/b"`,
		`configuration sshblog.yaml:3: expected one such as https://a.b/c`:     `sshblog.yaml:3: expected one such as https://a.b/c`,
		`/home/ada/my notes/themes/sea.json:3: unknown key "colour"`:           `sea.json:3: unknown key "colour"`,
		`theme "hony": expected one of auto, light; did you mean a/b?`:         `theme "hony": expected one of auto, light; did you mean a/b?`,
		`themes: open notes/themes: no such file or directory`:                 `themes: open notes/themes: no such file or directory`,
		`accent: "#c05" is no colour`:                                          `accent: "#c05" is no colour`,
		`links: "nowhere": expected a web address such as https://a.b, or ...`: `links: "nowhere": expected a web address such as https://a.b, or ...`,
	} {
		if got := shortFault(fault); got != want {
			t.Errorf("%s:\n%s, expected\n%s", fault, got, want)
		}
	}
}
