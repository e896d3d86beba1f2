package frontmatter

import (
	"errors"

	"github.com/pelletier/go-toml/v2/unstable"
)

// ParseTOML reads src, which starts in the given line of its file.
//
// It walks the parser's expressions and does not decode them: this keeps the lines and the raw
// scalars (a TOML date is text for its field to read, like any other), and a key that is set twice
// is a warning and not the end.
func ParseTOML(src string, line int, b *Budget) (Value, error) {
	src = withoutControls(src)
	t := tomlReader{Budget: b, lines: lineCounter{src: src, line: line}, root: Value{Kind: Table, Line: line}}
	t.parser.Reset([]byte(src))
	for t.parser.NextExpression() {
		err := t.expression(t.parser.Expression())
		if t.passed > maxPassed {
			err = errManyTables
		}
		if err != nil {
			return Value{}, &syntaxError{t.lines.line, err.Error()}
		}
	}
	if err := t.parser.Error(); err != nil {
		at := t.lines.line
		var perr *unstable.ParserError
		if errors.As(err, &perr) && len(perr.Highlight) > 0 {
			at = t.lines.lineAt(int(t.parser.Range(perr.Highlight).Offset))
		}
		return Value{}, &syntaxError{at, err.Error()}
	}
	return t.root, nil
}

type tomlReader struct {
	*Budget
	parser unstable.Parser
	lines  lineCounter
	root   Value
	under  []string // the table that a [header] opened
	passed int      // fields that were passed on the way to a table
}

// maxPassed bounds the search for tables, whose cost grows with the square of their number: a file
// of some thousand has enough.
const maxPassed = 10_000_000

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
		tables := t.child(holder, key, List, t.lines.line)
		tables.Items = append(tables.Items, Value{Kind: Table, Line: t.lines.line})
	case unstable.KeyValue:
		line := t.lines.line
		v, err := t.read(n.Value(), len(t.under)+len(path))
		if err != nil {
			return err
		}
		holder := t.open(append(t.under[:len(t.under):len(t.under)], path[:len(path)-1]...))
		name := path[len(path)-1]
		holder.Fields = append(holder.Fields, Field{Key: FoldKey(name), Name: name, Line: line, Value: v})
	}
	return nil
}

// open returns the table at path, which it makes where it is missing.
func (t *tomlReader) open(path []string) *Value {
	v := &t.root
	for _, name := range path {
		v = t.child(v, name, Table, t.lines.line)
		if v.Kind == List { // [[name]]: its last table
			if len(v.Items) == 0 {
				v.Items = append(v.Items, Value{Kind: Table, Line: t.lines.line})
			}
			v = &v.Items[len(v.Items)-1]
		}
	}
	return v
}

// child returns the last table or list of v with that name, which it adds, empty and of kind k,
// where there is none.
func (t *tomlReader) child(v *Value, name string, k Kind, line int) *Value {
	key := FoldKey(name)
	t.passed += len(v.Fields)
	for i := len(v.Fields) - 1; i >= 0; i-- {
		if f := &v.Fields[i]; f.Key == key && (f.Value.Kind == Table || f.Value.Kind == List) {
			return &f.Value
		}
	}
	v.Fields = append(v.Fields, Field{Key: key, Name: name, Line: line, Value: Value{Kind: k, Line: line}})
	return &v.Fields[len(v.Fields)-1].Value
}

func (t *tomlReader) read(n *unstable.Node, depth int) (Value, error) {
	if err := t.spend(depth); err != nil {
		return Value{}, err
	}
	if n.Raw.Length > 0 {
		t.lines.lineAt(int(n.Raw.Offset))
	}
	v := Value{Line: t.lines.line}
	switch n.Kind {
	case unstable.Array:
		v.Kind = List
		for it := n.Children(); it.Next(); {
			item, err := t.read(it.Node(), depth+1)
			if err != nil {
				return Value{}, err
			}
			v.Items = append(v.Items, item)
		}
	case unstable.InlineTable:
		v.Kind = Table
		for it := n.Children(); it.Next(); {
			if err := t.inline(&v, it.Node(), depth+1); err != nil {
				return Value{}, err
			}
		}
	default:
		v.Kind, v.Text = Scalar, string(n.Data)
	}
	return v, nil
}

func (t *tomlReader) inline(holder *Value, n *unstable.Node, depth int) error {
	if n.Kind != unstable.KeyValue {
		return nil // a comment
	}
	name := ""
	for keys := n.Key(); keys.Next(); {
		if name != "" {
			holder = t.child(holder, name, Table, t.lines.line)
		}
		name = string(keys.Node().Data)
		if depth++; depth > t.Depth {
			return t.spend(depth)
		}
	}
	v, err := t.read(n.Value(), depth)
	if err != nil {
		return err
	}
	holder.Fields = append(holder.Fields, Field{Key: FoldKey(name), Name: name, Line: t.lines.line, Value: v})
	return nil
}
