package loader

import (
	"log/slog"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/frontmatter"
)

// Options say how a directory is to be read. The zero value is good for most.
type Options struct {
	Drafts bool // show drafts and posts whose time has not come

	// These override what a site file in the directory says.
	Title       string
	Description string
	Author      string
	BaseURL     string
	Lang        string
	Location    *time.Location // zone of dates that name none; nil: the site file's, else UTC

	Links []blog.Link     // that the first screen shows
	Parts []blog.ListPart // of the list

	// how long the rest of a file that looks half written is waited for since it changed last; 0: not
	// at all
	Unfinished time.Duration

	Now    func() time.Time // the clock that decides what is visible; nil: time.Now
	Log    *slog.Logger     // nil: no log
	Limits Limits
}

// Limits bound what is read. A zero field stands for its default.
type Limits struct {
	FileBytes   int64 // a larger file is skipped; 2 MiB
	HeaderBytes int   // larger front matter is not read; 64 KiB
	Depth       int   // of directories, and of nesting in front matter; 32
	Files       int   // post files, and as many directories; 100,000
	HeaderNodes int   // scalars, lists and maps of front matter after its aliases are expanded; 10,000
	Entries     int   // entries of all directories together, whatever they are; ten for each of Files
	Bytes       int64 // of all post files together; 1 GiB
}

func (l Limits) withDefaults() Limits {
	if l.FileBytes <= 0 {
		l.FileBytes = 2 << 20
	}
	if l.HeaderBytes <= 0 {
		l.HeaderBytes = 64 << 10
	}
	if l.Depth <= 0 {
		l.Depth = 32
	}
	if l.Files <= 0 {
		l.Files = 100_000
	}
	if l.HeaderNodes <= 0 {
		l.HeaderNodes = 10_000
	}
	if l.Entries <= 0 {
		l.Entries = 10 * l.Files
	}
	if l.Bytes <= 0 {
		l.Bytes = 1 << 30
	}
	return l
}

func (o Options) withDefaults() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	o.Limits = o.Limits.withDefaults()
	return o
}

// header returns the limits of front matter.
func (l Limits) header() frontmatter.Limits {
	return frontmatter.Limits{Bytes: l.HeaderBytes, Depth: l.Depth, Nodes: l.HeaderNodes}
}
