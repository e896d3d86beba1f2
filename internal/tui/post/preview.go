package post

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// preview is the post beside the list of a wide window.
type preview struct {
	shown *Screen
	next  *Screen // requested, not there yet
	due   bool    // a timer waits for the cursor to rest
	dim   dimPreview
}

// previewing is a list beside which its chosen post is shown.
type previewing interface {
	// Previewed returns the chosen post, nil if there is none.
	Previewed() *blog.Post
}

// previewAfter is how long the cursor rests on a post before the post is shown beside the list. So
// nothing flickers while a reader runs through the list, and nothing is laid out in vain.
const previewAfter = 100 * time.Millisecond

// restMsg says that the cursor has rested on a post.
type restMsg struct {
	opener *Opener
	post   *blog.Post
}

// SchedulePreview arranges that the chosen post is shown beside the list.
func (o *Opener) SchedulePreview(h screen.Host) tea.Cmd {
	l, ok := h.Upper().(previewing)
	if _, _, divided := h.Panes(); !divided || !ok {
		return nil
	}
	p, b := l.Previewed(), &o.beside
	switch {
	case b.shown != nil && b.shown.Post == p:
		return nil
	case p == nil:
		b.shown = nil
		return nil
	case b.shown == nil:
		return o.showPreview(h, p)
	case b.due:
		return nil
	}
	b.due = true
	return tea.Tick(previewAfter, func(time.Time) tea.Msg { return restMsg{o, p} })
}

// Deliver shows the post on which the cursor rests, or waits again if the cursor has moved.
func (msg restMsg) Deliver(h screen.Host) tea.Cmd {
	msg.opener.beside.due = false
	l, ok := h.Upper().(previewing)
	if ok && msg.post != nil && l.Previewed() == msg.post {
		return msg.opener.showPreview(h, msg.post)
	}
	return nil // schedulePreview will wait for the next post
}

// showPreview requests the lines of the post beside the list. The previous post stays until they
// are there.
func (o *Opener) showPreview(h screen.Host, p *blog.Post) tea.Cmd {
	next := &Screen{opener: o, Post: p}
	if o.beside.shown == nil {
		o.beside.shown = next
	}
	if o.beside.next != nil {
		o.beside.next.load.cancel()
	}
	o.beside.next = next
	return o.layPost(h, next)
}

// dimPreview is the post beside the list as it was last drawn. It stays the same for many keys.
type dimPreview struct {
	of    previewKey
	lines []string
}

// previewKey is what it depends on.
type previewKey struct {
	post        *Screen
	page        *layout.Page
	end         int // lines of the end matter, which may come later
	styles      *screen.Styles
	width, rows int
}

// PreviewLines returns the first lines of the post beside the list, dimmed: the list has the keys.
func (o *Opener) PreviewLines(h screen.Host, rows int) []string {
	p := o.beside.shown
	if p == nil {
		return nil
	}
	_, text, _ := h.Panes()
	if key := (previewKey{p, p.page, len(p.end.lines), h.Styles, text.Width, rows}); o.beside.dim.of != key {
		o.beside.dim = dimPreview{key, h.Dimmed(p.lines(h, text, rows))}
	}
	return o.beside.dim.lines
}
