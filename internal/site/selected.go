package site

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/sshblog/sshblog/internal/frontmatter"
	"github.com/sshblog/sshblog/internal/source"
)

// maxSelected bounds the directories and patterns that settings name for posts.
const maxSelected = 50

// mounts reads the directories that Hugo mounts as content, and what they leave out. A mount takes
// the place of the directory that is read otherwise.
func (r *siteReader) mounts() {
	module := r.root.Get("module")
	if module == nil || module.Get("mounts") == nil {
		return
	}
	var dirs []string
	mounts := module.Get("mounts").Items
	for i := range mounts[:min(len(mounts), maxSelected)] {
		m := &mounts[i]
		dir := strings.Trim(strings.TrimPrefix(textOf(m, "source"), "./"), "/")
		if target := textOf(m, "target"); target != "content" && !strings.HasPrefix(target, "content/") || !r.isDir(dir) {
			continue
		}
		dirs = append(dirs, dir)
		for _, glob := range frontmatter.Names(m.Get("excludefiles"), 0) {
			r.ignoreLine("/"+dir+"/"+strings.Trim(glob, "/ "), 1)
		}
		if only := frontmatter.Names(m.Get("includefiles"), 0); len(only) > 0 {
			r.ignore(ignoreRule{within: dir, only: only[:min(len(only), maxSelected)]}, 1)
		}
	}
	if len(dirs) > 0 {
		slices.Sort(dirs)
		r.site.Content = slices.Compact(dirs)
	}
}

// blogs reads the directories of the blogs of Docusaurus, of which there may be several, and what
// they leave out.
func (r *siteReader) blogs() []string {
	dirs := []string{"blog"}
	var walk func(v *frontmatter.Value, depth int)
	walk = func(v *frontmatter.Value, depth int) {
		if depth > 8 || len(dirs) >= maxSelected {
			return
		}
		plugin := v.Kind == frontmatter.List && len(v.Items) == 2 && strings.HasSuffix(v.Items[0].Text, "plugin-content-blog")
		for i := range v.Items {
			if plugin && i == 1 {
				dirs = append(dirs, r.blogOf(&v.Items[i])...)
			}
			walk(&v.Items[i], depth+1)
		}
		for i := range v.Fields {
			if f := &v.Fields[i]; f.Key == "blog" {
				dirs = append(dirs, r.blogOf(&f.Value)...)
			}
			walk(&v.Fields[i].Value, depth+1)
		}
	}
	for _, key := range []string{"presets", "plugins"} {
		if v := r.root.Get(key); v != nil {
			walk(v, 0)
		}
	}
	slices.Sort(dirs)
	return slices.Compact(dirs)
}

// blogOf reads the options of one blog of Docusaurus.
func (r *siteReader) blogOf(options *frontmatter.Value) []string {
	dir := strings.Trim(strings.TrimPrefix(textOf(options, "path"), "./"), "/")
	if dir == "" {
		dir = "blog"
	}
	for _, glob := range frontmatter.Names(options.Get("exclude"), 0) {
		r.ignoreLine("/"+dir+"/"+strings.Trim(glob, "/ "), 1)
	}
	if !r.isDir(dir) {
		return nil
	}
	return []string{dir}
}

// articles returns the directories of Pelican's articles and pages below dir.
func (r *siteReader) articles(dir string) []string {
	var dirs []string
	for _, key := range []string{"articlepaths", "pagepaths"} {
		for _, name := range frontmatter.Names(r.root.Get(key), 0) {
			if name = path.Join(dir, strings.TrimSpace(name)); r.isDir(name) && len(dirs) < maxSelected {
				dirs = append(dirs, name)
			}
		}
		if key == "articlepaths" && len(dirs) == 0 {
			return []string{dir}
		}
	}
	if pages := dir + "/pages"; r.root.Get("pagepaths") == nil && r.isDir(pages) {
		dirs = append(dirs, pages)
	}
	slices.Sort(dirs)
	return slices.Compact(dirs)
}

// pathMetadata returns what Pelican's EXTRA_PATH_METADATA presets for files and directories.
func (r *siteReader) pathMetadata() []Defaults {
	v := r.root.Get("extrapathmetadata")
	if v == nil || v.Kind != frontmatter.Table {
		return nil
	}
	var out []Defaults
	dir := r.dirOf("path", "content")
	for i := range v.Fields[:min(len(v.Fields), maxFileDefaults)] {
		f := &v.Fields[i]
		if f.Value.Kind != frontmatter.Table {
			continue
		}
		file := path.Join(dir, strings.Trim(f.Name, "/"))
		p := Defaults{values: f.Value.WithoutLines()}
		if r.isDir(file) {
			p.dir = file
		} else {
			p.file = strings.TrimSuffix(file, path.Ext(file))
		}
		out = append(out, p)
	}
	return out
}

// ignoresAdd is a call by which a configuration of Eleventy leaves files out.
var ignoresAdd = regexp.MustCompile(`ignores\.add\(\s*["'` + "`]([^\"'`\\n]{1,200})[\"'`]" + `\s*\)`)

// addedIgnores reads the calls that leave files out.
func (r *siteReader) addedIgnores() {
	src, _, err := source.ReadFile(r.fsys, r.site.File, r.options.FileBytes)
	if err != nil {
		return
	}
	for _, m := range ignoresAdd.FindAllSubmatch(src, maxSelected) {
		r.ignoreLine(strings.TrimPrefix(string(m[1]), "./"), 1)
	}
}
