package loader

import (
	"path"
	"strings"
)

// postDirNames are names of directories whose dated posts show that a blog keeps its posts apart
// from other texts.
var postDirNames = wordSet("blog blogs posts post articles article journal journals essays writing news entries weblog stories")

// pagesBeside makes pages of undated files that lie outside the directories of posts, where a blog
// has such: manuals, documents and the pages of a site. A file that lies in a directory with dated
// posts stays a post: it must not leave the list because its date is missing. Lists show such a page
// only if it lies at the top.
func (a *assembly) pagesBeside(all []candidate) {
	dated := map[string]bool{} // directories with a dated post
	apart := false
	for i := range all {
		c := &all[i]
		if c.page || c.post.Date.IsZero() {
			continue
		}
		dir := c.dir()
		dated[dir] = true
		apart = apart || a.isPostDir(dir)
	}
	if !apart {
		return
	}
	for i := range all {
		c := &all[i]
		if c.page || c.postly || !c.post.Date.IsZero() || c.place.InPosts || a.isPostDir(c.dir()) {
			continue
		}
		below := dated["."] && c.dir() == "."
		for dir := c.dir(); dir != "." && !below; dir = path.Dir(dir) {
			below = dated[dir]
		}
		if !below {
			c.page = true
			c.hide = strings.Contains(a.site.Within(c.file), "/")
		}
	}
}

// dir returns the directory in which posts like this one lie.
func (c *candidate) dir() string { return c.place.Dir }

// isPostDir reports whether a directory or one above it has a name that is usual for posts.
func (a *assembly) isPostDir(dir string) bool {
	for part := range strings.SplitSeq(dir, "/") {
		if postDirNames[strings.ToLower(part)] || strings.HasPrefix(part, "_posts") {
			return true
		}
	}
	return false
}
