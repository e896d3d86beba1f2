package plaintext

// Class is a set of kinds of characters that change how the text around them is shown, or that a
// terminal obeys.
type Class uint8

// The classes of characters. What is in none of them is shown as itself.
const (
	Control Class = 1 << iota // C0 with the newline and the tab, DEL, C1: a terminal obeys them
	// turns the direction of text, U+202A to U+202E and U+2066 to U+2069: it hides what is written.
	Override
	Mark      // a mark of direction, U+061C, U+200E, U+200F: scripts need it, names and input do not
	Separator // a line or paragraph separator, U+2028, U+2029
	// U+10EEEE: kitty shows a picture in its cells, whoever has sent it; text must not borrow one.
	Placeholder
)

// Sets of classes that are kept from a terminal.
const (
	Unsafe      = Control | Override | Placeholder // of the text of a post
	UnsafeInput = Unsafe | Mark | Separator        // of what a client types or names itself
)

// ClassOf returns the class of a character, 0 for those of none.
func ClassOf(r rune) Class {
	switch {
	case r < 0x20, r >= 0x7f && r < 0xa0:
		return Control
	case r < 0x61c:
		return 0
	case r == 0x61c, r == 0x200e, r == 0x200f:
		return Mark
	case r == 0x2028, r == 0x2029:
		return Separator
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
		return Override
	case r == 0x10eeee:
		return Placeholder
	}
	return 0
}
