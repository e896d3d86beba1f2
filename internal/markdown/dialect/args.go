package dialect

import "strings"

// argument is one argument of a tag: name=value, name: value, or a value alone.
type argument struct {
	name, value string
	quoted      bool
}

// maxArguments bounds the arguments of a tag that are looked at.
const maxArguments = 100

// arguments reads the arguments of a tag. Blanks and commas separate them; a value with either of
// them stands in quotes.
func arguments(s string) []argument {
	var all []argument
	for len(all) < maxArguments {
		s = strings.TrimLeft(s, " \t\n,")
		if s == "" {
			break
		}
		var a argument
		if name, rest := argumentName(s); name != "" {
			a.name, s = name, rest
		}
		a.value, a.quoted, s = argumentValue(s)
		all = append(all, a)
	}
	return all
}

// argumentName cuts "name=" or "name: " off the beginning of s; the name is "" if there is none.
func argumentName(s string) (name, rest string) {
	n := 0
	for n < len(s) && (IsLetter(s[n]) || n > 0 && (s[n] >= '0' && s[n] <= '9' || s[n] == '_' || s[n] == '-')) {
		n++
	}
	behind := strings.TrimLeft(s[n:], " \t")
	switch {
	case n == 0 || behind == "":
		return "", s
	case behind[0] == '=' && !strings.HasPrefix(behind, "=="):
		return strings.ToLower(s[:n]), strings.TrimLeft(behind[1:], " \t\n")
	case strings.HasPrefix(behind, ": ") || len(behind) > 1 && behind[0] == ':' &&
		(behind[1] == '"' || behind[1] == '\''):
		return strings.ToLower(s[:n]), strings.TrimLeft(behind[1:], " \t\n")
	}
	return "", s
}

// argumentValue cuts a value off the beginning of s.
func argumentValue(s string) (value string, quoted bool, rest string) {
	if s == "" {
		return "", false, ""
	}
	quote := s[0]
	if quote == '"' || quote == '\'' || quote == '`' {
		for i := 1; i < len(s); i++ {
			switch {
			case s[i] == '\\' && quote != '`':
				i++
			case s[i] == quote:
				value = s[1:i]
				if strings.Contains(value, `\`+string(quote)) {
					value = strings.ReplaceAll(value, `\`+string(quote), string(quote))
				}
				return value, true, s[i+1:]
			}
		}
		s = s[1:]
	}
	end := strings.IndexAny(s, " \t\n,")
	if end < 0 {
		end = len(s)
	}
	return strings.Trim(s[:end], `"'`), false, s[end:]
}

// list returns the arguments, which are read once.
func (t *tag) list() []argument {
	if t.parsed == nil && t.args != "" {
		t.parsed = arguments(t.args)
	}
	return t.parsed
}

// named returns the value of the first of these arguments that is there, on one line.
func (t *tag) named(names ...string) string {
	for _, name := range names {
		for _, a := range t.list() {
			if a.name != name || a.value == "" || a.variable() {
				continue
			}
			if value := t.known[a.value]; value != "" && !a.quoted {
				return value
			}
			if a.quoted || !t.block || !isBodyName(name) {
				return strings.Join(strings.Fields(a.value), " ")
			}
		}
	}
	return ""
}

// isBodyName reports whether an argument of this name holds a text, which without quotes is the name
// of a variable.
func isBodyName(name string) bool { return name == "content" || name == "text" || name == "body" }

// variable reports whether a value stands for one that only the generator knows.
func (a *argument) variable() bool {
	if a.quoted {
		return strings.HasPrefix(a.value, "{{") && strings.HasSuffix(a.value, "}}")
	}
	object, _, dotted := strings.Cut(a.value, ".")
	switch object {
	case "page", "site", "include", "post", "layout", "item", "frontmatter", "$page", "this":
		return dotted
	}
	return a.value == "true" || a.value == "false" || a.value == "nil" || a.value == "null" || a.value == "none"
}

// values returns the arguments without a name, but for variables.
func (t *tag) values() []argument {
	var all []argument
	for _, a := range t.list() {
		if a.name == "" && a.value != "" && !a.variable() {
			all = append(all, a)
		}
	}
	return all
}

// first is the first argument, without quotes.
func (t *tag) first() string {
	if all := t.list(); len(all) > 0 && all[0].name == "" {
		return strings.TrimSpace(all[0].value)
	}
	return strings.TrimSpace(Unquote(strings.TrimLeft(t.args, " ")))
}

// firstWords is the first argument without a name that is words for a reader: it is in quotes and
// no address, number or switch.
func (t *tag) firstWords() string {
	for _, a := range t.values() {
		if a.quoted && isWords(a.value) {
			return strings.Join(strings.Fields(a.value), " ")
		}
	}
	return ""
}

// isWords reports whether a value is for readers: it has a letter that is none of an identifier's
// and is no address.
func isWords(s string) bool {
	if s == "" || strings.Contains(s, "://") || strings.HasPrefix(s, "/") || strings.HasPrefix(s, "#") {
		return false
	}
	return strings.Trim(s, "0123456789.,:;%-_+/ px") != "" && fileSort(s) == noFile
}
