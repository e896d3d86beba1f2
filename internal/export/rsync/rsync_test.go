package rsync_test

import (
	"bytes"
	"compress/flate"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/crypto/md4" //nolint:staticcheck // as the protocol has it

	"github.com/sshblog/sshblog/internal/export/rsync"
)

// ends are the two ends of a channel: what the client sends, and what it receives.
type ends struct {
	io.Reader
	io.Writer
}

func files() fstest.MapFS {
	at := time.Unix(1_700_000_000, 0)
	return fstest.MapFS{
		"a.md":      {Data: []byte(strings.Repeat("alpha ", 20_000)), Mode: 0o644, ModTime: at},
		"a-b.md":    {Data: []byte("beta"), Mode: 0o644, ModTime: at},
		"a/c.md":    {Data: []byte("gamma"), Mode: 0o644, ModTime: at},
		"a/e/d.md":  {Mode: 0o644, ModTime: at},
		"z/deep.md": {Data: []byte("delta"), Mode: 0o644, ModTime: at},
	}
}

// numbers returns numbers as the protocol encodes them.
func numbers(all ...int32) []byte {
	var b []byte
	for _, n := range all {
		b = binary.LittleEndian.AppendUint32(b, uint32(n))
	}
	return b
}

// transfer runs a command line against a client that sends everything at once. It returns the
// contents of the frames after the handshake, and the messages.
func transfer(t *testing.T, command string, says []byte) (seed, got, messages []byte, err error) {
	t.Helper()
	r, err := rsync.Parse(strings.Fields(command))
	if err != nil {
		t.Fatal(err)
	}
	var raw bytes.Buffer
	err = rsync.Send(t.Context(), ends{bytes.NewReader(says), &raw}, files(), r)
	if version := raw.Next(4); !bytes.Equal(version, numbers(27)) {
		t.Fatalf("version %v", version)
	}
	seed = slices.Clone(raw.Next(4))
	for raw.Len() > 0 {
		header := binary.LittleEndian.Uint32(raw.Next(4))
		payload := raw.Next(int(header & 0xffffff))
		switch header >> 24 {
		case 7:
			got = append(got, payload...)
		case 8:
			messages = append(messages, payload...)
		default:
			t.Fatalf("frame of tag %d", header>>24)
		}
	}
	return seed, got, messages, err
}

// entry is a file in the list.
type entry struct {
	name string
	size int32
	mode int32
}

// readList reads the list of files, with owners and groups if there are any.
func readList(t *testing.T, got *bytes.Buffer, owners int) (list []entry, incomplete int32) {
	t.Helper()
	number := func() int32 { return int32(binary.LittleEndian.Uint32(got.Next(4))) }
	for {
		bits, err := got.ReadByte()
		if err != nil {
			t.Fatal("the list does not end")
		}
		if bits == 0 {
			break
		}
		e := entry{name: string(got.Next(int(number())))}
		e.size = number()
		if modified := number(); e.mode&0o040000 == 0 && e.size > 0 && modified != 1_700_000_000 {
			t.Errorf("%s was modified at %d", e.name, modified)
		}
		e.mode = number()
		got.Next(4 * owners)
		list = append(list, e)
	}
	got.Next(4 * owners)
	return list, number()
}

// TestList looks at the list of files.
func TestList(t *testing.T) {
	hello := numbers(31, 0, -1, -1, -1)
	for command, want := range map[string]string{
		"rsync --server --sender -logDtpre.iLsfxCIvu . .": ". a a-b.md a.md a/c.md a/e a/e/d.md z z/deep.md",
		"rsync --server --sender -r . /":                  "a a-b.md a.md a/c.md a/e a/e/d.md z z/deep.md .",
		"rsync --server --sender -r . a":                  "a a/c.md a/e a/e/d.md",
		"rsync --server --sender -r . a/":                 ". c.md e e/d.md",
		"rsync --server --sender -r . *.md a.md":          "a-b.md a.md",
		"rsync --server --sender -r . a/c.md z/*":         "c.md deep.md",
		"rsync --server --sender -de.LsfxC . .":           ". a a-b.md a.md z",
		"rsync --server --sender -de.LsfxC . a":           "a",
	} {
		owners := 0
		if strings.Contains(command, "-log") {
			owners = 2
		}
		_, got, messages, err := transfer(t, command, hello)
		buffer := bytes.NewBuffer(got)
		list, incomplete := readList(t, buffer, owners)
		var names []string
		for _, e := range list {
			names = append(names, e.name)
		}
		if !slices.IsSortedFunc(list, func(a, b entry) int { return strings.Compare(a.name, b.name) }) {
			t.Errorf("%s: not in order: %q", command, names)
		}
		wanted := strings.Fields(want)
		slices.Sort(wanted)
		slices.Sort(names)
		if !slices.Equal(names, wanted) || incomplete != 0 || err != nil || len(messages) > 0 {
			t.Errorf("%s: %q, %v %q; want %q", command, names, err, messages, wanted)
		}
		if end := buffer.Bytes(); !bytes.HasPrefix(end, numbers(-1, -1)) || len(end) != 5*4 {
			t.Errorf("%s: it ends with %v", command, end)
		}
	}
}

// TestMissing asks for files that are not there. The client is told, and gets the rest.
func TestMissing(t *testing.T) {
	_, got, messages, err := transfer(t, "rsync --server --sender . ../a.md nope a a-b.md", numbers(27, 0, -1, -1, -1))
	list, incomplete := readList(t, bytes.NewBuffer(got), 0)
	if len(list) != 1 || list[0].name != "a-b.md" || incomplete != 1 || !errors.Is(err, rsync.ErrPartial) {
		t.Errorf("%v, %d, %v", list, incomplete, err)
	}
	want := "rsync: \"../a.md\": no such file\nrsync: \"nope\": no such file\nrsync: skipping directory a\n"
	if string(messages) != want {
		t.Errorf("messages %q", messages)
	}
}

// TestContents takes a file, plain or compressed, and checks it as a client does.
func TestContents(t *testing.T) {
	for _, options := range []string{"-r", "-rz"} {
		for name, file := range map[string]string{"a.md": string(files()["a.md"].Data), "a/c.md": "gamma", "a/e/d.md": ""} {
			says := slices.Concat(numbers(30, 0, 0, 2, 700, 2, 100), make([]byte, 2*(4+2)), numbers(-1, -1, -1))
			seed, got, _, err := transfer(t, "rsync --server --sender "+options+" . "+name, says)
			if err != nil {
				t.Fatal(err)
			}
			buffer := bytes.NewBuffer(got)
			list, _ := readList(t, buffer, 0)
			if len(list) != 1 || int(list[0].size) != len(file) {
				t.Errorf("list %v", list)
			}
			if head := buffer.Next(20); !bytes.Equal(head, numbers(0, 0, 0, 0, 0)) {
				t.Errorf("head %v", head)
			}
			read := readPlain
			if options == "-rz" {
				read = readDeflated
			}
			if text := read(t, buffer); text != file {
				t.Errorf("%s %s: %d bytes, want %d", options, name, len(text), len(file))
			}
			sum := md4.New()
			_, _ = sum.Write(append(seed, file...)) // a hash takes all
			if digest := buffer.Next(16); !bytes.Equal(digest, sum.Sum(nil)) {
				t.Errorf("%s %s: checksum %x", options, name, digest)
			}
		}
	}
}

func readPlain(_ *testing.T, buffer *bytes.Buffer) string {
	var text strings.Builder
	for {
		n := binary.LittleEndian.Uint32(buffer.Next(4))
		if n == 0 {
			return text.String()
		}
		text.Write(buffer.Next(int(n)))
	}
}

func readDeflated(t *testing.T, buffer *bytes.Buffer) string {
	t.Helper()
	var packed bytes.Buffer
	for {
		flag, err := buffer.ReadByte()
		if err != nil {
			t.Fatal(err)
		}
		if flag == 0 {
			break
		}
		low, _ := buffer.ReadByte()
		if flag&0xc0 != 0x40 {
			t.Fatalf("flag %x", flag)
		}
		packed.Write(buffer.Next(int(flag&0x3f)<<8 | int(low)))
	}
	if packed.Len() == 0 {
		return ""
	}
	packed.Write([]byte{0, 0, 0xff, 0xff, 1, 0, 0, 0xff, 0xff}) // what was cut off, and an end
	text, err := io.ReadAll(flate.NewReader(&packed))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestDryRun asks for a list without contents.
func TestDryRun(t *testing.T) {
	_, got, _, err := transfer(t, "rsync --server --sender -nr . a.md", numbers(30, 0, 0, -1, -1, -1))
	buffer := bytes.NewBuffer(got)
	readList(t, buffer, 0)
	if err != nil || !bytes.HasPrefix(buffer.Bytes(), numbers(0, -1, -1)) {
		t.Errorf("%v, %v", buffer.Bytes(), err)
	}
}

// TestNonsense checks the bounds of the sender.
func TestNonsense(t *testing.T) {
	for name, says := range map[string][]byte{
		"nothing":          nil,
		"old":              numbers(26, 0),
		"filters":          slices.Concat(numbers(30, 5), []byte("- x*y")),
		"huge filter":      numbers(30, 1<<30),
		"negative filter":  numbers(30, -5),
		"no such file":     numbers(30, 0, 77),
		"a directory":      numbers(30, 0, 0),
		"negative file":    numbers(30, 0, -2),
		"many blocks":      numbers(30, 0, 2, 1<<30, 700, 16, 0),
		"negative blocks":  numbers(30, 0, 2, -1, 700, 16, 0),
		"long checksums":   numbers(30, 0, 2, 1, 700, 17, 0),
		"missing blocks":   numbers(30, 0, 2, 1<<20, 700, 16, 0),
		"gone at the list": numbers(30, 0),
	} {
		if _, got, _, err := transfer(t, "rsync --server --sender -r . .", says); err == nil || len(got) > 1024 {
			t.Errorf("%s: %d bytes, %v", name, len(got), err)
		}
	}
}

func TestParse(t *testing.T) {
	for command, want := range map[string]string{
		"rsync --server -logDtpre.iLsfxCIvu . .":                   "can be read, not written",
		"rsync --server":                                           "can be read, not written",
		"rsync --server --daemon .":                                "can be read, not written",
		"rsync --sender . .":                                       "expected rsync --server",
		"rsync --server --sender -r .":                             "expected a path",
		"rsync --server --sender -r":                               "expected a path",
		"rsync --server --sender -r / /etc":                        "expected a path",
		"rsync --server --sender -r ." + strings.Repeat(" .", 65):  "at most 64 paths",
		"rsync --server --sender -c . .":                           `"-c" cannot be served`,
		"rsync --server --sender -rH . .":                          `"-H" cannot be served`,
		"rsync --server --sender -s":                               `"-s" cannot be served`,
		"rsync --server --sender -rR . .":                          `"-R" cannot be served`,
		"rsync --server --sender --files-from=/etc/passwd . .":     `"--files-from" cannot be served`,
		"rsync --server --sender --log-file=/tmp/x . .":            `"--log-file" cannot be served`,
		"rsync --server --sender --remove-source-files . .":        `"--remove-source-files" cannot be served`,
		"rsync --server --sender --checksum-seed=1 . .":            `"--checksum-seed" cannot be served`,
		"rsync --server --sender --append . .":                     `"--append" cannot be served`,
		"rsync --server --sender --" + strings.Repeat("x", 1<<10):  "cannot be served",
		"rsync --server --sender --compress-choice=zstd . .":       `"--compress-choice" cannot be served`,
		"rsync --server --sender --iconv=utf8 --config=/etc/x . .": `"--iconv" cannot be served`,
	} {
		if _, err := rsync.Parse(strings.Fields(command)); err == nil || !strings.Contains(err.Error(), want) || len(err.Error()) > 200 {
			t.Errorf("%s: %v, want %q", command, err, want)
		}
	}
}

// countedFS counts how often directories are read.
type countedFS struct {
	fstest.MapFS
	read func()
}

func (c countedFS) ReadDir(name string) ([]fs.DirEntry, error) {
	c.read()
	return c.MapFS.ReadDir(name)
}

// TestSameDirectoryManyTimes names the root as often as is allowed. It is walked once.
func TestSameDirectoryManyTimes(t *testing.T) {
	const directories = 4
	read := 0
	r, err := rsync.Parse(strings.Fields("rsync --server --sender -r ." + strings.Repeat(" .", 64)))
	if err != nil {
		t.Fatal(err)
	}
	says := bytes.NewReader(numbers(30, 0, -1, -1, -1))
	fsys := countedFS{files(), func() { read++ }}
	if err := rsync.Send(t.Context(), ends{says, io.Discard}, fsys, r); err != nil || read != directories {
		t.Errorf("directories were read %d times, want %d; %v", read, directories, err)
	}
}

// TestClientLeaves: nothing is read for a client that takes nothing more, however much it has asked
// for.
func TestClientLeaves(t *testing.T) {
	const files = 500
	fsys, asks := fstest.MapFS{}, []int32{30, 0}
	for i := range files {
		fsys[fmt.Sprintf("f%03d", i)] = &fstest.MapFile{Data: make([]byte, 100<<10)}
		asks = append(asks, int32(i+1), 0, 0, 0, 0)
	}
	r, err := rsync.Parse(strings.Fields("rsync --server --sender -r . ."))
	if err != nil {
		t.Fatal(err)
	}
	opened := 0
	out := &leaves{left: 50 << 10}
	err = rsync.Send(t.Context(), ends{bytes.NewReader(numbers(asks...)), out}, openedFS{fsys, func() { opened++ }}, r)
	if err == nil || opened > 3 {
		t.Errorf("%d files were opened, %v", opened, err)
	}
}

// leaves takes some bytes, and then no more.
type leaves struct{ left int }

func (l *leaves) Write(p []byte) (int, error) {
	if l.left -= len(p); l.left < 0 {
		return 0, io.ErrClosedPipe
	}
	return len(p), nil
}

// openedFS counts how often files are opened.
type openedFS struct {
	fstest.MapFS
	opened func()
}

func (o openedFS) Open(name string) (fs.File, error) {
	o.opened()
	return o.MapFS.Open(name)
}

// TestOverlappingPaths: what is named under several names is listed under each of them, but not
// without end, and the client is told.
func TestOverlappingPaths(t *testing.T) {
	fsys, dir, names := fstest.MapFS{}, "", []string{"rsync", "--server", "--sender", "-r", "."}
	for range 10 {
		dir += "d/"
		names = append(names, dir)
	}
	for i := range 3000 {
		fsys[fmt.Sprintf("%sf%d", dir, i)] = &fstest.MapFile{}
	}
	for n, want := range map[int]string{2: "", 10: "named too often"} {
		r, err := rsync.Parse(names[:5+n])
		if err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		err = rsync.Send(t.Context(), ends{bytes.NewReader(numbers(30, 0, -1, -1, -1)), &got}, fsys, r)
		if told := strings.Contains(got.String(), "named too often"); told != (want != "") || (err != nil) != told {
			t.Errorf("%d paths: told %v, %v", n, told, err)
		}
		if most := 20_000 * 60; got.Len() > most {
			t.Errorf("%d paths: %d bytes", n, got.Len())
		}
	}
}

// TestSessionEndsWhileListing ends the session in the first directory. No other one is read.
func TestSessionEndsWhileListing(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	read := 0
	fsys := countedFS{files(), func() { read++; cancel() }}
	r, err := rsync.Parse(strings.Fields("rsync --server --sender -r . ."))
	if err != nil {
		t.Fatal(err)
	}
	err = rsync.Send(ctx, ends{bytes.NewReader(numbers(30, 0, -1, -1, -1)), io.Discard}, fsys, r)
	if !errors.Is(err, context.Canceled) || read != 1 {
		t.Errorf("directories were read %d times, %v", read, err)
	}
}

// FuzzSend sends to clients that ask and say anything. It ends, and sends no more than they asked
// for.
func FuzzSend(f *testing.F) {
	f.Add("-logDtprze.iLsfxCIvu . *", slices.Concat(numbers(31, 0, 2, 0, 0, 0, 0, -1, -1, -1)))
	f.Add("-n --timeout=3 . ../[a-z]* \x00", numbers(27, 0, 1))
	var fsys fs.FS = files()
	f.Fuzz(func(t *testing.T, arguments string, says []byte) {
		r, err := rsync.Parse(append([]string{"rsync", "--server", "--sender"}, strings.Fields(arguments)...))
		if err != nil {
			return
		}
		var got bytes.Buffer
		_ = rsync.Send(t.Context(), ends{bytes.NewReader(says), &got}, fsys, r) // it may well fail
		if most := 16384 + 300*len(arguments) + (len(says)/4)*130_000; got.Len() > most {
			t.Errorf("%d bytes for %d", got.Len(), len(says))
		}
	})
}
