package main

import (
	"crypto/sha256"
	"encoding/binary"

	"github.com/sshblog/sshblog/internal/blog"
	"github.com/sshblog/sshblog/internal/metrics"
	"github.com/sshblog/sshblog/internal/oplog"
	"github.com/sshblog/sshblog/internal/problem"
	"github.com/sshblog/sshblog/server"
)

// operatorMetrics returns all that operators can see of a server and its blog.
func operatorMetrics(a *app, srv *server.Server, site *webSide, lines *oplog.LineCounts) *metrics.Set {
	all := new(metrics.Set)
	all.Add(nil, metrics.Constant("sshblog_build_info", "Version of the program.", "version", version))
	srv.AddMetrics(all)
	site.addMetrics(all)
	a.addMetrics(all)
	all.Add(nil, lines.Metric("sshblog_log_lines_total", "Lines of the log, by level. A panic has the level error."))
	all.AddGo()
	all.AddProcess()
	return all
}

// addMetrics adds what operators can see of a blog.
func (a *app) addMetrics(all *metrics.Set) {
	digests := blog.NewDerived(digest)
	var index *blog.Index
	var problems map[problem.Severity]int
	loaded := a.store.Loaded()
	refresh := func() {
		loaded = a.store.Loaded()
		if newest := a.store.Index(); newest != index {
			index, problems = newest, map[problem.Severity]int{}
			for _, p := range index.Problems() {
				problems[p.Severity]++
			}
		}
	}
	number := func(kind metrics.Kind, name, help string, n func() float64) metrics.Metric {
		return metrics.One(kind, "sshblog_"+name, help, n)
	}
	const counter, gauge = metrics.KindCounter, metrics.KindGauge
	all.Add(
		refresh,
		number(gauge, "posts", "Posts that lists show.", func() float64 { return float64(len(index.Posts())) }),
		number(gauge, "pages", "Pages beside them.", func() float64 { return float64(len(index.Pages())) }),
		metrics.Metric{
			Name: "sshblog_problems", Help: "Problems of the files, as sshblog check shows them, but for links.", Kind: gauge, Label: "severity",
			Values: []string{problem.Error.String(), problem.Warning.String()},
			Read: func(emit func(string, string, float64)) {
				emit("", problem.Error.String(), float64(problems[problem.Error]))
				emit("", problem.Warning.String(), float64(problems[problem.Warning]))
			},
		},
		number(gauge, "index_digest", "A number made of all posts: servers with other posts have another one.",
			func() float64 { return digests.Of(index) }),
		number(gauge, "index_timestamp_seconds", "When the posts were last read and found changed, in seconds since 1970.",
			func() float64 { return float64(loaded.At.UnixMilli()) / 1000 }),
		number(gauge, "reload_seconds", "How long that took.", func() float64 { return loaded.Took.Seconds() }),
		number(counter, "reloads_total", "Reloads that have changed something.", func() float64 { return float64(loaded.Reloads) }),
		number(gauge, "reload_failing", "1 while the posts cannot be read and the last good ones are shown.", func() float64 {
			if loaded.Failing {
				return 1
			}
			return 0
		}),
	)
	var used, most, hits, misses int64
	all.Add(
		func() { used, most = a.cache.Used(); hits, misses = a.cache.Asked() },
		number(gauge, "cache_bytes", "Bytes of the cache that are used.", func() float64 { return float64(used) }),
		number(gauge, "cache_limit_bytes", "Bytes that the cache may use.", func() float64 { return float64(most) }),
		number(counter, "cache_hits_total", "Times that the cache had what was asked for.", func() float64 { return float64(hits) }),
		number(counter, "cache_misses_total", "Times that it had not.", func() float64 { return float64(misses) }),
	)
}

// digest returns a number that tells what readers see of one Index from what they see of another: so
// many bits of a hash as a sample holds exactly.
func digest(x *blog.Index) float64 {
	const bits = 52
	h := sha256.New()
	for _, p := range x.All() {
		_, _ = h.Write([]byte(p.Slug + "\x00" + p.ID + "\x00")) // never fails
	}
	return float64(binary.BigEndian.Uint64(h.Sum(nil)) >> (64 - bits))
}
