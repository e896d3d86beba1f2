package orgmode

import (
	"errors"
	"io"
	"log"
	"os"
	"strconv"
	"strings"

	"github.com/niklasfasching/go-org/org"
)

// Bounds of a text.
const (
	MaxBytes = 128 << 10 // larger ones are not read
	maxDepth = 40        // of nodes within nodes; deeper ones are left away
)

// Errors of texts that are not read.
var (
	ErrTooLarge   = errors.New("larger than 128 KiB, which is too much for Org")
	ErrTooComplex = errors.New("too many marks in one line or paragraph, or blocks that nothing ends")
)

// Markdown returns the text of an Org file as Markdown. Keywords before the text, its front matter,
// are not part of it.
func Markdown(src string) (string, error) {
	if len(src) > MaxBytes {
		return "", ErrTooLarge
	}
	if tooComplex(src) {
		return "", ErrTooComplex
	}
	config := org.New()
	config.Log = log.New(io.Discard, "", 0)
	config.ReadFile = func(string) ([]byte, error) { return nil, os.ErrPermission }
	config.ResolveLink = func(protocol string, description []org.Node, link string) org.Node {
		return org.RegularLink{Protocol: protocol, Description: description, URL: link}
	}
	doc := config.Silent().Parse(strings.NewReader(src), "")
	if doc.Error != nil {
		return "", doc.Error
	}
	w := &writer{}
	w.blocks(doc.Nodes, "", 0)
	return strings.TrimLeft(w.out.String(), "\n"), nil
}

// writer writes nodes as Markdown.
type writer struct {
	out   strings.Builder
	tight bool // in an item of a list, where a list follows its text without a blank line
}

// lines writes text with the indent before each line.
func (w *writer) lines(indent, text string) {
	for line := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		w.out.WriteString(strings.TrimRight(indent+line, " "))
		w.out.WriteByte('\n')
	}
}

// blocks writes nodes that are blocks, each with a blank line before it.
func (w *writer) blocks(nodes []org.Node, indent string, depth int) {
	if depth > maxDepth {
		return
	}
	written := false
	for _, n := range nodes {
		one := &writer{tight: w.tight}
		one.block(n, indent, depth+1)
		if strings.TrimSpace(one.out.String()) == "" {
			continue
		}
		if _, list := n.(org.List); written && (!list || !w.tight) {
			w.lines(indent, "")
		}
		w.out.WriteString(one.out.String())
		written = true
	}
}

func (w *writer) block(n org.Node, indent string, depth int) {
	switch n := n.(type) {
	case org.Headline:
		w.headline(&n, indent, depth)
	case org.Paragraph:
		w.lines(indent, paragraph(n.Children))
	case org.Block:
		w.named(&n, indent, depth)
	case org.Result:
		w.block(n.Node, indent, depth)
	case org.Example:
		w.code(indent, "", raw(n.Children))
	case org.LatexBlock:
		w.code(indent, "latex", raw(n.Content))
	case org.List:
		w.list(&n, indent, depth)
	case org.Table:
		w.table(&n, indent)
	case org.HorizontalRule:
		w.lines(indent, "* * *")
	case org.Drawer:
		switch strings.ToLower(n.Name) {
		case "logbook", "properties", "clock", "comment", "private":
		default:
			w.blocks(n.Children, indent, depth)
		}
	case org.FootnoteDefinition:
		w.item(indent, "[^"+n.Name+"]: ", "    ", n.Children, depth)
	case org.NodeWithMeta:
		w.block(n.Node, indent, depth)
		for _, caption := range n.Meta.Caption {
			w.lines(indent, "")
			w.lines(indent, "*"+inline(caption)+"*")
		}
	case org.NodeWithName:
		w.block(n.Node, indent, depth)
	case org.Keyword:
		if key := strings.ToLower(n.Key); key == "html" || key == "markdown" || key == "md" {
			w.lines(indent, n.Value)
		}
	case org.Comment, org.PropertyDrawer, org.Include:
	default:
		w.lines(indent, inline([]org.Node{n}))
	}
}

// headline writes a section. One that Org keeps back is left away with all that is in it.
func (w *writer) headline(n *org.Headline, indent string, depth int) {
	if n.IsComment {
		return
	}
	for _, tag := range n.Tags {
		if tag == "noexport" || tag == "draft" || tag == "private" {
			return
		}
	}
	level := min(n.Lvl+1, 6)
	w.lines(indent, strings.Repeat("#", level)+" "+strings.ReplaceAll(inline(n.Title), "\n", " "))
	if len(n.Children) > 0 {
		w.lines(indent, "")
		w.blocks(n.Children, indent, depth)
	}
}

// named writes a block between "#+begin" and "#+end".
func (w *writer) named(n *org.Block, indent string, depth int) {
	switch name := strings.ToLower(n.Name); name {
	case "src":
		lang := ""
		if len(n.Parameters) > 0 && !strings.HasPrefix(n.Parameters[0], ":") && !strings.HasPrefix(n.Parameters[0], "-") {
			lang = n.Parameters[0]
		}
		if !exports(n.Parameters, "none", "results") {
			w.code(indent, lang, raw(n.Children))
		}
		if n.Result != nil && !exports(n.Parameters, "none", "code") {
			w.lines(indent, "")
			w.block(n.Result, indent, depth)
		}
	case "example":
		w.code(indent, "", raw(n.Children))
	case "export":
		if len(n.Parameters) > 0 && (n.Parameters[0] == "html" || n.Parameters[0] == "markdown" || n.Parameters[0] == "md") {
			w.lines(indent, raw(n.Children))
		}
	case "comment":
	case "quote":
		w.blocks(n.Children, indent+"> ", depth)
	case "verse":
		w.lines(indent, strings.ReplaceAll(strings.TrimRight(inline(n.Children), "\n"), "\n", "\\\n"))
	case "note", "tip", "warning", "important", "caution":
		w.lines(indent, "> [!"+strings.ToUpper(name)+"]")
		w.blocks(n.Children, indent+"> ", depth)
	default:
		w.blocks(n.Children, indent, depth)
	}
}

// exports reports whether the header argument ":exports" of a block is one of values.
func exports(parameters []string, values ...string) bool {
	for i, p := range parameters {
		if p == ":exports" && i+1 < len(parameters) {
			for _, v := range values {
				if parameters[i+1] == v {
					return true
				}
			}
		}
	}
	return false
}

// code writes a code block with a fence that is longer than any in it.
func (w *writer) code(indent, lang, text string) {
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	w.lines(indent, fence+strings.Map(func(r rune) rune {
		if r == '`' || r <= ' ' {
			return -1
		}
		return r
	}, lang))
	if text = strings.TrimRight(text, "\n"); text != "" {
		w.lines(indent, text)
	}
	w.lines(indent, fence)
}

func (w *writer) list(n *org.List, indent string, depth int) {
	for i, item := range n.Items {
		switch item := item.(type) {
		case org.ListItem:
			mark := "- "
			if n.Kind == "ordered" {
				mark = strconv.Itoa(i+1) + ". "
				if start, err := strconv.Atoi(item.Value); err == nil && start >= 0 {
					mark = strconv.Itoa(start) + ". "
				}
			}
			box := map[string]string{" ": "[ ] ", "-": "[ ] ", "X": "[x] ", "x": "[x] "}[item.Status]
			w.item(indent, mark+box, strings.Repeat(" ", len(mark)), item.Children, depth)
		case org.DescriptiveListItem:
			if i > 0 {
				w.lines(indent, "")
			}
			w.lines(indent, strings.ReplaceAll(inline(item.Term), "\n", " "))
			w.item(indent, ": ", "  ", item.Details, depth)
		}
	}
}

// item writes blocks with a mark before the first line and an indent before the others.
func (w *writer) item(indent, mark, inner string, children []org.Node, depth int) {
	inside := &writer{tight: true}
	inside.blocks(children, "", depth+1)
	text := strings.TrimRight(inside.out.String(), "\n")
	first, rest, more := strings.Cut(text, "\n")
	w.lines(indent, mark+first)
	if more {
		w.lines(indent+inner, rest)
	}
}

func (w *writer) table(n *org.Table, indent string) {
	header := false
	for _, row := range n.Rows {
		if row.IsSpecial || len(row.Columns) == 0 {
			continue
		}
		var cells []string
		for _, c := range row.Columns {
			cells = append(cells, strings.ReplaceAll(inline(c.Children), "\n", " "))
		}
		w.lines(indent, "| "+strings.Join(cells, " | ")+" |")
		if !header {
			header = true
			w.lines(indent, "|"+strings.Repeat(" --- |", len(cells)))
		}
	}
}
