package markdown_test

import (
	"fmt"

	"github.com/sshblog/sshblog/internal/markdown"
)

func ExampleParse() {
	doc := markdown.Parse("# Bees\n\n{{< youtube abc >}}\n\nSee [wax](wax.md).\n", 5)
	for _, ref := range doc.Links() {
		fmt.Println("line", ref.Line, ref.URL)
	}
	fmt.Println(markdown.PlainInline("**They** hum &amp; sting"))
	// Output:
	// line 7 https://www.youtube.com/watch?v=abc
	// line 9 wax.md
	// They hum & sting
}
