package picture_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/color/palette"
	"image/gif"
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/picture"
	"github.com/sshblog/sshblog/internal/picture/exif"
	"github.com/sshblog/sshblog/internal/test/scene"
)

func gifOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := gif.Encode(&out, m, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestReadHeader(t *testing.T) {
	photo := scene.Photo(60, 40)
	onSide := scene.Exif(binary.BigEndian, 6, true, true)
	xmp := []byte("http://ns.adobe.com/xap/1.0/\x00<x exif:GPSLatitude='48,8N' tiff:Model='Bee'/>")
	for name, c := range map[string]struct {
		file []byte
		want picture.Header
	}{
		"png":              {scene.PNG(photo), picture.Header{Format: picture.PNG, Size: picture.Size{W: 60, H: 40}}},
		"png with exif":    {scene.WithChunk(scene.PNG(photo), "eXIf", onSide), picture.Header{Format: picture.PNG, Size: picture.Size{W: 40, H: 60}, Metadata: exif.Metadata{Orientation: 6, GPS: true, Camera: true}}},
		"png with xmp":     {scene.WithChunk(scene.PNG(photo), "iTXt", append([]byte("XML:com.adobe.xmp\x00\x00\x00\x00\x00"), xmp...)), picture.Header{Format: picture.PNG, Size: picture.Size{W: 60, H: 40}, Metadata: exif.Metadata{GPS: true, Camera: true}}},
		"jpeg":             {scene.JPEG(photo), picture.Header{Format: picture.JPEG, Size: picture.Size{W: 60, H: 40}, Scans: 1, Photo: true}},
		"jpeg on its side": {scene.WithSegment(scene.JPEG(photo), 0xe1, append([]byte("Exif\x00\x00"), onSide...)), picture.Header{Format: picture.JPEG, Size: picture.Size{W: 40, H: 60}, Scans: 1, Photo: true, Metadata: exif.Metadata{Orientation: 6, GPS: true, Camera: true}}},
		"jpeg with xmp":    {scene.WithSegment(scene.JPEG(photo), 0xe1, xmp), picture.Header{Format: picture.JPEG, Size: picture.Size{W: 60, H: 40}, Scans: 1, Photo: true, Metadata: exif.Metadata{GPS: true, Camera: true}}},
		"filled jpeg":      {bytes.Replace(scene.JPEG(photo), []byte{0xff, 0xc0}, []byte{0xff, 0xff, 0xff, 0xc0}, 1), picture.Header{Format: picture.JPEG, Size: picture.Size{W: 60, H: 40}, Scans: 1, Photo: true}},
		"cmyk":             {scene.FlatJPEG(16, 16, 4, 1), picture.Header{Format: picture.JPEG, Size: picture.Size{W: 16, H: 16}, Scans: 1, Photo: true}},
		"progressive":      {scene.ProgressiveJPEG, picture.Header{Format: picture.JPEG, Size: picture.Size{W: 64, H: 48}, Scans: 1, Photo: true}},
		"gif":              {gifOf(t, photo), picture.Header{Format: picture.GIF, Size: picture.Size{W: 60, H: 40}}},
		"webp":             {scene.LossyWebP, picture.Header{Format: picture.WebP, Size: picture.Size{W: 64, H: 48}, Photo: true}},
		"lossless webp":    {scene.FlatWebP(300, 20), picture.Header{Format: picture.WebP, Size: picture.Size{W: 300, H: 20}}},
		"webp with exif":   {scene.WebPWithExif(300, 20, onSide), picture.Header{Format: picture.WebP, Size: picture.Size{W: 20, H: 300}, Metadata: exif.Metadata{Orientation: 6, GPS: true, Camera: true}}},
		"animated webp":    {scene.AnimatedWebP(30, 20), picture.Header{Format: picture.WebP, Size: picture.Size{W: 30, H: 20}, Animated: true}},
		"huge png":         {scene.HugePNG(250_000, 200_000), picture.Header{Format: picture.PNG, Size: picture.Size{W: 250_000, H: 200_000}}},
		"huge gif":         {scene.HugeGIF(), picture.Header{Format: picture.GIF, Size: picture.Size{W: 65535, H: 65535}}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := picture.ReadHeader(bytes.NewReader(c.file))
			if err != nil {
				t.Fatal(err)
			}
			if least := int64(got.Size.W) * int64(got.Size.H); got.Memory < least {
				t.Errorf("it takes %d bytes of memory, expected at least %d", got.Memory, least)
			}
			shown := picture.Header{Format: got.Format, Size: got.Size, Animated: got.Animated, Scans: got.Scans, Photo: got.Photo, Metadata: got.Metadata}
			if shown != c.want {
				t.Errorf("got  %+v\nwant %+v", shown, c.want)
			}
		})
	}
}

// TestNoHeader: what is no picture that can be read says what it is, and what was expected.
func TestNoHeader(t *testing.T) {
	photo := scene.JPEG(scene.Photo(60, 40))
	for name, c := range map[string]struct {
		file   []byte
		reason picture.Reason
		want   string
	}{
		"empty":         {nil, picture.NotPicture, "it is empty; expected PNG, JPEG, GIF or WebP"},
		"text":          {[]byte("bees"), picture.NotPicture, "its contents are no picture; expected PNG, JPEG, GIF or WebP"},
		"a web page":    {[]byte("<!DOCTYPE html><title>404"), picture.NotPicture, "it is a page of the web, perhaps an error that was saved; expected PNG, JPEG, GIF or WebP"},
		"svg":           {[]byte("\xef\xbb\xbf\n<svg viewBox='0 0 1 1'/>"), picture.Unsupported, "it is SVG; expected PNG, JPEG, GIF or WebP"},
		"xml":           {[]byte("<?xml version='1.0'?><svg/>"), picture.Unsupported, "it is XML, perhaps SVG; expected PNG, JPEG, GIF or WebP"},
		"avif":          {[]byte("\x00\x00\x00\x20ftypavif\x00\x00\x00\x00"), picture.Unsupported, "it is AVIF; expected PNG, JPEG, GIF or WebP"},
		"heic":          {[]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"), picture.Unsupported, "it is HEIC; expected PNG, JPEG, GIF or WebP"},
		"film":          {[]byte("\x00\x00\x00\x18ftypisom\x00\x00\x00\x00"), picture.NotPicture, "it is a film; expected PNG, JPEG, GIF or WebP"},
		"git lfs":       {[]byte("version https://git-lfs.github.com/spec/v1\n"), picture.NotPicture, "it is a pointer of Git LFS; run git lfs pull; expected PNG, JPEG, GIF or WebP"},
		"cut off":       {photo[:20], picture.Damaged, "it is damaged: it ends in its header; expected a whole JPEG"},
		"no size":       {[]byte("GIF89a\x00\x00\x00\x00\x00\x00\x00"), picture.Damaged, "it is damaged: it has no pixels; expected a whole GIF"},
		"short png":     {scene.PNG(scene.Photo(9, 9))[:20], picture.Damaged, "it is damaged: it ends in its header; expected a whole PNG"},
		"arithmetic":    {bytes.Replace(photo, []byte{0xff, 0xc0}, []byte{0xff, 0xc9}, 1), picture.Unsupported, "it is a JPEG with lossless or arithmetic coding; expected a baseline or progressive one"},
		"12 bit":        {bytes.Replace(photo, []byte{0xff, 0xc0, 0, 17, 8}, []byte{0xff, 0xc0, 0, 17, 12}, 1), picture.Unsupported, "it is a JPEG with 12 bits for each color; expected 8"},
		"endless":       {append([]byte{0xff, 0xd8}, bytes.Repeat(scene.Segment(0xe1, make([]byte, 60000)), 100)...), picture.Damaged, "its header has more than 512 KiB; expected the size of the picture before that"},
		"many segments": {append([]byte{0xff, 0xd8}, bytes.Repeat(scene.Segment(0xe2, nil), 10_000)...), picture.Damaged, "its header has more than 512 KiB; expected the size of the picture before that"},
		"many marks":    {append([]byte{0xff, 0xd8}, bytes.Repeat([]byte{0xff}, 1<<20)...), picture.Damaged, "its header has more than 512 KiB; expected the size of the picture before that"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := picture.ReadHeader(bytes.NewReader(c.file))
			var fault *picture.Error
			if !errors.As(err, &fault) || fault.Reason != c.reason || err.Error() != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

// TestCountScans: a JPEG's own scans are counted, and not what looks like one in its other parts or
// behind its end.
func TestCountScans(t *testing.T) {
	plain := scene.JPEG(scene.Photo(60, 40))
	like := bytes.Repeat([]byte{0xff, 0xda, 0, 2}, 100)
	for name, c := range map[string]struct {
		file []byte
		want int
	}{
		"plain":         {plain, 1},
		"progressive":   {scene.ProgressiveJPEG, 10},
		"thumbnail":     {scene.WithSegment(plain, 0xe1, like), 1},
		"behind it":     {append(bytes.Clone(plain), like...), 1},
		"ten thousand":  {scene.FlatJPEG(64, 64, 1, 10_000), 33},
		"cut off":       {scene.ProgressiveJPEG[:len(scene.ProgressiveJPEG)-200], 10},
		"without pixel": {plain[:100], 0},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := picture.CountScans(bytes.NewReader(c.file), 32)
			if err != nil || got > c.want || got < c.want-2 {
				t.Errorf("%d scans, %v; want %d", got, err, c.want)
			}
		})
	}
}

func FuzzHeader(f *testing.F) {
	onSide := scene.Exif(binary.LittleEndian, 8, true, true)
	m := scene.Photo(20, 10)
	paletted := image.NewPaletted(image.Rect(0, 0, 9, 9), palette.WebSafe)
	paletted.Set(1, 1, color.White)
	for _, file := range [][]byte{
		scene.PNG(m), scene.PNG(paletted), scene.JPEG(m), gifOf(f, m), scene.LossyWebP, scene.FlatWebP(20, 10),
		scene.AnimatedWebP(20, 10), scene.WebPWithExif(20, 10, onSide), scene.ProgressiveJPEG, scene.HugeGIF(),
		scene.HugePNG(1<<31-1, 1<<31-1), scene.FlatJPEG(16, 16, 4, 1), scene.FlatJPEG(16, 16, 3, 40),
		scene.WithChunk(scene.PNG(m), "eXIf", onSide), []byte("<svg"), nil,
	} {
		f.Add(file)
	}
	limits := picture.Limits{Pixels: 1 << 16, Memory: 32 << 20}
	f.Fuzz(func(t *testing.T, file []byte) {
		h, err := picture.ReadHeader(bytes.NewReader(file))
		if err != nil {
			if text := err.Error(); strings.Contains(text, "\n") || text == "" {
				t.Errorf("the error is %q", text)
			}
			return
		}
		if h.Size.W <= 0 || h.Size.H <= 0 || h.Memory <= 0 {
			t.Fatalf("header %+v", h)
		}
		m, again, err := picture.Decode(t.Context(), file, limits)
		if err != nil {
			return
		}
		if again.Size != h.Size {
			t.Errorf("the size was %v, and is %v", h.Size, again.Size)
		}
		upright := picture.Size{W: m.Bounds().Dx(), H: m.Bounds().Dy()}
		if h.Metadata.Orientation >= 5 {
			upright = picture.Size{W: upright.H, H: upright.W}
		}
		if upright != h.Size {
			t.Errorf("the pixels are %v, the header says %v", upright, h.Size)
		}
		if got := picture.Scale(m, h, picture.Size{W: 7, H: 5}).Size(); got != (picture.Size{W: 7, H: 5}) {
			t.Errorf("scaled to %v", got)
		}
	})
}
