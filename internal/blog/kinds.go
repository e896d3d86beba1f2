package blog

import "strings"

// IsPostExt reports whether files with that extension are posts.
func IsPostExt(ext string) bool {
	switch strings.ToLower(ext) {
	case ".md", ".markdown", ".mkd", ".mkdn", ".mdown", ".mdwn", ".mdtext", ".mdx", ".mdoc", ".markdoc", ".mdc", ".svx", ".livemd",
		".rmd", ".qmd", ".org", ".lr":
		return true
	}
	return false
}

// IsSourceExt reports whether a file of that extension is no post where its output lies beside it,
// Markdown of the same name.
func IsSourceExt(ext string) bool {
	return strings.EqualFold(ext, ".rmd") || strings.EqualFold(ext, ".qmd")
}

// IsPrivateDir reports whether the name of a directory says that what lies in it is not public.
func IsPrivateDir(name string) bool {
	switch strings.ToLower(strings.TrimLeft(name, "_")) {
	case "drafts", "draft", "private", "unpublished", "embargoed", "wip", "trash", "internal-drafts":
		return true
	}
	return false
}
