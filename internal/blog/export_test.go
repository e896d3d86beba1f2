package blog

// For the tests of pieces that a whole post hides.
var (
	ParseDate = parseDate
	Slugify   = slugify
)
