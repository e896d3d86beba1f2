package dialect

import (
	"strings"
)

// codeFence is what a pair of tags around code becomes. Hardly any code has a line of it.
const codeFence = "~~~~~~~~"

// markdown is what a template stands for.
func (t *tag) markdown(src string) string {
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
		return t.after
	case t.pair > 0:
		return t.opening()
	}
	return t.single(src)
}

// single is what a tag becomes that has no end.
func (t *tag) single(src string) string {
	switch t.name {
	case "post_url", "link", "ref", "relref":
		if address := t.first(); !strings.HasPrefix(address, "http") {
			return address
		}
	case "post_link", "asset_link", "page_link":
		return t.link()
	case "include", "include_relative", "include_cached", "render", "partial", "import", "embed_partial":
		if address := t.named("url"); strings.HasPrefix(address, "http") && fileSort(address) == noFile &&
			t.words() == "" {
			return embed(t.name, address)
		}
		return t.include(t.alone(src))
	case "assign", "if", "unless", "case", "else", "elsif", "elseif", "elif", "when", "for", "raw", "layout",
		"set", "capture",
		"block", "extends", "macro", "from", "comment", "increment", "decrement", "cycle", "toc", "liquid", "css", "js":
		return ""
	}
	if picture := t.picture(isPictureName(t.name)); picture != "" {
		return picture
	}
	if word, ok := t.inText(); ok {
		return word
	}
	if site, ok := sites[t.name]; ok {
		return embed(t.name, t.siteAddress(site))
	}
	words := t.words()
	if sort := t.alertSort(); sort != "" && words != "" {
		text := t.named(bodyNames...)
		if text == "" {
			return remark(sort, "", words, t.alone(src))
		}
		return remark(sort, t.named("title"), text, t.alone(src))
	}
	if address := t.address(); address != "" && !strings.Contains(words, "](") {
		if words != "" {
			return embed(t.name, address) + " " + words
		}
		return embed(t.name, address)
	}
	return words
}

// inText is what a tag becomes that sets words of a text in another way.
func (t *tag) inText() (string, bool) {
	all := t.values()
	switch t.name {
	case "kbd", "key":
		if words := strings.Trim(strings.TrimSpace(t.args), `"'`); words != "" && !strings.Contains(words, "=") {
			return "<kbd>" + words + "</kbd>", true
		}
	case "label":
		if _, words, ok := strings.Cut(t.args, "@"); ok {
			return strings.TrimSpace(words), true
		}
	case "btn", "button", "linkbutton":
		address, rest, ok := strings.Cut(t.args, ",")
		text, _, _ := strings.Cut(rest, ",")
		if text = strings.Trim(text, ` "'`); ok && text != "" && !strings.ContainsAny(t.args, "=") {
			return "[" + inBrackets(text) + "](" + inAngles(strings.Trim(address, ` "'`)) + ")", true
		}
	case "abbr", "mark", "hl", "sup", "sub", "u", "badge", "tag", "ruby", "text", "span", "underline", "tooltip",
		"term", "color",
		"em", "strong", "emph", "wavy", "dot", "del", "emphasis":
		if len(all) > 0 {
			words := all[0].value
			if t.name == "color" || t.name == "text" {
				words = all[len(all)-1].value
			}
			return words, true
		}
	}
	return "", false
}

// opening is what the beginning of a pair becomes that stands around a text and is no block.
func (t *tag) opening() string {
	switch t.name {
	case "assign", "if", "unless", "case", "else", "elsif", "elseif", "elif", "when", "for", "raw", "layout",
		"set", "capture",
		"block", "extends", "macro", "comment":
		return ""
	}
	if picture := t.picture(isPictureName(t.name)); picture != "" {
		return picture + " "
	}
	if t.begins != "" {
		return t.begins
	}
	if site, ok := sites[t.name]; ok {
		return embed(t.name, t.siteAddress(site)) + " "
	}
	title := t.label()
	if more := t.named("subheader", "subtitle"); more != "" && title != "" {
		title += " (" + more + ")"
	}
	href := t.named("link", "href", "url", "to", "relref", "page")
	switch {
	case title != "" && href != "":
		return "**[" + inBrackets(title) + "](" + inAngles(href) + ")** "
	case title != "":
		return "**" + strings.ReplaceAll(title, "*", "") + "** "
	case href != "" && strings.Contains(href, "://"):
		return embed(t.name, href) + " "
	}
	return ""
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
	"youtube": "https://www.youtube.com/watch?v=", "youtubelite": "https://www.youtube.com/watch?v=",
	"vimeo":   "https://vimeo.com/",
	"twitter": "https://twitter.com/i/status/", "tweet": "https://twitter.com/i/status/",
	"x":    "https://twitter.com/i/status/",
	"gist": "https://gist.github.com/", "github": "https://github.com/", "post": "https://dev.to/",
	"user":    "https://dev.to/",
	"codepen": "https://codepen.io/", "instagram": "https://www.instagram.com/p/",
	"stackblitz":  "https://stackblitz.com/edit/",
	"codesandbox": "https://codesandbox.io/s/", "slideshare": "https://www.slideshare.net/slideshow/embed_code/",
	"speakerdeck": "https://speakerdeck.com/player/", "spotify": "https://open.spotify.com/",
	"bilibili": "https://www.bilibili.com/video/",
	"gslides":  "https://docs.google.com/presentation/d/",
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
	return strings.TrimRight(address, ",")
}

// fenceInfo is the language and the title of a tag around code.
func (t *tag) fenceInfo() string {
	if bodyLanguage(t.name) != "" {
		return bodyLanguage(t.name)
	}
	if t.isTab() {
		lang := t.named("lang", "language", "codelang")
		if label := t.label(); label != "" {
			lang += ` title="` + strings.ReplaceAll(label, `"`, "") + `"`
		}
		return lang
	}
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

// bodyLanguage is the language of what stands between tags of a name, "" if it is Markdown.
func bodyLanguage(name string) string {
	switch name {
	case "mermaid", "plantuml", "graphviz", "chart", "asciinema", "dot", "d2", "viz", "goat", "markmap", "echarts",
		"vega",
		"vegalite", "tikz", "kroki", "ditaa", "nomnoml", "wavedrom", "abcjs", "abc", "flowchart", "diagram", "svgbob",
		"plot",
		"plotly", "bpmn", "seqdiag", "blockdiag", "typeit", "leaflet", "geojson", "csv", "score":
		return name
	case "puml", "uml":
		return "plantuml"
	case "katex", "math", "mathjax", "latex", "equation", "displaymath":
		return "math"
	}
	return ""
}
