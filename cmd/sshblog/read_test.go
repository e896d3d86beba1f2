package main

import "testing"

// TestReadLine: what an author types to open a post here.
func TestReadLine(t *testing.T) {
	for _, c := range []struct{ dir, post, want string }{
		{"", "tides", "sshblog read tides"},
		{"my posts", "tides#rule", "sshblog read 'my posts' 'tides#rule'"},
	} {
		if got := readLine(c.dir, c.post); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}
