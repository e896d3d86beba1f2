package site

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/plaintext"
)

// Summary describes a site in one line, for the operator's log.
func Summary(s blog.Site) string {
	var b strings.Builder
	if s.Engine != "" {
		fmt.Fprintf(&b, "%s site (%s), ", s.Engine, s.File)
	}
	fmt.Fprintf(&b, "posts in %s", strings.Join(s.Content, ", "))
	if len(s.Static) > 0 && !slices.Equal(s.Static, s.Content) {
		fmt.Fprintf(&b, ", files in %s", strings.Join(s.Static, ", "))
	}
	if pattern := s.Permalinks[""]; pattern != "" {
		fmt.Fprintf(&b, ", permalinks %s", pattern)
	}
	if s.BaseURL != "" {
		fmt.Fprintf(&b, ", published at %s", s.BaseURL)
	}
	if s.Engine != "" {
		fmt.Fprintf(&b, ", time zone %s", s.Location)
	}
	return plaintext.Clean(b.String())
}
