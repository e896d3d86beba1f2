package command

import (
	"fmt"
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/feed"
)

// command is one row of the table.
type command struct {
	name     string
	synopsis string // its arguments and flags
	summary  string // one line, for help
	options  []Flag
	run      func(r *run, args []string) int
}

// Flag is a flag or an argument of a command, explained.
type Flag struct {
	Name    string // as it is typed, with a word for its value: "--width N"
	Meaning string // one line
}

// printing are the options of what prints a post.
func printing() []Flag {
	return []Flag{
		{"--width N", "wrap at N cells, 20 to 300 (the terminal's width, 88 at most; else 80)"},
		{"--color WHEN", "auto: on a terminal; always; never"},
		{"--raw", "the author's file as it is, front matter and all"},
	}
}

// usage is the command's line in help and in errors.
func (c *command) usage() string { return strings.TrimSpace(c.name + " " + c.synopsis) }

// asLines is the option of what prints a table.
func asLines(fields string) Flag { return Flag{"--json", "one JSON object per line: " + fields} }

// onPost are the options of what looks at one post.
func onPost(fields string) []Flag {
	return []Flag{{"SLUG", "the post's name, as ls prints it"}, asLines(fields)}
}

// onGroups is the option of what counts posts.
func onGroups() []Flag { return []Flag{asLines("name and posts, the number of its posts")} }

// table lists all commands in the order of help. It is a function and not a variable because help, a row of it, reads it.
func table() []command {
	const textOptions = "[--width N] [--color auto|always|never] [--raw]"
	return []command{
		{"help", "[COMMAND]", "what can be asked, or how to use one command", nil, (*run).help},
		{"ls", "[--json] [--tag T] [--category C] [--author A] [--year Y] [-n N] [--pages]", "list the posts, newest first", []Flag{
			asLines("slug, title, date, tags and more"),
			{"--tag T", "only posts with this tag, in whatever spelling"},
			{"--category C", "only posts of this category"},
			{"--author A", "only posts of this author"},
			{"--year Y", "only posts of this year"},
			{"-n N", "at most N posts; 0 means all"},
			{"--pages", "the pages beside the posts, such as about"},
		}, (*run).ls},
		{"cat", "SLUG " + textOptions, "print a post", append([]Flag{
			{"SLUG", "the post's name, as ls prints it"},
		}, printing()...), (*run).cat},
		{"search", "WORDS... [--json] [-n N]", "find the posts that have all words, the best first", []Flag{
			{"WORDS...", `words, phrases in quotes, and tag:T category:C author:A year:Y lang:L`},
			asLines("what ls has, and line, the text that matched, and score"),
			{"-n N", "at most N posts (20); 0 means all, up to 1000"},
		}, (*run).search},
		{"latest", textOptions, "print the newest post", printing(), (*run).latest},
		{"random", textOptions, "print any post", printing(), (*run).random},
		{"toc", "SLUG [--json]", "print the headings of a post, with what stands behind # for them", onPost("level, text, id"), (*run).toc},
		{"links", "SLUG [--json]", "print where a post leads, numbered", onPost("number, url, slug, text, image, command"), (*run).links},
		{"tags", "[--json]", "print the tags, and how many posts each has", onGroups(), groupsOf(blog.ByTag)},
		{"categories", "[--json]", "print the categories, and how many posts each has", onGroups(), groupsOf(blog.ByCategory)},
		{"series", "[NAME] [--json]", "print the series, or the parts of one in the order of reading", []Flag{
			{"NAME", "a series, in whatever spelling"},
			asLines("name and posts; of the parts what ls has"),
		}, (*run).series},
		{"authors", "[--json]", "print the authors, and how many posts each has", onGroups(), groupsOf(blog.ByAuthor)},
		{"years", "[--json]", "print the years, and how many posts each has", onGroups(), groupsOf(blog.ByYear)},
		{"about", textOptions, "print what this blog is, how to read it, and its page about", printing(), (*run).about},
		{"feed", "[atom|json] [-n N]", "print the newest posts as a feed, whole, as HTML", []Flag{
			{"atom", "an Atom feed, which is what you get if you do not say"},
			{"json", "a JSON Feed, version 1.1"},
			{"-n N", fmt.Sprintf("at most N posts (%d); 0 means all", feed.DefaultLimit)},
		}, (*run).feed},
		{"archive", "", "send all posts with their pictures as a tar.gz: archive > blog.tar.gz", nil, (*run).archive},
		{Plain, "[SLUG]", "read by ear: line by line, with numbers and words to type", []Flag{
			{"SLUG", "the post to begin with, SLUG#heading at a heading"},
		}, (*run).plain},
		{"version", "", "print the version", nil, (*run).version},
	}
}

// Describe returns what a command does and how it is used, in a line; "" if there is none of that name.
func Describe(name string) string {
	c := find(name)
	if c == nil {
		return ""
	}
	return strings.ToUpper(c.summary[:1]) + c.summary[1:] + ": " + Usage(name) + "."
}

// Summary returns what a command does, in a line; "" if there is none of that name.
func Summary(name string) string {
	if c := find(name); c != nil {
		return c.summary
	}
	return ""
}

// Flags returns the arguments and flags of a command, explained; nil if there is none of that name.
func Flags(name string) []Flag {
	if c := find(name); c != nil {
		return c.options
	}
	return nil
}

// Usage returns the command line of a command, "" if there is none of that name.
func Usage(name string) string {
	if c := find(name); c != nil {
		return c.usage()
	}
	return ""
}

// find returns the command of a name, nil if there is none.
func find(name string) *command {
	for _, c := range table() {
		if c.name == name {
			return &c
		}
	}
	return nil
}
