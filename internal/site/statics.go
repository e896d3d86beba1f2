package site

import (
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/sshblog/sshblog/internal/frontmatter"
)

// maxThemes bounds the themes whose files are looked at.
const maxThemes = 16

// moreStatics adds the directories of files that settings name or that are usual beside those of an
// engine, as far as they are there. Where all of the site is read they are read with it.
func (r *siteReader) moreStatics() {
	s := &r.site
	if slices.Contains(s.Content, ".") {
		return
	}
	dirs := r.namedStatics()
	switch s.Engine {
	case "hugo", "zola":
		dirs = append(dirs, r.ofThemes("static", "assets")...)
	case "hexo":
		dirs = append(dirs, r.ofThemes("source")...)
	case "pelican":
		dirs = append(dirs, "static", "theme/static")
		dirs = append(dirs, r.ofThemes("static")...)
	case "nikola":
		dirs = append(dirs, "galleries", "listings")
	case "docusaurus":
		dirs = append(dirs, "docs", "src")
	case "":
		dirs = append(dirs, r.ofThemes("static", "source")...)
	}
	if !slices.Contains([]string{"hugo", "zola", "hexo"}, s.Engine) { // there it is the site as it was built
		dirs = append(dirs, "public")
	}
	dirs = append(dirs, "static", "assets", "images", "img", "media", "files", "uploads")
	for _, dir := range r.existing(dirs...) {
		if !slices.ContainsFunc(slices.Concat(s.Static, s.Content), func(in string) bool {
			return in == "." || dir == in || strings.HasPrefix(dir, in+"/")
		}) {
			s.Static = append(s.Static, dir)
		}
	}
}

// namedStatics returns the directories of files that the settings name: Hugo's staticDir, which may
// be several, and its mounts, and the staticDirectories of Docusaurus.
func (r *siteReader) namedStatics() (dirs []string) {
	add := func(name string) {
		if dir := path.Clean(strings.Trim(name, "/")); dir != "." && len(dirs) < maxThemes {
			dirs = append(dirs, dir)
		}
	}
	keys := []string{"staticdir", "staticdirectories", "publicdir", "imagesdir", "mediadir"}
	for n := range 11 {
		keys = append(keys, "staticdir"+strconv.Itoa(n))
	}
	for _, key := range keys {
		for _, name := range frontmatter.Names(r.root.Get(key), 0) {
			add(name)
		}
	}
	module := r.root.Get("module")
	if module == nil {
		return dirs
	}
	mounts := module.Get("mounts")
	if mounts == nil {
		return dirs
	}
	for i := range mounts.Items {
		from, to := mounts.Items[i].Get("source"), mounts.Items[i].Get("target")
		if from != nil && to != nil && (strings.HasPrefix(to.Text, "static") || strings.HasPrefix(to.Text, "assets")) {
			add(from.Text)
		}
	}
	return dirs
}

// ofThemes returns the directories of that name in the themes of a site.
func (r *siteReader) ofThemes(names ...string) (dirs []string) {
	f, err := r.fsys.Open("themes")
	if err != nil {
		return nil
	}
	defer func() { _ = f.Close() }() // it was only read
	d, ok := f.(fs.ReadDirFile)
	if !ok {
		return nil
	}
	themes, _ := d.ReadDir(maxThemes) // what cannot be read has no pictures
	slices.SortFunc(themes, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	for _, theme := range themes {
		for _, name := range names {
			dirs = append(dirs, "themes/"+theme.Name()+"/"+name)
		}
	}
	return dirs
}
