package frontmatter_test

import (
	"reflect"
	"testing"

	"github.com/sshblog/sshblog/internal/frontmatter"
	"github.com/sshblog/sshblog/internal/problem"
)

// beginnings are posts in all forms of front matter, in which what comes last matters.
var beginnings = []struct{ name, text string }{
	{"a.md", "---\ntitle: Bees\ntags: [a, b]\ndraft: true\n---\nText of\n\ntwo.\n"},
	{"a.md", "---\ntitle: Bees\nsummary: |\n  one\n\n  two\ndraft: true\n...\nText.\n"},
	{"a.md", "---\r\ntitle: Bees\r\ndraft: true\r\n---\r\nText.\r\n"},
	{"a.md", "\ufeff---\ntitle: Bees\ndraft: true\n---\nText.\n"},
	{"a.md", "---yaml\ntitle: Bees\ndraft: true\n---\nText.\n"},
	{"a.md", "---toml\ntitle = 'Bees'\ndraft = true\n---\nText.\n"},
	{"a.md", "---json\n{\"title\": \"Bees\",\n\"draft\": true}\n---\nText.\n"},
	{"a.md", "---js\n{\ntitle: 'Bees',\ndraft: true\n}\n---\nText.\n"},
	{"a.md", "-----\ntitle: Bees\ndraft: true\n-----\nText.\n"},
	{"a.md", "+++\ntitle = \"Bees\"\ntags = [\n\"a\",\n]\ndraft = true\n+++\nText.\n"},
	{"a.md", "+++\ntitle = \"Bees\"\ndate = Date(2024, 1, 2)\ndraft = true\n+++\nText.\n"},
	{"a.md", "{\n  \"title\": \"Bees {\",\n  \"draft\": true\n}\n\nText.\n"},
	{"a.md", "{\"title\": \"Bees\", \"draft\": true}\nText.\n"},
	{"a.md", "{:title \"Bees\"\n :tags [\"a\"]\n :draft? true}\n\nText.\n"},
	{"a.md", "{\n:title \"Bees\"\n :draft? true}\n\nText.\n"},
	{"a.md", "\"title\": \"Bees\",\n\"draft\": true\n;;;\nText.\n"},
	{"a.md", ";;;\n\"title\": \"Bees\",\n\"draft\": true\n;;;\nText.\n"},
	{"a.md", "Title: Bees\nTags: a,\n  b\nStatus: draft\n\nText.\n"},
	{"a.md", "title: Bees\ntags:\n- a\n- b\ndraft: true\n---\nText.\n"},
	{"a.md", ".. title: Bees\n.. slug: bees\n.. status: draft\n\nText.\n"},
	{"a.md", "<!--\n.. title: Bees\n.. status: draft\n-->\n\nText.\n"},
	{"a.md", "title:: Bees\ntags:: a, b\ndraft:: true\n\nText.\n"},
	{"a.md", "- title:: Bees\n  draft:: true\n- Text.\n"},
	{"a.md", "@def title = \"Bees\"\n\n@def tags = [\"a\",\n\"b\"]\n@def draft = true\n\nText.\n"},
	{"a.md", "\n<!-- SPDX: none\n -->\n\n---\ntitle: Bees\ndraft: true\n---\nText.\n"},
	{"a.mdx", "{/* A licence\n*/}\n---\ntitle: Bees\ndraft: true\n---\nText.\n"},
	{"a.md", "```yaml\ntitle: Bees\ndraft: true\n```\nText.\n"},
	{"a.mdx", "import X from 'x'\n\nexport const metadata = {\n  title: 'Bees',\n  tags: ['a'],\n  draft: true\n}\n\nText.\n"},
	{"a.mdx", "export const meta = { title: 'Bees', draft: true }\n\nText.\n"},
	{"a.org", "#+title: Bees\n# a comment\n\n:PROPERTIES:\n:ID: 7\n:END:\n#+draft: t\n\nText.\n* A heading\n"},
	{"a.org", "---\ntitle: Bees\ndraft: true\n---\nText.\n"},
	{"contents.lr", "_model: post\n---\ntitle: Bees\n---\n_hidden: yes\n---\nbody:\n\nText.\n"},
}

// TestCutHeaderIsUnfinished writes each post byte by byte: as long as its header is not what it will
// be, the text is unfinished, and when its text begins it no longer is.
func TestCutHeaderIsUnfinished(t *testing.T) {
	limits := frontmatter.Limits{Bytes: 64 << 10, Depth: 32, Nodes: 10_000}
	read := func(name, src string) (frontmatter.Form, any) {
		text, h, root := frontmatter.ReadFile(name, frontmatter.Decode([]byte(src)).Text, limits, &problem.List{})
		_ = text
		return h.Form, [2]any{withoutLines(root), withoutLines(h.Doubtful)}
	}
	for _, c := range beginnings {
		form, whole := read(c.name, c.text)
		for end := range len(c.text) + 1 {
			begun := c.text[:end]
			if frontmatter.Unfinished(c.name, frontmatter.Decode([]byte(begun)).Text) {
				if end == len(c.text) {
					t.Errorf("the whole of %q is unfinished", c.text)
				}
				continue
			}
			if f, cut := read(c.name, begun); f != form || !reflect.DeepEqual(cut, whole) {
				t.Errorf("%s: %q is taken for whole: %v %v, later %v %v", c.name, begun, f, cut, form, whole)
			}
		}
	}
}

// withoutLines returns what a value says, for comparison.
func withoutLines(v frontmatter.Value) any {
	switch v.Kind {
	case frontmatter.Table:
		out := map[string]any{}
		for _, f := range v.Fields {
			out[f.Key] = withoutLines(f.Value)
		}
		return out
	case frontmatter.List:
		var out []any
		for _, item := range v.Items {
			out = append(out, withoutLines(item))
		}
		return out
	}
	return v.Text
}

// TestFinished: what begins with text is no header that is being written.
func TestFinished(t *testing.T) {
	for _, text := range []string{
		"Hello.\nWorld.\n", "# Bees\n", "Hello.\n", "- one\n- two\n", "* one\n", "1. one\n", "> quote\n", "<p>Text\n", "![a](b)\n",
		"--\nText.\n", "- - -\nText.\n", "---- -\n", "{{< figure >}}\n", "{% include x %}\n", "\"Quoted,\" she said.\n", "```go\nx := 1\n",
		"---\ntitle: A\n---", "---\ntitle: A\n---\n", "---\ntitle: A\n---\nHalf of a", "+++\n+++\n", "{\"title\": \"A\"}\n", "{\n}\n",
		"Title: A\nText goes on.\n", "<!-- a remark -->\nText.\n", "<!-- a remark --> and text\n", "import of goods\nText.\n",
	} {
		if frontmatter.Unfinished("a.md", text) {
			t.Errorf("%q is unfinished", text)
		}
	}
	for _, text := range []string{
		"", "\n\n", "T", "Half of a first line", "-", "--", "---", "<!-- a remark\n", "<!-- a remark -->\n", "{\n", "{:\n",
		"---\ntitle: A\n---\n\n--", "---\ntitle: A\n---\n\n---\ndraft: t",
	} {
		if !frontmatter.Unfinished("a.md", text) {
			t.Errorf("%q is finished", text)
		}
	}
}
