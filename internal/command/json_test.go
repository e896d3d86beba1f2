package command_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/command"
)

func TestJSON(t *testing.T) {
	stdout, _, _ := newWorld(t, harbour()).run(command.Env{}, "ls", "--json")
	lines := strings.Split(strings.TrimSpace(stdout), "\n")
	var first map[string]any
	for i, line := range lines {
		var entry map[string]any
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			t.Fatalf("line %d: %v: %s", i, err, line)
		}
		if i == 0 {
			first = entry
		}
	}
	want := map[string]any{
		"slug": "tides", "title": "How to read a tide table", "date": "2026-05-20T08:00:00+02:00", "updated": "2026-05-21T00:00:00Z",
		"authors": []any{"Mika Sol"}, "tags": []any{"tides", "beginners"}, "categories": []any{"sea"}, "series": "Basics", "lang": "",
		"draft": false, "path": "tides.md", "aliases": []any{"/old/tides/"},
	}
	for name, value := range want {
		got, _ := json.Marshal(first[name])
		wanted, _ := json.Marshal(value)
		if !bytes.Equal(got, wanted) {
			t.Errorf("%s is %s, want %s", name, got, wanted)
		}
	}
	if !strings.Contains(stdout, `"title":"Ropes"`) || strings.Contains(stdout, "\\u00") {
		t.Errorf("escapes that nobody needs: %s", stdout)
	}
	for _, name := range []string{"summary", "words", "minutes"} {
		if first[name] == nil {
			t.Errorf("%s is missing", name)
		}
	}
}

// objects runs a command and reads back what it prints, one JSON object per line.
func (w world) objects(args ...string) []map[string]any {
	w.t.Helper()
	stdout, stderr, status := w.run(command.Env{}, args...)
	if status != 0 || stderr != "" {
		w.t.Fatalf("%v: status %d, %s", args, status, stderr)
	}
	var all []map[string]any
	for line := range strings.Lines(stdout) {
		var one map[string]any
		if err := json.Unmarshal([]byte(line), &one); err != nil {
			w.t.Fatalf("%v: %v: %s", args, err, line)
		}
		all = append(all, one)
	}
	return all
}

func TestJSONOfTheOthers(t *testing.T) {
	w := newWorld(t, harbour())
	for _, c := range []struct {
		args   []string
		number int
		first  map[string]any
	}{
		{[]string{"tags", "--json"}, 4, map[string]any{"name": "[31mred", "posts": 1.0}},
		{[]string{"years", "--json"}, 3, map[string]any{"name": "2026", "posts": 1.0}},
		{[]string{"series", "--json"}, 1, map[string]any{"name": "Basics", "posts": 1.0}},
		{[]string{"series", "--json", "basics"}, 1, map[string]any{"slug": "tides", "path": "tides.md"}},
		{[]string{"toc", "tides", "--json"}, 1, map[string]any{"level": 2.0, "text": "Three questions", "id": "three-questions"}},
		{[]string{"links", "--json", "tides"}, 2, map[string]any{
			"number": 1.0, "url": "", "slug": "ropes", "text": "the ropes", "image": false, "command": "ssh HOST cat ropes",
		}},
		{[]string{"search", "water", "comes", "--json"}, 1, map[string]any{
			"slug": "tides", "title": "How to read a tide table", "path": "tides.md",
			"line": "Twice a day the water comes. See the ropes or elsewhere.",
		}},
	} {
		got := w.objects(c.args...)
		if len(got) != c.number {
			t.Fatalf("%v: %d objects, want %d: %v", c.args, len(got), c.number, got)
		}
		for key, want := range c.first {
			if got[0][key] != want {
				t.Errorf("%v: %s is %#v, want %#v", c.args, key, got[0][key], want)
			}
		}
	}
	if score, ok := w.objects("search", "water", "--json")[0]["score"].(float64); !ok || score <= 0 {
		t.Errorf("score %v", score)
	}
}
