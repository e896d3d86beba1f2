package blog

// Limits of single fields, in bytes and entries. Longer values are cut.
const (
	MaxTitle   = 500
	MaxName    = 200 // an author, tag, category or series
	MaxNames   = 100 // of each of these
	MaxSummary = 2000
	MaxAddress = 2000
	MaxExcerpt = 480 // two or three lines of a list
)
