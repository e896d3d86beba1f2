package layout

import (
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/markdown"
	"github.com/sshblog/sshblog/internal/textwidth"
)

// MinWidth and MaxWidth bound the width of a page, in cells. Others are taken as the nearest of
// these.
const (
	MinWidth = 10
	MaxWidth = 300
)

// Request says what to render, and how. Two requests that are equal but for Doc, Resolve, Hint and
// Room are taken to be for the same page: an ID must change when the text does, a ResolveID when
// Resolve or Hint would answer otherwise, and a RoomID when Room would.
type Request struct {
	ID      string
	Doc     func() *markdown.Document // asked only if the page is not there yet
	Head    func() *markdown.Document // of a long post its beginning, or nil if it has none; nil for all others
	Width   int                       // in cells, 10 to 300
	Method  textwidth.Method          // how the terminal of the reader counts cells
	Theme   *theme.Theme
	Links   LinkMode
	Resolve func(dest string) Target // where an address in the text leads; nil leaves all of them
	// how to get to a post ("slug#anchor"), for who cannot click; the post itself if nil
	Hint      func(post string) string
	ResolveID string // says what Resolve and Hint are made of
	// break lines of code that are too wide, with a mark; otherwise they are cut, see Page.Wide
	WrapCode bool
	// Room returns how large the picture in a file of this blog is, where there are so many columns.
	// Nil leaves all pictures as words.
	Room          func(file string, cols int) Room
	RoomID        string // says what Room is made of
	Hero          string // the address of the picture that stands above the text; "" for none
	InternalLinks bool   // the reader can follow a link to a place on the page: footnotes lead back
}
