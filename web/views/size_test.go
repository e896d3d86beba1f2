package views

import (
	"bytes"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"
)

// pictures returns a picture of 30 by 20 pixels in the formats that Go writes, and the heads of others.
func pictures(t testing.TB) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	picture := image.NewRGBA(image.Rect(0, 0, 30, 20))
	var b bytes.Buffer
	for name, write := range map[string]func() error{
		"png": func() error { return png.Encode(&b, picture) }, "gif": func() error { return gif.Encode(&b, picture, nil) },
		"jpeg": func() error { return jpeg.Encode(&b, picture, nil) },
	} {
		b.Reset()
		if err := write(); err != nil {
			t.Fatal(err)
		}
		all[name] = bytes.Clone(b.Bytes())
	}
	all["webp, lossy"] = []byte("RIFF\x00\x00\x00\x00WEBPVP8 \x00\x00\x00\x00\x00\x00\x00\x9d\x01\x2a\x1e\x00\x14\x00")
	all["webp, lossless"] = []byte("RIFF\x00\x00\x00\x00WEBPVP8L\x00\x00\x00\x00\x2f\x1d\xc0\x04\x00\x00\x00\x00\x00\x00")
	all["webp, extended"] = []byte("RIFF\x00\x00\x00\x00WEBPVP8X\x00\x00\x00\x00\x00\x00\x00\x00\x1d\x00\x00\x13\x00\x00")
	return all
}

func TestPictureSize(t *testing.T) {
	for name, head := range pictures(t) {
		if w, h := pictureSize(head); w != 30 || h != 20 {
			t.Errorf("%s: %d x %d", name, w, h)
		}
	}
	turned := []byte("\xff\xd8\xff\xe1\x00\x22Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00\x00\x00\x00\x00")
	turned = append(turned, pictures(t)["jpeg"][2:]...)
	if w, h := pictureSize(turned); w != 20 || h != 30 {
		t.Errorf("held upright: %d x %d", w, h)
	}
}

// FuzzPictureSize reads the size of any bytes.
func FuzzPictureSize(f *testing.F) {
	for _, head := range pictures(f) {
		f.Add(head)
	}
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x08Exif\x00\x00"))
	f.Fuzz(func(_ *testing.T, head []byte) { pictureSize(head) })
}
