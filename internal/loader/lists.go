package loader

import (
	"slices"
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/frontmatter"
	"github.com/sshblog/sshblog/internal/markdown/parser"
	"github.com/sshblog/sshblog/internal/plaintext"
)

// tags returns the tags of a post. Keywords, which many pages carry for search engines, are tags
// only without any.
func (m *meta) tags() []string {
	v := m.find(tagKeys, frontmatter.NotBoolean)
	if v == nil {
		v = m.find(keywordKeys, frontmatter.NotBoolean)
	}
	all := tagNames(v)
	for i, tag := range all {
		if bare := strings.TrimLeft(strings.TrimSpace(tag), "#"); bare != "" { // as garden keepers write them
			all[i] = bare
		}
	}
	return cleanNames(all)
}

// tagNames splits a scalar at its commas, or at its blanks where it has none.
func tagNames(v *frontmatter.Value) []string {
	if v == nil || v.Kind != frontmatter.Scalar {
		return frontmatter.Names(v, 0)
	}
	if parts := frontmatter.SplitCommas(v.Text); len(parts) > 1 || strings.ContainsAny(v.Text, ",，") {
		return parts
	}
	return strings.Fields(v.Text)
}

// categories returns the categories of a post, not yet cleaned. A scalar is split at its commas. By
// Jekyll's rule, which splitBlanks asks for, a scalar of the key "categories" that has no comma is
// split at its blanks; one of the key "category" never is.
func (m *meta) categories(splitBlanks bool) []string {
	if splitBlanks {
		if v := m.find(categoryKeys[:1], frontmatter.NotBoolean); v != nil && v.Kind == frontmatter.Scalar {
			return tagNames(v)
		}
	}
	return frontmatter.Names(m.find(categoryKeys, frontmatter.NotBoolean), 0)
}

// splitsAtBlanks reports whether blanks separate the categories of a scalar: in Jekyll's sites, and
// where no other engine is recognized.
func splitsAtBlanks(s *blog.Site) bool {
	return s.Engine == "jekyll" || s.Engine == "" && !slices.Contains(s.Content, "content") &&
		!slices.Contains(s.Content, "source")
}

// siteDirectories are directories that hold a whole site, so that they are no categories.
var siteDirectories = map[string]bool{
	"docs": true, "doc": true, "site": true, "website": true, "www": true, "web": true, "src": true, "source": true, "content": true, "jekyll": true,
}

// directoryCategories returns the categories that Jekyll makes of the directories above _posts.
func directoryCategories(s *blog.Site, at blog.PathInfo) []string {
	if s.Engine != "jekyll" && s.Engine != "" || !at.InPosts {
		return nil
	}
	var out []string
	for part := range strings.SplitSeq(s.Within(at.Dir), "/") {
		if strings.HasPrefix(part, "_posts") || part == "_drafts" {
			break
		}
		if s.Engine == "jekyll" || !siteDirectories[strings.ToLower(part)] {
			out = append(out, part)
		}
	}
	return out
}

// addresses returns a list of paths or addresses, as written.
func (m *meta) addresses(keys frontmatter.Keys) []string {
	var out []string
	for _, s := range frontmatter.Names(m.find(keys, frontmatter.NotBoolean), 0) {
		if len(out) == blog.MaxNames {
			break
		}
		if s = plaintext.OneLine(s, blog.MaxAddress); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// cleanNames makes plain text of names and drops the empty and the repeated.
func cleanNames(all []string) []string {
	var out []string
	for _, name := range all[:min(len(all), 10*blog.MaxNames)] {
		if len(out) == blog.MaxNames {
			break
		}
		if name = parser.TitleLine(name, blog.MaxName); name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}
