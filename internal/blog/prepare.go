package blog

// Prepare makes what the methods of an Index make when they are first asked: groups, what is like what, addresses, suggestions. No
// reader then waits for them, which may take a tenth of a second on a large blog. It is never needed, may be called more than
// once, and returns when all is made, so that the owner of a store calls it in the background after each load:
//
//	go store.Index().Prepare()
//
// A panic in it ends nothing; who asks for the part that failed meets it again.
func (x *Index) Prepare() {
	steps := []func(){
		func() { x.addresses() },
		func() { x.id() },
		func() { x.suggestOnce.Do(x.makeSuggestions) },
		func() { x.likeness() },
	}
	for kind := range kinds {
		steps = append(steps, func() { x.groups[kind]() })
	}
	for _, step := range steps {
		_ = caught(step)
	}
}
