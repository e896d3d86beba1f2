package loader

import (
	"slices"
	"strings"

	"github.com/sshblog/sshblog/internal/frontmatter"
)

var (
	// authorIDKeys are the fields by which a table names an author who is described elsewhere.
	authorIDKeys = frontmatter.Keys{"key", "id", "slug", "username", "login", "handle", "nick", "nickname", "short", "ref"}

	fullNameKeys  = frontmatter.Keys{"name", "displayname", "fullname", "realname", "literal"}
	givenNameKeys = frontmatter.Keys{"firstname", "first", "givenname", "given", "forename"}
	lastNameKeys  = frontmatter.Keys{"lastname", "last", "familyname", "family", "surname"}
	otherNameKeys = frontmatter.Keys{"title", "label", "text", "value"}
)

// authors returns the names of the authors, without the addresses that may go with them.
func (m *meta) authors(known *people) []string {
	v := m.find(authorKeys, frontmatter.NotBoolean)
	if v == nil {
		return nil
	}
	var all []string
	for _, name := range authorNames(v, 0) {
		all = append(all, known.name(personName(name)))
	}
	return cleanNames(all)
}

// authorNames flattens a field to the names in it. A scalar may have several; in a list each entry
// is one author.
func authorNames(v *frontmatter.Value, depth int) []string {
	if depth > 4 {
		return nil
	}
	switch v.Kind {
	case frontmatter.Scalar:
		switch {
		case depth > 0:
			return []string{v.Text}
		case strings.Contains(v.Text, ";"):
			return strings.Split(v.Text, ";")
		}
		return withOffices(frontmatter.SplitCommas(v.Text))
	case frontmatter.List:
		var all []string
		for i := range v.Items {
			all = append(all, authorNames(&v.Items[i], depth+1)...)
		}
		return all
	case frontmatter.Table:
		if name := displayName(v, false); name != "" {
			return []string{name}
		}
		if id := frontmatter.FirstOf(v, authorIDKeys, isScalar); id != nil {
			return []string{id.Text}
		}
		if name := displayName(v, true); name != "" {
			return []string{name}
		}
	}
	return frontmatter.Names(v, depth)
}

func isScalar(v *frontmatter.Value) bool { return v.Kind == frontmatter.Scalar }

// displayName returns the name of the author that a table describes: in full, or in its parts; in
// any case also a title, which for some is a name and for others an office.
func displayName(v *frontmatter.Value, titled bool) string {
	if v == nil || v.Kind != frontmatter.Table {
		return ""
	}
	if name := frontmatter.FirstOf(v, fullNameKeys, nil); name != nil {
		if name.Kind == frontmatter.Table { // of Quarto
			return displayName(name, false)
		}
		if name.Kind == frontmatter.Scalar {
			return name.Text
		}
	}
	var parts []string
	for _, keys := range []frontmatter.Keys{givenNameKeys, lastNameKeys} {
		if part := frontmatter.FirstOf(v, keys, isScalar); part != nil {
			parts = append(parts, part.Text)
		}
	}
	if len(parts) > 0 {
		return strings.Join(parts, " ")
	}
	if titled {
		if name := frontmatter.FirstOf(v, otherNameKeys, isScalar); name != nil {
			return name.Text
		}
	}
	return ""
}

// officeWords are words of what an author is, and of what follows a name behind a comma.
var officeWords = strings.Fields(`director engineer manager founder cofounder co-founder ceo cto cfo coo cio cmo cpo
	vp svp evp officer editor professor prof lecturer chairman chairwoman
	chairperson secretary treasurer analyst architect developer programmer designer consultant intern
	scientist researcher coordinator advisor adviser specialist writer reporter correspondent journalist columnist
	assistant advocate evangelist strategist administrator maintainer
	executive supervisor technician owner producer curator librarian
	phd ph.d ph.d. md m.d. msc m.sc. bsc mba jr jr. sr sr. ii iii iv esq esq. inc inc. llc ltd ltd. gmbh
	leiter leiterin geschäftsführer geschäftsführerin redakteur redakteurin directeur directrice`)

// firstOfficeWords are offices, or the beginning of one, that are also surnames.
var firstOfficeWords = strings.Fields(`of at for president vice head lead leader chief chair fellow partner principal
	associate senior junior student candidate deputy interim former acting`)

// withOffices puts the parts of a line of names together that belong to one author: an office behind
// a comma, or where that is held.
func withOffices(parts []string) []string {
	var all []string
	for _, part := range parts {
		if len(all) > 0 && isOffice(part) {
			all[len(all)-1] += ", " + strings.TrimSpace(part)
		} else {
			all = append(all, part)
		}
	}
	return all
}

// isOffice reports whether a part of a line of names is the office of who stands before it.
func isOffice(part string) bool {
	words := strings.FieldsFunc(strings.ToLower(part), func(r rune) bool { return r == ' ' || r == '/' || r == '&' })
	if len(words) == 0 {
		return false
	}
	return slices.Contains(firstOfficeWords, words[0]) ||
		slices.ContainsFunc(words, func(word string) bool { return slices.Contains(officeWords, word) })
}

// personName keeps the name of "[Name](url)" and "Name <name@example.org>".
func personName(s string) string {
	s = strings.TrimSpace(s)
	if inner, ok := strings.CutPrefix(s, "["); ok {
		if name, _, ok := strings.Cut(inner, "]("); ok {
			return name
		}
	}
	if i := strings.LastIndexByte(s, '<'); i > 0 && strings.HasSuffix(s, ">") && strings.ContainsAny(s[i:], "@:") {
		return s[:i]
	}
	if i := strings.LastIndex(s, " ("); i > 0 && strings.HasSuffix(s, ")") && strings.Contains(s[i:], "@") { // of feeds
		return s[:i]
	}
	if i := strings.IndexByte(s, ' '); i > 0 && strings.Contains(s[:i], "@") && strings.HasSuffix(s, ")") && s[i+1] == '(' {
		return s[i+2 : len(s)-1]
	}
	return s
}
