// Package site reads what a blog says of itself as a whole: the settings file of its engine, and
// what that presets for many posts.
//
// [Read] finds the file, tells the engine by it, and returns [Settings]: a [blog.Site] with all
// that posts are read with.
//
//	engine.go       the files by which each engine is known, and those beside them
//	find.go         finds and parses them
//	fields.go       title, description, author, address, languages, permalinks, collections
//	directories.go  where posts and static files lie
//	ignore.go       what the engine does not read
//	cascade.go      what is said in one place for many posts: Jekyll's defaults, Hugo's cascade
//	datafile.go     and the data files of Eleventy, Lume, Quarto and others
//	permalink.go    web addresses by the engine's patterns
//
// Files of settings are data: a program, such as pelicanconf.py or astro.config.mjs, is never run;
// its literal values are read by [frontmatter.ParseScript].
package site
