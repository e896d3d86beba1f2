// Package pictures keeps the pictures of a blog for the whole process, and lets few be decoded at a
// time.
//
//	header, err := all.Header("posts/hive.jpg")                   // at once: its size, for the layout
//	value, err := all.Get(ctx, "posts/hive.jpg", size, form)      // its pixels, in some form
//
// Whoever asks for the same picture of the same size in the same form shares one decoding, and
// finds the result in the process's cache afterwards. A picture is the same as long as its file has
// the same mark (package source): a file that is replaced is another picture. What cannot be shown is
// kept, too, so that it is not decoded for each reader anew.
//
// Decoders run in goroutines of their own, in turns: together they take no more memory than a budget,
// what they leave behind for the garbage collector included. A panic of one is the error of its
// picture. They end when nobody waits for them any more.
package pictures

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sync"

	"github.com/sshblog/sshblog/internal/cache"
	"github.com/sshblog/sshblog/internal/picture"
	"github.com/sshblog/sshblog/internal/safego"
	"github.com/sshblog/sshblog/internal/source"
)

// Pictures are the pictures of a blog. Make one with New. They may be used by any number of
// goroutines.
type Pictures struct {
	source source.Source
	cache  *cache.Cache
	limits picture.Limits
	report safego.PanicHandler
	gate   *gate

	mu    sync.Mutex
	calls map[key]*call
}

// New returns the pictures in a directory of posts. The limit on memory is that of all decoders
// together. Panics are reported, and are errors as well.
func New(from source.Source, kept *cache.Cache, limits picture.Limits, report safego.PanicHandler) *Pictures {
	if limits.Memory <= 0 {
		limits.Memory = picture.DefaultLimits.Memory
	}
	if limits.FileBytes <= 0 {
		limits.FileBytes = picture.DefaultLimits.FileBytes
	}
	return &Pictures{
		source: from, cache: kept, limits: limits, report: report,
		gate: newGate(limits.Memory), calls: map[key]*call{},
	}
}

// Form is what is made of the pixels of a picture for some kind of terminal.
type Form struct {
	Name string // by which it is kept
	// Make returns the form of a picture, and how many bytes of memory it takes. It is not to be
	// written to: many share it.
	Make func(p *picture.Picture) (value any, bytes int64, err error)
}

// Pixels is the form of those who want the [picture.Picture] itself.
var Pixels = Form{Name: "pixels", Make: func(p *picture.Picture) (any, int64, error) { return p, p.Bytes(), nil }}

// key names what is kept.
type key struct {
	path string
	mark source.Mark
	size picture.Size
	form string // "" of a header
}

// result is what is kept: a value or why there is none.
type result struct {
	value any
	err   error
}

// Header returns the header of a picture by its slash path in the directory of posts. That it may be
// shown is not certain before it is decoded, but what its header says is held to the limits. Errors
// are of type [picture.Error].
func (p *Pictures) Header(path string) (picture.Header, error) {
	file, closeFile, err := p.open(path)
	if err != nil {
		return picture.Header{}, err
	}
	defer closeFile()
	return p.header(file)
}

// file is an open file of a picture.
type file struct {
	fsys fs.FS
	path string
	io.ReadSeeker
	mark source.Mark
}

// open opens the file of a picture, which cannot lie outside of the directory.
func (p *Pictures) open(path string) (*file, func(), error) {
	fsys, closeSource, err := p.source()
	if err != nil {
		return nil, nil, unreadable(err)
	}
	f, err := fsys.Open(path)
	if err != nil {
		_ = closeSource() // the first error counts
		return nil, nil, unreadable(err)
	}
	closeAll := func() {
		_ = f.Close() // it was only read
		_ = closeSource()
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = source.ErrNotRegular
	}
	seeker, ok := f.(io.ReadSeeker)
	if err == nil && !ok {
		err = errors.ErrUnsupported
	}
	if err != nil {
		closeAll()
		return nil, nil, unreadable(err)
	}
	return &file{fsys, path, seeker, source.MarkOf(info)}, closeAll, nil
}

func unreadable(err error) error {
	err = source.PlainError(err)
	reason, text := picture.Unreadable, fmt.Sprintf("it cannot be read: %v", err)
	switch {
	case errors.Is(err, source.ErrChanging):
		reason, text = picture.Changing, "it changes while it is read; expected a file that is whole"
	case errors.Is(err, source.ErrTooLarge):
		reason, text = picture.FileTooLarge, "its file is too large"
	}
	return &picture.Error{Reason: reason, Text: text, Err: err}
}

// header returns what is kept of a header, or reads it.
func (p *Pictures) header(f *file) (picture.Header, error) {
	k := key{path: f.path, mark: f.mark}
	if kept, ok := p.cache.Get(k); ok {
		r := kept.(result)
		return r.value.(picture.Header), r.err
	}
	h, err := p.readHeader(f)
	const headerBytes = 300
	p.cache.Put(k, result{h, err}, headerBytes)
	return h, err
}

func (p *Pictures) readHeader(f *file) (h picture.Header, err error) {
	if panicked := safego.Catch(func() { h, err = picture.ReadHeader(f) }); panicked != nil {
		return picture.Header{}, p.broken(panicked)
	}
	if fault := (*picture.Error)(nil); err != nil && !errors.As(err, &fault) {
		return h, unreadable(err)
	}
	if err == nil {
		err = p.limits.Allows(h, f.mark.Size)
	}
	return h, err
}

// broken reports a panic and returns its Error.
func (p *Pictures) broken(err error) error {
	var panicked *safego.PanicError
	if errors.As(err, &panicked) {
		p.report("decode a picture", err, panicked.Stack)
	}
	return &picture.Error{Reason: picture.Damaged, Text: "it is damaged: its decoder failed; expected a whole picture", Err: err}
}

// Get returns a picture, scaled to a size in pixels, in a form. It waits for its turn and for the
// decoder, until ctx ends. Errors are of type [picture.Error], or that of ctx.
func (p *Pictures) Get(ctx context.Context, path string, size picture.Size, form Form) (any, error) {
	if size.W <= 0 || size.H <= 0 || size.W > picture.MaxScaled/size.H {
		return nil, &picture.Error{Reason: picture.TooManyPixels, Text: "it would be shown in no pixels, or in too many"}
	}
	f, closeFile, err := p.open(path)
	if err != nil {
		return nil, err
	}
	h, err := p.header(f)
	closeFile()
	if err != nil {
		return nil, err
	}
	k := key{path, f.mark, size, form.Name}
	if kept, ok := p.cache.Get(k); ok {
		r := kept.(result)
		return r.value, r.err
	}
	c := p.join(k, h, form)
	defer p.leave(k, c)
	select {
	case <-c.done:
		return c.value, c.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
