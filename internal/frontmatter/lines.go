package frontmatter

import (
	"strings"

	"github.com/sshblog/sshblog/internal/plaintext"
)

// cutNikola cuts lines such as ".. title: Bees", as Nikola writes them, above the text or in a
// comment of HTML.
func cutNikola(text string) Header {
	inner, comment := strings.CutPrefix(text, "<!--")
	shift := len(text) - len(inner)
	end, fields := 0, 0
	for at := shift; at < len(text); {
		line, n := plaintext.CutLine(text[at:])
		line = strings.TrimSpace(line)
		closed := false
		if comment {
			line, closed = strings.CutSuffix(line, "-->")
		}
		switch {
		case nikolaLine(line):
			fields++
		case line == "" && (comment || fields == 0):
		case line == "":
			closed = true
		case !closed:
			return Header{}
		}
		at += n
		end = at
		if closed {
			break
		}
		if at == len(text) && comment {
			return Header{}
		}
	}
	if fields == 0 {
		return Header{}
	}
	return Header{Form: FormNikola, src: text[:end], line: 1, Body: end, confidence: sure}
}

// nikolaLine reports whether a line is ".. key: value".
func nikolaLine(line string) bool {
	rest, ok := strings.CutPrefix(line, ".. ")
	if !ok {
		return false
	}
	key, _, ok := strings.Cut(rest, ":")
	return ok && key != "" && !strings.ContainsAny(key, " [{<") && !strings.HasPrefix(rest[len(key):], "::")
}

// ParseNikola reads ".. key: value" lines, in a comment of HTML or not; others are passed over. It
// cannot fail.
func ParseNikola(src string, line int, b *Budget) Value {
	return eachLine(src, line, b, func(text string) (key, val string, ok bool) {
		rest, ok := strings.CutPrefix(strings.TrimSpace(strings.TrimPrefix(text, "<!--")), ".. ")
		if !ok {
			return "", "", false
		}
		return strings.Cut(strings.TrimSuffix(rest, "-->"), ":")
	})
}

// cutLogseq cuts the properties of a page, "key:: value" lines above the text, the first of which
// may be an entry of a list.
func cutLogseq(text string) Header {
	end := 0
	for end < len(text) {
		line, n := plaintext.CutLine(text[end:])
		if end == 0 {
			line = strings.TrimPrefix(line, "- ")
		}
		if _, _, ok := cutProperty(line); !ok {
			break
		}
		end += n
	}
	if end == 0 {
		return Header{}
	}
	return Header{Form: formLogseq, src: text[:end], line: 1, Body: end, confidence: sure}
}

// cutProperty splits "key:: value" of Logseq.
func cutProperty(line string) (key, val string, ok bool) {
	key, val, ok = strings.Cut(strings.TrimSpace(line), "::")
	if !ok || val != "" && val[0] != ' ' {
		return "", "", false
	}
	key, _, ok = cutPair(key + ":")
	return key, strings.TrimSpace(val), ok && !strings.Contains(key, " ")
}

func parseLogseq(src string, line int, b *Budget) Value {
	return eachLine(src, line, b, func(text string) (key, val string, ok bool) {
		key, val, ok = cutProperty(strings.TrimPrefix(text, "- "))
		return key, linkBrackets.Replace(val), ok
	})
}

// eachLine makes a table of the lines that split takes apart; a line that it does not is passed
// over.
func eachLine(src string, line int, b *Budget, split func(string) (key, val string, ok bool)) Value {
	root := Value{Kind: Table, Line: line}
	for at := 0; at < len(src) && b.Nodes > 0; line++ {
		text, n := plaintext.CutLine(src[at:])
		at += n
		key, val, ok := split(text)
		if !ok {
			continue
		}
		b.Nodes--
		root.Fields = append(root.Fields, Field{
			Key: FoldKey(key), Name: strings.TrimSpace(key), Line: line, Value: looseKeyValue(strings.TrimSpace(val), line, b),
		})
	}
	return root
}

// linkBrackets takes away what makes a link of a name.
var linkBrackets = strings.NewReplacer("[[", "", "]]", "")
