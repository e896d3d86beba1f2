package tui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/pages"
	"github.com/sshblog/sshblog/internal/plaintext"
)

// loading holds the posts whose lines are on their way.
type loading struct {
	opening        *postScreen // requested, not there yet; the current screen stays until then
	preview        *postScreen // shown beside the list
	previewPending *postScreen // requested
	previewDim     dimPreview
	previewDue     bool // a timer waits for the cursor to rest
	requests       int  // number of pages that this session has requested
	awaitsIndex    bool // a command waits for a newer search index
}

// pending returns the post that is being opened, or nil.
func (l *loading) pending() *postScreen { return l.opening }

// giveUp abandons the post that is being opened.
func (l *loading) giveUp() { l.opening = nil }

// pageMsg brings a page that was requested.
type pageMsg struct {
	request int
	page    *layout.Page
	err     error
}

// openAddress opens SLUG or SLUG#heading at the start of a session.
func (m *Model) openAddress(address string) tea.Cmd {
	if address == "" {
		return nil
	}
	slug, heading := m.index.CutHeading(address)
	if p, ok := m.index.Lookup(slug); ok {
		p = p.In(m.languages...)
		m.list.choose(m.host(), p)
		cmd := m.openPost(p, heading)
		if m.opening != nil { // no earlier screen could stay, and its title is better than nothing
			m.push(m.opening)
			m.opening = nil
		}
		return cmd
	}
	m.notice = fmt.Sprintf(m.texts.NoSuchPost, m.fit(plaintext.Clean(slug), 40))
	if near, ok := m.index.Nearest(slug); ok {
		m.list.choose(m.host(), near)
		m.notice = fmt.Sprintf(m.texts.DidMean, m.fit(plaintext.Clean(slug), 30), near.Slug)
	}
	return nil
}

// openPost opens a post on top of the current screen, at a heading if one is given. The current
// screen stays until the lines are there, which is at once if somebody has read the post before.
func (m *Model) openPost(p *blog.Post, heading string) tea.Cmd {
	if p == nil {
		return nil
	}
	return m.open(&postScreen{post: p, arrival: arrival{heading: heading}})
}

// turnTo opens a post in place of the current one.
func (m *Model) turnTo(p *postScreen, t history) tea.Cmd {
	was := m.reading()
	p.arrival.replaces, p.history, p.outlined = was, t, was.outlined
	return m.open(p)
}

// open requests the lines of a post that is to be shown.
func (m *Model) open(p *postScreen) tea.Cmd {
	if m.opening != nil {
		m.opening.load.cancel()
	}
	m.opening = p
	return m.layPost(p)
}

// layPost requests the lines of a post in the current width and look.
func (m *Model) layPost(p *postScreen) tea.Cmd {
	m.requests++
	p.load.begin(m.requests)
	width := m.textColumn().width
	if p.page == nil {
		p.head = m.look.Head(m.texts, m.index, p.post, width)
	}
	request := m.look.Request(m.index, p.post, width, nil)
	request.InternalLinks = true
	id, renderer, ctx := p.load.request, m.opts.Renderer, m.opts.Context
	if page, ok := renderer.Cached(request); ok {
		return m.showPage(pageMsg{request: id, page: page})
	}
	p.load.pending = renderer.Request(request)
	first := waitMsg{request: id, asked: p.load.pending}
	if request.Head != nil && p.fromTop() {
		return func() tea.Msg { return awaitHead(ctx, first) }
	}
	return func() tea.Msg { return await(ctx, first) }
}

// fromTop reports whether a post without lines is to be read from its beginning.
func (p *postScreen) fromTop() bool {
	return p.page == nil && p.arrival.heading == "" && p.arrival.back == nil && p.find.hit == nil
}

// headMsg brings the beginning of a long post, whose other lines are on their way.
type headMsg struct {
	request int
	page    *layout.Page
	rest    tea.Cmd
}

// awaitHead waits for the beginning of a long post, then for the rest.
func awaitHead(ctx context.Context, w waitMsg) tea.Msg {
	page, err := w.asked.Head(ctx)
	if err != nil || page == nil {
		return await(ctx, w)
	}
	return headMsg{w.request, page, func() tea.Msg { return await(ctx, w) }}
}

// showHead shows the beginning of a post.
func (m *Model) showHead(msg headMsg) tea.Cmd {
	if p := m.awaits(msg.request); p != nil && p.page == nil {
		p.load.state = headLoaded
		m.deliver(p, msg.page)
	}
	return msg.rest
}

// spinnerDelay is how long a reader waits before the spinner is shown.
const spinnerDelay = 200 * time.Millisecond

// waitMsg says that a requested page is not there yet.
type waitMsg struct {
	request int
	asked   *pages.Pending
	frame   int // of the spinner
	again   tea.Cmd
}

// await waits for a page, but only briefly. After that, waitMsg continues the wait.
func await(ctx context.Context, w waitMsg) tea.Msg {
	soon, cancel := context.WithTimeout(ctx, spinnerDelay)
	defer cancel()
	page, err := w.asked.Page(soon)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		next := waitMsg{request: w.request, asked: w.asked, frame: w.frame + 1}
		w.again = func() tea.Msg { return await(ctx, next) }
		return w
	}
	w.asked.Release()
	return pageMsg{w.request, page, err}
}

// wait turns the spinner while there is something to wait for.
func (m *Model) wait(w waitMsg) tea.Cmd {
	p := m.awaits(w.request)
	if p == nil { // the reader has gone on
		w.asked.Release()
		return nil
	}
	if p.page == nil && p != m.previewPending {
		const frames = `|/-\` // every terminal can show these
		m.notice = frames[w.frame%len(frames):][:1] + " " + m.texts.Wait
	}
	return w.again
}

// awaits returns the post that a page was requested for, nil if the reader has moved on.
func (m *Model) awaits(request int) *postScreen {
	for _, p := range []*postScreen{m.opening, m.previewPending, m.preview} {
		if p != nil && p.load.request == request {
			return p
		}
	}
	for _, s := range m.screens {
		if p, ok := s.(*postScreen); ok && p.load.request == request {
			return p
		}
	}
	return nil
}

// showPage receives a page: for the post that is being opened, or, after a resize, for an open one.
func (m *Model) showPage(msg pageMsg) tea.Cmd {
	p := m.awaits(msg.request)
	if p == nil {
		return nil
	}
	if msg.err != nil {
		p.load.state, m.typed = failed, nil
		switch {
		case p == m.opening:
			m.opening = nil
		case p == m.previewPending, p == m.preview:
			m.preview, m.previewPending = p, nil // show its title, and do not request it again
			return nil
		case p.page == nil && m.upper() == p:
			m.pop()
		}
		m.notice = m.texts.CannotShow
		return nil
	}
	p.load.state = loaded
	m.deliver(p, msg.page)
	return m.findRelated(p)
}

// deliver gives a post its lines, and shows the post if it is waiting for them.
func (m *Model) deliver(p *postScreen, page *layout.Page) {
	p.take(m.host(), page)
	switch {
	case p == m.opening:
		m.notice = p.arrival.notice
		m.show(p)
	case p == m.previewPending:
		m.preview, m.previewPending = p, nil
	case p.arrival.notice != "":
		m.notice = p.arrival.notice
	}
	p.arrival.notice = ""
}

// show puts the requested post on the window.
func (m *Model) show(p *postScreen) {
	m.opening = nil
	m.closeOverlays()
	if at, ok := m.upper().(*postScreen); ok && at == p.arrival.replaces {
		m.pop()
	}
	p.arrival.replaces = nil
	m.listing().choose(m.host(), p.post)
	m.push(p)
	m.tellChange(p) // it may have changed while it was being rendered
}

// take stores the lines of a post, then goes to its target or keeps the reader's place.
func (p *postScreen) take(h host, page *layout.Page) {
	place, hadPage := p.saved.in(p), p.page != nil
	if p.arrival.newText {
		place.heading = 0
		if h.reading() == p { // overlays refer to the previous text
			h.closeOverlays()
		}
	}
	p.arrival.newText = false
	p.page, p.spare = page, h.headRows()
	p.head = h.look.Head(h.texts, h.index, p.post, page.Width)
	if p.end = (endMatter{}); !p.load.partial() {
		p.end = h.endMatter(p, page.Width)
	}
	p.linkChoice, p.aim = linkChoice{}, aim{}
	switch {
	case hadPage && (p.arrival.toEnd || p.sticks):
		p.top = p.length()
	case hadPage:
		p.goTo(place)
	case p.arrival.back != nil:
		p.goTo(*p.arrival.back)
		p.arrival.back = nil
	case p.find.hit != nil:
		p.toHit(h.display)
	case !p.jump():
		p.arrival.notice = fmt.Sprintf(h.texts.NoHeadingNamed, h.fit(plaintext.Clean(p.arrival.heading), 40))
	}
	if hadPage && len(p.find.matches) > 0 { // the lines have changed, and with them the places of matches
		current := p.find.current
		p.find.matches = p.find.in(h.method, p.text())
		p.find.current = max(0, min(current, len(p.find.matches)-1))
	}
	p.scroll(0, h.postRows())
	p.aim.top = p.top
	if p.saved = (savedPosition{}); hadPage && !p.arrival.toEnd {
		p.saved = savedPosition{place, p.top, true}
	}
	p.arrival.toEnd = false
}

// jump goes to the requested heading, and reports whether the post has it.
func (p *postScreen) jump() bool {
	if p.arrival.heading == "" {
		return true
	}
	line, ok := p.page.HeadingLine(p.arrival.heading)
	if ok {
		p.top = len(p.head) + line
		p.aim.heading = slices.IndexFunc(p.page.Headings, func(h layout.Mark) bool { return h.Line == line }) + 1
	}
	return ok
}

// tellChange tells the reader if the post that is shown differs from the one in the blog.
func (m *Model) tellChange(p *postScreen) {
	if changed := p.compare(m.host()); changed != "" {
		m.notice = changed
	}
}

// compare returns a notice if an open post has changed in the newer Index, else "".
func (p *postScreen) compare(h host) string {
	now, ok := h.index.Lookup(p.post.Path)
	if !ok { // it may have been renamed
		now, ok = h.index.Lookup(p.post.Slug)
	}
	p.newer = nil
	switch {
	case !ok:
		return h.texts.Gone
	case now.ID != p.post.ID:
		p.newer = now
		return h.texts.Changed
	}
	return ""
}
