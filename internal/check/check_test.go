package check_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/check"
	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/test/blogtest"
)

func TestCheck(t *testing.T) {
	const head = "---\ntitle: T\ndate: 2024-01-01\n---\n" // four lines
	for name, c := range map[string]struct {
		body string
		want []string // line: severity: message
	}{
		"nothing":          {"[a](https://example.org) [b](mailto:a@example.org) ![c](https://example.org/c.png) [d](other.md) [e](/other/#part)", nil},
		"dead link":        {"x\n\n[a](gone.md)", []string{`7: error: the link "gone.md" leads nowhere`}},
		"dead address":     {"[a](/posts/gone/)", []string{`5: error: the link "/posts/gone/" leads nowhere`}},
		"of the web site":  {"[a](/shop/) [b](/docs/a/b/) [c](/login.php) [d](/world) [e](/v1.2/)", nil},
		"no document":      {"[a](/plan.pdf)", []string{`5: error: the link "/plan.pdf" leads nowhere`}},
		"misspelt address": {"[a](/posts/othre/)", []string{`5: error: the link "/posts/othre/" leads nowhere; did you mean "posts/other.md"?`}},
		"misspelt file":    {"[a](othr.md)", []string{`5: error: the link "othr.md" leads nowhere; did you mean "posts/other.md"?`}},
		"misspelt image":   {"![a](hvie.png)", []string{`5: error: the image "hvie.png" is missing; did you mean "posts/hive.png"?`}},
		"another ending":   {"![a](/img/hive.jpg)", []string{`5: error: the image "/img/hive.jpg" is missing; did you mean "posts/hive.png"?`}},
		"another number":   {"![a](comb1.png)", []string{`5: error: the image "comb1.png" is missing`}},
		"no scheme":        {"[a](bees.org/hum)", []string{`5: error: the link "bees.org/hum" leads nowhere; did you mean "https://bees.org/hum"?`}},
		"no text, several": {"![](hive.png)\n\n![](comb2.png) ![b](hive.png)", []string{`5: warning: 2 images have no alternative text, the first is "hive.png"`}},
		"invisible signs":  {"[a](<\u200fhttps://example.org/>)", nil},
		"dead reference":   {"[a][r]\n\n[r]: gone.md", []string{`5: error: the link "gone.md" leads nowhere`}},
		"missing image":    {"![cat](cat.png)", []string{`5: error: the image "cat.png" is missing`}},
		"image is there":   {"![hive](hive.png) ![hive](/static/hive.png)", nil},
		"no text":          {"![](hive.png)", []string{`5: warning: the image "hive.png" has no alternative text`}},
		"no text, remote":  {"![](https://example.org/c.png)", []string{`5: warning: the image "https://example.org/c.png" has no alternative text`}},
		"image in a list":  {"- a\n- ![cat](cat.png)", []string{`6: error: the image "cat.png" is missing`}},
		"dead anchor":      {"[a](#nope)\n\n## Here", []string{`5: error: the anchor "#nope" is not there`}},
		"anchors":          {"[a](#here) [b](#Here) [c](#top) [d](#)\n\n## Here", nil},
		"anchor elsewhere": {"[a](other.md#nope)", []string{`5: error: the anchor "#nope" is not in posts/other.md`}},
		"kramdown's rule":  {"[a](#first-steps-in-c)\n\n## 1. First steps in C++", nil},
		"open fence":       {"x\n\n```go\nfunc\n", []string{`7: error: code fence is never closed`}},
		"generated":        {"[a](/tags/x/) [b](/categories/) [c](/feed.xml) [d](/page/2/) [e](/2024/01/) [f](/posts/) [g](/) [h](../) [i](/index.xml)", nil},
		"a list's picture": {"![a](/tags/x.png)", []string{`5: error: the image "/tags/x.png" is missing`}},
		"in code":          {"`[a](gone.md)`\n\n```\n[a](gone.md)\n```", nil},
		"html":             {"<a href=\"gone.md\">a</a> <img src=\"cat.png\" alt=\"c\">", []string{`5: error: the image "cat.png" is missing`, `5: error: the link "gone.md" leads nowhere`}},
		"template":         {"[a]({{ page.previous }}) [b](${x})", nil},
	} {
		t.Run(name, func(t *testing.T) {
			x := blogtest.Load(t, blogtest.Files("posts/x.md", head+c.body, "posts/other.md", head+"## Part\n", "posts/hive.png", "", "posts/comb2.png", "", "static/hive.png", ""), loader.Options{})
			var got []string
			for _, p := range check.All(t.Context(), x, check.Options{}).Problems {
				got = append(got, strings.TrimPrefix(p.String(), "posts/x.md:"))
			}
			blogtest.Equal(t, "problems", got, c.want)
		})
	}
}

func TestCheckTellsLoadProblemsToo(t *testing.T) {
	x := blogtest.Load(t, blogtest.Files(
		"a.md", "---\ntitle: A\ndate: someday\nimage: none.png\n---\n[b](b.md)\n",
		"b.md", "---\ntitle: B\nhidden: true\n---\n[c](c.md)\n",
	), loader.Options{})
	var got []string
	for _, p := range check.All(t.Context(), x, check.Options{}).Problems {
		got = append(got, fmt.Sprint(p.Path, ":", p.Line, " ", p.Severity))
	}
	blogtest.Equal(t, "problems", got, []string{"a.md:3 warning", "a.md:4 warning", "b.md:5 error"})
	blogtest.Equal(t, "of the load", len(x.Problems()), 1)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	blogtest.Equal(t, "of a check that was called off", len(check.All(ctx, x, check.Options{}).Problems), 1)
}
