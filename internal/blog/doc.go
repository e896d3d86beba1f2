// Package blog is the domain: what a directory of Markdown files says, as posts and pages.
//
// A file system goes in, an [Index] comes out:
//
//	index, err := blog.Load(os.DirFS("posts"), blog.Options{})
//	for _, post := range index.Posts() {
//		fmt.Println(post.Date.Format(time.DateOnly), post.Title)
//	}
//
// A program that runs for long holds a [Store] instead, which loads again when files change and swaps the Index:
//
//	store, err := blog.NewStore(blog.FromDir(dir), blog.StoreOptions{WatchDir: dir})
//	go store.Watch(ctx)
//	for {
//		changed := store.Changed() // first the channel, then the Index, so that no change is missed
//		show(store.Index())
//		<-changed
//	}
//
// How a file becomes a post:
//
//	bytes  -> text      decode.go    BOM, UTF-16, invalid bytes, line ends
//	text   -> header    header.go    where the front matter ends; which of its forms it is
//	header -> value     yaml.go, toml.go, json.go, pairs.go: each form becomes the same small tree of raw scalars
//	value  -> Post      fields.go, lists.go, date.go, slug.go, visibility.go: names of keys, dates, lists; what the
//	                    post does not say, site.go and preset.go may say for many
//	Posts  -> Index     index.go, assemble.go: languages, equal slugs, what is visible now
//
// What leads from one post to another is found by [Index.Resolve] (resolve.go, addresses.go), which the renderer asks for each link,
// and [Index.Check] (check.go) tells authors of links that lead nowhere and of all other [Problem]s:
//
//	for _, problem := range store.Index().Check(ctx) {
//		fmt.Println(problem.In(store.Dir())) // posts/bees.md:12: error: the link "wax.md" leads nowhere
//	}
//
// What readers browse by is [Index.Groups] (group.go, name.go): tags, categories, series, authors, years. What they may read after a
// post is [Index.SeriesOf] and [Index.Related]: terms.go finds the words and labels of a post, census.go how rare they are, likeness.go
// which posts have them, related.go what is most like a post. All of it is made when first asked for, or by [Index.Prepare].
//
// Rules that hold everywhere:
//
//   - An Index and its Posts never change and are shared by all readers. What changes is which Index the Store holds.
//   - One broken file never hides another. It becomes a [Problem] and, where its text can be read, still a post. A panic costs a
//     file or a scan: the last good Index stays.
//   - A post is a page only if it says so or has the name of one, such as "about"; what else lies beside it never matters.
//   - Where several posts want one address, the oldest date has it: a new post takes none from an old one.
//   - Everything in a file is foreign: size, depth, number of files and the expansion of YAML aliases are bounded by
//     [Limits], and no control character of a file reaches a title, tag, name or slug. [Post.Raw] and [Post.Body] are the
//     author's text as it is: whoever shows them cleans them.
//   - A date keeps the zone its author wrote. The modification time of a file is never a date.
package blog
