package blog

import (
	"strconv"
	"strings"
	"time"
)

// nests are the tables in which authors keep fields that their engine does not know.
var nests = []string{"extra", "params", "taxonomies", "data"}

var (
	titleKeys      = aliases{"title", "linktitle"}
	dateKeys       = aliases{"date", "pubdate", "publishdate", "published", "pubdatetime", "publishedat", "created", "createdat"}
	updatedKeys    = aliases{"updated", "lastmod", "lastmodifiedat", "modified", "updateddate"}
	expiresKeys    = aliases{"expirydate"}
	authorKeys     = aliases{"authors", "author"}
	tagKeys        = aliases{"tags", "tag", "topics"}
	keywordKeys    = aliases{"keywords"}
	categoryKeys   = aliases{"categories", "category", "section"}
	summaryKeys    = aliases{"description", "summary", "excerpt", "subtitle"}
	imageKeys      = aliases{"image", "coverimage", "heroimage", "hero", "cover", "thumbnail", "banner", "featuredimage", "ogimage"}
	slugKeys       = aliases{"slug"}
	permalinkKeys  = aliases{"permalink", "url", "path"}
	aliasKeys      = aliases{"aliases", "alias", "redirectfrom"}
	seriesKeys     = aliases{"series"}
	orderKeys      = aliases{"seriesorder", "part"}
	weightKeys     = aliases{"weight"}
	langKeys       = aliases{"lang", "language", "locale"}
	canonicalKeys  = aliases{"canonicalurl"}
	redirectToKeys = aliases{"redirectto"}
	layoutKeys     = aliases{"layout", "type"}
)

// meta is the front matter of one post, ready to be asked for its fields.
type meta struct {
	root   value
	preset value          // what the site says for posts that do not say it themselves
	zone   *time.Location // of dates that name none
	*notes
}

// find returns the value of the first of keys that is there, says something and is wanted (nil: any): at the top, then in each of the nests,
// then the same in what is preset.
func (m *meta) find(keys aliases, wanted func(*value) bool) *value {
	for _, root := range [...]*value{&m.root, &m.preset} {
		if v := firstOf(root, keys, wanted); v != nil {
			return v
		}
		for _, nest := range nests {
			if inner := root.get(nest); inner != nil && inner.kind == table {
				if v := firstOf(inner, keys, wanted); v != nil {
					return v
				}
			}
		}
	}
	return nil
}

// text returns a field as raw text; of a list its entries, of a table nothing.
func (m *meta) text(keys aliases, wanted func(*value) bool) string {
	v := m.find(keys, wanted)
	if v == nil {
		return ""
	}
	return v.join()
}

// one returns the text of a field that holds a single thing: a scalar, or the first of a list.
func (m *meta) one(keys aliases) string {
	v := m.find(keys, notBoolean).first()
	if v == nil || v.kind != scalar {
		return ""
	}
	return v.text
}

// date returns the first date among keys that can be read, and warns of those that cannot.
func (m *meta) date(keys aliases) time.Time {
	var t time.Time
	m.find(keys, func(v *value) bool {
		if !notBoolean(v) {
			return false
		}
		text := v.text
		if v.kind == list && v.items[0].kind == scalar {
			text = v.items[0].text
		}
		if zeroDate(text) {
			return false
		}
		var ok bool
		if t, ok = parseDate(text, m.zone); !ok {
			m.warn(v.line, "%q is no date that is understood; expected one such as 2021-12-10 or 2021-12-10 09:30 +1000", clip(text, 80))
		}
		return ok
	})
	return t
}

// zeroDate tells whether text is what some tools write where there is no date, or Eleventy's words for the times of a file, which
// are none.
func zeroDate(text string) bool {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "created", "last modified", "git created", "git last modified":
		return true
	}
	return strings.HasPrefix(text, "0001-01-01") || strings.HasPrefix(text, "0000-00-00")
}

// number returns a whole number, 0 where there is none.
func (m *meta) number(keys aliases) int {
	v := m.find(keys, nil)
	if v == nil || v.kind != scalar {
		return 0
	}
	text, _, _ := strings.Cut(strings.TrimSpace(v.text), ".")
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil {
		m.warn(v.line, "%q is no number", clip(v.text, 80))
		return 0
	}
	return int(n)
}

// image reads the picture of a post, an address or a table with one.
func (m *meta) image() Image {
	v := m.find(imageKeys, notBoolean).first()
	if v == nil {
		return Image{}
	}
	src := v
	if v.kind == table {
		src = firstOf(v, aliases{"src", "url", "path", "image", "feature", "file"}, func(v *value) bool { return v.kind == scalar })
	}
	if src == nil || src.kind != scalar {
		return Image{}
	}
	return Image{Src: oneLine(src.text, maxAddress), Line: v.line}
}

// series reads the name of the series; as a table it may hold the position too.
func (m *meta) series() (name string, order int) {
	order = m.number(orderKeys)
	v := m.find(seriesKeys, notBoolean).first()
	if v == nil {
		return "", order
	}
	if v.kind == table {
		if n := firstOf(v, aliases{"order", "part", "index", "weight"}, nil); n != nil && order == 0 {
			order, _ = strconv.Atoi(n.text)
		}
		if v = firstOf(v, nameKeys, nil); v == nil {
			return "", order
		}
	}
	return plainLine(v.join(), maxName), order
}

// lang reads a language and writes it as BCP 47 does: en, pt-BR, zh-Hans.
func (m *meta) lang() string {
	text, _, _ := strings.Cut(strings.TrimSpace(m.one(langKeys)), ".") // en_US.UTF-8
	return canonicalLang(text)
}
