package dialect

import "strings"

// jsxTag is a tag of JSX: its values may be JavaScript in braces.
type jsxTag struct {
	name    string
	attrs   [][2]string // names and values; a value in braces is kept only if it is a plain string
	closing bool
	empty   bool              // it ends in itself
	braces  bool              // there was a value in braces
	files   map[string]string // what is imported, by its name
	size    int
}

// jsxAt reads the tag at the beginning of s.
func jsxAt(s string, files map[string]string) (jsxTag, bool) {
	s = s[:min(len(s), 2*longestTag)]
	t := jsxTag{files: files}
	i := 1
	if i < len(s) && s[i] == '/' {
		t.closing = true
		i++
	}
	start := i
	for i < len(s) && jsxNameByte(s[i]) {
		i++
	}
	if t.name = s[start:i]; t.name == "" || !IsLetter(t.name[0]) {
		return t, false
	}
	for {
		for i < len(s) && (s[i] == ' ' || s[i] == '\n' || s[i] == '\t') {
			i++
		}
		switch {
		case i >= len(s):
			return t, false
		case s[i] == '>':
			t.size = i + 1
			return t, true
		case strings.HasPrefix(s[i:], "/>"):
			t.empty, t.size = true, i+2
			return t, true
		case s[i] == '{':
			n := braceLength(s[i:])
			if n == 0 {
				return t, false
			}
			t.braces = true
			i += n
		case jsxNameByte(s[i]):
			n := t.attribute(s[i:])
			if n == 0 {
				return t, false
			}
			i += n
		default:
			return t, false
		}
	}
}

func jsxNameByte(c byte) bool {
	return IsLetter(c) || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-' || c == ':'
}

// attribute reads an attribute at the beginning of s and returns its length, 0 if it is broken.
func (t *jsxTag) attribute(s string) int {
	i := 0
	for i < len(s) && jsxNameByte(s[i]) {
		i++
	}
	name := s[:i]
	if i >= len(s) || s[i] != '=' {
		t.attrs = append(t.attrs, [2]string{name, ""})
		return i
	}
	value := strings.TrimLeft(s[i+1:], " \t\n")
	i = len(s) - len(value)
	if value == "" {
		return 0
	}
	switch value[0] {
	case '"', '\'':
		end := strings.IndexByte(value[1:], value[0])
		if end < 0 {
			return 0
		}
		t.attrs = append(t.attrs, [2]string{name, value[1 : 1+end]})
		return i + end + 2
	case '{':
		n := braceLength(value)
		if n == 0 {
			return 0
		}
		t.braces = true
		inner := strings.TrimSpace(value[1 : n-1])
		if file := t.fileOf(inner); file != "" {
			inner = `"` + file + `"`
		}
		if len(inner) > 1 && strings.IndexByte("\"'`", inner[0]) >= 0 && inner[len(inner)-1] == inner[0] &&
			!strings.Contains(inner, "${") {
			t.attrs = append(t.attrs, [2]string{name, inner[1 : len(inner)-1]})
		}
		return i + n
	}
	end := strings.IndexAny(value, " \t\n>\"'")
	if end <= 0 || value[end] == '"' || value[end] == '\'' {
		return 0
	}
	t.attrs = append(t.attrs, [2]string{name, strings.TrimSuffix(value[:end], "/")})
	return i + end
}

// fileOf is the file that an expression of JavaScript stands for: one that was imported, or that is
// required there and then.
func (t *jsxTag) fileOf(expr string) string {
	if rest, ok := strings.CutPrefix(expr, "require("); ok && len(rest) > 2 {
		if end := strings.IndexByte(rest[1:], rest[0]); end > 0 && (rest[0] == '"' || rest[0] == '\'') {
			return rest[1 : 1+end]
		}
	}
	name, _, _ := strings.Cut(expr, ".")
	return t.files[name]
}

// braceLength returns the length of the braces at the beginning of s and of the text between them;
// 0 if they never close.
func braceLength(s string) int {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

// component reports whether a tag is no HTML: it begins with a capital letter and is not written in capitals only.
func (t *jsxTag) component() bool {
	return t.name[0] >= 'A' && t.name[0] <= 'Z' && strings.ToUpper(t.name) != t.name || strings.Contains(t.name, ".")
}

// attr returns the first of these attributes that is there.
func (t *jsxTag) attr(names ...string) string {
	for _, name := range names {
		for _, a := range t.attrs {
			if a[0] == name && a[1] != "" {
				return strings.Join(strings.Fields(a[1]), " ")
			}
		}
	}
	return ""
}

// html is the tag as HTML, without JavaScript.
func (t *jsxTag) html() string {
	var b strings.Builder
	b.WriteString("<" + t.name)
	for _, a := range t.attrs {
		if a[1] != "" && !strings.Contains(a[1], `"`) {
			b.WriteString(" " + a[0] + `="` + strings.Join(strings.Fields(a[1]), " ") + `"`)
		}
	}
	if t.empty {
		b.WriteString(" /")
	}
	b.WriteByte('>')
	return b.String()
}

// isPicture reports whether a component shows a picture.
func (t *jsxTag) isPicture() bool {
	switch strings.ToLower(t.name) {
	case "image", "img", "figure", "picture", "staticimage", "themedimage", "zoomimage", "gatsbyimage",
		"nextimage", "photo",
		"responsiveimage", "optimizedimage", "lightbox", "astroimage", "frame":
		return true
	}
	return false
}

// markdown is what a component without children becomes.
func (t *jsxTag) markdown() string {
	name := strings.ToLower(t.name)
	inner := tag{name: name}
	for _, a := range t.attrs {
		inner.parsed = append(inner.parsed, argument{name: strings.ToLower(a[0]), value: a[1], quoted: true})
	}
	if src := t.attr("src", "url", "image", "file", "srcLight", "light", "poster"); src != "" {
		if t.isPicture() || fileSort(src) != noFile || !strings.Contains(src, "://") {
			return inner.pictureOf(src, t.attr("alt", "caption", "title"))
		}
		return embed(name, src)
	}
	if id := t.attr("id", "videoId", "youTubeId", "youtubeId", "tweetLink", "tweetId", "videoid"); id != "" {
		if site, ok := sites[name]; ok {
			if strings.Contains(id, "://") {
				site = ""
			}
			return embed(name, site+id)
		}
	}
	if t.isPicture() {
		if alt := t.attr("alt", "caption", "title"); alt != "" {
			return "![" + inBrackets(alt) + "](<>)"
		}
		return ""
	}
	title, text := t.attr("title", "label", "alt", "caption"), t.attr("content", "text", "description", "message", "children")
	if href := t.attr("href", "link", "to"); href != "" {
		if title == "" && text == "" {
			if strings.Contains(href, "://") {
				return embed(name, href)
			}
			return ""
		}
		if title == "" {
			title, text = text, ""
		}
		title = "[" + inBrackets(title) + "](" + inAngles(href) + ")"
	}
	if title != "" && text != "" && title != text {
		return title + " " + text
	}
	return title + text
}

// sort is the sort of container that a component is, "" if it is none.
func (t *jsxTag) sort() string {
	name := strings.ToLower(t.name)
	sort := strings.ToLower(t.attr("type", "variant", "kind", "intent", "status"))
	switch {
	case name == "quote" || name == "blockquote" || name == "pullquote":
		return "blockquote"
	case AlertKinds[sort] != "":
		return sort
	case AlertKinds[name] != "":
		return name
	case name == "callout" || name == "admonition" || name == "aside" || name == "infobox":
		return "note"
	case name == "details" || name == "accordion" || name == "collapsible" || name == "accordionitem" ||
		name == "expandable":
		return "details"
	}
	return ""
}

// pair is what a component becomes that has children; inLine tells that it and they are one line.
func (t *jsxTag) pair(alone, inLine bool) (begin, end string) {
	if href := t.attr("href", "to", "link", "url"); href != "" && !alone && t.attr("title") == "" {
		return "[", "](" + inAngles(href) + ")"
	}
	title := t.attr("title", "label", "summary", "heading", "header", "author", "question")
	if title == "" && strings.HasPrefix(strings.ToLower(t.name), "tab") && t.name != "Tabs" {
		title = t.attr("name", "value")
	}
	sort := t.sort()
	if sort == "details" && title == "" {
		sort = ""
	}
	strong := "**" + strings.ReplaceAll(title, "*", `\*`) + "**"
	switch {
	case !alone && inLine && sort != "":
		return containerEnd + sort + " " + title + " " + OneLine, ""
	case !alone && inLine && title != "":
		return strong + " ", "  "
	case !alone:
		return "", ""
	case sort != "":
		return containerEnd + sort + " " + title, containerEnd
	case title != "":
		return strong, ""
	}
	if src := t.attr("src", "image"); src != "" && fileSort(src) != noFile {
		return "![" + inBrackets(t.attr("alt", "caption")) + "](" + inAngles(src) + ")", ""
	}
	return "", ""
}

// inBrackets is a text for between brackets, inAngles an address for between angles.
func inBrackets(s string) string { return bracketEscapes.Replace(s) }

func inAngles(s string) string {
	return "<" + strings.NewReplacer("<", "%3C", ">", "%3E", "\n", "").Replace(s) + ">"
}

// bracketEscapes escapes the brackets of a link.
var bracketEscapes = strings.NewReplacer("[", `\[`, "]", `\]`)
