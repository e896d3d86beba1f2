package loader

import (
	"strings"
	"unicode"
)

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

// wordSet returns the words of a text as a set.
func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		set[word] = true
	}
	return set
}

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
