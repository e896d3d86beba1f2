package catalog

// English returns the texts in English.
func English() *Texts { return &english }

var english = Texts{
	Lang:     "en",
	DateForm: "{d} {month} {y}",
	Months: [12]string{
		"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
	},
	DayForm: "{month} {d}",
	ShortMonths: [12]string{
		"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
	},
	Minutes: Count{"%d min", "%d min"}, MinutesLeft: Count{"%d min left", "%d min left"},
	Updated:   "updated %s",
	Part:      "%s, part %d of %d",
	EmptyPost: "This post has no text.",

	Blog: "Blog", Page: "page", PagesRule: "Pages",
	Posts: Count{"%d post", "%d posts"}, Pages: Count{"%d page", "%d pages"},
	Comma:    ", ",
	Of:       "%d of %d",
	Looking:  "Looking ...",
	NoTitle:  "No title or tag matches. Esc clears the filter.",
	NoPosts:  "No posts here yet. The first one will show up by itself.",
	NewPost:  "A new post is out: %s",
	NewPosts: Count{"%d new post is out.", "%d new posts are out."},
	TooSmall: "Please make this window larger: 20x8 is enough.", Leaves: "q leaves.",
	NoSuchPost: "There is no post %q.", DidMean: "There is no %q. Did you mean %s? Enter reads it.",

	Changed:        "This post has changed. r shows the new text.",
	Gone:           "This post has been taken away; you can read it to the end.",
	CannotShow:     "This post cannot be shown just now.",
	NoHeadingNamed: "There is no heading %q here.",
	Older:          "older", Newer: "newer",
	NextPart: "next part", PreviousPart: "previous part",
	Related:  "Related",
	LastPost: "The last post.", FirstPost: "The first post.",
	All: "all", End: "end", Top: "top",
	NotInPost: "%q is not in this post.",
	NoMatches: "Nothing is marked. / finds words in this post.",
	PostGone:  "That post is not here any more.",
	Sent:      "sent to your clipboard, if your terminal allows it", SelectIt: "this terminal has no clipboard: select it", AnyKey: "any key goes back",
	YouLeft: `You left "%s".`, BackBy: "Back: %s",

	NoWebAddress: "This post has no address on the web.", NoCommand: "There is no command line for this post.",
	Wait:         "One moment ...",
	NothingAhead: "Nothing to go forward to.",
	TextWidth:    "Text of %d columns.", WidestText: "Text as wide as the window.",
	FocusMode: "Only the text. z brings the rest back.",
	Theme:     "Theme: %s",
	Themes: map[string]string{
		"auto": "as your terminal is", "light": "for light screens", "dark": "for dark screens", "contrast": "high contrast", "terminal": "your own colours",
		"paper": "a warm sheet", "night": "a blue night",
	},
	ThemesTitle: "Themes", MadeForDark: "on a dark sheet", MadeForLight: "on a light sheet",
	ThemeSample: "## A heading\n\nText with *emphasis* and **stress**, [a link](https://example.com), `code` and <mark>a mark</mark>.\n\n- one\n- and two\n\n> Somebody said so.\n\n```go\nprint(\"hello\", 42) // a remark\n```",
	KeepTheme:   "For good, in ~/.ssh/config:", Keep: "keep",
	MouseOn:  "Mouse on: wheel and clicks. m gives it back to your terminal.",
	MouseOff: "Mouse off.",
	Contents: "Contents", NoHeadings: "This post has no headings.",
	NoHeadingBelow: "No heading further down.", NoHeadingUp: "No heading further up.",
	Links: "Links", NoLinks: "This post has no links.", NoLinkHere: "This note has no links.",
	Code: "Code", NoCode: "This post has no code.",
	CodeLines: Count{"%d line of code", "%d lines of code"},
	TooLong:   "That is too much for the clipboard of a terminal.",
	Note:      "Note %d",
	GoThere:   "go there", Close: "close", Follow: "follow", Copy: "copy",
	NoSuchKey:     "That key does nothing here; ? shows those that do.",
	FetchPictures: Count{"To fetch %d picture:", "To fetch %d pictures:"},
	BackTo:        "back to %s", Results: "the results", LastLink: "From the end again.", FirstLink: "From the beginning again.",

	Search: "Search", SearchHint: `Words, "a phrase", tag:x, author:x, year:2024`,
	Hits: Count{"%d hit", "%d hits"}, NoHits: "Nothing found.", Indexing: "The posts are still being read for the search ...",
	BestHits: "the best %d hits", NoSearch: "There is no search here.",
	Browse: "Browse", Tags: "Tags", Categories: "Categories", Series: "Series", Authors: "Authors", Years: "Years",
	NothingToBrowse: "No tags, categories, series or years here.",
	ShowGroup:       "posts", NextKind: "next kind",
	MoreBelow: "more below", Keys: "Keys",

	Groups: Groups{
		Move: "Move", Read: "Read", Find: "Find", Follow: "Follow and copy", Look: "Look", Filter: "Filter the list", Else: "Help and leaving",
	},
	Plain: englishPlain,
	KeyMap: KeyTexts{
		Up: Key{"up", "one line up"}, Down: Key{"down", "one line down"},
		PageUp: Key{"page up", "one page up"}, PageDown: Key{"page down", "one page down"},
		HalfUp: Key{"half up", "half a page up"}, HalfDown: Key{"half down", "half a page down"},
		Top: Key{"top", "to the top"}, Bottom: Key{"end", "to the end"},

		Open: Key{"read", "read the chosen post"}, Back: Key{"back", "one step back"},
		Next: Key{"next", "next post"}, Previous: Key{"previous", "previous post"},
		Reload: Key{"reload", "show a post's new text"},
		Right:  Key{"wide code", "wide code sideways"}, Left: Key{"back", "and back"},

		Contents:    Key{"contents", "the post's headings"},
		NextHeading: Key{"heading", "next heading"}, PreviousHeading: Key{"heading", "previous heading"},

		Find: Key{"find", "find in this post"}, NextMatch: Key{"next", "next match"}, PreviousMatch: Key{
			"previous",
			"previous match",
		},
		Search: Key{"search", "search all posts"}, Browse: Key{"browse", "tags, series, authors, years"},

		NextLink: Key{"link", "next link; Enter follows"}, PreviousLink: Key{"link", "previous link"},
		Return: Key{"return", "where you came from"}, Forward: Key{"forward", "and forward again"},
		Links:       Key{"links", "all links of the post"},
		CopyCommand: Key{"copy", "copy the command line"}, CopyAddress: Key{"copy", "copy the web address"},
		CopyCode: Key{"code", "copy a block of code"},

		Theme: Key{"theme", "choose a theme"}, TextWidth: Key{"width", "the width of the text"},
		FocusMode: Key{"text only", "nothing but the text"}, Mouse: Key{"mouse", "the mouse, on and off"},

		Filter: Key{"filter", "by title and tag"}, Clear: Key{"clear", "clear what was typed"}, Accept: Key{
			"read",
			"read the chosen post",
		},
		Help: Key{"help", "this help, on and off"}, Redraw: Key{"redraw", "draw the screen anew"}, Quit: Key{"leave", "leave the blog"}, Interrupt: Key{
			"leave",
			"leave at once",
		},
	},
}
