package frontmatter

import (
	"strings"
)

// value reads an expression. One that is no literal is passed over and is null.
func (s *script) value(depth int) Value {
	line := s.lineNow()
	if s.budget.Nodes <= 0 || s.budget.spend(depth) != nil {
		s.rest()
		return Value{Line: line}
	}
	v := s.literal(depth, line)
	s.skip()
	if depth == 1 && s.lang == JavaScript {
		if entered, expression := s.body(); expression {
			return s.value(depth)
		} else if entered {
			return Value{Line: line}
		}
	}
	for s.lang == JavaScript && s.atWord() { // "as const", "satisfies Config"
		at := s.at
		if word, _ := s.word(); word != "as" && word != "satisfies" {
			s.at = at
			break
		}
		s.skip()
		s.rest()
	}
	if s.ended() {
		return v
	}
	return s.goesOn(v, depth, line)
}

// ended reports whether an expression ends where the reader stands: at a mark that ends it, or on a
// new line that does not go on.
func (s *script) ended() bool {
	c := s.char()
	if c == 0 || strings.IndexByte(",;)]}\n", c) >= 0 {
		return true
	}
	return s.newLineBefore() && (s.lang == Python || s.atWord() || c == '/')
}

// goesOn reads an expression that is more than a literal: of a choice it takes the first literal,
// and nothing of anything else, such as a sum.
func (s *script) goesOn(v Value, depth, line int) Value {
	rest := s.src[s.at:]
	choice := strings.HasPrefix(rest, "||") || strings.HasPrefix(rest, "??")
	switch {
	case choice && v.Kind == Null:
		s.at += 2
		s.skip()
		return s.value(depth + 1)
	case rest[0] == '?' && v.Kind == Null:
		s.at++
		s.skip()
		v = s.literal(depth+1, line)
	case choice:
	case s.lang != Python || !strings.HasPrefix(rest, "if ") && !strings.HasPrefix(rest, "or ") && !strings.HasPrefix(rest, "#"):
		v = Value{Line: line}
	}
	s.rest()
	return v
}

// body enters the body of a function, whose statements are read like those at the top, and reports
// whether there is one, or a lone expression.
func (s *script) body() (entered, expression bool) {
	rest := s.src[s.at:]
	switch {
	case strings.HasPrefix(rest, "=>"):
		s.at += 2
		s.skip()
		if s.char() != '{' {
			return false, s.at < len(s.src)
		}
		s.at++
		return true, false
	case strings.HasPrefix(rest, "{"): // behind function (a, b)
		s.at++
		return true, false
	}
	return false, false
}

// literal reads the first operand of an expression.
func (s *script) literal(depth, line int) Value {
	switch c := s.char(); {
	case c == '\'' || c == '"' || c == '`' && s.lang == JavaScript:
		return s.texts(line)
	case c == '{':
		return s.table(depth, line)
	case c == '[':
		return s.list(depth, line, ']')
	case c == '(' && s.lang == Python:
		return s.list(depth, line, ')')
	case c == '(':
		s.at++
		s.skip()
		v := s.value(depth + 1)
		s.close(')')
		return v
	case c == '-' || c >= '0' && c <= '9':
		return s.number(line)
	case s.atWord():
		return s.named(depth, line)
	}
	return Value{Line: line}
}

func (s *script) number(line int) Value {
	start := s.at
	for s.at++; s.at < len(s.src) && strings.IndexByte("0123456789._", s.src[s.at]) >= 0; s.at++ {
	}
	return Value{Kind: Scalar, Text: strings.ReplaceAll(s.src[start:s.at], "_", ""), Line: line}
}

// named reads what begins with a name: true, a name that was assigned, or a call, which stands for
// its first argument, such as defineConfig({ ... }) and new URL("...").
func (s *script) named(depth, line int) Value {
	name, _ := s.word()
	if c := s.char(); s.lang == Python && len(name) <= 2 && (c == '\'' || c == '"') {
		return s.texts(line) // u"", r""
	}
	switch name {
	case "true", "True":
		return Value{Kind: Scalar, Text: "true", Line: line}
	case "false", "False":
		return Value{Kind: Scalar, Text: "false", Line: line}
	case "null", "None", "undefined":
		return Value{Line: line}
	case "new", "await", "async":
		s.skip()
		return s.literal(depth, line)
	case "function":
		s.skip()
		s.word()
	}
	for s.char() == '.' {
		s.at++
		name, _ = s.word()
	}
	s.skip()
	if s.char() == '(' {
		s.at++
		s.skip()
		v := Value{Line: line}
		if s.char() != ')' {
			v = s.value(depth + 1)
		}
		s.close(')')
		return v
	}
	return s.names[name]
}

// list reads [a, b]; the reader stands at the bracket.
func (s *script) list(depth, line int, end byte) Value {
	v := Value{Kind: List, Line: line}
	s.at++
	for s.skip(); s.at < len(s.src) && s.char() != end; s.skip() {
		if c := s.char(); c == ',' || c == ')' || c == '}' || c == ']' || c == ';' {
			s.at++
			continue
		}
		if item := s.value(depth + 1); item.Kind != Null {
			v.Items = append(v.Items, item)
		}
	}
	s.at = min(s.at+1, len(s.src))
	if end == ')' && len(v.Items) == 1 && v.Items[0].Kind == Scalar {
		return v.Items[0] // Python's brackets around a text
	}
	return v
}

// table reads { key: value }; the reader stands at the brace.
func (s *script) table(depth, line int) Value {
	v := Value{Kind: Table, Line: line}
	s.at++
	for s.skip(); s.at < len(s.src) && s.char() != '}'; s.skip() {
		key, ok := s.key()
		s.skip()
		if !ok || s.char() != ':' {
			if ok && (s.char() == ',' || s.char() == '}') { // { title } of JavaScript
				v.Fields = append(v.Fields, Field{Key: FoldKey(key), Name: key, Line: s.lineNow(), Value: s.names[key]})
				continue
			}
			s.rest()
			if c := s.char(); c == ',' || c == ')' || c == ']' || c == ';' {
				s.at++
			}
			continue
		}
		s.at++
		s.skip()
		at := s.lineNow()
		v.Fields = append(v.Fields, Field{Key: FoldKey(key), Name: key, Line: at, Value: s.value(depth + 1)})
	}
	s.at = min(s.at+1, len(s.src))
	return v
}

// key reads the key of a table.
func (s *script) key() (key string, ok bool) {
	if c := s.char(); c == '\'' || c == '"' {
		v := s.texts(s.lineNow())
		return v.Text, v.Kind == Scalar
	}
	key, ok = s.word()
	if named := s.names[key]; s.lang == Python && named.Kind == Scalar {
		key = named.Text
	}
	return key, ok
}

// close passes over what is left up to a closing bracket, and over that.
func (s *script) close(end byte) {
	for s.skip(); s.at < len(s.src) && s.char() != end; s.skip() {
		before := s.at
		s.rest()
		if s.at == before || s.char() != end {
			s.at = min(s.at+1, len(s.src))
		}
	}
	s.at = min(s.at+1, len(s.src))
}

// rest passes over the rest of an expression: up to a comma, a closing bracket or the end of a
// statement, whatever is nested in it.
func (s *script) rest() {
	for depth := 0; s.at < len(s.src); {
		switch c := s.src[s.at]; {
		case strings.IndexByte("([{", c) >= 0:
			depth++
		case strings.IndexByte(")]}", c) >= 0:
			if depth == 0 {
				return
			}
			depth--
		case depth == 0 && (c == ',' || c == ';' || c == '\n' && s.lang == Python):
			return
		}
		s.token()
	}
}
