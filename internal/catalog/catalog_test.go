package catalog_test

import (
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/catalog"
)

var verb = regexp.MustCompile(`%[a-z]`)

// TestEveryTextIsThere compares each language with English: no text is missing, and each has the
// same verbs.
func TestEveryTextIsThere(t *testing.T) {
	english := texts(reflect.ValueOf(*catalog.English()), "")
	for _, lang := range catalog.All() {
		there := texts(reflect.ValueOf(*lang), "")
		for name, want := range english {
			got := there[name]
			if strings.TrimSpace(got) == "" {
				t.Errorf("%s: no text for %s (%q)", lang.Lang, name, want)
			}
			if a, b := strings.Join(verb.FindAllString(want, -1), ""), strings.Join(verb.FindAllString(got, -1), ""); a != b {
				t.Errorf("%s: %s has verbs %s, want %s", lang.Lang, name, b, a)
			}
		}
	}
}

// texts returns all strings in a value by where they stand.
func texts(v reflect.Value, name string) map[string]string {
	all := map[string]string{}
	add := func(more map[string]string) {
		for k, s := range more {
			all[k] = s
		}
	}
	switch v.Kind() {
	case reflect.String:
		all[name] = v.String()
	case reflect.Struct:
		for i := range v.NumField() {
			add(texts(v.Field(i), name+"."+v.Type().Field(i).Name))
		}
	case reflect.Array:
		for i := range v.Len() {
			add(texts(v.Index(i), name+"[]"+string(rune('a'+i))))
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			add(texts(v.MapIndex(key), name+"."+key.String()))
		}
	}
	return all
}

func TestFor(t *testing.T) {
	for _, c := range []struct {
		languages []string
		want      string
	}{
		{nil, "en"},
		{[]string{"de-AT"}, "de"},
		{[]string{"DE"}, "de"},
		{[]string{"fr", "zh-Hant-TW"}, "zh"},
		{[]string{"fr"}, "en"},
		{[]string{"en-GB", "de"}, "en"},
		{[]string{"", "deutsch"}, "en"},
	} {
		if got := catalog.For(c.languages...).Lang; got != c.want {
			t.Errorf("For(%q) = %s, want %s", c.languages, got, c.want)
		}
	}
}

func TestDateAndCount(t *testing.T) {
	day := time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)
	for lang, want := range map[string][3]string{
		"en": {"5 March 2026", "1 post", "0 posts"},
		"de": {"5. März 2026", "1 Beitrag", "0 Beiträge"},
		"zh": {"2026年3月5日", "1 篇文章", "0 篇文章"},
	} {
		texts := catalog.For(lang)
		if got := [3]string{texts.Date(day), texts.Posts.Of(1), texts.Posts.Of(0)}; got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
}
