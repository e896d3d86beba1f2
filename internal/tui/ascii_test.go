package tui_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sshblog/sshblog/internal/asciitext"
	"github.com/sshblog/sshblog/internal/textwidth"
	"github.com/sshblog/sshblog/internal/tui"
)

// TestASCIIFits reads posts on terminals that show only ASCII: what is written there in place of
// the text fits on each row, and no word is lost.
func TestASCIIFits(t *testing.T) {
	texts := map[string]string{
		"german":   "Größere Übungen für Äpfel „und“ Straßen — schließlich",
		"french":   "Où naît cœur, façade «déjà» l’été",
		"russian":  "Съешь же ещё этих мягких французских булок",
		"chinese":  sentences["chinese"],
		"emoji":    sentences["emoji"],
		"drawings": "│ → ☑ ½ © … ™ €",
	}
	files := fstest.MapFS{}
	for name, words := range texts {
		files[name+".md"] = &fstest.MapFile{Data: fmt.Appendf(nil,
			"---\ntitle: %[1]s\ndate: 2026-01-01\ntags: [ä%[2]s]\n---\n%[3]s\n\n- [x] %[1]s\n\n> %[1]s\n\n| a | b |\n|---|---|\n| %[2]s | %[1]s |\n\n"+
				"## %[1]s\n\n```go\n// %[1]s\n```\n\n![%[1]s](a.png) [%[1]s](https://example.com/)[^1]\n\n[^1]: %[1]s\n",
			words, name, strings.Repeat(words+" ", 3))}
	}
	for name, words := range texts {
		for _, width := range []int{20, 31, 40, 80, 130} {
			v := newVisit(t, files, tui.Session{
				Open: name, Width: width, Height: 12, Environ: []string{"LC_CTYPE=de_DE.ISO-8859-1"},
			})
			v.sees(name)
			shown := asciitext.String(readToEnd(v, textwidth.Transcribed, width))
			for word := range strings.FieldsSeq(asciitext.String(words)) {
				if n := len(word); n < width/4 && !strings.Contains(shown, word) {
					t.Errorf("%s, %d columns: %q was never on the window:\n%s", name, width, word, shown)
				}
			}
			for _, key := range []string{"f", "esc", "o", "esc", "?", "?", "esc", "t", "enter", "esc", "s"} {
				v.press(key)
				for row := range strings.Lines(v.text()) {
					if n := textwidth.Transcribed.Width(strings.TrimSuffix(row, "\n")); n > width {
						t.Errorf("%s, after %s: a line of %d cells on %d columns: %q", name, key, n, width, row)
					}
				}
			}
		}
	}
}
