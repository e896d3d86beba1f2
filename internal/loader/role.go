package loader

import (
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/frontmatter"
	"github.com/sshblog/sshblog/internal/plaintext"
)

// role is the part that a file plays in the blog.
type role uint8

const (
	rolePost role = iota
	rolePage
	roleSection // describes its directory and is not shown itself
	roleIgnored // not a post
)

// pageNames are slugs that blogs give to pages.
var pageNames = map[string]bool{
	"about": true, "about-me": true, "about-us": true, "contact": true, "contacts": true, "now": true, "uses": true,
	"colophon": true, "imprint": true, "impressum": true, "privacy": true, "privacy-policy": true, "legal": true, "terms": true,
	"license": true, "licence": true, "links": true, "blogroll": true, "projects": true, "resume": true, "cv": true, "bio": true,
	"archive": true, "archives": true, "search": true, "404": true, "faq": true, "help": true, "home": true, "index": true,
	"tags": true, "categories": true, "hire-me": true, "talks": true, "speaking": true, "publications": true, "support": true,
	"subscribe": true, "newsletter": true, "thanks": true, "credits": true, "friends": true, "guestbook": true,
}

// roleOf tells posts from pages by what the file itself says. A file is a page only if it says so,
// or has the name of one and no date anywhere, or lies in the directory that its engine has for
// pages, is a page: a post must not leave the list because its date is missing or cannot be read.
func roleOf(m *meta, p *blog.Post, at blog.PathInfo, pagesDir string) role {
	for i := range layoutKeys {
		switch layoutRole(m.one(layoutKeys[i : i+1])) {
		case rolePage:
			return rolePage
		case rolePost:
			return rolePost
		}
	}
	named := pagesDir != "" && at.Dir == pagesDir || pageNames[plaintext.Fold(at.Stem)] ||
		pageNames[plaintext.Fold(p.Slug)]
	if named && p.Date.IsZero() && !at.InPosts && m.find(dateKeys, frontmatter.NotBoolean) == nil {
		return rolePage
	}
	return rolePost
}

// layoutRole returns the role that a layout or a type says; roleIgnored where it says none.
func layoutRole(layout string) role {
	switch strings.ToLower(strings.TrimSpace(layout)) {
	case "page", "pages":
		return rolePage
	case "post", "posts", "article":
		return rolePost
	}
	return roleIgnored
}

// saysPost reports whether the front matter says that a file is a post.
func saysPost(m *meta) bool {
	for i := range layoutKeys {
		if layoutRole(m.one(layoutKeys[i:i+1])) == rolePost {
			return true
		}
	}
	return false
}
