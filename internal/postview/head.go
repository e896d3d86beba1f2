package postview

import (
	"fmt"
	"strings"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/layout"
)

// Head returns the lines above the text of a post of x, in a language: title, date, authors,
// reading time, series and tags.
func (l Look) Head(t *catalog.Texts, x *blog.Index, p *blog.Post, width int) []string {
	title := layout.Title{Text: p.Title, Facts: facts(t, x, p, l.Spoken)}
	if p.Words == 0 {
		title.Empty = t.EmptyPost
	}
	return layout.Header(l.Theme, l.Method, width, title)
}

// facts lists the facts about a post, the most important first, in words or as they are shown.
func facts(t *catalog.Texts, x *blog.Index, p *blog.Post, spoken bool) []string {
	by, minutes, part := "%s", t.Minutes, t.Part
	if spoken {
		by, minutes, part = t.Plain.By, t.Plain.Minutes, t.Plain.Part
	}
	var facts []string
	if !p.Date.IsZero() {
		facts = append(facts, t.Date(p.Date))
	}
	if laterDay(p.Updated, p.Date) {
		facts = append(facts, fmt.Sprintf(t.Updated, t.Date(p.Updated)))
	}
	if len(p.Authors) > 0 {
		facts = append(facts, fmt.Sprintf(by, strings.Join(p.Authors, ", ")))
	}
	if p.Minutes > 0 {
		facts = append(facts, minutes.Of(p.Minutes))
	}
	if series, at := x.SeriesOf(p); at >= 0 {
		facts = append(facts, fmt.Sprintf(part, series.Name, at+1, len(series.Posts)))
	}
	switch {
	case len(p.Tags) == 0:
	case spoken:
		facts = append(facts, fmt.Sprintf(t.Plain.Tagged, strings.Join(p.Tags, ", ")))
	default:
		facts = append(facts, "#"+strings.Join(p.Tags, " #"))
	}
	return facts
}

// laterDay reports whether t is on a later day than u, each in its own zone, as they are shown. A
// zero time is on no day.
func laterDay(t, u time.Time) bool {
	return !t.IsZero() && t.Format(time.DateOnly) > u.Format(time.DateOnly)
}
