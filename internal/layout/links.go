package layout

import (
	"sort"
	"strconv"
	"strings"

	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/plaintext"

	"github.com/sshblog/sshblog/internal/layout/wrap"
)

// LinkMode says how the address of a link is shown.
type LinkMode uint8

// The modes.
const (
	Hyperlinks LinkMode = iota // OSC 8: the text of the link is one, and its address is not seen
	Numbered                   // a number behind the text, and a list of addresses at the end
	Announced                  // a number behind the text of each link, within the page, too, and no list: LinkMark has it
)

// Target is what the address of a link or an image leads to. The zero Target leaves it as its
// author wrote it.
type Target struct {
	URL  string // a web address, whole; "" if there is none
	Post string // "slug" or "slug#anchor" of this blog; "" if it leads elsewhere
	File string // path of a file of this blog; "" if it is none
}

// LinkMark is where a link or an image is on a page.
type LinkMark struct {
	LinkPart            // its first one
	Rest     []LinkPart // the further ones, of a link that goes over the end of a line
	Number   int        // behind its text; 0 for none
	// the address as the author has it, or as Request.Resolve made it; "#id" is a place on this
	// page
	URL      string
	Post     string // "slug" or "slug#anchor" of the post it leads to, "" if it leads to none
	Text     string // what the reader reads, on one line; of an image what it shows
	File     string // path of the file of this blog that it is, "" if it is none
	Internal bool   // it leads to a place on this page, or to a post
	Picture  int    // of Page.Pictures, from 1: these are its words; 0 for none
}

// LinkPart is the part of a link that is on one line.
type LinkPart struct{ Line, Col, Width int } // Col and Width in cells

// LastLine returns the line on which a link ends.
func (m *LinkMark) LastLine() int {
	if n := len(m.Rest); n > 0 {
		return m.Rest[n-1].Line
	}
	return m.Line
}

// PartOn returns the part of a link that is on a line. ok is false if there is none.
func (m *LinkMark) PartOn(line int) (part LinkPart, ok bool) {
	if line == m.Line {
		return m.LinkPart, true
	}
	if line < m.Line || line > m.LastLine() {
		return LinkPart{}, false
	}
	i := sort.Search(len(m.Rest), func(i int) bool { return m.Rest[i].Line >= line })
	if m.Rest[i].Line != line {
		return LinkPart{}, false
	}
	return m.Rest[i], true
}

// links is the links of a page while it is drawn.
type links struct {
	mode    LinkMode
	resolve func(string) Target
	hint    func(string) string
	marks   []LinkMark
	targets []string // of each mark: what OSC 8 says, "" for nothing
	images  []bool   // of each mark: it is an image
	wraps   []bool   // of each mark: it goes over the end of a line
	numbers map[string]int
	listed  []string // addresses by number
	refs    []noteRef
}

// add enters a link and returns what pieces say to be part of it.
func (l *links) add(address, text string, image bool) int32 {
	m := LinkMark{LinkPart: LinkPart{Line: -1}, URL: address, Text: text, Internal: strings.HasPrefix(address, "#")}
	if !m.Internal && l.resolve != nil && address != "" {
		to := l.resolve(address)
		if to.URL != "" {
			m.URL = to.URL
		}
		m.Post, m.File, m.Internal = to.Post, to.File, to.Post != "" || strings.HasPrefix(m.URL, "#")
	}
	target := ""
	if l.mode == Hyperlinks {
		target = target8(m.URL)
	}
	l.marks = append(l.marks, m)
	l.targets = append(l.targets, target)
	l.images = append(l.images, image)
	l.wraps = append(l.wraps, false)
	return int32(len(l.marks))
}

// unwritten reports whether an address is the name of a note, in double brackets, that nobody wrote.
func (l *links) unwritten(address string) bool {
	return strings.HasPrefix(address, "[[") && (l.resolve == nil || l.resolve(address) == Target{})
}

// shown is what the reader is told about where a link leads: an address, or for a post how to get
// there.
func (l *links) shown(link int32) string {
	m := &l.marks[link-1]
	switch {
	case m.Post == "":
		return theme.OneLine(m.URL)
	case l.hint != nil:
		return theme.OneLine(plaintext.Clean(l.hint(m.Post)))
	case target8(m.URL) != "":
		return theme.OneLine(m.URL)
	}
	return theme.OneLine(plaintext.Clean(m.Post))
}

// address is that of a link.
func (l *links) address(link int32) string { return l.marks[link-1].URL }

// wrapping notes which links go over the end of a line.
func (l *links) wrapping(w *wrap.Wrapper) {
	if len(l.marks) == 0 {
		return
	}
	for i := 1; i < len(w.Lines); i++ {
		above, below := w.Lines[i-1], w.Lines[i]
		if above.From == above.To || below.From == below.To {
			continue
		}
		if link := w.Runs[above.To-1].Link; link > 0 && link == w.Runs[below.From].Link {
			l.wraps[link-1] = true
		}
	}
}

// open is the control sequence that begins a link, "" if it has none. A link of several lines has
// an id, so that a terminal lights all of it when the mouse is over one of them.
func (l *links) open(buf []byte, link int32) []byte {
	target := l.target(link)
	if target == "" {
		return buf
	}
	buf = append(buf, "\x1b]8;"...)
	if l.wraps[link-1] {
		buf = strconv.AppendInt(append(buf, "id="...), int64(link), 10)
	}
	return append(append(append(buf, ';'), target...), "\x1b\\"...)
}

// target is what OSC 8 says for a link.
func (l *links) target(link int32) string {
	if link == 0 {
		return ""
	}
	return l.targets[link-1]
}

// seen notes that a part of a link has been written.
func (l *links) seen(link int32, line, col, cells int) {
	m := &l.marks[link-1]
	part := LinkPart{line, col, cells}
	switch last := m.LastLine(); {
	case m.Line < 0:
		m.LinkPart = part
	case last < line:
		m.Rest = append(m.Rest, part)
	case m.Line == line:
		m.Width = col + cells - m.Col
	default:
		m.Rest[len(m.Rest)-1].Width = col + cells - m.Rest[len(m.Rest)-1].Col
	}
}

// number returns the number of an address in the list at the end, or of the links with that address.
func (l *links) number(address string) int {
	if l.numbers == nil {
		l.numbers = map[string]int{}
	}
	n, ok := l.numbers[address]
	if !ok {
		l.listed = append(l.listed, address)
		n = len(l.listed)
		l.numbers[address] = n
	}
	return n
}

// of returns the marks of links, or of images, that are on the page.
func (l *links) of(images bool) []LinkMark {
	var out []LinkMark
	for i, m := range l.marks {
		if m.Line >= 0 && (l.images[i] == images || m.Picture > 0) {
			out = append(out, m)
		}
	}
	return out
}

// target8 makes an address fit for OSC 8: printable ASCII, the rest as percent signs, and of a kind
// that is safe to open. Others are "". (A line that is broken within a sequence with other
// characters in it leaves garbage on the screen; Glamour writes them.)
func target8(address string) string {
	scheme, _, ok := strings.Cut(address, ":")
	if !ok || len(address) > 2048 {
		return ""
	}
	switch strings.ToLower(scheme) {
	case "http", "https", "mailto", "gemini":
	default:
		return ""
	}
	clean := true
	for i := range len(address) {
		if !addressByte(address[i]) {
			clean = false
			break
		}
	}
	if clean {
		return address
	}
	const hex = "0123456789ABCDEF"
	b := make([]byte, 0, len(address)+16)
	for i := range len(address) {
		if c := address[i]; addressByte(c) {
			b = append(b, c)
		} else {
			b = append(b, '%', hex[c>>4], hex[c&15])
		}
	}
	return string(b)
}

// addressByte reports whether c may stand in an address.
func addressByte(c byte) bool {
	return c > ' ' && c < 0x7f && c != '"' && c != '<' && c != '>' && c != '\\' && c != '^' && c != '`' && c != '{' && c != '|' && c != '}'
}

// linkCount is how many links there were at some time.
type linkCount struct{ marks, listed, refs int }

// mark returns how many links there are.
func (l *links) mark() linkCount { return linkCount{len(l.marks), len(l.listed), len(l.refs)} }

// forget takes back the links that were added since: what was only measured is going to be added again.
func (l *links) forget(c linkCount) {
	l.marks, l.targets, l.images = l.marks[:c.marks], l.targets[:c.marks], l.images[:c.marks]
	l.wraps, l.refs = l.wraps[:c.marks], l.refs[:c.refs]
	for _, address := range l.listed[c.listed:] {
		delete(l.numbers, address)
	}
	l.listed = l.listed[:c.listed]
}
