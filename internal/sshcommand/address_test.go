package sshcommand

import (
	"strings"
	"testing"
)

func TestPublicName(t *testing.T) {
	for text, want := range map[string]Address{
		"blog.example.com":       {"blog.example.com", 2222},
		"blog.example.com:22":    {"blog.example.com", 22},
		"blog.example.com:65535": {"blog.example.com", 65535},
		"blog.example.com:1 ":    {"blog.example.com", 1}, //nolint:gocritic // it is cut
		"blog.example.com.":      {"blog.example.com.", 2222},
		"blog":                   {"blog", 2222},
		"my_blog-2:2200":         {"my_blog-2", 2200},
		"größe.example:22":       {"größe.example", 22},
		"203.0.113.7":            {"203.0.113.7", 2222},
		"203.0.113.7:22":         {"203.0.113.7", 22},
		"2001:db8::1":            {"2001:db8::1", 2222},
		"[2001:db8::1]":          {"2001:db8::1", 2222},
		"[2001:db8::1]:22":       {"2001:db8::1", 22},
		"":                       {"", 2222},
	} {
		var h PublicName
		if err := h.UnmarshalText([]byte(text)); err != nil || h.Address(2222) != want {
			t.Errorf("%q: %v, %v; want %v", text, h.Address(2222), err, want)
		}
	}
	for _, text := range []string{
		"blog.example.com:", "blog.example.com:0", "blog.example.com:65536", "blog.example.com:-1", "blog.example.com:ssh",
		":22", ":", "22", "256.1.1.1", "203.0.113.7:22:22", "ssh://blog.example.com", "me@blog.example.com", "blog/x",
		"-oProxyCommand=x", "blog..example", ".blog", "a b", "a\nb", "a\x1bb", "$(x)", "`x`", "a;b", "a'b", "[2001:db8::1",
		"[2001:db8::1]22", "[2001:db8::1]:", "[203.0.113.7]:22", "[blog]:22", "2001:db8::g", "fe80::1%eth0", "[]", "[]:22",
		strings.Repeat("a", 64), strings.Repeat("a.", 127) + "com",
	} {
		var h PublicName
		if err := h.UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q: %v, expected an error", text, h)
		}
	}
}
