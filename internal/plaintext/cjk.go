package plaintext

// IsHanOrKana reports whether r is a Han character, a radical, or a Japanese kana. Each counts as a
// word. Hangul does not: Korean separates its words with spaces.
func IsHanOrKana(r rune) bool {
	return r >= 0x3040 && r <= 0x30FF || r >= 0x3400 && r <= 0x4DBF || r >= 0x4E00 && r <= 0x9FFF ||
		r >= 0xF900 && r <= 0xFAFF || r >= 0x20000 && r <= 0x3FFFF || r >= 0x2E80 && r <= 0x2FDF || r >= 0x31F0 &&
		r <= 0x31FF
}
