package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io"
	"slices"
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)

// TestPackageVersions shows that package systems sort versions as they are meant: Debian and RPM
// have ~ before and + after nothing, Alpine has suffixes of its own.
func TestPackageVersions(t *testing.T) {
	for _, tt := range []struct{ version, deb, apk string }{
		{"1.2.3", "1.2.3", "1.2.3"},
		{"1.3.0-rc.1", "1.3.0~rc.1", "1.3.0_rc1"},
		{"1.3.0-beta2", "1.3.0~beta2", "1.3.0_beta2"},
		{"1.2.3+4.g0123456789ab", "1.2.3+4.g0123456789ab", "1.2.3_p20261127"},
		{"0.1.0-dev.g0123456789ab", "0.1.0~dev.g0123456789ab", "0.1.0_pre20261127"},
		{"1.3.0-rc.1+2.g0123456789ab", "1.3.0~rc.1+2.g0123456789ab", "1.3.0_rc1_p20261127"},
	} {
		if got := packageVersion("deb", tt.version, noon); got != tt.deb {
			t.Errorf("deb of %s is %s, want %s", tt.version, got, tt.deb)
		}
		if got := packageVersion("apk", tt.version, noon); got != tt.apk {
			t.Errorf("apk of %s is %s, want %s", tt.version, got, tt.apk)
		}
	}
}

// TestArchives packs files in two orders and compares; the archives are the same, sorted, and say
// nothing of who made them.
func TestArchives(t *testing.T) {
	files := []entry{{"b/two", 0o644, []byte("2")}, {"a", 0o755, []byte("1")}, {"b/one", 0o644, []byte("3")}}
	turned := slices.Clone(files)
	slices.Reverse(turned)
	for name, pack := range map[string]func(string, []entry, time.Time) ([]byte, error){"tar.gz": tarball, "zip": zipped} {
		x, err := pack("dir", files, noon)
		if err != nil {
			t.Fatal(err)
		}
		if y, err := pack("dir", turned, noon); err != nil || !bytes.Equal(x, y) {
			t.Errorf("%s: the order of the files changes the archive (%v)", name, err)
		}
	}

	packed, _ := tarball("dir", files, noon)
	unpacked, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for r := tar.NewReader(unpacked); ; {
		h, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if h.Uid != 0 || h.Gid != 0 || h.Uname != "" || h.Gname != "" || !h.ModTime.Equal(noon) {
			t.Errorf("%s belongs to %d:%d (%s:%s) and is of %s", h.Name, h.Uid, h.Gid, h.Uname, h.Gname, h.ModTime)
		}
		names = append(names, h.Name)
	}
	if want := []string{"dir/", "dir/a", "dir/b/", "dir/b/one", "dir/b/two"}; !slices.Equal(names, want) {
		t.Errorf("tar.gz has %q, want %q", names, want)
	}

	packed, _ = zipped("dir", files, noon)
	z, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		t.Fatal(err)
	}
	if mode := z.File[0].Mode(); z.File[0].Name != "dir/a" || mode != 0o755 {
		t.Errorf("zip begins with %s, mode %v", z.File[0].Name, mode)
	}
}

// TestCompilerEnvironment keeps settings of the machine out of the binaries.
func TestCompilerEnvironment(t *testing.T) {
	got := compilerEnvironment([]string{"HOME=/home", "GOOS=plan9", "CGO_ENABLED=1", "GOFLAGS=-tags=other -p=1", "GOAMD64=v3"}, platform{"linux", "amd64"})
	for _, want := range []string{"HOME=/home", "GOOS=linux", "CGO_ENABLED=0", "GOAMD64=v1"} {
		if !slices.Contains(got, want) {
			t.Errorf("no %s in %q", want, got)
		}
	}
	if last := got[len(got)-1]; last != "GOFLAGS=-p=1" {
		t.Errorf("flags of the machine are kept: %s", last)
	}
	if slices.Contains(got, "GOAMD64=v3") || slices.Contains(got, "GOOS=plan9") {
		t.Errorf("two values of one variable in %q", got)
	}
}

// TestPlatforms reads lists of platforms.
func TestPlatforms(t *testing.T) {
	all, err := parsePlatforms(everywhere)
	if err != nil || len(all) != 8 {
		t.Errorf("%d platforms, %v", len(all), err)
	}
	for _, wrong := range []string{"", "linux", "linux/", "linux/amd64,"} {
		if _, err := parsePlatforms(wrong); err == nil {
			t.Errorf("%q is taken for platforms", wrong)
		}
	}
}
