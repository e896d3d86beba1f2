package command

import (
	"errors"
	"fmt"
	"strings"

	"github.com/charmbracelet/colorprofile"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/postview"
)

// Widths of a printed post, in cells.
const (
	defaultWidth = 80  // without a PTY
	minWidth     = 20  // of --width
	maxWidth     = 300 // of --width
)

// textOptions are the flags of what prints a post.
type textOptions struct {
	Width cells  `placeholder:"N" help:"wrap at N cells, 20 to 300 (the terminal's width, 72 at most; else 80)"`
	Color when   `placeholder:"WHEN" usage:"auto|always|never" help:"auto: on a terminal; always; never"`
	Raw   toggle `help:"the author's file as it is, front matter and all"`
}

// catCommand prints a post.
type catCommand struct {
	slugArgument
	textOptions
}

// Run prints the post.
func (cat *catCommand) Run(c *Call) error {
	post, err := cat.post(c)
	if err != nil {
		return err
	}
	return c.printPost(post, cat.textOptions)
}

// printPost prints a post with these options.
func (c *Call) printPost(p *blog.Post, l textOptions) error {
	if l.Raw {
		return c.printRaw(p)
	}
	width := int(l.Width)
	switch {
	case width == 0 && c.Width > 0:
		width = max(minWidth, min(c.Width, postview.Measure))
	case width == 0:
		width = defaultWidth
	}
	look, profile := c.look(l.Color)
	request := look.Request(c.Index(), p, width, func(post string) string { return c.Prefix + " cat " + post })
	request.WrapCode = true
	if profile >= colorprofile.ANSI {
		c.Stdout = &colorprofile.Writer{Forward: c.Stdout, Profile: profile}
	}
	if err := c.print(look.Head(catalog.English(), c.Index(), p, width)...); err != nil {
		return err
	}
	err := c.lines(request, len(p.Body()))
	if err != nil && !errors.Is(err, errGone) && !errors.Is(err, errBusy) {
		return fmt.Errorf("%s: %q cannot be shown just now", c.spec.Name, p.Slug)
	}
	return err
}

// longPost is from how many bytes of text on the page of a post is not cached.
const longPost = 64 << 10

// errBusy is the error of a command that waits too long for memory.
var errBusy = errors.New("the blog is busy at the moment; try again in a minute")

// lines prints the lines of a post with a text of so many bytes.
func (c *Call) lines(request layout.Request, size int) error {
	take := func(lines []string) error { return c.print(lines...) }
	switch {
	case size > longPost && c.Hold != nil:
		return c.linesAhead(request, size)
	case size > longPost: // the first lines are printed before the last ones are laid out
		return c.Renderer.Stream(c.ctx, request, take)
	}
	page, err := c.Renderer.Render(c.ctx, request)
	if err != nil {
		return err
	}
	return take(page.Lines)
}

// pageShare is how much larger the lines of a page are than the text of its post, at most.
const pageShare = 4

// linesAhead is lines for a long post and a reader who may take their time: it lays all lines out
// before it prints the first one, because the tree of a post takes many times their memory.
func (c *Call) linesAhead(request layout.Request, size int) error {
	release, ok := c.Hold(int64(size) * pageShare)
	if !ok {
		return errBusy
	}
	defer release()
	var pieces [][]string
	if err := c.Renderer.Stream(c.ctx, request, func(lines []string) error {
		pieces = append(pieces, lines)
		return nil
	}); err != nil {
		return err
	}
	for i, lines := range pieces {
		if err := c.print(lines...); err != nil {
			return err
		}
		pieces[i] = nil
	}
	return nil
}

// printRaw prints the author's file, without control characters: it may end up in a terminal.
func (c *Call) printRaw(p *blog.Post) error {
	for line := range strings.Lines(p.Raw()) {
		if err := c.print(strings.TrimSuffix(plaintext.Clean(line), "\n")); err != nil {
			return err
		}
	}
	return nil
}

// look chooses theme and colors: none without a PTY, unless they are asked for.
func (c *Call) look(color when) (postview.Look, colorprofile.Profile) {
	profile := c.Profile
	switch {
	case color == "never":
		profile = colorprofile.NoTTY
	case color == "always" && profile < colorprofile.ANSI:
		profile = colorprofile.TrueColor
	}
	name, background := c.Themes.Of(c.Environ)
	look := c.Themes.Look(name, theme.Screen{Background: background, Depth: postview.DepthOf(profile)})
	look.Method = c.method
	if profile < colorprofile.ANSI {
		look.Theme = theme.Plain()
	}
	return look, profile
}
