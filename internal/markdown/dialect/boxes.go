package dialect

import "strings"

// A pair of tags may be a remark, a quotation, a tab, or something folded away.

// containerEnd ends the container that a pair of tags becomes. It has more colons than people write.
const containerEnd = "::::::::"

// OneLine stands between the head and the text of a container that is one line.
const OneLine = containerEnd + ":|:"

// baseName is the name of a tag without the directory of its theme, signs and number.
func (t *tag) baseName() string {
	name := t.name
	if at := strings.LastIndexAny(name, "/."); at >= 0 {
		name = name[at+1:]
	}
	return joinedName.Replace(name)
}

// isTab reports whether a tag is one of several that are shown one at a time.
func (t *tag) isTab() bool {
	switch t.baseName() {
	case "tab", "tabitem", "tabpanel", "tabcontent", "tabbed", "codetab", "tabspanel", "tabsitem":
		return true
	}
	return false
}

// label is what a pair of tags is called: its title, else the first argument in quotes. Of Jekyll's
// tabs it is what stands behind the name of their group.
func (t *tag) label() string {
	if label := t.named("header", "title", "label", "summary", "heading", "caption"); label != "" {
		return label
	}
	if t.isTab() {
		if label := t.named("name", "tabname", "value", "tab"); label != "" {
			return label
		}
		all := t.values()
		if len(all) > 0 && all[0].quoted {
			return all[0].value
		}
		var words []string
		for _, a := range all {
			words = append(words, a.value)
		}
		if len(words) > 1 {
			words = words[1:]
		}
		if len(words) > 0 {
			return strings.Join(words, " ")
		}
		return t.item
	}
	return t.firstWords()
}

// mayBox reports whether a pair of these tags is a remark, a quotation, something folded away, or
// something with a label.
func (t *tag) mayBox() bool {
	switch t.baseName() {
	case "note", "notice", "callout", "alert", "admonition", "hint", "details", "spoiler", "collapsible",
		"collapse", "expand",
		"accordion", "blockquote", "quote", "pullquote", "message", "fold", "folding", "aside", "epigraph",
		"accordionitem", "detail",
		"panel", "disclosure", "toggle":
		return true
	case "for", "if", "unless", "case", "capture", "block", "macro", "when", "raw", "comment":
		return false
	}
	return AlertKinds[t.name] != "" || t.label() != "" && t.picture(false) == "" &&
		t.named("link", "href", "url") == ""
}

// containerHead begins the container that a pair of tags becomes.
func (t *tag) containerHead() string {
	words := strings.TrimSpace(t.args)
	title := t.named("title", "summary", "label", "author", "header", "heading", "name")
	sort := t.alertSort()
	if len(t.list()) > 0 && !strings.Contains(words, "=") {
		if first, rest, _ := strings.Cut(words, " "); AlertKinds[strings.ToLower(strings.Trim(first, `"'`))] != "" &&
			t.name != "details" {
			sort, words = strings.ToLower(strings.Trim(first, `"'`)), rest
		}
		if title == "" {
			title = strings.Trim(strings.TrimSpace(words), `"'`)
		}
	} else if title == "" {
		title = t.firstWords()
	}
	if sort != "" || t.isBox() {
		title = withoutSwitches(title)
	}
	switch t.baseName() {
	case "details", "spoiler", "collapsible", "collapse", "expand", "accordion", "fold", "folding",
		"accordionitem", "detail",
		"disclosure", "toggle":
		sort = "details"
	case "blockquote", "quote", "epigraph", "pullquote":
		sort = "blockquote"
		if source := t.named("source", "cite", "link"); source != "" && title == "" {
			title = source
		}
	default:
		if sort == "" && t.isBox() {
			sort = "note"
		} else if sort == "" {
			sort, title = "tab", t.label()
			if more := t.named("subheader", "subtitle"); more != "" && title != "" {
				title += " (" + more + ")"
			}
		}
	}
	return containerEnd + sort + " " + strings.Join(strings.Fields(title), " ")
}

// withoutSwitches takes off a title what themes want to know about the look of a remark: the names of
// icons and the like.
func withoutSwitches(title string) string {
	for {
		first, rest, more := strings.Cut(title, " ")
		switch first {
		case "no-icon", "flat", "modern", "simple", "disabled", "icon", "default":
		default:
			if !more && strings.Contains(first, "-") && strings.ToLower(first) == first && len(first) < 30 {
				return ""
			}
			return title
		}
		title = strings.TrimSpace(rest)
	}
}

// isBox reports whether a tag is a remark by its name.
func (t *tag) isBox() bool {
	switch t.baseName() {
	case "notice", "callout", "alert", "admonition", "hint", "message", "aside", "note", "panel":
		return true
	}
	return AlertKinds[t.name] != ""
}

// joinedName takes the joints out of the name of a box.
var joinedName = strings.NewReplacer("-", "", "_", "")
