package dialect

import "strings"

// A template within the address of a link or a picture is not like one in a text: where nobody
// knows what it stands for, the whole address goes, and the words of the link stay.

// longestAddress bounds an address with templates in it.
const longestAddress = 2 << 10

// addressAround returns the address in which the template at an offset stands: what is in the
// parentheses of a link, in the quotes of an attribute of HTML, in angles, or behind "[name]:".
func addressAround(src string, at int) (from, to int, ok bool) {
	if templateLength(src[at:min(len(src), at+longestAddress)]) == 0 {
		return 0, 0, false
	}
	line := src[max(0, at-longestAddress):at]
	line = line[strings.LastIndexByte(line, '\n')+1:]
	base := at - len(line)
	if i := strings.LastIndex(line, "]("); i >= 0 && !strings.ContainsAny(line[i+2:], ") \t") {
		from = base + i + 2
		to = addressEnd(src, from, ")")
		return from, to, to > at
	}
	if i := strings.LastIndexAny(line, `"'`); i > 0 && line[i-1] == '=' {
		if open := strings.LastIndexByte(line[:i], '<'); open >= 0 && !strings.Contains(line[open:i], ">") &&
			attributeOfAddress(line[:i-1]) {
			from = base + i + 1
			to = addressEnd(src, from, line[i:i+1])
			return from, to, to > at && to < len(src) && src[to] == line[i]
		}
	}
	if strings.HasSuffix(line, "<") && at > 0 {
		if to = addressEnd(src, at, ">"); to < len(src) && src[to] == '>' {
			return at - 1, to + 1, true
		}
	}
	if rest := strings.TrimLeft(line, " "); strings.HasPrefix(rest, "[") {
		if i := strings.LastIndex(line, "]: "); i > 0 && !strings.ContainsAny(strings.TrimLeft(line[i+3:], " "), " \t") {
			from = base + len(line) - len(strings.TrimLeft(line[i+3:], " "))
			to = addressEnd(src, from, "")
			return from, to, to > at
		}
	}
	return 0, 0, false
}

// attributeOfAddress reports whether a tag of HTML ends in the name of an attribute that holds an
// address.
func attributeOfAddress(s string) bool {
	s = strings.TrimRight(s, " ")
	for _, name := range [...]string{"href", "src", "srcset", "poster", "data-src", "action", "content"} {
		if strings.HasSuffix(s, " "+name) {
			return true
		}
	}
	return false
}

// addressEnd returns where an address ends that begins at an offset: before the closing sign or,
// if that is a parenthesis or none, before a blank. Templates in it are passed over.
func addressEnd(src string, from int, closing string) int {
	limit := min(len(src), from+longestAddress)
	depth := 0
	for i := from; i < limit; {
		if n := templateLength(src[i:limit]); n > 0 {
			i += n
			continue
		}
		c := src[i]
		switch {
		case c == '\n':
			return i
		case closing == ")" && c == '(':
			depth++
		case closing == ")" && c == ')' && depth > 0:
			depth--
		case closing != "" && c == closing[0]:
			return i
		case (c == ' ' || c == '\t') && closing != `"` && closing != "'":
			return i
		}
		i++
	}
	return limit
}

// templateLength is the length of the template at the beginning of s, 0 if there is none.
func templateLength(s string) int {
	if len(s) < 4 || s[0] != '{' || s[1] != '{' && s[1] != '%' {
		return 0
	}
	end := "}}"
	if s[1] == '%' {
		end = "%}"
	}
	if n := strings.Index(s[:min(len(s), 400)], end); n > 0 {
		return n + 2
	}
	return 0
}

// resolveAddress is an address without its templates; "" if one of them stands for what is not
// known.
func (w *writer) resolveAddress(raw string) string {
	var b strings.Builder
	for i := 0; i < len(raw); {
		n := templateLength(raw[i:])
		if n == 0 {
			b.WriteByte(raw[i])
			i++
			continue
		}
		part, ok := w.addressPart(raw[i : i+n])
		if !ok {
			return ""
		}
		b.WriteString(part)
		i += n
	}
	return strings.Trim(b.String(), "<> ")
}

// addressPart is what a template in an address stands for.
func (w *writer) addressPart(s string) (string, bool) {
	t, ok := tagAt(s, 0, true)
	if !ok || t.end {
		return "", false
	}
	if t.name == "" {
		switch {
		case t.literal != "":
			return t.literal, true
		case w.values[t.variable] != "":
			return w.values[t.variable], true
		}
		return "", isBase(t.variable)
	}
	switch t.name {
	case "baseurl", "base_url", "siteurl", "site_url", "root", "blogurl":
		return "", true
	}
	if v := t.named("filename", "path", "file", "src", "url", "page", "slug"); v != "" {
		return v, true
	}
	all := t.values()
	if len(all) > 1 && (all[0].value == "static" || all[0].value == "media") { // "url_for('static', ...)"
		all = all[1:]
	}
	if len(all) > 0 && (all[0].quoted || strings.ContainsAny(all[0].value, "./-") || t.name == "post_url" ||
		t.name == "link") {
		return all[0].value, true
	}
	return "", false
}

// isBase reports whether a variable is the address of the site.
func isBase(name string) bool {
	object, field, dotted := strings.Cut(strings.ToLower(name), ".")
	if !dotted {
		field = object
	} else if object != "site" && object != "config" && object != "metadata" && object != "jekyll" &&
		object != "meta" && object != "theme" {
		return false
	}
	switch joinedName.Replace(field) {
	case "baseurl", "url", "root", "siteurl", "base", "basepath", "pathprefix", "rooturl", "domain",
		"relativeroot", "productionurl",
		"github.url", "homepage":
		return dotted || field != "url"
	}
	return false
}
