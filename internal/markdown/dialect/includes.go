package dialect

import "strings"

// An include brings in a file of the theme, which is not looked at. What its author hands over is
// the author's text, and stays.

// include is what a tag becomes that includes a file.
func (t *tag) include(alone bool) string {
	all := t.list()
	if len(all) == 0 {
		return ""
	}
	file := all[0]
	if file.name != "" { // Liquid has the file first, others name it
		file = argument{}
	}
	name := strings.ToLower(fileName(file.value))
	name, _, _ = strings.Cut(name, ".")
	inner := *t
	inner.name, inner.parsed = name, nil
	if file.value != "" {
		inner.parsed = all[1:]
	} else {
		inner.parsed = all
	}
	if len(inner.parsed) == 0 {
		return ""
	}
	if provider := strings.ToLower(inner.named("provider", "service")); sites[provider] != "" {
		if id := inner.named("id", "video_id", "key"); id != "" {
			return embed(provider, sites[provider]+id)
		}
	}
	if picture := inner.picture(isPictureName(name)); picture != "" {
		return picture
	}
	if text := inner.named(bodyNames...); text != "" && inner.named("link", "url", "href") == "" {
		sort := inner.alertSort()
		if sort == "" {
			return strings.TrimSpace(inner.named("title") + " " + text)
		}
		return remark(sort, inner.named("title"), text, alone)
	}
	for _, a := range inner.parsed { // "{% include alert.html warning="It is hot." %}"
		if AlertKinds[a.name] != "" && strings.Contains(a.value, " ") {
			return remark(a.name, "", a.value, alone)
		}
	}
	for _, end := range [...]string{"", "player", "-player", "embed", "-embed", "_embed", "video"} {
		site := strings.TrimSuffix(name, end)
		if id := inner.named("id", "video_id", "video", "url", "src", "key", "user"); id != "" && sites[site] != "" {
			return embed(site, inner.siteAddress(sites[site]))
		}
	}
	if address := inner.address(); address != "" && inner.words() == "" {
		return embed(name, address)
	}
	return inner.words()
}

// isPictureName reports whether a tag or an include is one for pictures.
func isPictureName(name string) bool {
	switch name {
	case "figure", "img", "image", "asset_img", "imgproc", "picture", "responsive-image", "inline_image", "fig",
		"photo",
		"lightbox", "responsive_image", "resimg", "imgur", "postimage", "image-gallery", "imagecaption", "image_caption",
		"figure_link", "imageresize", "resize_image", "thumbnail":
		return true
	}
	return false
}

// alertSort is the sort of remark that a tag asks for, "" if it is none.
func (t *tag) alertSort() string {
	sort := strings.ToLower(t.named("type", "level", "kind", "color", "icon", "style", "class", "status", "variant"))
	if AlertKinds[sort] != "" {
		return sort
	}
	if AlertKinds[t.name] != "" {
		return t.name
	}
	if t.name == "callout" || t.name == "notice" || t.name == "admonition" || t.name == "message" ||
		t.name == "alertbox" {
		return "note"
	}
	return ""
}

// remark is a remark on one line: with a label within a text, else a container.
func remark(sort, title, text string, alone bool) string {
	text = strings.Join(strings.Fields(text), " ")
	if title != "" {
		title = strings.Join(strings.Fields(title), " ")
	}
	if alone {
		return containerEnd + sort + " " + title + " " + OneLine + text
	}
	if title == "" {
		title = strings.ToUpper(sort[:1]) + sort[1:]
	}
	return "**" + title + ":** " + text
}
