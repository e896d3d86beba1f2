package terminal_test

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// recipe is the bytes of a fuzzer, read as choices: it makes what a terminal could send, or nearly
// so, far more often than bytes at random do.
type recipe []byte

// next returns the next choice, 0 when there are no more.
func (r *recipe) next() int {
	if len(*r) == 0 {
		return 0
	}
	b := (*r)[0]
	*r = (*r)[1:]
	return int(b)
}

// of returns one of several.
func (r *recipe) of(all ...string) string { return all[r.next()%len(all)] }

// number is a parameter of a sequence: often small, sometimes at a bound, sometimes beyond what
// fits into one.
func (r *recipe) number() string {
	switch n := r.next(); {
	case n < 160:
		return fmt.Sprint(n % 70)
	case n < 220:
		return r.of("", "0", "99", "200", "201", "255", "256", "9999", "10000", "55296", "57352", "1114111", "1114112", "9999999", "99999999", "-1", "00000001")
	}
	return fmt.Sprint(r.next() * 257 * (1 + r.next()))
}

// parameters are those of a control sequence, with the separators in any order.
func (r *recipe) parameters() string {
	var b strings.Builder
	for range r.next() % 20 {
		b.WriteString(r.number())
		b.WriteString(r.of(";", ";", ":", ""))
	}
	return b.String()
}

// letters is a text, most often a harmless one.
func (r *recipe) letters() string {
	var b strings.Builder
	for range r.next() % 24 {
		b.WriteString(r.of("a", "Z", " ", "é", "中", "😀", "e\u0301", "\t", "\r", "\n", "\r\n", "\u202e", "\u200f", "\u0085", "\x7f", "\xff", "\xc3", "\xed\xa0\x80", "\x00", ";", "\\"))
	}
	return b.String()
}

// ways is how many kinds of things a recipe makes.
const ways = 14

// cook makes input of a recipe.
func cook(bytes []byte) []byte {
	r := recipe(bytes)
	var out []byte
	for len(r) > 0 && len(out) < 8<<10 {
		out = append(out, r.sequence()...)
	}
	return out
}

func (r *recipe) sequence() string {
	switch r.next() % ways {
	case 0:
		return r.letters()
	case 1: // a control sequence as it should be
		return "\x1b[" + r.of("", "?", "<", ">", "=") + r.parameters() + r.of("", "", " ", "$", "!", "'") + string(rune('@'+r.next()%63))
	case 2: // one that is broken off
		return "\x1b[" + r.parameters() + r.of("\x1b", "\x18", "\x1a", "\r", "\x7f", "\xc3", "中")
	case 3: // one that is too long
		return "\x1b[" + strings.Repeat(r.of("1", ";", ":", " ", "0;"), r.next()) + r.of("A", "~", "u", "m", "R")
	case 4: // the mouse
		return "\x1b[<" + r.number() + ";" + r.number() + ";" + r.number() + r.of("M", "m")
	case 5: // the mouse as it used to be
		return "\x1b[M" + string([]byte{byte(r.next()), byte(r.next()), byte(r.next())})[:r.next()%4]
	case 6: // a paste
		return r.of("\x1b[200~", "\x1b[200~", "\x1b[0200~") + r.letters() + r.of("", "\x1b[201", "\x1b[200~", "\x1b[201\x1b") + r.letters() + r.of("\x1b[201~", "\x1b[201~", "")
	case 7: // a key with modifiers and text
		return "\x1b[" + r.number() + ":" + r.number() + ";" + r.number() + ":" + r.number() + ";" + r.parameters() + "u"
	case 8: // a control string
		return "\x1b" + r.of("]", "P", "_", "^", "X") + r.of("", "11;rgb:", "10;#", "52;c;", "4;1;", "1$r", "+r", ">|") + r.parameters() + r.letters() + r.of("\a", "\x1b\\", "\x9c", "", "\x1b")
	case 9: // a control string that is too long
		return "\x1b]" + strings.Repeat(r.of("1", "f/", ";"), 10*r.next()) + r.of("\a", "\x1b\\", "")
	case 10: // a key of another keypad
		return strings.Repeat("\x1b", r.next()%5) + r.of("O", "[", "[[", "[1;", "O1;") + string(rune(' '+r.next()%95))
	case 11: // an answer
		return "\x1b[?" + r.number() + ";" + r.number() + r.of("$y", "c", "n", "u", "R")
	case 12: // any character
		return string(utf8.AppendRune(nil, rune(r.next()<<12|r.next()<<4|r.next())))
	}
	return string([]byte{byte(r.next()), byte(r.next())})
}

// drawing is what a view could hold: text, styles and links, also such as no view should have.
func (r *recipe) drawing() string {
	var b strings.Builder
	for range r.next() % 30 {
		switch r.next() % 8 {
		case 0, 1:
			b.WriteString(r.of(pieces...))
		case 2:
			b.WriteString("\x1b[" + r.parameters() + "m")
		case 3:
			b.WriteString("\x1b]8;" + r.of("", "id=1", "id=\u202e") + ";" + r.of("", "https://example.org/", "https://example.org/\x07", "x y", "\x7f") + r.letters() + r.of("\x1b\\", "\a", ""))
		case 4:
			b.WriteString(strings.Repeat(r.of(" ", "x", "中", "\u0301", "👩\u200d"), r.next()))
		case 5:
			b.WriteString(r.of("\n", "\r\n", "\r", "\n\n\n"))
		case 6:
			b.WriteString(r.letters())
		case 7:
			b.WriteString(r.sequence())
		}
	}
	return b.String()
}
