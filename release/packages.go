package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// packageFiles is the directory of what only packages have.
const packageFiles = "release/package"

// packagers are the kinds of packages, with where each looks for the units of systemd.
var packagers = []struct{ name, units string }{
	{"deb", "/lib/systemd/system"},
	{"rpm", "/usr/lib/systemd/system"},
	{"apk", ""},
}

// packages makes the packages of one processor.
func (r *release) packages(p platform, program string, notices []byte, docs []entry) error {
	config, err := filepath.Abs(filepath.Join(packageFiles, "nfpm.yaml"))
	if err != nil {
		return err
	}
	dir, err := r.stage(p, program, notices, docs)
	if err != nil {
		return err
	}
	for _, kind := range packagers {
		file, err := filepath.Abs(r.file(p.os + "_" + p.arch + "." + kind.name))
		if err != nil {
			return err
		}
		args := slices.Concat(r.nfpm[1:], []string{"package", "--config", config, "--packager", kind.name, "--target", file})
		command := exec.CommandContext(r.ctx, r.nfpm[0], args...)
		command.Dir, command.Stderr = dir, r.log
		command.Env = append(os.Environ(),
			"ARCH="+p.arch, "VERSION="+packageVersion(kind.name, r.version, r.time), "RELEASE="+packageRelease(kind.name), "UNITS="+kind.units,
			"SOURCE_DATE_EPOCH="+strconv.FormatInt(r.time.Unix(), 10))
		if err := command.Run(); err != nil {
			return fmt.Errorf("%s: %w", kind.name, err)
		}
	}
	return nil
}

// stage writes what packages contain into a directory, with the times of the commit.
func (r *release) stage(p platform, program string, notices []byte, docs []entry) (string, error) {
	dir := filepath.Join(r.work, "package_"+p.arch)
	all := append([]entry(nil), docs...)
	add := func(name string, text []byte, err error) error {
		all = append(all, entry{name, 0o644, text})
		return err
	}
	binary, failed := os.ReadFile(program)
	errs := []error{failed}
	all = append(all, entry{"sshblog", 0o755, binary}, entry{"NOTICES.txt", 0o644, notices})
	for _, from := range []string{packageFiles, "deploy/systemd"} {
		found, err := directory(from)
		errs = append(errs, err)
		for _, e := range found {
			e.name = filepath.Base(e.name)
			if from != packageFiles {
				e.name = "units/" + e.name
			}
			all = append(all, e)
		}
	}
	for _, d := range docs {
		switch d.name {
		case manualPage:
			packed, err := compress(d.text)
			errs = append(errs, add(manualPage+".gz", packed, err))
		case "CHANGELOG.md":
			packed, err := compress(d.text)
			errs = append(errs, add("changelog.gz", packed, err))
		case "LICENSE":
			errs = append(errs, add("copyright", []byte(copyright(d.text)), nil))
		}
	}
	packed, err := compress([]byte(debianChangelog(packageVersion("deb", r.version, r.time)+"-"+packageRelease("deb"), r.time)))
	errs = append(errs, add("changelog.Debian.gz", packed, err))
	for _, e := range all {
		errs = append(errs, r.place(filepath.Join(dir, e.name), e))
	}
	return dir, errors.Join(errs...)
}

// place writes a file with the time of the commit.
func (r *release) place(name string, e entry) error {
	return errors.Join(
		os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, e.text, e.mode),
		os.Chmod(name, e.mode), os.Chtimes(name, r.time, r.time))
}

// copyright is the file that Debian wants.
func copyright(licence []byte) string {
	return "sshblog is at https://github.com/sshblog/sshblog, under this license:\n\n" + string(licence) +
		"\nNOTICES.txt has the licenses of the modules that are linked in.\n"
}

// debianChangelog has one entry, which says where the others are.
func debianChangelog(version string, when time.Time) string {
	return fmt.Sprintf("sshblog (%s) stable; urgency=medium\n\n  * changelog.gz says what is new.\n\n -- %s  %s\n",
		version, "The sshblog authors <sshblog@users.noreply.github.com>", when.Format(time.RFC1123Z))
}

// packageRelease counts the packages of one version.
func packageRelease(packager string) string {
	if packager == "apk" {
		return "0" // nfpm writes -r0
	}
	return "1"
}

var candidate = regexp.MustCompile(`^(alpha|beta|pre|rc)\.?([0-9]*)$`)

// packageVersion writes a version such as 1.2.3, 1.3.0-rc.1 or 1.2.3+4.g0123 as the package system
// does, which then sorts it as it is meant. Alpine knows numbers only, so that what is between
// releases has its day.
func packageVersion(packager, version string, when time.Time) string {
	number, meta, between := strings.Cut(version, "+")
	number, pre, early := strings.Cut(number, "-")
	if packager != "apk" {
		if early {
			number += "~" + strings.ReplaceAll(pre, "-", ".")
		}
		if between {
			number += "+" + meta
		}
		return number
	}
	day := when.Format("20060102")
	switch m := candidate.FindStringSubmatch(pre); {
	case m != nil:
		number += "_" + m[1] + m[2]
	case early:
		number += "_pre" + day
	}
	if between {
		number += "_p" + day
	}
	return number
}
