package loader

import (
	"slices"
	"strings"

	"github.com/sshblog/sshblog/internal/frontmatter"
)

// sign is what one field says about who may see a post.
type sign uint8

const (
	nothing     sign = iota
	saysPublic       // such as "draft: false"
	mayHoldBack      // nobody can tell, such as "draft: soon"
	hides            // out of lists
	holdsBack        // such as "draft: true"
)

// signOf returns what a field says, whose key is of that kind.
func (m *meta) signOf(kind seenBy, f *frontmatter.Field) sign {
	v := &f.Value
	is, ok := v.Bool()
	switch {
	case v.Kind == frontmatter.Scalar && strings.TrimSpace(v.Text) == "":
		return nothing
	case f.Name == "_hidden": // Lektor makes no page of it
		if ok && !is {
			return nothing
		}
		return holdsBack
	case kind&heldBackKey != 0:
		return heldBackSign(f.Key, v)
	case kind&publicKey != 0:
		return publicSign(f.Key, v)
	case kind&pageKey != 0:
		return pageSign(v)
	case kind&hiddenKey != 0 && ok && is, kind&listedKey != 0 && isNo(v):
		return hides // themes hide parts of a page with a list or a table of that name
	case kind&passwordKey != 0 && (!ok || is || strings.ContainsAny(v.Text, "01")):
		return holdsBack
	case kind&statusKey != 0:
		return statusOf(f.Key, v)
	case kind&tagKey != 0 && m.nikola:
		if slices.ContainsFunc(frontmatter.Names(v, 0), func(tag string) bool {
			tag = strings.TrimSpace(tag)
			return tag == "draft" || tag == "private"
		}) {
			return holdsBack
		}
	}
	return nothing
}

// heldBackSign reads "draft: true".
func heldBackSign(key string, v *frontmatter.Value) sign {
	is, ok := v.Bool()
	draft := strings.Contains(key, "draft")
	switch {
	case ok && is:
		return holdsBack
	case ok && draft:
		return saysPublic
	case ok || !draft && (v.Kind != frontmatter.Scalar || strings.ContainsAny(v.Text, "0123456789/")):
		return nothing // "embargo: 2020-01-01", "internal: /notes"
	}
	return mayHoldBack // "draft: soon"
}

// publicSign reads "published: no". The same keys may hold a date, which is another question, and
// themes use some of them for other things.
func publicSign(key string, v *frontmatter.Value) sign {
	is, ok := v.Bool()
	strict := strings.Contains(key, "publi")
	switch {
	case ok && !is:
		return holdsBack
	case ok && strict:
		return saysPublic
	case ok || v.Kind != frontmatter.Scalar || !strict || strings.ContainsAny(v.Text, "0123456789"):
		return nothing
	}
	return wordSign(v.Text, mayHoldBack)
}

// pageSign reads whether the engine makes a page: "permalink: false" of Eleventy, "url: false" of
// Lume, "render = false" of Zola, "output: false" of Jekyll, and the build options of Hugo, a table.
func pageSign(v *frontmatter.Value) sign {
	if v.Kind == frontmatter.Table {
		render, list := v.Get("render"), v.Get("list")
		switch {
		case render != nil && isNo(render):
			return holdsBack
		case list != nil && (isNo(list) || strings.EqualFold(strings.TrimSpace(list.Text), "local")):
			return hides
		}
		return nothing
	}
	if isNo(v) {
		return holdsBack
	}
	return nothing
}

// isNo reports whether v is false or says never.
func isNo(v *frontmatter.Value) bool {
	is, ok := v.Bool()
	return ok && !is && v.Text != "0" || v.Kind == frontmatter.Scalar && isNever(v.Text)
}

func isNever(text string) bool {
	text = strings.ToLower(strings.TrimSpace(text))
	return text == "never" || text == "none" || text == "link"
}

// statusOf reads a status in words.
func statusOf(key string, v *frontmatter.Value) sign {
	out := nothing
	if v.Kind == frontmatter.Table && key == "access" { // Grav's: who has to log in
		return mayHoldBack
	}
	for _, text := range frontmatter.Names(v, 0) {
		otherwise := nothing
		if key == "visibility" || key == "privacy" {
			otherwise = mayHoldBack // friends, staff, a group
		}
		out = max(out, wordSign(text, otherwise))
	}
	return out
}

// plainDraft reports whether a field says in the usual words that a post is held back.
func plainDraft(f *frontmatter.Field) bool {
	switch f.Key {
	case "draft", "published", "publish", "ispublished", "isdraft":
		return true
	case "status", "tags", "poststatus":
		return strings.Contains(strings.ToLower(f.Value.Join()), "draft")
	}
	return false
}
