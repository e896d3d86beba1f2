package terminal_test

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/sshblog/sshblog/internal/test/fuzzseed"
)

// choices reads the bytes of a fuzzer as choices. It makes input that a terminal could send, or
// nearly so, far more often than random bytes do.
type choices struct{ fuzzseed.Choices }

// number returns a parameter of a sequence: often small, sometimes at a bound, sometimes too large.
func (r *choices) number() string {
	switch n := r.Next(); {
	case n < 160:
		return fmt.Sprint(n % 70)
	case n < 220:
		return r.Of("", "0", "99", "200", "201", "255", "256", "9999", "10000", "55296", "57352", "1114111", "1114112", "9999999", "99999999", "-1", "00000001")
	}
	return fmt.Sprint(r.Next() * 257 * (1 + r.Next()))
}

// parameters returns the parameters of a control sequence, with separators in any order.
func (r *choices) parameters() string {
	var b strings.Builder
	for range r.Next() % 20 {
		b.WriteString(r.number())
		b.WriteString(r.Of(";", ";", ":", ""))
	}
	return b.String()
}

// letters returns a text, most often a harmless one.
func (r *choices) letters() string {
	var b strings.Builder
	for range r.Next() % 24 {
		b.WriteString(r.Of("a", "Z", " ", "é", "中", "😀", "e\u0301", "\t", "\r", "\n", "\r\n", "\u202e", "\u200f", "\u0085", "\x7f", "\xff", "\xc3", "\xed\xa0\x80", "\x00", ";", "\\"))
	}
	return b.String()
}

// ways is how many kinds of things choices can make.
const ways = 14

// cook makes input from choices.
func cook(bytes []byte) []byte {
	r := choices{fuzzseed.Choices(bytes)}
	var out []byte
	for len(r.Choices) > 0 && len(out) < 8<<10 {
		out = append(out, r.sequence()...)
	}
	return out
}

func (r *choices) sequence() string {
	switch r.Next() % ways {
	case 0:
		return r.letters()
	case 1: // a control sequence as it should be
		return "\x1b[" + r.Of("", "?", "<", ">", "=") + r.parameters() + r.Of("", "", " ", "$", "!", "'") + string(rune('@'+r.Next()%63))
	case 2: // one that is broken off
		return "\x1b[" + r.parameters() + r.Of("\x1b", "\x18", "\x1a", "\r", "\x7f", "\xc3", "中")
	case 3: // one that is too long
		return "\x1b[" + strings.Repeat(r.Of("1", ";", ":", " ", "0;"), r.Next()) + r.Of("A", "~", "u", "m", "R")
	case 4: // the mouse
		return "\x1b[<" + r.number() + ";" + r.number() + ";" + r.number() + r.Of("M", "m")
	case 5: // the mouse as it used to be
		return "\x1b[M" + string([]byte{byte(r.Next()), byte(r.Next()), byte(r.Next())})[:r.Next()%4]
	case 6: // a paste
		return r.Of("\x1b[200~", "\x1b[200~", "\x1b[0200~") + r.letters() + r.Of("", "\x1b[201", "\x1b[200~", "\x1b[201\x1b") + r.letters() + r.Of("\x1b[201~", "\x1b[201~", "")
	case 7: // a key with modifiers and text
		return "\x1b[" + r.number() + ":" + r.number() + ";" + r.number() + ":" + r.number() + ";" + r.parameters() + "u"
	case 8: // a control string
		return "\x1b" + r.Of("]", "P", "_", "^", "X") + r.Of("", "11;rgb:", "10;#", "52;c;", "4;1;", "1$r", "+r", ">|") + r.parameters() + r.letters() + r.Of("\a", "\x1b\\", "\x9c", "", "\x1b")
	case 9: // a control string that is too long
		return "\x1b]" + strings.Repeat(r.Of("1", "f/", ";"), 10*r.Next()) + r.Of("\a", "\x1b\\", "")
	case 10: // a key of another keypad
		return strings.Repeat("\x1b", r.Next()%5) + r.Of("O", "[", "[[", "[1;", "O1;") + string(rune(' '+r.Next()%95))
	case 11: // an answer
		return "\x1b[?" + r.number() + ";" + r.number() + r.Of("$y", "c", "n", "u", "R")
	case 12: // any character
		return string(utf8.AppendRune(nil, rune(r.Next()<<12|r.Next()<<4|r.Next())))
	}
	return string([]byte{byte(r.Next()), byte(r.Next())})
}

// drawing returns what a view could hold: text, styles and links, including some that no view
// should have.
func (r *choices) drawing() string {
	var b strings.Builder
	for range r.Next() % 30 {
		switch r.Next() % 8 {
		case 0, 1:
			b.WriteString(r.Of(pieces...))
		case 2:
			b.WriteString("\x1b[" + r.parameters() + "m")
		case 3:
			b.WriteString("\x1b]8;" + r.Of("", "id=1", "id=\u202e") + ";" + r.Of("", "https://example.org/", "https://example.org/\x07", "x y", "\x7f") + r.letters() + r.Of("\x1b\\", "\a", ""))
		case 4:
			b.WriteString(strings.Repeat(r.Of(" ", "x", "中", "\u0301", "👩\u200d"), r.Next()))
		case 5:
			b.WriteString(r.Of("\n", "\r\n", "\r", "\n\n\n"))
		case 6:
			b.WriteString(r.letters())
		case 7:
			b.WriteString(r.sequence())
		}
	}
	return b.String()
}
