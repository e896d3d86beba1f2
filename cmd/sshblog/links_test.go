package main

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// document is a Markdown file of this repository, without what is code.
type document struct {
	name    string
	prose   []string // its lines; those of blocks of code are empty
	anchors map[string]bool
}

var (
	docLink    = regexp.MustCompile(`\]\(([^()\s]+)\)`)
	docHeading = regexp.MustCompile(`^#{1,6} +(.+)$`)
	codeSpan   = regexp.MustCompile("`([^`]+)`")
	ourFile    = regexp.MustCompile(`^(cmd|server|internal|bench|content|docs|\.ci|\.github)/[\w./-]+$`)
	goFile     = regexp.MustCompile(`^[\w-]+\.go$`)
)

// documents returns the documentation and the manual, by name, and the base names of all files.
func documents(t *testing.T) (docs map[string]*document, files map[string]bool) {
	t.Helper()
	docs, files = map[string]*document{}, map[string]bool{}
	root := docPath(".")
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if base := d.Name(); base == ".git" || base == "testdata" || base == "bin" {
				return fs.SkipDir
			}
			return nil
		}
		files[d.Name()] = true
		if !strings.HasSuffix(name, ".md") {
			return nil
		}
		relative, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(relative)
		docs[name] = parseDocument(name, readDoc(t, name))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return docs, files
}

// parseDocument finds the prose of a document, and the anchors that GitHub gives its headings.
func parseDocument(name, text string) *document {
	d := &document{name: name, anchors: map[string]bool{}}
	inCode := false
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		fence := strings.HasPrefix(strings.TrimSpace(line), "```")
		if fence {
			inCode = !inCode
		}
		if fence || inCode {
			line = ""
		}
		if m := docHeading.FindStringSubmatch(line); m != nil {
			d.anchors[anchorOf(m[1])] = true
		}
		d.prose = append(d.prose, line)
	}
	return d
}

// anchorOf returns the anchor of a heading: letters and digits in lower case, hyphens for spaces.
func anchorOf(heading string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || r == '-':
			return '-'
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_':
			return unicode.ToLower(r)
		}
		return -1
	}, heading)
}

// TestLinks follows the links of the documentation and of the manual: the file is there, and so is
// the heading.
func TestLinks(t *testing.T) {
	docs, _ := documents(t)
	for _, d := range docs {
		for n, line := range d.prose {
			for _, m := range docLink.FindAllStringSubmatch(codeSpan.ReplaceAllString(line, ""), -1) {
				file, anchor, _ := strings.Cut(m[1], "#")
				if strings.Contains(file, ":") {
					continue // it is on the web
				}
				target := d.name
				if file != "" {
					target = path.Join(path.Dir(d.name), file)
				}
				if _, err := os.Stat(docPath(target)); err != nil {
					t.Errorf("%s:%d: link to %s: there is no such file", d.name, n+1, m[1])
				} else if there := docs[target]; anchor != "" && (there == nil || !there.anchors[anchor]) {
					t.Errorf("%s:%d: link to %s: there is no such heading", d.name, n+1, m[1])
				}
			}
		}
	}
}

// TestNamedFiles looks for the files that the documentation names: a recipe is of no use where they
// have gone.
func TestNamedFiles(t *testing.T) {
	docs, files := documents(t)
	for _, d := range docs {
		if strings.HasPrefix(d.name, "content/") || d.name == "CHANGELOG.md" {
			continue // the manual is about readers' files, and the past may name what has gone
		}
		for n, line := range d.prose {
			for _, m := range codeSpan.FindAllStringSubmatch(line, -1) {
				switch name := m[1]; {
				case ourFile.MatchString(name):
					if _, err := os.Stat(docPath(name)); err != nil {
						t.Errorf("%s:%d: there is no %s", d.name, n+1, name)
					}
				case goFile.MatchString(name) && !files[name]:
					t.Errorf("%s:%d: no file is called %s", d.name, n+1, name)
				}
			}
		}
	}
}

// TestMakeTargets looks for every target of the Makefile in CONTRIBUTING.
func TestMakeTargets(t *testing.T) {
	listed := readDoc(t, "CONTRIBUTING.md")
	for _, m := range regexp.MustCompile(`(?m)^([a-z-]+):.*##`).FindAllStringSubmatch(readDoc(t, "Makefile"), -1) {
		if !strings.Contains(listed, "\n| `make "+m[1]+"` |") {
			t.Errorf("CONTRIBUTING.md does not say what make %s does", m[1])
		}
	}
}
