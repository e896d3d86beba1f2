package html

import (
	"regexp"
	"sync"

	"github.com/microcosm-cc/bluemonday"
)

// sanitise lets through only the HTML that this package writes. It is the second line of defence:
// raw HTML of posts never gets into the tree, and everything written from the tree is escaped.
func sanitise(html string, form Form) string {
	if form == ForPages {
		return pagePolicy().Sanitize(html)
	}
	return feedPolicy().Sanitize(html)
}

// Policies are made once, because that takes longer than most posts. They are safe for concurrent use.
var (
	feedPolicy = sync.OnceValue(newFeedPolicy)
	pagePolicy = sync.OnceValue(newPagePolicy)
)

// newFeedPolicy returns the policy of feeds, whose addresses are all absolute.
func newFeedPolicy() *bluemonday.Policy {
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
}

// newPagePolicy returns the policy of pages: that of feeds, and what browsers make use of.
func newPagePolicy() *bluemonday.Policy {
	p := newFeedPolicy()
	p.AllowRelativeURLs(true)
	p.AllowElements("aside", "section", "div")
	class := func(pattern string, elements ...string) {
		p.AllowAttrs("class").Matching(regexp.MustCompile(`^(?:` + pattern + `)$`)).OnElements(elements...)
	}
	class(`[a-z0-9]{1,4}`, "span")
	class(`alert(?: [a-z]{1,16})?`, "aside")
	class(`label`, "p")
	class(`anchor`, "a")
	class(`task`, "li")
	class(`scroll`, "div")
	class(`footnotes`, "section")
	p.AllowAttrs("tabindex").Matching(regexp.MustCompile(`^0$`)).OnElements("pre", "div")
	p.AllowAttrs("data-lang").Matching(regexp.MustCompile(`^[\w+#.-]{1,32}$`)).OnElements("pre")
	p.AllowAttrs("width", "height").Matching(bluemonday.Integer).OnElements("img")
	p.AllowAttrs("loading").Matching(regexp.MustCompile(`^lazy$`)).OnElements("img")
	p.AllowAttrs("value").Matching(regexp.MustCompile(`^-?[0-9]{1,9}$`)).OnElements("li")
	p.AllowAttrs("type").Matching(regexp.MustCompile(`^[aAiI]$`)).OnElements("ol")
	return p
}
