package frontmatter

import (
	"strings"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// ParsePairs reads "Key: value" lines as Pelican and MultiMarkdown write them; an indented line
// continues the one above. It is also what is left to do with YAML or TOML that breaks the rules of
// its form: the title and the date of a post are then most often still to be had. It cannot fail; a
// line that it does not understand is passed over.
//
// The separator is ':' or '='. Of lists it knows [a, b] and "- a" lines.
func ParsePairs(src string, line int, b *Budget) Value {
	root := Value{Kind: Table, Line: line}
	for at := 0; at < len(src) && b.Nodes > 0; line++ {
		text, n := plaintext.CutLine(src[at:])
		at += n
		if key, val, ok := cutAnyPair(text); ok {
			b.Nodes--
			root.Fields = append(root.Fields, Field{
				Key: FoldKey(key), Name: key, Line: line,
				Value: looseKeyValue(val, line, b),
			})
			continue
		}
		if len(root.Fields) > 0 && text != "" {
			b.Nodes--
			extend(&root.Fields[len(root.Fields)-1].Value, text, line)
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

func looseKeyValue(text string, line int, b *Budget) Value {
	if len(text) >= 2 && text[0] == '[' && text[len(text)-1] == ']' {
		v := Value{Kind: List, Line: line}
		for item := range strings.SplitSeq(text[1:len(text)-1], ",") {
			if b.Nodes--; b.Nodes < 0 {
				break
			}
			v.Items = append(v.Items, Value{Kind: Scalar, Text: unquote(item), Line: line})
		}
		return v
	}
	switch text {
	case "", "~", "|", ">", "|-", ">-", "null":
		return Value{Line: line}
	}
	return Value{Kind: Scalar, Text: unquote(text), Line: line}
}

// longestText is how much of a text that goes on for line after line is put together, in bytes. No
// field keeps more.
const longestText = 8000 // bytes

// extend adds a line that is no pair to the value above it.
func extend(v *Value, text string, line int) {
	blank := text[0] == ' ' || text[0] == '\t'
	text = strings.TrimSpace(text)
	item, isItem := strings.CutPrefix(text, "- ")
	switch {
	case isItem && v.Kind != Scalar:
		v.Kind = List
		v.Items = append(v.Items, Value{Kind: Scalar, Text: unquote(item), Line: line})
	case !blank || v.Kind == List:
	case v.Kind == Null:
		v.Kind, v.Text = Scalar, unquote(text)
	case len(v.Text) < longestText:
		v.Text += "\n" + text
	}
}

func unquote(s string) string {
	s = strings.TrimSpace(s)
	if len(s) >= 2 && (s[0] == '"' || s[0] == '\'') && s[len(s)-1] == s[0] {
		return s[1 : len(s)-1]
	}
	return s
}
