package loader_test

import (
	"fmt"
	"strings"

	"github.com/sshblog/sshblog/internal/test/fuzzseed"
)

// choices is the bytes of a fuzzer, read as choices: it makes front matter that could be one, or
// nearly so, far more often than bytes at random do.
type choices struct{ fuzzseed.Choices }

// key is most often one that means something.
func (r *choices) key() string {
	return r.Of("title", "date", "tags", "categories", "authors", "author", "slug", "permalink", "url", "aliases", "summary", "description", "image", "cover", "series",
		"series_order", "weight", "lang", "draft", "published", "expirydate", "updated", "redirect_to", "canonical_url", "layout", "extra", "params", "cascade", "target", "values",
		"Title", "TITLE", "link-title", "<<", "x", "? ", "", "a.b", "\"q\"", "é", "\u202e", "k\x00", "languages", "permalinks", "exclude", "defaults", "scope", "path", "timezone",
		"baseURL", "contentdir", "staticdir", "source", "source_dir", "type", "name", "src")
}

// plain is a scalar as its author would write it, or one who means harm.
func (r *choices) plain() string {
	return r.Of("", "T", "A title: with a colon", "2020-01-02", "2020-13-45", "2021-12-10 09:30:00 +1000", "true", "no", "12", "-1", "1e9", "~", "null", "a, b, c", "a b c", "[a, b]",
		"'quoted'", "\"quo\\u001bted\"", "'open", "\"open", "{{ page.x }}", "*a", "&a x", "!!binary aGk=", "!!float nope", "|", ">-", "<b>bold</b> &amp; *it*", "[Name](http://x)",
		"/old/path/", "../../etc/passwd", "/:year/:month/:title/", ":categories:categories", "{slug}", "de", "zh-Hans", "Europe/Berlin", "http://x/", "\u202eback", "a\x1b[31mb", "\x85", "\xff\xfe", "é\u0301",
		"0001-01-01", "created", "@", "`", "%", "- a", "#no", "a #no", strings.Repeat("x", r.Next()), strings.Repeat("长", 10*r.Next()), strings.Repeat("[", r.Next()))
}

// maxDeep is how deep choices nest, a little deeper than is allowed.
const maxDeep = 36

// flow is a value of YAML, and of JSON if quoted, in one line.
func (r *choices) flow(depth int, quoted bool) string {
	scalar := r.plain
	if quoted {
		scalar = func() string {
			if s := r.plain(); s != "true" && s != "null" && s != "12" {
				return fmt.Sprintf("%q", s)
			}
			return r.Of("true", "null", "12", "1.5e3")
		}
	}
	kind := r.Next() % 12
	if depth > maxDeep {
		kind = 0
	}
	switch kind {
	case 1, 2:
		var items []string
		for range r.Next() % 5 {
			items = append(items, r.flow(depth+1, quoted))
		}
		return "[" + strings.Join(items, r.Of(", ", ", ", ",\n ", ",,")) + r.Of("]", "]", "]", ", ]", "")
	case 3, 4:
		var fields []string
		for range r.Next() % 5 {
			key := r.key()
			if quoted {
				key = fmt.Sprintf("%q", key)
			}
			fields = append(fields, key+": "+r.flow(depth+1, quoted))
		}
		return "{" + strings.Join(fields, ", ") + r.Of("}", "}", "}", ", }", "")
	case 5: // nested to a depth that is near the bound
		n := 20 + r.Next()%20
		return strings.Repeat("[", n) + scalar() + strings.Repeat("]", n)
	}
	return scalar()
}

// yaml is the lines of a table.
func (r *choices) yaml(indent string, depth int) string {
	var b strings.Builder
	for i := range 1 + r.Next()%8 {
		b.WriteString(indent + r.key() + r.Of(": ", ": ", ":", " : ", ":\t"))
		switch kind := r.Next() % 10; {
		case kind == 0 && depth < maxDeep:
			b.WriteString(r.Of("", "&a ", "&b ") + "\n" + r.yaml(indent+r.Of("  ", " ", "\t", "    "), depth+1))
			continue
		case kind == 1:
			b.WriteString("\n")
			for range r.Next() % 6 {
				b.WriteString(indent + r.Of("- ", "  - ", "-", "- - ") + r.flow(depth, false) + "\n")
			}
			continue
		case kind == 2:
			b.WriteString(r.Of("|", ">", "|-", ">+", "|2") + "\n" + indent + "  " + r.plain() + "\n" + indent + r.Of("  ", " ", "") + r.plain() + "\n")
			continue
		case kind == 3:
			fmt.Fprintf(&b, "&a%d [%s]", i, strings.Repeat(fmt.Sprintf("*a%d, ", i-1), r.Next()%12))
		default:
			b.WriteString(r.flow(depth, false))
		}
		b.WriteString(r.Of("\n", "\n", "\n", " # said\n", "\r\n", "\n\n"))
	}
	return b.String()
}

// toml is the lines of a table.
func (r *choices) toml() string {
	var b strings.Builder
	for range 1 + r.Next()%10 {
		key := r.Of(r.key(), r.key(), r.key()+"."+r.key(), "\""+r.key()+"\"")
		switch r.Next() % 6 {
		case 0:
			b.WriteString("[" + key + "]\n")
		case 1:
			b.WriteString("[[" + key + "]]\n")
		default:
			b.WriteString(key + " = " + r.Of(fmt.Sprintf("%q", r.plain()), "'"+r.plain()+"'", "2020-01-02", "2020-01-02T03:04:05Z", "true", "0x1F", "[1, [2, {a = 3}]]",
				"{a.b.c = 1, a.d = ['x']}", "'''\n"+r.plain()+"\n'''", strings.Repeat("[", r.Next()%40), strings.Repeat("{a=", r.Next()%40)+"1", r.plain()) + "\n")
		}
	}
	return b.String()
}

// header is front matter of any form, with or without its end.
func (r *choices) header() string {
	switch r.Next() % 8 {
	case 0, 1, 2:
		return r.Of("---", "---", "---yaml", "--- ", "-----") + "\n" + r.yaml("", 0) + r.Of("---\n", "---\n", "...\n", "---", "--\n", "")
	case 3, 4:
		return r.Of("+++", "+++", "---toml") + "\n" + r.toml() + r.Of("+++\n", "---\n", "+++", "")
	case 5:
		return r.Of("", "---json\n") + "{\"title\": " + r.flow(0, true) + ", " + fmt.Sprintf("%q", r.key()) + ": " + r.flow(0, true) + r.Of("}\n", "}\n---\n", "}}\n", "")
	case 6:
		return r.Of("", ";;;\n") + "\"title\": " + r.flow(0, true) + ",\n" + fmt.Sprintf("%q", r.key()) + ": " + r.flow(0, true) + r.Of("\n;;;\n", "\n", "\n;;\n")
	}
	var b strings.Builder
	for range 1 + r.Next()%8 {
		b.WriteString(r.key() + r.Of(": ", " = ", ":") + r.plain() + "\n" + r.Of("", "", "  "+r.plain()+"\n", "- "+r.plain()+"\n"))
	}
	return b.String() + r.Of("\n", "---\n", "")
}

// file is a post.
func (r *choices) file() string {
	text := r.Of("", "", "", "\ufeff") + r.header() + r.Of("Body\n", "", "# Heading *one*\n\nText.\n", "<!--more-->", "```\nopen", "\x00\x1b", r.plain())
	switch r.Next() % 12 {
	case 0:
		return strings.ReplaceAll(text, "\n", "\r\n")
	case 1:
		return strings.ReplaceAll(text, "\n", "\r")
	case 2: // in UTF-16, as far as it goes
		var b strings.Builder
		b.WriteString("\xff\xfe")
		for _, c := range text {
			b.WriteString(string([]byte{byte(c), byte(c >> 8)}))
		}
		return b.String()
	}
	return text
}

// name is the path of a post.
func (r *choices) name() string {
	return r.Of("posts/x.md", "x.md", "_posts/2020-01-02-x.de.md", "posts/x/index.md", "about.md", "a b.md", "\u202e.md", "a\nb.md", "a\tb.md", "a\x1b[31m.md", "_drafts/x.io.md", "2020-01-02.md", "é/ü.markdown", "-.md", "a/b/c/index.de.md")
}

// site is a site file and its name, both "" for none.
func (r *choices) site() (name, text string) {
	switch r.Next() % 6 {
	case 0:
		return "_config.yml", r.Of("", "---\n") + r.yaml("", 0)
	case 1:
		return r.Of("hugo.toml", "config.toml", "_config.toml"), r.toml()
	case 2:
		return "hugo.json", "{" + fmt.Sprintf("%q", r.key()) + ": " + r.flow(0, true) + "}"
	case 3:
		return "pelicanconf.py", strings.ToUpper(r.key()) + " = '" + r.plain() + "'\n" + r.key() + " = " + r.plain() + "\n  " + r.plain()
	}
	return "", ""
}
