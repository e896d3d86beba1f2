package dialect

import "strings"

// A page of Logseq is one list. Lines of "key:: value" in it are for the program, and "((id))" stands
// for the text of another block.

// isLogseq reports whether a text is a page of Logseq.
func isLogseq(src string) bool {
	for _, sign := range [...]string{"id:: ", "collapsed:: ", "title:: ", "tags:: ", "logseq."} {
		for rest := src; ; {
			i := strings.Index(rest, sign)
			if i < 0 {
				break
			}
			before := strings.TrimLeft(rest[strings.LastIndexByte(rest[:i], '\n')+1:i], " \t-")
			if before == "" {
				return true
			}
			rest = rest[i+len(sign):]
		}
	}
	return false
}

// property is the name and the value of a line of "key:: value".
func property(s string) (key, value string, ok bool) {
	s = strings.TrimSpace(s)
	key, value, ok = strings.Cut(s, "::")
	if !ok || key == "" || len(key) > 50 || strings.ContainsAny(key, " `[(*:") || value != "" && value[0] != ' ' ||
		!IsLetter(key[0]) {
		return "", "", false
	}
	return key, strings.TrimSpace(value), true
}

// maxBlocks bounds the blocks of a page that others may stand for.
const maxBlocks = 2000

// logseqBlocks collects the texts of the blocks that have an id.
func logseqBlocks(src string) map[string]string {
	all := map[string]string{}
	last := ""
	for at := 0; at < len(src) && len(all) < maxBlocks; {
		line, next := LineAt(src, at)
		trimmed := strings.TrimSpace(line)
		at = next
		if key, value, ok := property(strings.TrimPrefix(trimmed, "- ")); ok {
			if key == "id" && last != "" && !strings.Contains(last, "((") {
				all[value] = last
			}
			continue
		}
		if text, ok := strings.CutPrefix(trimmed, "- "); ok && len(text) < longestMark {
			last = text
		}
	}
	return all
}

// logseqLine takes the marks of Logseq out of a line.
func (l *lineText) logseqLine(line string) string {
	trimmed := strings.TrimSpace(line)
	bullet := strings.HasPrefix(trimmed, "- ")
	text := strings.TrimPrefix(trimmed, "- ")
	if _, _, ok := property(text); ok {
		if bullet {
			return line[:strings.IndexByte(line, '-')] + lineEnd(line)
		}
		return lineEnd(line)
	}
	switch {
	case strings.HasPrefix(text, "SCHEDULED: <"), strings.HasPrefix(text, "DEADLINE: <"), text == ":LOGBOOK:",
		text == ":END:",
		strings.HasPrefix(text, "CLOCK: ["):
		return lineEnd(line)
	}
	if bullet {
		for _, state := range [...]string{"TODO ", "DOING ", "NOW ", "LATER ", "WAITING "} {
			if rest, ok := strings.CutPrefix(text, state); ok {
				line = line[:strings.IndexByte(line, '-')] + "- [ ] " + rest + lineEnd(line)
			}
		}
		if rest, ok := strings.CutPrefix(text, "DONE "); ok {
			line = line[:strings.IndexByte(line, '-')] + "- [x] " + rest + lineEnd(line)
		}
	}
	for n := 0; n < 50; n++ {
		i := strings.Index(line, "((")
		if i < 0 {
			break
		}
		end := strings.Index(line[i:], "))")
		if end < 3 || strings.ContainsAny(line[i+2:i+end], " (") {
			break
		}
		from := i
		text := l.blocks[line[i+2:i+end]]
		if strings.HasSuffix(line[:i], "{{embed ") && strings.HasPrefix(line[i+end+2:], "}}") {
			from, end = i-len("{{embed "), end+2
		}
		line = line[:from] + text + line[i+end+2:]
	}
	return line
}
