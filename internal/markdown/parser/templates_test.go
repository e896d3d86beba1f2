package parser_test

import "testing"

func TestTemplates(t *testing.T) {
	run(t, []construct{
		{"raw", "{% raw %}a {{ b }} {% c %}{% endraw %} d", "p(a {{ b }} {% c %} d)"},
		{"highlight", "{% highlight go linenos %}\na {{ b }}\n\nc\n{% endhighlight %}\n\nd", "code.go(\"a {{ b }}\\n\\nc\\n\") | p(d)"},
		{"highlight in a line", "a {% highlight go %}b *c*{% endhighlight %} d", "p(a code(b *c*) d)"},
		{"highlight that does not end on its own line", "{% highlight go %}\na\nb{% endhighlight %}\n\n*c*", "p(a~b) | p(em(c))"},
		{"shortcode around code", "{{< highlight python \"x=1\" >}}\na\n{{< /highlight >}}", "code.python(\"a\\n\")"},
		{"codeblock", "{% codeblock a.js lang:js %}\nb\n{% endcodeblock %}", "code.js=a.js(\"b\\n\")"},
		{"addresses", "[a]({% post_url 2020-01-02-b %}) [c]({{< ref \"d.md\" >}}) [e]({{ site.baseurl }}/f) [g]({{ '/h' | relative_url }})", "p(a<2020-01-02-b>(a) a<d.md>(c) a</f>(e) a</h>(g))"},
		{"embedded", "{% youtube abc %}\n\n{{< vimeo 12 >}}\n\n{% embed https://a.b/c %}\n\n{% link https://dev.to/d %}", "p([youtube] a<https://www.youtube.com/watch?v=abc>(https://www.youtube.com/watch?v=abc)) | p([vimeo] a<https://vimeo.com/12>(https://vimeo.com/12)) | p([embed] a<https://a.b/c>(https://a.b/c)) | p([link] a<https://dev.to/d>(https://dev.to/d))"},
		{"gist", "{{< gist a 1 >}} {% gist b/2 %}", "p([gist] a<https://gist.github.com/a/1>(https://gist.github.com/a/1) [gist] a<https://gist.github.com/b/2>(https://gist.github.com/b/2))"},
		{"images", "{{< figure src=\"/a.png\" alt=\"b\" link=\"c\" >}} {% asset_img d.png e f %} {{% img src=\"g.png\" caption=\"h\" %}}", "p(a<c>(img</a.png>(b)) img<d.png>(e f) img<g.png>(h))"},
		{"condition", "{% if a %}b{% elsif c %}d{% else %}e{% endif %}f", "p(bf)"},
		{"condition in a condition", "{% if a %}b{% if c %}d{% else %}e{% endif %}f{% else %}g{% endif %}", "p(bdf)"},
		{"loop and comment", "a{% for b in c %}{{ b }}{% endfor %}{% comment %}d{% endcomment %}e", "p(ae)"},
		{"never ended", "a {% if b %} c {% for d in e %} f", "p(a  c  f)"},
		{"unknown", "{% nope %}a{% foo b %}c{% endfoo %} {{< bar >}}d{{< /bar >}}", "p(ac d)"},
		{"variables", "{{ site.title }}a {{ b }} {{ c + d }} {{ page.url | escape }}", "p(a {{ b }} {{ c + d }})"},
		{"in code", "`{% a %}` ``{{< b >}}``\n\n```\n{% c %}\n```", "p(code({% a %}) code({{< b >}})) | code(\"{% c %}\\n\")"},
		{"raw in code", "`{% raw %}{{ a }}{% endraw %}`\n\n```\n{% raw %}\n{% b %}\n{% endraw %}\n```", "p(code({{ a }})) | code(\"{% b %}\\n\")"},
		{"shown by Hugo", "{{</* a */>}}", "p({{< a >}})"},
		{"nothing left", "a **{{ site.b }}** c {{- d -}}", "p(a  c)"},
		{"braces", "{{ {% {{< %} }}", "p({{ {% {{< %} }})"},
	})
}

func TestTemplatesKeepLines(t *testing.T) {
	run := "{% comment %}\na\nb\n{% endcomment %}\n\n{% highlight x %}\ny\n{% endhighlight %}\n\n{{< figure\n  src=\"z\" >}}\n\n# h"
	if got := headingLine(t, run); got != 13 {
		t.Errorf("the heading is on line %d", got)
	}
}

func TestShortcodesOfOthers(t *testing.T) {
	run(t, []construct{
		{"Zola's calls", "{{ youtube(id=\"a\", autoplay=true) }}\n\n{{ image(src=\"b.png\", alt=\"c\") }}\n\n{% quote(author=\"d\") %}\ne\n{% end %}\n\nf", "p([youtube] a<https://www.youtube.com/watch?v=a>(https://www.youtube.com/watch?v=a)) | p(img<b.png>(c)) | quote(p(e) | p(— d)) | p(f)"},
		{"links to posts", "{% post_link a 'b c' %} {% post_link d %}", "p(a<a>(b c) a<d>(d))"},
		{"remarks", "{% note warning %}\na\n{% endnote %}\n\n{{< callout type=\"tip\" >}}\nb\n{{< /callout >}}\n\n{{% notice tip \"T\" %}}\nc\n{{% /notice %}}", "alert.warning(Warning: p(a)) | alert.tip(Tip: p(b)) | alert.tip(Tip: T: p(c))"},
		{"folded", "{% details A b %}\n\nc\n\n{% enddetails %}", "details(A b: p(c))"},
		{"remark in a line", "a {% note %}b{% endnote %}", "p(a b)"},
		{"sizes", "{% img /a.png 30 20 \"b\" %}", "p(img</a.png>(b))"},
		{"lines of embeds", "{{< vimeo 1 >}}\n{{< vimeo 2 >}}\na", "p([vimeo] a<https://vimeo.com/1>(https://vimeo.com/1)/[vimeo] a<https://vimeo.com/2>(https://vimeo.com/2)/a)"},
		{"extensions of kramdown", "{::comment}\na\n{:/comment}\n\nb {::nomarkdown}c{:/} `{::d}`\n\n```\n{::e}\n```", "p(b c code({::d})) | code(\"{::e}\\n\")"},
		{"places of contents", "[TOC]\n\n[[toc]]\n\na", "p(a)"},
		{"abbreviations", "*[A]: b\n*[C]: d", "p(A: b~C: d)"},
		{"named code", "    :::python\n    a", "code.python(\"a\\n\")"},
		{"attributes with blanks", "[a](b){ .c } # {d}\n\n## e ## {#f}", "p(a<b>(a) # {d}) | h2#f(e)"},
		{"icons", ":material-check: a :octicons-x-16: b", "p(a b)"},
	})
}
