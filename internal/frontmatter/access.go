package frontmatter

import "strings"

// Keys are the names of a field, best first; folded, see foldKey.
type Keys []string

// NameKeys are the fields of a table that stands in a list of names.
var NameKeys = Keys{"name", "title", "label", "value", "text", "slug", "id"}

// FirstOf returns the value of the first of keys that v has and that is wanted (nil: any); nil if
// there is none.
func FirstOf(v *Value, keys Keys, wanted func(*Value) bool) *Value {
	for _, key := range keys {
		if found := v.Get(key); found != nil && (wanted == nil || wanted(found)) {
			return found
		}
	}
	return nil
}

// NotBoolean is for fields that themes also use as a switch, such as "cover: false" or "published:
// true".
func NotBoolean(v *Value) bool {
	if v.Kind != Scalar {
		return true
	}
	switch strings.ToLower(strings.TrimSpace(v.Text)) {
	case "true", "false", "yes", "no", "on", "off":
		return false
	}
	return true
}

// Join returns a scalar, or the scalars of a list with commas between them; "" of all else.
func (v *Value) Join() string {
	switch v.Kind {
	case Scalar:
		return v.Text
	case List:
		var parts []string
		for i := range v.Items {
			if v.Items[i].Kind == Scalar {
				parts = append(parts, v.Items[i].Text)
			}
		}
		return strings.Join(parts, ", ")
	}
	return ""
}

// Names flattens v to the names in it: a scalar is split at its commas, an entry of a list is one
// name, a table in a list is known by its name. A table that is no list has a name itself, or holds
// tables that have.
func Names(v *Value, depth int) []string {
	if v == nil || depth > 4 {
		return nil
	}
	switch v.Kind {
	case Scalar:
		if depth == 0 {
			return SplitCommas(v.Text)
		}
		return []string{v.Text}
	case List:
		var out []string
		for i := range v.Items {
			out = append(out, Names(&v.Items[i], depth+1)...)
		}
		return out
	case Table:
		if name := FirstOf(v, NameKeys, func(v *Value) bool { return v.Kind == Scalar }); name != nil {
			return []string{name.Text}
		}
		var out []string
		for i := range v.Fields {
			switch f := &v.Fields[i]; f.Value.Kind {
			case Table:
				if name := FirstOf(&f.Value, NameKeys, func(v *Value) bool { return v.Kind == Scalar }); name != nil {
					out = append(out, name.Text)
				} else {
					out = append(out, f.Name)
				}
			case Scalar: // "- Note: this", an unquoted colon
				out = append(out, f.Name+": "+f.Value.Text)
			case Null:
				out = append(out, f.Name)
			}
		}
		return out
	}
	return nil
}

// SplitCommas splits at commas outside the round brackets of a link; Chinese ones count too.
func SplitCommas(s string) []string {
	depth := 0
	return strings.FieldsFunc(s, func(r rune) bool {
		switch r {
		case '(':
			depth++
		case ')':
			depth = max(depth-1, 0)
		case ',', '，':
			return depth == 0
		}
		return false
	})
}
