package frontmatter

import (
	"strings"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// cutOrg cuts the keywords above the text of an Org file, "#+title: Bees", with blank lines, comments
// and drawers of properties between them.
func cutOrg(text string) Header {
	end, _ := orgKeywords(text)
	if end == 0 {
		return Header{}
	}
	return Header{Form: formOrg, src: text[:end], line: 1, Body: end, confidence: sure}
}

// orgKeywords returns where the keywords above the text of an Org file end, and whether there is
// nothing behind them.
func orgKeywords(text string) (end int, open bool) {
	drawer := false
	for at := 0; at < len(text); {
		line, n := plaintext.CutLine(text[at:])
		line = strings.TrimSpace(line)
		upper := strings.ToUpper(line)
		switch {
		case drawer:
			drawer = upper != ":END:"
		case upper == ":PROPERTIES:":
			drawer = true
		case orgKeyword(line), line == "", strings.HasPrefix(line, "# "), line == "#":
		default:
			return end, false
		}
		at += n
		if line != "" {
			end = at
		}
	}
	return end, true
}

// orgKeyword reports whether a line is a keyword that says something of the whole file.
func orgKeyword(line string) bool {
	key, _, ok := strings.Cut(line, ":")
	key = strings.ToUpper(key)
	return ok && strings.HasPrefix(key, "#+") && !strings.HasPrefix(key, "#+BEGIN") && !strings.ContainsAny(key, " \t") &&
		key != "#+CAPTION" && key != "#+HTML" && key != "#+ATTR_HTML" && key != "#+RESULTS" && key != "#+NAME"
}

// orgPrefixes are what exporters put before the keys of a post.
var orgPrefixes = []string{"hugo", "export", "jekyll", "firn", "rss"}

// parseOrg reads keywords as fields: of a date its day without the brackets, of the tags a list.
func parseOrg(src string, line int, b *Budget) Value {
	return eachLine(src, line, b, func(text string) (key, val string, ok bool) {
		key, val, ok = strings.Cut(strings.TrimSpace(text), ":")
		if rest, isKeyword := strings.CutPrefix(key, "#+"); isKeyword {
			key = rest
		} else if rest, isProperty := strings.CutPrefix(text, ":"); isProperty { // of a drawer
			key, val, ok = strings.Cut(rest, ":")
		} else {
			return "", "", false
		}
		list := strings.HasSuffix(key, "[]")
		key = FoldKey(strings.TrimSuffix(key, "[]"))
		for _, prefix := range orgPrefixes {
			if rest, cut := strings.CutPrefix(key, prefix); cut && len(rest) > 2 {
				key = rest
			}
		}
		val = strings.TrimSpace(val)
		switch key {
		case "filetags", "keywords", "tags", "categories", "customfrontmatter":
			if key == "filetags" {
				key = "tags"
			}
			if list || strings.HasPrefix(val, ":") {
				val = "[" + strings.Join(strings.FieldsFunc(val, func(r rune) bool { return r == ':' || r == ' ' }), ", ") + "]"
			}
		case "date", "publishdate", "expirydate", "lastmod", "updated":
			val = orgDate(val)
		case "draft":
			switch val {
			case "t":
				val = "true"
			case "nil":
				val = "false"
			}
		}
		return key, val, ok
	})
}

// orgDate returns "2024-01-02 10:00" of <2024-01-02 Tue 10:00>.
func orgDate(val string) string {
	inner := strings.Trim(val, "<>[]")
	if inner == val {
		return val
	}
	var kept []string
	for i, part := range strings.Fields(inner) {
		if i == 0 || part != "" && part[0] >= '0' && part[0] <= '9' {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, " ")
}
