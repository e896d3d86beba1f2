// Package tui is what a visitor sees: one Bubble Tea model per session, which knows no SSH.
//
// The root model, Model, holds what all screens need (size, theme, the blog as it is now) and routes keys to the screen that is open: list.go,
// post.go or help.go. A screen is a plain struct with methods; its view joins strings that are there already. What takes
// time (rendering a post, filtering a long list) runs in a Bubble Tea command, carries an id, and is dropped when it comes too late.
//
// Everything a visitor sees belongs to this model. What all sessions have in common (the blog, the renderer, the titles prepared for
// filtering) comes in through Options and is only read. keys.go holds the one KeyMap that the footer, the help screen and
// the tests share.
package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/render"
	"github.com/sshblog/sshblog/internal/typeset"
)

// Blog is where a session gets the blog from; *blog.Store is one.
type Blog interface {
	// Index returns the blog as it is now.
	Index() *blog.Index
	// Changed returns a channel that is closed when there is a newer Index.
	Changed() <-chan struct{}
}

// Options is what one session's model needs. Blog, Renderer, Titles and Themes are the same for all sessions; the rest belongs to one visitor.
type Options struct {
	Blog     Blog
	Renderer *render.Renderer
	Titles   *Titles
	Themes   *typeset.Themes // what the visitor can choose from; nil: no themes of the author's own

	// Context ends when the session does; nil means never.
	Context context.Context
	// Width and Height are the screen's first size in cells.
	Width, Height int
	// Open is what to open instead of the list: SLUG or SLUG#heading.
	Open string
	// Environ holds the visitor's variables as "NAME=value"; SSHBLOG_THEME chooses the theme, and COLORFGBG says
	// whether the screen is dark until the terminal has told its background.
	Environ []string
}

// Model is one visitor's session.
type Model struct {
	opts    Options
	index   *blog.Index
	changed <-chan struct{}
	keys    KeyMap
	look    typeset.Look
	styles  *styles
	theme   string // name of the one that was chosen
	dark    bool   // the screen is
	profile colorprofile.Profile

	width, height int
	list          listScreen
	post          *postScreen     // nil while the list is on the screen
	opening       *postScreen     // asked for, not there yet: the screen before it stays until then
	contents      *contentsScreen // nil while closed; only while a post is open
	help          *helpScreen     // nil while closed
	history       []visited       // places that were left by a link
	requests      int             // pages that were asked for in this session
	notice        string          // one line for the visitor, until the next key
}

// New makes the model of a session.
func New(o Options) *Model {
	if o.Context == nil {
		o.Context = context.Background()
	}
	m := &Model{
		opts: o, keys: DefaultKeyMap(),
		width: o.Width, height: o.Height,
		profile: colorprofile.TrueColor,
	}
	m.theme, m.dark = o.Themes.Of(o.Environ)
	m.restyle()
	m.changed = o.Blog.Changed() // before Index, so that no change is missed
	m.index = o.Blog.Index()
	m.list = newList(m.index, o.Titles, typeset.Languages(o.Environ))
	return m
}

// changedMsg says that there is a newer Index.
type changedMsg struct{}

// Init starts to wait for changes of the blog and opens what the visitor asked for.
func (m *Model) Init() tea.Cmd {
	return tea.Batch(m.awaitChange(), m.openAddress(m.opts.Open))
}

// awaitChange waits until there is a newer Index or the session is over.
func (m *Model) awaitChange() tea.Cmd {
	ctx, changed := m.opts.Context, m.changed
	return func() tea.Msg {
		select {
		case <-changed:
			return changedMsg{}
		case <-ctx.Done():
			return nil
		}
	}
}

// Update handles one message.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
		return m, m.relayout()
	case tea.BackgroundColorMsg:
		if msg.Color != nil {
			m.dark = msg.IsDark()
			return m, m.restyle()
		}
	case tea.ColorProfileMsg:
		m.profile = msg.Profile
		return m, m.restyle()
	case changedMsg:
		return m, m.refresh()
	case pageMsg:
		return m, m.showPage(msg)
	case filteredMsg:
		return m, m.list.accept(msg, m.listRows())
	case tea.PasteMsg:
		switch {
		case m.help != nil:
		case m.post != nil && m.post.find.open:
			m.post.find.typeText(msg.Content)
		case m.post == nil && m.list.filter.open:
			return m, m.list.typeText(msg.Content, m.listRows())
		}
	case tea.KeyPressMsg:
		m.notice = ""
		return m, m.press(msg)
	}
	return m, nil
}

// refresh takes over the newer Index. The list keeps its place; a post that is open stays as it is, and its reader is told.
func (m *Model) refresh() tea.Cmd {
	m.changed = m.opts.Blog.Changed()
	m.index = m.opts.Blog.Index()
	cmd := m.list.setIndex(m.index, m.listRows())
	if m.post != nil {
		m.notice = m.post.compare(m.index)
	}
	return tea.Batch(cmd, m.awaitChange())
}

// restyle takes the styles that go with what is known of the screen.
func (m *Model) restyle() tea.Cmd {
	was := m.look
	m.look = m.opts.Themes.Look(m.theme, m.dark, m.profile)
	m.styles = stylesFor(m.look.Theme)
	if was == m.look || was.Theme == nil {
		return nil
	}
	return m.relayout()
}

// relayout lays everything out anew after the size, the theme or the links have changed. What is open stays until its new
// lines are there.
func (m *Model) relayout() tea.Cmd {
	m.list.keepVisible(m.listRows())
	if m.help != nil {
		m.help.keepVisible(m)
	}
	if m.contents != nil {
		m.contents.keepVisible(len(m.post.page.Headings), m.contentsRows())
	}
	var cmds []tea.Cmd
	for _, p := range []*postScreen{m.post, m.opening} {
		if p != nil {
			cmds = append(cmds, m.layPost(p))
		}
	}
	return tea.Batch(cmds...)
}

// press routes a key to the screen that is open.
func (m *Model) press(key tea.KeyPressMsg) tea.Cmd {
	typing := m.help == nil && (m.post == nil && m.list.filter.open || m.post != nil && m.post.find.open)
	switch {
	case m.keys.Interrupt.has(key), m.keys.Quit.has(key) && !typing && m.help == nil:
		return tea.Quit
	case m.help != nil:
		m.help.press(m, key)
		return nil
	case m.keys.Help.has(key) && !typing:
		m.help = newHelp(m)
		return nil
	case m.contents != nil:
		m.pressContents(key)
		return nil
	case m.post != nil:
		return m.pressPost(key)
	}
	return m.pressList(key)
}

// The smallest screen that is drawn on, in cells.
const (
	leastWidth  = 20
	leastHeight = 8
)

// View joins the lines of the screen that is open.
func (m *Model) View() tea.View {
	view := tea.NewView("")
	view.AltScreen = true
	if m.width == 0 || m.height == 0 {
		return view
	}
	var lines []string
	switch {
	case m.width < leastWidth || m.height < leastHeight:
		lines = tooSmall(m.width, m.height)
	case m.help != nil:
		lines = m.help.view(m)
	case m.contents != nil:
		lines = m.viewContents()
	case m.post != nil:
		lines = m.viewPost()
	default:
		lines = m.viewList()
	}
	if len(lines) > m.height {
		lines = lines[:m.height]
	}
	view.SetContent(strings.Join(lines, "\n"))
	view.WindowTitle = m.windowTitle()
	return view
}

// siteTitle is the blog's title, or a word that stands for it.
func (m *Model) siteTitle() string {
	if title := m.index.Site().Title; title != "" {
		return title
	}
	return "Blog"
}

// windowTitle names what is open.
func (m *Model) windowTitle() string {
	if m.post != nil {
		return m.post.post.Title + " - " + m.siteTitle()
	}
	return m.siteTitle()
}

// tooSmall asks for a larger window, in words that fit a tiny one.
func tooSmall(width, height int) []string {
	var lines []string
	for _, text := range []string{"Please make", "this window", "larger: 20x8", "is enough.", "q leaves."} {
		lines = append(lines, render.Fit(text, width))
	}
	return lines[:min(len(lines), height)]
}
