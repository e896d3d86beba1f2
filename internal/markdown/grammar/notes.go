package grammar

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Footnotes: "[^label]: text" with lines indented below it, and "[^label]" where it is mentioned.
// goldmark has an extension for them, which looks through all notes at every mention, drops the
// ones that nobody mentions, and numbers while it parses.

var (
	kindNote    = ast.NewNodeKind("Note")
	kindNoteRef = ast.NewNodeKind("NoteRef")
	notesKey    = parser.NewContextKey()
)

// Note is the text of a footnote.
type Note struct {
	ast.BaseBlock
	Label string
}

// NoteRef is a mention of one.
type NoteRef struct {
	ast.BaseInline
	Label string
}

// Kind implements [ast.Node].
func (*Note) Kind() ast.NodeKind { return kindNote }

// Dump implements [ast.Node]: there is nothing to dump.
func (*Note) Dump(_ []byte, _ int) {}

// Kind implements [ast.Node].
func (*NoteRef) Kind() ast.NodeKind { return kindNoteRef }

// Dump implements [ast.Node]: there is nothing to dump.
func (*NoteRef) Dump(_ []byte, _ int) {}

// Notes is the footnotes of a post: the labels in the order in which they are written, and what
// is found under each.
type Notes struct {
	Order []*Note
	Named map[string]*Note
}

// NotesOf returns the footnotes that were found so far, nil if there are none.
func NotesOf(pc parser.Context) *Notes {
	set, _ := pc.Get(notesKey).(*Notes)
	return set
}

type noteParser struct{}

func (noteParser) Trigger() []byte { return []byte{'['} }

func (noteParser) Open(_ ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := r.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 {
		return nil, parser.NoChildren
	}
	label, size := noteLabel(line[pos:])
	if size == 0 || pos+size >= len(line) || line[pos+size] != ':' {
		return nil, parser.NoChildren
	}
	set := NotesOf(pc)
	if set == nil {
		set = &Notes{Named: map[string]*Note{}}
		pc.Set(notesKey, set)
	}
	n := &Note{Label: label}
	if set.Named[label] == nil {
		set.Named[label] = n
	}
	set.Order = append(set.Order, n)
	rest := line[pos+size+1:]
	if util.IsBlank(rest) {
		r.AdvanceToEOL()
		return n, parser.HasChildren
	}
	r.AdvanceAndSetPadding(pos+size+1-segment.Padding+util.TrimLeftSpaceLength(rest), 0)
	return n, parser.HasChildren
}

// Continue holds on to lines that are indented; two blanks are enough, as authors write it.
func (noteParser) Continue(_ ast.Node, r text.Reader, _ parser.Context) parser.State {
	line, _ := r.PeekLine()
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	width, _ := util.IndentWidth(line, r.LineOffset())
	if width < 2 {
		return parser.Close
	}
	pos, padding := util.IndentPosition(line, r.LineOffset(), min(width, 4))
	r.AdvanceAndSetPadding(pos, padding)
	return parser.Continue | parser.HasChildren
}

func (noteParser) Close(ast.Node, text.Reader, parser.Context) {}
func (noteParser) CanInterruptParagraph() bool                 { return true }
func (noteParser) CanAcceptIndentedLine() bool                 { return false }

type noteRefParser struct{}

func (noteRefParser) Trigger() []byte { return []byte{'['} }

func (noteRefParser) Parse(_ ast.Node, r text.Reader, pc parser.Context) ast.Node {
	line, _ := r.PeekLine()
	label, size := noteLabel(line)
	if size == 0 {
		return nil
	}
	if set := NotesOf(pc); set == nil || set.Named[label] == nil {
		return nil
	}
	r.Advance(size)
	return &NoteRef{Label: label}
}

// noteLabel reads "[^label]" at the beginning of s, and how many bytes it takes; 0 if there is
// none.
func noteLabel(s []byte) (label string, size int) {
	if len(s) < 4 || s[0] != '[' || s[1] != '^' {
		return "", 0
	}
	end := bytes.IndexAny(s[2:min(len(s), 202)], "[] \t\n")
	if end < 1 || s[2+end] != ']' {
		return "", 0
	}
	return strings.ToLower(string(s[2 : 2+end])), end + 3
}
