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

// templates rewrites all templates in src.
func templates(src string) string {
	tags := findTags(src)
	if len(tags) == 0 {
		return src
	}
	pairTags(src, tags)
	var b strings.Builder
	b.Grow(len(src))
	done := 0
	for i := 0; i < len(tags); i++ {
		t := &tags[i]
		if t.from < done {
			continue
		}
		before := src[done:t.from]
		done = t.to
		if t.name == "" && t.literal == "" && strings.HasSuffix(before, "**") && strings.HasPrefix(src[done:], "**") {
			before, done = before[:len(before)-2], done+2 // there is nothing left to be strong
		}
		b.WriteString(before)
		if skip := skipped(tags, i); skip > t.to {
			done = skip
		} else {
			text := t.markdown()
			b.WriteString(text)
			if strings.HasPrefix(text, "\\[") && t.alone(src) && done+1 < len(src) && !blankAt(src, done+1) {
				b.WriteString("  ") // what follows stays on a line of its own
			}
		}
		b.WriteString(strings.Repeat("\n", strings.Count(src[t.from:done], "\n")))
	}
	b.WriteString(src[done:])
	return b.String()
}

// skipped returns up to where the text goes with a tag: a loop, a comment, or the branches of a
// condition but the first.
func skipped(tags []tag, i int) int {
	t := &tags[i]
	switch t.name {
	case "for", "comment", "capture", "tablerow":
		if t.pair > 0 {
			return tags[t.pair].to
		}
	case "else", "elsif", "elif", "when":
		if t.pair > 0 {
			return tags[t.pair].from
		}
	}
	return 0
}

// findTags finds the templates in src that do not stand in code.
func findTags(src string) []tag {
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
		case src[i] == '{' && i+1 < len(src) && (src[i+1] == '%' || src[i+1] == '{'):
			t, ok := tagAt(src, i)
			if !ok {
				i += 2
				continue
			}
			tags = append(tags, t)
			i = t.to
			if verbatimTags[t.name] && !t.end {
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
			if end, ok := tagAt(src, from); ok && end.end && end.name == t.name {
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

// tagAt reads the template at an offset.
func tagAt(src string, at int) (tag, bool) {
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
		t := tag{from: at, to: at + len(form[0]) + n + len(form[1])}
		if form[0] == "{{" {
			return variable(t, inner)
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
	return strings.ToLower(s[:open]), strings.ReplaceAll(s[open+1:len(s)-1], ",", " ")
}

// variable reads "{{ site.url }}" and the like. Other double braces are text: not every post with
// braces is a template.
func variable(t tag, inner string) (tag, bool) {
	if strings.HasPrefix(inner, "- ") && strings.HasSuffix(inner, " -") {
		return t, true // nobody else writes that
	}
	inner = strings.TrimSpace(strings.Trim(inner, "-"))
	if name, args := call(inner); strings.Contains(args, "=") {
		t.name, t.args = name, args
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
				begin.boxed = begin.mayBox() && begin.alone(src) && t.alone(src)
				t.boxed = begin.boxed
				open = open[:len(open)-1]
			}
		case t.name == "" || t.name == "literal":
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
					if fenced(begin.name) {
						begin.fence, t.fence = fenceSort(src, begin, t)
					}
					begin.boxed = begin.mayBox() && begin.alone(src) && t.alone(src)
					t.boxed = begin.boxed
					open = open[:n]
					break
				}
			}
		}
	}
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

func fenced(name string) bool { return name == "highlight" || name == "codeblock" || name == "code" }

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
