package dialect

import "strings"

// pairTags finds for each tag the one that ends it. A tag that is never ended, or was never begun,
// has no pair. The branches of a condition end where the condition does.
func pairTags(src string, tags []tag) {
	var open []int
	depth := map[string]int{}
	for i := range tags {
		t := &tags[i]
		switch {
		case t.name == "" && t.end: // it ends whatever was begun last
			if len(open) > 0 {
				begin := &tags[open[len(open)-1]]
				depth[begin.name]--
				begin.pair, t.name = i, begin.name
				open = open[:len(open)-1]
			}
		case t.name == "" || t.name == "literal" || t.name == "address":
		case !t.end:
			open = append(open, i)
			depth[t.name]++
		case depth[t.name] > 0:
			for n := len(open) - 1; ; n-- {
				begin := &tags[open[n]]
				depth[begin.name]--
				if isBranch(begin.name) && (t.name == "if" || t.name == "unless" || t.name == "case") {
					begin.pair = i
				}
				if begin.name == t.name {
					begin.pair = i
					open = open[:n]
					break
				}
			}
		}
	}
	settlePairs(src, tags)
}

// settlePairs says what the tags of each pair become.
func settlePairs(src string, tags []tag) {
	type pane struct {
		end   int
		tag   *tag
		items []string // labels of the tabs in it
	}
	var panes []pane
	for i := range tags {
		begin := &tags[i]
		if begin.pair == 0 || isBranch(begin.name) {
			continue
		}
		for len(panes) > 0 && panes[len(panes)-1].end < i {
			panes = panes[:len(panes)-1]
		}
		var around *tag
		if len(panes) > 0 {
			top := &panes[len(panes)-1]
			around = top.tag
			if begin.isTab() && len(top.items) > 0 {
				begin.item, top.items = top.items[0], top.items[1:]
			}
		}
		if name := begin.baseName(); strings.HasPrefix(name, "tab") && !begin.isTab() || name == "codetabs" {
			items := strings.Split(strings.Trim(begin.named("items", "tabs", "labels"), "[]"), ",")
			for n := range items {
				items[n] = strings.Trim(items[n], ` "'`)
			}
			panes = append(panes, pane{begin.pair, begin, items})
		}
		settle(src, begin, &tags[begin.pair], around)
	}
}

// settle says what a pair of tags becomes; around is the set of tabs that it stands in, if any.
func settle(src string, begin, end, around *tag) {
	inner := src[begin.to:end.from]
	if fenced(begin.name) || begin.codeTab(around) {
		body := strings.TrimSpace(inner[:min(len(inner), 200)])
		if !strings.HasPrefix(body, "```") && !strings.HasPrefix(body, "~~~") {
			begin.fence, end.fence = fenceSort(src, begin, end)
		}
		if begin.fence == spanFence && begin.isTab() {
			begin.begins, end.after = strings.TrimLeft("**"+begin.label()+"** `", "* "), "`"
			if label := begin.label(); label != "" {
				begin.begins = "**" + label + "** `"
			}
			begin.fence, end.fence = noFence, noFence
		}
		if begin.fence != noFence {
			return
		}
	}
	if begin.begins == "" && begin.mayBox() && begin.alone(src) && end.alone(src) && begin.picture(false) == "" {
		begin.boxed, end.boxed = true, true
		return
	}
	if begin.begins == "" && begin.remarkInLine(src, end, inner) {
		return
	}
	if begin.isTab() && strings.HasPrefix(strings.TrimLeft(src[end.to:], " \t"), "\n") {
		end.after += "  " // the next tab stays on a line of its own
	}
	href := begin.named("href", "link", "url", "to", "relref", "page")
	if body := strings.TrimSpace(inner); href != "" && begin.label() == "" && body != "" && len(body) < 500 &&
		!strings.ContainsAny(body, "\n[]<{") && begin.picture(false) == "" {
		begin.begins, end.after = "[", "]("+inAngles(href)+")"
	}
}

// remarkInLine makes a container of a pair of tags that has a line for itself together with its text,
// where it would be one if its tags stood on lines of their own.
func (t *tag) remarkInLine(src string, end *tag, inner string) bool {
	before, _ := around(src, t.from, t.to)
	_, after := around(src, end.from, end.to)
	if t.isTab() || strings.TrimSpace(before) != "" || strings.TrimSpace(after) != "" ||
		strings.Contains(inner, "\n") ||
		strings.TrimSpace(inner) == "" || !t.mayBox() || t.picture(false) != "" {
		return false
	}
	t.begins = t.containerHead() + " " + OneLine
	return true
}

// codeTab reports whether what is in a tab is code: it says in which language, or is one of
// Docsy's, whose tabs hold code where they do not say that they hold text.
func (t *tag) codeTab(around *tag) bool {
	if !t.isTab() || t.named("codelang", "language") == "" && t.block {
		return t.isTab() && t.named("lang") != ""
	}
	isText := func(t *tag) bool {
		return strings.Contains(t.args, "text=true") || strings.Contains(t.args, `text="true"`)
	}
	if isText(t) || around != nil && isText(around) {
		return false
	}
	return t.named("lang", "language", "codelang") != "" || around != nil && around.name == "tabpane" && t.plain
}

func isBranch(name string) bool { return name == "else" || name == "elsif" || name == "elif" }

// fenceSort tells what the tags around code become.
func fenceSort(src string, begin, end *tag) (fenceKind, fenceKind) {
	switch {
	case begin.alone(src) && end.alone(src):
		return lineFence, lineFence
	case strings.IndexByte(src[begin.to:end.from], '\n') < 0:
		return spanFence, spanFence
	}
	return noFence, noFence
}

// alone reports whether a tag has a line for itself.
func (t *tag) alone(src string) bool {
	before, after := around(src, t.from, t.to)
	return strings.Trim(before, " \t>") == "" && strings.TrimSpace(after) == ""
}

func fenced(name string) bool {
	return name == "highlight" || name == "codeblock" || name == "code" || bodyLanguage(name) != ""
}
