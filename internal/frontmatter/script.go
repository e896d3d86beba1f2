package frontmatter

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Language is a programming language in which engines keep settings.
type Language uint8

// The languages of settings.
const (
	JavaScript Language = iota // and TypeScript
	Python
)

// ParseScript reads the literal values of a program in the given language as data; nothing of it is
// ever run. The result is a table of what is assigned at the top: names with their texts, numbers,
// lists and tables. What a program exports, or its configuration function is called with, adds its
// fields to the same table. A value that would have to be worked out is left away.
//
// It takes any text, never fails, and costs a time that is linear in the length of src; what is over
// the budget is left away.
func ParseScript(src string, line int, lang Language, b *Budget) Value {
	s := &script{src: src, line: line, lang: lang, budget: b, names: map[string]Value{}}
	s.root = Value{Kind: Table, Line: line}
	for s.skip(); s.at < len(s.src) && b.Nodes > 0; s.skip() {
		s.statement()
	}
	return s.root
}

// script is a program that is being read.
type script struct {
	src    string
	at     int
	line   int // of the file, at the byte counted
	count  int // bytes whose lines are in line
	lang   Language
	budget *Budget
	root   Value
	names  map[string]Value // what has been assigned, by name as written
}

// lineNow returns the line of the file at which the reader stands.
func (s *script) lineNow() int {
	if s.at > s.count {
		s.line += strings.Count(s.src[s.count:s.at], "\n")
		s.count = s.at
	}
	return s.line
}

// statement reads one assignment or export, or passes over one token.
func (s *script) statement() {
	name, ok := s.word()
	if !ok {
		s.token()
		return
	}
	switch name {
	case "const", "let", "var", "export", "await", "async":
		return
	case "default", "return":
		s.export()
		return
	}
	s.skip()
	if s.lang == JavaScript && s.char() == ':' { // a type: "const config: Config = {"
		s.typeName()
	}
	if s.char() == '(' && s.lang == JavaScript { // lume({ location: ... })
		s.at++
		s.skip()
		if s.char() == '{' {
			s.merge(s.value(1))
		}
		return
	}
	if s.char() != '=' || strings.HasPrefix(s.src[s.at:], "==") || strings.HasPrefix(s.src[s.at:], "=>") {
		return
	}
	s.at++
	s.skip()
	line := s.lineNow()
	v := s.value(1)
	if name == "exports" { // module.exports
		s.merge(v)
		return
	}
	s.add(name, line, v)
}

// export reads what stands behind "export default" or "return".
func (s *script) export() {
	s.skip()
	if c := s.char(); c == '{' || c == '(' || s.atWord() {
		s.merge(s.value(1))
	}
}

func (s *script) add(name string, line int, v Value) {
	if v.Kind == Null {
		return
	}
	s.names[name] = v
	s.root.Fields = append(s.root.Fields, Field{Key: FoldKey(name), Name: name, Line: line, Value: v})
}

// merge adds the fields of an exported table.
func (s *script) merge(v Value) {
	if v.Kind == Table {
		s.root.Fields = append(s.root.Fields, v.Fields...)
	}
}

// typeName passes over the type of a name.
func (s *script) typeName() {
	for s.at < len(s.src) && strings.IndexByte("=;\n,)", s.src[s.at]) < 0 {
		s.at++
	}
}

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

// token passes over a text, a comment, a word or one character.
func (s *script) token() {
	switch c := s.char(); {
	case c == '\'' || c == '"' || c == '`' && s.lang == JavaScript:
		s.text()
	case s.atComment():
		s.skip()
	case s.atWord():
		s.word()
	default:
		_, size := utf8.DecodeRuneInString(s.src[s.at:])
		s.at += max(size, 1)
	}
}

func (s *script) char() byte {
	if s.at < len(s.src) {
		return s.src[s.at]
	}
	return 0
}

func (s *script) atWord() bool {
	r, _ := utf8.DecodeRuneInString(s.src[s.at:])
	return r == '_' || r == '$' || unicode.IsLetter(r)
}

// word reads a name.
func (s *script) word() (name string, ok bool) {
	if !s.atWord() {
		return "", false
	}
	end := strings.IndexFunc(s.src[s.at:], func(r rune) bool {
		return r != '_' && r != '$' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	if end < 0 {
		end = len(s.src) - s.at
	}
	name = s.src[s.at : s.at+end]
	s.at += end
	return name, true
}

// newLineBefore reports whether only blanks stand between the reader and the line before.
func (s *script) newLineBefore() bool {
	i := len(strings.TrimRight(s.src[:s.at], " \t\r"))
	return i > 0 && s.src[i-1] == '\n'
}

func (s *script) atComment() bool {
	rest := s.src[s.at:]
	if s.lang == Python {
		return strings.HasPrefix(rest, "#")
	}
	return strings.HasPrefix(rest, "//") || strings.HasPrefix(rest, "/*")
}

// skip passes over blanks and comments.
func (s *script) skip() {
	for s.at < len(s.src) {
		switch c := s.src[s.at]; {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\\' && s.lang == Python:
			s.at++
		case !s.atComment():
			return
		case strings.HasPrefix(s.src[s.at:], "/*"):
			s.pass(s.at+2, "*/")
		default:
			s.pass(s.at, "\n")
		}
	}
}

// pass goes behind the next end, or to the end of the program.
func (s *script) pass(from int, end string) {
	if i := strings.Index(s.src[from:], end); i >= 0 {
		s.at = from + i + len(end)
	} else {
		s.at = len(s.src)
	}
}

// texts reads a text, and in Python those that follow it, which belong to it.
func (s *script) texts(line int) Value {
	text, ok := s.text()
	for s.lang == Python && ok {
		at := s.at
		for s.at < len(s.src) && strings.IndexByte(" \t\n\\", s.src[s.at]) >= 0 {
			s.at++
		}
		if c := s.char(); c != '\'' && c != '"' || strings.Contains(s.src[at:s.at], "\n") {
			s.at = at
			break
		}
		more, _ := s.text()
		text += more
	}
	if !ok {
		return Value{Line: line}
	}
	return Value{Kind: Scalar, Text: text, Line: line}
}

// text reads one text in quotation marks; ok is false where it has a part that is worked out.
func (s *script) text() (text string, ok bool) {
	quote := s.src[s.at : s.at+1]
	if s.lang == Python && strings.HasPrefix(s.src[s.at:], strings.Repeat(quote, 3)) {
		quote = strings.Repeat(quote, 3)
	}
	s.at += len(quote)
	var b strings.Builder
	for ok = true; s.at < len(s.src); {
		rest := s.src[s.at:]
		switch {
		case strings.HasPrefix(rest, quote):
			s.at += len(quote)
			return b.String(), ok
		case rest[0] == '\n' && (quote == `'` || quote == `"`):
			return b.String(), ok // never closed
		case rest[0] == '\\':
			s.escape(&b)
			continue
		case quote == "`" && strings.HasPrefix(rest, "${"):
			ok = false
		}
		b.WriteByte(rest[0])
		s.at++
	}
	return b.String(), ok
}

// escape reads what a backslash begins.
func (s *script) escape(b *strings.Builder) {
	rest := s.src[s.at+1:]
	if rest == "" {
		s.at++
		return
	}
	size := 2
	switch c := rest[0]; c {
	case 'n', 't', 'r':
		b.WriteByte(' ')
	case '\n':
	case 'x', 'u':
		digits := map[byte]int{'x': 2, 'u': 4}[c]
		r, n := hexRune(rest[1:], digits)
		b.WriteRune(r)
		size += n
	default:
		b.WriteByte(c)
	}
	s.at += size
}

// hexRune reads a character of so many hexadecimal digits, or of {any} of them, and returns the
// length of what it read.
func hexRune(s string, digits int) (r rune, length int) {
	braces := 0
	if strings.HasPrefix(s, "{") {
		digits = strings.IndexByte(s[:min(len(s), 8)], '}') - 1
		braces = 1
	}
	for i := range max(digits, 0) {
		if i+braces >= len(s) {
			break
		}
		d := strings.IndexByte("0123456789abcdef", s[i+braces]|0x20)
		if d < 0 {
			return utf8.RuneError, i + braces
		}
		r = r<<4 | rune(d)
	}
	return r, min(max(digits, 0)+2*braces, len(s))
}
