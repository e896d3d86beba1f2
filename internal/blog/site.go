package blog

import (
	"strings"
	"time"
)

// Site describes a blog as a whole. Its fields come from the site file of the engine, if there is
// one, and from Options, which win; unknown fields are empty.
type Site struct {
	Title       string
	Description string
	Author      string
	BaseURL     string // without a slash at its end
	Lang        string
	Location    *time.Location // zone of dates that name none; never nil

	Engine    string   // "jekyll", "hugo", "zola", "hexo", "pelican", or "" where no site file was found
	File      string   // the site file
	Content   []string // directories that posts are read from, relative to the root; "." is all of it
	Static    []string // directories that hold what "/image.png" means
	Languages []string // languages that the site file names

	// What the first screen shows above the list.
	Banner       []string // lines that hold no control sequences but SGR, each for itself; nil if there is none
	NarrowBanner []string // the same for windows of less than 60 columns
	Intro        string   // a short text in Markdown; "" if there is none
	Links        []Link
	Parts        []ListPart // of the list, from top to bottom; none: all posts by year, then the pages

	// Permalinks are patterns such as "/:year/:month/:title/" by section, the first directory below
	// the content directory; that of "" is for all dated posts.
	Permalinks map[string]string
	Naming     Naming
}

// Naming is how an engine makes the names of posts on the web, as far as that differs.
type Naming struct {
	SlugOfTitle     bool              // a slug is made of the title, not of the name of the file
	DateOfName      bool              // a date in the name of a file is not part of its address
	DefaultLang     string            // the language whose addresses have no prefix
	DefaultInSubdir bool              // they have one all the same
	LangDirs        map[string]string // languages by directories that hold their posts
}

// Within returns a path relative to the content directory that it lies in.
func (s *Site) Within(file string) string {
	for _, dir := range s.Content {
		if dir == file {
			return "."
		}
		if rest, ok := strings.CutPrefix(file, dir+"/"); ok {
			return rest
		}
	}
	return file
}
