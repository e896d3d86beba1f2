package check

import (
	"path"
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/problem"
)

// maxSuggested bounds the destinations for which the nearest name is looked for: that takes as long
// as the blog is large.
const maxSuggested = 1000

// dead is a destination that is not there.
type dead struct {
	note  int // of the notes of its text
	dest  string
	image bool
}

// note reports a destination that is not there.
func (t *checkedText) note(d dead, severity problem.Severity, line int, format string) {
	d.note = len(t.notes.All)
	t.notes.Add(severity, line, format, plaintext.Clip(d.dest, 120))
	if len(t.notes.All) > d.note {
		t.dead = append(t.dead, d)
	}
}

// suggest adds what may have been meant to the notes of a text.
func (c *checker) suggest(i int) {
	text := &c.texts[i]
	for _, d := range text.dead {
		if c.suggested++; c.suggested > maxSuggested {
			return
		}
		if meant := c.meant(c.all[i], d); meant != "" {
			note := &text.notes.All[d.note]
			note.Message = plaintext.OneLine(note.Message+"; did you mean \""+meant+"\"?", 300)
		}
	}
}

// meant returns what is most like a destination that is not there, "" if nothing is: a file by its
// path, a post by that of its file, another site by its whole address.
func (c *checker) meant(p *blog.Post, d dead) string {
	dest, _, _ := strings.Cut(d.dest, "#")
	file, _, _ := strings.Cut(dest, "?")
	ext := path.Ext(strings.TrimRight(file, "/"))
	if d.image || ext != "" && !blog.IsPostExt(ext) && !strings.EqualFold(ext, ".html") {
		if near, ok := c.index.NearestFile(p, dest); ok {
			return near
		}
	}
	switch {
	case d.image:
		return ""
	case isHost(file):
		return "https://" + plaintext.Clip(d.dest, 100)
	case ext != "" && !blog.IsPostExt(ext) && !strings.EqualFold(ext, ".html"):
		return ""
	}
	name := path.Base(strings.TrimSuffix(strings.TrimSuffix(strings.TrimRight(file, "/"), "/index.html"), "/index.md"))
	name = strings.TrimSuffix(name, path.Ext(name))
	if len(name) < 3 {
		return ""
	}
	if near, ok := c.index.Nearest(name); ok {
		return near.Path
	}
	return ""
}

// isHost reports whether a destination begins with the name of a host, whose author forgot the
// scheme.
func isHost(dest string) bool {
	host, _, _ := strings.Cut(dest, "/")
	name, top, ok := cutLast(host, ".")
	if !ok || name == "" || len(top) < 2 || host == dest && blog.IsPostExt("."+top) {
		return false
	}
	switch strings.ToLower(top) {
	case "com", "org", "net", "io", "dev", "edu", "gov", "info", "co", "app", "blog", "me", "eu", "uk", "de", "fr", "nl",
		"ch", "at", "it", "es", "pl", "ru", "cn", "jp", "kr", "in", "br", "ca", "au", "us":
		return !strings.ContainsAny(host, " _%:@")
	}
	return false
}

// cutLast splits s at the last sep.
func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}
