package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sshblog/sshblog/internal/blog"
)

// reader reads candidates again.
type reader struct {
	posts   []*blog.Post
	q       *Query
	scanner *scanner

	scanLeft, scanPost    int // bytes of all texts, of one
	placesLeft, parseLeft int // bytes of places in long texts, of texts that are parsed
	lookLeft              int // bytes of long texts that are searched for places

	nearness float32 // of the post that was read last
}

// hasRequired reports whether the post that was read last has all phrases that it must have.
func (r *reader) hasRequired() bool {
	for k, p := range r.q.phrases {
		if p.required && r.scanner.phrases&(1<<k) == 0 {
			return false
		}
	}
	return true
}

// read finds the line of a post, and sets its nearness.
func (r *reader) read(c candidate) (h Hit) {
	p := r.posts[c.post]
	r.scanner.start()
	r.nearness = 0
	if r.q.words == 0 {
		return h
	}
	r.rate(r.scanner.scan(composed(p.Title), nil))
	for _, list := range [][]string{p.Tags, p.Categories, p.Authors, {p.Series}} {
		for _, name := range list {
			r.scanner.scan(composed(name), nil)
		}
	}
	if p.Summary != "" {
		r.show(&h, r.scanner.scan(composed(p.Summary), nil), func() string { return joinFields(p.Summary) })
	}
	if c.inBody {
		r.readBody(p, &h)
	}
	h.Words = r.scanner.matched()
	return h
}

// rate raises the nearness to what a unit is worth.
func (r *reader) rate(f finding) {
	near := float32(0)
	if r.q.words > 1 && f.terms == r.scanner.whole {
		near = worthOneUnit
	}
	if n := len(r.q.phrases); n > 0 && f.phrases != 0 {
		for k := range n {
			if f.phrases&(1<<k) != 0 {
				near += worthPhrase / float32(n)
			}
		}
	}
	r.nearness = max(r.nearness, near)
}

// readBody finds the best unit of a body.
func (r *reader) readBody(p *blog.Post, h *Hit) {
	body := cutText(p.Body(), min(r.scanPost, r.scanLeft))
	var b bestUnits
	r.scanLeft -= len(body)
	r.readUnits(body, &b)
	if len(body) < len(p.Body()) {
		r.readPlaces(p.Body(), max(0, len(body)-maxUnit), &b) // the last unit may go on behind the cut
	}
	for _, u := range []unit{b.best, b.second} {
		if u.text != "" && r.show(h, b.found, u.plain) {
			break
		}
	}
	if (len(h.Matches) == 0 || !r.hasRequired()) && len(body) > 0 && len(p.Body()) <= r.parseLeft {
		r.readTree(p, h)
	}
}

// bestUnits are those of a body that have the most of a query.
type bestUnits struct {
	best, second unit
	found        finding // in the best
}

// readUnits looks through a part of a body.
func (r *reader) readUnits(body string, b *bestUnits) {
	for u := (units{rest: body}); ; {
		unit, ok := u.next()
		if !ok {
			return
		}
		if f := r.scanner.scan(composed(unit.visible()), nil); f.terms != 0 {
			r.rate(f)
			if f.worth() > b.found.worth() {
				b.best, b.second, b.found = unit, b.best, f
			}
		}
	}
}

// readPlaces looks at those places of a long text, from a byte on, where something stands, letter
// by letter, that has not been found yet.
func (r *reader) readPlaces(body string, from int, b *bestUnits) {
	for _, wanted := range r.missing() {
		places := 0
		for next := from; !wanted.found() && places < maxPlaces && r.placesLeft > 0; places++ {
			at := r.look(body[next:], wanted.written)
			if at < 0 {
				break
			}
			at += next
			start := max(0, at-maxUnit)
			start += strings.LastIndex(body[start:at], "\n\n") + 1
			next = min(at+scanAround, len(body))
			r.placesLeft -= next - start
			r.readUnits(strings.ToValidUTF8(body[start:next], ""), b)
		}
	}
}

// look returns where a text has another, as far as it may be looked through; -1 if it has it not.
func (r *reader) look(text, part string) int {
	text = text[:min(len(text), r.lookLeft)]
	at := strings.Index(text, part)
	if at < 0 {
		r.lookLeft -= len(text)
	} else {
		r.lookLeft -= at
	}
	return at
}

// wanted is something that a post is said to have, as it may be written.
type wanted struct {
	written string
	found   func() bool
}

// missing are the terms, and the phrases that a post must have, that have not been found, the
// longest first: it has the fewest places.
func (r *reader) missing() (all []wanted) {
	add := func(folded string, found func() bool) {
		if found() {
			return
		}
		for _, written := range spellings(folded) {
			all = append(all, wanted{written, found})
		}
	}
	for j, t := range r.q.terms[:r.q.words] {
		add(string(t.text), func() bool { return r.scanner.terms&(1<<j) != 0 })
	}
	for k, p := range r.q.phrases {
		if p.required {
			found := func() bool { return r.scanner.phrases&(1<<k) != 0 }
			add(r.q.written(p), found)
			add(r.q.longest(p), found)
		}
	}
	slices.SortStableFunc(all, func(a, b wanted) int { return len(b.written) - len(a.written) })
	return all
}

// written is a phrase as most would write it, but for capital letters.
func (q *Query) written(p phrase) string {
	if isRunOfChars(q.terms[p.from:p.to]) {
		return joinChars(q.terms[p.from:p.to])
	}
	words := make([]string, 0, p.to-p.from)
	for _, t := range q.terms[p.from:p.to] {
		words = append(words, string(t.text))
	}
	return strings.Join(words, " ")
}

// longest is the longest word of a phrase, which is likely to be the rarest.
func (q *Query) longest(p phrase) (word string) {
	for _, t := range q.terms[p.from:p.to] {
		if len(t.text) > len(word) {
			word = string(t.text)
		}
	}
	return word
}

// spellings are how a folded word is written most often.
func spellings(lower string) []string {
	first, size := utf8.DecodeRuneInString(lower)
	title := string(unicode.ToUpper(first)) + lower[size:]
	return slices.Compact([]string{lower, title, strings.ToUpper(lower)})
}

// readTree does the same with the text of the post's tree, which is slow and exact.
func (r *reader) readTree(p *blog.Post, h *Hit) {
	r.parseLeft -= len(p.Body())
	text, _ := plainText(p)
	var best string
	var found finding
	for line := range strings.Lines(text) {
		if f := r.scanner.scan(composed(line), nil); f.terms != 0 {
			r.rate(f)
			if f.worth() > found.worth() {
				best, found = line, f
			}
		}
	}
	if best != "" {
		r.show(h, found, func() string { return joinFields(best) })
	}
}

// show makes a text the line of a hit if it has matches and the line has none yet. It reports
// whether it did.
func (r *reader) show(h *Hit, found finding, text func() string) bool {
	if found.terms == 0 || len(h.Matches) > 0 && found.worth() <= r.shown(h) {
		return false
	}
	plain := composed(text())
	var spans [][2]int
	if r.scanner.scan(plain, &spans); len(spans) == 0 {
		return false
	}
	h.Line, h.Matches = window(plain, spans)
	return true
}

// shown returns what the line of a hit is worth.
func (r *reader) shown(h *Hit) int { return r.scanner.scan(h.Line, nil).worth() }
