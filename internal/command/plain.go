package command

import (
	"flag"
	"fmt"
	"strings"
)

// plain reads the blog line by line.
func (r *run) plain(args []string) int {
	rest, err := r.parse(new(flag.FlagSet), args)
	switch {
	case err != nil:
		return r.misused(err)
	case len(rest) > 1:
		return r.usage(fmt.Sprintf("expected one SLUG, not %s as well", quote(rest[1])))
	case r.Plain == nil:
		return r.fail("plain: there is no reader here")
	}
	if r.Stdin == nil {
		r.Stdin = strings.NewReader("")
	}
	return r.Plain(r.ctx, r.Env, strings.Join(rest, ""))
}
