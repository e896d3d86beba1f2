package orgmode

import "strings"

// Bounds of what go-org takes a time for that grows with the square of its number. A text within
// them takes a second at most.
const (
	maxLine      = 16 << 10 // bytes
	maxParagraph = 24 << 10 // bytes of lines without a blank one between them
	maxMarks     = 1500     // that may begin something, of a paragraph
	maxBraces    = 2000     // "{{" of the whole text
	maxBullets   = 8        // lists that begin in one line
	maxBegins    = 30       // environments of LaTeX that may begin in a paragraph
	maxUnended   = 20       // blocks
	maxBlank     = 500      // blank lines in a row
	maxLines     = 8000     // of the whole text
)

// tooComplex reports whether a text is over one of the bounds.
func tooComplex(src string) bool {
	if strings.Count(src, "\n") > maxLines {
		return true
	}
	unended, blank := 0, 0
	marks, paragraph, braces := 0, 0, 0
	for line := range strings.SplitSeq(src, "\n") {
		trimmed := strings.TrimSpace(line)
		if trimmed == "" {
			marks, paragraph = 0, 0
			if blank++; blank > maxBlank {
				return true
			}
			continue
		}
		blank = 0
		lower := strings.ToLower(trimmed[:min(len(trimmed), 64)])
		switch {
		case strings.HasPrefix(lower, "#+begin"), strings.HasPrefix(lower, `\begin{`):
			unended++
		case strings.HasPrefix(lower, "#+end"), strings.HasPrefix(lower, `\end{`):
			unended = max(unended-1, 0)
		}
		if strings.IndexByte("-+*|#:", trimmed[0]) >= 0 { // a block of its own
			paragraph = 0
		}
		paragraph += len(line)
		braces += strings.Count(line, "{{")
		marks += maxMarks / maxBegins * strings.Count(line, `\begin`)
		for _, mark := range []string{"*", "/", "=", "~", "+", "_", "[", "$", `\(`, `\[`, "^{", "<", "@", "!", "://"} {
			marks += strings.Count(line, mark)
		}
		if len(line) > maxLine || paragraph > maxParagraph || marks > maxMarks || braces > maxBraces ||
			unended > maxUnended || bullets(trimmed) > maxBullets {
			return true
		}
	}
	return false
}

// bullets counts the lists that begin in one line.
func bullets(line string) int {
	n := 0
	for {
		rest := strings.TrimLeft(line, "0123456789")
		if len(rest) < 2 || strings.IndexByte("-+*.)", rest[0]) < 0 || rest[1] != ' ' {
			return n
		}
		line = strings.TrimLeft(rest[1:], " ")
		if len(line) >= 4 && line[0] == '[' && line[2] == ']' {
			line = strings.TrimLeft(line[3:], " ")
		}
		n++
	}
}
