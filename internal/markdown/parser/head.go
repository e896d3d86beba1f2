package parser

import (
	"strings"

	"github.com/sshblog/sshblog/internal/markdown"
)

// ParseHead is Parse for the beginning of a long text: about size bytes of it, up to the end of a
// block, with the definitions of links and footnotes that stand behind. It costs what that much
// text costs, so that a reader has something to read while the rest is parsed. It returns nil where
// there is no good place to stop.
func ParseHead(src string, firstLine, size int, syntax ...Syntax) *markdown.Document {
	cut := headEnd(src, size)
	if cut == 0 {
		return nil
	}
	return Parse(src[:cut]+"\n"+definitions(src[cut:], size), firstLine, syntax...)
}

// headEnd returns where to cut a text: before the first line behind size bytes that begins a block,
// the line above it being empty; 0 if there is none not far behind.
func headEnd(src string, size int) int {
	fence, blank := "", false
	for at := 0; at < len(src) && at < 2*size; {
		end := strings.IndexByte(src[at:], '\n')
		if end < 0 {
			return 0
		}
		line := src[at : at+end+1]
		trimmed := strings.TrimSpace(line)
		switch mark := fenceMark(line); {
		case fence != "":
			if strings.HasPrefix(mark, fence) && mark == trimmed {
				fence = ""
			}
		case mark != "":
			fence = mark
		case at >= size && blank && begins(line):
			return at
		}
		blank = trimmed == ""
		at += end + 1
	}
	return 0
}

// fenceMark returns the backticks or tildes that a line begins a block of code with, or ends one;
// "" if it does neither.
func fenceMark(line string) string {
	rest := strings.TrimLeft(line, " ")
	if len(line)-len(rest) > 3 {
		return ""
	}
	for _, sign := range []string{"`", "~"} {
		if mark := rest[:len(rest)-len(strings.TrimLeft(rest, sign))]; len(mark) >= 3 {
			return mark
		}
	}
	return ""
}

// begins reports whether a line below an empty one begins a block that has nothing to do with what is above: text or a heading, not an
// item of a list or what belongs to one.
func begins(line string) bool {
	c := line[0]
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '#' || c >= 0x80
}

// definitions collects the lines of a text that define what a link or a footnote before them stands for, up to a size in bytes.
func definitions(src string, size int) string {
	var b strings.Builder
	for at := 0; ; {
		i := strings.Index(src[at:], "\n[")
		if i < 0 {
			return b.String()
		}
		at += i + 1
		line := src[at:]
		if end := strings.IndexByte(line, '\n'); end >= 0 {
			line = line[:end]
		}
		colon := strings.Index(line, "]:")
		if colon > 0 && colon < 200 && b.Len()+len(line) < size {
			b.WriteString(line)
			b.WriteString("\n")
		}
		at += len(line)
	}
}
