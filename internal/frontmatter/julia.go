package frontmatter

import (
	"regexp"
	"strings"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// cutFranklin cuts the definitions of Franklin: lines that begin with "@def" and go on inside of
// quotation marks, with blank lines between them.
func cutFranklin(text string) Header {
	end, _ := definitions(text)
	if end == 0 {
		return Header{}
	}
	return Header{Form: formJulia, src: text[:end], line: 1, Body: end, confidence: sure}
}

// definitions returns where the definitions of Franklin above a text end, and whether there is
// nothing behind them.
func definitions(text string) (end int, open bool) {
	for at := 0; at < len(text); {
		line, n := plaintext.CutLine(text[at:])
		switch {
		case strings.HasPrefix(line, "@def "):
			at += juliaLength(text[at:])
			end = at
			continue
		case strings.TrimSpace(line) != "":
			return end, false
		}
		at += n
	}
	return end, true
}

// juliaLength returns the length of the assignment that text begins with: a line, or more where a
// text or brackets go on.
func juliaLength(text string) int {
	depth, quote := 0, ""
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quote != "" && c == '\\':
			i++
		case quote != "":
			if strings.HasPrefix(text[i:], quote) {
				i += len(quote) - 1
				quote = ""
			} else if c == '\n' && quote == `"` && depth == 0 {
				return i + 1
			}
		case strings.HasPrefix(text[i:], `"""`):
			quote = `"""`
			i += 2
		case c == '"':
			quote = `"`
		case c == '[' || c == '(':
			depth++
		case c == ']' || c == ')':
			depth--
		case c == '\n' && depth <= 0:
			return i + 1
		}
	}
	return len(text)
}

// juliaDate is a date in the words of Julia.
var juliaDate = regexp.MustCompile(`^(?:Dates\.)?Date(?:Time)?\(\s*"?(\d{1,4})[,-]\s*(\d{1,2})[,-]\s*(\d{1,2})`)

// ParseJulia reads the assignments of Franklin, a generator in Julia, with "@def" before them or not. They are read as
// data and never run: texts, dates, lists of texts, true and false; anything else stays as it is
// written.
func ParseJulia(src string, line int, b *Budget) Value {
	root := Value{Kind: Table, Line: line}
	for at := 0; at < len(src) && b.Nodes > 0; {
		n := juliaLength(src[at:])
		text := src[at : at+n]
		key, val, ok := strings.Cut(strings.TrimPrefix(text, "@def "), "=")
		key = strings.TrimSpace(key)
		if ok && key != "" && !strings.ContainsAny(key, "\"(#\n") {
			b.Nodes--
			root.Fields = append(root.Fields, Field{
				Key: FoldKey(key), Name: key, Line: line, Value: juliaValue(strings.TrimSpace(val), line, b),
			})
		}
		line += strings.Count(text, "\n")
		at += n
	}
	return root
}

func juliaValue(text string, line int, b *Budget) Value {
	if d := juliaDate.FindStringSubmatch(text); d != nil {
		return Value{Kind: Scalar, Text: d[1] + "-" + d[2] + "-" + d[3], Line: line}
	}
	if inner, ok := strings.CutPrefix(text, "["); ok {
		v := Value{Kind: List, Line: line}
		for item := range strings.SplitSeq(strings.TrimSuffix(inner, "]"), ",") {
			if item = juliaText(strings.TrimSpace(item)); item != "" && b.Nodes > 0 {
				b.Nodes--
				v.Items = append(v.Items, Value{Kind: Scalar, Text: item, Line: line})
			}
		}
		return v
	}
	if text = juliaText(text); text == "" {
		return Value{Line: line}
	}
	return Value{Kind: Scalar, Text: text, Line: line}
}

// juliaText returns a text without its quotation marks, on one line.
func juliaText(text string) string {
	for _, quote := range []string{`"""`, `"`} {
		if len(text) >= 2*len(quote) && strings.HasPrefix(text, quote) && strings.HasSuffix(text, quote) {
			text = text[len(quote) : len(text)-len(quote)]
			return strings.Join(strings.Fields(strings.ReplaceAll(text, `\"`, `"`)), " ")
		}
	}
	return text
}
