package site

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/source"
	"github.com/sshblog/sshblog/internal/textwidth"
)

// The files beside the posts that the first screen shows. None of them is a post.
const (
	bannerFile = "banner.txt"
	narrowFile = "banner-60.txt"
	introFile  = "intro.md"
)

// Bounds of these files. What is larger is not shown, and a problem.
const (
	maxBannerBytes = 16 << 10
	maxBannerRows  = 8
	maxBannerCells = 88
	maxNarrowCells = 60
	commonCells    = 76 // of a window of 80 columns without its margins
	maxIntroBytes  = 2 << 10
)

// IsFaceFile reports whether a file, by its path, is one that the first screen shows, so that it is
// no post. A post of somebody who never heard of an intro may have its name; it has front matter.
func (s *Settings) IsFaceFile(file string) bool {
	return OnFirstScreen(file) && (file != introFile || !s.introIsPost)
}

// OnFirstScreen reports whether a file, by its path, has a name of those that the first screen shows.
func OnFirstScreen(file string) bool {
	return file == bannerFile || file == narrowFile || file == introFile
}

// face reads what the first screen shows above the list.
func (r *siteReader) face() {
	r.site.Banner = r.banner(bannerFile, maxBannerCells)
	r.site.NarrowBanner = r.banner(narrowFile, maxNarrowCells)
	r.judgeWidth()
	r.notes.Path = introFile
	if text, ok := r.faceFile(introFile, maxIntroBytes); ok {
		if r.site.introIsPost = hasHeader(text); !r.site.introIsPost {
			r.site.Intro = strings.TrimSpace(text)
		}
	}
	r.site.Links, r.site.Parts = r.options.Links, r.options.Parts
}

// hasHeader reports whether a text begins with front matter.
func hasHeader(text string) bool {
	return strings.HasPrefix(text, "---\n") || strings.HasPrefix(text, "+++\n")
}

// faceFile reads a file if it is there, and reports why it cannot be shown.
func (r *siteReader) faceFile(name string, limit int64) (text string, ok bool) {
	if !slices.Contains(r.top.names, name) && r.top.whole {
		return "", false
	}
	src, _, err := source.ReadFile(r.fsys, name, r.options.FileBytes)
	if err == nil && int64(len(src)) > limit && !hasHeader(string(src)) {
		err = source.ErrTooLarge
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", false
	case errors.Is(err, source.ErrTooLarge):
		r.notes.Warn(1, "not shown: the file is too large, expected at most %s", plaintext.ByteSize(limit))
		return "", false
	case err != nil:
		r.notes.Warn(1, "not shown: the file cannot be read: %s", source.Reason(r.fsys, name, err))
		return "", false
	case !utf8.Valid(src):
		r.notes.Warn(1, "not shown: the file is not in UTF-8")
		return "", false
	}
	return strings.ReplaceAll(strings.TrimPrefix(string(src), "\ufeff"), "\r\n", "\n"), true
}

// banner reads a banner; nil if there is none that can be shown.
func (r *siteReader) banner(name string, cells int) []string {
	r.notes.Path = name
	text, ok := r.faceFile(name, maxBannerBytes)
	if !ok {
		return nil
	}
	lines := BannerLines(text)
	if len(lines) > maxBannerRows {
		r.notes.Warn(maxBannerRows+1, "not shown: the banner has %d lines, expected at most %d", len(lines), maxBannerRows)
		return nil
	}
	for i, line := range lines {
		if got := textwidth.CodePoints.Width(line); got > cells {
			r.notes.Warn(i+1, "not shown: the line takes %d cells, expected at most %d", got, cells)
			return nil
		}
	}
	return lines
}

// judgeWidth reports a banner that most windows have no room for, and nothing else.
func (r *siteReader) judgeWidth() {
	if r.site.NarrowBanner != nil {
		return
	}
	r.notes.Path = bannerFile
	for i, line := range r.site.Banner {
		if got := textwidth.CodePoints.Width(line); got > commonCells {
			r.notes.Warn(i+1, "a window of 80 columns has room for %d cells and shows no banner, as this line takes %d; "+
				"%s would be shown there", commonCells, got, narrowFile)
			return
		}
	}
}

// BannerLines returns the lines of a banner, without blank ones around them. Of its control
// sequences it keeps those that colour text or make it bold, faint, italic, underlined or reverse;
// a look that goes over the end of a line is there on the next one, too.
func BannerLines(text string) []string {
	var lines []string
	look := "" // at the end of the line before
	for line := range strings.SplitSeq(text, "\n") {
		var b strings.Builder
		b.WriteString(look)
		look = bannerLine(&b, line, look)
		shown := b.String()
		if plain, _ := cutLooks(shown); strings.TrimSpace(plain) == "" {
			shown = ""
		} else if strings.Contains(shown, "\x1b") {
			shown += "\x1b[m"
		}
		if shown == "" && len(lines) == 0 {
			continue
		}
		lines = append(lines, shown)
	}
	for len(lines) > 0 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// bannerLine writes a line without what is unsafe, and returns the look at its end.
func bannerLine(b *strings.Builder, line, look string) string {
	line = strings.TrimRight(line, " \t")
	for line != "" {
		i := strings.IndexByte(line, 0x1b)
		if i < 0 {
			i = len(line)
		}
		b.WriteString(plaintext.Clean(strings.ReplaceAll(line[:i], "\t", "    ")))
		var sequence string
		if sequence, line = cutSequence(line[i:]); sequence == "" {
			continue
		}
		b.WriteString(sequence)
		if look += sequence; sequence == "\x1b[m" {
			look = ""
		}
		if len(look) > maxLookBytes {
			look = sequence
		}
	}
	return look
}

// maxLookBytes bounds the looks that add up without a reset.
const maxLookBytes = 128

// cutLooks returns a text without its control sequences, and whether it had any.
func cutLooks(s string) (plain string, had bool) {
	var b strings.Builder
	for s != "" {
		i := strings.IndexByte(s, 0x1b)
		if i < 0 {
			b.WriteString(s)
			break
		}
		had = true
		b.WriteString(s[:i])
		_, s = cutSequence(s[i:])
	}
	return b.String(), had
}

// cutSequence cuts the control sequence off the beginning of s, and returns it as it is shown: ""
// if it is not.
func cutSequence(s string) (sequence, rest string) {
	if len(s) < 2 {
		return "", ""
	}
	switch s[1] {
	case '[':
		for i := 2; i < len(s); i++ {
			if s[i] >= 0x40 && s[i] <= 0x7e {
				return safeLook(s[2:i], s[i]), s[i+1:]
			}
			if s[i] < 0x20 || s[i] > 0x7e {
				return "", s[i:]
			}
		}
		return "", ""
	case ']', 'P', '_', '^', 'X': // a string, up to its end
		for i := 2; i < len(s); i++ {
			switch {
			case s[i] == 0x07:
				return "", s[i+1:]
			case s[i] == 0x1b && i+1 < len(s) && s[i+1] == '\\':
				return "", s[i+2:]
			}
		}
		return "", ""
	}
	if s[1] >= '0' && s[1] <= '~' {
		return "", s[2:]
	}
	return "", s[1:]
}

// safeLook returns the sequence for a look with these parameters, "" for any other one.
func safeLook(parameters string, final byte) string {
	if final != 'm' || len(parameters) > 40 {
		return ""
	}
	numbers := strings.FieldsFunc(parameters, func(r rune) bool { return r == ';' || r == ':' })
	for i := 0; i < len(numbers); i++ {
		n := numbers[i]
		switch {
		case (n == "38" || n == "48") && i+2 < len(numbers) && numbers[i+1] == "5":
			i += 2
		case (n == "38" || n == "48") && i+4 < len(numbers) && numbers[i+1] == "2":
			i += 4
		case !slices.Contains(looks, n):
			return ""
		}
	}
	for _, n := range numbers {
		if strings.Trim(n, "0123456789") != "" || len(n) > 3 {
			return ""
		}
	}
	if len(numbers) == 0 || len(numbers) == 1 && strings.Trim(numbers[0], "0") == "" {
		return "\x1b[m"
	}
	return "\x1b[" + strings.Join(numbers, ";") + "m"
}

// looks are the numbers of looks that a banner may have: no blinking, and nothing hidden.
var looks = strings.Fields("0 00 1 01 2 3 4 7 21 22 23 24 27 30 31 32 33 34 35 36 37 39 40 41 42 43 44 45 46 47 49 " +
	"90 91 92 93 94 95 96 97 100 101 102 103 104 105 106 107")

// SameFace reports whether the first screen shows the same above the list, and the list has the
// same parts.
func (s *Settings) SameFace(b *Settings) bool {
	return slices.Equal(s.Banner, b.Banner) && slices.Equal(s.NarrowBanner, b.NarrowBanner) && s.Intro == b.Intro &&
		slices.Equal(s.Links, b.Links) && slices.Equal(s.Parts, b.Parts)
}
