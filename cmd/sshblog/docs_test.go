package main

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sshblog/sshblog/content"
	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/titles"
)

// TestReferenceTables holds the reference to the program: its keys are the KeyMap, its commands are
// the list of commands.
func TestReferenceTables(t *testing.T) {
	checkGenerated(t, "generated", []string{"docs/keys.md", "docs/commands.md"}, map[string]func(*strings.Builder){
		"keys": writeKeyTables, "commands": writeCommands,
	})
}

// writeKeyTables writes the KeyMap, a table for each of its groups.
func writeKeyTables(b *strings.Builder) {
	for i, group := range keymap.Default(catalog.English()).Groups() {
		if i > 0 {
			b.WriteString("\n")
		}
		fmt.Fprintf(b, "### %s\n\n| keys | effect |\n|---|---|\n", group.Name)
		for _, binding := range group.Bindings {
			var keys []string
			for _, key := range strings.Fields(binding.Label) {
				keys = append(keys, "`"+key+"`")
			}
			fmt.Fprintf(b, "| %s | %s |\n", strings.Join(keys, " "), binding.Long)
		}
	}
}

// writeCommands writes the help of each command.
func writeCommands(b *strings.Builder) {
	b.WriteString("```text\n")
	for i, spec := range command.List() {
		if i > 0 {
			b.WriteString("\n")
		}
		usage := spec.Help("ssh HOST")
		b.WriteString(strings.Join(usage, "\n") + "\n")
	}
	b.WriteString("```\n")
}

// readingTime is how long a post takes: one sentence more is no reason to take the picture anew.
var readingTime = regexp.MustCompile(`[ \d]\d min`)

// TestReadmePicture holds the picture in the README to the program's first screen.
func TestReadmePicture(t *testing.T) {
	picture := regexp.MustCompile("(?s)```\n(  sshblog .*?)```\n").FindStringSubmatch(readDoc(t, "README.md"))
	if picture == nil {
		t.Fatal("the README has no picture")
	}
	cmd := exec.Command("sshblog", "read")
	cmd.Dir = t.TempDir()
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + cmd.Dir, "TERM=xterm-256color", "LANG=en_US.UTF-8"}
	reader, err := newPerson(cmd, 80, 24)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(reader.hangUp)
	timeless := func(screen string) string { return readingTime.ReplaceAllString(strings.Trim(screen, "\n"), " n min") }
	want := timeless(picture[1])
	deadline := time.After(patience)
	for {
		got := timeless(reader.screen())
		if got == want {
			return
		}
		select {
		case <-deadline:
			t.Fatalf("the README shows\n%s\nbut the screen is\n%s", want, got)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// TestReadmeIsShort: what is longer belongs into docs or the manual.
func TestReadmeIsShort(t *testing.T) {
	const maxLines = 140
	text := readDoc(t, "README.md")
	if n := strings.Count(text, "\n"); n > maxLines {
		t.Errorf("the README has %d lines, expected at most %d", n, maxLines)
	}
	for _, promised := range []string{"go run ./cmd/sshblog ", "go test ./... "} {
		if !strings.Contains(text, "\n"+promised) {
			t.Errorf("the README does not show %q", promised)
		}
	}
}

// TestDependenciesAreListed holds docs/dependencies.md to go.mod.
func TestDependenciesAreListed(t *testing.T) {
	var required, listed []string
	for _, m := range regexp.MustCompile(`(?m)^(?:require|\t)\s*(\S+) v\S+$`).FindAllStringSubmatch(readDoc(t, "go.mod"), -1) {
		required = append(required, m[1]) // "// indirect" ends the others
	}
	for row := range strings.Lines(readDoc(t, "docs/dependencies.md")) {
		if cells := strings.Split(row, "|"); len(cells) > 2 {
			for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(cells[1], -1) {
				listed = append(listed, m[1])
			}
		}
	}
	slices.Sort(required)
	slices.Sort(listed)
	if !slices.Equal(required, listed) {
		t.Errorf("docs/dependencies.md lists\n%q\ngo.mod requires\n%q", listed, required)
	}
}

// TestManualFilter tries the manual's examples of the filter on the manual.
func TestManualFilter(t *testing.T) {
	_, section, ok := strings.Cut(readDoc(t, "content/keys-and-commands.md"), "\n### The filter\n")
	if !ok {
		t.Fatal("the manual has no section on the filter")
	}
	section, _, _ = strings.Cut(section, "\n#")
	examples := regexp.MustCompile("`(\\S+)` finds \\*([^*]+)\\*").FindAllStringSubmatch(strings.Join(strings.Fields(section), " "), -1)
	if len(examples) < 3 {
		t.Errorf("%d examples, expected 3 or more", len(examples))
	}
	index, err := loader.Load(content.FS(), loader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	set := titles.New(nil).Of(index)
	for _, example := range examples {
		matches := set.Find(example[1])
		if !slices.ContainsFunc(matches, func(m titles.Match) bool { return set.Entries[m.Entry].Title == example[2] }) {
			t.Errorf("%q does not find %q but %d others", example[1], example[2], len(matches))
		}
	}
}

// TestManualIsComplete looks for every key and every command in the manual.
func TestManualIsComplete(t *testing.T) {
	manual := readDoc(t, "content/keys-and-commands.md")
	for _, group := range keymap.Default(catalog.English()).Groups() {
		for _, binding := range group.Bindings {
			for _, key := range strings.Fields(binding.Label) {
				if !strings.Contains(manual, "`"+key+"`") {
					t.Errorf("the manual does not have the key %s: %s", key, binding.Long)
				}
			}
		}
	}
	for _, name := range command.Names() {
		if !regexp.MustCompile("`" + name + "[ `]").MatchString(manual) {
			t.Errorf("the manual does not have the command %s", name)
		}
	}
}
