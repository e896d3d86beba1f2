package loader

import (
	"fmt"
	"path"
	"strings"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
)

// addRepeated adds a post, with its translations, whose slug is another's: its slug is the same with
// its date, or with its directory, so that the slugs of others never change. Where the web site has
// them apart it is no mistake of the author.
func (a *assembly) addRepeated(set []candidate, numbers map[string]int) {
	c := &set[0]
	first := a.parts.Slugs[c.key]
	slug := c.slug
	free, key := a.apartSlug(c, numbers)
	for i := range set {
		set[i].slug, set[i].key = free, key
	}
	if !a.isApart(c, first) {
		a.warn(*c, "the slug %q is that of %s too; this post is %q", slug, first.Path, free)
	}
	a.translations(set)
}

// isApart reports whether a post has another address on the web than the one that has its slug, as
// far as is known.
func (a *assembly) isApart(c *candidate, first *blog.Post) bool {
	if c.post.Permalink != "" && first.Permalink != "" {
		return !strings.EqualFold(strings.Trim(c.post.Permalink, "/"), strings.Trim(first.Permalink, "/"))
	}
	return !c.ownSlug && (c.place.Dir != blog.ParsePath(first.Path).Dir ||
		dayOf(c) != "" && dayOf(c) != first.Date.Format(time.DateOnly))
}

// dayOf returns the day of a post; "" if it has none.
func dayOf(c *candidate) string {
	if c.post.Date.IsZero() {
		return ""
	}
	return c.post.Date.Format(time.DateOnly)
}

// apartSlug returns a slug that tells a post from others of its name: by its month, else by its day,
// else by its directory, else by a number.
func (a *assembly) apartSlug(c *candidate, numbers map[string]int) (slug, key string) {
	var tries []string
	if day := dayOf(c); day != "" {
		tries = []string{c.slug + "-" + day[:len("2006-01")], c.slug + "-" + day}
	} else if dir := blog.Slugify(path.Base(a.site.Within(c.place.Dir))); dir != "" && dir != "." {
		tries = []string{dir + "-" + c.slug}
	}
	for _, slug := range tries {
		if key := blog.FoldSlug(slug); a.parts.Slugs[key] == nil {
			return slug, key
		}
	}
	return a.freeSlug(c.slug, c.key, numbers)
}

// freeSlug returns slug with the first number behind it that makes it unique.
func (a *assembly) freeSlug(slug, key string, numbers map[string]int) (free, freeKey string) {
	for n := max(numbers[key]+1, 2); ; n++ {
		free = fmt.Sprintf("%s-%d", slug, n)
		if freeKey = blog.FoldSlug(free); a.parts.Slugs[freeKey] == nil {
			numbers[key] = n
			return free, freeKey
		}
	}
}
