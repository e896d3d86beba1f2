package markdown

import "strings"

// dialects rewrites in src what a site generator makes of a post before Markdown sees it. Every line stays on its line, so that
// problems are reported where their author looks for them. A text without such syntax is returned as it is.
func dialects(src string) string {
	if strings.Contains(src, "{%") || strings.Contains(src, "{{") {
		src = templates(src)
	}
	return src
}
