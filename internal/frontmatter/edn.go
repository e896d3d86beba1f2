package frontmatter

import "strings"

// cutEDN cuts a map of Clojure, as Cryogen writes it: {:title "Bees" :draft? true}.
func cutEDN(text string) Header {
	inside := strings.TrimLeft(text[1:], " \t\n")
	if len(inside) < 2 || inside[0] != ':' || !isASCIILetter(inside[1]) {
		return Header{}
	}
	depth, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[' || c == '(':
			depth++
		case c == '}' || c == ']' || c == ')':
			if depth--; depth == 0 {
				return Header{Form: formEDN, src: text[:i+1], line: 1, Body: i + 1, confidence: sure}
			}
		}
	}
	return Header{Open: true}
}

func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// parseEDN reads the fields of a map: texts, names, lists of them, true and false. A "?" at the end
// of a key, as Clojure has it, is no part of it.
func parseEDN(src string, line int, b *Budget) Value {
	root := Value{Kind: Table, Line: line}
	s := &script{src: src, line: line, lang: Python, budget: b, names: map[string]Value{}}
	s.at = min(1, len(src))
	for b.Nodes > 0 {
		s.blanks()
		if s.char() != ':' {
			return root
		}
		key := s.ednName()
		s.blanks()
		at := s.lineNow()
		b.Nodes--
		root.Fields = append(root.Fields, Field{
			Key: FoldKey(strings.TrimRight(key, "?")), Name: key, Line: at, Value: s.ednValue(1, at),
		})
	}
	return root
}

// blanks passes over what Clojure takes for blanks, and its comments.
func (s *script) blanks() {
	for s.at < len(s.src) {
		switch {
		case strings.IndexByte(" \t\n,", s.src[s.at]) >= 0:
			s.at++
		case s.src[s.at] == ';':
			s.pass(s.at, "\n")
		default:
			return
		}
	}
}

// ednName reads a name with what is before it.
func (s *script) ednName() string {
	end := strings.IndexAny(s.src[s.at:], " \t\n,{}[]()\"")
	if end <= 0 {
		end = min(1, len(s.src)-s.at)
	}
	name := s.src[s.at : s.at+end]
	s.at += end
	return strings.TrimLeft(name, ":")
}

func (s *script) ednValue(depth, line int) Value {
	switch s.char() {
	case '"':
		text, _ := s.text()
		return Value{Kind: Scalar, Text: text, Line: line}
	case '[', '(', '{':
		v := Value{Kind: List, Line: line}
		s.at++
		for s.blanks(); s.at < len(s.src) && strings.IndexByte("])}", s.char()) < 0; s.blanks() {
			if s.budget.spend(depth) != nil {
				return v
			}
			v.Items = append(v.Items, s.ednValue(depth+1, s.lineNow()))
		}
		s.at = min(s.at+1, len(s.src))
		return v
	case 0, '}', ']', ')':
		return Value{Line: line}
	}
	name := s.ednName()
	if name == "#inst" {
		s.blanks()
		return s.ednValue(depth, line)
	}
	if name == "nil" {
		return Value{Line: line}
	}
	return Value{Kind: Scalar, Text: name, Line: line}
}
