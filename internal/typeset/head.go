package typeset

import (
	"strconv"
	"strings"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/render"
)

// day is how dates are written.
const day = "2 January 2006"

// Head returns the lines above the text of a post: title, date, authors, reading time and tags.
func (l Look) Head(p *blog.Post, width int) []string {
	title := render.Title{Text: p.Title, Facts: facts(p)}
	if p.Words == 0 {
		title.Empty = "This post has no text."
	}
	return render.Header(l.Theme, width, title)
}

// facts lists what is known about a post, the most important first.
func facts(p *blog.Post) []string {
	var facts []string
	if !p.Date.IsZero() {
		facts = append(facts, p.Date.Format(day))
	}
	if laterDay(p.Updated, p.Date) {
		facts = append(facts, "updated "+p.Updated.Format(day))
	}
	if len(p.Authors) > 0 {
		facts = append(facts, strings.Join(p.Authors, ", "))
	}
	if p.Minutes > 0 {
		facts = append(facts, strconv.Itoa(p.Minutes)+" min")
	}
	if len(p.Tags) > 0 {
		facts = append(facts, "#"+strings.Join(p.Tags, " #"))
	}
	return facts
}

// laterDay tells whether t is on a later day than u, each in its own zone, as they are shown. A zero time is on no day.
func laterDay(t, u time.Time) bool {
	return !t.IsZero() && t.Format(time.DateOnly) > u.Format(time.DateOnly)
}
