package layout_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
	"github.com/sshblog/sshblog/internal/pages"
)

// rendered is the page of a request.
func rendered(tb testing.TB, q layout.Request) *layout.Page {
	tb.Helper()
	p, err := pages.New(pages.Options{}).Render(context.Background(), q)
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

const noted = "# A\n\nOne[^a] two[^code] three[^list], and [again](#fn:a).\n\n[^a]: First, see[^deep].\n\n    Its second paragraph.\n\n" +
	"[^code]: Look:\n\n        x = 1\n\n[^list]:\n    - b\n    - c\n\n[^deep]: Mentioned by a note.\n\n[^none]: Never mentioned.\n"

// TestNotes looks up every mention of a footnote, for both kinds of links.
func TestNotes(t *testing.T) {
	want := map[string]string{
		"#fn:a": "1. First, see⁴.|   Its second paragraph. ↩", "#fn:code": "2. Look:||       x = 1||   ↩",
		"#fn:list": "3. - b|   - c||   ↩", "#fn:deep": "4. Mentioned by a note. ↩", "#fn:none": "5. Never mentioned.",
	}
	for _, links := range []layout.LinkMode{layout.Hyperlinks, layout.Numbered} {
		q := request("a", noted, 60, theme.Plain())
		q.Links, q.InternalLinks = links, true
		p := rendered(t, q)
		mentions := 0
		for _, l := range p.Links {
			n, ok := p.NoteAt(l.URL)
			if back := strings.HasPrefix(l.URL, "#fnref:"); ok == back || !l.Internal {
				t.Errorf("%q leads to a note: %v", l.URL, ok)
			}
			if ok {
				mentions++
				if "#"+n.ID != l.URL {
					t.Errorf("%q leads to %+v", l.URL, n)
				}
			}
		}
		if mentions != 5 || len(p.Notes) != len(want) {
			t.Errorf("%d mentions of %d notes", mentions, len(p.Notes))
		}
		for i, n := range p.Notes {
			got := strings.Join(p.Lines[n.First:n.Last+1], "|")
			if got != want["#"+n.ID] || n.Number != i+1 {
				t.Errorf("links %v: note %q, %d, is %q, want %q", links, n.ID, n.Number, got, want["#"+n.ID])
			}
			if line, ok := p.HeadingLine(n.ID); !ok || line != n.First {
				t.Errorf("%q is on line %d, and its note on %d", n.ID, line, n.First)
			}
		}
	}
}

// TestNotesLeadBack follows the way back of every note, for both kinds of links.
func TestNotesLeadBack(t *testing.T) {
	for _, links := range []layout.LinkMode{layout.Hyperlinks, layout.Numbered} {
		q := request("a", noted, 60, theme.Plain())
		q.Links, q.InternalLinks = links, true
		p := rendered(t, q)
		deep, _ := p.NoteAt("#fn:a")
		for id, want := range map[string]int{"fnref:1": 3, "fnref:2": 3, "fnref:3": 3, "fnref:4": deep.First} {
			line, ok := p.HeadingLine(id)
			led := slices.ContainsFunc(p.Links, func(l layout.LinkMark) bool { return l.URL == "#"+id && l.Text == "↩" })
			if !ok || line != want || !led {
				t.Errorf("links %v: %q is on line %d, want %d, and a way back is there: %v", links, id, line, want, led)
			}
		}
		if all := strings.Join(p.Lines, "\n"); strings.Contains(all, "[1]") {
			t.Errorf("a place on the page has a number: %s", all)
		}
	}
}

func TestNoteAtNothing(t *testing.T) {
	p := page(t, noted, 60, theme.Plain(), 0)
	for _, url := range []string{"", "#", "fn:a", "#fn:b", "#fnref:1", "#a", "http://a/#fn:a"} {
		if n, ok := p.NoteAt(url); ok {
			t.Errorf("%q leads to %+v", url, n)
		}
	}
	if _, ok := new(layout.Page).NoteAt("#fn:a"); ok {
		t.Error("there is a note on an empty page")
	}
	if strings.Contains(plainLines(p), "↩") {
		t.Error("there is a way back for who cannot go it")
	}
}
