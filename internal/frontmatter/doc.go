// Package frontmatter reads what authors write above their posts, in all of the forms that blogging
// engines take.
//
//	bytes  -> text      decode.go    BOM, UTF-16, invalid bytes, line ends
//	text   -> Header    header.go    where the front matter ends; which of its forms it is
//	                    lead.go: what may stand above it; doubtful.go: what may have been meant as one;
//	                    unfinished.go: what may be only the beginning of one
//	Header -> Value     yaml.go, toml.go, json.go, pairs.go, lines.go, julia.go, org.go, lektor.go, script*.go:
//	                    each form becomes the same small tree of raw scalars
//
// A [Value] keeps its scalars as they are written, and the line of each, so that "2021-12-10" or
// "yes" means what the field that asks for it makes of it. access.go has the ways to ask:
// [Value.Get] by folded key, [FirstOf] by [Keys] that mean the same, [Names] for lists in any
// shape.
//
// Everything is foreign: the [Limits] bound bytes, depth, and the number of values after YAML's
// aliases are expanded. A fault is a problem with its line, and what can be told of a broken header
// line by line is kept.
package frontmatter
