package catalog

// Texts is all that the screens say, in one language.
type Texts struct {
	Lang string // BCP 47: "en"

	// Dates and what stands above a post.
	DateForm    string // of {d}, {month} and {y}
	Months      [12]string
	DayForm     string // of {month} and {d}, which takes two cells: a day of a year that stands above
	ShortMonths [12]string
	Minutes     Count
	// of the text that is left to read
	MinutesLeft Count
	Updated     string // with a date
	Part        string // of a series, with its name, the place and the number of parts
	EmptyPost   string

	// The list.
	Blog, Page       string
	PagesRule        string // above the pages
	Posts, Pages     Count
	Comma            string // between two counts
	Of               string // "3 of 10"
	Looking          string
	NoTitle, NoPosts string
	TooSmall         string // for a window that is too small
	Leaves           string // says how to leave, in at most 10 cells

	// A post.
	NextPart, PreviousPart       string
	Related                      string
	All, End, Top                string
	Sent, SelectIt               string // what was sent to the clipboard, or cannot be
	AnyKey                       string // goes back
	YouLeft                      string // with the place
	BackBy                       string // with a command line
	RestartsNow                  string // to a reader who is let go
	CutShort                     string // below what a command or a download has brought
	LastWords                    LastWords
	Themes                       map[string]string
	ThemesTitle                  string
	MadeForDark, MadeForLight    string // of themes on the other kind of screen
	ThemeSample                  string // a short text in Markdown
	KeepTheme                    string // before a line of that file
	Keep                         string
	Contents, Links, Code        string
	CodeLines                    Count
	GoThere, Close, Follow, Copy string
	FetchPictures                Count  // what the lines below fetch
	BackTo                       string // with where Esc leads to
	Results                      string // the hits of a search, as a place to go back to

	// Search and browsing.
	Search, SearchHint       string
	Hits                     Count
	BestHits                 string // with how many are shown, where there are more
	NoHits, Indexing         string
	Browse                   string
	Tags, Categories, Series string
	Authors, Years           string
	NothingToBrowse          string
	ShowGroup, NextKind      string // what Enter and Tab do there
	MoreBelow                string
	Keys                     string
	Groups                   Groups
	KeyMap                   KeyTexts
	Notices

	// Reading by ear.
	Plain PlainTexts

	// Reading in a browser.
	Web WebTexts
}

// WebTexts are what web pages say beside the words of the screens.
type WebTexts struct {
	Skip         string // a link to what the page is there for
	Navigation   string // names, for who hears the page
	More         string
	PagesOfList  string
	InTerminal   string // before a command line
	Feed         string
	Newer, Older string // posts
	Languages    string // before the names of languages
	Draft        string
	NotFound     string
	Perhaps      string // before the posts that may have been meant
}

// Notices are the lines that answer a key, or say what has happened. One without a name in it takes at
// most 38 cells, so that it fits a window of 40 columns.
type Notices struct {
	NewPost                     string // with its title
	NewPosts                    Count
	Restarts, RestartsSoon      string // the second where it is not known how readers come back
	NoSuchPost                  string // with what was asked for
	DidMean                     string // with what was asked for, and the nearest post
	Changed, Gone, CannotShow   string
	PostGone                    string
	NoHeadingNamed              string
	LastPost, FirstPost         string
	NotInPost                   string // with what was looked for
	NoMatches                   string
	NoWebAddress, NoCommand     string
	TooLong                     string
	Wait                        string
	NothingAhead                string
	TextWidth                   string // with a number of cells
	Enlarge                     string // a picture
	PicturesAuto                string // how pictures are shown
	PicturesBlocks              string
	PicturesWords               string
	NoPictures                  string // none can be shown on this screen
	WidestText                  string
	FocusMode                   string
	Theme                       string // with its name
	NoColours                   string
	MouseOn, MouseOff           string
	NoHeadings                  string
	NoHeadingBelow, NoHeadingUp string
	NoLinks, NoLinkHere         string
	LastLink, FirstLink         string // Tab begins anew there
	NoCode                      string
	Note                        string // with its number
	NoSearch                    string
	NoSuchKey, NoSuchKeyTyping  string // the second while letters are text
}

// Groups are the names of the parts of the help.
type Groups struct{ Move, Read, Find, Follow, Look, Filter, Else string }

// KeyTexts says what each key does, by the field names of keymap.KeyMap.
type KeyTexts struct {
	Up, Down, PageUp, PageDown, HalfUp, HalfDown, Top, Bottom Key
	Open, Back, Next, Previous, Reload, Right, Left           Key
	Contents, NextHeading, PreviousHeading                    Key
	Find, NextMatch, PreviousMatch, Search, Browse            Key
	NextLink, PreviousLink, Return, Forward, Links            Key
	CopyCommand, CopyAddress, CopyCode                        Key
	Theme, TextWidth, FocusMode, Images, Mouse                Key
	Filter, Clear, Accept                                     Key
	Help, Redraw, Quit, Interrupt                             Key
}
