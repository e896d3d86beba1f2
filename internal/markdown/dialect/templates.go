package dialect

import "strings"

// Templates are Liquid's "{% tag %}" and "{{ variable }}" and Hugo's "{{< shortcode >}}" and "{{%
// shortcode %}}". They are never evaluated. Known tags become Markdown, others are dropped, and the
// text between the tags of a pair stays. In code they are left as they are.

// Bounds of a template.
const (
	maxTags    = 20_000 // in a text
	longestTag = 4 << 10
)

// tag is a template in a text.
type tag struct {
	from, to int
	name     string // in lower case; "" is a variable
	args     string
	end      bool      // it ends a pair
	pair     int       // index of the tag that ends what this one begins, 0 if none does
	fence    fenceKind // what it becomes if between it and its end is code
	boxed    bool      // it and its end become the ends of a container
	literal  string
	parsed   []argument        // the arguments, once they were read
	known    map[string]string // the values of variables
	variable string            // the name of a variable
	item     string            // the label that the tag around it gives it
	begins   string            // what it becomes if it is the beginning of a link
	after    string            // what it becomes if it is an end
	plain    bool              // it is of the form whose inside is not Markdown: "{{< >}}"
	block    bool              // it is of the form "{% %}"
}

// fenceKind says what the ends of code become.
type fenceKind uint8

const (
	noFence   fenceKind = iota
	lineFence           // a fence, on a line of its own
	spanFence           // backticks in a line
)

// verbatimTags are the tags between which nothing is looked at.
var verbatimTags = map[string]bool{"raw": true, "highlight": true, "codeblock": true, "code": true, "comment": true}

// writer writes a text without its templates.
type writer struct {
	b      strings.Builder
	values map[string]string // of variables to which the text gives one
}

// templates rewrites all templates in src.
func templates(src string) string {
	tags := findTags(src, false)
	if len(tags) == 0 && !strings.Contains(src, "{{") {
		return src
	}
	for i := range tags {
		if tags[i].block { // a text with tags is a template, and all double braces in it are variables
			tags = findTags(src, true)
			break
		}
	}
	if len(tags) == 0 {
		return src
	}
	pairTags(src, tags)
	var w writer
	w.b.Grow(len(src))
	done := 0
	for i := 0; i < len(tags); i++ {
		t := &tags[i]
		if t.from < done {
			continue
		}
		before := src[done:t.from]
		done = t.to
		if t.name == "" && w.value(t) == "" && strings.HasSuffix(before, "**") && strings.HasPrefix(src[done:], "**") {
			before, done = before[:len(before)-2], done+2 // there is nothing left to be strong
		}
		w.b.WriteString(before)
		if skip := w.skipped(src, tags, i); skip > t.to {
			done = skip
		} else {
			w.write(src, t, done)
		}
		w.b.WriteString(strings.Repeat("\n", strings.Count(src[t.from:done], "\n")))
	}
	w.b.WriteString(src[done:])
	return w.b.String()
}

// write writes what a tag becomes.
func (w *writer) write(src string, t *tag, done int) {
	switch t.name {
	case "":
		w.b.WriteString(w.value(t))
		return
	case "address":
		address := w.resolveAddress(t.args)
		switch c := src[t.from-min(1, t.from)]; {
		case src[t.from] == '<' && src[t.to-1] == '>':
			if address != "" {
				w.b.WriteString("<" + address + ">")
			}
		case c == '"' || c == '\'':
			w.b.WriteString(strings.ReplaceAll(address, string(c), ""))
		default:
			w.b.WriteString(inAngles(address))
		}
		return
	case "assign", "set":
		w.assign(t)
	}
	t.known = w.values
	text := t.markdown(src)
	w.b.WriteString(text)
	if strings.HasPrefix(text, "\\[") && t.alone(src) && done+1 < len(src) && !blankAt(src, done+1) {
		w.b.WriteString("  ") // what follows stays on a line of its own
	}
}

// value is what a variable stands for, as far as the text says so.
func (w *writer) value(t *tag) string {
	if t.literal != "" || t.variable == "" {
		return t.literal
	}
	return w.values[t.variable]
}

// maxValues bounds the variables of a text, longestValue their size.
const (
	maxValues    = 100
	longestValue = 1 << 10
)

// assign notes a value that the text gives to a variable.
func (w *writer) assign(t *tag) {
	name, value, ok := strings.Cut(t.args, "=")
	name, value = strings.TrimSpace(name), strings.TrimSpace(value)
	if !ok || len(value) < 2 || value[0] != '"' && value[0] != '\'' || value[len(value)-1] != value[0] {
		return
	}
	if value = value[1 : len(value)-1]; !strings.ContainsAny(value, "\"'|\n") {
		w.note(name, value)
	}
}

// note notes the value of a variable.
func (w *writer) note(name, value string) {
	if len(w.values) >= maxValues || len(value) > longestValue {
		return
	}
	if w.values == nil {
		w.values = map[string]string{}
	}
	w.values[name] = value
}

// skipped returns up to where the text goes with a tag: a loop, a comment, or the branches of a
// condition but the first. What is captured stays where it stands if it is ever used; one line of
// it goes where it is used.
func (w *writer) skipped(src string, tags []tag, i int) int {
	t := &tags[i]
	if t.pair == 0 {
		return 0
	}
	switch end := &tags[t.pair]; t.name {
	case "for", "comment", "tablerow", "macro":
		return end.to
	case "capture", "set":
		name := strings.Trim(t.args, `"' `)
		if t.name == "set" && strings.Contains(name, "=") {
			return 0
		}
		if body := src[t.to:end.from]; t.pair == i+1 && !strings.Contains(body, "\n") {
			w.note(name, strings.TrimSpace(body))
			return end.to
		}
		if name == "" || !strings.Contains(src[end.to:min(len(src), end.to+longestCapture)], name) {
			return end.to
		}
	case "else", "elsif", "elseif", "elif", "when":
		return end.from
	}
	return 0
}

// longestCapture is how far behind a captured text its use is looked for.
const longestCapture = 16 << 10

// findTags finds the templates in src that do not stand in code. In a text that is a template all
// double braces are.
func findTags(src string, template bool) []tag {
	var tags []tag
	ends := map[string]int{} // where the next end of a verbatim tag is, len(src) if there is none
	for i := 0; i < len(src) && len(tags) < maxTags; {
		if i == 0 || src[i-1] == '\n' {
			if end := fenceEnd(src, i); end > i {
				i = end
				continue
			}
		}
		switch {
		case src[i] == '`':
			i = spanEnd(src, i)
		case src[i] == '{' && i+1 < len(src) && (src[i+1] == '%' || src[i+1] == '{' || src[i+1] == '#'):
			if n := remarkLength(src[i:]); n > 0 {
				tags = append(tags, tag{from: i, to: i + n})
				i += n
				continue
			}
			if from, to, ok := addressAround(src, i); ok && (len(tags) == 0 || tags[len(tags)-1].to <= from) {
				tags = append(tags, tag{from: from, to: to, name: "address", args: src[from:to]})
				i = to
				continue
			}
			t, ok := tagAt(src, i, template)
			if !ok {
				i += 2
				continue
			}
			tags = append(tags, t)
			i = t.to
			if (verbatimTags[t.name] || bodyLanguage(t.name) != "") && !t.end {
				i = verbatimEnd(src, t, ends)
			}
		default:
			next := strings.IndexAny(src[i+1:], "`{\n")
			if next < 0 {
				return tags
			}
			i += 1 + next
			if src[i] == '\n' {
				i++
			}
		}
	}
	return tags
}

// remarkLength is the length of a remark that is for authors only, at the beginning of s: "{# #}"
// of Jinja and its kin, "{{!-- --}}" and "{{! }}" of Handlebars.
func remarkLength(s string) int {
	s = s[:min(len(s), longestTag)]
	for _, marks := range [...][2]string{{"{# ", "#}"}, {"{#-", "#}"}, {"{{!--", "--}}"}, {"{{! ", "}}"}} {
		if strings.HasPrefix(s, marks[0]) {
			if n := strings.Index(s, marks[1]); n > 0 {
				return n + len(marks[1])
			}
		}
	}
	return 0
}

// verbatimEnd returns where the tag begins that ends t, or where t ends.
func verbatimEnd(src string, t tag, ends map[string]int) int {
	at, known := ends[t.name]
	if !known || at < t.to {
		at = len(src)
		for from := t.to; ; {
			n := strings.Index(src[from:], "{")
			if n < 0 {
				break
			}
			from += n
			if end, ok := tagAt(src, from, false); ok && end.end && end.name == t.name {
				at = from
				break
			}
			from++
		}
		ends[t.name] = at
	}
	if at == len(src) {
		return t.to
	}
	return at
}

// tagAt reads the template at an offset. With template every variable is one.
func tagAt(src string, at int, template bool) (tag, bool) {
	s := src[at:min(len(src), at+longestTag)]
	for _, form := range [...][2]string{{"{{<", ">}}"}, {"{{%", "%}}"}, {"{{", "}}"}, {"{%", "%}"}} {
		if !strings.HasPrefix(s, form[0]) {
			continue
		}
		n := strings.Index(s[len(form[0]):], form[1])
		if n < 0 {
			return tag{}, false
		}
		inner := s[len(form[0]) : len(form[0])+n]
		t := tag{
			from: at, to: at + len(form[0]) + n + len(form[1]),
			plain: form[0] == "{{<", block: form[0] == "{%",
		}
		if form[0] == "{{" {
			return variable(t, inner, template)
		}
		if body, ok := strings.CutPrefix(inner, "/*"); ok { // Hugo's way to show a shortcode
			t.name, t.literal = "literal", form[0]+strings.TrimSuffix(body, "*/")+form[1]
			return t, true
		}
		inner = strings.TrimSpace(strings.Trim(inner, "-"))
		inner = strings.TrimSpace(strings.TrimSuffix(inner, "/"))
		if body, ok := strings.CutPrefix(inner, "/"); ok {
			t.end, inner = true, strings.TrimSpace(body)
		}
		t.name, t.args = call(inner)
		if t.name == "" && inner == "end" || t.name == "end" { // Zola's and Tera's
			t.end, t.name = true, ""
			return t, true
		}
		if t.name != "" {
			return t, true
		}
		name, args, _ := strings.Cut(inner, " ")
		name, more, cut := strings.Cut(name, "\n")
		if cut {
			args = more + " " + args
		}
		if name == "" || !IsLetter(name[0]) {
			return tag{}, false
		}
		t.name, t.args = strings.ToLower(name), strings.TrimSpace(args)
		if rest, ok := strings.CutPrefix(t.name, "end"); ok && form[0] == "{%" {
			t.end, t.name = true, rest
		}
		return t, true
	}
	return tag{}, false
}

// call reads "name(arguments)", as Zola has it; the name is "" if it is none.
func call(s string) (name, args string) {
	open := strings.IndexByte(s, '(')
	if open < 1 || !strings.HasSuffix(s, ")") || strings.ContainsAny(s[:open], " .|\"'=\n") || !IsLetter(s[0]) {
		return "", ""
	}
	return strings.ToLower(s[:open]), s[open+1 : len(s)-1]
}

// variable reads "{{ site.url }}" and the like. Other double braces are text: not every post with
// braces is a template.
func variable(t tag, inner string, template bool) (tag, bool) {
	if strings.HasPrefix(inner, "- ") && strings.HasSuffix(inner, " -") {
		return t, true // nobody else writes that
	}
	inner = strings.TrimSpace(strings.Trim(inner, "-"))
	if name, args := call(inner); name != "" {
		t.name, t.args = name, args
		if strings.Contains(args, "=") || template || isPictureName(name) || sites[name] != "" || t.picture(false) != "" {
			return t, true
		}
		t.name, t.args, t.parsed = "", "", nil
	}
	if template && len(inner) > 1 && strings.IndexByte("#/>", inner[0]) >= 0 { // Handlebars
		return t, true
	}
	value, filters, filtered := strings.Cut(inner, "|")
	value = strings.TrimSpace(value)
	if len(value) > 1 && (value[0] == '"' || value[0] == '\'') && value[len(value)-1] == value[0] {
		if filtered || !strings.ContainsAny(value[1:len(value)-1], `"'`) {
			t.literal = value[1 : len(value)-1]
			return t, true
		}
		return t, false
	}
	object, _, dotted := strings.Cut(value, ".")
	t.variable = value
	if template && value != "" && (IsLetter(value[0]) || value[0] == '_') {
		return t, true
	}
	switch object {
	case "site", "page", "post", "include", "layout", "paginator", "jekyll", "theme", "content":
		return t, (dotted || object == "content") && !strings.ContainsAny(value, " ()=")
	}
	return t, filtered && (strings.Contains(filters, "_url") || strings.Contains(filters, "markdownify"))
}

// pairTags finds for each tag the one that ends it. A tag that is never ended, or was never begun,
// has no pair. The branches of a condition end where the condition does.
func pairTags(src string, tags []tag) {
	var open []int
	depth := map[string]int{}
	for i := range tags {
		t := &tags[i]
		switch {
		case t.name == "" && t.end: // it ends whatever was begun last
			if len(open) > 0 {
				begin := &tags[open[len(open)-1]]
				depth[begin.name]--
				begin.pair, t.name = i, begin.name
				open = open[:len(open)-1]
			}
		case t.name == "" || t.name == "literal" || t.name == "address":
		case !t.end:
			open = append(open, i)
			depth[t.name]++
		case depth[t.name] > 0:
			for n := len(open) - 1; ; n-- {
				begin := &tags[open[n]]
				depth[begin.name]--
				if isBranch(begin.name) && (t.name == "if" || t.name == "unless" || t.name == "case") {
					begin.pair = i
				}
				if begin.name == t.name {
					begin.pair = i
					open = open[:n]
					break
				}
			}
		}
	}
	settlePairs(src, tags)
}

// settlePairs says what the tags of each pair become.
func settlePairs(src string, tags []tag) {
	type pane struct {
		end   int
		tag   *tag
		items []string // labels of the tabs in it
	}
	var panes []pane
	for i := range tags {
		begin := &tags[i]
		if begin.pair == 0 || isBranch(begin.name) {
			continue
		}
		for len(panes) > 0 && panes[len(panes)-1].end < i {
			panes = panes[:len(panes)-1]
		}
		var around *tag
		if len(panes) > 0 {
			top := &panes[len(panes)-1]
			around = top.tag
			if begin.isTab() && len(top.items) > 0 {
				begin.item, top.items = top.items[0], top.items[1:]
			}
		}
		if name := begin.baseName(); strings.HasPrefix(name, "tab") && !begin.isTab() || name == "codetabs" {
			items := strings.Split(strings.Trim(begin.named("items", "tabs", "labels"), "[]"), ",")
			for n := range items {
				items[n] = strings.Trim(items[n], ` "'`)
			}
			panes = append(panes, pane{begin.pair, begin, items})
		}
		settle(src, begin, &tags[begin.pair], around)
	}
}

// settle says what a pair of tags becomes; around is the set of tabs that it stands in, if any.
func settle(src string, begin, end, around *tag) {
	inner := src[begin.to:end.from]
	if fenced(begin.name) || begin.codeTab(around) {
		body := strings.TrimSpace(inner[:min(len(inner), 200)])
		if !strings.HasPrefix(body, "```") && !strings.HasPrefix(body, "~~~") {
			begin.fence, end.fence = fenceSort(src, begin, end)
		}
		if begin.fence == spanFence && begin.isTab() {
			begin.begins, end.after = strings.TrimLeft("**"+begin.label()+"** `", "* "), "`"
			if label := begin.label(); label != "" {
				begin.begins = "**" + label + "** `"
			}
			begin.fence, end.fence = noFence, noFence
		}
		if begin.fence != noFence {
			return
		}
	}
	if begin.begins == "" && begin.mayBox() && begin.alone(src) && end.alone(src) && begin.picture(false) == "" {
		begin.boxed, end.boxed = true, true
		return
	}
	if begin.begins == "" && begin.remarkInLine(src, end, inner) {
		return
	}
	if begin.isTab() && strings.HasPrefix(strings.TrimLeft(src[end.to:], " \t"), "\n") {
		end.after += "  " // the next tab stays on a line of its own
	}
	href := begin.named("href", "link", "url", "to", "relref", "page")
	if body := strings.TrimSpace(inner); href != "" && begin.label() == "" && body != "" && len(body) < 500 &&
		!strings.ContainsAny(body, "\n[]<{") && begin.picture(false) == "" {
		begin.begins, end.after = "[", "]("+inAngles(href)+")"
	}
}

// remarkInLine makes a container of a pair of tags that has a line for itself together with its text,
// where it would be one if its tags stood on lines of their own.
func (t *tag) remarkInLine(src string, end *tag, inner string) bool {
	before := src[strings.LastIndexByte(src[:t.from], '\n')+1 : t.from]
	after, _ := LineAt(src, end.to)
	if t.isTab() || strings.TrimSpace(before) != "" || strings.TrimSpace(after) != "" || strings.Contains(inner, "\n") ||
		strings.TrimSpace(inner) == "" || !t.mayBox() || t.picture(false) != "" {
		return false
	}
	t.begins = t.containerHead() + " " + OneLine
	return true
}

// codeTab reports whether what is in a tab is code: it says in which language, or is one of
// Docsy's, whose tabs hold code where they do not say that they hold text.
func (t *tag) codeTab(around *tag) bool {
	if !t.isTab() || t.named("codelang", "language") == "" && t.block {
		return t.isTab() && t.named("lang") != ""
	}
	isText := func(t *tag) bool {
		return strings.Contains(t.args, "text=true") || strings.Contains(t.args, `text="true"`)
	}
	if isText(t) || around != nil && isText(around) {
		return false
	}
	return t.named("lang", "language", "codelang") != "" || around != nil && around.name == "tabpane" && t.plain
}

func isBranch(name string) bool { return name == "else" || name == "elsif" || name == "elif" }

// fenceSort tells what the tags around code become.
func fenceSort(src string, begin, end *tag) (fenceKind, fenceKind) {
	switch {
	case begin.alone(src) && end.alone(src):
		return lineFence, lineFence
	case strings.IndexByte(src[begin.to:end.from], '\n') < 0:
		return spanFence, spanFence
	}
	return noFence, noFence
}

// alone reports whether a tag has a line for itself.
func (t *tag) alone(src string) bool {
	before := src[strings.LastIndexByte(src[:t.from], '\n')+1 : t.from]
	after, _ := LineAt(src, t.to)
	return strings.Trim(before, " \t>") == "" && strings.TrimSpace(after) == ""
}

func fenced(name string) bool {
	return name == "highlight" || name == "codeblock" || name == "code" || bodyLanguage(name) != ""
}

// rawTags are what authors put around code that looks like a template; it is for the generator,
// which reads code, too.
var rawTags = strings.NewReplacer("{% raw %}\n", "", "{% endraw %}\n", "", "{% raw %}", "", "{% endraw %}", "")

// WithoutRaw takes the tags off code that say that it is no template.
func WithoutRaw(code string) string {
	if strings.Contains(code, "{% raw %}") && strings.Contains(code, "{% endraw %}") {
		return rawTags.Replace(code)
	}
	return code
}
