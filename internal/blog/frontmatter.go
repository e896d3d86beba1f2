package blog

import "errors"

// headerLimits bound the reading of one header.
type headerLimits struct {
	Bytes int // a larger header is not read
	Depth int // of nesting
	Nodes int // scalars, lists and tables after aliases are expanded
}

// readFrontMatter cuts the front matter off a decoded text and reads it; what is wrong with it goes to n. A header that breaks the
// rules of its form is an error, and what can be told of it line by line is kept. The value is always a table.
func readFrontMatter(text string, limits headerLimits, n *notes) (header, value) {
	h := cutHeader(text)
	v := h.read(limits, n)
	return h, v
}

// read reads the front matter that cutHeader found. What is no front matter after all becomes part of the body: h is changed then.
func (h *header) read(limits headerLimits, n *notes) value {
	none := value{kind: table, line: 1}
	if h.open {
		n.warn(1, "the front matter is never closed; all of the file is shown")
		return none
	}
	if h.form == formNone {
		return none
	}
	if len(h.src) > limits.Bytes {
		if h.trust == guess {
			*h = header{}
			return none
		}
		n.fail(1, "the front matter is larger than %s and is not read", byteSize(int64(limits.Bytes)))
		if h.trust != sure { // between two rules far apart may be the text itself
			*h = header{}
		}
		return none
	}
	root, err := h.parse(&budget{depth: limits.Depth, nodes: limits.Nodes})
	if err == nil && root.kind == table {
		root.repeated(n)
		return root
	}
	if len(root.fields) == 0 && h.form != formJSON && h.form != formBare {
		root = parsePairs(h.src, h.line, &budget{depth: limits.Depth, nodes: limits.Nodes})
	}
	told := len(root.fields) > 0 && err != nil
	if h.trust == guess {
		told = told && firstOf(&root, aliases{"title", "linktitle"}, nil) != nil
	}
	if !told && h.trust != sure {
		if h.trust == likely {
			n.warn(1, "what stands between the fences is no front matter; all of the file is shown")
		}
		*h = header{}
		return none
	}
	if err == nil {
		err = errNoTable
	}
	n.fail(max(errorLine(err), h.line), "the front matter is broken: %v", err)
	if root.kind != table {
		return none
	}
	return root
}

var errNoTable = errors.New("expected keys with values")

func (h *header) parse(b *budget) (value, error) {
	switch h.form {
	case formTOML:
		return parseTOML(h.src, h.line, b)
	case formJSON:
		return parseJSON(h.src, h.line, b)
	case formBare:
		return parseBare(h.src, h.line, b)
	case formPairs:
		return parsePairs(h.src, h.line, b), nil
	}
	return parseYAML(h.src, h.line, b)
}

// errorLine returns the line of the file that an error of a parser is about.
func errorLine(err error) int {
	var syntax *syntaxError
	if errors.As(err, &syntax) {
		return syntax.line
	}
	return 1
}
