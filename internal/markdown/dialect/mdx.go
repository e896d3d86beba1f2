package dialect

import (
	"regexp"
	"strings"
)

// MDX is Markdown with lines of JavaScript modules ("import", "export") and with components: tags
// that begin with a capital letter and may hold JavaScript in braces. The lines and the tags go,
// what is between the tags stays; a component that plainly is a link, an image, a remark or
// something embedded becomes one.

// exportLine begins an export.
var exportLine = regexp.MustCompile(`^export\s+(?:(?:const|let|var|function|async|class|default)\s|[{*])`)

// mdx rewrites what only MDX knows. A text without any of it is returned as it is.
func mdx(src string) string {
	if !mayBeMDX(src) {
		return src
	}
	m := mdxText{src: src}
	m.b.Grow(len(src))
	for m.at < len(src) {
		m.line()
	}
	return m.b.String()
}

// mayBeMDX reports whether there is anything in src that MDX might mean. It looks at every post,
// and so is quick.
func mayBeMDX(src string) bool {
	if strings.Contains(src, "={") || strings.Contains(src, "{/*") {
		return true
	}
	for _, word := range [...]string{"import ", "export "} {
		if strings.HasPrefix(src, word) || strings.Contains(src, "\n"+word) {
			return true
		}
	}
	for rest := src; ; {
		i := strings.IndexByte(rest, '<')
		if i < 0 || i+2 >= len(rest) {
			return false
		}
		if rest = rest[i+1:]; rest[0] >= 'A' && rest[0] <= 'Z' {
			return true
		}
	}
}

// maxOpen bounds the components that are open at one time; further ones lose their marks.
const maxOpen = 32

// mdxText is a text that is being rewritten.
type mdxText struct {
	src   string
	at    int
	b     strings.Builder
	open  []openComponent
	tags  int
	files map[string]string // what is imported, by its name
	read  int               // bytes that were read for the ends of exports
}

// openComponent is a component that waits for its end.
type openComponent struct {
	name   string
	end    string // what its end becomes
	block  bool   // it has a line for itself
	indent int    // of the first line in it, -1 if there was none yet; indented lines are no code in MDX
}

// line rewrites the line at the offset, or the block of code that begins there.
func (m *mdxText) line() {
	if end := fenceEnd(m.src, m.at); end > m.at {
		for m.at < end {
			line, next := LineAt(m.src, m.at)
			m.at += m.outdent(line)
			m.b.WriteString(m.src[m.at:next])
			m.at = next
		}
		return
	}
	line, next := LineAt(m.src, m.at)
	if n := m.moduleLength(m.src[m.at:]); n > 0 {
		m.b.WriteString(strings.Repeat("\n", strings.Count(m.src[m.at:m.at+n], "\n")))
		m.at += n
		return
	}
	m.at += m.outdent(line)
	for m.at < next {
		rest := m.src[m.at:next]
		i := strings.IndexAny(rest, "`<{")
		if i < 0 {
			m.b.WriteString(rest)
			m.at = next
			return
		}
		m.b.WriteString(rest[:i])
		m.at += i
		m.mark()
		if m.at > next { // it went over the end of the line
			_, next = LineAt(m.src, m.at-1)
		}
	}
}

// outdent returns how many blanks at the beginning of a line belong to the component around it.
func (m *mdxText) outdent(line string) int {
	if len(m.open) == 0 {
		return 0
	}
	blanks := len(line) - len(strings.TrimLeft(line, " \t"))
	if strings.TrimSpace(line) == "" {
		return 0
	}
	top := &m.open[len(m.open)-1]
	if top.indent < 0 {
		top.indent = blanks
	}
	if strings.HasPrefix(line[blanks:], "</") {
		return blanks
	}
	return min(blanks, top.indent)
}

// mark rewrites what a backtick, an angle or a brace begins.
func (m *mdxText) mark() {
	from := m.at
	rest := m.src[from:]
	switch {
	case rest[0] == '`':
		m.at = spanEnd(m.src, from)
		m.b.WriteString(m.src[from:m.at])
		return
	case strings.HasPrefix(rest, "{/*"):
		if end := strings.Index(rest[:min(len(rest), longestTag)], "*/}"); end > 0 {
			m.skip(end + 3)
			return
		}
	case strings.HasPrefix(rest, `{" "}`), strings.HasPrefix(rest, "{' '}"):
		m.b.WriteByte(' ')
		m.at += 5
		return
	case rest[0] == '<' && m.tags < maxTags:
		if t, ok := jsxAt(rest, m.files); ok && (t.component() || t.braces) &&
			(t.closing || from == 0 || !IsLetter(m.src[from-1])) {
			m.tags++
			m.tag(&t)
			return
		}
	}
	m.b.WriteByte(rest[0])
	m.at++
}

// skip leaves out so many bytes, but for their ends of lines.
func (m *mdxText) skip(n int) {
	m.b.WriteString(strings.Repeat("\n", strings.Count(m.src[m.at:m.at+n], "\n")))
	m.at += n
}

// tag writes what a tag becomes.
func (m *mdxText) tag(t *jsxTag) {
	if !t.component() {
		m.b.WriteString(t.html())
		m.skip(t.size)
		return
	}
	alone := m.alone(t.size)
	switch {
	case t.closing:
		m.end(t.name)
	case t.empty:
		m.b.WriteString(t.markdown())
	default:
		begin, end := t.pair(alone, m.oneLine(t))
		m.b.WriteString(begin)
		if len(m.open) < maxOpen {
			m.open = append(m.open, openComponent{name: t.name, end: end, block: alone, indent: -1})
		}
		if !alone {
			m.open[len(m.open)-1].indent = 0
		}
	}
	m.skip(t.size)
}

// end writes what the end of a component becomes.
func (m *mdxText) end(name string) {
	for i := len(m.open) - 1; i >= 0; i-- {
		if m.open[i].name == name {
			m.b.WriteString(m.open[i].end)
			m.open = m.open[:i]
			return
		}
	}
}

// alone reports whether the next so many bytes have their lines for themselves.
func (m *mdxText) alone(n int) bool {
	before, after := around(m.src, m.at, m.at+n)
	return strings.TrimSpace(before) == "" && strings.TrimSpace(after) == ""
}

// maxRead is how many bytes of a text are read for the ends of its exports. What is behind them is
// an export of one line.
const maxRead = 8 << 20

// moduleLength returns the length of the import or export at the beginning of s, 0 if there is
// none. An export goes to the end of the line on which its brackets are closed.
func (m *mdxText) moduleLength(s string) int {
	switch {
	case strings.HasPrefix(s, "import"):
		n := importLength(s)
		m.noteImport(s[:n])
		return n
	case strings.HasPrefix(s, "export ") && exportLine.MatchString(s[:min(len(s), 40)]):
	default:
		return 0
	}
	depth, at := 0, 0
	defer func() { m.read += at }()
	for ; at < min(len(s), 4*longestTag) && m.read < maxRead; at++ {
		switch s[at] {
		case '{', '(', '[':
			depth++
		case '}', ')', ']':
			depth--
		case '\n':
			if depth <= 0 {
				return at + 1
			}
		}
	}
	if depth <= 0 && at == len(s) {
		return len(s)
	}
	first, _ := LineAt(s, 0)
	return len(first)
}

// maxImports bounds the files that are imported under a name.
const maxImports = 200

// noteImport notes which file stands behind the name of an import.
func (m *mdxText) noteImport(s string) {
	words := strings.Fields(strings.TrimSuffix(strings.TrimSpace(s), ";"))
	if len(words) != 4 || words[2] != "from" || len(m.files) >= maxImports {
		return
	}
	file, _, _ := strings.Cut(strings.Trim(words[3], `"'`), "?")
	if fileSort(file) == noFile {
		return
	}
	if m.files == nil {
		m.files = map[string]string{}
	}
	m.files[words[1]] = file
}

// oneLine reports whether a tag begins a line that ends with its end.
func (m *mdxText) oneLine(t *jsxTag) bool {
	before, line := around(m.src, m.at, m.at+t.size)
	return strings.TrimSpace(before) == "" && strings.HasSuffix(strings.TrimSpace(line), "</"+t.name+">")
}

// importLength returns the length of the import at the beginning of s: up to the end of the line
// with the name of the module, which stands in quotes behind "from", or behind "import" itself.
func importLength(s string) int {
	s = s[:min(len(s), 1<<10)]
	quote := strings.IndexAny(s, "'\"")
	if quote < 0 {
		return 0
	}
	words := strings.Fields(s[:quote])
	if len(words) == 0 || words[0] != "import" || strings.ContainsAny(s[:quote], ";(<`") ||
		strings.Contains(s[:quote], "\n\n") {
		return 0
	}
	if last := words[len(words)-1]; len(words) > 1 && last != "from" || len(words) == 2 {
		return 0
	}
	line, next := LineAt(s, quote)
	name, rest, ok := strings.Cut(line[1:], line[:1])
	if rest = strings.TrimSpace(rest); !ok || name == "" || rest != "" && rest != ";" &&
		!strings.HasPrefix(rest, "//") {
		return 0
	}
	return next
}
