package blog

import "strings"

// visibility reads whether a post is a draft or hidden. What cannot be read as yes or no keeps the post back: it is better
// missing than published by mistake.
func (m *meta) visibility() (draft, hidden bool) {
	draft = m.flag("draft", true)
	if v := m.find(aliases{"published"}, nil); v != nil {
		if is, ok := v.boolean(); ok && !is {
			draft = true
		}
	}
	if v := m.find(aliases{"status"}, nil); v != nil {
		switch strings.ToLower(strings.TrimSpace(v.text)) {
		case "draft", "private":
			draft = true
		case "hidden", "unlisted":
			hidden = true
		}
	}
	return draft, hidden || m.flag("unlisted", false) || m.flag("hidden", false)
}

func (m *meta) flag(key string, otherwise bool) bool {
	v := m.find(aliases{key}, nil)
	if v == nil {
		return false
	}
	is, ok := v.boolean()
	if !ok {
		m.warn(v.line, "%q is neither true nor false", clip(v.join(), 80))
		return otherwise
	}
	return is
}

// role is what a file is among the posts.
type role uint8

const (
	rolePost role = iota
	rolePage
	roleOpen    // no date and nothing else that tells: decided by what lies beside it, see assemble.go
	roleSection // describes its directory and is not shown itself
	roleIgnored // not a post
)

// postDirs are names of directories in which posts lie, dated or not.
var postDirs = map[string]bool{
	"_posts": true, "_drafts": true, "posts": true, "post": true, "blog": true, "articles": true, "article": true,
	"writing": true, "entries": true, "journal": true, "diary": true, "news": true,
}

// pageNames are slugs that blogs give to pages.
var pageNames = map[string]bool{
	"about": true, "about-me": true, "about-us": true, "contact": true, "contacts": true, "now": true, "uses": true,
	"colophon": true, "imprint": true, "impressum": true, "privacy": true, "privacy-policy": true, "legal": true, "terms": true,
	"license": true, "licence": true, "links": true, "blogroll": true, "projects": true, "resume": true, "cv": true, "bio": true,
	"archive": true, "archives": true, "search": true, "404": true, "faq": true, "help": true, "home": true, "index": true,
	"tags": true, "categories": true, "hire-me": true, "talks": true, "speaking": true, "publications": true, "support": true,
	"subscribe": true, "newsletter": true, "thanks": true, "credits": true, "friends": true, "guestbook": true,
}

// roleOf tells posts from pages by what the file itself says.
func roleOf(m *meta, p *Post, at place) role {
	switch strings.ToLower(strings.TrimSpace(m.one(layoutKeys))) {
	case "page", "pages":
		return rolePage
	case "post", "posts", "article":
		return rolePost
	}
	switch {
	case !p.Date.IsZero() || at.inPosts:
		return rolePost
	case pageNames[fold(p.Slug)]:
		return rolePage
	case len(p.Tags) > 0 || p.Series != "" || p.RedirectTo != "" || m.find(aliases{"categories", "category"}, nil) != nil:
		return rolePost
	case at.inPostDir:
		return rolePost
	}
	return roleOpen
}
