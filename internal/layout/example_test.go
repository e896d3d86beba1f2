package layout_test

import (
	"context"
	"fmt"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/markdown/parser"
)

func ExampleDraw() {
	text := "# Bees\n\nThey hum, and *sting*; see [wax](wax.md).\n\n- honey\n- wax\n"
	page, err := layout.Draw(context.Background(), layout.Request{
		Doc:   func() *markdown.Document { return parser.Parse(text, 1) },
		Width: 30, Theme: theme.Plain(), Links: layout.Hyperlinks,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, heading := range page.Headings {
		fmt.Println(heading.Text, "in line", heading.Line)
	}
	fmt.Println(len(page.Links), "link, to", page.Links[0].URL)
	// Output:
	// Bees in line 0
	// 1 link, to wax.md
}
