package command

import (
	"io"
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
)

// WriteIndex writes a JSON array of what "ls --json" prints of all posts, one post a line.
func WriteIndex(w io.Writer, x *blog.Index) error {
	separator := "[\n"
	for _, p := range x.Posts() {
		line, err := jsonLine(newEntry(p))
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, separator+strings.TrimSuffix(string(line), "\n")); err != nil {
			return err
		}
		separator = ",\n"
	}
	_, err := io.WriteString(w, strings.TrimSuffix(separator, ",\n")+"\n]\n")
	return err
}
