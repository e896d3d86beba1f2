package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/textwidth"
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
func (l *listScreen) masthead(h host, c column, count string) []string {
	room := h.height - 1 - minListed - 1 // a blank row is below
	banner := banner(h, c.width)
	cells := 0
	for _, line := range banner {
		cells = max(cells, h.cells(line))
	}
	if beside := c.width - cells - bannerGap; len(banner) > 0 && beside >= minBesideBanner {
		if text := mastText(h, beside, count); len(text) <= len(banner) && len(banner) <= room {
			return besideBanner(h, banner, cells, text)
		}
	}
	text := mastText(h, c.width, count)
	switch {
	case len(banner) > 0 && len(banner)+1+len(text) <= room:
		return append(append(append([]string{}, banner...), ""), text...)
	case len(text) > 1 && len(text) <= room:
		return text
	}
	return nil
}

// besideBanner puts text to the right of the banner.
func besideBanner(h host, banner []string, cells int, text []string) []string {
	lines := make([]string, len(banner))
	above := (len(banner) - len(text)) / 2
	for i, line := range banner {
		lines[i] = line
		if i >= above && i-above < len(text) && text[i-above] != "" {
			lines[i] += blanks(cells+bannerGap-h.cells(line)) + text[i-above]
		}
	}
	return lines
}

// banner returns the banner that fits into so many cells, nil if none does.
func banner(h host, width int) []string {
	site := h.index.Site()
	banner := site.Banner
	if h.width < narrowBanner || banner == nil || !bannerFits(h, banner, width) {
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

// bannerFits reports whether a banner can be shown: a terminal with ASCII only shows no other signs.
func bannerFits(h host, banner []string, width int) bool {
	for _, line := range banner {
		plain := h.method == textwidth.Transcribed && strings.ContainsFunc(line, func(r rune) bool { return r > '~' })
		if plain || h.cells(line) > width {
			return false
		}
	}
	return true
}

// mastText returns the title with the count, the intro or else the description, and the links.
func mastText(h host, width int, count string) []string {
	site := h.index.Site()
	lines := []string{titleLine(h, width, count)}
	intro := h.look.Intro(h.index, width)
	if intro == nil && site.Description != "" {
		for _, line := range h.wrap(site.Description, width, 2) {
			lines = append(lines, h.styles.muted.on(line))
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
func titleLine(h host, width int, count string) string {
	title := h.fit(h.siteTitle(), width)
	if h.cells(title)+2+h.cells(count) > width {
		count = "" // the name matters more
	}
	return h.spread(h.styles.title.on(title), h.styles.muted.on(count), width)
}

// linkLines returns the author's links, as many as fit on some lines.
func linkLines(h host, width int) []string {
	const between = " · "
	var lines []string
	line, used := "", 0
	for _, link := range h.index.Site().Links {
		label, address := link.Name+" ", link.Short()
		cells := h.cells(label) + h.cells(address)
		if cells > width {
			continue
		}
		if used > 0 && used+h.cells(between)+cells > width {
			lines, line, used = append(lines, line), "", 0
		}
		if len(lines) == maxLinkRows {
			return lines
		}
		if used > 0 {
			line += h.styles.muted.on(between)
			used += h.cells(between)
		}
		if h.look.Links == layout.Hyperlinks {
			address = ansi.SetHyperlink(link.URL()) + address + ansi.ResetHyperlink()
		}
		line += h.styles.muted.on(label) + address
		used += cells
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// hasMasthead reports whether the author has made more than a title and a description.
func hasMasthead(h host) bool {
	site := h.index.Site()
	return site.Banner != nil || site.NarrowBanner != nil || site.Intro != "" || len(site.Links) > 0
}
