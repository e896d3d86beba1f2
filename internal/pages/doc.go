// Package pages keeps the pages of posts for the whole process, and lets few be laid out at a time.
//
//	r := pages.New(pages.Options{})
//	page, err := r.Render(ctx, layout.Request{ID: post.ID, Doc: parse, Width: 80, Theme: theme.Dark()})
//
// The second reader of a post costs nothing: a page is laid out once, however many ask for it.
//
//	Request --- in the cache? --------------------------------------------> Pending.Page
//	   |                                                                        ^
//	   +--- under way? join the call ----------------------------------+        |
//	   |                                                               v        |
//	   +--- new call --> queue, interactive before background --> layout.Draw --+--> cache
//	                                                                   ^
//	Prefetch: a call of background priority ---------------------------+
//
// The rules:
//
//   - A [Pending] waits for a call. A call that nothing waits for is cancelled.
//   - A background call gives way: a reader who needs its turn, or asks for its page, cancels it,
//     and it begins again.
//   - Long posts have a queue of their own, with one turn, so that short posts do not wait behind
//     them. The page of their beginning is drawn without a turn, see [Pending.Head].
//   - [Renderer.Stream] passes lines on while a post is laid out. It gives its turn back meanwhile,
//     and keeps nothing.
//
// renderer.go has the calls and the cache, queue.go the turns, prefetch.go the pages that are laid
// out ahead, stream.go the rest.
package pages
