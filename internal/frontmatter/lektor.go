package frontmatter

import (
	"strings"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// lektorBodies are the fields of Lektor's contents.lr that hold the text, best first.
var lektorBodies = []string{"body", "content", "text", "main"}

// readLektor reads a contents.lr: fields with lines of three dashes between them. The text is one of
// them; what stands behind it is put before it, so that it can be the rest of the file.
func readLektor(text string, b *Budget) (ordered string, body int, root Value) {
	fields := lektorFields(text)
	at := -1
	for _, name := range lektorBodies {
		for i := range fields {
			if at < 0 && FoldKey(fields[i].key) == name {
				at = i
			}
		}
	}
	root = Value{Kind: Table, Line: 1}
	var front strings.Builder
	for i := range fields {
		f := &fields[i]
		if i == at || b.Nodes <= 0 {
			continue
		}
		b.Nodes--
		front.WriteString(f.written)
		front.WriteString("---\n")
		root.Fields = append(root.Fields, Field{
			Key: FoldKey(f.key), Name: f.key, Line: f.line, Value: lektorValue(f.value, f.line, b),
		})
	}
	if at < 0 {
		return text, len(text), root
	}
	value := strings.Trim(fields[at].value, "\n")
	if at == len(fields)-1 {
		return text, len(text) - len(strings.TrimLeft(fields[at].value, "\n")), root
	}
	front.WriteString(fields[at].key + ":\n\n")
	return front.String() + value + "\n", front.Len(), root
}

type lektorField struct {
	key, value string
	written    string // the whole field
	line       int
}

func lektorFields(text string) []lektorField {
	var fields []lektorField
	start, line := 0, 1
	for start < len(text) {
		end, next := lektorEnd(text, start)
		written := text[start:end]
		if key, value, ok := strings.Cut(strings.TrimLeft(written, "\n"), ":"); ok && !strings.ContainsAny(key, "\n ") {
			value, _ = strings.CutPrefix(value, " ")
			fields = append(fields, lektorField{key, value, written, line})
		}
		line += strings.Count(text[start:next], "\n")
		start = next
	}
	return fields
}

// lektorEnd returns where the field that begins at start ends, and where the next one begins.
func lektorEnd(text string, start int) (end, next int) {
	for at := start; at < len(text); {
		line, n := plaintext.CutLine(text[at:])
		if closes(line, "---") {
			return at, at + n
		}
		at += n
	}
	return len(text), len(text)
}

// lektorValue reads a field: a line for each entry where there are several.
func lektorValue(text string, line int, b *Budget) Value {
	text = strings.TrimSpace(text)
	if !strings.Contains(text, "\n") {
		return looseKeyValue(text, line, b)
	}
	v := Value{Kind: List, Line: line}
	for item := range strings.SplitSeq(text, "\n") {
		if item = strings.TrimSpace(item); item != "" && b.Nodes > 0 {
			b.Nodes--
			v.Items = append(v.Items, Value{Kind: Scalar, Text: item, Line: line})
		}
	}
	return v
}
