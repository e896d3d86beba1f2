package clidoc

import (
	"fmt"
	"io"
	"strings"
)

// Man writes the manual page as roff, for man -l - and for packages. The description is that of the whole
// program.
func Man(w io.Writer, all Spec, version, description string) error {
	var b strings.Builder
	fmt.Fprintf(&b, ".TH SSHBLOG 1 \"\" %s\n", roff(quotedForRoff("sshblog "+version)))
	section := func(name string) { fmt.Fprintf(&b, ".SH %s\n", name) }
	section("NAME")
	b.WriteString("sshblog \\- a blog that is read over SSH\n")
	section("SYNOPSIS")
	for i, s := range all {
		if i > 0 {
			b.WriteString(".br\n")
		}
		fmt.Fprintf(&b, ".B sshblog\n%s\n", roff(s.Usage))
	}
	section("DESCRIPTION")
	b.WriteString(roff(description) + "\n")
	section("COMMANDS")
	for _, s := range all {
		fmt.Fprintf(&b, ".SS %s\n%s\n", roff(quotedForRoff(s.Usage)), roff(sentence(s.Summary)))
		for _, f := range s.Flags {
			fmt.Fprintf(&b, ".TP\n.B %s\n%s\n", roff(strings.TrimSpace(f.Name+" "+f.Value)), roff(sentence(f.Meaning)))
		}
	}
	section("ENVIRONMENT")
	seen := map[string]bool{}
	for _, s := range all {
		for _, f := range s.Flags {
			if f.Env != "" && !seen[f.Env] {
				seen[f.Env] = true
				fmt.Fprintf(&b, ".TP\n.B %s\n%s\n", roff(f.Env), roff(sentence("sets "+f.Name+": "+f.Meaning)))
			}
		}
	}
	section("EXIT STATUS")
	for _, row := range []struct{ status, meaning string }{
		{"0", "Done."}, {"1", "Not found, or it could not be done."}, {"2", "The command line was wrong."},
	} {
		fmt.Fprintf(&b, ".TP\n.B %s\n%s\n", row.status, row.meaning)
	}
	section("SEE ALSO")
	b.WriteString(".BR ssh (1)\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// sentence is a line of help as a sentence.
func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + strings.TrimSuffix(s[1:], ".") + "."
}

// roff makes a text stand for itself in a manual page.
func roff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`, "\n", " ").Replace(s)
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "'") {
		s = `\&` + s
	}
	return s
}

// quotedForRoff is a text as one argument of a macro.
func quotedForRoff(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
