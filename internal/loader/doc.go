// Package loader reads a directory of posts and keeps it up to date: files go in, a [blog.Index]
// comes out.
//
//	index, err := loader.Load(os.DirFS("posts"), loader.Options{})
//	for _, post := range index.Posts() {
//		fmt.Println(post.Date.Format(time.DateOnly), post.Title)
//	}
//
// A program that runs for long holds a [Store] instead, which loads again when files change and
// swaps the Index:
//
//	store, err := loader.NewStore(source.FromDir(dir), loader.StoreOptions{WatchDir: dir})
//	go store.Watch(ctx)
//	for {
//		changed := store.Changed() // first the channel, then the Index, so that no change is missed
//		show(store.Index())
//		<-changed
//	}
//
// How files become an Index:
//
//	directory -> files    walk.go, kinds.go    what is a post, what only lies beside one, what is passed over
//	file      -> entry    entry.go        its text, front matter (frontmatter) and what the site presets for it (site)
//	header    -> Post     meta.go, lists.go, visibility.go, excerpt.go, words.go
//	entries   -> Index    assemble.go, unpublished.go: languages, equal slugs, what is visible now
//
// loader.go keeps the entries, reads only what has changed and reads many files at a time;
// incremental.go looks only at the files that the system gives notice of; store.go swaps the Index,
// sample.go what is shown until there is one, unfinished.go which files are waited for;
// watch.go decides when to look; report.go tells the operator's log.
//
// Rules that hold everywhere:
//
//   - One broken file never hides another. It becomes a [problem.Problem] and, where its text can
//     be read, still a post. A panic costs a file or a scan: the last good Index stays.
//   - A post is a page only if it says so or has the name of one, such as "about"; what else lies
//     beside it never matters.
//   - Where several posts want one address, the oldest date has it: a new post takes none from an
//     old one.
//   - Everything in a file is foreign: size, depth, number of files and the expansion of YAML
//     aliases are bounded by [Limits].
//   - The modification time of a file is never a date.
package loader
