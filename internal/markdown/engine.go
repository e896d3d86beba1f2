package markdown

import (
	"sync"

	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// engine is the goldmark parser for whole posts. It is built once: a parser keeps nothing between
// two texts, and may be used by any number of goroutines.
var engine = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewSetextHeadingParser(), 100),
			util.Prioritized(depthLimited{extension.NewDefinitionListParser(), false}, 101),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(depthLimited{parser.NewListParser(), true}, 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(mathBlockParser{}, 450),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(depthLimited{containerParser{}, false}, 750),
			util.Prioritized(depthLimited{admonitionParser{}, false}, 90),
			util.Prioritized(depthLimited{parser.NewBlockquoteParser(), false}, 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(depthLimited{noteParser{}, false}, 950),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(inlineParsers()...),
		parser.WithParagraphTransformers(
			util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
			util.Prioritized(tableTransformer{extension.NewTableParagraphTransformer()}, 200),
		),
	)
})

// lineEngine knows inline Markdown only: a title is never a list, a heading or code.
var lineEngine = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(util.Prioritized(parser.NewParagraphParser(), 1000)),
		parser.WithInlineParsers(inlineParsers()...),
	)
})

// inlineParsers are the parsers of what stands in a line, each held to a budget.
func inlineParsers() []util.PrioritizedValue {
	return []util.PrioritizedValue{
		util.Prioritized(budgeted{parser.NewCodeSpanParser(), budgetKeys[0]}, 100),
		util.Prioritized(mathSpanParser{}, 150),
		util.Prioritized(noteRefParser{}, 190),
		util.Prioritized(budgetedLinks{budgeted{parser.NewLinkParser(), budgetKeys[1]}}, 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(budgeted{parser.NewRawHTMLParser(), budgetKeys[2]}, 400),
		util.Prioritized(budgeted{parser.NewEmphasisParser(), budgetKeys[3]}, 500),
		util.Prioritized(budgeted{extension.NewStrikethroughParser(), budgetKeys[3]}, 500),
		util.Prioritized(shortWords{extension.NewLinkifyParser()}, 999),
	}
}
