package layout

import (
	"strings"

	"github.com/sshblog/sshblog/internal/textwidth"
)

// Wrap breaks plain text into at most the given number of lines of at most the given number of
// cells, as a paragraph of a post is broken. Text that does not fit ends in an ellipsis.
func Wrap(m textwidth.Method, s string, cells, lines int) []string {
	if cells <= 0 || lines <= 0 {
		return nil
	}
	w := wrapper{width: cells, method: m}
	w.text(strings.ReplaceAll(s, "\n", " "), 0, 0)
	w.end()
	var out []string
	for i, l := range w.lines {
		var b strings.Builder
		for _, p := range w.runs[l.from:l.to] {
			b.WriteString(p.text)
		}
		if i == lines-1 && len(w.lines) > lines {
			return append(out, m.Fit(b.String()+" …", cells))
		}
		out = append(out, b.String())
	}
	return out
}
