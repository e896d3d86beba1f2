package post

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/pages"
	"github.com/sshblog/sshblog/internal/related"
	"github.com/sshblog/sshblog/internal/search"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// Options are what the posts of a session are made with.
type Options struct {
	// Context ends when the session does.
	Context context.Context
	// Renderer lays the posts out.
	Renderer *pages.Renderer
	// Related finds the posts that are related to one. Nil means that none are shown.
	Related *blog.Derived[*related.Posts]
	// Fetch returns the command line that fetches a file of the blog, by its path; "" if there is
	// none. It may be nil.
	Fetch func(path string) string
}

// Opener opens the posts of a session: it asks for their lines, and shows them when these are
// there. Until then the screen before stays. It also has the post beside the list of a wide window.
type Opener struct {
	options  Options
	next     *Screen // requested, not there yet
	beside   preview
	gallery  gallery
	requests int // number of pages that this session has requested
}

// NewOpener returns the opener of a session.
func NewOpener(o Options) *Opener { return &Opener{options: o} }

// Opening reports whether a post is on its way to the top.
func (o *Opener) Opening() bool { return o.next != nil }

// GiveUp abandons the post that is being opened.
func (o *Opener) GiveUp() { o.next = nil }

// Awaited reports whether the post that the reader has asked for is on its way.
func (o *Opener) Awaited(h screen.Host) bool {
	if o.next != nil {
		return true
	}
	p, ok := h.Upper().(*Screen)
	return ok && p.page == nil && p.load.state == requested
}

// Open opens a post on top of the current screen, at a heading if one is given. The current screen
// stays until the lines are there, which is at once if somebody has read the post before.
func (o *Opener) Open(h screen.Host, p *blog.Post, heading string) tea.Cmd {
	if p == nil {
		return nil
	}
	return o.request(h, &Screen{opener: o, Post: p, arrival: arrival{heading: heading}})
}

// OpenAtOnce is Open for the beginning of a session: no earlier screen could stay, and the title of
// the post is better than nothing.
func (o *Opener) OpenAtOnce(h screen.Host, p *blog.Post, heading string) tea.Cmd {
	cmd := o.Open(h, p, heading)
	if o.next != nil {
		h.Push(o.next)
		o.next = nil
	}
	return cmd
}

// OpenHit opens a post at a hit of the search over all posts.
func (o *Opener) OpenHit(h screen.Host, hit *search.Hit) tea.Cmd {
	return o.request(h, &Screen{opener: o, Post: hit.Post, find: finder{hit: hit}})
}

// turnTo opens a post in place of the current one.
func (o *Opener) turnTo(h screen.Host, p *Screen, t history) tea.Cmd {
	was := Reading(h.Stack)
	p.opener, p.arrival.replaces, p.history, p.outlined = o, was, t, was.outlined
	return o.request(h, p)
}

// request requests the lines of a post that is to be shown.
func (o *Opener) request(h screen.Host, p *Screen) tea.Cmd {
	if o.next != nil {
		o.next.load.cancel()
	}
	o.next = p
	return o.layPost(h, p)
}

// layPost requests the lines of a post in the current width and look.
func (o *Opener) layPost(h screen.Host, p *Screen) tea.Cmd {
	o.requests++
	p.load.begin(o.requests)
	width := h.TextColumn().Width
	request := h.Look.Request(h.Index, p.Post, width, nil)
	request.InternalLinks = true
	o.illustrate(h, p, &request)
	id, ctx := p.load.request, o.options.Context
	if page, ok := o.options.Renderer.Cached(request); ok {
		return o.showPage(h, p, page)
	}
	if p.page == nil {
		p.head = h.Look.Head(h.Texts, h.Index, p.Post, width)
	}
	p.load.pending = o.options.Renderer.Request(request)
	first := waitMsg{opener: o, request: id, asked: p.load.pending}
	if request.Head != nil && p.fromTop() {
		return func() tea.Msg { return awaitHead(ctx, first) }
	}
	return func() tea.Msg { return await(ctx, first) }
}

// fromTop reports whether a post without lines is to be read from its beginning.
func (p *Screen) fromTop() bool {
	return p.page == nil && p.arrival.heading == "" && p.arrival.back == nil && p.find.hit == nil
}

// Relayout requests the lines of the posts that are in no stack of screens: of the one that is on
// its way, and of those beside the list.
func (o *Opener) Relayout(h screen.Host) tea.Cmd {
	if _, _, divided := h.Panes(); !divided {
		o.beside.shown, o.beside.next = nil, nil
	}
	var cmds []tea.Cmd
	for _, p := range []*Screen{o.next, o.beside.next, o.beside.shown} {
		if p != nil {
			cmds = append(cmds, o.layPost(h, p))
		}
	}
	return tea.Batch(cmds...)
}

// headMsg brings the beginning of a long post, whose other lines are on their way.
type headMsg struct {
	wait waitMsg
	page *layout.Page
	rest tea.Cmd
}

// awaitHead waits for the beginning of a long post, then for the rest.
func awaitHead(ctx context.Context, w waitMsg) tea.Msg {
	page, err := w.asked.Head(ctx)
	if err != nil || page == nil {
		return await(ctx, w)
	}
	return headMsg{w, page, func() tea.Msg { return await(ctx, w) }}
}

// Deliver shows the beginning of a post.
func (msg headMsg) Deliver(h screen.Host) tea.Cmd {
	o := msg.wait.opener
	if p := o.awaits(h, msg.wait.request); p != nil && p.page == nil {
		p.load.state = headLoaded
		o.give(h, p, msg.page)
	}
	return msg.rest
}

// spinnerDelay is how long a reader waits before the spinner is shown.
const spinnerDelay = 200 * time.Millisecond

// waitMsg says that a requested page is not there yet.
type waitMsg struct {
	opener  *Opener
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
		next := waitMsg{opener: w.opener, request: w.request, asked: w.asked, frame: w.frame + 1}
		w.again = func() tea.Msg { return await(ctx, next) }
		return w
	}
	w.asked.Release()
	return pageMsg{w.opener, w.request, page, err}
}

// Deliver turns the spinner while there is something to wait for.
func (w waitMsg) Deliver(h screen.Host) tea.Cmd {
	p := w.opener.awaits(h, w.request)
	if p == nil { // the reader has gone on
		w.asked.Release()
		return nil
	}
	if p.page == nil && p != w.opener.beside.next {
		const frames = `|/-\` // every terminal can show these
		h.Notice = frames[w.frame%len(frames):][:1] + " " + h.Texts.Wait
	}
	return w.again
}

// awaits returns the post that a page was requested for, nil if the reader has moved on.
func (o *Opener) awaits(h screen.Host, request int) *Screen {
	for _, p := range []*Screen{o.next, o.beside.next, o.beside.shown} {
		if p != nil && p.load.request == request {
			return p
		}
	}
	for _, s := range h.All() {
		if p, ok := s.(*Screen); ok && p.load.request == request {
			return p
		}
	}
	return nil
}

// pageMsg brings a page that was requested.
type pageMsg struct {
	opener  *Opener
	request int
	page    *layout.Page
	err     error
}

// Deliver receives a page: for the post that is being opened, or, after a resize, for an open one.
func (msg pageMsg) Deliver(h screen.Host) tea.Cmd {
	o := msg.opener
	p := o.awaits(h, msg.request)
	switch {
	case p == nil:
		return nil
	case msg.err == nil:
		return o.showPage(h, p, msg.page)
	}
	p.load.state = failed
	h.DropTyped()
	switch {
	case p == o.next:
		o.next = nil
	case p == o.beside.next, p == o.beside.shown:
		o.beside.shown, o.beside.next = p, nil // show its title, and do not request it again
		return nil
	case p.page == nil && h.Upper() == p:
		h.Pop()
	}
	h.Notice = h.Texts.CannotShow
	return nil
}

// showPage gives a post all of its lines, and asks for the related posts.
func (o *Opener) showPage(h screen.Host, p *Screen, page *layout.Page) tea.Cmd {
	p.load.state = loaded
	o.give(h, p, page)
	return p.findRelated(h)
}

// give gives a post its lines, and shows the post if it is waiting for them.
func (o *Opener) give(h screen.Host, p *Screen, page *layout.Page) {
	p.take(h, page)
	switch {
	case p == o.next:
		h.Notice = p.arrival.notice
		o.show(h, p)
	case p == o.beside.next:
		o.beside.shown, o.beside.next = p, nil
	case p.arrival.notice != "":
		h.Notice = p.arrival.notice
	}
	p.arrival.notice = ""
}

// show puts the requested post on the window.
func (o *Opener) show(h screen.Host, p *Screen) {
	o.next = nil
	h.CloseOverlays()
	if at, ok := h.Upper().(*Screen); ok && at == p.arrival.replaces {
		h.Pop()
	}
	p.arrival.replaces = nil
	h.Listing().Choose(h, p.Post)
	h.Push(p)
	p.Returned(h) // it may have changed while it was being rendered
}
