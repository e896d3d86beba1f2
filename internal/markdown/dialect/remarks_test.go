package dialect_test

import (
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/markdown/dialect"
)

func TestWithoutRemarks(t *testing.T) {
	for name, c := range map[string]struct{ src, want string }{
		"in a line":    {"Seen. %%ask Sven%% Also.", "Seen.  Also."},
		"over lines":   {"A\n%%\none\n\ntwo\n%%\nB", "A\n\n\n\n\n\nB"},
		"per cent":     {"It grew 100%% and 50% more.", "It grew 100%% and 50% more."},
		"alone":        {"One %% stays.", "One %% stays."},
		"code":         {"`a %% b` and `c %% d`", "`a %% b` and `c %% d`"},
		"fence":        {"```\n%%x%%\n```\n%%y%%", "```\n%%x%%\n```\n"},
		"long fence":   {"~~~~\n~~~\n%%x%%\n~~~~\n%%y%%\n", "~~~~\n~~~\n%%x%%\n~~~~\n\n"},
		"open fence":   {"```\n%%x%%\n", "```\n%%x%%\n"},
		"liquid":       {"A {% comment %}b\nc{% endcomment %} d", "A \n d"},
		"hugo":         {"A {{/* b */}} c", "A  c"},
		"plain":        {"A comment about /* x */.", "A comment about /* x */."},
		"quoted fence": {"> ```\n> %%x%%\n> ```\n", "> ```\n> %%x%%\n> ```\n"},
	} {
		t.Run(name, func(t *testing.T) {
			got := dialect.WithoutRemarks(c.src)
			if got != c.want || strings.Count(got, "\n") != strings.Count(c.src, "\n") {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
