package picture_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/color/palette"
	"image/draw"
	"image/png"
	"runtime"
	"strings"
	"testing"
	"time"

	xdraw "golang.org/x/image/draw"

	"github.com/sshblog/sshblog/internal/picture"
	"github.com/sshblog/sshblog/internal/test/scene"
)

// alike returns how much alike two pictures are, 0 to 1: one minus the mean distance of channels.
func alike(t *testing.T, a, b image.Image) float64 {
	t.Helper()
	if a.Bounds().Size() != b.Bounds().Size() {
		t.Fatalf("%v and %v", a.Bounds(), b.Bounds())
	}
	var sum, n float64
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			r, g, b1, a1 := a.At(a.Bounds().Min.X+x, a.Bounds().Min.Y+y).RGBA()
			r2, g2, b2, a2 := b.At(b.Bounds().Min.X+x, b.Bounds().Min.Y+y).RGBA()
			for _, d := range [4]int{int(r) - int(r2), int(g) - int(g2), int(b1) - int(b2), int(a1) - int(a2)} {
				sum += float64(max(d, -d)) / 0xffff
				n++
			}
		}
	}
	return 1 - sum/n
}

// TestDecode: each kind of file gives the picture that it is of.
func TestDecode(t *testing.T) {
	photo := scene.Photo(64, 48)
	deep := image.NewRGBA64(photo.Rect)
	draw.Draw(deep, deep.Rect, photo, image.Point{}, draw.Src)
	nrgba := image.NewNRGBA(photo.Rect)
	draw.Draw(nrgba, nrgba.Rect, photo, image.Point{}, draw.Src)
	grey := image.NewGray(photo.Rect)
	draw.Draw(grey, grey.Rect, photo, image.Point{}, draw.Src)
	paletted := image.NewPaletted(photo.Rect, palette.Plan9)
	draw.Draw(paletted, paletted.Rect, photo, image.Point{}, draw.Src)
	flat := func(c color.Color) image.Image {
		m := image.NewRGBA(photo.Rect)
		draw.Draw(m, m.Rect, image.NewUniform(c), image.Point{}, draw.Src)
		return m
	}
	for name, c := range map[string]struct {
		file []byte
		want image.Image
	}{
		"png":           {scene.PNG(photo), photo},
		"png with alfa": {scene.PNG(nrgba), photo},
		"16 bit png":    {scene.PNG(deep), photo},
		"grey png":      {scene.PNG(grey), grey},
		"paletted png":  {scene.PNG(paletted), paletted},
		"jpeg":          {scene.JPEG(photo), photo},
		"grey jpeg":     {scene.JPEG(grey), grey},
		"progressive":   {scene.ProgressiveJPEG, photo},
		"gif":           {gifOf(t, photo), photo},
		"webp":          {scene.LossyWebP, photo},
		"lossless webp": {scene.FlatWebP(64, 48), flat(color.RGBA{0x80, 0x40, 0x20, 0xff})},
		"cmyk":          {scene.FlatJPEG(64, 48, 4, 1), flat(color.RGBA{0x3f, 0x3f, 0x3f, 0xff})},
		"diagram":       {scene.PNG(scene.Diagram(64, 48)), scene.Diagram(64, 48)},
	} {
		t.Run(name, func(t *testing.T) {
			m, h, err := picture.Decode(t.Context(), c.file, picture.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			if got := alike(t, picture.Scale(m, h, h.Size).Image, c.want); got < 0.945 {
				t.Errorf("alike by %.3f", got)
			}
			half := image.NewRGBA(image.Rect(0, 0, 32, 24))
			xdraw.CatmullRom.Scale(half, half.Rect, c.want, c.want.Bounds(), xdraw.Src, nil)
			if got := alike(t, picture.Scale(m, h, picture.Size{W: 32, H: 24}).Image, half); got < 0.95 {
				t.Errorf("half as large alike by %.3f", got)
			}
		})
	}
}

// TestHostile: each of these files is refused with its reason, in a fraction of a second and without
// the memory that it asks for.
func TestHostile(t *testing.T) {
	photo := scene.JPEG(scene.Photo(640, 400))
	whole := scene.PNG(scene.Photo(640, 400))
	for name, c := range map[string]struct {
		file   []byte
		reason picture.Reason
		want   string
	}{
		"gif of 34 bytes":    {scene.HugeGIF(), picture.TooManyPixels, "it has 65535 x 65535 pixels, which are 4294 megapixels; expected at most 50 megapixels"},
		"50 gigapixels":      {scene.HugePNG(250_000, 200_000), picture.TooManyPixels, "it has 250000 x 200000 pixels, which are 50000 megapixels; expected at most 50 megapixels"},
		"the largest png":    {scene.HugePNG(1<<31-1, 1<<31-1), picture.TooManyPixels, "megapixels; expected at most 50 megapixels"},
		"a long line":        {scene.HugePNG(40<<20, 1), picture.TooManyPixels, "to decode a PNG of them takes"},
		"the largest jpeg":   {bytes.Replace(scene.FlatJPEG(16, 16, 1, 1), []byte{8, 0, 16, 0, 16}, []byte{8, 0xff, 0xff, 0xff, 0xff}, 1), picture.TooManyPixels, "65535 x 65535"},
		"cmyk of nobody":     {bytes.Replace(scene.FlatJPEG(16, 16, 4, 1), []byte("Adobe"), []byte("adobe"), 1), picture.Unsupported, "it is"},
		"progressive":        {bytes.Replace(scene.FlatJPEG(16, 16, 1, 2), []byte{8, 0, 16, 0, 16}, []byte{8, 0x1b, 0x58, 0x1b, 0x58}, 1), picture.TooManyPixels, "to decode a progressive JPEG of them takes"},
		"the largest webp":   {scene.FlatWebP(16384, 16384), picture.TooManyPixels, "16384 x 16384"},
		"10,000 scans":       {scene.FlatJPEG(640, 640, 1, 10_000), picture.TooManyScans, "it has more than 32 scans; expected at most 32"},
		"animated webp":      {scene.AnimatedWebP(30, 20), picture.Animated, "it is an animated WebP; expected a still picture"},
		"half a jpeg":        {photo[:len(photo)/2], picture.Damaged, "it is damaged: it ends too early; expected a whole JPEG"},
		"half a png":         {whole[:len(whole)/2], picture.Damaged, "it is damaged: it ends too early; expected a whole PNG"},
		"half a webp":        {scene.LossyWebP[:500], picture.Damaged, "it is damaged: it ends too early; expected a whole WebP"},
		"a broken png":       {bytes.Replace(whole, []byte("IDAT"), []byte("IDAX"), 1), picture.Damaged, "it is damaged: "},
		"another's ending":   {[]byte("%PDF-1.7\n"), picture.Unsupported, "it is PDF; expected PNG, JPEG, GIF or WebP"},
		"too many bytes":     {append(bytes.Clone(photo), make([]byte, 33<<20)...), picture.FileTooLarge, "its file is 33 MiB; expected at most 32 MiB"},
		"no pixels in a gif": {scene.HugeGIF()[:20], picture.TooManyPixels, "4294 megapixels"},
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			_, _, err := picture.Decode(t.Context(), c.file, picture.Limits{})
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			var fault *picture.Error
			if !errors.As(err, &fault) || fault.Reason != c.reason || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
			if took > 2*time.Second {
				t.Errorf("it took %v", took)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 8<<20 {
				t.Errorf("it took %d MiB", used>>20)
			}
		})
	}
}

// TestDecodeEnds: a decoder ends when nobody waits for it any more, and when its time has come.
func TestDecodeEnds(t *testing.T) {
	file := scene.PNG(scene.Photo(640, 400))
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := picture.Decode(gone, file, picture.Limits{}); !errors.Is(err, context.Canceled) {
		t.Errorf("nobody waits: %v", err)
	}
	_, _, err := picture.Decode(t.Context(), file, picture.Limits{Time: time.Nanosecond})
	var fault *picture.Error
	if !errors.As(err, &fault) || fault.Reason != picture.TooSlow {
		t.Errorf("no time: %v", err)
	}
}

// TestOrientation: of a picture whose corners differ, each comes to where Exif wants it.
func TestOrientation(t *testing.T) {
	m := image.NewRGBA(image.Rect(0, 0, 30, 20))
	corners := []color.RGBA{{255, 0, 0, 255}, {0, 255, 0, 255}, {0, 0, 255, 255}, {255, 255, 0, 255}}
	for i, c := range corners { // from the upper left, as the clock goes
		at := image.Rect(0, 0, 15, 10).Add(image.Pt(15*((i+1)/2%2), 10*(i/2)))
		draw.Draw(m, at, image.NewUniform(c), image.Point{}, draw.Src)
	}
	for orientation, want := range map[int][4]int{
		0: {0, 1, 2, 3}, 1: {0, 1, 2, 3}, 2: {1, 0, 3, 2}, 3: {2, 3, 0, 1}, 4: {3, 2, 1, 0},
		5: {0, 3, 2, 1}, 6: {3, 0, 1, 2}, 7: {2, 1, 0, 3}, 8: {1, 2, 3, 0},
	} {
		h := picture.Header{Size: picture.Size{W: 30, H: 20}}
		h.Metadata.Orientation = orientation
		size := picture.Size{W: 6, H: 4}
		if orientation >= 5 {
			size = picture.Size{W: 4, H: 6}
		}
		got := picture.Scale(m, h, size)
		if got.Size() != size {
			t.Errorf("orientation %d: %v", orientation, got.Size())
		}
		for i, corner := range want {
			x, y := (size.W-1)*((i+1)/2%2), (size.H-1)*(i/2)
			if c := got.Image.RGBAAt(x, y); c != corners[corner] {
				t.Errorf("orientation %d: corner %d is %v, want that of corner %d, %v", orientation, i, c, corner, corners[corner])
			}
		}
	}
}

func BenchmarkScale12Megapixels(b *testing.B) {
	m, h, err := picture.Decode(b.Context(), scene.JPEG(scene.Photo(4000, 3000)), picture.Limits{})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("mean", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			picture.Scale(m, h, picture.Size{W: 533, H: 400})
		}
	})
	b.Run("catmull-rom", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			dst := image.NewRGBA(image.Rect(0, 0, 533, 400))
			xdraw.CatmullRom.Scale(dst, dst.Rect, m, m.Bounds(), xdraw.Src, nil)
		}
	})
}

func BenchmarkDecode12Megapixels(b *testing.B) {
	photo := scene.Photo(4000, 3000)
	var fast bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&fast, photo); err != nil {
		b.Fatal(err)
	}
	for name, file := range map[string][]byte{"jpeg": scene.JPEG(photo), "png": fast.Bytes()} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := picture.Decode(b.Context(), file, picture.Limits{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
