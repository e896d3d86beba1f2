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
	Blog, Page          string
	PagesRule           string // above the pages
	Posts, Pages        Count
	Comma               string // between two counts
	Of                  string // "3 of 10"
	Looking             string
	NoTitle             string
	NoPosts             string
	NewPost             string // with its title
	NewPosts            Count
	TooSmall            string // for a window that is too small
	Leaves              string // says how to leave, in at most 10 cells
	NoSuchPost, DidMean string

	// A post.
	Changed, Gone, CannotShow    string
	NoHeadingNamed               string
	Older, Newer                 string
	NextPart, PreviousPart       string
	Related                      string
	LastPost, FirstPost          string
	All, End, Top                string
	NotInPost                    string
	NoMatches                    string
	PostGone                     string
	Sent, SelectIt               string // what was sent to the clipboard, or cannot be
	AnyKey                       string // goes back
	YouLeft                      string // with the place
	BackBy                       string // with a command line
	NoWebAddress, NoCommand      string
	Wait                         string
	NothingAhead                 string
	TextWidth                    string // with a number of cells
	WidestText                   string
	FocusMode                    string
	Theme                        string // with its name
	Themes                       map[string]string
	ThemesTitle                  string
	MadeForDark, MadeForLight    string // of themes on the other kind of screen
	ThemeSample                  string // a short text in Markdown
	KeepTheme                    string // before a line of that file
	Keep                         string
	MouseOn, MouseOff            string
	Contents, NoHeadings         string
	NoHeadingBelow, NoHeadingUp  string
	Links, NoLinks, NoLinkHere   string
	Code, NoCode                 string
	CodeLines                    Count
	TooLong                      string
	Note                         string // with its number
	GoThere, Close, Follow, Copy string
	NoSuchKey                    string
	FetchPictures                Count  // what the lines below fetch
	BackTo                       string // with where Esc leads to
	Results                      string // the hits of a search, as a place to go back to
	LastLink, FirstLink          string // Tab begins anew there

	// Search and browsing.
	Search, SearchHint         string
	Hits                       Count
	BestHits                   string // with how many are shown, where there are more
	NoHits, Indexing, NoSearch string
	Browse                     string
	Tags, Categories, Series   string
	Authors, Years             string
	NothingToBrowse            string
	ShowGroup, NextKind        string // what Enter and Tab do there
	MoreBelow                  string
	Keys                       string
	Groups                     Groups
	KeyMap                     KeyTexts

	// Reading by ear.
	Plain PlainTexts
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
	Theme, TextWidth, FocusMode, Mouse                        Key
	Filter, Clear, Accept                                     Key
	Help, Redraw, Quit, Interrupt                             Key
}
