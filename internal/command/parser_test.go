package command

import (
	"fmt"
	"sync"
	"testing"
)

// A parser that is used again knows nothing of the command line before.
func TestParsersForget(t *testing.T) {
	var p parsers
	for _, spec := range List() {
		plain, _, plainErr := p.parse(&spec, nil)
		for _, args := range [][]string{
			{"--json", "-n", "3", "bees"}, {"--help"}, {"--width", "40", "--raw", "bees"}, {"-n", "x"}, {"a", "b", "c"}, {"--frobnicate"},
		} {
			_, _, _ = p.parse(&spec, args)
			again, help, err := p.parse(&spec, nil)
			if got, want := fmt.Sprintf("%+v %t %v", again, help, err), fmt.Sprintf("%+v %t %v", plain, false, plainErr); got != want {
				t.Errorf("%s behind %q: got %s, want %s", spec.Name, args, got, want)
			}
		}
	}
}

// Commands that run at one time have their own flags.
func TestParsersAreNotShared(t *testing.T) {
	var p parsers
	spec := Find("ls")
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			for range 200 {
				runner, _, err := p.parse(spec, []string{"-n", fmt.Sprint(i + 1)})
				if err != nil || int(runner.(*lsCommand).N) != i+1 {
					t.Errorf("got %+v, %v, want -n %d", runner, err, i+1)
					return
				}
			}
		})
	}
	wait.Wait()
}

func BenchmarkParse(b *testing.B) {
	var p parsers
	spec := Find("ls")
	for b.Loop() {
		if _, _, err := p.parse(spec, []string{"-n", "20"}); err != nil {
			b.Fatal(err)
		}
	}
}
