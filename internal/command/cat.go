package command

import (
	"errors"
	"flag"
	"fmt"
	"strings"

	"github.com/charmbracelet/colorprofile"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/postview"

	"github.com/sshblog/sshblog/internal/plaintext"

	"github.com/sshblog/sshblog/internal/layout/theme"
)

// Widths of a printed post, in cells.
const (
	plainWidth = 80  // without a PTY
	leastWidth = 20  // of --width
	mostWidth  = 300 // of --width
)

// textOptions is how a post is to be printed.
type textOptions struct {
	width int
	color string
	raw   bool
}

// layoutFlags adds the flags of a layout.
func layoutFlags(flags *flag.FlagSet) *textOptions {
	l := new(textOptions)
	flags.IntVar(&l.width, "width", 0, "")
	flags.StringVar(&l.color, "color", "auto", "")
	flags.BoolVar(&l.raw, "raw", false, "")
	return l
}

// check returns what is wrong with a textOptions, "" if nothing is.
func (l *textOptions) check() string {
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
	post, status := r.lookup(rest[0])
	if post == nil {
		return status
	}
	return r.printPost(post, l)
}

// printPost prints a post as the textOptions says.
func (r *run) printPost(p *blog.Post, l *textOptions) int {
	if l.raw {
		return r.printRaw(p)
	}
	width := l.width
	switch {
	case width == 0 && r.Width > 0:
		width = max(leastWidth, min(r.Width, postview.Measure))
	case width == 0:
		width = plainWidth
	}
	look, profile := r.look(l.color)
	request := look.Request(r.Index(), p, width, func(post string) string { return r.Prefix + " cat " + post })
	request.WrapCode = true
	if profile >= colorprofile.ANSI {
		r.Stdout = &colorprofile.Writer{Forward: r.Stdout, Profile: profile}
	}
	if status := r.print(look.Head(catalog.English(), r.Index(), p, width)...); status != Done {
		return status
	}
	err := r.lines(request, len(p.Body()))
	if err != nil && !errors.Is(err, errGone) {
		return r.fail(fmt.Sprintf("%s: %q cannot be shown just now", r.cmd.name, p.Slug))
	}
	if err != nil {
		return Failed
	}
	return Done
}

// longPost is how many bytes of text make a post so long that its page is not kept for the next reader: its first lines are printed before
// the last ones are laid out.
const longPost = 64 << 10

// errGone says that nobody takes what is printed.
var errGone = errors.New("the reader has gone")

// lines prints the lines of a post with a text of so many bytes.
func (r *run) lines(request layout.Request, size int) error {
	take := func(lines []string) error {
		if r.print(lines...) != Done {
			return errGone
		}
		return nil
	}
	if size > longPost {
		return r.Renderer.Stream(r.ctx, request, take)
	}
	page, err := r.Renderer.Render(r.ctx, request)
	if err != nil {
		return err
	}
	return take(page.Lines)
}

// printRaw prints the author's file, without control characters: it may end up in a terminal.
func (r *run) printRaw(p *blog.Post) int {
	for line := range strings.Lines(p.Raw()) {
		if status := r.print(strings.TrimSuffix(plaintext.Clean(line), "\n")); status != Done {
			return status
		}
	}
	return Done
}

// look chooses theme and colours: none without a PTY, unless they are asked for.
func (r *run) look(color string) (postview.Look, colorprofile.Profile) {
	profile := r.Profile
	switch {
	case color == "never":
		profile = colorprofile.NoTTY
	case color == "always" && profile < colorprofile.ANSI:
		profile = colorprofile.TrueColor
	}
	name, dark := r.Themes.Of(r.Environ)
	look := r.Themes.Look(name, dark, profile)
	if profile < colorprofile.ANSI {
		look.Theme = theme.Plain()
	}
	return look, profile
}
