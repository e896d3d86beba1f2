package main_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/command"

	"github.com/sshblog/sshblog/internal/keymap"
)

// TestReadme holds the README to the program: its table of keys is the KeyMap, its commands are the
// table of commands.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	if table := keyTable(); !strings.Contains(string(text), table) {
		t.Errorf("the README's keys are not the KeyMap's, which are:\n%s", table)
	}
	for _, name := range command.Names() {
		if usage := command.Find(name).Usage(); !strings.Contains(string(text), "\n"+usage) {
			t.Errorf("the README does not show %q", usage)
		}
	}
}

// keyTable is the KeyMap as the README shows it.
func keyTable() string {
	var b strings.Builder
	b.WriteString("| keys | |\n|---|---|\n")
	for _, group := range keymap.Default(catalog.English()).Groups() {
		for _, binding := range group.Bindings {
			var keys []string
			for _, key := range strings.Fields(binding.Label) {
				keys = append(keys, "`"+key+"`")
			}
			fmt.Fprintf(&b, "| %s | %s |\n", strings.Join(keys, " "), binding.Long)
		}
	}
	return b.String()
}
