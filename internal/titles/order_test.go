package titles_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/cache"
	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/test/blogtest"
	"github.com/sshblog/sshblog/internal/titles"
)

// TestOrder looks at the parts of the list and what stands above each.
func TestOrder(t *testing.T) {
	post := func(title, more string) string { return "---\ntitle: " + title + "\n" + more + "\n---\nText.\n" }
	files := blogtest.Files(
		"a.md", post("A", "date: 2024-06-01\ntags: [bees]"),
		"b.md", post("B", "date: 2024-05-01\ntags: [bees]"),
		"c.md", post("C", "date: 2023-05-01\ntags: [bees]"),
		"essays/d.md", post("D", "date: 2023-04-01"),
		"e.md", post("E", "date: 2022-04-01\npinned: true"),
		"f.md", post("F", "categories: [Sea]\ndate: 2021-01-01"),
		"g.md", post("G", ""),
		"about.md", post("About", "layout: page"),
	)
	for _, c := range []struct {
		parts []blog.ListPart
		want  string
	}{
		{nil, "E [2024] A B [2023] C D [2021] F [] G [pages] About"},
		{
			[]blog.ListPart{{Title: "Bees", Tag: "Bees", Most: 2}, {Title: "Essays", Folder: "essays"}, {Title: "Sea", Category: "sea"}},
			"E [Bees] A B [Essays] D [Sea] F [2023] C [] G [pages] About",
		},
		{
			[]blog.ListPart{{Title: "Read", Pages: true}, {Title: "All", Rest: true}, {Title: "None", Tag: "nothing"}},
			"E [Read] About [All 2024] A B [2023] C D [2021] F [] G",
		},
	} {
		set := titles.New(cache.New(0)).Of(blogtest.Load(t, files, loader.Options{Parts: c.parts}))
		var got strings.Builder
		for i, p := range set.Entries {
			for _, h := range set.Heads {
				if h.First == i {
					fmt.Fprintf(&got, "[%s] ", strings.TrimSpace(strings.TrimSuffix(fmt.Sprint(h.Title, " ", h.Year), " 0")+map[bool]string{true: "pages"}[h.Pages]))
				}
			}
			got.WriteString(p.Title + " ")
		}
		if s := strings.TrimSpace(got.String()); s != c.want {
			t.Errorf("%v:\n%s, expected\n%s", c.parts, s, c.want)
		}
		for path, row := range set.Rows {
			if set.Entries[row].Path != path {
				t.Errorf("%s is in row %d", path, row)
			}
		}
	}
}
