package blog

import (
	"fmt"
	"strings"
)

// kind is the shape of a value.
type kind uint8

const (
	null kind = iota
	scalar
	list
	table
)

// value is a piece of front matter in whatever form it was written. Scalars stay as their author wrote them, so that a
// date, a number and a boolean are text where text is wanted: what a scalar means is decided by the field that wants it.
type value struct {
	kind   kind
	text   string  // of a scalar, without its quotes
	items  []value // of a list
	fields []field // of a table, in the order of the file
	line   int     // line of the file
}

// field is a key of a table with its value.
type field struct {
	key   string // folded, see foldKey
	name  string // as written
	line  int
	value value
}

// empty tells whether v says nothing: null, blank, or a list or table of nothing but such.
func (v *value) empty() bool {
	switch v.kind {
	case scalar:
		return strings.TrimSpace(v.text) == ""
	case list:
		for i := range v.items {
			if !v.items[i].empty() {
				return false
			}
		}
		return true
	case table:
		for i := range v.fields {
			if !v.fields[i].value.empty() {
				return false
			}
		}
		return true
	}
	return true
}

// boolean reads v as true or false; ok is false where it is neither.
func (v *value) boolean() (is, ok bool) {
	if v.kind != scalar {
		return false, false
	}
	switch strings.ToLower(strings.TrimSpace(v.text)) {
	case "true", "yes", "on", "y", "1":
		return true, true
	case "false", "no", "off", "n", "0":
		return false, true
	}
	return false, false
}

// first returns of a list its first entry that says something, however deep that lies, and of all else the value itself.
func (v *value) first() *value {
	for v != nil && v.kind == list {
		items := v.items
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

// get returns the value of the last field of that folded key which says something, nil if there is none.
func (v *value) get(key string) *value {
	for i := len(v.fields) - 1; i >= 0; i-- {
		if f := &v.fields[i]; f.key == key && !f.value.empty() {
			return &f.value
		}
	}
	return nil
}

// budget bounds the reading of one header.
type budget struct {
	depth int
	nodes int
}

// spend takes one node at the given depth from the budget.
func (b *budget) spend(depth int) error {
	if depth > b.depth {
		return fmt.Errorf("it is nested deeper than %d levels", b.depth)
	}
	if b.nodes--; b.nodes < 0 {
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
func (v *value) repeated(n *notes) {
	seen := make(map[string]int, len(v.fields))
	for i := range v.fields {
		f := &v.fields[i]
		if before, ok := seen[f.key]; ok {
			n.warn(f.line, "%q is set twice, first in line %d; the last one counts", f.name, before)
		}
		seen[f.key] = f.line
	}
}
