package main

import (
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/sshblog/sshblog/internal/picture"
	"github.com/sshblog/sshblog/internal/pictures"
	"github.com/sshblog/sshblog/internal/tui/screen"
)

// images says how pictures are shown to readers who do not say it themselves.
type images string

const (
	imagesAuto images = "auto"
	imagesOff  images = "off" // to nobody
)

// UnmarshalText reads the name of a way, "" for the default.
func (i *images) UnmarshalText(text []byte) error {
	named := strings.ToLower(string(text))
	if _, ok := screen.ImagesNamed(named); !ok && named != string(imagesOff) && named != "" {
		return fmt.Errorf("%q, expected auto, blocks, words or off", text)
	}
	*i = images(named)
	if named == "" {
		*i = imagesAuto
	}
	return nil
}

// way returns how readers are shown pictures.
func (i images) way() screen.Images {
	way, _ := screen.ImagesNamed(string(i))
	return way
}

// pictureShare is the part of the memory that decoders of pictures may take together.
const pictureShare = 3

// pictures returns the pictures that sessions show; nil if the author wants none.
func (a *app) pictures() screen.Pictures {
	if a.settings.Images == imagesOff {
		return nil
	}
	limits := picture.DefaultLimits
	limits.Memory = min(limits.Memory, debug.SetMemoryLimit(-1)/pictureShare) // which only asks
	return pictures.New(a.store.Source(), a.cache, limits, reporter(a.log))
}
