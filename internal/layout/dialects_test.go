package layout_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/markdown/parser"
)

// TestDialects renders a post of each site generator in three widths.
func TestDialects(t *testing.T) {
	files, err := filepath.Glob("testdata/dialects/*.md*")
	if err != nil || len(files) < 10 {
		t.Fatalf("there are %d posts: %v", len(files), err)
	}
	leak := regexp.MustCompile(`\{%|%\}|\{\{<|<(div|p|span|Tab|Callout|Image)\b|\]\(|\*\*|:::|!!!|nobody|alert\(`)
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
		for _, width := range []int{40, 80, 120} {
			t.Run(fmt.Sprint(name, " ", width), func(t *testing.T) {
				p := page(t, string(source), width, theme.Plain(), layout.Numbered)
				if fault := breach(p); fault != "" {
					t.Error(fault)
				}
				if word := missing(parser.Parse(string(source), 1), p); word != "" {
					t.Errorf("%q is missing", word)
				}
				if found := leak.FindString(plainLines(p)); found != "" && name != "hugo" {
					t.Errorf("%q leaks", found)
				}
				golden(t, fmt.Sprintf("dialects/%s-%d", name, width), strings.Join(p.Lines, "\n"))
			})
		}
	}
}
