// Package tui is what a reader sees: one Bubble Tea model per session, which knows no SSH.
//
// The root model, Model, holds what all screens need (size, theme, the current blog) and passes keys
// and clicks to the top screen; screen.go says what a screen is. Each has a file of its own: list.go,
// post.go, search.go, browse.go, contents.go, help.go and so on. A screen is a plain struct with
// methods, and its view only joins strings that exist already. Whatever takes time (rendering a
// post, searching, filtering a long list) runs in a Bubble Tea command, carries an id, and is dropped
// if it comes too late.
//
// Everything that a reader sees belongs to this model. What all sessions have in common (the blog,
// the renderer, the titles prepared for filtering, the search index) comes in through Shared and is
// only read. Package keymap has the keys that the footer, the help screen, docs/keys.md and the tests
// share. All words are in package catalog.
package tui

import (
	"cmp"
	"context"
	"math/rand/v2"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/keymap"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/pages"
	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/postview"
	"github.com/sshblog/sshblog/internal/related"
	"github.com/sshblog/sshblog/internal/search"
	"github.com/sshblog/sshblog/internal/textwidth"
	"github.com/sshblog/sshblog/internal/titles"
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
	// Fetch returns the command line that fetches a file of the blog, by its path; "" if it is not known
	// how readers reach the blog. It may be nil.
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
	// COLORFGBG is a hint whether the screen is dark, until the terminal has reported its background.
	// LANG and the like choose the language.
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

// Model is one reader's session. Its screens see and use it through their [host].
type Model struct {
	opts    options
	index   *blog.Index
	changed <-chan struct{} // closed when there is a newer Index

	fault    string // what is wrong with the blog, for its author
	restarts bool   // the server does, soon
	letGo    bool   // it ends the session for that

	display
	statusBar
	navigation
	loading
	typeahead
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
	m := &Model{opts: o, display: display{
		texts: texts, keys: keymap.Default(texts), languages: languages,
		width: o.Width, height: o.Height, method: textwidth.Of(o.Environ), profile: colorprofile.TrueColor,
	}}
	m.theme, m.background = o.Themes.Of(o.Environ)
	m.restyle()
	m.changed = o.Blog.Changed() // before Index, so that no change is missed
	m.index = o.Blog.Index()
	m.list = newList(m.index, o.Titles, languages)
	m.screens = append(m.screens, &m.list)
	m.list.keepVisible(m.host())
	return m
}

// ThemesMsg brings other themes than those that the session began with.
type ThemesMsg struct{ Themes *postview.Themes }

// maxNotice bounds a line from outside for the reader, in bytes.
const maxNotice = 500

// FaultMsg brings a line on what is wrong with the blog, for its author: it is shown until the next
// key, and gives way to other notices. The next one stands in its place, and an empty one takes it
// away.
type FaultMsg string

// changedMsg says that there is a newer Index.
type changedMsg struct{}

// Init starts to wait for changes of the blog, and opens what the reader asked for.
func (m *Model) Init() tea.Cmd {
	return tea.Batch(m.awaitChange(), m.openAddress(m.opts.Open), m.schedulePreview())
}

// Sessions switch to a newer Index at different moments, so that many of them do not keep the
// processors from readers who press a key. Each moment is random, within so much time per session,
// and at most maxSpread.
const (
	spreadPerSession = 400 * time.Microsecond
	maxSpread        = time.Second
)

// awaitChange waits until there is a newer Index, and a moment longer if there are many sessions,
// or until the session is over.
func (m *Model) awaitChange() tea.Cmd {
	ctx, changed, crowd := m.opts.Context, m.changed, m.opts.Sessions
	return func() tea.Msg {
		select {
		case <-changed:
		case <-ctx.Done():
			return nil
		}
		if crowd == nil {
			return changedMsg{}
		}
		spread := min(maxSpread, time.Duration(crowd())*spreadPerSession)
		if !rest(ctx, rand.N(spread+1)) { //nolint:gosec // nothing is gained by guessing it
			return nil
		}
		return changedMsg{}
	}
}

// Update handles one message.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := m.handle(msg)
	if len(m.typed) > 0 {
		cmd = tea.Batch(cmd, m.pressTyped())
	}
	if next := m.schedulePreview(); next != nil {
		cmd = tea.Batch(cmd, next)
	}
	return m, cmd
}

// handle handles one message.
func (m *Model) handle(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
		return m.relayout()
	case tea.BackgroundColorMsg:
		if msg.Color != nil {
			m.background = theme.BackgroundOf(msg.Color)
			return m.restyle()
		}
	case tea.ModeReportMsg:
		return m.learnMethod(msg)
	case tea.ColorProfileMsg:
		m.profile = msg.Profile
		return m.restyle()
	case ThemesMsg:
		m.opts.Themes = msg.Themes
		m.theme, _ = msg.Themes.Of(m.opts.Environ)
		return m.restyle()
	case FaultMsg:
		m.showFault(plaintext.OneLine(string(msg), maxNotice))
	case RestartMsg:
		return m.restart(msg)
	case changedMsg:
		return m.refresh()
	case headMsg:
		return m.showHead(msg)
	case pageMsg:
		return m.showPage(msg)
	case relatedMsg:
		m.showRelated(msg)
	case waitMsg:
		return m.wait(msg)
	case previewMsg:
		return m.previewRested(msg)
	case filteredMsg:
		return m.list.accept(m.host(), msg)
	case hitsMsg:
		return m.showHits(msg)
	case indexedMsg:
		return m.searchAnew()
	case tea.PasteMsg:
		if !m.pasteAhead(msg) {
			return m.paste(msg)
		}
	case tea.KeyPressMsg:
		if m.typeAhead(msg) {
			return nil
		}
		m.notice = ""
		return m.press(msg)
	case tea.MouseClickMsg:
		m.hold(msg.Mouse())
	case tea.MouseReleaseMsg:
		return m.release(msg.Mouse())
	case tea.MouseWheelMsg:
		return m.wheel(msg.Mouse())
	}
	return nil
}

// showFault shows a fault in place of the one before, "" for none.
func (m *Model) showFault(fault string) {
	if fault != "" || m.notice == m.fault {
		m.notice = fault
	}
	m.fault = fault
}

// refresh switches to the newer Index. The list keeps its place. An open post stays as it is, and
// its reader is told.
func (m *Model) refresh() tea.Cmd {
	was := m.index
	m.changed = m.opts.Blog.Changed()
	m.index = m.opts.Blog.Index()
	cmd := m.list.setIndex(m.host(), m.index)
	for _, s := range m.screens {
		if r, ok := s.(indexUpdater); ok {
			r.updateIndex(m.host())
		}
	}
	m.notice = m.host().newPosts(was)
	if p := m.reading(); p != nil {
		if changed := p.compare(m.host()); changed != "" {
			m.notice = changed
		}
	}
	m.notice = cmp.Or(m.notice, m.fault)
	return tea.Batch(cmd, m.awaitChange())
}

// restyle chooses the styles for the screen as far as it is known.
func (m *Model) restyle() tea.Cmd {
	was := m.look
	m.look = m.opts.Themes.Look(m.theme, theme.Screen{
		Background: m.background, Depth: postview.DepthOf(m.profile), Window: true,
		Unstruck: m.opts.Unstruck,
	})
	m.look.Method = m.method
	if was == m.look {
		return nil
	}
	m.styles = newStyles(m.look.Theme)
	if was.Theme == nil {
		return nil
	}
	return m.relayout()
}

// learnMethod lays everything out again if the terminal counts cells in another way than it was
// taken to.
func (m *Model) learnMethod(msg tea.ModeReportMsg) tea.Cmd {
	if msg.Mode != ansi.ModeUnicodeCore || m.method == textwidth.Transcribed || m.method == textwidth.Reported(msg.Value) {
		return nil
	}
	m.method = textwidth.Reported(msg.Value)
	return m.restyle()
}

// relayout lays everything out again after the size, the theme or the links have changed. An open
// post stays until its new lines are there.
func (m *Model) relayout() tea.Cmd {
	var cmds []tea.Cmd
	for _, s := range m.screens {
		cmds = append(cmds, s.relayout(m.host()))
	}
	if _, _, divided := m.panes(); !divided {
		m.preview, m.previewPending = nil, nil
	}
	for _, p := range []*postScreen{m.opening, m.previewPending, m.preview} {
		if p != nil {
			cmds = append(cmds, m.layPost(p))
		}
	}
	return tea.Batch(cmds...)
}

// press handles the keys that do the same everywhere, and passes the others to the top screen.
func (m *Model) press(key tea.KeyPressMsg) tea.Cmd {
	if behind, ok := m.escaped(key); ok {
		back := m.press(tea.KeyPressMsg{Code: tea.KeyEscape})
		m.notice = ""
		return tea.Batch(back, m.press(behind))
	}
	k, typing := m.keys, m.typing()
	_, over := m.upper().(overlay)
	switch {
	case k.Redraw.Has(key):
		return tea.ClearScreen
	case k.Interrupt.Has(key), k.Quit.Has(key) && !typing && !over:
		return tea.Quit
	case !typing && k.Search.Has(key):
		return m.openSearch()
	case m.opening != nil && k.Clear.Has(key):
		m.giveUp()
		return nil
	case typing || over:
	case k.Help.Has(key):
		m.push(newHelp(m.host()))
		return nil
	case k.Browse.Has(key) && !m.browsing():
		m.openBrowse()
		return nil
	case m.opening != nil && k.Back.Has(key):
		m.giveUp()
		return nil
	default:
		if cmd, ok := m.host().pressCopy(key); ok {
			return cmd
		}
	}
	cmd, ok := m.upper().press(m.host(), key)
	if !ok {
		m.notice = m.texts.NoSuchKey
		if typing { // the key of the help is a letter
			m.notice = m.texts.NoSuchKeyTyping
		}
	}
	return cmd
}

// pressKey presses a key that was clicked on.
func (m *Model) pressKey(key tea.KeyPressMsg) tea.Cmd { return m.press(key) }

// The smallest screen that is drawn on, in cells.
const (
	minWidth  = 20
	minHeight = 8
)

// View joins the lines of the top screen.
func (m *Model) View() tea.View {
	view := tea.NewView("")
	view.AltScreen = true
	if m.mouse {
		view.MouseMode = tea.MouseModeCellMotion
	}
	m.targets = m.targets[:0]
	if m.width == 0 || m.height == 0 {
		return view
	}
	var lines []string
	if m.width < minWidth || m.height < minHeight {
		lines = m.tooSmall()
	} else {
		lines = m.host().tell(m.upper().view(m.host()))
	}
	if len(lines) > m.height {
		lines = lines[:m.height]
	}
	view.SetContent(strings.Join(lines, "\n"))
	view.WindowTitle = m.windowTitle()
	if paper := m.look.Theme.Paper; paper != nil {
		view.BackgroundColor, view.ForegroundColor = paper.Ground, paper.Text
	}
	return view
}

// siteTitle returns the blog's title, or a word in its place.
func (h host) siteTitle() string {
	if title := h.index.Site().Title; title != "" {
		return title
	}
	return h.texts.Blog
}

// windowTitle returns the name of what is open.
func (m *Model) windowTitle() string {
	if p := m.reading(); p != nil {
		return p.post.Title + " - " + m.host().siteTitle()
	}
	return m.host().siteTitle()
}

// tooSmall asks for a larger window, in words that fit a tiny one.
func (d *display) tooSmall() []string {
	return append(d.wrap(d.texts.TooSmall, d.width, d.height-1), d.fit(d.texts.Leaves, d.width))
}
