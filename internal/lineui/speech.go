package lineui

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/markdown"
)

// speaker makes a tree for the ear of a post's tree: what a page shows by signs, or by where it
// stands, is said in words, with an end where it would not be heard. A footnote is read where it is
// mentioned.
type speaker struct {
	words  *catalog.SpokenWords
	notes  []markdown.Block
	read   []bool // of each note: it has been read, or is due
	due    []int  // numbers of the notes that are to be read next
	quotes int    // depth of quotations around
	lists  int    // depth of lists around
	inNote bool
}

// spoken returns a document in words.
func spoken(t *catalog.Texts, doc *markdown.Document) *markdown.Document {
	s := &speaker{words: &t.Plain.Words, notes: doc.Footnotes, read: make([]bool, len(doc.Footnotes))}
	return &markdown.Document{Blocks: s.blocks(doc.Blocks), Headings: doc.Headings, Problems: doc.Problems}
}

// say returns a text in the tree.
func say(text string) markdown.Inline { return markdown.Inline{Kind: markdown.Text, Text: text} }

// sentence returns a paragraph of words.
func sentence(text string) markdown.Block {
	return markdown.Block{Kind: markdown.Paragraph, Inlines: []markdown.Inline{say(text)}}
}

// closing returns a paragraph that says that what is above it has ended.
func (s *speaker) closing(text string) markdown.Block {
	b := sentence(text + s.words.Stop)
	b.Closes = true
	return b
}

// blocks returns blocks in words. What they mention at the end of the page follows each, but not
// within a quotation, whose words are somebody else's.
func (s *speaker) blocks(all []markdown.Block) []markdown.Block {
	var out []markdown.Block
	for i := range all {
		out = append(out, s.block(&all[i])...)
		if s.quotes == 0 && !s.inNote {
			out = append(out, s.dueNotes()...)
		}
	}
	return out
}

// block returns a block in words.
func (s *speaker) block(b *markdown.Block) []markdown.Block {
	w, made := s.words, *b
	made.Inlines = s.inlines(b.Inlines)
	switch b.Kind {
	case markdown.Rule:
		return []markdown.Block{sentence(w.Break)}
	case markdown.Code:
		made.Caption, made.Lang = s.codeLabel(b), ""
		return []markdown.Block{made, s.closing(w.EndCode)}
	case markdown.Math:
		return []markdown.Block{sentence(w.Math + w.Colon), made, s.closing(w.EndMath)}
	case markdown.Quote:
		return s.quote(&made)
	case markdown.List:
		made.Blocks = s.items(b)
	case markdown.Table:
		return s.table(&made)
	case markdown.DefinitionList:
		made.Blocks = slices.Clone(b.Blocks)
		for i := range made.Blocks {
			made.Blocks[i].Inlines = s.inlines(b.Blocks[i].Inlines)
			made.Blocks[i].Blocks = s.blocks(b.Blocks[i].Blocks)
		}
	case markdown.Alert:
		end := s.closing(fmt.Sprintf(w.EndOf, markdown.PlainText(b.Inlines)))
		made.Inlines = append(made.Inlines, say(strings.TrimRight(w.Colon, " ")))
		made.Blocks = append(s.blocks(b.Blocks), end)
	case markdown.Details:
		label := w.Details
		if len(made.Inlines) > 0 {
			label += w.Colon
		}
		made.Inlines = append([]markdown.Inline{say(label)}, made.Inlines...)
		made.Blocks = append(s.blocks(b.Blocks), s.closing(fmt.Sprintf(w.EndOf, w.Details)))
	default:
		made.Blocks = s.blocks(b.Blocks)
	}
	return []markdown.Block{made}
}

// codeLabel announces code, with its language and its caption.
func (s *speaker) codeLabel(b *markdown.Block) string {
	label := s.words.Code
	for _, known := range []string{b.Lang, b.Caption} {
		switch known {
		case "", "text", "txt", "plain", "plaintext", "none", "nohighlight":
		default:
			label += s.words.Comma + known
		}
	}
	return label + s.words.Colon
}

// level says how deep something is in others of its kind, behind a text; nothing for the first.
func (s *speaker) level(text string, depth int) string {
	if depth > 1 {
		text += s.words.Comma + fmt.Sprintf(s.words.Level, depth)
	}
	return text
}

// maxLevels is how many quotations in one another have words around them: one sign of an author's
// would make two sentences.
const maxLevels = 12

// quote returns a quotation with its beginning and its end.
func (s *speaker) quote(b *markdown.Block) []markdown.Block {
	s.quotes++
	b.Blocks = s.blocks(b.Blocks)
	if s.quotes > maxLevels {
		s.quotes--
		return b.Blocks
	}
	begin, end := s.level(s.words.Quote, s.quotes), s.level(s.words.EndQuote, s.quotes)
	s.quotes--
	b.Blocks = s.between(begin+s.words.Colon, b.Blocks, end)
	return []markdown.Block{*b}
}

// between puts words before and behind blocks: on their lines if these are paragraphs, else on
// lines of their own.
func (s *speaker) between(begin string, blocks []markdown.Block, end string) []markdown.Block {
	if len(blocks) == 0 || blocks[0].Kind != markdown.Paragraph {
		blocks = append([]markdown.Block{sentence(begin)}, blocks...)
	} else {
		blocks[0].Inlines = append([]markdown.Inline{say(begin)}, blocks[0].Inlines...)
	}
	if end == "" {
		return blocks
	}
	last := &blocks[len(blocks)-1]
	if last.Kind != markdown.Paragraph || len(last.Inlines) > 0 && last.Inlines[len(last.Inlines)-1].Kind == markdown.Image {
		return append(blocks, s.closing(end))
	}
	last.Inlines = append(last.Inlines, say(" "+end+s.words.Stop))
	return blocks
}

// items returns the items of a list, each with a word for its mark. How deep a list is in another
// is said, because nobody hears where a line begins.
func (s *speaker) items(b *markdown.Block) []markdown.Block {
	w := s.words
	s.lists++
	defer func() { s.lists-- }()
	items := slices.Clone(b.Blocks)
	for i := range items {
		label := ""
		switch {
		case items[i].Task == markdown.Done:
			label = s.level(w.Done, s.lists)
		case items[i].Task == markdown.Open:
			label = s.level(w.ToDo, s.lists)
		case !b.Ordered:
			label = s.level(w.Item, s.lists)
		case s.lists > 1:
			label = upperFirst(fmt.Sprintf(w.Level, s.lists))
		}
		items[i].Task = markdown.NoTask
		items[i].Blocks = s.blocks(items[i].Blocks)
		if label != "" {
			items[i].Blocks = s.between(label+w.Colon, items[i].Blocks, "")
		}
	}
	return items
}

// upperFirst returns a text that begins with a capital.
func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// table returns a table with its number of rows and its end.
func (s *speaker) table(b *markdown.Block) []markdown.Block {
	w, g := s.words, *b.Table
	label := w.Table.Of(len(g.Rows)) + w.Colon
	g.Head = s.cells(g.Head)
	g.Rows = slices.Clone(g.Rows)
	for i := range g.Rows {
		g.Rows[i] = s.cells(g.Rows[i])
	}
	b.Table = &g
	b.Inlines = append([]markdown.Inline{say(label)}, b.Inlines...)
	return []markdown.Block{*b, s.closing(w.EndTable)}
}

// cells returns the cells of a row in words.
func (s *speaker) cells(row []markdown.Cell) []markdown.Cell {
	out := make([]markdown.Cell, len(row))
	for i := range row {
		out[i] = s.inlines(row[i])
	}
	return out
}

// dueNotes returns the footnotes that have been mentioned and not been read, and those that they
// mention.
func (s *speaker) dueNotes() []markdown.Block {
	var out []markdown.Block
	s.inNote = true
	for ; len(s.due) > 0; s.due = s.due[1:] {
		n := s.notes[s.due[0]-1]
		label := upperFirst(fmt.Sprintf(s.words.Note, s.due[0]))
		blocks := s.between(label+s.words.Colon, s.blocks(n.Blocks), s.words.EndNote)
		blocks[0].Inlines = append([]markdown.Inline{{Kind: markdown.Anchor, Text: n.ID}}, blocks[0].Inlines...)
		out = append(out, blocks...)
	}
	s.inNote = false
	return out
}

// inlines returns inlines in words.
func (s *speaker) inlines(in []markdown.Inline) []markdown.Inline {
	if len(in) == 0 {
		return nil
	}
	w := s.words
	out := make([]markdown.Inline, 0, len(in))
	for i := range in {
		n := in[i]
		n.Children = s.inlines(n.Children)
		switch n.Kind {
		case markdown.Strike:
			out = append(out, aside(w.Deleted+w.Colon, n.Children, w.Comma+w.EndDelete)...)
		case markdown.Insert:
			out = append(out, aside(w.Added+w.Colon, n.Children, w.Comma+w.EndAdd)...)
		case markdown.Super:
			out = append(out, raised(w.Super, n.Children, in[i+1:])...)
		case markdown.Sub:
			out = append(out, raised(w.Sub, n.Children, in[i+1:])...)
		case markdown.NoteRef:
			out = append(out, s.noteRef(n.Number)...)
		default:
			out = append(out, n)
		}
	}
	return out
}

// aside returns inlines in parentheses, between words that say what they are.
func aside(begin string, in []markdown.Inline, end string) []markdown.Inline {
	out := append([]markdown.Inline{say("(" + begin)}, in...)
	return append(out, say(end+")"))
}

// raised returns raised or lowered text behind the word for it where that changes the meaning. rest
// is what follows.
func raised(word string, in, rest []markdown.Inline) []markdown.Inline {
	if !layout.Raised(markdown.PlainText(in)) {
		return in
	}
	out := append([]markdown.Inline{say(" " + word + " ")}, in...)
	if next, _ := utf8.DecodeRuneInString(markdown.PlainText(rest[:min(1, len(rest))])); unicode.IsLetter(next) || unicode.IsDigit(next) {
		out = append(out, say(" "))
	}
	return out
}

// noteRef returns the mention of a footnote, which is read next if it has not been yet.
func (s *speaker) noteRef(number int) []markdown.Inline {
	if number < 1 || number > len(s.notes) {
		return nil
	}
	if !s.read[number-1] {
		s.read[number-1] = true
		s.due = append(s.due, number)
	}
	return []markdown.Inline{say(" (" + fmt.Sprintf(s.words.Note, number) + ")")}
}
