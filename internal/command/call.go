package command

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/charmbracelet/colorprofile"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/cache"
	"github.com/sshblog/sshblog/internal/pages"
	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/postview"
	"github.com/sshblog/sshblog/internal/search"
	"github.com/sshblog/sshblog/internal/textwidth"
)

// Env is a command's environment.
type Env struct {
	Stdout, Stderr io.Writer
	// Width is that of the PTY in cells; 0 without one.
	Width int
	// Profile is how many colors the PTY shows; the zero value without one.
	Profile colorprofile.Profile
	// Environ holds the reader's variables, as "NAME=value".
	Environ []string

	// Await calls wait, which waits for something, so that other commands may work meanwhile; nil if
	// that makes no difference. Who writes need not call it.
	Await func(wait func())

	// Hold waits until so many bytes may be kept for a reader who takes their time, and returns what
	// gives them back; false if that takes too long. Nil if there is one reader, who is not waited for.
	Hold func(bytes int64) (release func(), ok bool)

	// The rest is for interactive commands, see Kind.

	// Stdin is what the reader types; nil is nothing.
	Stdin io.Reader
	// Raw reports whether Stdin and Stdout are a terminal without a line editor of its own.
	Raw bool
	// Size returns the current size of the PTY in cells; nil without one.
	Size func() (width, height int)
	// Restarting is closed when the server is about to restart and will end the command; nil never is.
	Restarting <-chan struct{}
}

// Options is what commands need from the program around them.
type Options struct {
	// Index returns the current blog. Required.
	Index func() *blog.Index
	// Renderer turns posts into lines. Required.
	Renderer *pages.Renderer
	// Files returns the files that readers may download, as they are now; nil if there are none.
	Files func() fs.FS
	// Searcher knows the words of all posts. Without one each search reads them again.
	Searcher *search.Searcher
	// Cache keeps what is dear to make of many posts: the entries of feeds, and archives. Nil keeps
	// nothing.
	Cache *cache.Cache
	// Themes is what a reader can choose from; nil without themes of the author's own.
	Themes *postview.Themes
	// Prefix is what a reader types before a command: "ssh HOST" or "sshblog".
	Prefix string
	// Host and Port are where readers reach the blog over SSH, for the addresses in feeds; "" and 0
	// are localhost and the default port.
	Host string
	Port int
	// Version is the program's version.
	Version string
	// ReadLines reads the blog to a person line by line, from a post (SLUG or SLUG#heading) if one
	// is named. It fails when nobody reads its output. Nil if there is no such reader here.
	ReadLines func(ctx context.Context, env Env, open string) error
}

// Call is one command being run: the options, its environment, and which command it is.
type Call struct {
	Options
	Env
	ctx     context.Context
	parsers *parsers
	spec    *Spec
	method  textwidth.Method // how the terminal counts cells
}

// await calls wait, which waits for something, while other commands may work.
func (c *Call) await(wait func()) {
	if c.Await == nil {
		wait()
		return
	}
	c.Await(wait)
}

// print writes lines to Stdout. It fails with errGone once a line cannot be written, because the
// reader has gone, or the context has ended.
func (c *Call) print(lines ...string) error {
	for _, line := range lines {
		if c.ctx.Err() != nil {
			return errGone
		}
		if _, err := io.WriteString(c.Stdout, line+"\n"); err != nil {
			return errGone
		}
	}
	return nil
}

// oneLine returns a text, which may hold what a client sent, as a line that is safe to print.
func oneLine(s string) string { return strings.ReplaceAll(plaintext.Clean(s), "\n", " ") }

// quote quotes what a client sent so that it cannot act on a terminal, cut to a length that fits a
// line.
func quote(s string) string {
	const maxRunes = 60
	runes := []rune(s)
	if len(runes) > maxRunes {
		s = string(runes[:maxRunes]) + "..."
	}
	return fmt.Sprintf("%q", s)
}
