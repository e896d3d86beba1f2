package blog

// NewAddresses makes what the first Resolve of an Index makes; MakeID its ID.
func NewAddresses(x *Index)  { newAddresses(x) }
func MakeID(x *Index) string { return x.makeID() }

// NewGroups makes what the first Groups of a kind makes.
func NewGroups(x *Index, kind Kind) { newGroups(x, kind) }
