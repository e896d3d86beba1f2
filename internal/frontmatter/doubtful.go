package frontmatter

import (
	"regexp"
	"strings"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// Bounds of what is looked at for a header that is not understood.
const (
	maxDoubtfulBytes = 8 << 10
	maxDoubtfulLines = 100
)

// doubtfulFields reads what may have been meant as front matter though it cannot be read as such: a
// header that is never closed or too large, one in the middle of the text, in a comment or in code
// with which the text begins. The fields only serve to hold a draft back. The title of a block that
// stands behind text is told in line; 0 if there is none.
func doubtfulFields(text string, open bool) (fields Value, line int) {
	fields = Value{Kind: Table, Line: 1}
	text = text[:min(len(text), maxDoubtfulBytes)]
	if open {
		looseFields(text, 1, &fields)
		return fields, 0
	}
	if lead := leadLength(text); lead > 0 {
		looseFields(text[:lead], 1, &fields)
	}
	if first := firstLineOf(text); strings.HasPrefix(first, "```") || strings.HasPrefix(first, "~~~") {
		if isHeaderLanguage(strings.Trim(first, "`~ \t{}")) {
			looseFields(text, 1, &fields)
		}
	}
	firstBlock(text, &fields)
	return fields, laterBlock(text, &fields)
}

// isHeaderLanguage reports whether front matter is written in a language, by its name on code.
func isHeaderLanguage(name string) bool {
	switch name {
	case "yaml", "yml", "toml", "json", "front-matter", "frontmatter":
		return true
	}
	return false
}

// firstBlock reads the lines up to the first blank one, if all of them look like fields.
func firstBlock(text string, fields *Value) {
	start := leadLength(text)
	end := len(text)
	if i := strings.Index(text[start:], "\n\n"); i >= 0 {
		end = start + i
	}
	block := strings.TrimRight(text[start:end], "\n")
	for line := range strings.SplitSeq(block, "\n") {
		_, _, pair := cutLoose(line)
		line = strings.TrimSpace(line)
		if !pair && line != "" && strings.Trim(line, "-+;.{}[],") != "" && line[0] != '-' && line[0] != '#' {
			return
		}
	}
	looseFields(block, 1+strings.Count(text[:start], "\n"), fields)
}

// laterBlock reads a block between fences that begins behind other text within the first lines, but
// not in code, and returns the line of its first fence where it has a title or a date.
func laterBlock(text string, fields *Value) int {
	lines := strings.SplitN(text, "\n", maxDoubtfulLines+1)
	lines = lines[:min(len(lines), maxDoubtfulLines)]
	open, code := -1, ""
	for i, line := range lines {
		line = strings.TrimSpace(line)
		switch {
		case code != "":
			if strings.HasPrefix(line, code) {
				code = ""
			}
		case strings.HasPrefix(line, "```"), strings.HasPrefix(line, "~~~"):
			code, open = line[:3], -1
		case line != "---" && line != "+++":
			if _, _, pair := cutLoose(line); !pair && line != "" && line[0] != '-' && line[0] != '#' && open >= 0 {
				open = -1
			}
		case open < 0 && i < maxDoubtfulLines/2:
			open = i
		case open >= 0:
			block := Value{Kind: Table}
			looseFields(strings.Join(lines[open+1:i], "\n"), open+2, &block)
			if len(block.Fields) > 0 {
				fields.Fields = append(fields.Fields, block.Fields...)
				if hasKnownKey(&block) {
					return open + 1
				}
				return 0
			}
			open = i
		}
	}
	return 0
}

// secondBlock reads a block between fences with which the text behind the front matter begins: two
// tools may have written one each.
func secondBlock(body string, line int) Value {
	fields := Value{Kind: Table, Line: line}
	body = body[:min(len(body), maxDoubtfulBytes)]
	if first := strings.TrimSpace(firstLineOf(body)); first == "---" || first == "+++" {
		laterBlock(body, &fields)
		for i := range fields.Fields {
			fields.Fields[i].Line += line - 1
		}
	}
	return fields
}

// LooseFields returns what looks like a field in a text that cannot be read in its own form.
func LooseFields(text string) Value {
	fields := Value{Kind: Table, Line: 1}
	looseFields(text[:min(len(text), maxDoubtfulBytes)], 1, &fields)
	return fields
}

// looseFields adds what looks like a field, at the start of a line or behind a comma or a brace.
func looseFields(text string, line int, fields *Value) {
	for limit := maxDoubtfulLines; limit > 0 && text != ""; limit-- {
		one, n := plaintext.CutLine(text)
		for part := range strings.FieldsFuncSeq(one, func(r rune) bool { return strings.ContainsRune("{},;", r) }) {
			if key, val, ok := cutLoose(part); ok && val != "" {
				fields.Fields = append(fields.Fields, Field{
					Key: FoldKey(key), Name: key, Line: line,
					Value: Value{Kind: Scalar, Text: unquote(strings.TrimSuffix(val, ",")), Line: line},
				})
			}
		}
		text = text[n:]
		line++
	}
}

// cutLoose splits a line that may be a field in any form: "draft: true", "draft = true", ".. draft:
// true", "#+draft: true", "@def draft = true", `"draft": true`, "draft:: true", with a comment
// before it.
func cutLoose(line string) (key, val string, ok bool) {
	line = strings.TrimSpace(line)
	for _, mark := range []string{"<!--", "{/*", "/*", "//", "{#", "%%", "#+", "@def ", ".. ", "- ", "export const ", "const ", "#", "%"} {
		line = strings.TrimSpace(strings.TrimPrefix(line, mark))
	}
	for _, mark := range []string{"-->", "*/}", "*/", "#}", "%%"} {
		line = strings.TrimSpace(strings.TrimSuffix(line, mark))
	}
	line = strings.ReplaceAll(line, "：", ":") // as typed in Chinese and Japanese
	i := strings.IndexAny(line, ":=")
	if i <= 0 {
		return "", "", false
	}
	key = unquote(line[:i])
	if _, _, ok = cutPair(key + ":"); !ok || strings.Count(key, " ") > 1 {
		return "", "", false
	}
	return key, strings.TrimSpace(strings.TrimLeft(line[i:], ":=")), true
}

// exportedMeta begins what a post in MDX says of itself in JavaScript, as Next.js has it.
var exportedMeta = regexp.MustCompile(`(?m)^export const (metadata|meta|frontmatter|frontMatter)\b[^=\n]{0,80}= *\{`)

// exported reads the metadata that a post in MDX exports near its beginning. The lines stay in the
// body, where those of MDX are passed over.
func exported(text string, limits Limits) (root Value, ok bool) {
	head := text[:min(len(text), maxDoubtfulBytes)]
	if !strings.Contains(head, "export const ") {
		return root, false
	}
	at := exportedMeta.FindStringSubmatchIndex(head)
	if at == nil {
		return root, false
	}
	b := &Budget{Depth: limits.Depth, Nodes: limits.Nodes}
	line := 1 + strings.Count(head[:at[0]], "\n")
	v := ParseScript(head[at[0]:], line, JavaScript, b)
	meta := v.Get(FoldKey(head[at[2]:at[3]]))
	if meta == nil || meta.Kind != Table || !hasKnownKey(meta) && meta.Get("date") == nil {
		return root, false
	}
	return *meta, true
}
