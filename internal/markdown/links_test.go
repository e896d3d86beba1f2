package markdown_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/markdown/parser"
)

// TestLinks lists the links of each sort that there is, with the lines of the author's file.
func TestLinks(t *testing.T) {
	src := strings.Join([]string{
		"A [one](one.md) and",                // 10
		"[two][ref] and ![three](three.png)", // 11
		"",                                   // 12
		"[![four](four.png)](five.html)",     // 13
		"",                                   // 14
		"> <https://six.example> and",        // 15
		"> https://seven.example/a",          // 16
		"",                                   // 17
		"- a <a href=\"eight\">8</a>",        // 18
		"  <img src=\"nine.png\" alt=\"9\">", // 19
		"",                                   // 20
		"| a | b |",                          // 21
		"|---|---|",                          // 22
		"| c | [ten](ten) |",                 // 23
		"",                                   // 24
		"<div>",                              // 25
		"<p>x</p>",                           // 26
		"<a href=\"eleven\">11</a></div>",    // 27
		"",                                   // 28
		"[twelve]({% post_url 2020-01-02-twelve %})",   // 29
		"[thirteen]({{< ref \"thirteen.md#part\" >}})", // 30
		"",                                   // 31
		"## A [fourteen](#id) heading {#id}", // 32
		"",                                   // 33
		"[^n]: [fifteen](f)",                 // 34
		"",                                   // 35
		"[ref]: two.md",                      // 36
		"",                                   // 37
		"`[no](code)` [empty]()",             // 38
	}, "\n")
	var got []string
	for _, l := range parser.Parse(src, 10).Links() {
		s := fmt.Sprintf("%d %s (%s)", l.Line, l.URL, l.Text)
		if l.Image {
			s += " image"
		}
		got = append(got, s)
	}
	want := []string{
		"10 one.md (one)", "11 two.md (two)", "11 three.png (three) image", "13 five.html (four)", "13 four.png (four) image",
		"15 https://six.example (https://six.example)", "16 https://seven.example/a (https://seven.example/a)",
		"18 eight (8)", "19 nine.png (9) image", "23 ten (ten)", "27 eleven (11)", "29 2020-01-02-twelve (twelve)",
		"30 thirteen.md#part (thirteen)", "32 #id (fourteen)", "34 f (fifteen)",
	}
	if !slices.Equal(got, want) {
		t.Errorf("links are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestAnchors(t *testing.T) {
	doc := parser.Parse("# One\n# One\n## Two {#deux}\n\na[^n] <a name=\"b\"></a> <span id=\"c\">d</span>\n\ne\n{: #f}\n\n[^n]: g\n\n<div id=\"h\">i</div>", 1)
	got := doc.Anchors()
	for _, id := range []string{"one", "one-1", "deux", "b", "c", "f", "fn:n", "fnref:1", "h"} {
		if !got[id] {
			t.Errorf("%q is not among %v", id, got)
		}
	}
	if len(got) != 9 {
		t.Errorf("there are %d: %v", len(got), got)
	}
}
