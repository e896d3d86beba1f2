package theme

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	gansi "charm.land/glamour/v2/ansi"
	"github.com/alecthomas/chroma/v2"
)

// Theme is how a post looks: a style sheet in Glamour's schema, with a few things added that
// Glamour has no words for. It is never changed, and may be shared by all readers.
type Theme struct {
	Name  string // part of the key under which pages are kept: two themes must not have the same
	Dark  bool   // it is made for a dark background
	Style gansi.StyleConfig

	More     extras
	Elements [elCount]gansi.StylePrimitive
	Palette  *palette
	Code     map[chroma.TokenType]StyleID // nil if code has no colours
	Paper    *Paint                       // what the window is painted with; nil leaves it to the terminal
	mono     func() *Theme                // made when it is first asked for
	source   []byte
	pale     string // the colour of quiet text that the theme does not name
}

// extras is what a theme says under "sshblog". A theme of Glamour's says nothing there and gets
// what fits it.
type extras struct {
	Dark         *bool                           `json:"dark"`  // nil: as the colours are
	Quiet        *gansi.StylePrimitive           `json:"quiet"` // bars, captions, numbers; nil: pale text
	Mark         gansi.StylePrimitive            `json:"mark"`
	Key          gansi.StylePrimitive            `json:"key"`
	Insert       gansi.StylePrimitive            `json:"insert"`
	Note         gansi.StylePrimitive            `json:"note"` // the number of a footnote
	Alert        map[string]gansi.StylePrimitive `json:"alert"`
	HeadingRules map[string]string               `json:"heading_rules"` // by level: what is drawn below
	HeadingAir   map[string]uint                 `json:"heading_air"`   // by level: empty lines above, if more than one
	Bullets      []string                        `json:"bullets"`       // by depth
	CodeBar      string                          `json:"code_bar"`      // before each line of code
	Rule         string                          `json:"rule"`          // between sections, centred
	AlertBar     string                          `json:"alert_bar"`
	LinkNumber   string                          `json:"link_number"` // behind a link: "(link {n})"; "" is "[{n}]"
	Uncoloured   bool                            `json:"uncoloured"`  // nothing but text
	Signs        Glyphs                          `json:"signs"`
	// tables row by row, each cell behind the name of its column
	Records bool `json:"records"`
	// the contrast that all text has at least, if it is more than usual
	Contrast float64 `json:"contrast"`
	// made for dark and light screens, in the reader's own sixteen colours
	AnyScreen bool `json:"any_screen"`
}

// Glyphs are what lines are drawn with, and what stands between words.
type Glyphs struct {
	Line    string `json:"line"`    // above notes, below the head of a table
	Thin    string `json:"thin"`    // between the rows of a table
	Cross   string `json:"cross"`   // where a line meets what parts two columns
	Wrap    string `json:"wrap"`    // before the rest of a line of code that was too wide
	Fold    string `json:"fold"`    // before the summary of what a web page would fold away
	Leads   string `json:"leads"`   // between an image and where it leads
	Between string `json:"between"` // between two facts above a post
}

// mustTheme reads a theme that is part of the program.
func mustTheme(name string, source []byte) *Theme {
	t, err := ParseTheme(name, source)
	if err != nil {
		panic(err)
	}
	return t
}

// ParseTheme reads a theme as Glamour has them: all of its themes work unchanged. What would be
// ignored, such as an unknown key, is an error, a [SheetError] with its line.
func ParseTheme(name string, source []byte) (*Theme, error) {
	t := &Theme{Name: name, source: source}
	if err := checkSheet(source); err != nil {
		return nil, fmt.Errorf("theme %q: %w", name, err)
	}
	if err := json.Unmarshal(source, &t.Style); err != nil {
		return nil, fmt.Errorf("theme %q: %w", name, err)
	}
	t.stress(source)
	var added struct {
		More extras `json:"sshblog"`
	}
	added.More = defaults(&t.Style)
	if err := json.Unmarshal(source, &added); err != nil {
		return nil, fmt.Errorf("theme %q: sshblog: %w", name, err)
	}
	t.More = added.More
	t.Dark = t.madeForDark()
	if t.More.Quiet == nil {
		t.More.Quiet = t.paleText()
		t.pale = *t.More.Quiet.Color
	}
	t.Elements = elementsOf(&t.Style, &t.More)
	if t.More.Uncoloured {
		for i := range t.Elements {
			t.Elements[i] = bare(t.Elements[i])
		}
	}
	t.Palette = newPalette(t.Style.Document.StylePrimitive, nil)
	t.Code = t.codeLooks()
	t.mono = sync.OnceValue(func() *Theme { return monoTheme(name, source, t.Dark) })
	return t, nil
}

// stress tells stressed text and text that is struck out from other text in a theme without entries
// for them: a short one need not say what everybody expects.
func (t *Theme) stress(source []byte) {
	var has struct {
		Emph, Strong, Strikethrough json.RawMessage
	}
	_ = json.Unmarshal(source, &has) // it was read before
	yes := true
	if has.Emph == nil {
		t.Style.Emph.Italic = &yes
	}
	if has.Strong == nil {
		t.Style.Strong.Bold = &yes
	}
	if has.Strikethrough == nil {
		t.Style.Strikethrough.CrossedOut = &yes
	}
}

// defaults is what fits a theme of Glamour's.
func defaults(s *gansi.StyleConfig) extras {
	inverse, bold, underline := true, true, true
	color := func(c string) gansi.StylePrimitive { return gansi.StylePrimitive{Color: &c} }
	same := func(c *string) gansi.StylePrimitive { // a copy: reading what the theme says writes into it
		if c == nil {
			return gansi.StylePrimitive{}
		}
		return color(*c)
	}
	return extras{
		Note: same(s.LinkText.Color),
		Mark: gansi.StylePrimitive{Inverse: &inverse}, Key: gansi.StylePrimitive{Bold: &bold}, Insert: gansi.StylePrimitive{Underline: &underline},
		Alert: map[string]gansi.StylePrimitive{
			"note": color("4"), "tip": color("2"), "important": color("5"), "warning": color("3"), "caution": color("1"),
		},
		Bullets: []string{"•", "◦", "▪"}, AlertBar: "┃ ",
		Signs: Glyphs{Line: "─", Thin: "┈", Cross: "┼", Wrap: "↪ ", Fold: "▾ ", Leads: " → ", Between: " · "},
	}
}

// madeForDark reports whether the theme is made for dark screens: as it says, else by its
// background, else by the colours of its text.
func (t *Theme) madeForDark() bool {
	if t.More.Dark != nil {
		return *t.More.Dark
	}
	if ground, ok := colorOf(t.Style.Document.BackgroundColor); ok {
		return kindOf(ground) == DarkKind
	}
	s := &t.Style
	for _, colors := range [][]*string{
		{s.Document.Color, s.Paragraph.Color, s.Text.Color},
		{s.Heading.Color, s.H2.Color, s.H3.Color, s.Link.Color, s.LinkText.Color, s.Code.Color},
	} {
		sum, n := 0.0, 0.0
		for _, name := range colors {
			if c, ok := colorOf(name); ok {
				sum, n = sum+c.luminance(), n+1
			}
		}
		if n > 0 {
			return sum/n > 0.2
		}
	}
	return false
}

// ForDark returns the theme as one for dark screens, or for light ones, whatever it says itself.
func (t *Theme) ForDark(dark bool) *Theme {
	made := *t
	made.Dark = dark
	return &made
}

// paleText is text that may be overlooked, in a theme that does not say how that looks: its text at
// 60 % on its background.
func (t *Theme) paleText() *gansi.StylePrimitive {
	text, ground := rgb{0x1a, 0x1a, 0x1a}, white
	if t.Dark {
		text, ground = rgb{0xe5, 0xe5, 0xe5}, black
	}
	for _, name := range []*string{t.Style.Document.Color, t.Style.Paragraph.Color, t.Style.Text.Color} {
		if c, ok := colorOf(name); ok {
			text = c
			break
		}
	}
	if own, ok := colorOf(t.Style.Document.BackgroundColor); ok {
		ground = own
	}
	pale := ground.mix(text, 0.6).String()
	return &gansi.StylePrimitive{Color: &pale}
}

// elementsOf lists the styles by element.
func elementsOf(s *gansi.StyleConfig, m *extras) [elCount]gansi.StylePrimitive {
	bold := true
	alert := func(kind string) gansi.StylePrimitive {
		p := m.Alert[kind]
		if p.Bold == nil && !m.Uncoloured {
			p.Bold = &bold
		}
		return p
	}
	return [elCount]gansi.StylePrimitive{
		ElText: s.Text, ElParagraph: s.Paragraph.StylePrimitive, ElQuote: s.BlockQuote.StylePrimitive,
		ElList: s.List.StylePrimitive, ElHeading: s.Heading.StylePrimitive,
		ElH1: s.H1.StylePrimitive, elH2: s.H2.StylePrimitive, elH3: s.H3.StylePrimitive,
		elH4: s.H4.StylePrimitive, elH5: s.H5.StylePrimitive, elH6: s.H6.StylePrimitive,
		ElStrike: s.Strikethrough, ElEmph: s.Emph, ElStrong: s.Strong, ElRule: s.HorizontalRule,
		ElItem: s.Item, ElEnumeration: s.Enumeration, ElTask: s.Task.StylePrimitive,
		ElLink: s.Link, ElLinkText: s.LinkText, ElImage: s.Image, ElImageText: s.ImageText,
		ElCode: s.Code.StylePrimitive, ElCodeBlock: s.CodeBlock.StylePrimitive, ElTable: s.Table.StylePrimitive,
		ElDefinitionList: s.DefinitionList.StylePrimitive, ElTerm: s.DefinitionTerm, ElDefinition: s.DefinitionDescription,
		ElQuiet: *m.Quiet, ElMark: m.Mark, ElKey: m.Key, ElInsert: m.Insert, ElNote: m.Note,
		ElAlertNote: alert("note"), ElAlertTip: alert("tip"), ElAlertImportant: alert("important"),
		ElAlertWarning: alert("warning"), ElAlertCaution: alert("caution"),
	}
}

// bare is a style without any look.
func bare(s gansi.StylePrimitive) gansi.StylePrimitive {
	return gansi.StylePrimitive{
		BlockPrefix: s.BlockPrefix, BlockSuffix: s.BlockSuffix, Prefix: s.Prefix, Suffix: s.Suffix, Format: s.Format,
	}
}

// OneLine is a prefix or suffix of the style sheet for use within a line.
func OneLine(s string) string {
	if strings.IndexByte(s, '\n') < 0 {
		return s
	}
	return strings.ReplaceAll(s, "\n", "")
}

// Cells is a number of the style sheet, bounded: a theme is somebody's file.
func Cells(n *uint) int {
	if n == nil {
		return 0
	}
	return int(min(*n, 16))
}
