package picture

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/sshblog/sshblog/internal/picture/exif"
)

// Format is a format of files.
type Format uint8

// The formats that are read.
const (
	PNG Format = iota + 1
	JPEG
	GIF
	WebP
)

// String returns the name of the format.
func (f Format) String() string {
	switch f {
	case PNG:
		return "PNG"
	case JPEG:
		return "JPEG"
	case GIF:
		return "GIF"
	case WebP:
		return "WebP"
	}
	return "picture"
}

// Header is what a file says of its picture before the pixels.
type Header struct {
	Format   Format
	Size     Size          // as it is shown, upright
	Memory   int64         // bytes that decoding takes at most
	Animated bool          // a WebP of several pictures; of a GIF the first one is shown
	Scans    int           // of a JPEG, as far as the header goes, see CountScans
	Photo    bool          // it was made without exact pixels, as photos are
	Metadata exif.Metadata // which side is up, and what a camera wrote down

	// Progressive is a JPEG whose pixels become better with each scan.
	Progressive bool

	detail string // what kind of the format it is, for errors
}

// kind returns the format, as an author would find it in a program for pictures.
func (h Header) kind() string {
	if h.detail != "" {
		return h.detail + " " + h.Format.String()
	}
	return h.Format.String()
}

// maxHeader is how many bytes of a file are read for its header; what is skipped does not count.
const maxHeader = 512 << 10

// maxParts is how many segments, chunks or blocks a header has at most.
const maxParts = 2000

// ReadHeader reads the header of a picture, whatever its name is: the contents say what it is. It
// reads at most 512 KiB and skips the rest. r is at the beginning of the file, and is left anywhere.
// The errors are of type [Error], but for those of r.
func ReadHeader(r io.ReadSeeker) (Header, error) {
	s := newScanner(r)
	start, err := s.r.Peek(32)
	if err != nil && !errors.Is(err, io.EOF) {
		return Header{}, fmt.Errorf("read: %w", err)
	}
	var h Header
	switch {
	case bytes.HasPrefix(start, []byte("\x89PNG\r\n\x1a\n")):
		h, err = pngHeader(s)
	case bytes.HasPrefix(start, []byte("\xff\xd8")):
		h, err = jpegHeader(s)
	case bytes.HasPrefix(start, []byte("GIF87a")), bytes.HasPrefix(start, []byte("GIF89a")):
		h, err = gifHeader(s)
	case len(start) >= 12 && string(start[:4]) == "RIFF" && string(start[8:12]) == "WEBP":
		h, err = webpHeader(s)
	default:
		return Header{}, unknown(start)
	}
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return Header{}, damaged(h.Format, "it ends in its header")
	case err != nil:
		return Header{}, err
	case h.Size.W <= 0 || h.Size.H <= 0:
		return Header{}, damaged(h.Format, "it has no pixels")
	}
	if h.Metadata.Orientation >= 5 { // these lie on their side
		h.Size.W, h.Size.H = h.Size.H, h.Size.W
	}
	return h, nil
}

// unknown returns the error of a file that is none of the formats, by how it starts.
func unknown(start []byte) error {
	const expected = "expected PNG, JPEG, GIF or WebP"
	lower := bytes.ToLower(bytes.TrimSpace(bytes.TrimPrefix(start, []byte("\xef\xbb\xbf"))))
	has := func(prefix string) bool { return bytes.HasPrefix(lower, []byte(prefix)) }
	named := func(name string) error { return fail(Unsupported, "it is %s; %s", name, expected) }
	switch {
	case len(start) == 0:
		return fail(NotPicture, "it is empty; %s", expected)
	case len(start) >= 12 && string(start[4:8]) == "ftyp":
		switch string(start[8:12]) {
		case "avif", "avis":
			return named("AVIF")
		case "heic", "heix", "hevc", "mif1", "msf1", "heim", "heis":
			return named("HEIC")
		}
		return fail(NotPicture, "it is a film; %s", expected)
	case bytes.HasPrefix(start, []byte("\x00\x00\x00\x0cJXL ")), bytes.HasPrefix(start, []byte("\xff\x0a")):
		return named("JPEG XL")
	case bytes.HasPrefix(start, []byte("\x00\x00\x00\x0cjP  ")):
		return named("JPEG 2000")
	case has("<svg"):
		return named("SVG")
	case has("<!doctype html"), has("<html"):
		return fail(NotPicture, "it is a page of the web, perhaps an error that was saved; %s", expected)
	case has("<?xml"), has("<!"):
		return fail(Unsupported, "it is XML, perhaps SVG; %s", expected)
	case has("version https://git-lfs"):
		return fail(NotPicture, "it is a pointer of Git LFS; run git lfs pull; %s", expected)
	case bytes.HasPrefix(start, []byte("II*\x00")), bytes.HasPrefix(start, []byte("MM\x00*")):
		return named("TIFF")
	case bytes.HasPrefix(start, []byte("\x00\x00\x01\x00")):
		return named("an icon of Windows")
	case bytes.HasPrefix(start, []byte("BM")):
		return named("a bitmap of Windows")
	case bytes.HasPrefix(start, []byte("%PDF")):
		return named("PDF")
	}
	return fail(NotPicture, "its contents are no picture; %s", expected)
}

// scanner reads a header, and skips what is not needed of it.
type scanner struct {
	src  io.ReadSeeker
	r    *bufio.Reader
	left int64 // bytes that may still be read
}

func newScanner(src io.ReadSeeker) *scanner {
	return &scanner{src: src, r: bufio.NewReaderSize(src, 4096), left: maxHeader}
}

// errHeader is a header that does not end.
var errHeader = fail(Damaged, "its header has more than %d KiB; expected the size of the picture before that", maxHeader>>10)

// read returns the next n bytes, which are valid until the next call if there are few.
func (s *scanner) read(n int) ([]byte, error) {
	if s.left -= int64(n); s.left < 0 {
		return nil, errHeader
	}
	if n <= 32 {
		buf, err := s.r.Peek(n)
		if err != nil {
			return nil, err
		}
		_, err = s.r.Discard(n)
		return buf, err
	}
	buf := make([]byte, n)
	_, err := io.ReadFull(s.r, buf)
	return buf, err
}

// prefix returns the first bytes of the next n, at most so many, and skips the others.
func (s *scanner) prefix(n int64, most int) ([]byte, error) {
	buf, err := s.read(int(min(n, int64(most))))
	if err != nil {
		return nil, err
	}
	buf = bytes.Clone(buf)
	return buf, s.skip(n - int64(len(buf)))
}

// skip skips n bytes. Beyond the end of the file is no error yet.
func (s *scanner) skip(n int64) error {
	if n <= int64(s.r.Buffered()) {
		_, err := s.r.Discard(int(n))
		return err
	}
	n -= int64(s.r.Buffered())
	_, err := s.src.Seek(n, io.SeekCurrent)
	if errors.Is(err, fs.ErrInvalid) { // files in memory have nothing behind their end
		_, err = s.src.Seek(0, io.SeekEnd)
	}
	if err != nil {
		return fmt.Errorf("seek: %w", err)
	}
	s.r.Reset(s.src)
	return nil
}

func megabytes(n int64) string {
	if n < 10<<20 {
		return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
	}
	return fmt.Sprintf("%d MiB", n>>20)
}

func megapixels(n int64) string {
	if n < 10_000_000 {
		return fmt.Sprintf("%.1f megapixels", float64(n)/1e6)
	}
	return fmt.Sprintf("%d megapixels", n/1_000_000)
}
