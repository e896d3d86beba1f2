package frontmatter

import (
	"errors"
	"path"
	"strings"

	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/problem"
)

// Limits bound the reading of one header.
type Limits struct {
	Bytes int // a larger header is not read
	Depth int // of nesting
	Nodes int // scalars, lists and tables after aliases are expanded
}

// ReadFile is Read for a file of that name: one in Org, one of Lektor, or Markdown. Of Lektor's files
// it returns the text with the body at its end.
func ReadFile(name, text string, limits Limits, n *problem.List) (string, Header, Value) {
	b := &Budget{Depth: limits.Depth, Nodes: limits.Nodes}
	switch strings.ToLower(path.Ext(name)) {
	case ".lr":
		text, body, root := readLektor(text, b)
		return text, Header{Form: formLektor, line: 1, Body: body, confidence: sure}, root
	case ".org":
		if strings.HasPrefix(text, "---\n") || strings.HasPrefix(text, "+++\n") {
			break
		}
		if h := cutOrg(text); h.Form != FormNone && len(h.src) <= limits.Bytes {
			return text, h, parseOrg(h.src, h.line, b)
		}
		return text, Header{}, Value{Kind: Table, Line: 1}
	}
	h, root := Read(text, limits, n)
	return text, h, root
}

// Read cuts the front matter off a decoded text and reads it; problems go to n. A header that
// breaks the rules of its form is an error, and its readable lines are kept. The value is always a
// table.
func Read(text string, limits Limits, n *problem.List) (Header, Value) {
	h := cutHeader(text)
	v := h.read(limits, n)
	if h.Form == FormNone && !h.Open {
		if root, ok := exported(text, limits); ok {
			return h, root
		}
	}
	if h.Form != FormNone && len(h.Doubtful.Fields) == 0 {
		h.Doubtful = secondBlock(text[h.Body:], 1+strings.Count(text[:h.Body], "\n"))
	}
	if h.Form == FormNone {
		line := 0
		if h.Doubtful, line = doubtfulFields(text, h.Open); line > 0 {
			n.Warn(line, "what looks like front matter begins here and is shown as text; front matter must begin in line 1")
		}
	}
	return h, v
}

// read reads the front matter that cutHeader found. A text that is no front matter after all
// becomes part of the body: h is changed then.
func (h *Header) read(limits Limits, n *problem.List) Value {
	none := Value{Kind: Table, Line: 1}
	if h.Open {
		n.Warn(1, "the front matter is never closed; all of the file is shown")
		return none
	}
	if h.Form == FormNone {
		return none
	}
	if len(h.src) > limits.Bytes {
		if h.confidence == unlikely {
			*h = Header{}
			return none
		}
		n.Fail(1, "the front matter is larger than %s and is not read", plaintext.ByteSize(int64(limits.Bytes)))
		if h.confidence != sure { // between two rules far apart may be the text itself
			*h = Header{}
		}
		return none
	}
	if h.Form == formScript && isJavaScript(h.src) {
		n.Warn(1, "front matter in JavaScript is not run; what it holds is read as data")
		b := &Budget{Depth: limits.Depth, Nodes: limits.Nodes}
		return ParseScript("export default "+h.src, h.line, JavaScript, b)
	}
	if h.Form == formScript {
		n.Fail(1, "front matter in a language that is run is not read; expected YAML, TOML or JSON")
		h.Doubtful.Kind = Table
		looseFields(h.src, h.line, &h.Doubtful)
		return none
	}
	root, err := h.parse(&Budget{Depth: limits.Depth, Nodes: limits.Nodes})
	if err == nil && root.Kind == Table {
		root.repeated(n)
		return root
	}
	if len(root.Fields) == 0 && h.Form != formJSON && h.Form != formBare {
		root = ParsePairs(h.src, h.line, &Budget{Depth: limits.Depth, Nodes: limits.Nodes})
	}
	told := len(root.Fields) > 0 && err != nil
	if h.confidence == unlikely {
		told = told && FirstOf(&root, Keys{"title", "linktitle"}, nil) != nil
	}
	if !told && h.confidence != sure {
		if h.confidence == likely {
			n.Warn(1, "what stands between the fences is no front matter; all of the file is shown")
		}
		*h = Header{}
		return none
	}
	if err == nil {
		err = errNoTable
	}
	n.Fail(max(ErrorLine(err), h.line), "the front matter is broken: %v", err)
	h.Doubtful.Kind = Table
	looseFields(h.src, h.line, &h.Doubtful)
	if root.Kind != Table {
		return none
	}
	return root
}

var errNoTable = errors.New("expected keys with values")

func (h *Header) parse(b *Budget) (Value, error) {
	switch h.Form {
	case formTOML:
		before := *b
		root, err := ParseTOML(h.src, h.line, b)
		if err != nil && strings.Contains(h.src, "Date(") { // Franklin's, which is Julia
			*b = before
			return ParseJulia(h.src, h.line, b), nil
		}
		return root, err
	case FormNikola:
		return ParseNikola(h.src, h.line, b), nil
	case formLogseq:
		return parseLogseq(h.src, h.line, b), nil
	case formEDN:
		return parseEDN(h.src, h.line, b), nil
	case formJulia:
		return ParseJulia(h.src, h.line, b), nil
	case formJSON:
		return ParseJSON(h.src, h.line, b)
	case formBare:
		return parseBare(h.src, h.line, b)
	case formPairs:
		return ParsePairs(h.src, h.line, b), nil
	}
	return ParseYAML(h.src, h.line, b)
}

// isJavaScript reports whether front matter in a language that is run is an object of JavaScript.
func isJavaScript(src string) bool {
	src = strings.TrimSpace(src)
	return strings.HasPrefix(src, "{") && strings.HasSuffix(strings.TrimRight(src, ";"), "}")
}

// ErrorLine returns the line of the file that an error of a parser is about.
func ErrorLine(err error) int {
	var syntax *syntaxError
	if errors.As(err, &syntax) {
		return syntax.line
	}
	return 1
}
