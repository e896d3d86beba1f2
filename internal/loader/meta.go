package loader

import (
	"strconv"
	"strings"
	"time"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/dates"
	"github.com/sshblog/sshblog/internal/frontmatter"
	"github.com/sshblog/sshblog/internal/markdown/parser"
	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/problem"
)

// wrappers are the tables in which authors keep fields that their engine does not know.
var wrappers = []string{"extra", "params", "taxonomies", "taxonomy", "data"}

var (
	titleKeys = frontmatter.Keys{"title", "linktitle", "posttitle"}
	dateKeys  = frontmatter.Keys{
		"date", "pubdate", "publishdate", "published", "pubdatetime", "publishedat",
		"created", "createdat", "publisheddate", "publicationdate", "datepublished", "publishedon", "publishdatetime", "posted",
		"postedat", "posteddate", "postdate", "datecreated", "createddate", "creationdate", "written", "rsspubdate", "releasedate",
	}
	updatedKeys  = frontmatter.Keys{"updated", "lastmod", "lastmodifiedat", "modified", "updateddate"}
	authorKeys   = frontmatter.Keys{"authors", "author"}
	tagKeys      = frontmatter.Keys{"tags", "tag", "topics"}
	keywordKeys  = frontmatter.Keys{"keywords"}
	categoryKeys = frontmatter.Keys{"categories", "category", "section"}
	summaryKeys  = frontmatter.Keys{"description", "summary", "excerpt", "subtitle", "postexcerpt"}
	imageKeys    = frontmatter.Keys{
		"image", "coverimage", "heroimage", "hero", "cover", "thumbnail", "banner",
		"featuredimage", "ogimage",
	}
	slugKeys      = frontmatter.Keys{"slug"}
	permalinkKeys = frontmatter.Keys{"permalink", "url", "path"}
	aliasKeys     = frontmatter.Keys{"aliases", "alias", "redirectfrom"}
	seriesKeys    = frontmatter.Keys{"series"}
	orderKeys     = frontmatter.Keys{"seriesorder", "part"}
	weightKeys    = frontmatter.Keys{"weight"}
	featuredKeys  = frontmatter.Keys{
		"featured", "pinned", "pin", "sticky", "ispinned", "isfeatured", "pintop", "top", "alwaysontop", "ontop",
	}
	twinKeys       = frontmatter.Keys{"translationkey", "translationid", "langref", "i18nkey", "i18nid"}
	langTwinKeys   = frontmatter.Keys{"pageid", "ref", "id"} // have that meaning beside a language
	langKeys       = frontmatter.Keys{"lang", "language", "locale"}
	canonicalKeys  = frontmatter.Keys{"canonicalurl"}
	redirectToKeys = frontmatter.Keys{"redirectto"}
	layoutKeys     = frontmatter.Keys{"layout", "type"}
)

// meta is the front matter of one post, ready to be asked for its fields.
type meta struct {
	root     frontmatter.Value
	defaults frontmatter.Value // what the site says for posts that do not say it themselves
	doubtful frontmatter.Value // what looks like front matter and is none; it can only hold a post back
	prose    bool              // doubtful is most likely the text itself
	nikola   bool              // the tags "draft" and "private" have Nikola's meaning
	zone     *time.Location    // of dates that name none
	day      string            // in the name of the file, YYYY-MM-DD; "" if there is none
	*problem.List
}

// find returns the value of the first of keys that is there, says something and is wanted (nil:
// any): at the top, then in each of the wrappers, then likewise in the defaults.
func (m *meta) find(keys frontmatter.Keys, wanted func(*frontmatter.Value) bool) *frontmatter.Value {
	for _, root := range [...]*frontmatter.Value{&m.root, &m.defaults} {
		if v := frontmatter.FirstOf(root, keys, wanted); v != nil {
			return v
		}
		for _, wrapper := range wrappers {
			if inner := root.Get(wrapper); inner != nil && inner.Kind == frontmatter.Table {
				if v := frontmatter.FirstOf(inner, keys, wanted); v != nil {
					return v
				}
			}
		}
	}
	return nil
}

// text returns a field as raw text; of a list its entries, of a table nothing.
func (m *meta) text(keys frontmatter.Keys, wanted func(*frontmatter.Value) bool) string {
	v := m.find(keys, wanted)
	if v == nil {
		return ""
	}
	return v.Join()
}

// one returns the text of a field that holds a single thing: a scalar, or the first of a list.
func (m *meta) one(keys frontmatter.Keys) string {
	v := m.find(keys, frontmatter.NotBoolean).First()
	if v == nil || v.Kind != frontmatter.Scalar {
		return ""
	}
	return v.Text
}

// date returns the first date among keys that can be read, and warns of those that cannot.
func (m *meta) date(keys frontmatter.Keys) time.Time {
	var t time.Time
	m.find(keys, func(v *frontmatter.Value) bool {
		if !frontmatter.NotBoolean(v) {
			return false
		}
		text := v.Text
		if v.Kind == frontmatter.Table { // Material for MkDocs
			inner := frontmatter.FirstOf(v, keys, frontmatter.NotBoolean)
			if inner == nil || inner.Kind != frontmatter.Scalar {
				return false
			}
			text = inner.Text
		}
		if v.Kind == frontmatter.List && v.Items[0].Kind == frontmatter.Scalar {
			text = v.Items[0].Text
		}
		if zeroDate(text) {
			return false
		}
		var ok bool
		if t, ok = dates.Parse(text, m.zone); !ok {
			m.Warn(v.Line, "%q is no date that is understood; expected one such as 2021-12-10 or 2021-12-10 09:30 +1000", plaintext.Clip(text, 80))
		} else if dates.Ambiguous(text) {
			t = m.settle(t, text, v.Line)
		}
		return ok
	})
	return t
}

// settle decides which of two numbers is the day, where the name of the file knows it, and warns
// where nothing does.
func (m *meta) settle(t time.Time, text string, line int) time.Time {
	other := time.Date(t.Year(), time.Month(t.Day()), int(t.Month()), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), t.Location())
	switch m.day {
	case t.Format(time.DateOnly):
		return t
	case other.Format(time.DateOnly):
		return other
	}
	m.Warn(line, "%q is read as %s, but may be %s as well; write the one that is meant",
		plaintext.Clip(text, 80), t.Format(time.DateOnly), other.Format(time.DateOnly))
	return t
}

// updatedOf returns the date of change that stands in the table of a date; zero if there is none.
func (m *meta) updatedOf(keys frontmatter.Keys) (t time.Time) {
	v := m.find(keys, frontmatter.NotBoolean)
	if v == nil || v.Kind != frontmatter.Table {
		return t
	}
	if inner := frontmatter.FirstOf(v, updatedKeys, nil); inner != nil {
		t, _ = dates.Parse(inner.Text, m.zone)
	}
	return t
}

// zeroDate reports whether text is a tool's mark for a missing date, or one of Eleventy's words for
// the times of a file, which are none.
func zeroDate(text string) bool {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "created", "last modified", "git created", "git last modified":
		return true
	}
	return strings.HasPrefix(text, "0001-01-01") || strings.HasPrefix(text, "0000-00-00")
}

// number returns a whole number, 0 if none.
func (m *meta) number(keys frontmatter.Keys) int {
	v := m.find(keys, nil)
	if v == nil || v.Kind != frontmatter.Scalar {
		return 0
	}
	text, _, _ := strings.Cut(strings.TrimSpace(v.Text), ".")
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil {
		m.Warn(v.Line, "%q is no number", plaintext.Clip(v.Text, 80))
		return 0
	}
	return int(n)
}

// featured reports whether lists show the post above the others. Hexo's themes write a number, the
// higher the further up.
func (m *meta) featured() bool {
	v := m.find(featuredKeys, nil)
	if v == nil || v.Kind != frontmatter.Scalar {
		return false
	}
	is, ok := v.Bool()
	n, err := strconv.Atoi(strings.TrimSpace(v.Text))
	return is && ok || err == nil && n > 0
}

// image reads the picture of a post, an address or a table with one.
func (m *meta) image() blog.Image {
	v := m.find(imageKeys, frontmatter.NotBoolean).First()
	if v == nil {
		return blog.Image{}
	}
	src := v
	if v.Kind == frontmatter.Table {
		src = frontmatter.FirstOf(v, frontmatter.Keys{"src", "url", "path", "image", "feature", "file"},
			func(v *frontmatter.Value) bool { return v.Kind == frontmatter.Scalar })
	}
	if src == nil || src.Kind != frontmatter.Scalar {
		return blog.Image{}
	}
	return blog.Image{Src: plaintext.OneLine(src.Text, blog.MaxAddress), Line: v.Line}
}

// series reads the name of the series; as a table it may hold the position too.
func (m *meta) series() (name string, order int) {
	order = m.number(orderKeys)
	v := m.find(seriesKeys, frontmatter.NotBoolean).First()
	if v == nil {
		return "", order
	}
	if v.Kind == frontmatter.Table {
		if n := frontmatter.FirstOf(v, frontmatter.Keys{"order", "part", "index", "weight"}, nil); n != nil &&
			order == 0 {
			order, _ = strconv.Atoi(n.Text)
		}
		if v = frontmatter.FirstOf(v, frontmatter.NameKeys, nil); v == nil {
			return "", order
		}
	}
	return parser.TitleLine(v.Join(), blog.MaxName), order
}

// lang reads a language and writes it as BCP 47 does: en, pt-BR, zh-Hans.
func (m *meta) lang() string {
	text, _, _ := strings.Cut(strings.TrimSpace(m.one(langKeys)), ".") // en_US.UTF-8
	return blog.CanonicalLang(text)
}
