package site

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// maxIgnored bounds the patterns of what is not read, with which the name of every file is compared.
const maxIgnored = 200

// ignoreRule names files that an engine does not read.
type ignoreRule struct {
	glob     string         // as in .gitignore, without the slash before it; "" where expr counts
	expr     *regexp.Regexp // matched anywhere in the path
	within   string         // a directory of which nothing is read but what matches one of only
	only     []string
	anchored bool // matches from the top only
	dirOnly  bool
	keep     bool // names what is read after all
}

// ignoreGlob returns the rule of a line of .gitignore's syntax; ok is false for a blank line or a
// comment.
func ignoreGlob(line string) (rule ignoreRule, ok bool) {
	line = strings.TrimSpace(line)
	if line == "" || line[0] == '#' {
		return ignoreRule{}, false
	}
	if rest, keep := strings.CutPrefix(line, "!"); keep {
		line, rule.keep = rest, true
	}
	if rest, dir := strings.CutSuffix(line, "/"); dir {
		line, rule.dirOnly = rest, true
	}
	line = strings.TrimPrefix(line, "./")
	rule.anchored = strings.Contains(line, "/")
	rule.glob = strings.TrimPrefix(line, "/")
	return rule, rule.glob != ""
}

// ignoreExpr returns the rule of a regular expression of Hugo's ignoreFiles; ok is false for one
// that cannot be read.
func ignoreExpr(expr string) (rule ignoreRule, ok bool) {
	if len(expr) > 500 {
		return ignoreRule{}, false
	}
	re, err := regexp.Compile(expr)
	return ignoreRule{expr: re}, err == nil
}

// Ignores reports whether the engine of the site does not read a file or a directory, given by its
// path below the root. Of several rules the last one counts. Directories above the file are not
// looked at: what lies in an ignored directory is never reached.
func (s *Settings) Ignores(file string, dir bool) bool {
	ignored := false
	for i := range s.ignore {
		r := &s.ignore[i]
		if r.keep != ignored || r.dirOnly && !dir {
			continue
		}
		if r.within != "" {
			ignored = ignored || !dir && r.leavesOut(file)
			continue
		}
		if r.matches(file) || r.matches(s.Within(file)) {
			ignored = !r.keep
		}
	}
	return ignored
}

// leavesOut reports whether a file lies in a directory of which only others are read.
func (r *ignoreRule) leavesOut(file string) bool {
	rest, ok := strings.CutPrefix(file, r.within+"/")
	return ok && !slices.ContainsFunc(r.only, func(glob string) bool { return globMatches(strings.Trim(glob, "/ "), rest) })
}

func (r *ignoreRule) matches(file string) bool {
	switch {
	case r.expr != nil:
		return r.expr.MatchString(file)
	case r.anchored:
		return globMatches(r.glob, file)
	}
	ok, _ := path.Match(r.glob, path.Base(file))
	return ok
}

// globMatches matches all of a path, where "**" stands for any directories, also none.
func globMatches(pattern, file string) bool {
	const maxParts = 32
	parts := strings.Split(pattern, "/")
	names := strings.Split(file, "/")
	if len(parts) > maxParts {
		return false
	}
	return matchParts(parts, names, true)
}
