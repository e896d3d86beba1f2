package layout

import (
	"strings"

	"github.com/sshblog/sshblog/internal/textwidth"

	"github.com/sshblog/sshblog/internal/layout/wrap"
)

// Wrap breaks plain text into at most the given number of lines of at most the given number of
// cells, as a paragraph of a post is broken. Text that does not fit ends in an ellipsis.
func Wrap(m textwidth.Method, s string, cells, lines int) []string {
	if cells <= 0 || lines <= 0 {
		return nil
	}
	w := wrap.Wrapper{Width: cells, Method: m}
	w.Text(strings.ReplaceAll(s, "\n", " "), 0, 0)
	w.End()
	var out []string
	for i, l := range w.Lines {
		var b strings.Builder
		for _, p := range w.Runs[l.From:l.To] {
			b.WriteString(p.Text)
		}
		if i == lines-1 && len(w.Lines) > lines {
			return append(out, m.Fit(b.String()+" …", cells))
		}
		out = append(out, b.String())
	}
	return out
}
