package lists

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/textwidth"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

const (
	narrowBanner    = 60 // columns below which the narrow banner is meant
	minListed       = 10 // rows of the list that what stands above it leaves
	maxIntroRows    = 6
	maxLinkRows     = 2
	minBesideBanner = 36 // cells of text from which on it stands beside the banner
	bannerGap       = 3
)

// masthead returns what the author wants above the list instead of its title: the banner, the
// intro and the links, as far as they leave room for the list. It is nil if there is nothing to
// show but the title and a description. The first line is the title with the count, or else the
// banner.
func (l *Posts) masthead(h screen.Host, c screen.Column, count string) []string {
	room := h.Height - 1 - minListed - 1 // a blank row is below
	banner := banner(h, c.Width)
	cells := 0
	for _, line := range banner {
		cells = max(cells, h.Cells(line))
	}
	if beside := c.Width - cells - bannerGap; len(banner) > 0 && beside >= minBesideBanner {
		if text := mastText(h, beside, count); len(text) <= len(banner) && len(banner) <= room {
			return besideBanner(h, banner, cells, text)
		}
	}
	text := mastText(h, c.Width, count)
	switch {
	case len(banner) > 0 && len(banner)+1+len(text) <= room:
		return append(append(append([]string{}, banner...), ""), text...)
	case len(text) > 1 && len(text) <= room:
		return text
	}
	return nil
}

// besideBanner puts text to the right of the banner.
func besideBanner(h screen.Host, banner []string, cells int, text []string) []string {
	lines := make([]string, len(banner))
	above := (len(banner) - len(text)) / 2
	for i, line := range banner {
		lines[i] = line
		if i >= above && i-above < len(text) && text[i-above] != "" {
			lines[i] += screen.Blanks(cells+bannerGap-h.Cells(line)) + text[i-above]
		}
	}
	return lines
}

// banner returns the banner that fits into so many cells, nil if none does.
func banner(h screen.Host, width int) []string {
	site := h.Index.Site()
	banner := site.Banner
	if h.Width < narrowBanner || banner == nil || !bannerFits(h, banner, width) {
		banner = site.NarrowBanner
	}
	if banner == nil && bannerFits(h, site.Banner, width) {
		banner = site.Banner
	}
	if !bannerFits(h, banner, width) {
		return nil
	}
	return banner
}

// bannerFits reports whether a banner can be shown: a terminal with ASCII only shows no other
// signs.
func bannerFits(h screen.Host, banner []string, width int) bool {
	for _, line := range banner {
		plain := h.Method == textwidth.Transcribed && strings.ContainsFunc(line, func(r rune) bool { return r > '~' })
		if plain || h.Cells(line) > width {
			return false
		}
	}
	return true
}

// mastText returns the title with the count, the intro or else the description, and the links.
func mastText(h screen.Host, width int, count string) []string {
	site := h.Index.Site()
	lines := []string{titleLine(h, width, count)}
	intro := h.Look.Intro(h.Index, width)
	if intro == nil && site.Description != "" {
		for _, line := range h.Wrap(site.Description, width, 2) {
			lines = append(lines, h.Styles.Muted.On(line))
		}
	}
	intro = intro[:min(len(intro), maxIntroRows)]
	for len(intro) > 0 && intro[len(intro)-1] == "" { // where it was cut
		intro = intro[:len(intro)-1]
	}
	lines = append(lines, intro...)
	return append(lines, linkLines(h, width)...)
}

// titleLine returns the blog's name and, where there is room, how much is in it.
func titleLine(h screen.Host, width int, count string) string {
	title := h.Fit(h.SiteTitle(), width)
	if h.Cells(title)+2+h.Cells(count) > width {
		count = "" // the name matters more
	}
	return h.Spread(h.Styles.Title.On(title), h.Styles.Muted.On(count), width)
}

// linkLines returns the author's links, as many as fit on some lines.
func linkLines(h screen.Host, width int) []string {
	const between = " · "
	var lines []string
	line, used := "", 0
	for _, link := range h.Index.Site().Links {
		label, address := link.Name+" ", link.Short()
		cells := h.Cells(label) + h.Cells(address)
		if cells > width {
			continue
		}
		if used > 0 && used+h.Cells(between)+cells > width {
			lines, line, used = append(lines, line), "", 0
		}
		if len(lines) == maxLinkRows {
			return lines
		}
		if used > 0 {
			line += h.Styles.Muted.On(between)
			used += h.Cells(between)
		}
		if h.Look.Links == layout.Hyperlinks {
			address = ansi.SetHyperlink(link.URL()) + address + ansi.ResetHyperlink()
		}
		line += h.Styles.Muted.On(label) + address
		used += cells
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// hasMasthead reports whether the author has made more than a title and a description.
func hasMasthead(h screen.Host) bool {
	site := h.Index.Site()
	return site.Banner != nil || site.NarrowBanner != nil || site.Intro != "" || len(site.Links) > 0
}
