package main

import (
	"os"
	"path/filepath"
	"strings"
)

// The names under which the documents of an archive are looked for.
const (
	manualPage     = "sshblog.1"
	bashCompletion = "completions/sshblog.bash"
	zshCompletion  = "completions/_sshblog"
	fishCompletion = "completions/sshblog.fish"
)

// copied are files of the repository that go into each archive as they are; units only where
// there is systemd.
var (
	copied = []string{"LICENSE", "README.md", "CHANGELOG.md", "SECURITY.md"}
	units  = []string{"deploy/systemd"}
)

// documents returns what is in the archives of all platforms: the manual page and the completions,
// which the program prints, and files of the repository.
func (r *release) documents() ([]entry, error) {
	var all []entry
	for _, name := range copied {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		all = append(all, entry{name, 0o644, text})
	}
	program, err := r.build(host())
	if err != nil {
		return nil, err
	}
	for name, args := range map[string][]string{
		manualPage:     {"man"},
		bashCompletion: {"completion", "bash"},
		zshCompletion:  {"completion", "zsh"},
		fishCompletion: {"completion", "fish"},
	} {
		text, err := r.output(program, args...)
		if err != nil {
			return nil, err
		}
		all = append(all, entry{name, 0o644, []byte(text)})
	}
	return sorted(all), nil
}

// archive writes the archive of a platform: zip for Windows, tar.gz elsewhere.
func (r *release) archive(p platform, program string, notices []byte, docs []entry) error {
	binary, err := os.ReadFile(program)
	if err != nil {
		return err
	}
	all := append([]entry{
		{programName(p), 0o755, binary},
		{"NOTICES.txt", 0o644, notices},
	}, docs...)
	if p.os == "linux" {
		for _, dir := range units {
			found, err := directory(dir)
			if err != nil {
				return err
			}
			all = append(all, found...)
		}
	}
	end := p.os + "_" + p.arch
	dir := strings.TrimPrefix(r.file(end), r.out+string(filepath.Separator))
	pack, suffix := tarball, ".tar.gz"
	if p.os == "windows" {
		pack, suffix = zipped, ".zip"
	}
	packed, err := pack(dir, all, r.time)
	if err != nil {
		return err
	}
	return write(r.file(end)+suffix, packed)
}

// directory returns the files of a directory of the repository, below its last name.
func directory(dir string) ([]entry, error) {
	files, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var all []entry
	for _, f := range files {
		text, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			return nil, err
		}
		all = append(all, entry{filepath.Base(dir) + "/" + f.Name(), 0o644, text})
	}
	return all, nil
}

// source writes the source of the commit.
func (r *release) source() error {
	if _, err := os.Stat(".git"); os.IsNotExist(err) {
		return nil // this is a copy of the source itself
	}
	dir := "sshblog_" + r.version
	text, err := r.output("git", "archive", "--format=tar", "--prefix="+dir+"/", r.commit)
	if err != nil {
		return err
	}
	packed, err := compress([]byte(text))
	if err != nil {
		return err
	}
	return write(r.file("source.tar.gz"), packed)
}
