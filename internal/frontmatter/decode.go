package frontmatter

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Decoded is the text of a file: UTF-8 without a byte order mark, lines end in LF.
type Decoded struct {
	Text     string
	BadLine  int    // line of the first byte that was no valid text and became U+FFFD; 0: none
	Encoding string // that the bytes were taken for
}

// Decode makes text of the bytes of a file. It never fails: invalid bytes become U+FFFD. It does
// not keep src.
func Decode(src []byte) Decoded {
	switch {
	case bytes.HasPrefix(src, []byte("\xef\xbb\xbf")):
		src = src[3:]
	case bytes.HasPrefix(src, []byte("\xff\xfe")):
		return normalise(fromUTF16(src[2:], binary.LittleEndian), "UTF-16")
	case bytes.HasPrefix(src, []byte("\xfe\xff")):
		return normalise(fromUTF16(src[2:], binary.BigEndian), "UTF-16")
	}
	return normalise(string(src), "UTF-8")
}

func fromUTF16(src []byte, order binary.ByteOrder) string {
	units := make([]uint16, 0, len(src)/2+1)
	for len(src) >= 2 {
		units = append(units, order.Uint16(src))
		src = src[2:]
	}
	if len(src) == 1 {
		units = append(units, 0xD800) // half a character is as bad as an unpaired surrogate
	}
	var b strings.Builder
	b.Grow(len(units) + len(units)/4)
	for i := 0; i < len(units); i++ {
		r := rune(units[i])
		if utf16.IsSurrogate(r) {
			next := rune(0)
			if i+1 < len(units) {
				next = rune(units[i+1])
			}
			if r = utf16.DecodeRune(r, next); r == utf8.RuneError {
				b.WriteByte(0xFF) // no valid UTF-8 either: normalise sees to it, and says so
				continue
			}
			i++
		}
		b.WriteRune(r)
	}
	return b.String()
}

func normalise(text, encoding string) Decoded {
	d := Decoded{Text: text, Encoding: encoding}
	if strings.IndexByte(text, '\r') >= 0 {
		text = strings.ReplaceAll(text, "\r\n", "\n")
		text = strings.ReplaceAll(text, "\r", "\n")
		d.Text = text
	}
	if !utf8.ValidString(text) {
		d.BadLine = 1 + strings.Count(text[:firstInvalid(text)], "\n")
		d.Text = strings.ToValidUTF8(text, "\uFFFD")
	}
	return d
}

func firstInvalid(s string) int {
	for i, r := range s {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				return i
			}
		}
	}
	return len(s)
}
