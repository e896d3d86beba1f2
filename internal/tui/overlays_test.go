package tui_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sshblog/sshblog/internal/tui"
)

// charts is a blog with links of all kinds, notes and code.
func charts() fstest.MapFS {
	filler := strings.Repeat("Some words to fill the page, so that there is something to scroll.\n\n", 12)
	return fstest.MapFS{
		"chart.md": {Data: []byte("---\ntitle: Drawing a chart\ndate: 2026-03-03\nslug: chart\npermalink: /charts/drawing/\n---\n" +
			"A chart is a promise[^promise]. See [how tides are read](tides.md#the-rule), [the depths](#depths) or " +
			"[the office](https://example.com/charts/north?sheet=12).\n\n```sh\nsound --depth 12 \\\n\t| sort\n```\n\n" + filler +
			"## Depths\n\nThey are measured in fathoms[^fathom], and by hand.\n\n```python\nfor d in depths:\n    print(d)\n```\n\n```\n\n" +
			"just one line\n```\n\n" + filler +
			"[^promise]: Made by those who were there, to [those who come](https://example.com/sailors), or to [us](tides.md).\n\n" +
			"[^fathom]: Six feet.\n\n    " + strings.Repeat("It is the width of two arms that are stretched out. ", 30) + "\n\n    See [the chart](#depths).\n")},
		"tides.md": {Data: []byte("---\ntitle: How to read a tide table\ndate: 2026-02-02\n---\nTides come.\n\n" + filler +
			"## The rule\n\nTwelfths.\n\n" + filler)},
	}
}

// TestOverlays compares the overlays of a post with their golden files, at three sizes and in four
// looks.
func TestOverlays(t *testing.T) {
	for _, w := range windows() {
		for name, keys := range map[string]string{
			"links": "f2", "note": "<tab><enter>", "code": "]c", "contents": "o", "contents-stay": "o<enter>",
		} {
			t.Run(w.dir+name, func(t *testing.T) {
				v := newVisit(t, charts(), tui.Session{Width: w.width, Height: w.height, Open: "chart"})
				w.show(v)
				v.settle()
				v.press(keys)
				v.golden(w.dir+name, w.profile)
			})
		}
	}
}

// TestOverlaysFit draws the overlays of a post at all widths.
func TestOverlaysFit(t *testing.T) {
	for _, keys := range []string{"f", "f4", "<tab><enter>", "<tab><enter>G", "Gc", "o", "o<enter>"} {
		v := newVisit(t, charts(), tui.Session{Open: "chart"})
		v.sees("A chart")
		v.press(keys)
		for width := 1; width <= 170; width++ {
			for _, height := range []int{1, 8, 9, 13, 24, 61} {
				v.resize(width, height)
				checkFits(t, v, width, height)
			}
		}
		v.settle()
		for width := 150; width >= 20; width -= 10 {
			v.resize(width, 12)
			v.settle()
			checkFits(t, v, width, 12)
		}
	}
}
