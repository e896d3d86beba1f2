package parser_test

import "testing"

func TestMDX(t *testing.T) {
	run(t, []construct{
		{"modules", "import A from 'a'\nimport {\n  B,\n  C\n} from \"b\";\nimport 'c.css'\n\nexport const d = {\n  e: [1, 2],\n}\n\n# f", "h1#f(f)"},
		{"no modules", "import tax is high\n\nexport goods from here\n\nimported 'a' from 'b'", "p(import tax is high) | p(export goods from here) | p(imported 'a' from 'b')"},
		{"modules in code", "```js\nimport A from 'a'\n```", "code.js(\"import A from 'a'\\n\")"},
		{"component around a block", "<Card color={red} onClick={() => { a > b }}>\n    one *two*\n\n    - three\n        - four\n</Card>\n\nfive", "p(one em(two)) | list(item(p(three) | list(item(p(four))))) | p(five)"},
		{"component in a line", "a <Badge size={3}>b</Badge> <Icon name=\"c\" /> d{' '}e {/* f */}", "p(a b  d e)"},
		{"components in components", "<Tabs>\n  <TabItem value=\"a\" label=\"One\">\n\n    two\n\n    ```js\n    three\n      four\n    ```\n\n  </TabItem>\n</Tabs>", "p(strong(One)) | p(two) | code.js(\"three\\n  four\\n\")"},
		{"remark", "<Callout type=\"warning\" title=\"A\">\n  b\n</Callout>\n\n<Note>\nc\n</Note>", "alert.warning(Warning: A: p(b)) | alert.note(Note: p(c))"},
		{"image", "<Image src=\"/a.png\" alt=\"b\" width={3} />\n\n<Image src={c} alt=\"d\" />", "p(img</a.png>(b)) | p(img(d))"},
		{"link", "a <Link to=\"/b\">c</Link> d", "p(a a</b>(c) d)"},
		{"embedded", "<YouTube id=\"abc\" />\n\n<Embed url=\"https://a.b/c\" />", "p([youtube] a<https://www.youtube.com/watch?v=abc>(https://www.youtube.com/watch?v=abc)) | p([embed] a<https://a.b/c>(https://a.b/c))"},
		{"values in braces", "<a href={\"b\"} onClick={() => c}>d</a> <span style={{ color: 'red' }}>e</span>", "p(a<b>(d) e)"},
		{"block with values in braces", "<div style={{ color: 'red' }} onClick={() => a}>\n\n*b*\n\n</div>", "p(em(b))"},
		{"in code", "`<Card a={b}>` and Vec`<String>`", "p(code(<Card a={b}>) and Veccode(<String>))"},
		{"over several lines", "<Card\n  a=\"b\"\n  c={d}\n>\n  e\n</Card>", "p(e)"},
		{"capitals are HTML", "<B>a</B> <BR>b", "p(strong(a) /b)"},
		{"never closed", "<Card>\n\na <Broken b={c", "p(a <Broken b={c)"},
	})
}

func TestMDXKeepsLines(t *testing.T) {
	src := "import {\n  A\n} from 'a'\n\nexport const b = () => {\n\n  return 1\n}\n\n<Card\n  a={b}\n>\n  c\n</Card>\n\n# d"
	if got := headingLine(t, src); got != 16 {
		t.Errorf("the heading is on line %d", got)
	}
}
