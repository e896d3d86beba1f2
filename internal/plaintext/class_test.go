package plaintext_test

import (
	"testing"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// TestClassOf: the borders of all classes, and what a text and what input may hold.
func TestClassOf(t *testing.T) {
	for r, want := range map[rune]plaintext.Class{
		0: plaintext.Control, '\t': plaintext.Control, '\n': plaintext.Control, 0x1b: plaintext.Control, 0x1f: plaintext.Control, ' ': 0, '~': 0,
		0x7f: plaintext.Control, 0x80: plaintext.Control, 0x9f: plaintext.Control, 0xa0: 0, 0xad: 0, 0x61b: 0, 0x61c: plaintext.Mark, 0x61d: 0,
		0x200b: 0, 0x200c: 0, 0x200d: 0, 0x200e: plaintext.Mark, 0x200f: plaintext.Mark, 0x2010: 0, 0x2027: 0,
		0x2028: plaintext.Separator, 0x2029: plaintext.Separator, 0x202a: plaintext.Override, 0x202e: plaintext.Override, 0x202f: 0,
		0x2065: 0, 0x2066: plaintext.Override, 0x2069: plaintext.Override, 0x206a: 0, 0xfffd: 0, 0x1f600: 0, 0x10eeed: 0, 0x10eeee: plaintext.Placeholder, 0x10eeef: 0,
	} {
		if got := plaintext.ClassOf(r); got != want {
			t.Errorf("%U: class %b, want %b", r, got, want)
		}
		unsafe := want&plaintext.Unsafe != 0 && r != '\n' && r != '\t'
		if cleaned := plaintext.Clean("a" + string(r) + "b"); (cleaned == "ab") != unsafe {
			t.Errorf("%U: cleaned to %q", r, cleaned)
		}
	}
}
