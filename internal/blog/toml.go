package blog

import (
	"errors"

	"github.com/pelletier/go-toml/v2/unstable"
)

// parseTOML reads src, which starts in the given line of its file.
//
// It walks the parser's expressions and does not decode them: this keeps the lines and the raw scalars (a TOML date is
// text for its field to read, like any other), and a key that is set twice is a warning and not the end.
func parseTOML(src string, line int, b *budget) (value, error) {
	src = withoutControls(src)
	t := tomlReader{budget: b, lines: lineCounter{src: src, line: line}, root: value{kind: table, line: line}}
	t.parser.Reset([]byte(src))
	for t.parser.NextExpression() {
		err := t.expression(t.parser.Expression())
		if t.passed > mostPassed {
			err = errManyTables
		}
		if err != nil {
			return value{}, &syntaxError{t.lines.line, err.Error()}
		}
	}
	if err := t.parser.Error(); err != nil {
		at := t.lines.line
		var perr *unstable.ParserError
		if errors.As(err, &perr) && len(perr.Highlight) > 0 {
			at = t.lines.lineAt(int(t.parser.Range(perr.Highlight).Offset))
		}
		return value{}, &syntaxError{at, err.Error()}
	}
	return t.root, nil
}

type tomlReader struct {
	*budget
	parser unstable.Parser
	lines  lineCounter
	root   value
	under  []string // the table that a [header] opened
	passed int      // fields that were passed on the way to a table
}

// mostPassed bounds the search for tables, whose cost grows with the square of their number: a file of some thousand has enough.
const mostPassed = 10_000_000

var errManyTables = errors.New("it has too many tables")

func (t *tomlReader) expression(n *unstable.Node) error {
	keys := n.Key()
	var path []string
	for keys.Next() {
		k := keys.Node()
		path = append(path, string(k.Data))
		t.lines.lineAt(int(k.Raw.Offset))
	}
	if err := t.spend(len(t.under) + len(path)); err != nil {
		return err
	}
	switch n.Kind {
	case unstable.Table:
		t.under = path
		t.open(path)
	case unstable.ArrayTable:
		t.under = path
		holder := t.open(path[:len(path)-1])
		key := path[len(path)-1]
		tables := t.child(holder, key, list, t.lines.line)
		tables.items = append(tables.items, value{kind: table, line: t.lines.line})
	case unstable.KeyValue:
		line := t.lines.line
		v, err := t.read(n.Value(), len(t.under)+len(path))
		if err != nil {
			return err
		}
		holder := t.open(append(t.under[:len(t.under):len(t.under)], path[:len(path)-1]...))
		name := path[len(path)-1]
		holder.fields = append(holder.fields, field{key: foldKey(name), name: name, line: line, value: v})
	}
	return nil
}

// open returns the table at path, which it makes where it is missing.
func (t *tomlReader) open(path []string) *value {
	v := &t.root
	for _, name := range path {
		v = t.child(v, name, table, t.lines.line)
		if v.kind == list { // [[name]]: its last table
			if len(v.items) == 0 {
				v.items = append(v.items, value{kind: table, line: t.lines.line})
			}
			v = &v.items[len(v.items)-1]
		}
	}
	return v
}

// child returns the last table or list of v with that name, which it adds, empty and of kind k, where there is none.
func (t *tomlReader) child(v *value, name string, k kind, line int) *value {
	key := foldKey(name)
	t.passed += len(v.fields)
	for i := len(v.fields) - 1; i >= 0; i-- {
		if f := &v.fields[i]; f.key == key && (f.value.kind == table || f.value.kind == list) {
			return &f.value
		}
	}
	v.fields = append(v.fields, field{key: key, name: name, line: line, value: value{kind: k, line: line}})
	return &v.fields[len(v.fields)-1].value
}

func (t *tomlReader) read(n *unstable.Node, depth int) (value, error) {
	if err := t.spend(depth); err != nil {
		return value{}, err
	}
	if n.Raw.Length > 0 {
		t.lines.lineAt(int(n.Raw.Offset))
	}
	v := value{line: t.lines.line}
	switch n.Kind {
	case unstable.Array:
		v.kind = list
		for it := n.Children(); it.Next(); {
			item, err := t.read(it.Node(), depth+1)
			if err != nil {
				return value{}, err
			}
			v.items = append(v.items, item)
		}
	case unstable.InlineTable:
		v.kind = table
		for it := n.Children(); it.Next(); {
			if err := t.inline(&v, it.Node(), depth+1); err != nil {
				return value{}, err
			}
		}
	default:
		v.kind, v.text = scalar, string(n.Data)
	}
	return v, nil
}

func (t *tomlReader) inline(holder *value, n *unstable.Node, depth int) error {
	if n.Kind != unstable.KeyValue {
		return nil // a comment
	}
	name := ""
	for keys := n.Key(); keys.Next(); {
		if name != "" {
			holder = t.child(holder, name, table, t.lines.line)
		}
		name = string(keys.Node().Data)
		if depth++; depth > t.depth {
			return t.spend(depth)
		}
	}
	v, err := t.read(n.Value(), depth)
	if err != nil {
		return err
	}
	holder.fields = append(holder.fields, field{key: foldKey(name), name: name, line: t.lines.line, value: v})
	return nil
}
