package blog

import (
	"path"
	"slices"
	"strings"
)

// preset is front matter that is said in one place for many posts: Jekyll's "defaults" in the site file, Hugo's "cascade" in
// the site file or in an _index.md.
type preset struct {
	dir    string // slash path that the posts lie below; "" is all
	glob   string // that the path below the content directory must match; "" is any
	kind   string // "posts", "drafts", "pages"; "" is all
	lang   string // "" is all
	values value
}

// Bounds of presets: those of one file, those of all, and the fields that one post gets of them.
const (
	maxPresets      = 200
	maxAllPresets   = 500
	maxPresetFields = 1000
)

// presetsFor returns the values that are preset for a post, the most specific last, as fields of one table.
func presetsFor(site *Site, presets []preset, file string, at place) value {
	out := value{kind: table, line: 1}
	if len(presets) == 0 {
		return out
	}
	within := site.Within(file)
	left := maxPresetFields
	var parts [][]field // the most specific first
	for i := len(presets) - 1; i >= 0 && left > 0; i-- {
		if p := &presets[i]; p.covers(file, within, at) {
			fields := p.values.fields
			fields = fields[max(0, len(fields)-left):]
			left -= len(fields)
			parts = append(parts, fields)
		}
	}
	slices.Reverse(parts)
	out.fields = slices.Concat(parts...) // of equal keys the last counts
	return out
}

// covers tells whether a preset is for that file.
func (p *preset) covers(file, within string, at place) bool {
	if p.dir != "" && p.dir != "." && file != p.dir && !strings.HasPrefix(file, p.dir+"/") {
		return false
	}
	if p.glob != "" && !matchGlob(p.glob, within) {
		return false
	}
	if p.lang != "" && !strings.EqualFold(p.lang, at.suffix) {
		return false
	}
	switch p.kind {
	case "":
		return true
	case "posts", "post":
		return at.inPosts && !at.inDrafts
	case "drafts":
		return at.inDrafts
	case "pages":
		return !at.inPosts
	}
	return false // a collection, which is not read
}

// matchGlob matches a path or any of the folders above it, since a pattern may name a folder. "**" stands for any folders.
func matchGlob(pattern, file string) bool {
	const most = 32
	parts := strings.Split(strings.Trim(pattern, "/"), "/")
	return len(parts) <= most && matchParts(parts, strings.Split(file, "/"))
}

// matchParts tells whether a pattern matches the beginning of a path. It takes as many steps as the lengths of both multiplied: where
// a part does not match, only the last "**" before it can help, by standing for one folder more.
func matchParts(pattern, file []string) bool {
	at, back, from := 0, -1, 0 // in file; behind the last "**" of the pattern; where that ends in file
	for i := 0; i < len(pattern); {
		if pattern[i] == "**" {
			i++
			back, from = i, at
			continue
		}
		if at == len(file) {
			return false
		}
		if ok, _ := path.Match(pattern[i], file[at]); ok {
			i++
			at++
			continue
		}
		if back < 0 {
			return false
		}
		from++
		i, at = back, from
	}
	return true
}

// jekyllDefaults reads "defaults" of a site file, the most general first.
func jekyllDefaults(v *value, content string) []preset {
	if v == nil || v.kind != list {
		return nil
	}
	var out []preset
	for i := range v.items {
		values := v.items[i].get("values")
		if values == nil || values.kind != table || len(out) == maxPresets {
			continue
		}
		p := preset{values: values.withoutLines()}
		if scope := v.items[i].get("scope"); scope != nil {
			p.kind = strings.ToLower(scope.textOf("type"))
			if dir := strings.Trim(scope.textOf("path"), "/"); strings.Contains(dir, "*") {
				p.glob = dir
			} else if dir != "" || content != "." {
				p.dir = path.Join(content, dir)
			}
		}
		out = append(out, p)
	}
	slices.SortStableFunc(out, func(a, b preset) int { return len(a.dir+a.glob) - len(b.dir+b.glob) })
	return out
}

// hugoCascade reads "cascade", a table or a list of them, for the posts below dir.
func hugoCascade(v *value, dir string) []preset {
	switch {
	case v == nil:
		return nil
	case v.kind == table:
		return []preset{cascadeOf(v, dir)}
	}
	var out []preset
	for i := range v.items {
		if v.items[i].kind == table && len(out) < maxPresets {
			out = append(out, cascadeOf(&v.items[i], dir))
		}
	}
	return out
}

func cascadeOf(v *value, dir string) preset {
	p := preset{dir: dir, values: v.withoutLines()}
	target := v.get("target") // "_target" is folded to it
	if target == nil || target.kind != table {
		return p
	}
	if glob := strings.Trim(target.textOf("path"), "/{}"); glob != "" {
		p.glob = strings.TrimSuffix(glob, "/**")
	}
	switch kind := target.textOf("kind"); kind {
	case "", "page":
	default:
		p.kind = "kind " + kind // lists, which are not read
	}
	p.lang = target.textOf("lang")
	return p
}

// textOf returns the text of a field.
func (v *value) textOf(key string) string {
	if f := v.get(key); f != nil && f.kind == scalar {
		return oneLine(f.text, maxAddress)
	}
	return ""
}

// withoutLines returns a copy of v whose lines are not those of some other file.
func (v *value) withoutLines() value {
	out := *v
	out.line = 1
	out.items = slices.Clone(v.items)
	for i := range out.items {
		out.items[i] = out.items[i].withoutLines()
	}
	out.fields = slices.Clone(v.fields)
	for i := range out.fields {
		f := &out.fields[i]
		f.line, f.value = 1, f.value.withoutLines()
	}
	return out
}
