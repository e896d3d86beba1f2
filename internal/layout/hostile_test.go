package layout_test

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/sshblog/sshblog/internal/layout"
	"github.com/sshblog/sshblog/internal/layout/theme"
)

// hostile are texts that are made to be slow. Each is repeated up to about two megabytes.
var hostile = map[string]func(size int) string{
	"quotes on a line":     repeat(">"),
	"quotes and blanks":    repeat("> "),
	"list marks on a line": repeat("- "),
	"numbers on a line":    repeat("1. "),
	"stairs of lists":      stairs("- x\n", 2),
	"stairs of quotes": func(size int) string {
		var b strings.Builder
		for i := 1; b.Len() < size; i++ {
			b.WriteString(strings.Repeat(">", i%2000) + " x\n")
		}
		return b.String()
	},
	"short lines":      repeat("a\n"),
	"short paragraphs": repeat("a\n\n"),
	"short items":      repeat("- a\n"),
	"loose items":      repeat("- a\n\n"),
	"short headings":   repeat("# a\n"),
	"setext headings":  repeat("a\n=\n"),
	"rules":            repeat("---\n\n"),
	"open emphasis":    repeat("*a "),
	"open strong":      repeat("**a "),
	"mixed emphasis":   repeat("*a **b _c __d "),
	"nested emphasis":  func(size int) string { return strings.Repeat("*a ", size/6) + strings.Repeat(" a*", size/6) },
	"stars":            repeat("*"),
	"underscores":      repeat("_a_b"),
	"tildes":           repeat("~a ~~b "),
	"brackets":         repeat("["),
	"closed brackets":  repeat("[a]"),
	"nested brackets":  func(size int) string { return strings.Repeat("[", size/2) + strings.Repeat("]", size/2) },
	"links":            repeat("[a](b)"),
	"open links":       repeat("[a]("),
	"links in links":   repeat("[a](<b"),
	"images":           repeat("![a](b)"),
	"nested images":    func(size int) string { return strings.Repeat("![", size/6) + strings.Repeat("](b)", size/6) },
	"titles":           repeat("[a](b \""),
	"references":       repeat("[a][b]"),
	"definitions":      numbered("[a%d]: /b\n"),
	"uses": func(size int) string {
		return "[a]: /" + strings.Repeat("b", 4000) + "\n\n" + strings.Repeat("[a] ", size/4)
	},
	"backticks":             growing("`", "a"),
	"open backticks":        repeat("`a``"),
	"fences":                repeat("```\n"),
	"open fences":           repeat("~~~ a\n\n"),
	"tags":                  repeat("<a>"),
	"open tags":             repeat("<a "),
	"open attributes":       repeat("<a b=\""),
	"comments":              repeat("<!--"),
	"comments in text":      repeat("a<!--"),
	"instructions":          repeat("a<?"),
	"declarations":          repeat("a<!A"),
	"data":                  repeat("a<![CDATA["),
	"divs":                  repeat("<div>\n"),
	"nested lists":          repeat("<ul><li>"),
	"nested tables":         repeat("<table><tr><td>"),
	"nested details":        repeat("<details>\n\n"),
	"scripts":               repeat("<script>\n"),
	"unclosed looks":        repeat("<b><i>"),
	"entities":              repeat("&amp;"),
	"open entities":         repeat("&#"),
	"wide table":            func(size int) string { return row("a|", size/4) + row("-|", size/4) + strings.Repeat("|\n", size/4) },
	"long table":            func(int) string { return "a|b\n-|-\n" + strings.Repeat("c|d\n", 500_000) },
	"piped code":            func(size int) string { return "a|b\n-|-\n" + strings.Repeat("`\\|`|`\\|`\n", size/10) },
	"many tables":           repeat("a|b\n-|-\nc|d\n\n"),
	"notes":                 numbered("[^%d]: a\n\n"),
	"mentions":              func(size int) string { return "[^1]: a [^1]\n\n" + strings.Repeat("[^1]", size/4) },
	"note in note":          func(size int) string { return strings.Repeat("[^1]: ", size/6) },
	"terms":                 repeat("a\n: b\n\n"),
	"containers":            repeat(":::note\n"),
	"math":                  repeat("$a"),
	"math blocks":           repeat("$$\na\n"),
	"addresses":             repeat("http://a.b/"),
	"addresses, spaced":     repeat("www.a.b "),
	"parentheses":           repeat("http://a.b/((((( "),
	"mail":                  repeat("a@b.c "),
	"long mail":             repeat("a.a@"),
	"one word":              repeat("a"),
	"one wide word":         repeat("字"),
	"joined emoji":          repeat("👩‍"),
	"marks":                 repeat("\u0301"),
	"flags":                 repeat("🇯"),
	"emoji names":           repeat(":a:tada:"),
	"colons":                repeat(":"),
	"attributes":            repeat("a\n{: #b}\n\n"),
	"backslashes":           repeat("\\"),
	"hard breaks":           repeat("a\\\n"),
	"tabs":                  repeat("\t"),
	"blank lines":           repeat("\n"),
	"controls":              repeat("\x1b[31m\u202e\u0085"),
	"zeros":                 repeat("\x00"),
	"bad bytes":             repeat("\xff"),
	"code":                  func(size int) string { return "```go\n" + strings.Repeat("func a() { b(\"c\") }\n", size/20) + "```\n" },
	"code blocks":           repeat("```go\nfunc a() { b(\"c\") }\n```\n\n"),
	"slow code":             func(size int) string { return "```js\n" + strings.Repeat("/(a+)+`${'\\", 5000) },
	"templates":             repeat("{% a"),
	"open templates":        repeat("{{<"),
	"template pairs":        repeat("{% if a %}"),
	"calls":                 repeat("{{ a(b=c) }}"),
	"ends":                  repeat("{% end %}"),
	"folded templates":      repeat("{% details a %}\n"),
	"raw templates":         repeat("{% raw %}{{"),
	"highlights":            repeat("{% highlight go %}\n"),
	"imports":               repeat("import a\n"),
	"open imports":          repeat("import {\n"),
	"exports":               repeat("export const a = {\n"),
	"components":            repeat("<Aa>\n"),
	"components, spaced":    repeat("<Aa b={"),
	"component lines":       repeat("<Aa b={c}>d</Aa>\n"),
	"admonitions":           repeat("!!! note\n"),
	"stairs of admonitions": stairs("!!! note\n", 4),
	"extensions":            repeat("{::comment}"),
	"open extensions":       repeat("{::a"),
	"abbreviations":         repeat("*[a]: b\n"),
	"wide code": func(size int) string {
		return "```\n" + strings.Repeat(strings.Repeat("a b ", 400)+"\n", size/1600) + "```\n"
	},
	"coloured wide code": func(size int) string {
		return "```go\n" + strings.Repeat(strings.Repeat("a + ", 200)+"b\n", size/802) + "```\n"
	},
	"markdown in HTML": repeat("<p markdown=1>*a*\n"),
}

func repeat(s string) func(int) string {
	return func(size int) string { return strings.Repeat(s, size/len(s)) }
}

func row(cell string, size int) string { return strings.Repeat(cell, size/len(cell)) + "\n" }

func numbered(format string) func(int) string {
	return func(size int) string {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
}

func growing(mark, between string) func(int) string {
	return func(size int) string {
		var b strings.Builder
		for i := 1; b.Len() < size; i++ {
			b.WriteString(strings.Repeat(mark, i) + between)
		}
		return b.String()
	}
}

func stairs(line string, step int) func(int) string {
	return func(size int) string {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			b.WriteString(strings.Repeat(" ", i*step) + line)
		}
		return b.String()
	}
}

// heavy are those of them that take the most memory; they are tried in the greatest size that a post may have.
var heavy = []string{
	"short paragraphs", "short items", "short headings", "short lines", "setext headings", "blank lines", "long table", "wide table",
	"components", "component lines", "imports", "exports", "admonitions", "calls", "folded templates", "wide code", "extensions",
	"one wide word", "bad bytes", "code blocks", "mail", "numbers on a line", "stairs of lists", "definitions", "notes", "controls",
}

// TestHostile holds texts that are made to be slow or large to bounds of time and memory. The smaller size is just below what is
// parsed as a whole, so that the bounds within a block are what counts.
func TestHostile(t *testing.T) {
	for name, make := range hostile {
		t.Run(name, func(t *testing.T) { endure(t, make(110_000/slower)) })
	}
	for _, name := range heavy {
		t.Run("2 MiB of "+name, func(t *testing.T) { endure(t, hostile[name](2<<20/slower)) })
	}
}

func endure(t *testing.T, src string) {
	t.Helper()
	const (
		maxTime   = 3 * time.Second // of processors, so that other work on the machine does not count
		maxMemory = 100 << 20
	)
	const tries = 4 // a busy machine makes caches cold: the best time counts
	var p *layout.Page
	var took time.Duration
	for i := range tries {
		peak := watchHeap(t)
		began := processorTime()
		p = reader(t, src, 80, theme.Dark())
		took = processorTime() - began
		if used := peak(); i == 0 && used > maxMemory {
			t.Errorf("took %d MB, more than %d", used>>20, maxMemory>>20)
		}
		if took <= maxTime*slower {
			break
		}
	}
	if took > maxTime*slower {
		t.Errorf("took %v of processor time, more than %v", took, maxTime)
	}
	p = &layout.Page{Width: p.Width, Lines: p.Lines[:min(len(p.Lines), 5000)]}
	if fault := breach(p); fault != "" {
		t.Error(fault[:min(len(fault), 500)])
	}
}

// watchHeap returns a function that tells by how much the heap grew at most since.
func watchHeap(t *testing.T) func() uint64 {
	t.Helper()
	const garbage = 30 // percent of what is in use: it counts here, but is no need of the text's
	usual := debug.SetGCPercent(garbage)
	t.Cleanup(func() { debug.SetGCPercent(usual) })
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	before, most := m.HeapAlloc, m.HeapAlloc
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				return
			case <-tick.C:
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapAlloc)
			}
		}
	}()
	return func() uint64 {
		close(stop)
		<-done
		return most - before
	}
}
