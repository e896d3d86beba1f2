package blog

// Limits of single fields, in bytes and entries. What is longer is cut.
const (
	maxTitle   = 500
	maxName    = 200 // an author, tag, category or series
	maxNames   = 100 // of each of these
	maxSummary = 2000
	maxAddress = 2000
	maxExcerpt = 480 // two or three lines of a list
)
