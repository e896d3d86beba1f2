package wrap

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// ideographic reports whether r belongs to a script that puts no blanks between words.
func ideographic(r rune) bool {
	return r >= 0x2e80 && r <= 0x303e || r >= 0x3041 && r <= 0x30ff || r >= 0x3100 && r <= 0x312f || r >= 0x31a0 &&
		r <= 0x9fff ||
		r >= 0xf900 && r <= 0xfaff || r >= 0xfe30 && r <= 0xfe4f || r >= 0xff00 && r <= 0xff60 || r >= 0x20000 &&
		r <= 0x3ffff
}

// breaksAround reports whether a line may break on either side of r.
func breaksAround(r rune) bool {
	return r >= 0x2e80 && ideographic(r) || r == 0x200b || r == 0x2014
}

// noStart reports whether r may not begin a line.
func noStart(r rune) bool {
	if r < utf8.RuneSelf {
		return strings.ContainsRune(`)]}>,.;:!?'"%/-`, r)
	}
	return strings.ContainsRune("、。，．・：；！？）］｝〕〉》」』】〙〗〟’”»›…‥—–～〜ー゛゜ヽヾゝゞ々〻ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ％℃°′″‼⁇⁈⁉", r) ||
		unicode.Is(unicode.Mn, r) || r == 0x200d || r == 0xfe0f
}

// noEnd reports whether r may not end a line.
func noEnd(r rune) bool {
	if r < utf8.RuneSelf {
		return strings.ContainsRune(`([{<'"$#@`, r)
	}
	return strings.ContainsRune("（［｛〔〈《「『【〘〖〝‘“«‹¥＄￥＃＠", r)
}
