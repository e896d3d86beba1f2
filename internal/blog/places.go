package blog

import (
	"path"
	"strings"

	"github.com/sshblog/sshblog/internal/dates"
	"github.com/sshblog/sshblog/internal/plaintext"
)

// placeOf returns where on the site an address lies, for the question whether posts lie there too:
// its directory, up to the first part that is a number, such as a year, which is "#".
func placeOf(key string) string {
	i := strings.LastIndexByte(key, '/')
	if i < 0 {
		return ""
	}
	dir := key[:i]
	at := 0
	for part := range strings.SplitSeq(dir, "/") {
		if _, w := dates.Digits(part); w == len(part) && w > 0 {
			return dir[:at] + "#"
		}
		at += len(part) + 1
	}
	return dir
}

// addPlaces notes where the posts lie: those with a date, or all where none has one.
func (a *addresses) addPlaces(x *Index) {
	for _, dated := range [...]bool{true, false} {
		for _, p := range x.all {
			if p.Date.IsZero() != dated {
				a.addPlace(x, p)
			}
		}
		if len(a.places) > 0 {
			return
		}
	}
}

func (a *addresses) addPlace(x *Index, p *Post) {
	if p.Permalink != "" {
		a.places[placeOf(refKey(p.Permalink, x.site.BaseURL))] = true
		return
	}
	within := plaintext.Fold(x.site.Within(p.Path))
	key := fileKey(within)
	if path.Base(key) == key && strings.HasSuffix(path.Dir(within), key) {
		key = path.Dir(within) // a bundle at the root
	}
	a.places[placeOf(key)] = true
	if strings.HasPrefix(key, "_posts") || strings.Contains(key, "/_posts") {
		a.places["#"] = true // Jekyll's addresses begin with the year
	}
}

// ofSite reports whether a destination that nothing of the blog answers to is a place of the web
// site, whose other pages are made of templates: an address from its root that does not lie where
// posts lie. Where they lie at the root itself, it is one that is not like the name of any.
func (l *link) ofSite() bool {
	if !l.rooted || l.file {
		return false
	}
	if isDocument(path.Ext(l.path)) {
		return l.absolute // it is on the site, though not among the files here
	}
	key := fileKey(l.path)
	if place := placeOf(key); place != "" {
		return !l.a.places[place]
	}
	return !l.a.places[""] || !l.x.misspelt(key)
}

// isDocument reports whether files with that extension are what sites have beside their pages: what
// was made for readers to see, hear or take away.
func isDocument(ext string) bool {
	switch strings.ToLower(ext) {
	case ".mp4", ".m4v", ".webm", ".mov", ".ogv", ".mp3", ".m4a", ".ogg", ".oga", ".opus", ".flac", ".wav",
		".pdf", ".epub", ".djvu", ".doc", ".docx", ".odt", ".xls", ".xlsx", ".ods", ".ppt", ".pptx", ".odp", ".csv",
		".zip", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".apk", ".deb", ".dmg", ".exe", ".iso", ".ipynb":
		return true
	}
	return IsPicture(ext)
}

// IsPicture reports whether files with that extension are pictures.
func IsPicture(ext string) bool {
	switch strings.ToLower(ext) {
	case ".png", ".jpg", ".jpeg", ".jpe", ".gif", ".webp", ".avif", ".svg", ".bmp", ".ico", ".tif", ".tiff", ".heic",
		".jxl", ".apng":
		return true
	}
	return false
}
