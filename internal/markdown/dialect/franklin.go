package dialect

import "strings"

// Franklin has commands like those of LaTeX ("\note{words}"), parts between "@@name" and "@@", HTML
// between lines of "~~~", and functions in double braces.

// franklin is how Franklin's marks are taken out of lines.
type franklin struct{ on bool }

// isFranklin reports whether a text is plainly one of Franklin's.
func isFranklin(src string) bool {
	for _, sign := range [...]string{
		"@def ", "{{fill ", "\\tableofcontents", "\\toc", "\\newcommand{", "\\figalt{", "\\note{", "\\fig{",
		"\\warn{", "\\tip{",
	} {
		if i := strings.Index(src, sign); i == 0 || i > 0 && src[i-1] == '\n' {
			return true
		}
	}
	for rest := src; ; {
		i := strings.Index(rest, "@@")
		if i < 0 || i+2 >= len(rest) {
			return false
		}
		if (i == 0 || rest[i-1] == '\n') && IsLetter(rest[i+2]) {
			return true
		}
		rest = rest[i+2:]
	}
}

// isHTML reports whether a block between tildes is HTML and no code.
func (f *franklin) isHTML(block string) bool {
	return f.on && strings.HasPrefix(block, "~~~\n")
}

// line takes the marks out of a line.
func (f *franklin) line(line string) string {
	trimmed := strings.TrimSpace(line)
	switch {
	case trimmed == "~~~", trimmed == "@@", strings.HasPrefix(trimmed, "@def "):
		return lineEnd(line)
	}
	for _, marks := range [...]string{"@@", "~~~"} {
		for n := 0; n < 50 && strings.Contains(line, marks); n++ {
			i := strings.Index(line, marks)
			end := i + len(marks)
			if marks == "@@" && end < len(line) && IsLetter(line[end]) {
				for end < len(line) && strings.IndexByte(" \n", line[end]) < 0 {
					end++
				}
				if end < len(line) && line[end] == ' ' {
					end++
				}
			}
			line = line[:i] + line[end:]
		}
	}
	for n := 0; n < 50; n++ {
		i := strings.Index(line, "{{")
		if i < 0 || i+2 >= len(line) || !IsLetter(line[i+2]) {
			break
		}
		end := strings.Index(line[i:], "}}")
		if end < 0 {
			break
		}
		line = line[:i] + line[i+end+2:]
	}
	return line
}

// commands rewrites the commands of a text of Franklin's, outside code.
func commands(src string) string {
	var b strings.Builder
	for at := 0; at < len(src); {
		if at == 0 || src[at-1] == '\n' {
			if end := fenceEnd(src, at); end > at && src[at] == '`' {
				b.WriteString(src[at:end])
				at = end
				continue
			}
		}
		switch src[at] {
		case '`':
			end := spanEnd(src, at)
			b.WriteString(src[at:end])
			at = end
		case '\\':
			text, n := command(src[at:])
			if n == 0 {
				n = min(2, len(src)-at)
				text = src[at : at+n]
				if n == 2 && text[1] == '\n' {
					n, text = 1, "\\"
				}
			} else {
				text += strings.Repeat("\n", max(0, strings.Count(src[at:at+n], "\n")-strings.Count(text, "\n")))
			}
			b.WriteString(text)
			at += n
		default:
			n := strings.IndexAny(src[at+1:], "`\\\n")
			if n < 0 {
				b.WriteString(src[at:])
				return b.String()
			}
			if src[at+1+n] == '\n' {
				n++
			}
			b.WriteString(src[at : at+1+n])
			at += 1 + n
		}
	}
	return b.String()
}

// command rewrites the command at the beginning of s, and tells how long it is; 0 if it is none.
func command(s string) (string, int) {
	end := 1
	for end < len(s) && end < 40 && IsLetter(s[end]) {
		end++
	}
	name := s[1:end]
	if end == 1 || end >= len(s) || s[end] != '{' && s[end] != '[' {
		return "", 0
	}
	var args []string
	for end < len(s) && len(args) < 5 && (s[end] == '{' || s[end] == '[') {
		n := braceLength(s[end:min(len(s), end+longestTag)])
		if s[end] == '[' {
			n = strings.IndexByte(s[end:min(len(s), end+20)], ']') + 1
		}
		if n == 0 {
			return "", 0
		}
		if s[end] == '{' {
			args = append(args, s[end+1:end+n-1])
		}
		end += n
	}
	if len(args) == 0 {
		return "", 0
	}
	switch {
	case name == "newcommand", name == "newenvironment", name == "label", name == "output", name == "show",
		name == "input",
		name == "textoutput", name == "prettyshow", name == "biblabel", name == "literate":
		return "", end
	case (name == "figalt" || name == "figenv") && len(args) > 1:
		return "![" + inBrackets(args[0]) + "](" + inAngles(args[1]) + ")", end
	case name == "fig":
		return "![](" + inAngles(args[0]) + ")", end
	case AlertKinds[name] != "":
		return "**" + strings.ToUpper(name[:1]) + name[1:] + ":** " + strings.TrimSpace(args[len(args)-1]), end
	}
	return "", 0
}
