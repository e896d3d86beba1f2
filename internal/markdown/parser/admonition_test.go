package parser_test

import "testing"

func TestAdmonitions(t *testing.T) {
	run(t, []construct{
		{"remark", "!!! note\n    a\n\n    - b\n\nc", "alert.note(Note: p(a) | list(item(p(b)))) | p(c)"},
		{"with a title", "!!! danger \"Mind *it*\"\n    a", "alert.caution(Danger: Mind em(it): p(a))"},
		{"of an unknown sort", "!!! abc \"\"\n    a", "alert.note(Abc: p(a))"},
		{"folded", "??? tip \"More\"\n    a\n\n???+ example\n    b", "details(More: p(a)) | details(Example: p(b))"},
		{"with code", "!!! tip\n    ```go\n    a\n      b\n    ```", "alert.tip(Tip: code.go(\"a\\n  b\\n\"))"},
		{"in a remark", "!!! tip\n    !!! note\n        a", "alert.tip(Tip: alert.note(Note: p(a)))"},
		{"behind a paragraph", "a\n!!! tip\n    b", "p(a) | alert.tip(Tip: p(b))"},
		{"tabs", "=== \"One\"\n    a\n\n=== \"Two\"\n    b", "p(strong(One)) | p(a) | p(strong(Two)) | p(b)"},
		{"none", "!!! \n!!!a\n???\n\na\n===\n\n!!!! note", "p(!!!~!!!a~???) | h1#a(a) | p(!!!! note)"},
	})
}
