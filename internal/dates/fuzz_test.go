package dates_test

import (
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/dates"
)

// FuzzDate: what is read as a date is one that can be written and read again.
func FuzzDate(f *testing.F) {
	for _, seed := range []string{
		"2021-12-10", "2021-12-10 09:30:00 +1000", "Fri, 10 Dec 2021 09:30:00 GMT", "Fri Dec 10 09:30:00 CET 2021", "12/25/2021", "Dec 10th, 2021 at 3pm",
		"2021-12-10 09:30 Asia/Shanghai", "10-Dec-2021", "2021-12-10T09:30:00.5Z", "UTC UTC+1 UTC", "9999-12-31 23:59:60 -15:59",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, ok := dates.Parse(text, time.UTC)
		if !ok {
			return
		}
		if got.Year() < 0 || got.Year() > 10000 || got.IsZero() {
			t.Fatalf("%q: %v", text, got)
		}
		if got.Year() < 1 || got.Year() > 9999 {
			return
		}
		again, ok := dates.Parse(got.Format("2006-01-02 15:04:05.999999999 -07:00"), time.UTC)
		if _, offset := got.Zone(); offset%60 == 0 && (!ok || !again.Equal(got)) {
			t.Errorf("%q: %v, read again %v", text, got, again)
		}
	})
}
