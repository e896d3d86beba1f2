package screen

import (
	"context"
	"strings"

	"github.com/charmbracelet/colorprofile"

	"github.com/sshblog/sshblog/internal/picture"
	"github.com/sshblog/sshblog/internal/pictures"
	"github.com/sshblog/sshblog/internal/textwidth"
)

// Pictures are the pictures of the blog, which all sessions share. A *pictures.Pictures is one.
type Pictures interface {
	// Header returns what the file of a picture says of it, or why it cannot be shown.
	Header(file string) (picture.Header, error)
	// Get returns a picture in a size in pixels, in some form. It may take its time, until ctx ends.
	Get(ctx context.Context, file string, size picture.Size, form pictures.Form) (any, error)
}

// Images says how a session shows pictures.
type Images uint8

// The ways, in the order in which a reader goes through them.
const (
	AutoImages  Images = iota // as well as the terminal can
	BlockImages               // as text, of half blocks
	WordImages                // by the words that stand for them
	imageWays
)

// ImagesNamed returns the way of a name: auto, blocks or words.
func ImagesNamed(name string) (way Images, ok bool) {
	switch name {
	case "auto":
		return AutoImages, true
	case "blocks":
		return BlockImages, true
	case "words":
		return WordImages, true
	}
	return AutoImages, false
}

// ImagesOf returns what a reader's variables ("NAME=value") ask for by SSHBLOG_IMAGES, which may be
// "off" as well; otherwise, it is what they get who ask for nothing.
func ImagesOf(environ []string, otherwise Images) Images {
	for _, pair := range environ {
		value, ok := strings.CutPrefix(pair, "SSHBLOG_IMAGES=")
		if value = strings.ToLower(value); !ok {
			continue
		}
		if value == "off" {
			return WordImages
		}
		if way, ok := ImagesNamed(value); ok {
			return way
		}
	}
	return otherwise
}

// Next returns the way after i.
func (i Images) Next() Images { return (i + 1) % imageWays }

// CanShowPictures reports whether the terminal can show any: it needs 256 colours, and blocks.
func (d *Display) CanShowPictures() bool {
	return d.Pictures != nil && d.Profile >= colorprofile.ANSI256 && d.Method != textwidth.Transcribed
}

// ShowsPictures reports whether pictures are shown, and not words in their place.
func (d *Display) ShowsPictures() bool { return d.Images != WordImages && d.CanShowPictures() }
