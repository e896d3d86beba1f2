package loader

import (
	"regexp"
	"strings"
	"time"

	"github.com/sshblog/sshblog/internal/dates"
	"github.com/sshblog/sshblog/internal/frontmatter"
	"github.com/sshblog/sshblog/internal/plaintext"
)

// visibility is what the author of a post says about who may see it.
type visibility struct {
	draft   bool // held back
	hidden  bool // to be had by its address only
	public  bool // said in so many words
	appears time.Time
	expires time.Time
}

// visibility reads who may see a post. All signs count, wherever they stand: where one can mean
// "not public" and nothing says "public", the post is held back. It is better missing than
// published by mistake. What is less plain than "draft: true" is a warning, so that the author
// learns why.
func (m *meta) visibility(body string, bodyLine int) (v visibility) {
	var held []*frontmatter.Field // by what is not "draft: true" in so many words
	var doubtful []*frontmatter.Field
	for _, table := range m.tables() {
		for i := range table.Fields {
			f := &table.Fields[i]
			kind := seenByKeys[f.Key]
			if kind == 0 || f.Value.Kind == frontmatter.Null {
				continue
			}
			switch m.signOf(kind, f) {
			case saysPublic:
				v.public = true
			case mayHoldBack:
				if table != &m.doubtful || !m.prose {
					doubtful = append(doubtful, f)
				}
			case hides:
				v.hidden = true
			case holdsBack:
				v.draft = true
				if !plainDraft(f) {
					held = append(held, f)
				}
			}
			m.when(kind, f, &v)
		}
	}
	if line := secretPart(body); line > 0 {
		v.draft = true
		m.Warn(bodyLine+line-1, "the post has a part that only a password opens and is not served")
	}
	if len(doubtful) > 0 && !v.public {
		v.draft = true
		for _, f := range doubtful {
			m.Warn(f.Line, "%q may mean that the post is not public, so it is not served; expected true or false",
				fieldText(f))
		}
	}
	for _, f := range held {
		if seenByKeys[f.Key]&passwordKey != 0 {
			m.Warn(f.Line, "the post has a password and is not served")
		} else {
			m.Warn(f.Line, "the post is not served, because of %q", fieldText(f))
		}
	}
	return v
}

// secretTags are what begins a part of a text that a theme or a plugin encrypts.
var secretTags = regexp.MustCompile(`\{(?:\{[<%]|%)-?\s*(?:hugo-encryptor|hugo-encrypt|encrypt|encrypted|password|protected|secret)\b`)

// secretPart returns the line of a text, from 1, on which a part begins that only a password opens; 0
// if there is none.
func secretPart(body string) int {
	for _, word := range [...]string{"encrypt", "password", "protected", "secret"} {
		if !strings.Contains(body, word) {
			continue
		}
		for _, at := range secretTags.FindAllStringIndex(body, 10) {
			line := body[:at[0]]
			if strings.Count(line, "```")%2 == 0 && strings.Count(line[strings.LastIndexByte(line, '\n')+1:], "`")%2 == 0 {
				return 1 + strings.Count(line, "\n")
			}
		}
		return 0
	}
	return 0
}

// fieldText returns a field as its author may have written it, short enough for a message.
func fieldText(f *frontmatter.Field) string { return plaintext.Clip(f.Name+": "+f.Value.Join(), 80) }

// tables returns the tables in which a field may stand: the front matter, its wrappers, what looks
// like front matter but is none, and the same of what is preset. A preset field counts only where
// the post does not say it itself.
func (m *meta) tables() []*frontmatter.Value {
	said := map[string]bool{}
	var tables []*frontmatter.Value
	add := func(v *frontmatter.Value) {
		tables = append(tables, v)
		for _, wrapper := range wrappers {
			if inner := v.Get(wrapper); inner != nil && inner.Kind == frontmatter.Table {
				tables = append(tables, inner)
			}
		}
	}
	add(&m.root)
	add(&m.doubtful)
	for _, table := range tables {
		for i := range table.Fields {
			said[table.Fields[i].Key] = true
		}
	}
	own := len(tables)
	add(&m.defaults)
	for i, table := range tables[own:] {
		rest := frontmatter.Value{Kind: frontmatter.Table}
		for j := range table.Fields {
			if f := &table.Fields[j]; !said[f.Key] && table.Get(f.Key) == &f.Value {
				rest.Fields = append(rest.Fields, *f)
			}
		}
		tables[own+i] = &rest
	}
	return tables
}

// when reads the times at which a post appears and goes. Of several the latest and the earliest
// count.
func (m *meta) when(kind seenBy, f *frontmatter.Field, v *visibility) {
	appears := kind&appearsKey != 0
	if kind&(appearsKey|expiresKey) == 0 || f.Value.Kind != frontmatter.Scalar || !frontmatter.NotBoolean(&f.Value) ||
		zeroDate(f.Value.Text) {
		return
	}
	t, ok := dates.Parse(f.Value.Text, m.zone)
	switch {
	case !ok && appears && !strings.ContainsAny(f.Value.Text, "0123456789") && wordSign(f.Value.Text, nothing) != saysPublic:
		v.draft = true // "publishDate: soon"
		m.Warn(f.Line, "%q is no date; the post is not served until it says when it appears", f.Name)
	case !ok:
	case appears && t.After(v.appears):
		v.appears = t
	case !appears && (v.expires.IsZero() || t.Before(v.expires)):
		v.expires = t
	}
}

// closesDirectory reports whether an engine publishes nothing below the directory of an index that is
// held back: Lektor, and Zola, whose habit may be meant where no engine shows. "render = false" of a
// section is about the section alone.
func closesDirectory(e *entry, m *meta, engine string) bool {
	if strings.HasSuffix(e.file, ".lr") {
		return true
	}
	draft := m.root.Get("draft")
	if draft == nil || !e.isSection() || engine != "zola" && engine != "" {
		return false
	}
	is, ok := draft.Bool()
	return is || !ok
}
