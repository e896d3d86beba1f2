package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sshblog/sshblog/internal/blog"
)

// reader reads the texts of candidates again.
type reader struct {
	done    func() error // returns why nobody wants the answer any more
	posts   []*blog.Post
	q       *Query
	scanner *scanner

	scanLeft, scanPost    int // bytes that may still be read: of all texts, of one text
	placesLeft, parseLeft int // bytes around places in long texts; bytes of texts to parse
	lookLeft              int // bytes of long texts to search for places

	nearness float32 // of the last post
}

// hasRequired reports whether the last post has all required phrases.
func (r *reader) hasRequired() bool {
	for k, p := range r.q.phrases {
		if p.required && r.scanner.phrases&(1<<k) == 0 {
			return false
		}
	}
	return true
}

// read finds the line to show for a post, and sets its nearness.
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

// rate raises the nearness to the worth of a unit.
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
		r.readPlaces(p.Body(), max(0, len(body)-maxUnit), &b) // the last unit may continue behind the cut
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

// bestUnits are the units of a body that match most of a query.
type bestUnits struct {
	best, second unit
	found        finding // in the best
}

// readUnits reads a part of a body.
func (r *reader) readUnits(body string, b *bestUnits) {
	for u := (units{rest: body}); ; {
		unit, ok := u.next()
		if !ok || r.done() != nil {
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

// readPlaces searches a long text from an offset on, letter by letter, for what has not been found
// yet, and reads the text around each such place.
func (r *reader) readPlaces(body string, from int, b *bestUnits) {
	for _, wanted := range r.missing() {
		if r.done() != nil {
			return
		}
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

// look returns the index of part in a text, -1 if it is absent from as much of the text as may be
// searched.
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

// wanted is something that the post should contain, in a likely spelling.
type wanted struct {
	written string
	found   func() bool
}

// missing returns the terms and the required phrases that have not been found, the longest first,
// since it occurs in the fewest places.
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

// written returns a phrase as most authors would write it, but in lower case.
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

// longest returns the longest word of a phrase, which is probably the rarest.
func (q *Query) longest(p phrase) (word string) {
	for _, t := range q.terms[p.from:p.to] {
		if len(t.text) > len(word) {
			word = string(t.text)
		}
	}
	return word
}

// spellings returns the most common spellings of a folded word.
func spellings(lower string) []string {
	first, size := utf8.DecodeRuneInString(lower)
	title := string(unicode.ToUpper(first)) + lower[size:]
	return slices.Compact([]string{lower, title, strings.ToUpper(lower)})
}

// readTree is readBody on the text of the post's tree, which is slow but exact.
func (r *reader) readTree(p *blog.Post, h *Hit) {
	r.parseLeft -= len(p.Body())
	text, _ := plainText(p)
	var best string
	var found finding
	for line := range strings.Lines(text) {
		if r.done() != nil {
			return
		}
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

// show makes a text the line of a hit if the text has matches and the hit has no line yet. It
// reports whether it did.
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

// shown returns the worth of the line of a hit.
func (r *reader) shown(h *Hit) int { return r.scanner.scan(h.Line, nil).worth() }
