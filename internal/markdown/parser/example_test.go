package parser_test

import (
	"fmt"

	"github.com/sshblog/sshblog/internal/markdown/parser"
)

func ExampleParse() {
	doc := parser.Parse("# Bees\n\n{{< youtube abc >}}\n\nSee [wax](wax.md).\n", 5)
	for _, ref := range doc.Links() {
		fmt.Println("line", ref.Line, ref.URL)
	}
	fmt.Println(parser.PlainInline("**They** hum &amp; sting"))
	// Output:
	// line 7 https://www.youtube.com/watch?v=abc
	// line 9 wax.md
	// They hum & sting
}
