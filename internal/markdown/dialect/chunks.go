package dialect

import "strings"

// Chunks are code that an engine runs: "```{r plot, echo=FALSE}" of R Markdown, "```{python}" with
// lines of "#| echo: false" of Quarto, "```{code-cell}" with ":tags:" of MyST. What their author
// hides is not shown. "```{=html}" is HTML, and what is for another format than the web goes.

// chunk rewrites a block of code with its fences.
func chunk(block string) string {
	first, at := LineAt(block, 0)
	info := strings.TrimLeft(first, " \t>")
	marks := info[:CountByte([]byte(info), info[0])]
	info = strings.TrimSpace(info[len(marks):])
	if !strings.HasPrefix(info, "{") || len(info) > 2000 {
		return block
	}
	end := strings.LastIndexByte(info, '}')
	if end < 0 {
		return block
	}
	list, args := strings.TrimSpace(info[1:end]), strings.TrimSpace(info[end+1:])
	if raw, ok := strings.CutPrefix(list, "="); ok {
		return rawBlock(block, first, raw)
	}
	if AlertKinds[list] != "" || list == "admonition" || list == "dropdown" || list == "seealso" {
		return directiveBlock(block, first, list, args)
	}
	if strings.HasPrefix(list, "figure") || list == "image" {
		alt := ""
		for _, line := range strings.Split(block[at:], "\n") {
			if v, ok := strings.CutPrefix(strings.TrimSpace(line), ":alt:"); ok {
				alt = strings.TrimSpace(v)
			}
		}
		if args == "" {
			return block
		}
		return figureBlock(block, "!["+inBrackets(alt)+"]("+inAngles(args)+")")
	}
	hidden := hides(list)
	options := 0 // lines of them
	for next := at; next < len(block); {
		line, end := LineAt(block, next)
		option, ok := optionOf(line)
		if !ok {
			break
		}
		hidden = hidden || hides(option)
		options += strings.Count(line, "\n")
		next, at = end, end
	}
	switch {
	case hidden:
		return strings.Repeat("\n", strings.Count(block, "\n"))
	case at > len(first):
		return strings.Repeat("\n", options) + first + block[at:]
	}
	return block
}

// optionOf is the option of a chunk that a line at its beginning gives.
func optionOf(line string) (string, bool) {
	line = strings.TrimSpace(line)
	for _, mark := range [...]string{"#|", "//|", "%%|", "--|", "%|"} {
		if option, ok := strings.CutPrefix(line, mark); ok {
			return option, true
		}
	}
	if strings.HasPrefix(line, ":") && strings.Contains(line, ": ") && strings.IndexByte(line[1:], ':') < 20 {
		return line[1:], true
	}
	return "", false
}

// hides reports whether the options of a chunk hide its code.
func hides(options string) bool {
	s := strings.ToLower(plainOptions.Replace(options))
	for _, word := range [...]string{"include=false", "echo=false", "include=f", "echo=f", "echo=0"} {
		if i := strings.Index(s, word); i >= 0 && (i == 0 || s[i-1] == ',' || s[i-1] == '{' || !IsLetter(s[i-1])) {
			if rest := s[i+len(word):]; rest == "" || strings.IndexByte(",;]}", rest[0]) >= 0 {
				return true
			}
		}
	}
	if strings.HasPrefix(s, "tags=") || strings.Contains(s, ",tags=") {
		for _, tag := range [...]string{"remove-cell", "remove-input", "remove_cell", "remove_input", "hide-cell", "hide-input"} {
			if strings.Contains(s, tag) {
				return strings.HasPrefix(tag, "remove")
			}
		}
	}
	return false
}

// rawBlock is a block in another language than Markdown: HTML is read as such, and the rest is for
// formats that are none of the web.
func rawBlock(block, first, lang string) string {
	rest := block[len(first):]
	if lang = strings.TrimSpace(lang); lang != "html" && lang != "html5" && lang != "html4" && lang != "markdown" &&
		lang != "md" {
		return strings.Repeat("\n", strings.Count(block, "\n"))
	}
	body, last := withoutLastLine(rest)
	return lineEnd(first) + body + lineEnd(last)
}

// withoutLastLine splits off the fence that ends a block.
func withoutLastLine(s string) (body, last string) {
	at := strings.LastIndexByte(strings.TrimSuffix(s, "\n"), '\n') + 1
	if line := strings.Trim(s[at:], " \t>\n"); len(line) > 2 && (strings.Trim(line, "`") == "" ||
		strings.Trim(line, "~") == "") {
		return s[:at], s[at:]
	}
	return s, ""
}

// directiveBlock is a remark between fences, as MyST has it.
func directiveBlock(block, first, name, title string) string {
	body, last := withoutLastLine(block[len(first):])
	indent := first[:len(first)-len(strings.TrimLeft(first, " \t>"))]
	kind := name
	switch name {
	case "admonition", "seealso":
		kind = "note"
	case "dropdown":
		kind = "details"
	}
	var b strings.Builder
	if name != "admonition" && name != "dropdown" && title != "" { // MyST has text behind the name
		body = title + "\n" + body
		b.WriteString(indent + containerEnd + kind + " " + OneLine + strings.Join(strings.Fields(body), " ") + lineEnd(last))
		return b.String() + strings.Repeat("\n", max(0, strings.Count(block, "\n")-strings.Count(b.String(), "\n")))
	}
	b.WriteString(indent + containerEnd + kind + " " + title + lineEnd(first))
	options := true
	for at := 0; at < len(body); {
		line, next := LineAt(body, at)
		if trimmed := strings.TrimSpace(line); options && strings.HasPrefix(trimmed, ":") &&
			strings.Contains(trimmed[1:], ":") {
			if class, ok := strings.CutPrefix(trimmed, ":class:"); ok && AlertKinds[strings.TrimSpace(class)] != "" {
				s := strings.Replace(b.String(), containerEnd+kind, containerEnd+strings.TrimSpace(class), 1)
				b.Reset()
				b.WriteString(s)
			}
			b.WriteString(lineEnd(line))
		} else {
			options = false
			b.WriteString(line)
		}
		at = next
	}
	if last != "" {
		b.WriteString(indent + containerEnd + lineEnd(last))
	}
	return b.String()
}

// figureBlock is a picture with the lines behind it as its caption.
func figureBlock(block, picture string) string {
	first, at := LineAt(block, 0)
	body, last := withoutLastLine(block[at:])
	var b strings.Builder
	b.WriteString(picture + lineEnd(first))
	for at := 0; at < len(body); {
		line, next := LineAt(body, at)
		if strings.HasPrefix(strings.TrimSpace(line), ":") {
			b.WriteString(lineEnd(line))
		} else {
			b.WriteString(line)
		}
		at = next
	}
	b.WriteString(lineEnd(last))
	return b.String()
}

// plainOptions writes the options of a chunk without blanks and quotation marks.
var plainOptions = strings.NewReplacer(" ", "", "\t", "", ":", "=", `"`, "", "'", "")
