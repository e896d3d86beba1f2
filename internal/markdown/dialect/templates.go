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
