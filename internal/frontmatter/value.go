package frontmatter

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sshblog/sshblog/internal/problem"
)

// Kind is the shape of a value.
type Kind uint8

// The shapes of values.
const (
	Null Kind = iota
	Scalar
	List
	Table
)

// Value is a piece of front matter in whatever form it was written. Scalars stay as their author
// wrote them, so that a date, a number and a boolean are text where text is wanted: what a scalar
// means is decided by the field that wants it.
type Value struct {
	Kind   Kind
	Text   string  // of a scalar, without its quotes
	Items  []Value // of a list
	Fields []Field // of a table, in the order of the file
	Line   int     // line of the file
}

// Field is a key of a table with its value.
type Field struct {
	Key   string // folded, see foldKey
	Name  string // as written
	Line  int
	Value Value
}

// empty reports whether v says nothing: null, blank, or a list or table of nothing but such.
func (v *Value) empty() bool {
	switch v.Kind {
	case Scalar:
		return strings.TrimSpace(v.Text) == ""
	case List:
		for i := range v.Items {
			if !v.Items[i].empty() {
				return false
			}
		}
		return true
	case Table:
		for i := range v.Fields {
			if !v.Fields[i].Value.empty() {
				return false
			}
		}
		return true
	}
	return true
}

// Bool reads v as true or false; ok is false where it is neither.
func (v *Value) Bool() (is, ok bool) {
	if v.Kind != Scalar {
		return false, false
	}
	switch strings.ToLower(strings.TrimSpace(v.Text)) {
	case "true", "yes", "on", "y", "1":
		return true, true
	case "false", "no", "off", "n", "0":
		return false, true
	}
	return false, false
}

// First returns of a list its first entry that says something, however deep that lies, and of all
// else the value itself.
func (v *Value) First() *Value {
	for v != nil && v.Kind == List {
		items := v.Items
		v = nil
		for i := range items {
			if !items[i].empty() {
				v = &items[i]
				break
			}
		}
	}
	return v
}

// Get returns the value of the last field of that folded key which says something, nil if none.
func (v *Value) Get(key string) *Value {
	for i := len(v.Fields) - 1; i >= 0; i-- {
		if f := &v.Fields[i]; f.Key == key && !f.Value.empty() {
			return &f.Value
		}
	}
	return nil
}

// Budget bounds the reading of one header.
type Budget struct {
	Depth int
	Nodes int
}

// spend takes one node at the given depth from the budget.
func (b *Budget) spend(depth int) error {
	if depth > b.Depth {
		return fmt.Errorf("it is nested deeper than %d levels", b.Depth)
	}
	if b.Nodes--; b.Nodes < 0 {
		return fmt.Errorf("it expands to too many values")
	}
	return nil
}

// syntaxError is a header that does not follow the rules of its form.
type syntaxError struct {
	line    int // of the file
	message string
}

func (e *syntaxError) Error() string { return e.message }

// repeated warns of fields of one table that have the same key.
func (v *Value) repeated(n *problem.List) {
	seen := make(map[string]int, len(v.Fields))
	for i := range v.Fields {
		f := &v.Fields[i]
		if before, ok := seen[f.Key]; ok {
			n.Warn(f.Line, "%q is set twice, first in line %d; the last one counts", f.Name, before)
		}
		seen[f.Key] = f.Line
	}
}

// WithoutLines returns a copy of v for another file: all of it stands in line 1 there.
func (v *Value) WithoutLines() Value {
	out := *v
	out.Line = 1
	out.Items = slices.Clone(v.Items)
	for i := range out.Items {
		out.Items[i] = out.Items[i].WithoutLines()
	}
	out.Fields = slices.Clone(v.Fields)
	for i := range out.Fields {
		f := &out.Fields[i]
		f.Line, f.Value = 1, f.Value.WithoutLines()
	}
	return out
}
