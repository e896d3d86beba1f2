package site

import (
	"path"
	"slices"
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/frontmatter"
	"github.com/sshblog/sshblog/internal/plaintext"
)

// Defaults is front matter that is said in one place for many posts: Jekyll's "defaults" in the
// site file, Hugo's "cascade" in the site file or in an _index.md.
type Defaults struct {
	dir    string // slash path that the posts lie below; "" is all
	file   string // path of the one post without its ending; "" is all
	glob   string // that the path below the content directory must match; "" is any
	kind   string // "posts", "drafts", "pages"; "" is all
	lang   string // "" is all
	values frontmatter.Value
}

// Bounds of presets: those of one file, those of all, and the fields that one post gets of them.
const (
	maxFileDefaults  = 200
	MaxDefaults      = 500
	maxDefaultFields = 1000
)

// DefaultsFor returns the values that are preset for a post, the most specific last, as fields of
// one table.
func DefaultsFor(site *blog.Site, presets []Defaults, file string, at blog.PathInfo) frontmatter.Value {
	out := frontmatter.Value{Kind: frontmatter.Table, Line: 1}
	if len(presets) == 0 {
		return out
	}
	within := site.Within(file)
	left := maxDefaultFields
	var parts [][]frontmatter.Field // the most specific first
	for i := len(presets) - 1; i >= 0 && left > 0; i-- {
		if p := &presets[i]; p.covers(file, within, at) {
			fields := p.values.Fields
			fields = fields[max(0, len(fields)-left):]
			left -= len(fields)
			parts = append(parts, fields)
		}
	}
	slices.Reverse(parts)
	out.Fields = slices.Concat(parts...) // of equal keys the last counts
	return out
}

// covers reports whether a preset is for that file.
func (p *Defaults) covers(file, within string, at blog.PathInfo) bool {
	if p.dir != "" && p.dir != "." && file != p.dir && !strings.HasPrefix(file, p.dir+"/") {
		return false
	}
	if p.file != "" {
		stem := strings.TrimSuffix(file, path.Ext(file))
		if stem != p.file && (at.Suffix == "" || stem != p.file+"."+at.Suffix) {
			return false
		}
	}
	if p.glob != "" && !MatchGlob(p.glob, within) {
		return false
	}
	if p.lang != "" && !strings.EqualFold(p.lang, at.Suffix) {
		return false
	}
	switch p.kind {
	case "":
		return true
	case "posts", "post":
		return at.InPosts && !at.InDrafts
	case "drafts":
		return at.InDrafts
	case "pages":
		return !at.InPosts
	}
	return strings.Contains("/"+file, "/_"+p.kind+"/") // a collection
}

// MatchGlob matches a path or any of the directories above it, since a pattern may name a directory.
// "**" stands for any directories.
func MatchGlob(pattern, file string) bool {
	const most = 32
	parts := strings.Split(strings.Trim(pattern, "/"), "/")
	return len(parts) <= most && matchParts(parts, strings.Split(file, "/"), false)
}

// matchParts reports whether a pattern matches the beginning of a path, or all of it. It takes as
// many steps as the lengths of both multiplied: where a part does not match, only the last "**"
// before it can help, by standing for one directory more.
func matchParts(pattern, file []string, all bool) bool {
	i, at, back, from := 0, 0, -1, 0 // in pattern and file; behind the last "**" of the pattern; where that ends in file
	for {
		switch {
		case i < len(pattern) && pattern[i] == "**":
			i++
			back, from = i, at
			continue
		case i == len(pattern) && (at == len(file) || !all || back == i):
			return true
		case i < len(pattern) && at < len(file):
			if ok, _ := path.Match(pattern[i], file[at]); ok {
				i++
				at++
				continue
			}
		}
		if back < 0 || from >= len(file) {
			return false
		}
		from++
		i, at = back, from
	}
}

// jekyllDefaults reads "defaults" of a site file, the most general first.
func jekyllDefaults(v *frontmatter.Value, content string) []Defaults {
	if v == nil || v.Kind != frontmatter.List {
		return nil
	}
	var out []Defaults
	for i := range v.Items {
		values := v.Items[i].Get("values")
		if values == nil || values.Kind != frontmatter.Table || len(out) == maxFileDefaults {
			continue
		}
		p := Defaults{values: values.WithoutLines()}
		if scope := v.Items[i].Get("scope"); scope != nil {
			p.kind = strings.ToLower(textOf(scope, "type"))
			if dir := strings.Trim(textOf(scope, "path"), "/"); strings.Contains(dir, "*") {
				p.glob = dir
			} else if dir != "" || content != "." {
				p.dir = path.Join(content, dir)
			}
		}
		out = append(out, p)
	}
	slices.SortStableFunc(out, func(a, b Defaults) int { return len(a.dir+a.glob) - len(b.dir+b.glob) })
	return out
}

// HugoCascade reads "cascade", a table or a list of them, for the posts below dir.
func HugoCascade(v *frontmatter.Value, dir string) []Defaults {
	switch {
	case v == nil:
		return nil
	case v.Kind == frontmatter.Table:
		return []Defaults{cascadeOf(v, dir)}
	}
	var out []Defaults
	for i := range v.Items {
		if v.Items[i].Kind == frontmatter.Table && len(out) < maxFileDefaults {
			out = append(out, cascadeOf(&v.Items[i], dir))
		}
	}
	return out
}

func cascadeOf(v *frontmatter.Value, dir string) Defaults {
	p := Defaults{dir: dir, values: v.WithoutLines()}
	target := v.Get("target") // "_target" is folded to it
	if target == nil || target.Kind != frontmatter.Table {
		return p
	}
	if glob := strings.Trim(textOf(target, "path"), "/{}"); glob != "" {
		p.glob = strings.TrimSuffix(glob, "/**")
	}
	switch kind := textOf(target, "kind"); kind {
	case "", "page":
	default:
		p.kind = "kind " + kind // lists, which are not read
	}
	p.lang = textOf(target, "lang")
	return p
}

// textOf returns the text of a field; "" if none.
func textOf(v *frontmatter.Value, key string) string {
	if f := v.Get(key); f != nil && f.Kind == frontmatter.Scalar {
		return plaintext.OneLine(f.Text, blog.MaxAddress)
	}
	return ""
}
