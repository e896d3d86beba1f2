package check_test

import (
	"bytes"
	"encoding/binary"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/sshblog/sshblog/internal/check"
	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/source"
	"github.com/sshblog/sshblog/internal/test/blogtest"
	"github.com/sshblog/sshblog/internal/test/scene"
)

// TestPictures: what cannot be shown is named with its reason, and so is what a camera wrote down.
func TestPictures(t *testing.T) {
	photo := scene.JPEG(scene.Photo(60, 40))
	exif := func(place, camera bool) []byte {
		return append([]byte("Exif\x00\x00"), scene.Exif(binary.BigEndian, 6, place, camera)...)
	}
	const unshown = `: warning: the image "x" cannot be shown in a terminal: `
	for name, c := range map[string]struct {
		file, content string
		want          []string // line: severity: message
	}{
		"a photo":        {"x.jpg", string(photo), nil},
		"a png":          {"x.png", string(scene.PNG(scene.Photo(60, 40))), nil},
		"a webp":         {"x.webp", string(scene.LossyWebP), nil},
		"another ending": {"x.png", string(photo), nil},
		"progressive":    {"x.jpg", string(scene.ProgressiveJPEG), nil},
		"no picture":     {"x.png", "bees", []string{"5" + unshown + "its contents are no picture; expected PNG, JPEG, GIF or WebP"}},
		"empty":          {"x.png", "", []string{"5" + unshown + "it is empty; expected PNG, JPEG, GIF or WebP"}},
		"avif":           {"x.avif", "\x00\x00\x00\x20ftypavif\x00\x00\x00\x00", []string{"5" + unshown + "it is AVIF; expected PNG, JPEG, GIF or WebP"}},
		"svg":            {"x.svg", "<svg/>", []string{"5" + unshown + "it is SVG; expected PNG, JPEG, GIF or WebP"}},
		"icon":           {"x.ico", "\x00\x00\x01\x00\x01\x00", []string{"5" + unshown + "it is an icon of Windows; expected PNG, JPEG, GIF or WebP"}},
		"half":           {"x.jpg", string(photo[:len(photo)/2]), []string{"5" + unshown + "it is damaged: it ends too early; expected a whole JPEG"}},
		"half a webp":    {"x.webp", string(scene.LossyWebP[:500]), []string{"5" + unshown + "it is damaged: it ends too early; expected a whole WebP"}},
		"moving":         {"x.webp", string(scene.AnimatedWebP(30, 20)), []string{"5" + unshown + "it is an animated WebP; expected a still picture"}},
		"huge":           {"x.gif", string(scene.HugeGIF()), []string{"5" + unshown + "it has 65535 x 65535 pixels, which are 4294 megapixels; expected at most 50 megapixels"}},
		"50 gigapixels":  {"x.png", string(scene.HugePNG(250_000, 200_000)), []string{"5" + unshown + "it has 250000 x 200000 pixels, which are 50000 megapixels; expected at most 50 megapixels"}},
		"many scans":     {"x.jpg", string(scene.FlatJPEG(16, 16, 1, 10_000)), []string{"5" + unshown + "it has more than 32 scans; expected at most 32"}},
		"place":          {"x.jpg", string(scene.WithSegment(photo, 0xe1, exif(true, false))), []string{`5: warning: the image "x" says where it was taken; expected a copy without metadata`}},
		"camera":         {"x.jpg", string(scene.WithSegment(photo, 0xe1, exif(false, true))), []string{`5: warning: the image "x" says with which camera it was taken; expected a copy without metadata`}},
		"place of a png": {"x.png", string(scene.WithChunk(scene.PNG(scene.Photo(9, 9)), "eXIf", scene.Exif(binary.BigEndian, 1, true, true))), []string{`5: warning: the image "x" says where it was taken, and with which camera; expected a copy without metadata`}},
		"orientation":    {"x.jpg", string(scene.WithSegment(photo, 0xe1, exif(false, false))), nil},
	} {
		t.Run(name, func(t *testing.T) {
			post := "---\ntitle: T\ndate: 2024-01-01\n---\n![a](" + c.file + ") ![b](" + c.file + ")\n"
			files := blogtest.Files("posts/p.md", post, "posts/"+c.file, c.content)
			blogtest.Equal(t, "problems", warnings(t, files, "posts/p.md", c.file), c.want)
		})
	}
}

// warnings returns the problems of a post, with its picture as "x".
func warnings(t *testing.T, files fs.FS, post, picture string) (out []string) {
	t.Helper()
	x := blogtest.Load(t, files, loader.Options{})
	for _, p := range check.All(t.Context(), x, check.Options{Source: source.FromFS(files)}).Problems {
		line := strings.TrimPrefix(p.String(), post+":")
		out = append(out, strings.Replace(line, `"`+picture+`"`, `"x"`, 1))
	}
	return out
}

// TestHeroPicture: the picture of a whole post is looked at as those in its text are, and an SVG is
// the PNG beside it.
func TestHeroPicture(t *testing.T) {
	files := blogtest.Files("p.md", "---\ntitle: T\ndate: 2024-01-01\nimage: hero.png\n---\n![a](plan.svg)\n",
		"hero.png", "bees", "plan.svg", "<svg/>", "plan.png", string(scene.PNG(scene.Photo(9, 9))))
	blogtest.Equal(t, "problems", warnings(t, files, "p.md", "hero.png"),
		[]string{`4: warning: the image "x" cannot be shown in a terminal: its contents are no picture; expected PNG, JPEG, GIF or WebP`})
}

// countingFS counts the bytes that are read of a file.
type countingFS struct {
	fstest.MapFS
	read *int
}

func (c countingFS) Open(name string) (fs.File, error) {
	f, err := c.MapFS.Open(name)
	if err != nil || !strings.HasSuffix(name, ".jpg") {
		return f, err
	}
	return countingFile{f, c.read}, nil
}

type countingFile struct {
	fs.File
	read *int
}

func (c countingFile) Read(p []byte) (int, error) {
	n, err := c.File.Read(p)
	*c.read += n
	return n, err
}

func (c countingFile) Seek(offset int64, whence int) (int64, error) {
	return c.File.(interface {
		Seek(offset int64, whence int) (int64, error)
	}).Seek(offset, whence)
}

// TestHeadersOnly: of a large photo, which many posts show, hardly more than the header is read, once.
func TestHeadersOnly(t *testing.T) {
	photo := scene.JPEG(scene.Photo(200, 100))
	photo = append(photo[:len(photo)-2:len(photo)-2], append(bytes.Repeat([]byte{0}, 20<<20), 0xff, 0xd9)...)
	pairs := []string{"big.jpg", string(photo)}
	for _, name := range strings.Split("a b c d e f g h", " ") {
		pairs = append(pairs, name+".md", "---\ntitle: "+name+"\ndate: 2024-01-01\n---\n![a](big.jpg)\n")
	}
	read := 0
	files := countingFS{blogtest.Files(pairs...), &read}
	x := blogtest.Load(t, files, loader.Options{})
	start := time.Now()
	found := check.All(t.Context(), x, check.Options{Source: source.FromFS(files)}).Problems
	if took := time.Since(start); len(found) != 0 || read > 100<<10 || took > 5*time.Second {
		t.Errorf("%d problems, %d bytes read in %v", len(found), read, took)
	}
}
