// Package site reads what a blog says of itself as a whole: the settings file of its engine, and
// what that presets for many posts.
//
// [Read] finds the file, tells the engine by it, and returns [Settings]: a [blog.Site] with all
// that posts are read with. cascade.go has what is said in one place for many posts (Jekyll's
// defaults, Hugo's cascade), permalink.go the web addresses by the engine's patterns. Files of
// settings are data: a program, such as pelicanconf.py, is read line by line and never run.
package site
