package dialect_test

import (
	"strings"
	"testing"

	"github.com/sshblog/sshblog/internal/markdown/dialect"
)

// FuzzPlain holds the rewriters to what all of them promise: they take any text, keep its lines, and
// write hardly more than they read.
func FuzzPlain(f *testing.F) {
	for _, s := range []string{
		"{% include tip.html content=\"Oil it.\" %}\n\n![plan]({{ x.y | url }}) <{{ z }}>",
		"{{< tabs items=\"a,b\" >}}\n{{< tab >}}\nc\n{{< /tab >}}\n{{< /tabs >}}",
		"{% capture a %}b{% endcapture %}{{ a }}{# c #}{% for d in e %}f{% endfor %}",
		"[[A|b]] ![[c.png|40]] ==d== %%e%% [f]{.g}\n%%\nh\n%%\n\n[[_TOC_]]\n",
		"```{r, echo=FALSE}\na\n```\n```{=html}\n<b>c</b>\n```\n```{python}\n#| label: d\ne\n```\n```{note}\nf\n```",
		"- a\n  id:: b\n- ((b)) {{embed ((b))}}\n- TODO c",
		"@def a = 1\n\\note{b\nc} \\figalt{d}{e.png} @@f g@@\n~~~\n<b>h</b>\n~~~\n{{fill i}}",
		"@[card](https://a.example)\n::b[c]{d=e}\n/// tip | f\n    type: g\nh\n///\n:::tabs\n@tab i\n:::",
		"import A from 'a'\n\n<B c={d}>\n  e\n</B>\n\nexport const f = 1",
		"{% img left /a.png 1 2 'b c' 'd' %} {{ image(src=\"e.jpg\") }} {{<f g=\"h i\" >}}",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		// as the parser hands texts over: bounded, and without what it takes out
		src = strings.NewReplacer("\x00", "", "\r", "").Replace(src[:min(len(src), 1<<16)])
		got := dialect.Plain(src)
		if a, b := strings.Count(got, "\n"), strings.Count(src, "\n"); a != b {
			t.Errorf("%d ends of lines, had %d: %q became %q", a, b, src, got)
		}
		if len(got) > 40*len(src)+1000 {
			t.Errorf("%d bytes became %d", len(src), len(got))
		}
	})
}
