// Package content embeds the sample blog: the posts in this directory, which together are sshblog's
// manual.
//
// sshblog serves it when it is given no directory and finds no posts of the author's own. Each post
// explains one part of the program and is at the same time an example of it: front matter in YAML,
// TOML and JSON, a date in a file name, a post in a directory of its own, a page. The tests of this
// package hold the posts to that.
//
// To change the manual, edit the Markdown files; a new one, here or as index.md in a directory of
// its own, is embedded without further ado. What a post says must be true of the program as it is
// in the same commit.
package content

import (
	"embed"
	"io/fs"
)

//go:embed sshblog.yaml *.md */index.md */*.png
var posts embed.FS

// FS returns the sample blog: its Markdown files and their pictures, with slash-separated names
// below ".". It is read-only, the same on every call, and safe to share.
func FS() fs.FS { return posts }
