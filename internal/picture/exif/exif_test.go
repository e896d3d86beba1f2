package exif_test

import (
	"encoding/binary"
	"testing"

	"github.com/sshblog/sshblog/internal/picture/exif"
	"github.com/sshblog/sshblog/internal/test/scene"
)

func TestRead(t *testing.T) {
	longOrientation := scene.Exif(binary.LittleEndian, 6, false, false)
	copy(longOrientation[10:], "\x12\x01\x04\x00") // four bytes instead of two
	circle := scene.Exif(binary.BigEndian, 3, true, false)
	binary.BigEndian.PutUint32(circle[8+2+12+8:], 8) // the list of the place is the first one
	for name, c := range map[string]struct {
		block []byte
		want  exif.Metadata
	}{
		"nothing":         {nil, exif.Metadata{}},
		"no exif":         {[]byte("a long text that is none"), exif.Metadata{}},
		"big endian":      {scene.Exif(binary.BigEndian, 6, true, true), exif.Metadata{Orientation: 6, GPS: true, Camera: true}},
		"little endian":   {scene.Exif(binary.LittleEndian, 8, false, true), exif.Metadata{Orientation: 8, Camera: true}},
		"with its name":   {append([]byte("Exif\x00\x00"), scene.Exif(binary.BigEndian, 2, false, false)...), exif.Metadata{Orientation: 2}},
		"long value":      {longOrientation, exif.Metadata{Orientation: 6}},
		"no orientation":  {scene.Exif(binary.BigEndian, 0, true, false), exif.Metadata{GPS: true}},
		"nine":            {scene.Exif(binary.BigEndian, 9, false, false), exif.Metadata{}},
		"cut off":         {scene.Exif(binary.BigEndian, 6, true, true)[:14], exif.Metadata{}},
		"place elsewhere": {scene.Exif(binary.BigEndian, 6, true, true)[:50], exif.Metadata{Orientation: 6, Camera: true}},
		"a circle":        {circle, exif.Metadata{Orientation: 3, GPS: true}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := exif.Read(c.block); got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

func FuzzEXIF(f *testing.F) {
	f.Add(scene.Exif(binary.BigEndian, 6, true, true))
	f.Add(scene.Exif(binary.LittleEndian, 3, true, false))
	f.Add([]byte("II*\x00\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, block []byte) {
		if m := exif.Read(block); m.Orientation < 0 || m.Orientation > 8 {
			t.Errorf("orientation %d", m.Orientation)
		}
		exif.ReadXMP(block)
	})
}
