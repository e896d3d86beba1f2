package blog

// Prepare makes the values that the methods of an Index otherwise make on their first call: groups,
// addresses, suggestions. No reader then waits for them, which may take a tenth of a second on a
// large blog. It is never needed, may be called more than once, and returns when all is made, so
// that the owner of a store calls it in the background after each load:
//
//	go store.Index().Prepare()
func (x *Index) Prepare() {
	x.addresses()
	x.id()
	x.suggestOnce.Do(x.makeSuggestions)
	for kind := range kinds {
		x.groups[kind]()
	}
}
