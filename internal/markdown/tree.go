package markdown

// Document is a post as a tree. It is never changed once it is made, so that any number of readers
// may walk it at once.
type Document struct {
	Blocks    []Block   // the text, from top to bottom
	Headings  []Outline // every heading, in the order of the text
	Footnotes []Block   // of kind Footnote, in the order in which the text mentions them; Start is the number
	Problems  []Problem // what the author will want to mend, in the order of the lines
}

// Problem is a mistake in a text that its author will want to mend. The text is shown all the same.
type Problem struct {
	Line    int    // in the author's file, from 1
	Message string // lower case, without a full stop
}

// Outline is one heading of a Document.
type Outline struct {
	Level int    // 1 to 6
	Text  string // as plain text
	ID    string // the anchor, unique in the document
	Line  int    // in the author's file, from 1
}

// BlockKind says what a Block is.
type BlockKind uint8

// The kinds of blocks, with the fields of Block that each uses besides Kind and Line.
const (
	Paragraph      BlockKind = iota // Inlines
	Heading                         // Level, ID, Inlines
	Code                            // Text (lines end in \n), Lang, Caption
	Quote                           // Blocks
	List                            // Ordered, Start, Tight; Blocks are all of kind Item
	Item                            // Task; Blocks; Text is the number of an ordered item where it is not the next, or a letter
	Table                           // Table; Inlines are the caption
	Rule                            // nothing else
	DefinitionList                  // Blocks of kind Term and Definition
	Term                            // Inlines
	Definition                      // Blocks
	Alert                           // Lang is the sort ("note", "warning", any word), Inlines the label, Blocks
	Details                         // Inlines are the summary, Blocks
	Footnote                        // Start is its number, ID its anchor, Blocks; only in Document.Footnotes
	Math                            // Text is the source
	Plain                           // Text, lines as they are: what was over a limit
)

// TaskState says whether an Item is a task.
type TaskState uint8

// The states of an Item.
const (
	NoTask TaskState = iota
	Open
	Done
)

// Block is a part of the text that stands on lines of its own.
type Block struct {
	Kind    BlockKind
	Task    TaskState
	Ordered bool
	Tight   bool   // no empty line between the items
	Closes  bool   // a paragraph that says that what stands above it has ended, for readers who hear it
	Level   int    // of a heading
	Line    int    // in the author's file, from 1
	Start   int    // number of the first item, or of a footnote
	ID      string // anchor
	Lang    string // leading word of the info string, in lower case
	Caption string // file name or title of code
	Text    string
	Inlines []Inline
	Blocks  []Block
	Table   *Grid // of a table only
}

// Align is where the cells of a column stand.
type Align uint8

// The alignments of a column.
const (
	AlignNone Align = iota
	AlignLeft
	AlignCenter
	AlignRight
)

// Grid is the content of a table. All rows have as many cells as Align has entries.
type Grid struct {
	Align []Align
	Head  []Cell // empty cells if the table has no header
	Rows  [][]Cell
}

// Cell is one cell of a table.
type Cell []Inline

// InlineKind says what an Inline is.
type InlineKind uint8

// The kinds of inlines, with the fields of Inline that each uses besides Kind.
const (
	Text      InlineKind = iota // Text
	Emphasis                    // Children
	Strong                      // Children
	Strike                      // Children
	CodeSpan                    // Text
	Link                        // URL, Title, Children, Line
	Image                       // URL, Title, Line, Text is the description
	SoftBreak                   // an end of line that means a blank
	HardBreak                   // an end of line that the author wants
	NoteRef                     // Number is that of the footnote
	MathSpan                    // Text is the source
	Super                       // Children
	Sub                         // Children
	Key                         // Children: a key of the keyboard
	Mark                        // Children: highlighted
	Insert                      // Children: what was put in, underlined
	Anchor                      // Text is the ID of a place to jump to; nothing is seen
)

// Inline is a part of a line.
type Inline struct {
	Kind     InlineKind
	Line     int32 // of a Link or an Image: in the author's file, from 1
	Number   int
	Text     string
	URL      string
	Title    string
	Children []Inline
}
