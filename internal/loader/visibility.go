package loader

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

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

// seenBy is what a key of front matter says of who may see a post; a key may have more than one of
// these meanings.
type seenBy uint16

const (
	heldBackKey seenBy = 1 << iota // holds a post back where it is true
	publicKey                      // holds it back where it is false
	pageKey                        // the engine makes no page of it where it is false or "never"
	hiddenKey                      // keeps it out of lists where it is true
	listedKey                      // and where it is false
	passwordKey                    // is a word that opens the post
	statusKey                      // is a state in words
	tagKey                         // may hold Nikola's tags "draft" and "private"
	appearsKey                     // is when the post appears, whatever its date says
	expiresKey                     // is when it goes
)

// seenByKeys are the keys that say whether a post is public, in the spellings of all engines,
// themes and tools; folded, see [frontmatter.FoldKey].
var seenByKeys = func() map[string]seenBy {
	keys := map[string]seenBy{}
	for kind, names := range map[seenBy]string{
		heldBackKey: "draft drafts isdraft saveasdraft wip iswip unfinished unpublished unpublish private isprivate secret " +
			"confidential internal sensitive protected isprotected passwordprotected encrypted isencrypted encrypt locked " +
			"restricted embargo embargoed scheduled membersonly subscribersonly paidonly loginrequired requireslogin ignore " +
			"ignored skip emailonly auth authrequired requireauth requiresauth requirelogin loginonly memberonly " +
			"patronsonly subscriberonly disabled deleted trashed removed headless excluded",
		publicKey: "published ispublished publish dgpublish public ispublic visible isvisible live enabled routable show display",
		pageKey:   "permalink url render output write build generate",
		hiddenKey: "hidden ishidden hide unlisted isunlisted hideinlist hidefromlist hidefromlists excludefromlist " +
			"excludefromcollections eleventyexcludefromcollections excludefromcollection hidefromhome",
		listedKey:   "listed islisted list discoverable showinlist inlist collection",
		passwordKey: "password passwd passphrase postpassword pwd passcode",
		statusKey:   "status poststatus state visibility access privacy audience workflow stage",
		tagKey:      "tags tag",
		appearsKey: "publishdate pubdate publishat publishedat publishon publishedon published publisheddate publicationdate " +
			"pubdatetime datepublished publishtime releasedate releaseat embargo embargountil embargodate scheduled " +
			"scheduledat scheduledfor scheduledate golive golivedate availablefrom visiblefrom showfrom publishfrom " +
			"draftuntil hiddenuntil publishafter rsspubdate",
		expiresKey: "expirydate expiry expires expiresat expireson expiredate expirationdate expiration unpublishdate " +
			"unpublishat unpublishon unpublish validuntil availableuntil visibleuntil showuntil publisheduntil " +
			"publishuntil dateexpires removeat removeon",
	} {
		for name := range strings.FieldsSeq(names) {
			keys[name] |= kind
		}
	}
	return keys
}()

// wordSet returns the words of a text as a set.
func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		set[word] = true
	}
	return set
}

// sign is what one field says about who may see a post.
type sign uint8

const (
	nothing     sign = iota
	saysPublic       // such as "draft: false"
	mayHoldBack      // nobody can tell, such as "draft: soon"
	hides            // out of lists
	holdsBack        // such as "draft: true"
)

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

// signOf returns what a field says, whose key is of that kind.
func (m *meta) signOf(kind seenBy, f *frontmatter.Field) sign {
	v := &f.Value
	is, ok := v.Bool()
	switch {
	case v.Kind == frontmatter.Scalar && strings.TrimSpace(v.Text) == "":
		return nothing
	case f.Name == "_hidden": // Lektor makes no page of it
		if ok && !is {
			return nothing
		}
		return holdsBack
	case kind&heldBackKey != 0:
		return heldBackSign(f.Key, v)
	case kind&publicKey != 0:
		return publicSign(f.Key, v)
	case kind&pageKey != 0:
		return pageSign(v)
	case kind&hiddenKey != 0 && ok && is, kind&listedKey != 0 && isNo(v):
		return hides // themes hide parts of a page with a list or a table of that name
	case kind&passwordKey != 0 && (!ok || is || strings.ContainsAny(v.Text, "01")):
		return holdsBack
	case kind&statusKey != 0:
		return statusOf(f.Key, v)
	case kind&tagKey != 0 && m.nikola:
		if slices.ContainsFunc(frontmatter.Names(v, 0), func(tag string) bool {
			tag = strings.TrimSpace(tag)
			return tag == "draft" || tag == "private"
		}) {
			return holdsBack
		}
	}
	return nothing
}

// heldBackSign reads "draft: true".
func heldBackSign(key string, v *frontmatter.Value) sign {
	is, ok := v.Bool()
	draft := strings.Contains(key, "draft")
	switch {
	case ok && is:
		return holdsBack
	case ok && draft:
		return saysPublic
	case ok || !draft && (v.Kind != frontmatter.Scalar || strings.ContainsAny(v.Text, "0123456789/")):
		return nothing // "embargo: 2020-01-01", "internal: /notes"
	}
	return mayHoldBack // "draft: soon"
}

// publicSign reads "published: no". The same keys may hold a date, which is another question, and
// themes use some of them for other things.
func publicSign(key string, v *frontmatter.Value) sign {
	is, ok := v.Bool()
	strict := strings.Contains(key, "publi")
	switch {
	case ok && !is:
		return holdsBack
	case ok && strict:
		return saysPublic
	case ok || v.Kind != frontmatter.Scalar || !strict || strings.ContainsAny(v.Text, "0123456789"):
		return nothing
	}
	return wordSign(v.Text, mayHoldBack)
}

// pageSign reads whether the engine makes a page: "permalink: false" of Eleventy, "url: false" of
// Lume, "render = false" of Zola, "output: false" of Jekyll, and the build options of Hugo, a table.
func pageSign(v *frontmatter.Value) sign {
	if v.Kind == frontmatter.Table {
		render, list := v.Get("render"), v.Get("list")
		switch {
		case render != nil && isNo(render):
			return holdsBack
		case list != nil && (isNo(list) || strings.EqualFold(strings.TrimSpace(list.Text), "local")):
			return hides
		}
		return nothing
	}
	if isNo(v) {
		return holdsBack
	}
	return nothing
}

// isNo reports whether v is false or says never.
func isNo(v *frontmatter.Value) bool {
	is, ok := v.Bool()
	return ok && !is && v.Text != "0" || v.Kind == frontmatter.Scalar && isNever(v.Text)
}

func isNever(text string) bool {
	text = strings.ToLower(strings.TrimSpace(text))
	return text == "never" || text == "none" || text == "link"
}

// statusOf reads a status in words.
func statusOf(key string, v *frontmatter.Value) sign {
	out := nothing
	if v.Kind == frontmatter.Table && key == "access" { // Grav's: who has to log in
		return mayHoldBack
	}
	for _, text := range frontmatter.Names(v, 0) {
		otherwise := nothing
		if key == "visibility" || key == "privacy" {
			otherwise = mayHoldBack // friends, staff, a group
		}
		out = max(out, wordSign(text, otherwise))
	}
	return out
}

// Words of a status.
var (
	publicWords = wordSet(
		"public published publish live everyone everybody all anyone world open final done complete completed finished active featured released online free",
	)
	heldBackWords = wordSet(
		"draft drafts drafting private pending future trash trashed deleted removed scheduled unpublished inactive skip disabled embargo embargoed internal secret confidential protected password members tiers tier product sent inherit revision paid subscribers restricted withdrawn rejected queued autodraft",
	)
	doubtfulWords = wordSet(
		"wip progress idea ideas todo review reviewing hold planned planning outline unfinished incomplete backlog writing editing edit unreviewed unready soon later tbd stub inprogress waiting not never no none nobody self me",
	)
	hiddenWords = wordSet("hidden unlisted invisible")
)

// wordSign reads the words of a status; otherwise is returned where none is known.
func wordSign(text string, otherwise sign) sign {
	out, public := nothing, false
	for word := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		switch {
		case heldBackWords[word]:
			out = max(out, holdsBack)
		case hiddenWords[word]:
			out = max(out, hides)
		case doubtfulWords[word]:
			out = max(out, mayHoldBack)
		case publicWords[word]:
			public = true
		}
	}
	switch {
	case out != nothing:
		return out // "not published" is not public
	case public:
		return saysPublic
	}
	return otherwise
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

// plainDraft reports whether a field says in the usual words that a post is held back.
func plainDraft(f *frontmatter.Field) bool {
	switch f.Key {
	case "draft", "published", "publish", "ispublished", "isdraft":
		return true
	case "status", "tags", "poststatus":
		return strings.Contains(strings.ToLower(f.Value.Join()), "draft")
	}
	return false
}
