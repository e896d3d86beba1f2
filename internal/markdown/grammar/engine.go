package grammar

import (
	"regexp"
	"sync"

	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// The parsers are built once: a parser keeps nothing between two texts, and may be used by any number
// of goroutines.
var (
	post = sync.OnceValue(func() parser.Parser { return newEngine(parser.NewCodeBlockParser()) })
	mdx  = sync.OnceValue(func() parser.Parser { return newEngine(nil) })
	line = sync.OnceValue(func() parser.Parser {
		return parser.NewParser(
			parser.WithBlockParsers(util.Prioritized(parser.NewParagraphParser(), 1000)),
			parser.WithInlineParsers(inlineParsers()...),
		)
	})
)

// Post returns the parser of whole posts.
func Post() parser.Parser { return post() }

// MDX returns the parser of posts in MDX, in which an indented line is text like any other.
func MDX() parser.Parser { return mdx() }

// Line returns the parser of one line, which knows inline Markdown only: a title is never a list, a
// heading or code.
func Line() parser.Parser { return line() }

// newEngine builds a parser; indented is that of indented code, nil if there is none.
func newEngine(indented parser.BlockParser) parser.Parser {
	var code []util.PrioritizedValue
	if indented != nil {
		code = append(code, util.Prioritized(indented, 500))
	}
	return parser.NewParser(
		parser.WithBlockParsers(code...),
		parser.WithBlockParsers(
			util.Prioritized(parser.NewSetextHeadingParser(), 100),
			util.Prioritized(depthLimited{extension.NewDefinitionListParser(), false}, 101),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(depthLimited{parser.NewListParser(), true}, 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(mathBlockParser{}, 450),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(depthLimited{containerParser{}, false}, 750),
			util.Prioritized(depthLimited{admonitionParser{}, false}, 90),
			util.Prioritized(depthLimited{parser.NewBlockquoteParser(), false}, 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(depthLimited{noteParser{}, false}, 950),
			util.Prioritized(paragraphs{parser.NewParagraphParser(), indented == nil}, 1000),
		),
		parser.WithInlineParsers(inlineParsers()...),
		parser.WithParagraphTransformers(
			util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
			util.Prioritized(tableTransformer{extension.NewTableParagraphTransformer()}, 200),
		),
	)
}

// inlineParsers are the parsers of what stands in a line, each held to a budget.
func inlineParsers() []util.PrioritizedValue {
	return []util.PrioritizedValue{
		util.Prioritized(budgeted{parser.NewCodeSpanParser(), budgetKeys[0]}, 100),
		util.Prioritized(mathSpanParser{}, 150),
		util.Prioritized(noteRefParser{}, 190),
		util.Prioritized(scriptParser{}, 195),
		util.Prioritized(budgetedLinks{budgeted{parser.NewLinkParser(), budgetKeys[1]}}, 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(budgeted{parser.NewRawHTMLParser(), budgetKeys[2]}, 400),
		util.Prioritized(wideWords{budgeted{parser.NewEmphasisParser(), budgetKeys[3]}}, 500),
		util.Prioritized(wideWords{budgeted{extension.NewStrikethroughParser(), budgetKeys[3]}}, 500),
		util.Prioritized(shortWords{extension.NewLinkifyParser(
			extension.WithLinkifyURLRegexp(BareAddress), extension.WithLinkifyWWWRegexp(bareHost))}, 999),
	}
}

// paragraphs is the parser of paragraphs, which may begin with an indented line where there is no
// indented code.
type paragraphs struct {
	parser.BlockParser
	indented bool
}

func (p paragraphs) CanAcceptIndentedLine() bool { return p.indented }

// addressTail is a character of an address behind its host: those that goldmark takes, and letters,
// marks and digits of any script.
const addressTail = `[-\p{L}\p{M}\p{N}@:%_+.~#$!?&/=();,'">^{}\[\]` + "`]"

// BareAddress is an address without brackets. Letters, marks and digits of any script belong to it;
// punctuation of other scripts ends it.
var BareAddress = regexp.MustCompile("^(?:http|https|ftp)://[-\\p{L}\\p{M}\\p{N}@:%._+~#=]{1,256}\\.\\p{L}+(?::\\d+)?(?:[/#?]" + addressTail + "*)?")

// bareHost is the same for one that begins with www.
var bareHost = regexp.MustCompile("^www\\.[-\\p{L}\\p{M}\\p{N}@:%._+~#=]{1,256}\\.\\p{L}+(?:[/#?]" + addressTail + "*)?")
