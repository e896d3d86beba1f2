package content_test

import (
	"encoding/json"
	"fmt"
	"go/format"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v4"

	"github.com/sshblog/sshblog/content"
)

// fence is one fenced code block.
type fence struct {
	line     int // of the file
	language string
	text     string
}

// read walks through the body of a sample: it returns the lines outside code, with "" in the place
// of those inside, and the fences. A fence that never closes is an error.
func (s *sample) read() (prose []string, fences []fence, err error) {
	mark, indent := "", ""
	for n, line := range strings.Split(s.body, "\n") {
		m := fenceLine.FindStringSubmatch(line)
		switch {
		case mark == "" && m != nil:
			indent, mark = m[1], m[2]
			fences = append(fences, fence{line: s.line + n, language: m[3]})
			prose = append(prose, "")
		case mark == "":
			prose = append(prose, line)
		case m != nil && m[2] == mark && m[3] == "":
			mark = ""
			prose = append(prose, "")
		default:
			fences[len(fences)-1].text += strings.TrimPrefix(line, indent) + "\n"
			prose = append(prose, "")
		}
	}
	if mark != "" {
		return nil, nil, fmt.Errorf("%s:%d: code fence is never closed", s.path, fences[len(fences)-1].line)
	}
	return prose, fences, nil
}

var (
	fenceLine = regexp.MustCompile("^( *)(```+)([^` ]*)$")
	codeSpan  = regexp.MustCompile("``.+?``|`[^`]+`")
	mdLink    = regexp.MustCompile(`\[[^\]]*\]\(([^)\s]+)\)`)
	heading   = regexp.MustCompile(`^#{1,6} +(.+)$`)
)

// mustRead is read for tests that are about something else: a broken fence ends them.
func mustRead(tb testing.TB, s *sample) ([]string, []fence) {
	tb.Helper()
	prose, fences, err := s.read()
	if err != nil {
		tb.Fatal(err)
	}
	return prose, fences
}

func TestCodeFences(t *testing.T) {
	languages := make(map[string]bool)
	for _, s := range samples(t) {
		_, fences, err := s.read()
		if err != nil {
			t.Error(err)
			continue
		}
		for _, f := range fences {
			languages[f.language] = true
			if f.language == "" {
				t.Errorf("%s:%d: code fence names no language", s.path, f.line)
			}
			if strings.TrimSpace(f.text) == "" {
				t.Errorf("%s:%d: code fence is empty", s.path, f.line)
			}
			if err := f.parse(); err != nil {
				t.Errorf("%s:%d: %s: %v", s.path, f.line, f.language, err)
			}
		}
	}
	for _, want := range []string{"go", "python", "sh", "rust", "json", "diff", "yaml", "toml"} {
		if !languages[want] {
			t.Errorf("no sample has code in %q", want)
		}
	}
}

// parse checks the code of languages that there is a parser for: readers copy it.
func (f *fence) parse() error {
	var value any
	switch f.language {
	case "go":
		formatted, err := format.Source([]byte(f.text))
		if err == nil && string(formatted) != f.text {
			err = fmt.Errorf("expected code as gofmt has it")
		}
		return err
	case "json":
		return json.Unmarshal([]byte(f.text), &value)
	case "yaml":
		return yaml.Unmarshal([]byte(strings.TrimSuffix(f.text, "---\n")), &value)
	case "toml":
		return toml.Unmarshal([]byte(strings.ReplaceAll(f.text, "+++\n", "")), &value)
	}
	return nil
}

func TestInternalLinks(t *testing.T) {
	all := samples(t)
	anchors := make(map[string]map[string]bool)
	for i := range all {
		anchors[all[i].path] = anchorsOf(t, &all[i])
	}
	for i := range all {
		s := &all[i]
		prose, _ := mustRead(t, s)
		for n, line := range prose {
			for _, m := range mdLink.FindAllStringSubmatch(codeSpan.ReplaceAllString(line, "`code`"), -1) {
				if strings.Contains(m[1], ":") {
					continue
				}
				file, anchor, hasAnchor := strings.Cut(m[1], "#")
				target := s.path
				if file != "" {
					target = path.Join(path.Dir(s.path), file)
				}
				_, err := fs.Stat(content.FS(), target)
				switch there := anchors[target]; {
				case err == nil && path.Ext(target) == ".png":
				case there == nil:
					t.Errorf("%s:%d: link to %q: no such file in the sample blog", s.path, s.line+n, m[1])
				case hasAnchor && !there[anchor]:
					t.Errorf("%s:%d: link to %q: no such heading", s.path, s.line+n, m[1])
				}
			}
		}
	}
}

// anchorsOf returns the anchors of a sample's headings: letters and digits in lower case, hyphens for blanks.
func anchorsOf(tb testing.TB, s *sample) map[string]bool {
	tb.Helper()
	anchors := make(map[string]bool)
	prose, _ := mustRead(tb, s)
	for n, line := range prose {
		m := heading.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		anchor := strings.Map(func(r rune) rune {
			switch {
			case r == ' ' || r == '-':
				return '-'
			case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_':
				return unicode.ToLower(r)
			}
			return -1
		}, m[1])
		if anchors[anchor] {
			tb.Errorf("%s:%d: heading %q is there twice", s.path, s.line+n, m[1])
		}
		anchors[anchor] = true
	}
	return anchors
}

// Addresses outside the blog are those that belong to nobody, or to the reader's own machine, so that the manual sends no reader to a stranger.
func TestExternalLinks(t *testing.T) {
	address := regexp.MustCompile(`https?://([^/\s)>"']+)`)
	for _, s := range samples(t) {
		for n, line := range strings.Split(s.body, "\n") {
			for _, m := range address.FindAllStringSubmatch(line, -1) {
				if m[1] != "example.com" && !strings.HasPrefix(m[1], "127.0.0.1:") && !strings.HasSuffix(m[1], ".example.com") {
					t.Errorf("%s:%d: %q: expected an address under example.com", s.path, s.line+n, m[0])
				}
			}
		}
	}
}

// absent are the words for what sshblog does not do yet. Whoever builds one of these things documents it and takes the word away.
var absent = regexp.MustCompile(`(?i)\b(?:bookmarks?|comments?|backlinks?|translations?)\b`)

func TestNothingIsPromisedThatIsNotThere(t *testing.T) {
	for _, s := range samples(t) {
		lines := strings.Split(s.body, "\n")
		for key := range s.fields {
			lines = append(lines, s.text(key))
		}
		for n, line := range lines {
			if word := absent.FindString(line); word != "" {
				t.Errorf("%s:%d: %q is not part of sshblog yet", s.path, s.line+n, word)
			}
		}
	}
}

// Long lines are hard to read in a pager and in review. Tables and images cannot be broken.
func TestProseIsWrapped(t *testing.T) {
	const most = 80
	for _, s := range samples(t) {
		prose, _ := mustRead(t, &s)
		for n, line := range prose {
			if strings.HasPrefix(line, "|") || strings.HasPrefix(line, "![") {
				continue
			}
			if length := len([]rune(line)); length > most {
				t.Errorf("%s:%d: %d characters, expected at most %d", s.path, s.line+n, length, most)
			}
		}
	}
}

// Every key and every command is in the manual.
func TestKeysAndCommandsAreComplete(t *testing.T) {
	for _, s := range samples(t) {
		if s.slug() != "keys-and-commands" {
			continue
		}
		for _, word := range []string{
			"`↓`", "`↑`", "`→`", "`←`", "`j`", "`k`", "`PgUp`", "`PgDn`", "`Space`", "`b`", "`g`", "`G`", "`Home`", "`End`",
			"`Enter`", "`Esc`", "`h`", "`l`", "`q`", "`Ctrl-C`", "`?`", "`/`", "`s`", "`Ctrl-F`", "`Ctrl-L`", "`J`", "`K`",
			"`help`", "`ls`", "`cat SLUG`", "`latest`", "`random`", "`search WORDS`", "`toc SLUG`", "`links SLUG`",
			"`tags`", "`categories`", "`series`", "`series NAME`", "`authors`", "`years`", "`about`", "`plain`", "`version`",
			"`--json`", "`--tag T`", "`--category C`", "`--author A`", "`--year Y`", "`-n N`",
			"`--width N`", "`--color WHEN`", "`--raw`",
		} {
			if !strings.Contains(s.body, word) {
				t.Errorf("%s: %s is missing", s.path, word)
			}
		}
		return
	}
	t.Error(`no sample has the slug "keys-and-commands"`)
}
