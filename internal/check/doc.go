// Package check reports problems that authors may want to mend: links and anchors that lead
// nowhere, images that are missing or cannot be shown, code that is never closed, beside the
// problems that reading the blog has found.
//
//	for _, found := range check.All(ctx, store.Index(), check.Options{}).Problems {
//		fmt.Println(found.In(dir)) // posts/bees.md:12: error: the link "wax.md" leads nowhere
//	}
package check
