package loader

import (
	"path"
	"slices"
	"strings"

	"github.com/sshblog/sshblog/internal/problem"
)

// skipped counts what may be posts but is not read, so that nothing is passed over in silence.
type skipped struct {
	kinds       map[string]int    // by extension
	first       map[string]string // the first file of each
	underscore  int               // posts whose names begin with '_'
	directories []string          // whose names begin with '_'
}

// unreadKinds are kinds of posts that are not read.
var unreadKinds = map[string]string{
	".rst": "reStructuredText", ".adoc": "AsciiDoc", ".asciidoc": "AsciiDoc", ".textile": "Textile", ".ipynb": "Jupyter notebooks",
	".wiki": "wiki text", ".rdoc": "RDoc", ".typ": "Typst", ".lhs": "literate Haskell", ".creole": "Creole",
}

// file counts a file that is no post.
func (s *skipped) file(file string) {
	ext := strings.ToLower(path.Ext(file))
	kind, ok := unreadKinds[ext]
	if !ok {
		switch ext {
		case ".html", ".htm", ".txt", ".njk", ".liquid", ".erb", ".haml", ".slim", ".pug":
			if !postDirNames[strings.TrimPrefix(path.Base(path.Dir(file)), "_")] || strings.HasPrefix(path.Base(file), "index.") {
				return
			}
			kind = strings.ToUpper(ext[1:])
		default:
			return
		}
	}
	if s.kinds == nil {
		s.kinds, s.first = map[string]int{}, map[string]string{}
	}
	if s.kinds[kind]++; s.first[kind] == "" {
		s.first[kind] = file
	}
}

// maxSkippedNotes bounds the directories that are told.
const maxSkippedNotes = 20

// problems tells what was passed over, a line for each kind.
func (s *skipped) problems() []problem.Problem {
	var out []problem.Problem
	kinds := make([]string, 0, len(s.kinds))
	for kind := range s.kinds {
		kinds = append(kinds, kind)
	}
	slices.Sort(kinds)
	for _, kind := range kinds {
		out = append(out, problemOf(problem.Warning, s.first[kind], "not read: %s (files of this kind: %d); expected Markdown or Org",
			kind, s.kinds[kind]))
	}
	for i, dir := range s.directories {
		if i == maxSkippedNotes {
			break
		}
		out = append(out, problemOf(problem.Warning, dir, "the directory is not read, because its name begins with \"_\""))
	}
	return out
}
