// Package lineui is the blog by ear: a reader that talks line by line, for screen readers, braille
// displays and terminals that cannot draw.
//
// It lists posts with numbers, reads what a person types, and prints the answer below. Nothing is
// ever drawn over, no colour, border or cursor movement is sent, and every prompt is a whole
// sentence on a line of its own. Whoever runs it gives it where to read and where to write (Env),
// so that it is the same over SSH, in a shell and in a test:
//
//	reader := lineui.New(lineui.Options{Index: store.Index, Renderer: renderer, Searcher: searcher})
//	err := reader.Run(ctx, lineui.Env{In: in, Out: out})
//
// How it is cut:
//
//	editor.go   bytes that are typed -> lines, with the echo of a terminal
//	input.go    reads them, in a goroutine of its own, so that a session can end at any time
//	output.go   the only place that writes: nothing but text and line ends
//	session.go  one person's session: what was typed -> what is done
//	menu.go     a numbered list of anything
//	lists.go    the lists there are: posts, hits, tags, links, headings
//	postscreen.go  a post, page by page
//	prose.go    a post as lines for the ear
package lineui

import (
	"context"
	"io"

	"github.com/sshblog/sshblog/internal/asciitext"
	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/pages"
	"github.com/sshblog/sshblog/internal/postview"
	"github.com/sshblog/sshblog/internal/safego"
	"github.com/sshblog/sshblog/internal/search"
	"github.com/sshblog/sshblog/internal/textwidth"
)

// Options is what a Reader needs from the program around it.
type Options struct {
	// Index returns the blog as it is now. Required.
	Index func() *blog.Index
	// Renderer turns posts into lines. Required.
	Renderer *pages.Renderer
	// Searcher finds posts; nil if nothing can be searched.
	Searcher *search.Searcher
	// Language is what the reader speaks (BCP 47), whatever a person's LANG says; "" leaves it to
	// that.
	Language string
	// Command returns the command line that leads to a post ("slug" or "slug#heading"), or to the list
	// for "". Nil if it is not known.
	Command func(address string) string
	// Report is told of a panic, which ends the session; nil ignores it.
	Report safego.PanicHandler
}

// Env is the environment of one session.
type Env struct {
	In  io.Reader
	Out io.Writer
	// Raw says that In and Out are a terminal without a line editor of its own: what is typed is
	// echoed, and lines end with carriage return and line feed.
	Raw bool
	// Size returns the size of the window in cells as it is now, zeros if there is none; nil means
	// none.
	Size func() (width, height int)
	// Environ holds the person's variables, as "NAME=value"; LANG and its like choose the language.
	Environ []string
	// Await calls wait, which waits for something, so that others may work meanwhile; nil just calls
	// it.
	Await func(wait func())
	// Restarting is closed when the server is about to restart; nil never is.
	Restarting <-chan struct{}
	// Open is what to read instead of the list: SLUG or SLUG#heading.
	Open string
}

// Reader reads a blog to any number of people at once. Make one with New.
type Reader struct {
	opts  Options
	looks map[string]postview.Look // by language; never changed
}

// New makes a Reader.
func New(o Options) *Reader {
	if o.Report == nil {
		o.Report = func(string, any, []byte) {}
	}
	r := &Reader{opts: o, looks: map[string]postview.Look{}}
	for _, t := range catalog.All() {
		r.looks[t.Lang] = spokenLook(t)
	}
	return r
}

// Run reads to one person until they leave, there is no more input, or ctx ends. It fails when its
// output cannot be written. A read of env.In that waits when Run returns goes on waiting until In
// is closed.
func (r *Reader) Run(ctx context.Context, env Env) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	languages := postview.Languages(env.Environ)
	texts := catalog.For(languages...)
	if r.opts.Language != "" {
		texts = catalog.For(r.opts.Language)
	}
	shown := env.Raw || env.Size != nil // on a terminal
	if env.Size == nil {
		env.Size = func() (int, int) { return 0, 0 }
	}
	if env.Await == nil {
		env.Await = func(wait func()) { wait() }
	}
	look := r.looks[texts.Lang]
	if shown && textwidth.Of(env.Environ) == textwidth.Transcribed {
		look.Method, env.Out = textwidth.Transcribed, asciitext.Writer(env.Out)
	}
	s := &session{
		Reader: r, env: env, texts: texts, look: look, languages: languages, editor: editor{method: look.Method},
		out: newOutput(env.Out, env.Raw),
	}
	s.in = newInput(ctx, env.In, env.Raw, r.opts.Report)
	s.in.restarting, s.in.onRestart = env.Restarting, s.tellRestart
	return s.run()
}
