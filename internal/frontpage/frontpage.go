// Package frontpage reads the settings of the first screen that are more than one word: links above the
// list, the sections of the list, and the colour of headings. They are maps and lists in the configuration
// file, and the same in one line as a flag or a variable.
package frontpage

import (
	"cmp"
	"fmt"
	"net/url"
	"path"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/plaintext"
)

// Bounds of the settings that have several values.
const (
	maxLinks    = 12
	maxSections = 20
	maxPerPart  = 1000
	maxWord     = 200 // bytes of a title, a name, an address
)

// Structured is a setting that is more than one value: a map or a list in the configuration file,
// the same in one line as a flag or a variable.
type Structured interface {
	// Decode reads the setting from YAML. Its error is a *ValueError.
	Decode(n *yaml.Node) error
}

// ValueError is what is wrong with a part of a structured setting.
type ValueError struct {
	Line int
	Text string
}

func (e *ValueError) Error() string { return e.Text }

// wrongValue returns the error for a node.
func wrongValue(n *yaml.Node, format string, args ...any) error {
	return &ValueError{n.Line, fmt.Sprintf(format, args...)}
}

// decodeText decodes a structured setting that is written in one line.
func decodeText(s Structured, text []byte) error {
	var n yaml.Node
	if err := yaml.Unmarshal(text, &n); err != nil {
		return fmt.Errorf("%q: %w", text, err)
	}
	if len(n.Content) == 0 {
		return nil
	}
	return s.Decode(n.Content[0])
}

// Accent is the colour of headings, marks and links; "" if it is that of the theme.
type Accent string

// UnmarshalText reads a colour.
func (a *Accent) UnmarshalText(text []byte) error {
	*a = Accent(text)
	if *a == "" {
		return nil
	}
	return theme.CheckAccent(string(*a))
}

// word returns the text of a scalar, cleaned.
func word(n *yaml.Node) (string, error) {
	text := strings.TrimSpace(plaintext.Clean(n.Value))
	if n.Kind != yaml.ScalarNode || text == "" || len(text) > maxWord || strings.ContainsAny(text, "\n\t") {
		return "", wrongValue(n, "expected one word or line of text")
	}
	return text, nil
}

// Links is the setting links.
type Links struct{ All []blog.Link }

// UnmarshalText reads the links from one line.
func (l *Links) UnmarshalText(text []byte) error { return decodeText(l, text) }

// Decode reads a map of names and addresses, in their order.
func (l *Links) Decode(n *yaml.Node) error {
	if n.Kind != yaml.MappingNode || len(n.Content) > 2*maxLinks {
		return wrongValue(n, "expected up to %d lines of the form name: address", maxLinks)
	}
	l.All = nil
	for i := 0; i+1 < len(n.Content); i += 2 {
		name, err := word(n.Content[i])
		if err != nil {
			return err
		}
		address, err := word(n.Content[i+1])
		if err != nil {
			return err
		}
		link := blog.Link{Name: name, Address: address}
		if u, err := url.Parse(link.URL()); err != nil || !openable(u) || strings.ContainsAny(address, " \"'<>") {
			return wrongValue(n.Content[i+1], "%q: expected a web address such as https://example.com, or an address of mail", address)
		}
		l.All = append(l.All, link)
	}
	return nil
}

// openable reports whether an address leads somewhere.
func openable(u *url.URL) bool {
	switch u.Scheme {
	case "mailto":
		return strings.Contains(u.Opaque, "@")
	case "https", "http", "gemini", "gopher", "ssh", "ftp", "xmpp", "ircs", "irc":
		return strings.Contains(u.Host, ".") || strings.Contains(u.Host, ":") || u.Host == "localhost"
	}
	return false
}

// Sections is the setting sections.
type Sections struct{ All []blog.ListPart }

// UnmarshalText reads the sections from one line.
func (s *Sections) UnmarshalText(text []byte) error { return decodeText(s, text) }

// Decode reads a list of sections.
func (s *Sections) Decode(n *yaml.Node) error {
	if n.Kind != yaml.SequenceNode || len(n.Content) > maxSections {
		return wrongValue(n, "expected a list of up to %d sections", maxSections)
	}
	s.All = nil
	for _, item := range n.Content {
		part, err := section(item)
		if err != nil {
			return err
		}
		s.All = append(s.All, part)
	}
	return nil
}

// section reads one section: the word posts or pages, or what it has and its title.
func section(n *yaml.Node) (part blog.ListPart, err error) {
	if n.Kind == yaml.ScalarNode {
		return part, namePart(&part, n, n.Value)
	}
	if n.Kind != yaml.MappingNode {
		return part, wrongValue(n, "expected posts, pages, or a section such as {tag: bees, title: Bees}")
	}
	kinds := 0
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		text, err := word(value)
		if err != nil {
			return part, err
		}
		switch key.Value {
		case "title":
			part.Title = text
			continue
		case "most":
			if value.Decode(&part.Most) != nil || part.Most < 1 || part.Most > maxPerPart {
				return part, wrongValue(value, "most: %q, expected a number up to %d", text, maxPerPart)
			}
			continue
		case "tag":
			part.Tag = text
		case "category":
			part.Category = text
		case "folder":
			part.Folder = strings.Trim(path.Clean("/"+text), "/")
		case "list":
			if err := namePart(&part, value, text); err != nil {
				return part, err
			}
		default:
			return part, wrongValue(key, "unknown key %q, expected tag, category, folder or list, title and most", key.Value)
		}
		kinds++
	}
	if kinds != 1 || part.Folder == "" && part.Tag == "" && part.Category == "" && !part.Rest && !part.Pages {
		return part, wrongValue(n, "expected one of tag, category, folder and list")
	}
	if part.Title == "" && part.Folder != "" {
		part.Title = path.Base(part.Folder)
	}
	part.Title = cmp.Or(part.Title, part.Tag, part.Category)
	return part, nil
}

// namePart makes a part of a word for it.
func namePart(part *blog.ListPart, n *yaml.Node, text string) error {
	switch text {
	case "posts":
		part.Rest = true
	case "pages":
		part.Pages = true
	default:
		return wrongValue(n, "%q: expected posts, pages, or a section such as {tag: bees, title: Bees}", plaintext.Clip(text, 80))
	}
	return nil
}
