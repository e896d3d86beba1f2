package feed

import (
	"regexp"
	"sync"

	"github.com/microcosm-cc/bluemonday"
)

// sanitise lets through only the HTML that this package writes. It is the second line of defence:
// raw HTML of posts never gets into the tree, and everything written from the tree is escaped.
func sanitise(html string) string { return policy().Sanitize(html) }

// policy returns the policy, which is made once, because that takes longer than most posts. It is
// safe for concurrent use.
var policy = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.RequireParseableURLs(true)
	p.AllowRelativeURLs(false)
	p.AllowURLSchemes("http", "https", "mailto", "gemini", "ssh")
	p.AllowElements(
		"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "ul", "ol", "li", "hr", "br", "dl", "dt", "dd",
		"table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "details", "summary",
		"em", "strong", "del", "ins", "mark", "kbd", "sup", "sub", "code",
	)
	p.AllowAttrs("id").Matching(regexp.MustCompile(`^[\p{L}\p{M}\p{N}:._~-]{1,256}$`)).
		OnElements("h1", "h2", "h3", "h4", "h5", "h6", "li", "sup", "span")
	p.AllowAttrs("href", "title").OnElements("a")
	p.AllowAttrs("src", "alt", "title").OnElements("img")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("open").Matching(regexp.MustCompile(`^$`)).OnElements("details")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^language-[\w+#.-]{1,32}$`)).OnElements("code")
	p.AllowAttrs("align").Matching(regexp.MustCompile(`^(?:left|center|right)$`)).OnElements("th", "td")
	return p
})
