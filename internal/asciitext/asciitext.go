// Package asciitext writes text in ASCII, for terminals that show nothing else: a letter without
// its accent, a sign by what it means, what is drawn by what looks most like it, and a question
// mark for what has nothing of the kind.
//
// The result may be longer than the text, so that whoever lays text out must measure the result;
// package textwidth has a method for it.
package asciitext

import (
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"
)

// unknown stands for what has nothing like it in ASCII.
const unknown = "?"

// maxCluster is how many bytes a character becomes at most. A few are whole phrases.
const maxCluster = 8

// String returns a text in ASCII. What is ASCII already stays as it is, control sequences included.
func String(s string) string {
	at := firstForeign(s)
	if at < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for {
		b.WriteString(s[:at])
		g, _ := ansi.FirstGraphemeCluster(s[at:], ansi.GraphemeWidth)
		if g == "" {
			return b.String()
		}
		b.WriteString(Cluster(g))
		s = s[at+len(g):]
		if at = firstForeign(s); at < 0 {
			b.WriteString(s)
			return b.String()
		}
	}
}

// firstForeign returns where the first character begins that is not ASCII, -1 if there is none. An
// accent belongs to the letter before it.
func firstForeign(s string) int {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			if i > 0 && s[i-1] >= ' ' {
				return i - 1
			}
			return i
		}
	}
	return -1
}

// Cluster returns a character, which may be composed of many code points, in ASCII. It is "" if the
// character cannot be seen.
func Cluster(g string) string {
	if len(g) == 1 && g[0] < utf8.RuneSelf {
		return g
	}
	var b strings.Builder
	for _, r := range norm.NFC.String(g) {
		as := ofRune(r)
		if as == unknown && strings.HasSuffix(b.String(), unknown) {
			continue // one sign for all parts
		}
		if b.Len()+len(as) > maxCluster {
			break
		}
		b.WriteString(as)
	}
	return b.String()
}

// ofRune returns a code point in ASCII.
func ofRune(r rune) string {
	if r < utf8.RuneSelf {
		return string(r)
	}
	if as, ok := signs[r]; ok {
		return as
	}
	switch {
	case r >= 0x2500 && r < 0x2580:
		return ofBox(r)
	case r >= 0x2580 && r < 0x25a0:
		return ofBlock(r)
	case r == 0xfffd:
		return unknown
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Cc):
		return ""
	case unicode.Is(unicode.Zs, r):
		return " "
	}
	return decomposed(r)
}

// decomposed returns what a code point is composed of, as far as that is known: a letter of its
// accent and itself, a ligature of its letters.
func decomposed(r rune) string {
	parts := norm.NFKD.String(string(r))
	if parts == string(r) {
		return unknown
	}
	var b strings.Builder
	for _, part := range parts {
		if as := signs[part]; part < utf8.RuneSelf || as != "" {
			if as == "" {
				as = string(part)
			}
			b.WriteString(as)
		} else if !unicode.Is(unicode.Mn, part) {
			return unknown
		}
	}
	return b.String()
}

// Writer returns a writer that passes on in ASCII what is written to it in UTF-8.
func Writer(w io.Writer) io.Writer { return &writer{w: w} }

type writer struct {
	w    io.Writer
	rest []byte // of a code point that is not complete
}

// Write implements io.Writer.
func (w *writer) Write(p []byte) (int, error) {
	text := slices.Concat(w.rest, p)
	end := len(text)
	for back := 1; back < utf8.UTFMax && back <= len(text); back++ {
		if c := text[len(text)-back]; utf8.RuneStart(c) {
			if c >= utf8.RuneSelf && !utf8.FullRune(text[len(text)-back:]) {
				end -= back
			}
			break
		}
	}
	w.rest = append([]byte(nil), text[end:]...)
	if _, err := io.WriteString(w.w, String(string(text[:end]))); err != nil {
		return 0, err
	}
	return len(p), nil
}
