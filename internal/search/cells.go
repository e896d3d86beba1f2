package search

import "strings"

// CellMark stands between the cells of a table in [Hit.Line].
const CellMark = " | "

// plainRow returns a row of a table with a mark between its cells, and "" for the line below the head.
func plainRow(row string) string {
	var cells []string
	text := false
	for cell := range cellsOf(row) {
		if cell = strings.TrimSpace(cell); cell != "" {
			cells = append(cells, cell)
		}
		text = text || strings.Trim(cell, "-: ") != ""
	}
	if !text {
		return ""
	}
	return strings.Join(cells, CellMark)
}

// cellsOf splits a row at its bars, but for those behind a backslash.
func cellsOf(row string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		from := 0
		for i := 0; i < len(row); i++ {
			switch row[i] {
			case '\\':
				i++
			case '|':
				if !yield(strings.ReplaceAll(row[from:i], `\|`, "|")) {
					return
				}
				from = i + 1
			}
		}
		yield(strings.ReplaceAll(row[from:], `\|`, "|"))
	}
}

// apart are the names of HTML elements whose texts stand apart, and what to write between them.
var apart = map[string]string{
	"td": CellMark, "th": CellMark, "tr": " ", "li": " ", "p": " ", "div": " ", "br": " ", "dt": " ", "dd": " ", "option": " ",
	"h1": " ", "h2": " ", "h3": " ", "h4": " ", "h5": " ", "h6": " ", "summary": " ", "figcaption": " ", "blockquote": " ",
}

// tagsApart writes what belongs between the texts of HTML elements in front of the tags that end them,
// since the tags are going to be taken out.
func tagsApart(s string) string {
	if !strings.Contains(s, "<") {
		return s
	}
	var b strings.Builder
	code := false
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '`':
			code = !code
		case '<':
			name := strings.TrimPrefix(s[i+1:], "/")
			closes := len(name) < len(s)-i-1
			n := 0
			for n < len(name) && n < len("figcaption") && isNameByte(name[n]) {
				n++
			}
			name = strings.ToLower(name[:n])
			if mark := apart[name]; !code && mark != "" && (closes || name == "br") {
				b.WriteString(mark)
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func isNameByte(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' }

// withoutEmptyCells takes away marks that have nothing in front or behind.
func withoutEmptyCells(s string) string {
	mark := strings.TrimSpace(CellMark)
	for {
		short := strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(s), mark+" "), " "+mark))
		if short == mark {
			return ""
		}
		if short == s {
			return s
		}
		s = short
	}
}
