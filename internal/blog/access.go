package blog

import "strings"

// aliases are the names of a field, best first; folded, see foldKey.
type aliases []string

// nameKeys are the fields of a table that stands in a list of names.
var nameKeys = aliases{"name", "title", "label", "value", "text", "slug", "id"}

func firstOf(v *value, keys aliases, wanted func(*value) bool) *value {
	for _, key := range keys {
		if found := v.get(key); found != nil && (wanted == nil || wanted(found)) {
			return found
		}
	}
	return nil
}

// notBoolean is for fields that themes also use as a switch, such as "cover: false" or "published: true".
func notBoolean(v *value) bool {
	if v.kind != scalar {
		return true
	}
	switch strings.ToLower(strings.TrimSpace(v.text)) {
	case "true", "false", "yes", "no", "on", "off":
		return false
	}
	return true
}

func (v *value) join() string {
	switch v.kind {
	case scalar:
		return v.text
	case list:
		var parts []string
		for i := range v.items {
			if v.items[i].kind == scalar {
				parts = append(parts, v.items[i].text)
			}
		}
		return strings.Join(parts, ", ")
	}
	return ""
}

// names flattens v to the names in it: a scalar is split at its commas, an entry of a list is one name, a table in a list
// is known by its name. A table that is no list has a name itself, or holds tables that have.
func names(v *value, depth int) []string {
	if v == nil || depth > 4 {
		return nil
	}
	switch v.kind {
	case scalar:
		if depth == 0 {
			return splitCommas(v.text)
		}
		return []string{v.text}
	case list:
		var out []string
		for i := range v.items {
			out = append(out, names(&v.items[i], depth+1)...)
		}
		return out
	case table:
		if name := firstOf(v, nameKeys, func(v *value) bool { return v.kind == scalar }); name != nil {
			return []string{name.text}
		}
		var out []string
		for i := range v.fields {
			switch f := &v.fields[i]; f.value.kind {
			case table:
				if name := firstOf(&f.value, nameKeys, func(v *value) bool { return v.kind == scalar }); name != nil {
					out = append(out, name.text)
				} else {
					out = append(out, f.name)
				}
			case scalar: // "- Note: this", an unquoted colon
				out = append(out, f.name+": "+f.value.text)
			case null:
				out = append(out, f.name)
			}
		}
		return out
	}
	return nil
}

// splitCommas splits at commas outside the round brackets of a link; Chinese ones count too.
func splitCommas(s string) []string {
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
