// Package tui is what a reader sees: one Bubble Tea model per session, which knows no SSH.
//
// The [Model] holds what all screens need (window, theme, the current blog) and passes keys, clicks
// and answers to the screen on top. Everything that a reader sees belongs to it. What all sessions
// have in common (the blog, the renderer, the titles prepared for filtering, the search index)
// comes in through [Shared] and is only read.
//
// The screens are in packages of their own, which import one another downwards only:
//
//	tui       messages, keys that do the same everywhere, the mouse, reloads; it opens the screens
//	overlay   over any screen: the help, the themes, what was copied
//	lists     the list of all posts, the groups, the search
//	post      a post, and its contents, links, code and footnotes; it asks for the lines of posts
//	screen    what a screen is, what it sees of its session (its host), and what it draws with
//	find      where words are in the lines of a page
//
// A screen is a plain struct with methods. Its view only joins strings that exist already. Whatever
// takes time (laying out a post, searching, filtering a long list) runs in a Bubble Tea command,
// and is dropped if it comes too late. What a screen requests of the Model goes through
// screen.Session, which requests.go implements.
//
// Package keymap has the keys that the footer, the help screen, docs/keys.md and the tests share.
// All words are in package catalog.
package tui

import (
	"context"

	"github.com/charmbracelet/colorprofile"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/pages"
	"github.com/sshblog/sshblog/internal/postview"
	"github.com/sshblog/sshblog/internal/related"
	"github.com/sshblog/sshblog/internal/search"
	"github.com/sshblog/sshblog/internal/textwidth"
	"github.com/sshblog/sshblog/internal/titles"
	"github.com/sshblog/sshblog/internal/tui/lists"
	"github.com/sshblog/sshblog/internal/tui/post"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// Blog is where a session gets the blog from. A *loader.Store is one.
type Blog interface {
	// Index returns the blog as it is now.
	Index() *blog.Index
	// Changed returns a channel that is closed when there is a newer Index.
	Changed() <-chan struct{}
}

// Shared is what all sessions have in common.
type Shared struct {
	// Blog, Renderer and Titles are required.
	Blog     Blog
	Renderer *pages.Renderer
	Titles   *titles.Sets
	// Searcher finds posts by their words. Nil means that there is no search.
	Searcher *search.Searcher
	// Related finds the posts that are related to one. Nil means that none are shown.
	Related *blog.Derived[*related.Posts]
	// Themes are the themes that a reader can choose from. Nil means that the author has made none.
	Themes *postview.Themes
	// Language is the language of the screens (BCP 47), whatever the reader's LANG says; "" leaves
	// the choice to LANG.
	Language string
	// Command returns the command line that opens a post ("slug" or "slug#heading"). It may be nil.
	Command func(address string) string
	// Reachable says that Command is what readers can type at home, and not only an address here.
	Reachable bool
	// NoFarewell says that nothing is left on a reader's own screen.
	NoFarewell bool
	// Pictures are those of the blog. Nil means that words stand for them. Images is how they are shown
	// to a reader who does not say it.
	Pictures screen.Pictures
	Images   screen.Images
	// Fetch returns the command line that fetches a file of the blog, by its path; "" if it is not
	// known how readers reach the blog. It may be nil.
	Fetch func(path string) string
}

// Session is what belongs to one reader.
type Session struct {
	// Context ends when the session does; nil means never.
	Context context.Context
	// Width and Height are the screen's first size in cells.
	Width, Height int
	// Open is what to open instead of the list: SLUG or SLUG#heading.
	Open string
	// Environ holds the reader's variables as "NAME=value". SSHBLOG_THEME chooses the theme.
	// COLORFGBG is a hint whether the screen is dark, until the terminal has reported its
	// background. LANG and the like choose the language. SSHBLOG_IMAGES says how pictures are shown.
	Environ []string
	// NoClipboard says that the terminal does not support OSC 52.
	NoClipboard bool
	// Unstruck says that the terminal draws no line through text.
	Unstruck bool
	// Sessions returns how many sessions there are, so that they do not all switch to a newer Index
	// at the same moment. Nil means that there is only this one.
	Sessions func() int
}

// options are what a Model was made with.
type options struct {
	Shared
	Session
}

// Model is one reader's session. Its screens see and use it through their host.
type Model struct {
	opts    options
	index   *blog.Index
	changed <-chan struct{} // closed when there is a newer Index

	display screen.Display
	status  screen.StatusBar
	stack   screen.Stack
	list    *lists.Posts // at the bottom of the stack
	posts   *post.Opener
	mouse   mouse
	typeahead

	awaitsIndex bool   // a command waits for a newer search index
	fault       string // what is wrong with the blog, for its author
	restarts    bool   // the server does, soon
	letGo       bool   // it ends the session for that
}

// New returns the model of a session.
func New(shared Shared, session Session) *Model {
	o := options{shared, session}
	if o.Context == nil {
		o.Context = context.Background()
	}
	languages := postview.Languages(o.Environ)
	texts := catalog.For(languages...)
	if o.Language != "" {
		texts = catalog.For(o.Language)
	}
	m := &Model{opts: o, display: screen.Display{
		Texts: texts, Keys: keymap.Default(texts), Languages: languages,
		Themes: o.Themes, Width: o.Width, Height: o.Height, Method: textwidth.Of(o.Environ), Profile: colorprofile.TrueColor,
		Pictures: o.Pictures, Images: screen.ImagesOf(o.Environ, o.Images),
	}}
	m.display.Theme, m.display.Background = o.Themes.Of(o.Environ)
	m.restyle()
	m.changed = o.Blog.Changed() // before Index, so that no change is missed
	m.index = o.Blog.Index()
	m.posts = post.NewOpener(post.Options{Context: o.Context, Renderer: o.Renderer, Related: o.Related, Fetch: o.Fetch})
	m.list = lists.NewPosts(m.index, o.Titles, languages)
	m.stack.Push(m.list)
	m.list.KeepVisible(m.host())
	return m
}
