package frontmatter

import (
	"strings"
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
