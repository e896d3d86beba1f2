package site

import (
	"crypto/sha256"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/frontmatter"
	"github.com/sshblog/sshblog/internal/problem"
)

// Settings are the contents of a site file: the Site, and the rules by which the blog's files are
// read.
type Settings struct {
	blog.Site

	Collections []string // of Jekyll, directories of posts whose names begin with '_'; relative to the root
	PagesDir    string   // of Pelican
	Defaults    []Defaults
	introIsPost bool     // the file of the intro has front matter
	secret      []string // tags and categories of posts that the site encrypts
	ignore      []ignoreRule
	sum         [sha256.Size]byte // of the site file and those beside it
}

// Options bound the reading of a site file. Those that are not empty override it.
type Options struct {
	Title       string
	Description string
	Author      string
	BaseURL     string
	Lang        string
	Location    *time.Location // zone of dates that name none; nil: the site file's, else UTC
	Links       []blog.Link
	Parts       []blog.ListPart

	FileBytes int64 // a larger file is not read
	Limits    frontmatter.Limits
}

// Read returns the settings of a directory. It never fails: a site file that cannot be read is a
// problem, and the blog is one without.
func Read(fsys fs.FS, o Options) (Settings, []problem.Problem) {
	r := &siteReader{fsys: fsys, options: o}
	r.top = r.list(".")
	if file := r.findFile(); file != "" {
		r.notes.Path = file
		if r.parse(file) {
			r.site.File = file
		}
	}
	r.besides()
	if r.site.File != "" || len(r.more) > 0 {
		r.notes.Path = r.site.File
		r.fields()
	}
	r.override()
	r.directories()
	r.ignores()
	r.face()
	return r.site, r.notes.All
}

func (r *siteReader) override() {
	o, s := &r.options, &r.site
	for _, f := range []struct {
		to   *string
		from string
	}{{&s.Title, o.Title}, {&s.Description, o.Description}, {&s.Author, o.Author}, {&s.BaseURL, o.BaseURL}, {
		&s.Lang,
		o.Lang,
	}} {
		if f.from != "" {
			*f.to = f.from
		}
	}
	if s.BaseURL = strings.TrimRight(s.BaseURL, "/"); !strings.Contains(s.BaseURL, "://") {
		s.BaseURL = ""
	}
	if o.Location != nil {
		s.Location = o.Location
	}
	if s.Location == nil {
		s.Location = time.UTC
	}
}

// Equal reports whether posts read under a would be the same under b.
func (s *Settings) Equal(b *Settings) bool {
	return s.sum == b.sum && s.Title == b.Title && s.Description == b.Description && s.Author == b.Author &&
		s.BaseURL == b.BaseURL &&
		s.Lang == b.Lang && s.Location.String() == b.Location.String() && s.Engine == b.Engine && s.File == b.File &&
		slices.Equal(s.Content, b.Content) && slices.Equal(s.Static, b.Static) &&
		slices.Equal(s.Languages, b.Languages) &&
		maps.Equal(s.Permalinks, b.Permalinks)
}
