package feed_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// node is an element of an XML document.
type node struct {
	name     string
	attrs    map[string]string
	children []*node
	text     string
}

// count is how often an element may occur in its parent.
type count struct{ least, most int }

const many = 1 << 30

// atomRules are the elements that each element may contain by RFC 4287, section 4.
var atomRules = map[string]map[string]count{
	"feed": {
		"id": {1, 1}, "title": {1, 1}, "subtitle": {0, 1}, "updated": {1, 1}, "link": {2, 2}, "author": {1, many}, "generator": {1, 1},
		"entry": {0, many},
	},
	"entry": {
		"id": {1, 1}, "title": {1, 1}, "updated": {1, 1}, "published": {0, 1}, "link": {1, 2}, "author": {0, many}, "category": {0, many},
		"summary": {0, 1}, "content": {1, 1},
	},
	"author": {"name": {1, 1}},
}

// atomAttributes are the attributes that each element may have.
var atomAttributes = map[string]string{
	"feed": "xmlns lang", "entry": "lang", "link": "rel type href", "category": "term", "content": "type", "generator": "version",
}

// checkAtom checks a feed against RFC 4287.
func checkAtom(t testing.TB, text []byte) {
	t.Helper()
	root := parseXML(t, text)
	if root.name != "feed" || root.attrs["xmlns"] != "http://www.w3.org/2005/Atom" {
		t.Fatalf("the root is %q %v", root.name, root.attrs)
	}
	checkNode(t, root)
	ids := map[string]bool{}
	for _, n := range root.children {
		if n.name != "entry" {
			continue
		}
		id := n.child("id").text
		if ids[id] || id == root.child("id").text {
			t.Errorf("the id %q is there twice", id)
		}
		ids[id] = true
		if content := n.child("content"); content.attrs["type"] != "html" {
			t.Errorf("content of type %q", content.attrs["type"])
		} else {
			checkHTML(t, content.text)
		}
	}
}

func (n *node) child(name string) *node {
	for _, c := range n.children {
		if c.name == name {
			return c
		}
	}
	return &node{}
}

// checkNode checks an element and its contents against the rules.
func checkNode(t testing.TB, n *node) {
	t.Helper()
	rules, holds := atomRules[n.name]
	seen := map[string]int{}
	for _, c := range n.children {
		seen[c.name]++
		if _, known := rules[c.name]; !known {
			t.Errorf("%s in %s", c.name, n.name)
		}
		checkNode(t, c)
	}
	for name, c := range rules {
		if seen[name] < c.least || seen[name] > c.most {
			t.Errorf("%d of %s in %s", seen[name], name, n.name)
		}
	}
	if holds && strings.TrimSpace(n.text) != "" {
		t.Errorf("text in %s: %q", n.name, n.text)
	}
	for name := range n.attrs {
		if !strings.Contains(" "+atomAttributes[n.name]+" ", " "+name+" ") {
			t.Errorf("attribute %s of %s", name, n.name)
		}
	}
	switch n.name {
	case "id":
		checkTag(t, n.text)
	case "updated", "published":
		checkTime(t, n.text)
	case "link":
		checkAddress(t, n.attrs["href"])
	case "name", "generator":
		if strings.TrimSpace(n.text) == "" {
			t.Errorf("an empty %s", n.name)
		}
	}
}

// parseXML parses a document that must be well-formed.
func parseXML(t testing.TB, text []byte) *node {
	t.Helper()
	if !utf8.Valid(text) {
		t.Fatal("not UTF-8")
	}
	in := xml.NewDecoder(bytes.NewReader(text))
	top := &node{}
	stack := []*node{top}
	for {
		token, err := in.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("not well-formed: %v\n%s", err, text)
		}
		above := stack[len(stack)-1]
		switch token := token.(type) {
		case xml.StartElement:
			n := &node{name: token.Name.Local, attrs: map[string]string{}}
			for _, a := range token.Attr {
				n.attrs[a.Name.Local] = a.Value
			}
			above.children = append(above.children, n)
			stack = append(stack, n)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			above.text += string(token)
		}
	}
	if len(top.children) != 1 {
		t.Fatalf("%d roots", len(top.children))
	}
	return top.children[0]
}

var tagURI = regexp.MustCompile(`^tag:[a-z0-9.-]+,\d{4}(?:-\d\d(?:-\d\d)?)?:(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-F]{2})*$`)

// checkTag checks an identity against RFC 4151.
func checkTag(t testing.TB, id string) {
	t.Helper()
	if !tagURI.MatchString(id) {
		t.Errorf("%q is no tag: URI", id)
	}
}

func checkTime(t testing.TB, text string) {
	t.Helper()
	if _, err := time.Parse(time.RFC3339, text); err != nil {
		t.Error(err)
	}
}

// checkAddress checks that an address is absolute and safe to follow.
func checkAddress(t testing.TB, address string) {
	t.Helper()
	u, err := url.Parse(address)
	switch {
	case err != nil:
		t.Error(err)
	case u.Scheme == "mailto" && u.Opaque != "":
	case (u.Scheme == "http" || u.Scheme == "https" || u.Scheme == "ssh" || u.Scheme == "gemini") && u.Host != "":
	default:
		t.Errorf("the address %q", address)
	}
	if strings.ContainsAny(address, " \t\n\"<>") {
		t.Errorf("the address %q is not in one piece", address)
	}
}

// jsonRules are the keys that JSON Feed 1.1 requires; jsonFeed has the others.
var jsonRules = struct{ feed, item []string }{
	[]string{"version", "title", "items"}, []string{"id", "content_html"},
}

// jsonFeed is everything that our feeds may contain.
type jsonFeed struct {
	Version     string       `json:"version"`
	Title       string       `json:"title"`
	HomePageURL string       `json:"home_page_url"`
	FeedURL     string       `json:"feed_url"`
	Description string       `json:"description"`
	Language    string       `json:"language"`
	Authors     []jsonAuthor `json:"authors"`
	Items       []jsonItem   `json:"items"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

type jsonItem struct {
	ID            string       `json:"id"`
	URL           string       `json:"url"`
	ExternalURL   string       `json:"external_url"`
	Title         string       `json:"title"`
	ContentHTML   string       `json:"content_html"`
	Summary       string       `json:"summary"`
	Image         string       `json:"image"`
	DatePublished *string      `json:"date_published"`
	DateModified  *string      `json:"date_modified"`
	Authors       []jsonAuthor `json:"authors"`
	Tags          []string     `json:"tags"`
	Language      string       `json:"language"`
}

// checkJSON checks a feed against JSON Feed 1.1.
func checkJSON(t testing.TB, text []byte) {
	t.Helper()
	if !utf8.Valid(text) || !json.Valid(text) {
		t.Fatalf("no JSON in UTF-8:\n%s", text)
	}
	var f jsonFeed
	in := json.NewDecoder(bytes.NewReader(text))
	in.DisallowUnknownFields()
	if err := in.Decode(&f); err != nil {
		t.Fatal(err)
	}
	checkKeys(t, text, jsonRules.feed)
	if f.Version != "https://jsonfeed.org/version/1.1" || f.Title == "" {
		t.Errorf("version %q, title %q", f.Version, f.Title)
	}
	checkAddress(t, f.HomePageURL)
	checkAddress(t, f.FeedURL)
	var raw struct{ Items []json.RawMessage }
	if err := json.Unmarshal(text, &raw); err != nil || raw.Items == nil {
		t.Fatal("no items: ", err)
	}
	ids := map[string]bool{}
	for i, item := range f.Items {
		checkKeys(t, raw.Items[i], jsonRules.item)
		checkItem(t, item)
		if ids[item.ID] {
			t.Errorf("the id %q is there twice", item.ID)
		}
		ids[item.ID] = true
	}
}

func checkItem(t testing.TB, item jsonItem) {
	t.Helper()
	checkTag(t, item.ID)
	checkHTML(t, item.ContentHTML)
	for _, address := range []string{item.URL, item.ExternalURL, item.Image} {
		if address != "" {
			checkAddress(t, address)
		}
	}
	for _, when := range []*string{item.DatePublished, item.DateModified} {
		if when != nil {
			checkTime(t, *when)
		}
	}
	for _, author := range item.Authors {
		if author.Name == "" {
			t.Error("an author without a name")
		}
	}
}

func checkKeys(t testing.TB, object []byte, required []string) {
	t.Helper()
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(object, &keys); err != nil {
		t.Fatal(err)
	}
	for _, key := range required {
		if _, ok := keys[key]; !ok {
			t.Errorf("no %q", key)
		}
	}
}

// harmless are the elements that content may have.
var harmless = regexp.MustCompile(`^(?:p|h[1-6]|pre|blockquote|[uo]l|li|hr|br|d[ltd]|table|caption|thead|tbody|t[rhd]|figure|figcaption|details|summary|` +
	`em|strong|del|ins|mark|kbd|su[pb]|code|a|img|span|html|head|body)$`)

// checkHTML parses content as browsers do, and checks that nothing in it is active and that all
// addresses are absolute.
func checkHTML(t testing.TB, text string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		switch {
		case n.Type == html.CommentNode:
			t.Errorf("a comment: %q", n.Data)
		case n.Type == html.TextNode && strings.ContainsFunc(n.Data, isControl):
			t.Errorf("control characters: %q", n.Data)
		case n.Type != html.ElementNode:
		case !harmless.MatchString(n.Data):
			t.Errorf("an element %q", n.Data)
		default:
			checkAttributes(t, n)
		}
	}
}

func checkAttributes(t testing.TB, n *html.Node) {
	t.Helper()
	for _, a := range n.Attr {
		switch a.Key {
		case "href", "src":
			checkAddress(t, a.Val)
			if n.Data == "img" && !strings.HasPrefix(a.Val, "http") {
				t.Errorf("an image at %q", a.Val)
			}
		case "id", "class", "title", "alt", "align", "start", "open":
		default:
			t.Errorf("an attribute %s=%q of %s", a.Key, a.Val, n.Data)
		}
	}
}

func isControl(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e
}
