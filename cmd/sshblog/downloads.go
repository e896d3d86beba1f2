package main

import (
	"io"
	"io/fs"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/internal/tree"
)

// downloads returns what makes the files that readers may take away, as they are now.
func downloads(store *blog.Store) func() fs.FS {
	return tree.New(tree.Options{
		Index: store.Index, Source: store.Source(),
		Generated: map[string]func(io.Writer, *blog.Index) error{
			"index.json": command.WriteIndex,
		},
	}).Latest
}
