package container

import (
	"path/filepath"
	"regexp"
	"strings"
)

// mount is a place where a file system is, as /proc/self/mountinfo has it (proc_pid_mountinfo(5)).
type mount struct {
	point    string // directory or file
	root     string // what of the file system is there
	kind     string // of file system
	readOnly bool
}

// findMount returns the mount that a path is on. Of two on one point the later one counts.
func findMount(table, path string) (found mount, ok bool) {
	for line := range strings.Lines(table) {
		m, whole := parseMount(line)
		if whole && holds(m.point, path) && len(m.point) >= len(found.point) {
			found, ok = m, true
		}
	}
	return found, ok
}

// parseMount reads one line of the table.
func parseMount(line string) (m mount, ok bool) {
	mounted, system, found := strings.Cut(line, " - ")
	place, fields := strings.Fields(mounted), strings.Fields(system)
	if !found || len(place) < 6 || len(fields) < 1 {
		return mount{}, false
	}
	options := "," + place[5] + ","
	if len(fields) > 2 {
		options += fields[2] + ","
	}
	return mount{unescape(place[4]), unescape(place[3]), fields[0], strings.Contains(options, ",ro,")}, true
}

// unescape undoes what the table does to characters that would part its fields.
func unescape(field string) string {
	return strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`).Replace(field)
}

// holds reports whether a path is a point or below it.
func holds(point, path string) bool {
	return point == path || point == "/" || strings.HasPrefix(path, point+"/")
}

// IsMount reports whether a file is mounted by itself: nothing can be put in its place.
func IsMount(path string) bool {
	m, ok := mountOf(path)
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	return ok && m.point == path
}

// Lost returns why a file does not survive the container that this process is in, "" if it does, as
// far as one can see from inside.
func Lost(path string) string {
	m, ok := mountOf(path)
	if !ok || !Inside() {
		return ""
	}
	return m.lost()
}

// unnamedVolume matches what is mounted for a volume that has a number instead of a name.
var unnamedVolume = regexp.MustCompile(`/volumes/[0-9a-f]{64}(/|$)`)

// lost returns why files on a mount do not survive the container, "" if they do.
func (m mount) lost() string {
	switch {
	case m.readOnly:
		return "" // it was not made here
	case m.point == "/" || m.kind == "overlay" || m.kind == "fuse.fuse-overlayfs":
		return "it is in the container itself, and the next container has another one"
	case m.kind == "tmpfs" || m.kind == "ramfs":
		return "it is in memory"
	case strings.Contains(m.root, "/kubernetes.io~empty-dir/"):
		return "it is in an emptyDir, and the next pod has another one"
	case unnamedVolume.MatchString(m.root):
		return "it is in a volume without a name, and the next container gets another one"
	}
	return ""
}
