package loader

import (
	"strings"

	"github.com/sshblog/sshblog/internal/frontmatter"
)

// Files that go with a repository, by the part of their name before the first dot. They are no
// posts where they have no front matter.
var (
	// documentNames count in any case of letters.
	documentNames = wordSet("readme license licence contributing changelog code_of_conduct security codeowners " +
		"pull_request_template issue_template bug_report feature_request")
	// capitalNames count in capitals only: "testing.md" may well be a post.
	capitalNames = wordSet("agents claude gemini copilot cursor warp skill skills memory prompt prompts rules conventions styleguide " +
		"style_guide style governance maintainers contributors authors history news changes releases releasing upgrading migration " +
		"migrating install installation development developing developers hacking building testing architecture design roadmap todo " +
		"thanks notice copying licenses support funding citation acknowledgements acknowledgments deployment deploy usage setup " +
		"release release_notes faq_dev ci troubleshooting benchmarks performance credits patents contribute third_party_notices")
	// agentNames are instructions for programs, which may have front matter of their own.
	agentNames = wordSet("agents claude gemini copilot skill")
)

// isDocument reports whether a file goes with the repository and is no post. Bare is that it has no
// front matter.
func isDocument(base string, bare bool, root *frontmatter.Value) bool {
	written, _, _ := strings.Cut(base, ".")
	name := strings.ReplaceAll(strings.ToLower(written), "-", "_")
	if rest, lang, ok := strings.Cut(name, "_"); ok && (len(lang) == 2 || len(lang) == 5 && lang[2] == '_') && documentNames[rest] { // README-de
		name = rest
	}
	capitals := written == strings.ToUpper(written) && written != strings.ToLower(written)
	switch {
	case bare && (documentNames[name] || capitals && (capitalNames[name] || strings.Contains(name, "_"))):
		return true
	case capitals && agentNames[name]:
		return root.Get("title") == nil && root.Get("date") == nil
	}
	return false
}
