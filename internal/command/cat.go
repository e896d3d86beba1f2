package command

import (
	"flag"
	"fmt"
	"strings"

	"github.com/charmbracelet/colorprofile"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/render"
)

// Widths of a printed post, in cells.
const (
	plainWidth = 80  // without a PTY
	measure    = 88  // with one: longer lines are tiring
	leastWidth = 20  // of --width
	mostWidth  = 300 // of --width
)

// layout is how a post is to be printed.
type layout struct {
	width int
	color string
	raw   bool
}

// layoutFlags adds the flags of a layout.
func layoutFlags(flags *flag.FlagSet) *layout {
	l := new(layout)
	flags.IntVar(&l.width, "width", 0, "")
	flags.StringVar(&l.color, "color", "auto", "")
	flags.BoolVar(&l.raw, "raw", false, "")
	return l
}

// check returns what is wrong with a layout, "" if nothing is.
func (l *layout) check() string {
	switch l.color {
	case "auto", "always", "never":
	default:
		return fmt.Sprintf("--color %s: expected auto, always or never", quote(l.color))
	}
	if l.width != 0 && (l.width < leastWidth || l.width > mostWidth) {
		return fmt.Sprintf("--width %d: expected %d to %d", l.width, leastWidth, mostWidth)
	}
	return ""
}

// cat prints a post.
func (r *run) cat(args []string) int {
	flags := new(flag.FlagSet)
	l := layoutFlags(flags)
	rest, err := r.parse(flags, args)
	switch {
	case err != nil:
		return r.misused(err)
	case len(rest) != 1:
		return r.usage("expected one SLUG")
	case l.check() != "":
		return r.usage(l.check())
	}
	slug, _, _ := strings.Cut(rest[0], "#")
	post, ok := r.Index().Lookup(slug)
	if !ok {
		return r.notFound(slug)
	}
	return r.printPost(post, l)
}

// latest prints the newest post.
func (r *run) latest(args []string) int {
	flags := new(flag.FlagSet)
	l := layoutFlags(flags)
	rest, err := r.parse(flags, args)
	switch {
	case err != nil:
		return r.misused(err)
	case len(rest) > 0:
		return r.usage(fmt.Sprintf("expected no argument %s", quote(rest[0])))
	case l.check() != "":
		return r.usage(l.check())
	}
	posts := r.Index().Posts()
	if len(posts) == 0 {
		return r.fail("latest: there are no posts yet")
	}
	return r.printPost(posts[0], l)
}

// notFound says that there is no such post, and which one may have been meant.
func (r *run) notFound(slug string) int {
	line := fmt.Sprintf("no post is called %s", quote(slug))
	if near, ok := r.Index().Nearest(slug); ok {
		line += fmt.Sprintf("; did you mean %q?", near.Slug)
	}
	return r.fail(line)
}

// printPost prints a post as the layout says.
func (r *run) printPost(p *blog.Post, l *layout) int {
	if l.raw {
		return r.printRaw(p)
	}
	width := l.width
	switch {
	case width == 0 && r.Width > 0:
		width = max(leastWidth, min(r.Width, measure))
	case width == 0:
		width = plainWidth
	}
	theme, profile := r.look(l.color)
	links := render.Hyperlinks
	if profile < colorprofile.ANSI {
		links = render.Numbered
	}
	page, err := r.Renderer.Render(r.ctx, render.Request{
		ID:    p.ID,
		Doc:   func() *markdown.Document { return markdown.Parse(p.Body(), p.BodyLine()) },
		Width: width, Theme: theme, Links: links, WrapCode: true,
	})
	if err != nil {
		return r.fail(fmt.Sprintf("cat: %s: %v", p.Slug, err))
	}
	if profile >= colorprofile.ANSI {
		r.Stdout = &colorprofile.Writer{Forward: r.Stdout, Profile: profile}
	}
	if status := r.print(render.Header(theme, width, headerOf(p))...); status != Done {
		return status
	}
	return r.print(page.Lines...)
}

// headerOf is what stands above the text of a post.
func headerOf(p *blog.Post) render.Title {
	return render.Title{Text: p.Title, Date: p.Date, Authors: p.Authors, Tags: p.Tags, Minutes: p.Minutes, Empty: p.Words == 0}
}

// printRaw prints the author's file, without control characters: it may end up in a terminal.
func (r *run) printRaw(p *blog.Post) int {
	return r.print(strings.TrimSuffix(markdown.Clean(p.Raw()), "\n"))
}

// look chooses theme and colours: none without a PTY, unless they are asked for.
func (r *run) look(color string) (*render.Theme, colorprofile.Profile) {
	profile := r.Profile
	switch {
	case color == "never":
		profile = colorprofile.NoTTY
	case color == "always" && profile < colorprofile.ANSI:
		profile = colorprofile.TrueColor
	}
	if profile < colorprofile.ANSI {
		return render.Plain(), profile
	}
	theme := render.Dark()
	if r.variable("SSHBLOG_THEME") == "light" {
		theme = render.Light()
	}
	if profile == colorprofile.ANSI {
		theme = theme.Basic()
	}
	return theme, profile
}
