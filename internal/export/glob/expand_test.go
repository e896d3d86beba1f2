package glob_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sshblog/sshblog/internal/export/glob"
)

func TestExpand(t *testing.T) {
	fsys := fstest.MapFS{"a.md": {}, "b.md": {}, "trip/c.md": {}, "trip/d.png": {}, "odd[1].md": {}}
	for written, want := range map[string]string{
		"": ".", ".": ".", "./": ".", "/": ".", "//": ".", "~/": ".", "a.md": "a.md", "/a.md": "a.md", "~/a.md": "a.md", "./trip/../a.md": "a.md",
		"trip": "trip", "trip/": "trip", "*.md": "a.md b.md odd[1].md", "*/*": "trip/c.md trip/d.png", "trip/?.png": "trip/d.png",
		"odd[1].md": "odd[1].md", "[ab].md": "a.md b.md", "[": "", "*.txt": "", "..": "", "../a.md": "", "/../a.md": "", "trip/../../a.md": "",
		"a.md\x00": "", "A.MD": "", "a.md/..": ".", "../*": "", "~": "", "\xff": "", strings.Repeat("a/", 1<<16): "",
	} {
		if got := glob.Expand(t.Context(), fsys, written); !slices.Equal(got, strings.Fields(want)) {
			t.Errorf("%q: %q, want %q", written, got, want)
		}
	}
}
