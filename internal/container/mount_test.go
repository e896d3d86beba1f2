package container

import (
	"strings"
	"testing"
)

// mounts is what a container sees, in several ways.
//
//nolint:dupword // a file system and what it is of may have one name
const mounts = `22 21 0:51 / / rw,relatime master:5 - overlay overlay rw,lowerdir=/a:/b,upperdir=/c,workdir=/d
23 22 0:54 / /proc rw,nosuid - proc proc rw
24 22 8:1 /var/lib/docker/volumes/3f1c3f1c3f1c3f1c3f1c3f1c3f1c3f1c3f1c3f1c3f1c3f1c3f1c3f1c3f1c3f1c/_data /keys rw,relatime - ext4 /dev/sda1 rw
25 22 8:1 /var/lib/docker/volumes/blog-keys/_data /named rw,relatime - ext4 /dev/sda1 rw
26 22 8:1 /srv/my\040keys /my\040keys rw - ext4 /dev/sda1 rw
27 22 0:60 / /tmp rw,nosuid - tmpfs tmpfs rw,size=64k
28 22 0:61 / /secret ro,relatime - tmpfs tmpfs rw
29 22 0:62 / /run/secrets rw - tmpfs tmpfs ro
30 22 8:1 /var/lib/kubelet/pods/0a/volumes/kubernetes.io~empty-dir/keys /empty rw - ext4 /dev/sda1 rw
31 22 8:1 /home/me/.local/share/containers/storage/volumes/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef/_data /podman rw - ext4 /dev/sda1 rw
32 22 8:1 /srv/key /file/key rw - ext4 /dev/sda1 rw
33 25 0:70 / /named/over rw - ext4 /dev/sdb1 rw
34 22 8:1 /first /twice rw - ext4 /dev/sda1 rw
35 22 0:71 / /twice rw - tmpfs tmpfs rw
junk
36 22
37 22 0:72 / /broken rw tmpfs
`

// TestLost: which places end with their container.
func TestLost(t *testing.T) {
	for path, want := range map[string]string{
		"/var/keys/key":       "in the container itself",
		"/keysandmore/key":    "in the container itself",
		"/broken/key":         "in the container itself",
		"/keys/key":           "a volume without a name",
		"/podman/deep/er/key": "a volume without a name",
		"/named/key":          "",
		"/named/over/key":     "",
		"/my keys/key":        "",
		"/tmp/keys/key":       "in memory",
		"/twice/key":          "in memory",
		"/secret/key":         "",
		"/run/secrets/key":    "",
		"/empty/key":          "in an emptyDir",
		"/file/key":           "",
	} {
		m, ok := findMount(mounts, path)
		if got := m.lost(); !ok || want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	if m, _ := findMount(mounts, "/file/key"); m.point != "/file/key" {
		t.Errorf("a file that is mounted: %+v", m)
	}
	// A machine on a plain disk, in which something else is a container's root.
	if m, ok := findMount("22 1 8:1 / / rw - ext4 /dev/sda1 rw\n", "/keys/key"); !ok || m.lost() == "" {
		t.Errorf("%+v", m)
	}
	if _, ok := findMount("", "/keys/key"); ok {
		t.Error("a mount where there is none")
	}
}

func FuzzMounts(f *testing.F) {
	f.Add(mounts, "/keys/key")
	f.Fuzz(func(t *testing.T, table, path string) {
		if m, ok := findMount(table, path); ok && !holds(m.point, path) {
			t.Errorf("%q is not on %q", path, m.point)
		}
	})
}
