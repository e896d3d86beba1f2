package paint

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/textwidth"
)

const (
	maxLink    = 2048 // bytes of a link's address and parameters; longer ones are left out
	maxCluster = 128  // bytes of a grapheme cluster; of longer ones that are one character the first rune is written
	minSkip    = 6    // from so many blanks on, moving over them is shorter than writing them

	closeLink = "\x1b]8;;\x1b\\"
)

// sgrState is the state of the terminal while a line is written.
type sgrState struct {
	style  style
	link   string // parameters and address; empty if no link is open
	blanks int    // plain blanks that are not yet written
	erased bool   // the rest of the row is blank, so blanks may be left out
	wrote  bool
}

// tail is what a row has behind what is written on it.
type tail uint8

const (
	keptTail      tail = iota // what is to stay
	blankTail                 // blanks
	unpaintedTail             // blanks without the paper that the window has
)

// write writes a line from c up to column limit. A wide character that would cross the limit is
// left out. Everything other than text, SGR and links is dropped. Afterwards the terminal has plain
// style and no open link. The rest of the row up to limit is as after says.
func (k *Painter) write(c cells, limit int, after tail) {
	p := sgrState{style: k.base, erased: after == blankTail}
	link := ""
	for c.pos < len(c.line) && c.col < limit {
		rest := c.line[c.pos:]
		if n := plainRun(rest, limit-c.col); n > 0 {
			k.put(&p, rest[:n], c.style, link)
			c.pos += n
			c.col += n
			continue
		}
		switch b := rest[0]; {
		case b == ansi.ESC:
			var size int
			if c.style, link, size = k.sequence(rest, c.style, link); size == 0 {
				size = len(rest)
			}
			c.pos += size
		case b < ' ' || b == 0x7f:
			c.pos++
		default:
			text, size, width := k.cluster(rest)
			c.pos += size
			if c.col+width > limit {
				c.pos = len(c.line)
				break
			}
			c.col += width
			k.putCluster(&p, text, width, c.style, link)
		}
	}
	if after == unpaintedTail && c.col < limit {
		k.neutral(&p, true)
		p.blanks += limit - c.col
	}
	k.lift(&p)
}

// plainRun returns how many bytes at the start of s, at most limit, are one cell each and combine
// with nothing: printable ASCII, with blanks only if the first byte is one.
func plainRun(s string, limit int) int {
	n := 0
	for n < len(s) && n < limit {
		c := s[n]
		if c < ' ' || c >= 0x7f || (c == ' ') != (s[0] == ' ') || n+1 < len(s) && s[n+1] >= utf8.RuneSelf {
			break
		}
		n++
	}
	return n
}

// cluster returns the grapheme cluster at the start of s, its size in s, and its width in cells.
// The text is empty if it must not be written.
func (k *Painter) cluster(s string) (text string, size, width int) {
	r, n := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError || plaintext.ClassOf(r)&plaintext.UnsafeInput != 0 {
		return "", n, 0
	}
	size, width = k.Mode.Method.First(s)
	switch {
	case k.Mode.Method == textwidth.Transcribed:
		return k.Mode.Method.Shown(s[:size]), size, width
	case k.Mode.Console && size == n:
		return onConsole(s[:size]), size, width
	case size <= maxCluster && utf8.ValidString(s[:size]):
		return s[:size], size, width
	case k.Mode.Method == textwidth.CodePoints: // the terminal shows the others one by one as well
		size = n
	}
	return s[:n], size, k.Mode.Method.Width(s[:n])
}

// put writes text of one cell per byte.
func (k *Painter) put(p *sgrState, text string, st style, link string) {
	if text[0] == ' ' && !k.shows(st) && link == "" {
		p.blanks += len(text)
		return
	}
	k.setStyle(p, st, link)
	k.Buf = append(k.Buf, text...)
}

// putCluster writes a grapheme cluster. A cluster of no width belongs to the cell before it, and is
// dropped if there is none.
func (k *Painter) putCluster(p *sgrState, text string, width int, st style, link string) {
	switch {
	case width > 0:
		k.setStyle(p, st, link)
	case !p.wrote && p.blanks == 0:
		return
	default:
		k.flush(p, false)
	}
	k.Buf = append(k.Buf, text...)
}

// setStyle prepares the terminal for text in a style and with a link.
func (k *Painter) setStyle(p *sgrState, st style, link string) {
	k.flush(p, p.erased)
	if link != p.link && k.Mode.links() {
		k.Buf = append(append(append(k.Buf, "\x1b]8;"...), orNoLink(link)...), "\x1b\\"...)
		p.link = link
	}
	st = k.straighten(st)
	k.Buf = appendStyle(k.Buf, p.style, st)
	p.style, p.wrote = st, true
}

func orNoLink(link string) string {
	if link == "" {
		return ";"
	}
	return link
}

// flush writes the pending blanks, or moves over them if skip says that the row is blank.
func (k *Painter) flush(p *sgrState, skip bool) {
	if p.blanks == 0 {
		return
	}
	k.neutral(p, k.shows(p.style))
	if skip && p.blanks >= minSkip {
		k.Buf = append(k.Buf, "\x1b["...)
		k.Buf = strconv.AppendInt(k.Buf, int64(p.blanks), 10)
		k.Buf = append(k.Buf, 'C')
	} else {
		for range p.blanks {
			k.Buf = append(k.Buf, ' ')
		}
	}
	p.blanks, p.wrote = 0, true
}

// lift ends a line.
func (k *Painter) lift(p *sgrState) {
	if !p.erased {
		k.flush(p, false)
	}
	k.neutral(p, true)
}

// neutral closes the link and, if asked, resets the style to that of blanks.
func (k *Painter) neutral(p *sgrState, plain bool) {
	if p.link != "" {
		k.Buf = append(k.Buf, closeLink...)
		p.link = ""
	}
	if plain {
		k.Buf = appendStyle(k.Buf, p.style, k.base)
		p.style = k.base
	}
}

// sequence reads the escape sequence at the start of s. It returns the style and the link after it,
// and its size, which is 0 if it does not end in s.
func (k *Painter) sequence(s string, st style, link string) (style, string, int) {
	if params, size := sgr(s); size > 0 {
		return k.apply(st, params), link, size
	}
	if len(s) < 2 {
		return st, link, 0
	}
	switch s[1] {
	case '[':
		end := strings.IndexFunc(s[2:], func(r rune) bool { return r >= '@' })
		if end < 0 {
			return st, link, 0
		}
		return st, link, 2 + end + 1
	case ']', 'P', 'X', '^', '_':
		body, size := stringBody(s)
		if target, ok := strings.CutPrefix(body, "8;"); ok && s[1] == ']' && size > 0 {
			link = cleanLink(target)
		}
		return st, link, size
	}
	return st, link, min(2, len(s))
}

// stringBody returns the contents of the control string at the start of s, and its size, which is 0
// if it does not end in s.
func stringBody(s string) (body string, size int) {
	for i := 2; i < len(s); i++ {
		if s[i] == ansi.BEL {
			return s[2:i], i + 1
		}
		if s[i] == ansi.ESC {
			if i+1 < len(s) && s[i+1] == '\\' {
				return s[2:i], i + 2
			}
			return "", i
		}
	}
	return "", 0
}

// cleanLink returns a link's parameters and address if they are safe to write, otherwise nothing.
func cleanLink(link string) string {
	_, address, _ := strings.Cut(link, ";")
	if address == "" || len(link) > maxLink {
		return ""
	}
	for i := range len(link) {
		if link[i] <= ' ' || link[i] >= 0x7f {
			return ""
		}
	}
	return link
}
