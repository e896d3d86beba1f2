package layout_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
)

// TestAnnounced: links that are read out have numbers in the words of the theme, which stay
// together, and no list of addresses below; the page knows what begins on its lines.
func TestAnnounced(t *testing.T) {
	spoken, err := theme.ParseTheme("spoken", []byte(`{"sshblog":{"uncoloured":true,"records":true,"bullets":[""],"link_number":"(link {n})"}}`))
	if err != nil {
		t.Fatal(err)
	}
	const source = "See [a](https://a.example) or [b](#h), [a again](https://a.example).\n\n## H\n\n- one\n- two\n\n| A | B |\n|---|---|\n| 1 | 2 |\n"
	p := page(t, source, 30, spoken, layout.Announced)
	text := strings.Join(p.Lines, "\n")
	if strings.Contains(text, "https://a.example") || !strings.Contains(text, "or b (link 2)") || strings.Contains(text, "(link\n") {
		t.Errorf("the page is\n%s", text)
	}
	var numbers []int
	for _, l := range p.Links {
		numbers = append(numbers, l.Number)
		end, _ := l.PartOn(l.LastLine())
		if line := p.Lines[end.Line][:end.Col+end.Width]; !strings.HasSuffix(line, ")") {
			t.Errorf("link %d ends with %q, want its number", l.Number, line)
		}
	}
	if want := []int{1, 2, 1}; !slices.Equal(numbers, want) {
		t.Errorf("numbers %v, want %v", numbers, want)
	}
	var begun []string
	for _, u := range p.Units {
		begun = append(begun, string("-pbhc"[u.Kind])+strings.Fields(p.Lines[u.Line])[0])
	}
	if want := []string{"bSee", "hH", "bone", "btwo", "bA:", "pB:"}; !slices.Equal(begun, want) {
		t.Errorf("units %q, want %q", begun, want)
	}
	if others := page(t, source, 30, spoken, layout.Numbered); len(others.Units) > 0 || !strings.Contains(strings.Join(others.Lines, "\n"), "https://a.example") {
		t.Error("a page that is not read out has units, or no addresses")
	}
}
