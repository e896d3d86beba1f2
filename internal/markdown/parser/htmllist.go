package parser

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/sshblog/sshblog/internal/markdown"
)

// unnumbered is the number of a list or an item that says none.
const unnumbered = -1

// listNumber reads the number of a list or an item.
func listNumber(text string) int32 {
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil || n < 0 || n > 999_999_999 {
		return unnumbered
	}
	return int32(n)
}

// list begins a list of HTML. The kind of its numbers and their order wait in Lang and Level until it
// ends, when its items are numbered.
func (f *flow) list(t *token, line int) markdown.Block {
	b := markdown.Block{Kind: markdown.List, Ordered: t.name == "ol", Start: int(listNumber(t.attr("start"))), Tight: true, Line: line}
	if b.Ordered {
		if kind := t.attr("type"); kind == "a" || kind == "A" || kind == "i" || kind == "I" {
			b.Lang = kind
		}
		if t.has("reversed") {
			b.Level = 1
		}
	}
	return b
}

// numberItems gives the items of a list the labels that their author wants: letters, Roman numbers,
// numbers of their own or in falling order.
func numberItems(b *markdown.Block) {
	step, next := 1, b.Start
	if b.Level == 1 {
		step = -1
		if next == unnumbered {
			next = len(b.Blocks)
		}
	}
	if next == unnumbered {
		next = 1
	}
	b.Start = next
	kind := b.Lang
	b.Lang, b.Level = "", 0
	for i := range b.Blocks {
		item := &b.Blocks[i]
		if own := item.Start; b.Ordered && own != unnumbered && own != 0 {
			next = own
		}
		item.Start = 0
		if b.Ordered && (kind != "" || next != b.Start+i) {
			item.Text = itemLabel(next, kind)
		}
		next += step
	}
}

// itemLabel writes a number as the type attribute of a list wants it.
func itemLabel(n int, kind string) string {
	switch kind {
	case "a", "A":
		if n > 0 {
			return letters(n, kind[0])
		}
	case "i", "I":
		if n > 0 && n < 4000 {
			if kind == "i" {
				return strings.ToLower(roman(n))
			}
			return roman(n)
		}
	}
	return strconv.Itoa(n)
}

// letters writes a number as a, b, ... z, aa, ab.
func letters(n int, first byte) string {
	s := ""
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune(first)+rune((n-1)%26)) + s
	}
	return s
}

func roman(n int) string {
	var b strings.Builder
	for _, digit := range []struct {
		value int
		text  string
	}{
		{1000, "M"},
		{900, "CM"},
		{500, "D"},
		{400, "CD"},
		{100, "C"},
		{90, "XC"},
		{50, "L"},
		{40, "XL"},
		{10, "X"},
		{9, "IX"},
		{5, "V"},
		{4, "IV"},
		{1, "I"},
	} {
		for ; n >= digit.value; n -= digit.value {
			b.WriteString(digit.text)
		}
	}
	return b.String()
}

// endTerm adds a term or what explains it. Outside a list of such it is text as any other.
func (f *flow) endTerm(parent *frame, b markdown.Block) {
	switch {
	case parent.block.Kind == markdown.DefinitionList:
		f.endBlock(b)
	case b.Kind == markdown.Term && len(b.Inlines) > 0:
		f.add(markdown.Block{Kind: markdown.Paragraph, Line: b.Line, Inlines: b.Inlines})
	default:
		for _, inner := range b.Blocks {
			f.add(inner)
		}
	}
}

// openMarkdown notes a tag with kramdown's markdown="1".
func (f *flow) openMarkdown(t *token) {
	switch {
	case t.name == f.markdown && !voidTags[t.name] && !strings.HasSuffix(t.attrs, "/"):
		f.nested++
	case f.markdown == "" && strings.Contains(t.attrs, "markdown") && t.has("markdown") && !voidTags[t.name]:
		if value := t.attr("markdown"); value != "0" && !strings.EqualFold(value, "off") {
			f.markdown, f.nested = t.name, 1
		}
	}
}

// closeMarkdown ends what openMarkdown has begun.
func (f *flow) closeMarkdown(name string) {
	if f.markdown != "" && name == f.markdown {
		if f.nested--; f.nested == 0 {
			f.markdown = ""
		}
	}
}

// newCellLine begins a line in a cell of a table, in which paragraphs and divisions are lines.
func (f *flow) newCellLine() {
	if t := f.top(); inlineOnly[t.tag] && t.tag != "pre" && !t.line.empty() {
		t.line.flush()
		t.line.out = newLine(t.line.out, "")
	}
}

// breakAtLetters keeps the lines of a paragraph apart that begin with a letter, a Roman number or a
// number in brackets, where there are two or more of them: lists of Pandoc, which CommonMark does not
// know.
func breakAtLetters(in []markdown.Inline) []markdown.Inline {
	var at []int
	for i := range in {
		if in[i].Kind == markdown.Text && (i == 0 || in[i-1].Kind == markdown.SoftBreak) && letterMark.MatchString(in[i].Text) {
			at = append(at, i)
		}
	}
	if len(at) < 2 {
		return in
	}
	in = slices.Clone(in)
	for _, i := range at {
		if i > 0 {
			in[i-1].Kind = markdown.HardBreak
		}
	}
	return in
}

// letterMark is what stands before the items of a list of Pandoc.
var letterMark = regexp.MustCompile(`^(?:[a-zA-Z][.)]|[ivx]{1,5}[.)]|\((?:[a-zA-Z]|[ivx]{1,5}|\d{1,3}|@\w*)\)|#\.)\s+\S`)
