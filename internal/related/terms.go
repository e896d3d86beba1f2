package related

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/plaintext"
)

// Bounds of what one post says, which keep the cost of a post, and what it can claim to be like,
// small.
const (
	maxPostWords  = 64 // of title and teaser
	maxPostLabels = 40 // tags and categories together
)

// kind is where in a post a term stands.
type kind uint8

const (
	inTeaser kind = iota
	inTitle
	isLabel // a tag or a category
)

// term is a word or a label of a post, known by its hash. The same word in two languages is two
// terms: what is common in the smaller one would pass for rare.
type term struct {
	hash uint64
	kind kind
}

// reader reads the terms of posts, one after the other.
type reader struct {
	lang  string // of posts that name none
	hash  maphash.Hash
	seen  map[uint64]bool
	terms []term
}

func newReader(seed maphash.Seed, lang string) *reader {
	r := &reader{lang: lang, seen: make(map[uint64]bool, maxPostWords+maxPostLabels)}
	r.hash.SetSeed(seed)
	return r
}

// read returns the terms of a post, each once, and the language of its words. The terms are good
// until the next call.
func (r *reader) read(p *blog.Post) (terms []term, language string) {
	clear(r.seen)
	r.terms = r.terms[:0]
	labels := slices.Concat(p.Tags, p.Categories)
	for _, label := range labels[:min(len(labels), maxPostLabels)] {
		r.add("#", blog.NameKey(label), isLabel)
	}
	language = blog.BaseLang(cmp.Or(p.Lang, r.lang))
	left := maxPostWords
	words := func(text string, k kind) {
		eachWord(text, func(word string) bool {
			if left > 0 {
				r.add(language, word, k)
			}
			left--
			return left > 0
		})
	}
	words(p.Title, inTitle)
	words(p.Teaser(), inTeaser)
	return r.terms, language
}

func (r *reader) add(salt, text string, k kind) {
	r.hash.Reset()
	_, _ = r.hash.WriteString(salt) // never fails
	_ = r.hash.WriteByte(0)
	_, _ = r.hash.WriteString(text)
	if hash := r.hash.Sum64(); !r.seen[hash] {
		r.seen[hash] = true
		r.terms = append(r.terms, term{hash, k})
	}
}

// eachWord calls f for the words of a text, in lower case and without the s of many a plural, until
// it returns false. In scripts without blanks each character with the next one is a word. Single
// letters and numbers say nothing.
func eachWord(text string, f func(word string) bool) {
	if !isASCII(text) {
		text = norm.NFC.String(text)
	}
	for _, run := range strings.FieldsFunc(strings.ToLower(text), partsWords) {
		if len(run) < 2 || !strings.ContainsFunc(run, unicode.IsLetter) {
			continue
		}
		if !isASCII(run) && strings.ContainsFunc(run, isBlankless) {
			if !eachPair(run, f) {
				return
			}
			continue
		}
		if n := len(run); n > 3 && run[n-1] == 's' && run[n-2] != 's' {
			run = run[:n-1]
		}
		if !f(run) {
			return
		}
	}
}

// eachPair calls f for each two neighbours of a script without blanks, and for the words of other
// scripts between them.
func eachPair(run string, f func(word string) bool) bool {
	before, start := rune(-1), 0 // start of a word of another script
	for i, r := range run {
		if !isBlankless(r) {
			before = -1
			continue
		}
		if i-start > 1 && !f(run[start:i]) || before >= 0 && !f(string(before)+string(r)) {
			return false
		}
		before, start = r, i+len(string(r))
	}
	return len(run)-start < 2 || f(run[start:])
}

// partsWords reports whether a character stands between words. Joiners, soft hyphens and marks do
// not.
func partsWords(r rune) bool {
	if r < 0x80 {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}
	return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) && r != '\u00ad' && r != '\u200c' &&
		r != '\u200d'
}

// isBlankless reports whether r is of a script that puts no blanks between words, or of Korean,
// which writes endings to them.
func isBlankless(r rune) bool {
	return plaintext.IsHanOrKana(r) || r >= 0xAC00 && r <= 0xD7A3 || r >= 0xE01 && r <= 0xEDF ||
		r >= 0x1000 && r <= 0x109F || r >= 0x1780 && r <= 0x17D3
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
