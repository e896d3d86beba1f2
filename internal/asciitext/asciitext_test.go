package asciitext_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/asciitext"
)

func TestString(t *testing.T) {
	for text, want := range map[string]string{
		"":                      "",
		"plain ~ text\n":        "plain ~ text\n",
		"Blätter für Straße":    "Blaetter fuer Strasse",
		"crème brûlée, naïve":   "creme brulee, naive",
		"e\u0301a\u0308o":       "eaeo",
		"Łódź, Český, Ø, Şişli": "Lodz, Cesky, Oe, Sisli",
		"“quoted” – ‘so’ — it…": `"quoted" - 'so' -- it...`,
		"│┃ ─ ━ ┼ ┌ ▏ ▌":        "|| - = + + | >",
		"• ◦ ▪ → ↩ ☐ ☑":         "* - * -> <- [ ] [x]",
		"Москва, Київ, Αθήνα":   "Moskva, Kiiv, Athina",
		"½ ﬁ ™ ② ＡＢ x²":         "1/2 fi (TM) 2 AB x2",
		"中文 한 日本":               "?? ? ??",
		"a👨‍👩‍👧‍👦b👍🏽c🇩🇪d❤️": "a?b?c?d<3",
		"नमस्ते":                   "???",
		"a\u00a0b\u200bc\u200ed":   "a bcd",
		"\x1b[1;38;5;3mü\x1b[m x":  "\x1b[1;38;5;3mue\x1b[m x",
		"bad \xff\xfe bytes":       "bad ?? bytes",
		"\ufffd":                   "?",
		"20 € und 30 °C, № 5, © x": "20 EUR und 30 degC, No. 5, (c) x",
	} {
		if got := asciitext.String(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

func TestWanted(t *testing.T) {
	for environ, want := range map[string]bool{
		"": false, "LANG=": false, "LANG=C": false, "LANG=POSIX": false, "LC_ALL=C": false, "LANG=C.UTF-8": false,
		"LANG=de_DE.UTF-8": false, "LANG=de_DE.utf8": false, "LANG=en_US.Utf_8": false, "LC_CTYPE=UTF-8": false,
		"LANG=de_DE": false, "LANG=de_DE.": false, "LANG=de_DE.UTF-8@euro": false, "LANG=sr_RS@latin": false,
		"LANG=de_DE.ISO-8859-1": true, "LANG=de_DE@euro": true, "LANG=de_DE.ISO-8859-15@euro": true,
		"LANG=ru_RU.KOI8-R": true, "LANG=zh_CN.GBK": true, "LANG=zh_CN.GB18030": true, "LANG=ja_JP.eucJP": true,
		"LANG=en_US.US-ASCII": true, "LANG=uk_UA.cp1251": true,
		"LC_ALL=en_US.UTF-8 LANG=de_DE.ISO-8859-1":                       false,
		"LANG=en_US.UTF-8 LC_CTYPE=de_DE.ISO-8859-1":                     true,
		"LC_CTYPE=en_US.UTF-8 LANG=de_DE.ISO-8859-1":                     false,
		"LC_ALL= LC_CTYPE= LANG=de_DE.ISO-8859-1":                        true,
		"LC_ALL=de_DE.ISO-8859-1 LC_CTYPE=en_US.UTF-8":                   true,
		"LC_MESSAGES=de_DE.ISO-8859-1 LC_TIME=de_DE.KOI8-R LANG=C.UTF-8": false,
		"LC_ALL=C LANG=de_DE.ISO-8859-1":                                 false,
	} {
		if got := asciitext.Wanted(strings.Fields(environ)); got != want {
			t.Errorf("%q: %v, want %v", environ, got, want)
		}
	}
}

// TestWriter writes text in pieces that end within code points.
func TestWriter(t *testing.T) {
	const text = "Blätter — 中 ✓ end 👍 ü"
	for size := 1; size < 8; size++ {
		var b bytes.Buffer
		w := asciitext.Writer(&b)
		for p := []byte(text); len(p) > 0; p = p[min(size, len(p)):] {
			if n, err := w.Write(p[:min(size, len(p))]); err != nil || n != min(size, len(p)) {
				t.Fatal(n, err)
			}
		}
		if got, want := b.String(), asciitext.String(text); got != want {
			t.Errorf("in pieces of %d: %q, want %q", size, got, want)
		}
	}
}

func FuzzString(f *testing.F) {
	for _, s := range []string{"ä“—…", "e\u0301", "\xff\xc3", "क्षत्रिय", "ﷺ", "👨‍👩‍👧‍👦"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		as := asciitext.String(s)
		for i := range len(as) {
			if as[i] > 0x7f {
				t.Fatalf("%q becomes %q", s, as)
			}
		}
		if again := asciitext.String(as); again != as {
			t.Fatalf("%q becomes %q, then %q", s, as, again)
		}
	})
}
