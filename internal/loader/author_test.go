package loader_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/source"
	"github.com/sshblog/sshblog/internal/test/blogtest"
)

func TestAuthorFields(t *testing.T) {
	for yaml, want := range map[string]string{
		"author: Ann Archer":                                          "Ann Archer",
		"author: Ann Archer, Bo Berg":                                 "Ann Archer|Bo Berg",
		"author: Ann Archer; Bo Berg":                                 "Ann Archer|Bo Berg",
		"author: Jo Aber, Managing Director":                          "Jo Aber, Managing Director",
		"author: Jo Aber, CTO, Bo Berg, Head of Boats":                "Jo Aber, CTO|Bo Berg, Head of Boats",
		"author: Jo Aber, Software Engineer at Ropes":                 "Jo Aber, Software Engineer at Ropes",
		"author: Jo Aber, of the harbour office":                      "Jo Aber, of the harbour office",
		"author: Jo Aber, Jr., Bo Berg, PhD":                          "Jo Aber, Jr.|Bo Berg, PhD",
		"author: Ann Archer, Tony Head, Will Chief":                   "Ann Archer|Tony Head|Will Chief",
		"author: Director":                                            "Director",
		"author: [Jo Aber, Director]":                                 "Jo Aber|Director",
		"author: Ann Archer <ann@a.example>":                          "Ann Archer",
		"author: ann@a.example (Ann Archer)":                          "Ann Archer",
		"author: Ann Archer (ann@a.example)":                          "Ann Archer",
		"author: '[Ann Archer](https://a.example)'":                   "Ann Archer",
		"author: {name: Ann Archer, title: Keeper, url: x}":           "Ann Archer",
		"author: {display_name: Ann Archer, login: ann, email: a@b}":  "Ann Archer",
		"author: {name: {given: Ann, family: Archer}}":                "Ann Archer",
		"author:\n- first_name: Ann\n  last_name: Archer\n- name: Bo": "Ann Archer|Bo",
		"authors: [{key: ann, title: Keeper}, Bo]":                    "ann|Bo",
		"authors: {a: {name: Ann}, b: {name: Bo}}":                    "Ann|Bo",
		"author: Ann & Sons":                                          "Ann & Sons",
	} {
		p, _ := field(t, yaml)
		blogtest.Equal(t, yaml, strings.Join(p.Authors, "|"), want)
	}
}

// TestAuthorsChange: a file about authors that changes is heeded by the next scan.
func TestAuthorsChange(t *testing.T) {
	dir := t.TempDir()
	blogtest.Write(t, dir, "a.md", "---\ntitle: A\nauthor: ann\n---\n")
	blogtest.Write(t, dir, "_data/authors.yml", "ann: Ann Archer\n")
	s := blogtest.NewStore(t, source.FromDir(dir), loader.StoreOptions{})
	blogtest.Equal(t, "before", s.Index().Posts()[0].Authors[0], "Ann Archer")
	blogtest.ChangedBy(t, s, func() { blogtest.Write(t, dir, "_data/authors.yml", "ann:\n  name: Ann Berg\n") })
	blogtest.Equal(t, "after", s.Index().Posts()[0].Authors[0], "Ann Berg")
}

// FuzzAuthors: whatever a file about authors says, names are clean and few.
func FuzzAuthors(f *testing.F) {
	for _, seed := range []string{"ann: Ann", "ann:\n  name: Ann\n", "- id: ann\n  first_name: A\n", "authors: {ann: {title: x}}", "{\"ann\": {\"name\": [1]}}", "[ann]\nname = \"A\"\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, src string) {
		m := fstest.MapFS{"x.md": {Data: []byte("---\nauthors: [ann, Bo]\n---\n")}}
		for _, name := range []string{"_data/authors.yml", "data/authors.toml", "src/_data/authors.json", "authors/ann.md"} {
			m[name] = &fstest.MapFile{Data: []byte(src)}
		}
		for _, p := range blogtest.Load(t, m, loader.Options{}).All() {
			for _, name := range p.Authors {
				if name == "" || plaintext.Clean(name) != name || strings.ContainsAny(name, "\n\t") {
					t.Errorf("the name %q", name)
				}
			}
		}
	})
}
