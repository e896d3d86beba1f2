package main

import (
	"io"
	"io/fs"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/internal/export"
	"github.com/sshblog/sshblog/internal/feed"

	"github.com/sshblog/sshblog/internal/loader"
)

// downloads returns what makes the files that readers may take away, as they are now.
func downloads(store *loader.Store, feeds feed.Options) func() fs.FS {
	return export.New(export.Options{
		Index: store.Index, Source: store.Source(),
		Generated: map[string]func(io.Writer, *blog.Index) error{
			"index.json": command.WriteIndex,
			"feed.xml":   func(w io.Writer, x *blog.Index) error { return feed.Atom(w, x, feeds) },
		},
	}).Latest
}
