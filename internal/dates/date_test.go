package dates_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/dates"
	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/test/blogtest"
)

func TestParseDate(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		// RFC 3339 and its looser kin
		"2021-12-10T09:30:00Z":                 "2021-12-10T09:30:00Z",
		"2021-12-10t09:30:00z":                 "2021-12-10T09:30:00Z",
		"2021-12-10T09:30:00+10:00":            "2021-12-10T09:30:00+10:00",
		"2021-12-10T09:30:00.123456789Z":       "2021-12-10T09:30:00.123456789Z",
		"2021-12-10 00:00:00 +1000":            "2021-12-10T00:00:00+10:00",
		"2004-12-24 15:07:25.000000000 +00:00": "2004-12-24T15:07:25Z",
		"2021-12-10 09:30:00 -0530":            "2021-12-10T09:30:00-05:30",
		"2021-12-10 09:30:00+02":               "2021-12-10T09:30:00+02:00",
		"2021-12-10 09:30 +2":                  "2021-12-10T09:30:00+02:00",
		"2021-12-10 9:30 +0200":                "2021-12-10T09:30:00+02:00",
		"2021-1-2 9:30:05":                     "2021-01-02T09:30:05+01:00",
		"2021-07-10T09:30":                     "2021-07-10T09:30:00+02:00",
		"2021-12-10 09:30:00 UTC":              "2021-12-10T09:30:00Z",
		"2021-12-10 09:30:00 GMT":              "2021-12-10T09:30:00Z",
		"2021-12-10 09:30:00 +0000 UTC":        "2021-12-10T09:30:00Z",
		"2021-12-10 09:30:00 CET":              "2021-12-10T09:30:00+01:00",
		"2021-12-10 09:30:00 PST":              "2021-12-10T09:30:00-08:00",
		"2021-12-10 09:30:00 Asia/Shanghai":    "2021-12-10T09:30:00+08:00",
		"2021-12-10 09:30:00 UTC+8":            "2021-12-10T09:30:00+08:00",
		"2021-12-10 9:30 PM":                   "2021-12-10T21:30:00+01:00",
		"2021-12-10 12:05 am":                  "2021-12-10T00:05:00+01:00",
		"2021-12-10, 09:30":                    "2021-12-10T09:30:00+01:00",
		"2016-12-31T23:59:60Z":                 "2016-12-31T23:59:59Z",
		"  2021-12-10  ":                       "2021-12-10T00:00:00+01:00",
		// dates alone
		"2021-12-10":              "2021-12-10T00:00:00+01:00",
		"2021-7-1":                "2021-07-01T00:00:00+02:00",
		"2021/12/10":              "2021-12-10T00:00:00+01:00",
		"2021/1/2 03:04:05 +0800": "2021-01-02T03:04:05+08:00",
		"2021.12.10":              "2021-12-10T00:00:00+01:00",
		"12/25/2021":              "2021-12-25T00:00:00+01:00",
		"9:30 12/25/2021":         "2021-12-25T09:30:00+01:00",
		"25/12/2021":              "2021-12-25T00:00:00+01:00",
		"1/2/2021":                "2021-01-02T00:00:00+01:00",
		"25.12.2021":              "2021-12-25T00:00:00+01:00",
		"1.2.2021":                "2021-02-01T00:00:00+01:00",
		"27. 2. 2021":             "2021-02-27T00:00:00+01:00",
		"7. 12. 2021 8:05":        "2021-12-07T08:05:00+01:00",
		"2021. 02. 27.":           "2021-02-27T00:00:00+01:00",
		"2021. 2. 27. 9:30":       "2021-02-27T09:30:00+01:00",
		"2021年12月10日":             "2021-12-10T00:00:00+01:00",
		"2021年 2月 7日 9:30":        "2021-02-07T09:30:00+01:00",
		"2021년 2월 7일":             "2021-02-07T00:00:00+01:00",
		"27. Februar 2021":        "2021-02-27T00:00:00+01:00",
		"1. März 2021, 9:30":      "2021-03-01T09:30:00+01:00",
		"1er août 2021":           "2021-08-01T00:00:00+02:00",
		"27 de febrero de 2021":   "2021-02-27T00:00:00+01:00",
		"27. února 2021":          "2021-02-27T00:00:00+01:00",
		"27 okt. 2021":            "2021-10-27T00:00:00+02:00",
		"27 февраля 2021 г.":      "2021-02-27T00:00:00+01:00",
		// months by name
		"10 Dec 2021":                             "2021-12-10T00:00:00+01:00",
		"10 December 2021":                        "2021-12-10T00:00:00+01:00",
		"Dec 10, 2021":                            "2021-12-10T00:00:00+01:00",
		"December 10th, 2021":                     "2021-12-10T00:00:00+01:00",
		"Sept. 1 2021":                            "2021-09-01T00:00:00+02:00",
		"may 1, 2021 3:15 pm":                     "2021-05-01T15:15:00+02:00",
		"May 1, 2021 at 15:15 +0000":              "2021-05-01T15:15:00Z",
		"10-Dec-2021":                             "2021-12-10T00:00:00+01:00",
		"Fri, 10 Dec 2021 09:30:00 GMT":           "2021-12-10T09:30:00Z",
		"Fri, 10 Dec 2021 09:30:00 +0530":         "2021-12-10T09:30:00+05:30",
		"Friday, 10 December 2021":                "2021-12-10T00:00:00+01:00",
		"Fri Dec 10 09:30:00 CET 2021":            "2021-12-10T09:30:00+01:00",
		"Fri Dec  3 09:30:00 EST 2021":            "2021-12-03T09:30:00-05:00",
		"Fri Dec 10 2021 09:30:00 GMT+0100 (CET)": "2021-12-10T09:30:00+01:00",
	} {
		got, ok := dates.Parse(text, berlin)
		if !ok {
			t.Errorf("%q: not read", text)
		} else if s := got.Format(time.RFC3339Nano); s != want {
			t.Errorf("%q: got %s, want %s", text, s, want)
		}
	}
}

func TestParseDateRefuses(t *testing.T) {
	for _, text := range []string{
		"", "now", "2021", "2021-12", "2021-13-01", "2021-02-30", "2021-00-10", "2021-12-00", "2021-12-10 25:00", "2021-12-10 09:60",
		"2021-12-10 9", "2021-12-10x", "20211210", "1639094400", "2021-12/10", "10 Foo 2021", "Dec 2021", "Dec 10", "10 10 Dec 2021",
		"2021-12-10 09:30 Nowhere/Atall", "2021-12-10 09:30 +99:00", "2021-12-10 09:30 Local", "2021-12-10 09:30 ../../etc/passwd",
		"0000-00-00", "13/13/2021", "2021-12-10 09:30:00 +0100 !", "{{ .Date }}", "tomorrow at noon",
	} {
		if got, ok := dates.Parse(text, time.UTC); ok {
			t.Errorf("%q: read as %v", text, got)
		}
	}
}

// An abbreviation that two countries use means the one of the site.
func TestAmbiguousZone(t *testing.T) {
	shanghai, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	got, ok := dates.Parse("2021-12-10 09:30:00 CST", shanghai)
	if !ok || got.Format(time.RFC3339) != "2021-12-10T09:30:00+08:00" {
		t.Errorf("got %v", got)
	}
	got, ok = dates.Parse("2021-12-10 09:30:00 CST", time.UTC)
	if !ok || got.Format(time.RFC3339) != "2021-12-10T09:30:00-06:00" {
		t.Errorf("got %v", got)
	}
}

// Every scalar reaches the date as its author wrote it, quoted or not, in each form of front
// matter.
func TestRawDates(t *testing.T) {
	for _, date := range []string{"2021-12-10 00:00:00 +1000", "2021-12-10T00:00:00+10:00"} {
		for _, text := range []string{
			"---\ndate: %s\n---\n", "---\ndate:   %s   # when\n---\n", "---\ndate: '%s'\n---\n", "---\ndate: \"%s\"\n---\n",
			"---\nextra:\n    date: %s\n---\n", "+++\ndate = \"%s\"\n+++\n", "{\"date\": \"%s\"}\n", "\"date\": \"%s\"\n;;;\n", "Title: x\nDate: %s\n\n",
		} {
			p, problems := blogtest.Only(t, "x.md", fmt.Sprintf(text, date))
			blogtest.Clean(t, problems)
			blogtest.Equal(t, text, p.Date.Format(time.RFC3339), "2021-12-10T00:00:00+10:00")
		}
	}
	for toml, want := range map[string]string{
		"2021-12-10":                "2021-12-10T00:00:00Z",
		"2021-12-10T09:30:00":       "2021-12-10T09:30:00Z",
		"2021-12-10 09:30:00":       "2021-12-10T09:30:00Z",
		"2021-12-10T09:30:00-05:00": "2021-12-10T09:30:00-05:00",
		"2021-12-10 09:30:00Z":      "2021-12-10T09:30:00Z",
		"2021-12-10T09:30:00.5Z":    "2021-12-10T09:30:00.5Z",
	} {
		p, problems := blogtest.Only(t, "x.md", "+++\ndate = "+toml+"\n+++\n")
		blogtest.Clean(t, problems)
		blogtest.Equal(t, toml, p.Date.Format(time.RFC3339Nano), want)
	}
}

func TestDateByName(t *testing.T) {
	for path, want := range map[string]string{
		"2020-02-03-a.md":            "2020-02-03",
		"2020-2-3-a.md":              "2020-02-03",
		"2020-02-03_a.md":            "2020-02-03",
		"2020-02-03.md":              "2020-02-03",
		"2020-02-03-a/index.md":      "2020-02-03",
		"2020-02-30-a.md":            "",
		"2020-02-03a.md":             "",
		"a-2020-02-03.md":            "",
		"2020-02-03-a/other-name.md": "",
	} {
		p, _ := blogtest.Only(t, path, "Text")
		got := ""
		if !p.Date.IsZero() {
			got = p.Date.Format(time.DateOnly)
		}
		blogtest.Equal(t, path, got, want)
	}
	p, _ := blogtest.Only(t, "2020-02-03-a.md", "---\ndate: 2021-01-01\n---\n")
	blogtest.Equal(t, "front matter first", p.Date.Format(time.DateOnly), "2021-01-01")
	p, _ = blogtest.Only(t, "a.md", "---\npermalink: /2019/05/06/hello.html\n---\n")
	blogtest.Equal(t, "permalink", p.Date.Format(time.DateOnly), "2019-05-06")
	x := blogtest.Load(t, blogtest.Files("2020-02-03-a.md", "x"), loader.Options{Location: time.FixedZone("X", 3600)})
	blogtest.Equal(t, "zone", x.Posts()[0].Date.Format(time.RFC3339), "2020-02-03T00:00:00+01:00")
}

func TestAmbiguous(t *testing.T) {
	for text, want := range map[string]bool{
		"1/2/2021": true, "01/02/2021 10:00": true, "3-4-2021": true,
		"2/2/2021": false, "25/12/2021": false, "12/25/2021": false, "1.2.2021": false, "2021-01-02": false, "2021/1/2": false,
		"1/2/21": false, "1/2": false, "0/2/2021": false, "": false, "1/2-2021": false,
	} {
		if got := dates.Ambiguous(text); got != want {
			t.Errorf("%q: got %t, want %t", text, got, want)
		}
	}
}
