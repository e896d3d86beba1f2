package rsync

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/sshblog/sshblog/internal/export/glob"
)

// item is an entry of the file list.
type item struct {
	name  string // at the client
	path  string // in the file system
	found fs.FileInfo
	top   bool // a directory that the client named
}

// maxItems limits the length of the file list.
const maxItems = 1 << 20

// lister collects the file list.
type lister struct {
	ctx    context.Context // of the session; nobody needs the list after it ends
	fsys   fs.FS
	req    Request
	items  []item
	seen   map[string]bool    // by name at the client
	listed map[string]bool    // by path
	again  int                // items whose path was listed before, under another name
	walked map[[2]string]bool // directories, by path and by name at the client
	sums   []string           // complaints
}

// maxAgain is how many files are listed under a second name, as those of a directory are that is
// named beside the one above it.
const maxAgain = 10_000

// list returns the files that a client gets, in the order in which both sides number them, and
// complaints about missing names. It fails if ctx ends.
func list(ctx context.Context, fsys fs.FS, r Request) (items []item, complaints []string, err error) {
	l := &lister{
		ctx: ctx, fsys: fsys, req: r, seen: map[string]bool{}, listed: map[string]bool{}, walked: map[[2]string]bool{},
	}
	named := map[[2]string]bool{} // by path and by what is meant
	for _, written := range r.Paths {
		paths := glob.Expand(ctx, fsys, written)
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		if len(paths) == 0 {
			const most = 200
			l.complain("%q: no such file", written[:min(len(written), most)])
		}
		contents := strings.HasSuffix(written, "/")
		for _, p := range paths {
			if meant := [2]string{p, strconv.FormatBool(contents)}; !named[meant] && ctx.Err() == nil {
				named[meant] = true
				l.asked(p, contents)
			}
		}
	}
	if l.again > maxAgain {
		l.complain("files are named too often; name the directory above them once")
	}
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	slices.SortFunc(l.items, func(a, b item) int { return bytes.Compare([]byte(a.name), []byte(b.name)) })
	return l.items, l.sums, nil
}

func (l *lister) complain(format string, args ...any) {
	const most = 100
	if len(l.sums) < most {
		l.sums = append(l.sums, fmt.Sprintf(format, args...))
	}
}

// asked adds a file or directory that the client named. With contents, only the entries of a
// directory are meant, which the client asks for by a slash at the end.
func (l *lister) asked(name string, contents bool) {
	found, err := fs.Stat(l.fsys, name)
	as := path.Base(name)
	switch {
	case err != nil:
		l.complain("%q: no such file", name)
		return
	case !found.IsDir():
		l.add(item{name: as, path: name, found: found})
		return
	case !l.req.Recursive && !l.req.Dirs:
		l.complain("skipping directory %s", as)
		return
	case contents:
		as = "."
	}
	l.add(item{name: as, path: name, found: found, top: true})
	if l.req.Recursive || as == "." {
		l.below(name, as)
	}
}

// below adds the entries of a directory, once for each name that it has at the client.
func (l *lister) below(dir, as string) {
	at := [2]string{dir, as}
	if l.walked[at] || l.again > maxAgain {
		return
	}
	l.walked[at] = true
	entries, err := fs.ReadDir(l.fsys, dir)
	if err != nil {
		l.complain("%q: cannot be read", dir)
		return
	}
	for _, e := range entries {
		if l.ctx.Err() != nil {
			return
		}
		found, err := e.Info()
		if err != nil {
			continue // it has gone since the blog was read
		}
		at := item{name: path.Join(as, e.Name()), path: path.Join(dir, e.Name()), found: found}
		l.add(at)
		if found.IsDir() && l.req.Recursive {
			l.below(at.path, at.name)
		}
	}
}

// add adds an entry, unless the list has one of that name. The client would drop it as well.
func (l *lister) add(i item) {
	if l.seen[i.name] || len(l.items) >= maxItems {
		return
	}
	if l.listed[i.path] {
		if l.again++; l.again > maxAgain {
			return
		}
	}
	l.seen[i.name], l.listed[i.path] = true, true
	l.items = append(l.items, i)
}

// Bits of an entry's first byte.
const (
	bitTop      = 1 << 0 // of directories
	bitLongName = 1 << 6 // the length of the name has four bytes
)

// Types of files in the mode of an entry.
const (
	modeDir  = 0o040000
	modeFile = 0o100000
)

// sendList sends the file list.
func (s *sender) sendList(complained bool) error {
	for _, i := range s.items {
		if err := s.sendItem(i); err != nil {
			return err
		}
	}
	ends := []byte{0}
	if s.req.Owners && !s.req.numeric { // no names: there is one owner, number 0
		ends = append(ends, 0, 0, 0, 0)
	}
	if s.req.Groups && !s.req.numeric {
		ends = append(ends, 0, 0, 0, 0)
	}
	if _, err := s.Write(ends); err != nil {
		return err
	}
	incomplete := int32(0)
	if complained {
		incomplete = 1
	}
	return s.int(incomplete)
}

func (s *sender) sendItem(i item) error {
	bits, mode, size := byte(bitLongName), int32(modeFile), i.found.Size()
	if i.found.IsDir() {
		mode, size = modeDir, 0
	}
	if i.top {
		bits |= bitTop
	}
	mode |= int32(i.found.Mode().Perm())
	modified := int32(min(max(0, i.found.ModTime().Unix()), math.MaxInt32))
	if _, err := s.Write([]byte{bits}); err != nil {
		return err
	}
	if err := s.int(int32(len(i.name))); err != nil {
		return err
	}
	if _, err := s.Write([]byte(i.name)); err != nil {
		return err
	}
	if err := s.long(size); err != nil {
		return err
	}
	numbers := []int32{modified, mode}
	if s.req.Owners {
		numbers = append(numbers, 0)
	}
	if s.req.Groups {
		numbers = append(numbers, 0)
	}
	for _, n := range numbers {
		if err := s.int(n); err != nil {
			return err
		}
	}
	return nil
}
