//go:build linux

package hostile_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// maxSeries is how many series of metrics there may be, whatever clients have done.
const maxSeries = 200

// showsFew checks that operators still find the metrics, and that no client has made more of them.
func (p *program) showsFew(t testing.TB) {
	t.Helper()
	found := p.awaitLog(t, `metrics=(http://\S+)`)
	client := http.Client{Timeout: patience}
	begun := time.Now()
	resp, err := client.Get(found[1])
	if err != nil {
		t.Error(err)
		return
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Errorf("%s, %v", resp.Status, err)
	}
	series := 0
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "#") {
			series++
		}
	}
	if series == 0 || series > maxSeries {
		t.Errorf("%d series of metrics, expected at most %d", series, maxSeries)
	}
	t.Logf("%d series in %v", series, time.Since(begun).Round(10*time.Microsecond))
}
