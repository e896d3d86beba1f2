package content_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v4"

	"github.com/sshblog/sshblog/content"
)

// released is the day on which the manual was last dated: no post may come from the future, because
// it would be hidden.
var released = time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC)

// sample is one file of the sample blog, taken apart with plain means: the program's own loader
// must come to the same.
type sample struct {
	path   string
	form   string // of the front matter: yaml, toml or json
	fields map[string]any
	body   string
	line   int // of the file, where the body begins
}

// samples reads the posts and pages of the sample blog.
func samples(tb testing.TB) []sample {
	tb.Helper()
	var all []sample
	err := fs.WalkDir(content.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || name == "sshblog.yaml" || path.Ext(name) == ".png" {
			return err
		}
		text, err := fs.ReadFile(content.FS(), name)
		if err != nil {
			return err
		}
		s := sample{path: name, fields: make(map[string]any)}
		if err := s.split(text); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, s)
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	return all
}

// split cuts the front matter from the text and decodes it.
func (s *sample) split(text []byte) error {
	if bytes.HasPrefix(text, []byte("{")) {
		d := json.NewDecoder(bytes.NewReader(text))
		if err := d.Decode(&s.fields); err != nil {
			return err
		}
		s.setBody(text, int(d.InputOffset()), "json")
		return nil
	}
	form, fence := "yaml", "---\n"
	if bytes.HasPrefix(text, []byte("+++\n")) {
		form, fence = "toml", "+++\n"
	}
	header, ok := bytes.CutPrefix(text, []byte(fence))
	if !ok {
		return fmt.Errorf("no front matter")
	}
	end := bytes.Index(header, []byte("\n"+fence))
	if end < 0 {
		return fmt.Errorf("front matter does not end")
	}
	header = header[:end+1]
	s.setBody(text, len(fence)+len(header)+len(fence), form)
	if form == "toml" {
		return toml.Unmarshal(header, &s.fields)
	}
	return yaml.Unmarshal(header, &s.fields)
}

// setBody keeps what stands behind the front matter.
func (s *sample) setBody(text []byte, at int, form string) {
	s.form, s.body = form, string(text[at:])
	s.line = 1 + bytes.Count(text[:at], []byte("\n"))
}

// text returns a field of the front matter as text; "" if it is not there.
func (s *sample) text(key string) string {
	v, ok := s.fields[key]
	if !ok {
		return ""
	}
	return strings.TrimSpace(fmt.Sprint(v))
}

// slug is the name of the directory for an index.md, else the file's name without date and
// extension; the slug key wins.
func (s *sample) slug() string {
	if slug := s.text("slug"); slug != "" {
		return slug
	}
	name := strings.TrimSuffix(path.Base(s.path), ".md")
	if name == "index" {
		name = path.Base(path.Dir(s.path))
	}
	return datePrefix.ReplaceAllString(name, "")
}

// date is the date of the front matter, else that of the file name; ok is false for a page, which
// has none.
func (s *sample) date(tb testing.TB) (date time.Time, ok bool) {
	tb.Helper()
	value, ok := s.fields["date"]
	if !ok {
		day := strings.TrimSuffix(datePrefix.FindString(path.Base(s.path)), "-")
		if day == "" {
			return time.Time{}, false
		}
		value = day
	}
	if t, ok := value.(time.Time); ok {
		return t, true
	}
	for _, layout := range []string{time.DateOnly, "2006-01-02 15:04:05 -0700", time.RFC3339} {
		if t, err := time.Parse(layout, fmt.Sprint(value)); err == nil {
			return t, true
		}
	}
	tb.Errorf("%s: date %v: expected one of the forms that the manual shows", s.path, value)
	return time.Time{}, false
}

var (
	datePrefix = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}-`)
	fileName   = regexp.MustCompile(`^(?:\d{4}-\d{2}-\d{2}-)?[a-z0-9]+(?:-[a-z0-9]+)*\.md$|^[a-z0-9]+(?:-[a-z0-9]+)*/index\.md$`)
)

// TestPicturesAreSmall: they are in every binary.
func TestPicturesAreSmall(t *testing.T) {
	const most = 8 << 10 // bytes
	names, err := fs.Glob(content.FS(), "*/*.png")
	if err != nil || len(names) == 0 {
		t.Fatalf("pictures %q, error %v", names, err)
	}
	for _, name := range names {
		if info, err := fs.Stat(content.FS(), name); err != nil || info.Size() > most {
			t.Errorf("%s: %v bytes, error %v; expected at most %d", name, info.Size(), err, most)
		}
	}
}

func TestPostsHavePlainNames(t *testing.T) {
	for _, s := range samples(t) {
		if !fileName.MatchString(s.path) {
			t.Errorf("%q: expected lower-case words with hyphens, as .md or as index.md in a directory", s.path)
		}
	}
}

func TestFilesAreCleanText(t *testing.T) {
	for _, s := range samples(t) {
		text, err := fs.ReadFile(content.FS(), s.path)
		if err != nil {
			t.Fatal(err)
		}
		if !utf8.Valid(text) {
			t.Errorf("%s: not valid UTF-8", s.path)
		}
		if !bytes.HasSuffix(text, []byte("\n")) || bytes.HasSuffix(text, []byte("\n\n")) {
			t.Errorf("%s: expected one line feed at the end", s.path)
		}
		for n, line := range strings.Split(string(text), "\n") {
			if strings.TrimRight(line, " \t") != line {
				t.Errorf("%s:%d: blanks at the end of the line", s.path, n+1)
			}
			if i := strings.IndexFunc(line, isControl); i >= 0 {
				t.Errorf("%s:%d: control character %q", s.path, n+1, line[i:i+1])
			}
		}
	}
}

// isControl reports whether a character must never reach a terminal. Tabs indent Go.
func isControl(r rune) bool {
	return r < ' ' && r != '\t' || r >= 0x7f && r < 0xa0 ||
		r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0xfeff
}

func TestFrontMatter(t *testing.T) {
	pages := 0
	for _, s := range samples(t) {
		for _, key := range []string{"title", "slug"} {
			if s.fields[key] != nil && s.text(key) == "" {
				t.Errorf("%s: %s is empty", s.path, key)
			}
		}
		if s.text("title") == "" {
			t.Errorf("%s: expected a title", s.path)
		}
		if s.text("description") == "" && s.text("summary") == "" {
			t.Errorf("%s: expected a description or a summary", s.path)
		}
		if strings.TrimSpace(s.body) == "" {
			t.Errorf("%s: expected a text", s.path)
		}
		if _, dated := s.date(t); !dated {
			pages++
			continue
		}
		if s.text("tags") == "" || s.text("author") == "" {
			t.Errorf("%s: expected tags and an author", s.path)
		}
	}
	if pages != 1 {
		t.Errorf("%d pages without a date, expected about.md alone", pages)
	}
}

// The sample blog shows by itself every form that the manual describes.
func TestSamplesAreExamples(t *testing.T) {
	seen := make(map[string]bool)
	series := make(map[string][]string)
	for _, s := range samples(t) {
		seen[s.form] = true
		seen["a date in the file name"] = seen["a date in the file name"] || datePrefix.MatchString(s.path) && s.fields["date"] == nil
		seen["a directory"] = seen["a directory"] || strings.HasSuffix(s.path, "/index.md")
		seen["a date with a zone"] = seen["a date with a zone"] || strings.Contains(s.text("date"), "+0")
		if name := s.text("series"); name != "" {
			series[name] = append(series[name], s.text("part"))
		}
	}
	for _, want := range []string{"yaml", "toml", "json", "a date in the file name", "a directory", "a date with a zone"} {
		if !seen[want] {
			t.Errorf("no sample has %s", want)
		}
	}
	if len(series) == 0 {
		t.Error("no sample belongs to a series")
	}
	for name, parts := range series {
		slices.Sort(parts)
		for i, part := range parts {
			if part != fmt.Sprint(i+1) {
				t.Errorf("series %q: parts %v, expected 1 to %d", name, parts, len(parts))
				break
			}
		}
	}
}

func TestSlugsAreUnique(t *testing.T) {
	seen := make(map[string]string)
	for _, s := range samples(t) {
		if other := seen[s.slug()]; other != "" {
			t.Errorf("%s: slug %q belongs to %s already", s.path, s.slug(), other)
		}
		seen[s.slug()] = s.path
	}
}

func TestDates(t *testing.T) {
	months := make(map[string]bool)
	taken := make(map[string]string)
	newest, first := time.Time{}, ""
	for _, s := range samples(t) {
		date, ok := s.date(t)
		if !ok {
			continue
		}
		if date.After(released) || date.Year() != released.Year() {
			t.Errorf("%s: date %s, expected a day of %d before %s", s.path, date, released.Year(), released.Format(time.DateOnly))
		}
		day := date.Format(time.DateOnly)
		if other := taken[day]; other != "" {
			t.Errorf("%s: %s has the same day: the order of the list would be chance", s.path, other)
		}
		taken[day] = s.path
		months[day[:len("2006-01")]] = true
		if date.After(newest) {
			newest, first = date, s.path
		}
	}
	if len(taken) < 10 || len(months) < 5 {
		t.Errorf("%d posts in %d months, expected at least 10 in 5", len(taken), len(months))
	}
	if first != "welcome.md" {
		t.Errorf("the newest post is %s, expected welcome.md, so that it is on top of the list", first)
	}
}
