package loader

import (
	"log/slog"

	"github.com/sshblog/sshblog/internal/problem"
)

// maxReported bounds the problems that one load writes to the log.
const maxReported = 20

// reporter tells the operator's log which files are broken, each problem once: when it is new.
type reporter struct {
	log   *slog.Logger
	dir   string // where the files lie in the system; "" if they do not
	known map[problem.Problem]bool
}

// report logs new problems, errors first, at most maxReported of them, and how many more there are.
// A problem that only moved to another line of its file is not new.
func (r *reporter) report(problems []problem.Problem) {
	known := make(map[problem.Problem]bool, len(problems))
	logged, left := 0, 0
	for _, severity := range []problem.Severity{problem.Error, problem.Warning} {
		for _, p := range problems {
			if p.Severity != severity {
				continue
			}
			key := p
			key.Line = 0
			known[key] = true
			switch {
			case r.known[key]:
			case logged == maxReported:
				left++
			default:
				logged++
				r.one(p)
			}
		}
	}
	r.known = known
	if left > 0 {
		r.log.Warn("more problems in the posts", "count", left)
	}
}

func (r *reporter) one(p problem.Problem) {
	write := r.log.Warn
	if p.Severity == problem.Error {
		write = r.log.Error
	}
	p = p.In(r.dir)
	write("problem in a post", "path", p.Path, "line", max(p.Line, 1), "message", p.Message)
}
