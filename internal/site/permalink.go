package site

import (
	"fmt"
	"path"
	"strings"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/plaintext"
)

// PermalinkOf returns the path of a post on the web: what its author wrote, with the placeholders
// of a pattern filled in; else what the site's engine makes of it; "" where neither is known. Own
// is that its author wrote the slug.
func PermalinkOf(site *blog.Site, p *blog.Post, at blog.PathInfo, written string, own bool) string {
	written = plaintext.OneLine(written, blog.MaxAddress)
	f := filler{p: p, at: at, own: own, engine: site.Engine}
	switch {
	case written != "" && !blog.IsPattern(written):
		return written
	case written != "":
		return f.fill(jekyllStyle(written))
	}
	lang, within := langOfPath(site, p.Path, at)
	prefix := ""
	if site.Engine == "hugo" || site.Engine == "zola" {
		prefix = langPrefix(site, lang)
	}
	section, _, _ := strings.Cut(within, "/")
	if pattern, ok := site.Permalinks[section]; ok {
		return prefix + f.fill(pattern)
	}
	if pattern, ok := site.Permalinks[""]; ok && (at.InPosts || !p.Date.IsZero()) {
		return prefix + f.fill(pattern)
	}
	switch site.Engine {
	case "hugo", "zola":
		name := p.Slug
		if site.Engine == "hugo" && !own && at.Date != "" && !site.Naming.DateOfName {
			name = blog.Slugify(at.Name)
		}
		dir := path.Dir(within)
		if at.Bundle {
			dir = path.Dir(dir)
		}
		return plaintext.CleanPath(prefix + path.Join("/", dir, name) + "/")
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
	var b strings.Builder
	b.WriteByte('/')
	for s = strings.TrimPrefix(s, "/"); s != ""; {
		text, after, ok := strings.Cut(s, "{")
		b.WriteString(text)
		if !ok {
			break
		}
		field, rest, _ := strings.Cut(after, "}")
		s = rest
		if format, ok := strings.CutPrefix(field, "date:"); ok {
			b.WriteString(strftime.Replace(format))
		} else {
			b.WriteString(":" + field)
		}
	}
	return b.String()
}

// strftime writes the formats of a date as :placeholders.
var strftime = strings.NewReplacer("%Y", ":year", "%y", ":short_year", "%m", ":month", "%-m", ":i_month", "%b", ":short_month",
	"%B", ":long_month", "%d", ":day", "%-d", ":i_day", "%j", ":y_day", "%H", ":hour", "%M", ":minute", "%S", ":second")

// filler fills in patterns for one post.
type filler struct {
	p      *blog.Post
	at     blog.PathInfo
	own    bool // the author wrote the slug
	engine string
}

// fill replaces the :placeholders of Jekyll, Hugo and Hexo. One that is unknown or empty vanishes
// with its slash.
func (f *filler) fill(pattern string) string {
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
		b.WriteString(f.placeholder(after[:n]))
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

func (f *filler) placeholder(name string) string {
	p, at := f.p, f.at
	switch name {
	case "title", "slug":
		if title := blog.URLized(p.Title); f.engine == "hugo" && (name == "title" || !f.own) && title != "" {
			return title
		}
		return p.Slug
	case "author":
		if len(p.Authors) > 0 {
			return blog.TitleSlug(p.Authors[0])
		}
		return ""
	case "post_title", "name", "filename", "slugorfilename", "slugorcontentbasename",
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
