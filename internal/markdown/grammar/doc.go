// Package grammar has the goldmark parsers that posts are read with: CommonMark, GFM, and the
// constructs with signs of their own that site generators add.
//
//	root := grammar.Post().Parse(text.NewReader(source), parser.WithContext(pc))
//	notes := grammar.NotesOf(pc)
//
// A construct of our own is a type of node and a parser that makes it, registered in engine.go:
//
//	[^1]: text      [Note], [NoteRef]        notes.go
//	:::name         [Container]              container.go
//	!!! name        [Admonition]             admonition.go; also "???" and "==="
//	$x$, $$         [MathSpan], [MathBlock]  math.go
//	x^2^, H~2~O     [Script]                 superscript.go
//
// wide.go lets emphasis stand beside words of scripts without blanks. limits.go bounds what a post
// may cost: each parser of blocks that nest is depthLimited, each that looks ahead is budgeted.
package grammar
