package command

import (
	"strings"

	"github.com/sshblog/sshblog/internal/blog"
)

// Kind is how a command is run.
type Kind int

// Kinds of commands.
const (
	// Output is a command that prints and ends.
	Output Kind = iota
	// Interactive is a command that reads what is typed while it runs: it gets Env.Stdin, and
	// writes at once.
	Interactive
	// Download is a command that sends all files.
	Download
)

// Spec is a command in the list.
type Spec struct {
	Name    string
	Summary string // one line, for help
	Kind    Kind
	New     func() Runner // its flags and arguments, not set
}

// List returns all commands in the order of help.
func List() []Spec {
	return []Spec{
		{"help", "list the commands, or explain one", Output, newRunner[helpCommand]},
		{"ls", "list the posts, newest first", Output, newRunner[lsCommand]},
		{"cat", "print a post", Output, newRunner[catCommand]},
		{"search", "find the posts that have all words, the best first", Output, newRunner[searchCommand]},
		{"latest", "print the newest post", Output, func() Runner { return &oneCommand{choose: newestOf} }},
		{"random", "print a random post", Output, func() Runner { return &oneCommand{choose: randomOf} }},
		{"toc", "print the headings of a post, with their anchors", Output, newRunner[tocCommand]},
		{"links", "list the links of a post, numbered", Output, newRunner[linksCommand]},
		groupSpec("tags", blog.ByTag),
		groupSpec("categories", blog.ByCategory),
		{"series", "print the series, or the parts of one in the order of reading", Output, newRunner[seriesCommand]},
		groupSpec("authors", blog.ByAuthor),
		groupSpec("years", blog.ByYear),
		{"about", "print what this blog is, how to read it, and its page about", Output, newRunner[aboutCommand]},
		{"feed", "print the newest posts as a feed, whole, as HTML", Output, newRunner[feedCommand]},
		{
			"archive", "send all posts with their pictures as a tar.gz: archive > blog.tar.gz", Download,
			newRunner[archiveCommand],
		},
		{
			LineReader, "read line by line, for screen readers: type numbers and words", Interactive,
			newRunner[lineReaderCommand],
		},
		{"version", "print the version", Output, newRunner[versionCommand]},
	}
}

// newRunner returns a new command of type C, as Spec.New does.
func newRunner[C any, P interface {
	*C
	Runner
}]() Runner {
	return P(new(C))
}

// groupSpec is the command that lists the groups of a kind.
func groupSpec(name string, kind blog.Kind) Spec {
	summary := "print the " + name + ", and how many posts each has"
	return Spec{name, summary, Output, func() Runner { return &groupsCommand{kind: kind} }}
}

// Find returns the command of a name, nil if none.
func Find(name string) *Spec {
	for _, s := range List() {
		if s.Name == name {
			return &s
		}
	}
	return nil
}

// Known reports whether name is a command, so that a caller can tell commands from slugs.
func Known(name string) bool { return Find(name) != nil }

// KindOf returns how the command of a name is run; Output for any other name.
func KindOf(name string) Kind {
	if s := Find(name); s != nil {
		return s.Kind
	}
	return Output
}

// Names returns the names of all commands, in the order of help.
func Names() []string {
	var names []string
	for _, s := range List() {
		names = append(names, s.Name)
	}
	return names
}

// NearestName returns the command that a word is in other capitals, or one of more than two letters
// that begins with the other; "" if there is none.
func NearestName(word string) string {
	const enough = 3
	word = strings.ToLower(word)
	for _, name := range Names() {
		long, short := max(len(word), len(name)), min(len(word), len(name))
		if word == name || short >= enough && long-short <= enough && (strings.HasPrefix(word, name) || strings.HasPrefix(name, word)) {
			return name
		}
	}
	return ""
}

// Describe returns what the command does and how it is used, in a line.
func (s *Spec) Describe() string {
	return strings.ToUpper(s.Summary[:1]) + s.Summary[1:] + ": " + s.Usage() + "."
}
