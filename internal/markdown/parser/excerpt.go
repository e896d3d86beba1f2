package parser

import (
	"strings"

	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/markdown/dialect"
)

// How much of a text is looked at for an excerpt. A first piece is nearly always enough; parsing
// all of 10,000 posts is not needed to list them.
const (
	firstPiece = 1 << 10
	lastPiece  = 16 << 10
	moreWithin = 32 << 10 // how far into the text a mark of its author's is searched for
)

// Excerpt returns the beginning of a text as plain text on one line: what stands before the
// author's mark (<!--more--> or <!-- truncate -->), else the first paragraph. It is at most limit
// bytes long, cut between words with an ellipsis, and "" if there is no paragraph near the
// beginning.
func Excerpt(src string, limit int) string {
	if head, ok := beforeMore(src); ok {
		doc := Parse(piece(head, lastPiece), 1)
		var b strings.Builder
		for i := range doc.Blocks {
			if doc.Blocks[i].Kind == markdown.Paragraph || doc.Blocks[i].Kind == markdown.Quote || doc.Blocks[i].Kind == markdown.List {
				b.WriteString((&markdown.Document{Blocks: doc.Blocks[i : i+1]}).Text())
			}
			if b.Len() > limit {
				break
			}
		}
		if s := ClipWords(b.String(), limit); s != "" {
			return s
		}
	}
	first := firstProse(src)
	if strings.ContainsAny(first, "{<") || strings.Contains(first, "[[") || strings.Contains(first, "==") || first == "" {
		src = rewrittenHead(src)
		first = firstProse(src)
	}
	if first != "" {
		if s := firstParagraph(first, limit, true); s != "" {
			return s
		}
	}
	for size := firstPiece; size <= lastPiece; size *= 4 {
		head := piece(src, size)
		if s := firstParagraph(head, limit, len(head) == len(src) || size*4 > lastPiece); s != "" {
			return s
		}
		if len(head) == len(src) {
			break
		}
	}
	return ""
}

// rewrittenHead is the beginning of a text without templates and the like, which may go over more
// than the first paragraphs.
func rewrittenHead(src string) string {
	head := piece(src, lastPiece)
	if head = normalise(head); head == "" {
		return ""
	}
	return dialect.Plain(head)
}

// firstParagraph returns the first paragraph of src that has words in it. The last block counts
// only if it is known to be whole.
func firstParagraph(src string, limit int, whole bool) string {
	doc := parseHead(normalise(src))
	for i := range doc.Blocks {
		if doc.Blocks[i].Kind == markdown.Paragraph && (whole || i < len(doc.Blocks)-1) {
			if s := ClipWords(markdown.Prose(doc.Blocks[i].Inlines), limit); s != "" {
				return s
			}
		}
	}
	return ""
}

// parseHead parses the beginning of a text that has been rewritten.
func parseHead(src string) (doc *markdown.Document) {
	defer func() {
		if recover() != nil {
			doc = new(markdown.Document)
		}
	}()
	return parseRewritten(src, 1, false)
}

// firstProse returns the lines up to the first empty one behind headings, if they begin like a
// sentence. Most posts begin so, and parsing those lines is all there is to do.
func firstProse(src string) string {
	for rest := src; rest != ""; {
		line, next := dialect.LineAt(rest, 0)
		switch c := line[0]; {
		case c == '\n', c == '#':
			rest = rest[next:]
		case c >= 0x80, dialect.IsLetter(c) && !strings.HasPrefix(line, "import "):
			end := strings.Index(rest, "\n\n")
			if end < 0 {
				end = len(rest)
			}
			return piece(rest[:end], lastPiece)
		default:
			return ""
		}
	}
	return ""
}

// beforeMore returns what stands before the author's mark.
func beforeMore(src string) (string, bool) {
	for rest := src[:min(len(src), moreWithin)]; ; {
		i := strings.Index(rest, "<!--")
		if i < 0 {
			return "", false
		}
		offset := len(src[:min(len(src), moreWithin)]) - len(rest) + i
		rest = rest[i+4:]
		word := strings.TrimLeft(rest, " -")
		if hasFold(word, "more") || hasFold(word, "truncate") || hasFold(word, "excerpt") {
			return src[:offset], true
		}
	}
}

// hasFold reports whether s begins with a word, in any case, that a comment ends behind.
func hasFold(s, word string) bool {
	if len(s) < len(word) || !strings.EqualFold(s[:len(word)], word) {
		return false
	}
	return strings.HasPrefix(strings.TrimLeft(s[len(word):], " -"), ">")
}

// piece returns the beginning of src, at most size bytes, cut at the end of a line if there is one.
func piece(src string, size int) string {
	if len(src) <= size {
		return src
	}
	if nl := strings.LastIndexByte(src[:size], '\n'); nl > 0 {
		return src[:nl+1]
	}
	return src[:size]
}

// ClipWords makes one line of s and cuts it to limit bytes, between words.
func ClipWords(s string, limit int) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= limit {
		return s
	}
	const ellipsis = "…"
	cut := max(0, limit-len(ellipsis))
	for cut > 0 && s[cut]&0xc0 == 0x80 {
		cut--
	}
	if blank := strings.LastIndexByte(s[:cut], ' '); blank > cut*2/3 {
		cut = blank
	}
	if cut == 0 {
		return ""
	}
	return strings.TrimRight(s[:cut], " ,;:") + ellipsis
}
