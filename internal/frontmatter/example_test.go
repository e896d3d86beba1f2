package frontmatter_test

import (
	"fmt"

	"github.com/sshblog/sshblog/internal/frontmatter"
	"github.com/sshblog/sshblog/internal/problem"
)

func ExampleRead() {
	text := "+++\ntitle = \"On bees\"\ntags = [\"garden\", \"insects\"]\n+++\nThey hum.\n"
	var problems problem.List
	header, values := frontmatter.Read(text, frontmatter.Limits{Bytes: 64 << 10, Depth: 32, Nodes: 1000}, &problems)
	title := values.Get("title")
	fmt.Println(title.Text, "in line", title.Line)
	fmt.Println(frontmatter.Names(values.Get("tags"), 0))
	fmt.Printf("%q\n", text[header.Body:])
	// Output:
	// On bees in line 2
	// [garden insects]
	// "They hum.\n"
}
