package related

import (
	"cmp"
	"hash/maphash"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/plaintext"
)

// What of a post tells what it is about. The bounds keep the cost of one post, and what it can claim to be like, small.
const (
	maxPostWords  = 64 // of title and blurb
	maxPostLabels = 40 // tags and categories together
)

// origin is where in a post a term stands.
type origin uint8

const (
	fromBlurb origin = iota
	fromTitle
	fromLabel // a tag or a category
)

// script is the writing that a word is in, as far as that tells languages apart.
type script uint32

const (
	latin script = iota
	greek
	cyrillic
	hebrew
	arabic
	hangul
	ideographs // and kana
	otherScript

	scripts
)

// termReader walks the terms of posts: labels, then words of the title, then of the blurb. A term is known by its hash. The same
// word in two languages is two terms: what is common in the smaller one would be taken for rare.
type termReader struct {
	seed  maphash.Seed
	site  string            // language of posts that say none
	langs map[string]uint32 // numbers of the languages so far; nil where nobody asks for groups
	salt  uint64            // of the post's language
	group uint32            // of the post's words, but for the script
	add   func(term)

	word []byte
	left int // how many more words the post may have
}

// term is a word or a label of a post.
type term struct {
	hash  uint64
	from  origin
	group uint32 // language and script of a word
}

// read calls add for the terms of p, which may come more than once, the weightier origin first.
func (t *termReader) read(p *blog.Post) {
	t.left = maxPostLabels
	for _, names := range [2][]string{p.Tags, p.Categories} {
		for _, name := range names[:min(t.left, len(names))] {
			t.left--
			t.word = append(append(t.word[:0], 0), blog.NameKey(name)...) // never equal to a word
			t.add(term{hash: maphash.Bytes(t.seed, t.word), from: fromLabel})
		}
	}
	lang := blog.BaseLang(cmp.Or(p.Lang, t.site))
	t.salt = maphash.String(t.seed, lang)
	if t.langs != nil {
		n, known := t.langs[lang]
		if !known {
			n = uint32(len(t.langs))
			t.langs[lang] = n
		}
		t.group = n * uint32(scripts)
	}
	t.left = maxPostWords
	t.words(p.Title, fromTitle)
	t.words(p.Teaser(), fromBlurb)
}

// words calls add for the words of text. In scripts without blanks each character with the next one is a word. Single letters and
// numbers say nothing.
func (t *termReader) words(text string, from origin) {
	if !isASCII(text) {
		text = norm.NFC.String(text)
	}
	t.word = t.word[:0]
	letters, of, last := false, latin, rune(-1)
	flush := func() {
		if letters && len(t.word) > 1 {
			t.flush(from, of)
		}
		t.word, letters, of = t.word[:0], false, latin
	}
	for i := 0; i < len(text) && t.left > 0; {
		if c := text[i]; c < utf8.RuneSelf {
			i++
			last = -1
			if !isLetterOrDigit(c) {
				flush()
				continue
			}
			letters = letters || c > '9'
			t.word = append(t.word, lowerASCII(c))
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		switch {
		case isBlankless(r):
			flush()
			if last >= 0 {
				t.word, letters, of = utf8.AppendRune(utf8.AppendRune(t.word, last), r), true, scriptOf(r)
				flush()
			}
			last = r
			continue
		case unicode.IsLetter(r), unicode.IsMark(r) && letters:
			if !letters {
				of = scriptOf(r)
			}
			t.word, letters = utf8.AppendRune(t.word, unicode.ToLower(r)), true
		case unicode.IsNumber(r), r == '\u00ad', r == '\u200c', r == '\u200d': // nothing that parts words
		default:
			flush()
		}
		last = -1
	}
	if t.left > 0 {
		flush()
	}
}

// flush calls add for the word that was read.
func (t *termReader) flush(from origin, of script) {
	t.left--
	t.add(term{hash: maphash.Bytes(t.seed, singular(t.word)) ^ t.salt, from: from, group: t.group + uint32(of)})
}

// singular takes off a word the s of many a plural, in several languages. It only has to be the same for the same word.
func singular(word []byte) []byte {
	if n := len(word); n > 3 && word[n-1] == 's' && word[n-2] != 's' {
		return word[:n-1]
	}
	return word
}

// isBlankless tells the scripts that put no blanks between words, and Korean, whose endings are written to them.
func isBlankless(r rune) bool {
	return plaintext.IsCJK(r) || r >= 0xAC00 && r <= 0xD7A3 || r >= 0xE01 && r <= 0xEDF || r >= 0x1000 && r <= 0x109F || r >= 0x1780 && r <= 0x17D3
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func isLetterOrDigit(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

func lowerASCII(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

func scriptOf(r rune) script {
	switch {
	case r < 0x370 || r >= 0x1E00 && r < 0x1F00:
		return latin
	case r < 0x400 || r >= 0x1F00 && r < 0x2000:
		return greek
	case r < 0x530:
		return cyrillic
	case r >= 0x590 && r < 0x600:
		return hebrew
	case r >= 0x600 && r < 0x780:
		return arabic
	case r >= 0xAC00 && r <= 0xD7A3:
		return hangul
	case plaintext.IsCJK(r):
		return ideographs
	}
	return otherScript
}
