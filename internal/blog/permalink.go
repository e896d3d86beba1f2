package blog

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"
)

// permalinkOf returns the path of a post on the web: what its author wrote, with the placeholders of a pattern filled in;
// else what the site's engine makes of it; "" where neither is known.
func permalinkOf(site *Site, p *Post, at place, written string) string {
	written = oneLine(written, maxAddress)
	switch {
	case written != "" && !isPattern(written):
		return written
	case written != "":
		return fillPattern(jekyllStyle(written), p, at)
	}
	if site.Engine == "hugo" && at.suffix != "" && !strings.EqualFold(at.suffix, site.Lang) && slices.Contains(site.Languages, at.suffix) {
		other := at
		other.suffix = ""
		return "/" + at.suffix + permalinkOf(site, p, other, "")
	}
	section, _, _ := strings.Cut(site.Within(p.Path), "/")
	if pattern, ok := site.Permalinks[section]; ok {
		return fillPattern(pattern, p, at)
	}
	if pattern, ok := site.Permalinks[""]; ok && (at.inPosts || !p.Date.IsZero()) {
		return fillPattern(pattern, p, at)
	}
	switch site.Engine {
	case "hugo", "zola":
		return cleanPath(path.Join("/", site.Within(at.dir), p.Slug) + "/")
	case "jekyll", "hexo":
		return cleanPath(path.Join("/", site.Within(path.Join(at.dir, at.stem))) + "/")
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

// pelicanPattern writes Pelican's pattern, such as "{date:%Y}/{slug}.html", as one with :placeholders.
func pelicanPattern(s string) string {
	return "/" + strings.TrimPrefix(strings.NewReplacer("{slug}", ":slug", "{category}", ":category", "{lang}", ":lang",
		"{date:%Y}", ":year", "{date:%m}", ":month", "{date:%b}", ":short_month", "{date:%d}", ":day").Replace(s), "/")
}

// fillPattern replaces the :placeholders of Jekyll, Hugo and Hexo. One that is unknown or empty vanishes with its slash.
func fillPattern(pattern string, p *Post, at place) string {
	var b strings.Builder
	for rest := pattern; rest != "" && b.Len() < 4*maxAddress; { // of more than that nothing is kept
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
	return oneLine(filled, maxAddress)
}

func placeholder(name string, p *Post, at place) string {
	switch name {
	case "title", "slug", "post_title", "name", "filename", "slugorfilename", "slugorcontentbasename", "contentbasename":
		return p.Slug
	case "category":
		if len(p.Categories) > 0 {
			return strings.ToLower(slugify(p.Categories[0]))
		}
		return ""
	case "categories":
		var parts []string
		for _, c := range p.Categories {
			parts = append(parts, strings.ToLower(slugify(c)))
		}
		return strings.Join(parts, "/")
	case "section", "sections":
		if at.dir != "." {
			return path.Base(at.dir)
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
