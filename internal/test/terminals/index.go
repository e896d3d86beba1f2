//go:build unix

package main

import (
	"fmt"
	"html"
	"image/color"
	"io"
	"os"
	"strings"
)

func (t taken) String() string {
	if t.lowest.ratio > 21 {
		return "no text"
	}
	s := fmt.Sprintf("%5.2f  %s on %s, row %d, column %d", t.lowest.ratio, hex(t.lowest.text), hex(t.lowest.ground),
		t.lowest.row+1, t.lowest.column+1)
	if t.under > 0 {
		s += fmt.Sprintf("  UNDER %.1f: %d cells", least, t.under)
	}
	return s
}

func hex(c color.RGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// report prints the lowest contrast of each picture.
func report(w io.Writer, all []taken) {
	under := 0
	for _, t := range all {
		_, _ = fmt.Fprintf(w, "%-48s %s\n", t.name, t)
		if t.under > 0 {
			under++
		}
	}
	_, _ = fmt.Fprintf(w, "%d pictures, %d with text under %.1f\n", len(all), under, least)
}

const head = `<!doctype html>
<meta charset="utf-8">
<title>sshblog in terminals</title>
<style>
body { font: 14px sans-serif; background: #777; color: #fff }
figure { display: inline-block; margin: 8px; vertical-align: top }
img { max-width: 640px; display: block }
.under { color: #ff0; font-weight: bold }
</style>
`

// writeIndex writes the page that shows all pictures.
func writeIndex(name string, all []taken) error {
	var b strings.Builder
	b.WriteString(head)
	for _, t := range all {
		class := ""
		if t.under > 0 {
			class = ` class="under"`
		}
		title := html.EscapeString(t.name)
		fmt.Fprintf(&b, "<figure><a href=\"%s.png\"><img loading=\"lazy\" src=\"%s.png\"></a><figcaption%s>%s<br>%s</figcaption></figure>\n",
			title, title, class, title, html.EscapeString(t.String()))
	}
	return os.WriteFile(name, []byte(b.String()), 0o600)
}
