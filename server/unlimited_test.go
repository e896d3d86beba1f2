package server_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/sshblog/sshblog/server"
)

// TestUnlimited: with any number or time negative, and with all of them, which means no limit, the
// blog can be read in every way.
func TestUnlimited(t *testing.T) {
	kind := reflect.TypeFor[server.Limits]()
	fields := map[string][]int{"all": nil}
	for i := range kind.NumField() {
		fields[kind.Field(i).Name] = []int{i}
		fields["all"] = append(fields["all"], i)
	}
	for name, which := range fields {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := startSource(t, guarded(t), func(o *server.Options) {
				limits := reflect.ValueOf(&o.Limits).Elem()
				for _, i := range which {
					limits.Field(i).SetInt(-1)
				}
				o.Log = nil
			})
			s := openScreen(t, dial(t, b.addr), "xterm-256color", "", 80, 24)
			s.await(t, "Boats")
			other := dial(t, b.addr)
			session, err := other.NewSession()
			if err != nil {
				t.Fatal(err)
			}
			if out, err := session.Output("cat boats"); err != nil || !strings.Contains(string(out), "All about boats.") {
				t.Errorf("a command says %q, %v", out, err)
			}
			files := openSFTP(t, b.addr)
			if text, err := fetch(files, "trip/map.png"); err != nil || len(text) != 120_000 {
				t.Errorf("a download of %d bytes, %v", len(text), err)
			}
			s.press(t, "\r")
			s.await(t, "All about boats.")
			s.press(t, "q")
			if err := s.session.Wait(); err != nil {
				t.Errorf("the screen ends with %v", err)
			}
		})
	}
}
