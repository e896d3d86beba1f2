package blog

import "strings"

// parsePairs reads "Key: value" lines as Pelican and MultiMarkdown write them; an indented line continues the one above.
// It is also what is left to do with YAML or TOML that breaks the rules of its form: the title and the date of a post are
// then most often still to be had. It cannot fail; a line that it does not understand is passed over.
//
// The separator is ':' or '='. Of lists it knows [a, b] and "- a" lines.
func parsePairs(src string, line int, b *budget) value {
	root := value{kind: table, line: line}
	for at := 0; at < len(src) && b.nodes > 0; line++ {
		text, n := cutLine(src[at:])
		at += n
		if key, val, ok := cutAnyPair(text); ok {
			b.nodes--
			root.fields = append(root.fields, field{key: foldKey(key), name: key, line: line, value: looseValue(val, line, b)})
			continue
		}
		if len(root.fields) > 0 && text != "" {
			b.nodes--
			extend(&root.fields[len(root.fields)-1].value, text, line)
		}
	}
	return root
}

func cutAnyPair(line string) (key, val string, ok bool) {
	if key, val, ok = cutPair(line); ok {
		return key, val, true
	}
	if i := strings.IndexByte(line, '='); i > 0 && !strings.ContainsAny(line[:i], ":\"'") {
		return cutPair(strings.TrimRight(line[:i], " ") + ": " + strings.TrimSpace(line[i+1:]))
	}
	return "", "", false
}

func looseValue(text string, line int, b *budget) value {
	if len(text) >= 2 && text[0] == '[' && text[len(text)-1] == ']' {
		v := value{kind: list, line: line}
		for item := range strings.SplitSeq(text[1:len(text)-1], ",") {
			if b.nodes--; b.nodes < 0 {
				break
			}
			v.items = append(v.items, value{kind: scalar, text: unquote(item), line: line})
		}
		return v
	}
	switch text {
	case "", "~", "|", ">", "|-", ">-", "null":
		return value{line: line}
	}
	return value{kind: scalar, text: unquote(text), line: line}
}

// longestText is how much of a text that goes on for line after line is put together, in bytes. No field keeps more.
const longestText = 8000 // bytes

// extend adds a line that is no pair to the value above it.
func extend(v *value, text string, line int) {
	blank := text[0] == ' ' || text[0] == '\t'
	text = strings.TrimSpace(text)
	item, isItem := strings.CutPrefix(text, "- ")
	switch {
	case isItem && v.kind != scalar:
		v.kind = list
		v.items = append(v.items, value{kind: scalar, text: unquote(item), line: line})
	case !blank || v.kind == list:
	case v.kind == null:
		v.kind, v.text = scalar, unquote(text)
	case len(v.text) < longestText:
		v.text += "\n" + text
	}
}

func unquote(s string) string {
	s = strings.TrimSpace(s)
	if len(s) >= 2 && (s[0] == '"' || s[0] == '\'') && s[len(s)-1] == s[0] {
		return s[1 : len(s)-1]
	}
	return s
}
