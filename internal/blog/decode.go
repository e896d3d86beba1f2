package blog

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// decoded is the text of a file: UTF-8 without a byte order mark, lines end in LF.
type decoded struct {
	text    string
	badLine int // line of the first byte that was no valid text and became U+FFFD; 0: none
}

// decode makes text of the bytes of a file. It never fails: what is invalid becomes U+FFFD. It does not keep src.
func decode(src []byte) decoded {
	switch {
	case bytes.HasPrefix(src, []byte("\xef\xbb\xbf")):
		src = src[3:]
	case bytes.HasPrefix(src, []byte("\xff\xfe")):
		return normalise(fromUTF16(src[2:], binary.LittleEndian))
	case bytes.HasPrefix(src, []byte("\xfe\xff")):
		return normalise(fromUTF16(src[2:], binary.BigEndian))
	}
	return normalise(string(src))
}

func fromUTF16(src []byte, order binary.ByteOrder) string {
	units := make([]uint16, 0, len(src)/2+1)
	for len(src) >= 2 {
		units = append(units, order.Uint16(src))
		src = src[2:]
	}
	if len(src) == 1 {
		units = append(units, 0xD800) // half a character: an unpaired surrogate is decoded to U+FFFD
	}
	runes := utf16.Decode(units)
	var b strings.Builder
	b.Grow(len(runes) + len(runes)/4)
	for _, r := range runes {
		b.WriteRune(r)
	}
	return b.String()
}

func normalise(text string) decoded {
	d := decoded{text: text}
	if strings.IndexByte(text, '\r') >= 0 {
		text = strings.ReplaceAll(text, "\r\n", "\n")
		text = strings.ReplaceAll(text, "\r", "\n")
		d.text = text
	}
	if !utf8.ValidString(text) {
		d.badLine = 1 + strings.Count(text[:firstInvalid(text)], "\n")
		d.text = strings.ToValidUTF8(text, "\uFFFD")
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
