package command

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/markdown/parser"
	"github.com/sshblog/sshblog/internal/plaintext"
)

// address is a link or an image of a post as JSON.
type address struct {
	Number  int    `json:"number"`
	URL     string `json:"url"`     // "" of a post that is not on the web
	Slug    string `json:"slug"`    // "slug" or "slug#heading" of a post of this blog, else ""
	Text    string `json:"text"`    // what the reader reads, or what the image shows
	Image   bool   `json:"image"`   //
	Command string `json:"command"` // what prints the post, else ""
}

// linksCommand prints the addresses in a post, numbered, each once.
type linksCommand struct {
	slugArgument
	JSON toggle `name:"json" help:"one JSON object per line: number, url, slug, text, image, command"`
}

// Run prints the links.
func (l *linksCommand) Run(c *Call) error {
	post, err := l.post(c)
	if err != nil {
		return err
	}
	all := c.addresses(post)
	if c.ctx.Err() != nil {
		return errGone
	}
	if l.JSON {
		return printJSON(c, all, func(a address) address { return a })
	}
	wide := 0
	for _, a := range all {
		wide = max(wide, min(c.method.Width(a.shown()), maxName))
	}
	digits := len(strconv.Itoa(len(all)))
	for _, a := range all {
		line := fmt.Sprintf("%*d%s%s%s%s",
			digits, a.Number, columnSpaces, c.pad(a.shown(), wide), columnSpaces, a.Text)
		lines := []string{c.fit(strings.TrimRight(line, " "))}
		if a.Command != "" {
			lines = append(lines, strings.Repeat(" ", digits)+columnSpaces+columnSpaces+a.Command)
		}
		if err := c.print(lines...); err != nil {
			return err
		}
	}
	return nil
}

// shown is what stands for an address: the slug of a post, else where it leads. It has no blanks,
// so that it is one column.
func (a address) shown() string {
	if a.Slug != "" {
		return a.Slug
	}
	return strings.Join(strings.Fields(a.URL), "%20")
}

// addresses lists where a post leads, each place once, with the text that is there first; nothing
// for a reader who has gone.
func (c *Call) addresses(post *blog.Post) []address {
	var all []address
	places := map[string]int{} // in all
	for _, l := range parser.Parse(post.Body(), post.BodyLine(), parser.SyntaxOf(post.Path)).Links() {
		if c.ctx.Err() != nil {
			return nil
		}
		a := c.address(post, l)
		if a.Slug == "" && strings.HasPrefix(a.URL, "[[") {
			continue // a note that nobody wrote
		}
		i, known := places[a.shown()]
		switch {
		case !known:
			a.Number = len(all) + 1
			places[a.shown()] = len(all)
			all = append(all, a)
		case all[i].Text == "":
			all[i].Text = a.Text
		}
	}
	return all
}

// address finds out where a link of a post leads.
func (c *Call) address(post *blog.Post, l markdown.LinkRef) address {
	text := strings.Join(strings.Fields(plaintext.Clean(l.Text)), " ")
	a := address{URL: plaintext.Clean(l.URL), Text: text, Image: l.Image}
	to, ok := c.Index().Resolve(post, l.URL)
	if ok && (to.Post != nil || to.URL != "") {
		a.URL = plaintext.Clean(to.URL)
	}
	if ok && to.Post != nil {
		a.Slug, a.Command = to.Post.Slug, c.Prefix+" cat "+to.Post.Slug
		if to.Anchor != "" {
			a.Slug += "#" + strings.Join(strings.Fields(plaintext.Clean(to.Anchor)), "%20")
		}
	}
	return a
}
