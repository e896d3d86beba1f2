package blog

// For the tests of pieces that a whole post hides.
var (
	ParseDate = parseDate
	Slugify   = slugify
	MatchGlob = matchGlob
)

// NewAddresses makes what the first Resolve of an Index makes; MakeID its ID.
func NewAddresses(x *Index)  { newAddresses(x) }
func MakeID(x *Index) string { return x.makeID() }

// NameKey makes the spellings of a name equal.
var NameKey = nameKey

// NewGroups makes what the first Groups of a kind makes; NewLikeness what the first Related does.
func NewGroups(x *Index, kind Kind) { newGroups(x, kind) }
func NewLikeness(x *Index) any      { return newLikeness(x.posts, x.site.Lang) }

// Touch is what a notice of changed files comes to.
func (s *Store) Touch(paths ...string) bool { return s.touch(paths) }
