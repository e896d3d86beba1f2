package views

import "strings"

// Missing returns the page for an address that leads nowhere.
func (b *Blog) Missing() Answer { return b.missing("/") }

// Files returns the files that are no posts and that readers may have.
func (b *Blog) Files() (names []string) {
	for _, name := range b.x.Assets() {
		if b.options.Files != nil && b.isFile(name) {
			names = append(names, name)
		}
	}
	return names
}

// PlacesOf returns the paths at which a file is: its own, that from a directory of static files, and
// that below the post whose folder it is in.
func (b *Blog) PlacesOf(name string) []string {
	places := []string{name}
	for _, dirs := range [][]string{b.site.Static, b.site.Content} {
		for _, dir := range dirs {
			if rest, ok := strings.CutPrefix(name, dir+"/"); ok {
				places = append(places, rest)
			}
		}
	}
	return places
}
