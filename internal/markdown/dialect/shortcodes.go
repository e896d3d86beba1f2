package dialect

import (
	"strings"
)

// codeFence is what a pair of tags around code becomes. Hardly any code has a line of it.
const codeFence = "~~~~~~~~"

// markdown is what a template stands for.
func (t *tag) markdown() string {
	switch {
	case t.name == "" || t.name == "literal":
		return t.literal
	case t.fence == spanFence:
		return "`"
	case t.fence == lineFence && t.end:
		return codeFence
	case t.fence == lineFence:
		return codeFence + t.fenceInfo()
	case t.boxed && t.end:
		return containerEnd
	case t.boxed:
		return t.containerHead()
	case t.end:
		return ""
	}
	switch t.name {
	case "post_url", "link", "ref", "relref":
		if address := t.first(); !strings.HasPrefix(address, "http") {
			return address
		}
	case "post_link", "asset_link", "page_link":
		return t.link()
	case "figure", "img", "image", "asset_img", "imgproc", "picture":
		return t.image()
	case "include", "include_relative", "assign", "if", "unless", "case", "else", "elsif", "when", "for", "raw", "layout", "set", "render":
		if address := t.named("url"); strings.HasPrefix(address, "http") {
			return embed(t.name, address)
		}
		return ""
	}
	if site, ok := sites[t.name]; ok {
		return embed(t.name, t.siteAddress(site))
	}
	if address := t.address(); address != "" {
		return embed(t.name, address)
	}
	return ""
}

// containerEnd ends the container that a pair of tags becomes. It has more colons than people write.
const containerEnd = "::::::::"

// mayBox reports whether a pair of these tags is a remark, a quotation or something folded away.
func (t *tag) mayBox() bool {
	switch t.name {
	case "note", "notice", "callout", "alert", "admonition", "hint", "details", "spoiler", "collapsible", "collapse", "expand",
		"accordion", "blockquote", "quote", "tip", "warning", "caution", "danger", "info", "important", "message", "fold", "folding":
		return true
	}
	return false
}

// containerHead begins the container that a pair of tags becomes.
func (t *tag) containerHead() string {
	words := strings.TrimSpace(t.args)
	title := t.named("title", "summary", "label", "author")
	sort := strings.ToLower(t.named("type", "level", "kind", "color", "icon"))
	if !strings.Contains(words, "=") {
		if first, rest, _ := strings.Cut(words, " "); AlertKinds[strings.ToLower(strings.Trim(first, `"'`))] != "" && t.name != "details" {
			sort, words = strings.ToLower(strings.Trim(first, `"'`)), rest
		}
		title = strings.Trim(strings.TrimSpace(words), `"'`)
	}
	switch t.name {
	case "details", "spoiler", "collapsible", "collapse", "expand", "accordion", "fold", "folding":
		sort = "details"
	case "blockquote", "quote":
		sort = "blockquote"
	default:
		if AlertKinds[sort] == "" {
			sort = t.name
		}
		if AlertKinds[sort] == "" {
			sort = "note"
		}
	}
	return containerEnd + sort + " " + strings.Join(strings.Fields(title), " ")
}

// link is a link to another post: its name, then what the reader reads.
func (t *tag) link() string {
	name, text, _ := strings.Cut(t.args, " ")
	text = strings.Trim(strings.TrimSpace(text), `"'`)
	if text == "" {
		text = name
	}
	return "[" + inBrackets(text) + "](" + inAngles(name) + ")"
}

// sites are the addresses of what embedding tags name by an id.
var sites = map[string]string{
	"youtube": "https://www.youtube.com/watch?v=", "youtubelite": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/",
	"twitter": "https://twitter.com/i/status/", "tweet": "https://twitter.com/i/status/", "x": "https://twitter.com/i/status/",
	"gist": "https://gist.github.com/", "github": "https://github.com/", "post": "https://dev.to/", "user": "https://dev.to/",
	"codepen": "https://codepen.io/", "instagram": "https://www.instagram.com/p/", "stackblitz": "https://stackblitz.com/edit/",
	"codesandbox": "https://codesandbox.io/s/", "slideshare": "https://www.slideshare.net/slideshow/embed_code/",
	"speakerdeck": "https://speakerdeck.com/player/", "spotify": "https://open.spotify.com/", "bilibili": "https://www.bilibili.com/video/",
	"gslides": "https://docs.google.com/presentation/d/",
}

// siteAddress returns the address of the thing that a tag embeds.
func (t *tag) siteAddress(site string) string {
	if address := t.address(); address != "" {
		return address
	}
	id := t.named("id", "user")
	if id == "" {
		id = t.first()
	}
	if second := t.named("id"); second != "" && second != id {
		id += "/" + second
	} else if words := strings.Fields(t.args); t.name == "gist" && len(words) > 1 && !strings.Contains(t.args, "=") {
		id = strings.Trim(words[0], `"'`) + "/" + strings.Trim(words[1], `"'`)
	}
	return site + strings.TrimPrefix(id, "@")
}

// embed is a link to an embedded thing, with a word that names its kind.
func embed(name, address string) string {
	return "\\[" + name + "\\] <" + strings.NewReplacer("<", "%3C", ">", "%3E", " ", "%20").Replace(address) + ">"
}

// address returns a web address among the arguments, "" if there is none.
func (t *tag) address() string {
	if address := t.named("src", "url", "href", "link"); strings.Contains(address, "//") {
		return address
	}
	at := strings.Index(t.args, "http")
	if at < 0 || !strings.HasPrefix(strings.TrimPrefix(t.args[at+4:], "s"), "://") {
		return ""
	}
	address := t.args[at:]
	if end := strings.IndexAny(address, " \t\n\"'"); end >= 0 {
		address = address[:end]
	}
	return address
}

// first is the first argument, without quotes.
func (t *tag) first() string {
	return strings.TrimSpace(Unquote(strings.TrimLeft(t.args, " ")))
}

// named returns the value of the first of these arguments.
func (t *tag) named(names ...string) string {
	return Attribute(strings.ReplaceAll(t.args, "\n", " "), names...)
}

// image makes an image of a tag.
func (t *tag) image() string {
	src := t.named("src", "path", "url", "image")
	alt := t.named("alt", "caption", "title")
	if src == "" {
		words := strings.Fields(t.args)
		for i, w := range words {
			if w = strings.Trim(w, `"'`); strings.ContainsAny(w, "./") {
				src = w
				rest := words[i+1:]
				for len(rest) > 0 && strings.Trim(rest[0], "0123456789px%") == "" { // the size
					rest = rest[1:]
				}
				alt = strings.Trim(strings.Join(rest, " "), `"'`)
				break
			}
		}
	}
	if src == "" {
		return ""
	}
	image := "![" + strings.NewReplacer("[", `\[`, "]", `\]`).Replace(alt) + "](<" + strings.Trim(src, "<>") + ">)"
	if link := t.named("link", "attrlink", "href"); link != "" {
		image = "[" + image + "](<" + strings.Trim(link, "<>") + ">)"
	}
	if caption := t.named("caption"); caption != "" && caption != alt {
		image += " *" + caption + "*"
	}
	return image
}

// fenceInfo is the language and the title of a tag around code.
func (t *tag) fenceInfo() string {
	words := strings.Fields(t.args)
	lang := t.named("lang", "language")
	var title []string
	for i, w := range words {
		switch l, ok := strings.CutPrefix(w, "lang:"); {
		case ok:
			lang = l
		case i == 0 && lang == "" && t.name != "codeblock":
			lang = strings.Trim(w, `"'`)
		case t.name == "codeblock" && !strings.ContainsAny(w, ":="):
			title = append(title, w)
		}
	}
	if len(title) > 0 {
		return lang + ` title="` + strings.ReplaceAll(strings.Join(title, " "), `"`, "") + `"`
	}
	return lang
}
