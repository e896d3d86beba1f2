package site_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sshblog/sshblog/internal/frontmatter"
	"github.com/sshblog/sshblog/internal/site"
)

func TestBannerLines(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"plain", "\n\nab  \n\ncd\n\n", []string{"ab", "", "cd"}},
		{"tabs", "\tab", []string{"    ab"}},
		{"looks", "\x1b[1;35mab\x1b[0m c", []string{"\x1b[1;35mab\x1b[m c\x1b[m"}},
		{"over lines", "\x1b[38;5;200mab\ncd\x1b[m\nef", []string{"\x1b[38;5;200mab\x1b[m", "\x1b[38;5;200mcd\x1b[m\x1b[m", "ef"}},
		{"true colour", "\x1b[38:2:1:2:3mab", []string{"\x1b[38;2;1;2;3mab\x1b[m"}},
		{"unsafe", "a\x1b[2J\x1b[?1049l\x1b]0;title\x07b\x1b]52;c;AAAA\x1b\\c\x1bcd\x07", []string{"abcd"}},
		{"blinking, hidden", "\x1b[5ma\x1b[8mb", []string{"ab"}},
		{"cut off", "a\x1b[38;5", []string{"a"}},
		{"open string", "a\x1b]8;;https://example.com", []string{"a"}},
		{"only looks", "\x1b[31m \x1b[0m\n", nil},
	} {
		if got := site.BannerLines(c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, expected %q", c.name, got, c.want)
		}
	}
}

// FuzzBannerLines checks that a banner has no control sequences but looks, and that they end with
// their line.
func FuzzBannerLines(f *testing.F) {
	f.Add("\x1b[1;35mab\x1b[0m c\n\x1b]8;;x\x1b\\\x9b1m")
	f.Fuzz(func(t *testing.T, text string) {
		for _, line := range site.BannerLines(text) {
			if strings.Contains(line, "\x1b") && !strings.HasSuffix(line, "\x1b[m") {
				t.Errorf("%q goes over its end", line)
			}
			for i, part := range strings.Split(line, "\x1b") {
				rest := part
				if i > 0 {
					end := strings.IndexByte(part, 'm')
					if end < 1 || part[0] != '[' || strings.Trim(part[1:end], "0123456789;") != "" {
						t.Fatalf("%q has a sequence that is no look", line)
					}
					rest = part[end+1:]
				}
				if strings.ContainsFunc(rest, func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 }) {
					t.Fatalf("%q has a control character", line)
				}
			}
		}
	})
}

// TestFaceFiles reads banners and an intro, and says why others are not shown.
func TestFaceFiles(t *testing.T) {
	for _, c := range []struct{ name, text, problem string }{
		{"banner.txt", "one\ntwo\n", ""},
		{"banner.txt", strings.Repeat("x\n", 9), "9 lines, expected at most 8"},
		{"banner.txt", "x\n" + strings.Repeat("x", 89), "takes 89 cells, expected at most 88"},
		{"banner.txt", strings.Repeat("x", 76), ""},
		{"banner.txt", "x\n" + strings.Repeat("x", 77), "banner.txt:2: warning: a window of 80 columns has room for 76 cells"},
		{"banner-60.txt", strings.Repeat("x", 61), "expected at most 60"},
		{"banner.txt", "\xff\xfe", "not in UTF-8"},
		{"banner.txt", strings.Repeat("x", 17<<10), "too large, expected at most 16 KiB"},
		{"intro.md", "Hello.", ""},
		{"intro.md", strings.Repeat("Hello. ", 400), "too large, expected at most 2 KiB"},
		{"intro.md", "---\ntitle: A post\n---\n" + strings.Repeat("Hello. ", 400), ""},
	} {
		s, problems := site.Read(fstest.MapFS{c.name: {Data: []byte(c.text)}},
			site.Options{FileBytes: 1 << 20, Limits: frontmatter.Limits{Bytes: 8 << 10, Depth: 8, Nodes: 200}})
		var all []string
		for _, p := range problems {
			all = append(all, p.String())
		}
		if got := strings.Join(all, "\n"); c.problem == "" && got != "" || !strings.Contains(got, c.problem) {
			t.Errorf("%s: %q, expected %q", c.name, got, c.problem)
		}
		if post := strings.HasPrefix(c.text, "---"); s.IsFaceFile(c.name) == post || (s.Intro != "") == (post || c.problem != "" || c.name != "intro.md") {
			t.Errorf("%s: intro %q", c.name, s.Intro)
		}
	}
}
