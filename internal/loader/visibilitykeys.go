package loader

import (
	"strings"
)

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
