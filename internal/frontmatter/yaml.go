package frontmatter

import (
	"errors"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// ParseYAML reads src, which starts in the given line of its file.
//
// It goes through YAML's nodes and never through typed decoding, which fails where a date is not
// written as YAML wants it. Aliases are expanded here, within the budget, so that a few of them
// cannot become a billion values.
func ParseYAML(src string, line int, b *Budget) (Value, error) {
	if onlyComments(src) {
		return Value{Kind: Table, Line: line}, nil
	}
	var doc yaml.Node
	if err := yaml.Load([]byte(withoutControls(src)), &doc, yaml.WithSingleDocument()); err != nil {
		return Value{}, yamlError(err, src, line)
	}
	if len(doc.Content) == 0 {
		return Value{Kind: Table, Line: line}, nil
	}
	y := yamlReader{Budget: b, shift: line - 1}
	return y.read(doc.Content[0], 0)
}

// onlyComments reports whether src has nothing to read, which the parser takes for an error.
func onlyComments(src string) bool {
	for at := 0; at < len(src); {
		line, n := plaintext.CutLine(src[at:])
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			return false
		}
		at += n
	}
	return true
}

type yamlReader struct {
	*Budget
	shift int // of lines, from the header's to the file's
}

func (y *yamlReader) read(n *yaml.Node, depth int) (Value, error) {
	line := n.Line + y.shift
	if err := y.spend(depth); err != nil {
		return Value{}, &syntaxError{line, err.Error()}
	}
	switch n.Kind {
	case yaml.AliasNode:
		if n.Alias == nil {
			return Value{Line: line}, nil
		}
		return y.read(n.Alias, depth+1)
	case yaml.ScalarNode:
		if n.Tag == "!!null" {
			return Value{Line: line}, nil
		}
		return Value{Kind: Scalar, Text: n.Value, Line: line}, nil
	case yaml.SequenceNode:
		v := Value{Kind: List, Line: line, Items: make([]Value, 0, len(n.Content))}
		for _, c := range n.Content {
			item, err := y.read(c, depth+1)
			if err != nil {
				return Value{}, err
			}
			v.Items = append(v.Items, item)
		}
		return v, nil
	case yaml.MappingNode:
		return y.table(n, depth)
	}
	return Value{Line: line}, nil
}

func (y *yamlReader) table(n *yaml.Node, depth int) (Value, error) {
	v := Value{Kind: Table, Line: n.Line + y.shift, Fields: make([]Field, 0, len(n.Content)/2)}
	var merged []Field
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		val, err := y.read(n.Content[i+1], depth+1)
		if err != nil {
			return Value{}, err
		}
		if key.Tag == "!!merge" {
			merged = append(merged, val.Fields...)
			for _, item := range val.Items {
				merged = append(merged, item.Fields...)
			}
			continue
		}
		if key.Kind != yaml.ScalarNode {
			continue // a list or table as a key names nothing here
		}
		v.Fields = append(v.Fields, Field{
			Key: FoldKey(key.Value), Name: key.Value, Line: key.Line + y.shift,
			Value: val,
		})
	}
	if len(merged) == 0 {
		return v, nil
	}
	said := make(map[string]bool, len(v.Fields))
	for i := range v.Fields {
		if f := &v.Fields[i]; !f.Value.empty() {
			said[f.Key] = true
		}
	}
	for _, f := range merged { // a merged field gives way to one that is written out
		if !said[f.Key] {
			v.Fields = append(v.Fields, f)
			said[f.Key] = !f.Value.empty()
		}
	}
	return v, nil
}

// yamlError turns a parser's error into one with the line of the file.
func yamlError(err error, src string, line int) error {
	var load *yaml.LoadError
	if errors.As(err, &load) {
		message := load.Message
		if load.ContextMsg != "" {
			message = load.ContextMsg + ": " + message
		}
		at := line
		if load.Mark.Line > 0 {
			at = line + load.Mark.Line - 1
		}
		if quoted := openQuote(src); quoted > 0 && line+quoted-1 <= at {
			return &syntaxError{line + quoted - 1, "the quotation mark is never closed on its line"}
		}
		return &syntaxError{at, message}
	}
	return &syntaxError{line, strings.TrimPrefix(err.Error(), "yaml: ")}
}

// withoutControls replaces the control characters that YAML refuses, and for which it refuses all
// of the header.
func withoutControls(s string) string {
	bad := func(r rune) bool {
		return r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 && r != 0x85 || r == 0xFFFE || r == 0xFFFF
	}
	if strings.IndexFunc(s, bad) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if bad(r) {
			return '\uFFFD'
		}
		return r
	}, s)
}

// openQuote returns the first line of a broken text, from 1, on which a value begins with a
// quotation mark that is not closed there; 0 if none does. A value may have several lines, but where
// something is wrong, it is far more often a mark that was forgotten.
func openQuote(src string) int {
	n := 0
	for line := range strings.SplitSeq(src, "\n") {
		n++
		_, value, ok := strings.Cut(line, ":")
		if item, is := strings.CutPrefix(strings.TrimSpace(line), "- "); is {
			value, ok = item, true
		}
		value = strings.TrimSpace(value)
		if !ok || value == "" || value[0] != '"' && value[0] != '\'' {
			continue
		}
		if !closesQuote(value) {
			return n
		}
	}
	return 0
}

// closesQuote reports whether a text that begins with a quotation mark has the one that closes it.
func closesQuote(s string) bool {
	for i := 1; i < len(s); i++ {
		switch {
		case s[0] == '"' && s[i] == '\\':
			i++
		case s[i] != s[0]:
		case s[0] == '\'' && i+1 < len(s) && s[i+1] == '\'':
			i++
		default:
			return true
		}
	}
	return false
}
