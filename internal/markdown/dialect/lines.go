package dialect

import "strings"

// Some engines give a meaning to lines that Markdown takes for text: places of a table of contents,
// embeds, tabs, blocks between slashes, properties. They are rewritten line by line, outside code.

// lineText is a text that is being rewritten line by line.
type lineText struct {
	src       string
	at        int
	b         strings.Builder
	inList    bool // the lines above belong to a list, so that lines set in are no code
	blank     bool // the line above is empty
	text      bool // the line above is not empty
	logseq    bool // the text is a page of Logseq
	blocks    map[string]string
	franks    franklin
	slashes   int  // blocks between slashes that are open
	tabs      int  // containers of tabs that are open
	noComment bool // there is no end of a remark in the rest
}

// lines rewrites the lines of src. A text without any that have a meaning is returned as it is.
func lines(src string) string {
	if !mayHaveLines(src) {
		return src
	}
	l := lineText{src: src, blank: true}
	l.logseq = isLogseq(src)
	if l.logseq {
		l.blocks = logseqBlocks(src)
	}
	l.franks.on = isFranklin(src)
	l.b.Grow(len(src) + 64)
	for l.at < len(l.src) {
		if end := fenceEnd(l.src, l.at); end > l.at && !l.franks.isHTML(l.src[l.at:end]) {
			l.b.WriteString(chunk(l.src[l.at:end]))
			l.at, l.blank = end, false
			continue
		}
		if n := l.commentLength(); n > 0 {
			l.b.WriteString(strings.Repeat("\n", strings.Count(l.src[l.at:l.at+n], "\n")))
			l.at += n
			continue
		}
		line, next := LineAt(l.src, l.at)
		l.at = next
		l.line(line)
	}
	return l.b.String()
}

// mayHaveLines reports whether there is anything in src that lines might rewrite. It looks at every
// post, and so is quick.
func mayHaveLines(src string) bool {
	for _, mark := range [...]string{
		"[[", "]{", "@[", "==", "%%", "```{", "~~~{", "::: ", "/// ", "::", "@tab", "<!-- tab", "@@", "{{fill",
		"\\toc", "@def",
		"[toc]", "[TOC]", "${toc}", "{{toc}}", "{{TOC}}", "{{ toc }}", "\\tableofcontents", "\\figalt", "\\note{",
		"\\fig{", "${TOC}",
		"[ToC]", "[Toc]", "``` {", "[TOCM]", "%toc%", "<!--more", "\\newcommand{",
	} {
		if strings.Contains(src, mark) {
			return true
		}
	}
	return false
}

// line rewrites one line.
func (l *lineText) line(line string) {
	trimmed := strings.TrimSpace(line)
	above := l.blank
	l.text = !above
	l.blank = trimmed == ""
	if l.blank {
		l.b.WriteString(line)
		return
	}
	indent := Indent(line)
	bullet := isBullet(trimmed)
	switch {
	case bullet && (indent < 4 || l.inList):
		l.inList = true
	case indent == 0 && above:
		l.inList = false
	}
	if indent >= 4 && !l.inList && above && !l.franks.on {
		l.b.WriteString(line) // code
		l.blank = true
		return
	}
	if isContentsMark(trimmed) && above && blankAt(l.src, l.at) {
		l.b.WriteString(lineEnd(line))
		l.blank = true
		return
	}
	if l.logseq {
		if _, _, ok := property(strings.TrimPrefix(trimmed, "- ")); ok {
			l.b.WriteString(l.logseqLine(line))
			return
		}
	}
	if out, ok := l.whole(trimmed); ok {
		l.b.WriteString(line[:len(line)-len(strings.TrimLeft(line, " \t"))])
		l.b.WriteString(out)
		l.b.WriteString(lineEnd(line))
		return
	}
	if l.logseq {
		line = l.logseqLine(line)
	}
	if l.franks.on {
		line = l.franks.line(line)
	}
	l.b.WriteString(inlineMarks(line))
}

// lineEnd is the end of a line.
func lineEnd(line string) string {
	if strings.HasSuffix(line, "\n") {
		return "\n"
	}
	return ""
}

// Indent is how many cells a line is set in.
func Indent(line string) int {
	n := 0
	for i := range len(line) {
		switch line[i] {
		case ' ':
			n++
		case '\t':
			n += 4 - n%4
		default:
			return n
		}
	}
	return n
}

// isBullet reports whether a line begins an item of a list.
func isBullet(s string) bool {
	if len(s) > 1 && strings.IndexByte("-*+", s[0]) >= 0 && (s[1] == ' ' || s[1] == '\t') {
		return true
	}
	n := 0
	for n < len(s) && n < 9 && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n > 0 && n+1 < len(s) && (s[n] == '.' || s[n] == ')') && s[n+1] == ' '
}

// isContentsMark reports whether a line is the place of a table of contents.
func isContentsMark(s string) bool {
	if len(s) < 4 || len(s) > 40 || strings.IndexByte("[$@{%\\", s[0]) < 0 {
		return false
	}
	s = strings.ToLower(s)
	switch withoutJoints.Replace(s) {
	case "[toc]", "[[toc]]", "${toc}", "@[toc]", "{{toc}}", "[tocm]", "%toc%", "\\toc", "\\tableofcontents", "{toc}",
		"[[[toc]]]", "[tableofcontents]", "[[tableofcontents]]", "{{>toc}}", "{{<toc>}}", "{{%toc%}}", "{%toc%}",
		"[toc]:#":
		return true
	}
	return strings.HasPrefix(s, "[[toc") && strings.HasSuffix(s, "]]") || strings.HasPrefix(s, "@[toc](") &&
		strings.HasSuffix(s, ")") ||
		strings.HasPrefix(s, "[toc ") && strings.HasSuffix(s, "]") && strings.ContainsAny(s, "=-0123456789")
}

// withoutJoints takes out what may stand between the words of a name.
var withoutJoints = strings.NewReplacer(" ", "", "_", "", "-", "")

// whole rewrites what has a line for itself.
func (l *lineText) whole(s string) (string, bool) {
	switch {
	case strings.HasPrefix(s, "@["):
		return l.embedLine(s)
	case strings.HasPrefix(s, "::") && !strings.HasPrefix(s, ":::"):
		return directive(s)
	case strings.HasPrefix(s, ":::"):
		l.container(s)
	case strings.HasPrefix(s, "///"):
		return l.slashBlock(s)
	case strings.HasPrefix(s, "<!-- tab ") && strings.HasSuffix(s, "-->"):
		label, _, _ := strings.Cut(strings.TrimSpace(strings.TrimSuffix(s[len("<!-- tab "):], "-->")), "@")
		return l.tabLabel(label), true
	case l.tabs > 0 && (strings.HasPrefix(s, "@tab ") || strings.HasPrefix(s, "@tab:") || strings.HasPrefix(s, "== ")):
		_, label, _ := strings.Cut(s, " ")
		label, _, _ = strings.Cut(label, " {")
		return l.tabLabel(strings.Trim(label, " #")), true
	}
	return "", false
}

// tabLabel is the label of a tab, on a line of its own.
func (l *lineText) tabLabel(label string) string {
	label = "**" + strings.ReplaceAll(label, "*", "") + "**  "
	if l.text {
		return "<br>" + label
	}
	return label
}

// container notes whether a container of tabs is open.
func (l *lineText) container(s string) {
	switch name := strings.TrimSpace(strings.TrimLeft(s, ":")); {
	case name == "":
		l.tabs = max(0, l.tabs-1)
	case l.tabs > 0, strings.HasPrefix(name, "tabs"), strings.HasPrefix(name, "code-tabs"):
		l.tabs++
	}
}

// embedLine rewrites "@[card](https://...)" of Zenn, and of others who embed things so.
func (l *lineText) embedLine(s string) (string, bool) {
	name, rest, ok := strings.Cut(s[2:], "](")
	address, behind, closed := strings.Cut(rest, ")")
	name = strings.ToLower(strings.TrimSpace(name))
	if !ok || !closed || behind != "" || name == "" || len(name) > 40 || strings.ContainsAny(name, "[]") {
		return "", false
	}
	if address = strings.TrimSpace(address); address == "" {
		return "", true
	}
	if strings.ContainsAny(address, " \"'") || l.text && sites[name] == "" && name != "card" {
		return "", false // "@[name](address)" of a person
	}
	if !strings.Contains(address, "://") {
		site := sites[name]
		if site == "" {
			return "[" + name + "](" + inAngles(address) + ")", true
		}
		address = site + address
	}
	return embed(name, address), true
}

// directive rewrites "::name[words]{attributes}".
func directive(s string) (string, bool) {
	name := s[2:]
	end := strings.IndexAny(name, "[{ ")
	if end < 0 {
		end = len(name)
	}
	rest := strings.TrimSpace(name[end:])
	name = strings.ToLower(name[:end])
	if name == "" || !IsLetter(name[0]) || len(s) > longestTag || rest == "" {
		return "", false
	}
	words := ""
	if strings.HasPrefix(rest, "[") {
		n := strings.IndexByte(rest, ']')
		if n < 0 {
			return "", false
		}
		words, rest = rest[1:n], strings.TrimSpace(rest[n+1:])
	}
	t := tag{name: name}
	switch {
	case strings.HasPrefix(rest, "{") && strings.HasSuffix(rest, "}"):
		t.args = strings.TrimPrefix(rest[1:len(rest)-1], "#")
	case rest != "":
		return "", false
	}
	if words != "" {
		t.args += ` title="` + strings.ReplaceAll(words, `"`, "'") + `"`
	}
	if repo := t.named("repo"); repo != "" {
		return embed(name, "https://github.com/"+repo), true
	}
	return t.single(""), true
}

// slashBlock rewrites a line of a block between slashes, as Python's Markdown has them: "/// note |
// Title", and "///" at its end.
func (l *lineText) slashBlock(s string) (string, bool) {
	head := strings.TrimSpace(strings.TrimLeft(s, "/"))
	if head == "" {
		if l.slashes == 0 {
			return "", false
		}
		l.slashes--
		return containerEnd, true
	}
	name, title, _ := strings.Cut(head, "|")
	name = strings.ToLower(strings.TrimSpace(name))
	if !strings.HasPrefix(strings.TrimLeft(s, "/"), " ") || len(name) > 30 || name == "" ||
		strings.ContainsAny(name, " .:") ||
		!IsLetter(name[0]) {
		return "", false
	}
	l.slashes++
	if name == "admonition" {
		name = "note"
	}
	for !blankAt(l.src, l.at) && l.at < len(l.src) { // its options
		line, next := LineAt(l.src, l.at)
		option := strings.TrimSpace(line)
		if Indent(line) < 4 || !strings.Contains(option, ":") {
			break
		}
		if kind, ok := strings.CutPrefix(option, "type:"); ok && AlertKinds[strings.TrimSpace(kind)] != "" &&
			name != "details" {
			name = strings.TrimSpace(kind)
		}
		l.b.WriteByte('\n')
		l.at = next
	}
	return containerEnd + name + " " + strings.TrimSpace(title), true
}
