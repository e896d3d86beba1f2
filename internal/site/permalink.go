package site

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/plaintext"
)

// PermalinkOf returns the path of a post on the web: what its author wrote, with the placeholders
// of a pattern filled in; else what the site's engine makes of it; "" where neither is known.
func PermalinkOf(site *blog.Site, p *blog.Post, at blog.PathInfo, written string) string {
	written = plaintext.OneLine(written, blog.MaxAddress)
	switch {
	case written != "" && !blog.IsPattern(written):
		return written
	case written != "":
		return fillPattern(jekyllStyle(written), p, at)
	}
	if site.Engine == "hugo" && at.Suffix != "" && !strings.EqualFold(at.Suffix, site.Lang) &&
		slices.Contains(site.Languages, at.Suffix) {
		other := at
		other.Suffix = ""
		return "/" + at.Suffix + PermalinkOf(site, p, other, "")
	}
	section, _, _ := strings.Cut(site.Within(p.Path), "/")
	if pattern, ok := site.Permalinks[section]; ok {
		return fillPattern(pattern, p, at)
	}
	if pattern, ok := site.Permalinks[""]; ok && (at.InPosts || !p.Date.IsZero()) {
		return fillPattern(pattern, p, at)
	}
	switch site.Engine {
	case "hugo", "zola":
		return plaintext.CleanPath(path.Join("/", site.Within(at.Dir), p.Slug) + "/")
	case "jekyll", "hexo":
		return plaintext.CleanPath(path.Join("/", site.Within(path.Join(at.Dir, at.Stem))) + "/")
	}
	return ""
}

// jekyllStyle returns the pattern of one of Jekyll's named styles, and any other pattern as it is.
func jekyllStyle(s string) string {
	switch s {
	case "date":
		return "/:categories/:year/:month/:day/:title.html"
	case "pretty":
		return "/:categories/:year/:month/:day/:title/"
	case "ordinal":
		return "/:categories/:year/:y_day/:title.html"
	case "weekdate":
		return "/:categories/:year/W:week/:short_day/:title.html"
	case "none":
		return "/:categories/:title.html"
	}
	return s
}

// pelicanPattern writes Pelican's pattern, such as "{date:%Y}/{slug}.html", as one with
// :placeholders.
func pelicanPattern(s string) string {
	return "/" + strings.TrimPrefix(strings.NewReplacer("{slug}", ":slug", "{category}", ":category", "{lang}", ":lang",
		"{date:%Y}", ":year", "{date:%m}", ":month", "{date:%b}", ":short_month", "{date:%d}", ":day").Replace(s), "/")
}

// fillPattern replaces the :placeholders of Jekyll, Hugo and Hexo. One that is unknown or empty
// vanishes with its slash.
func fillPattern(pattern string, p *blog.Post, at blog.PathInfo) string {
	var b strings.Builder
	for rest := pattern; rest != "" && b.Len() < 4*blog.MaxAddress; { // of more than that nothing is kept
		text, after, ok := strings.Cut(rest, ":")
		b.WriteString(text)
		if !ok {
			break
		}
		n := 0
		for n < len(after) && (after[n] >= 'a' && after[n] <= 'z' || after[n] == '_') {
			n++
		}
		b.WriteString(placeholder(after[:n], p, at))
		rest = after[n:]
	}
	filled := b.String()
	for strings.Contains(filled, "//") {
		filled = strings.ReplaceAll(filled, "//", "/")
	}
	if !strings.HasPrefix(filled, "/") {
		filled = "/" + filled
	}
	return plaintext.OneLine(filled, blog.MaxAddress)
}

func placeholder(name string, p *blog.Post, at blog.PathInfo) string {
	switch name {
	case "title", "slug", "post_title", "name", "filename", "slugorfilename", "slugorcontentbasename",
		"contentbasename":
		return p.Slug
	case "category":
		if len(p.Categories) > 0 {
			return strings.ToLower(blog.Slugify(p.Categories[0]))
		}
		return ""
	case "categories":
		var parts []string
		for _, c := range p.Categories {
			parts = append(parts, strings.ToLower(blog.Slugify(c)))
		}
		return strings.Join(parts, "/")
	case "section", "sections":
		if at.Dir != "." {
			return path.Base(at.Dir)
		}
		return ""
	case "lang":
		return p.Lang
	case "output_ext":
		return ".html"
	}
	return datePart(name, p.Date)
}

func datePart(name string, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	switch name {
	case "year":
		return t.Format("2006")
	case "short_year":
		return t.Format("06")
	case "month":
		return t.Format("01")
	case "i_month":
		return t.Format("1")
	case "monthname", "long_month":
		return strings.ToLower(t.Format("January"))
	case "short_month":
		return t.Format("Jan")
	case "day":
		return t.Format("02")
	case "i_day":
		return t.Format("2")
	case "y_day", "yearday":
		return fmt.Sprintf("%03d", t.YearDay())
	case "week":
		_, week := t.ISOWeek()
		return fmt.Sprintf("%02d", week)
	case "short_day":
		return t.Format("Mon")
	case "hour":
		return t.Format("15")
	case "minute":
		return t.Format("04")
	case "second":
		return t.Format("05")
	}
	return ""
}
