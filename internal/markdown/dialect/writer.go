package dialect

import "strings"

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
