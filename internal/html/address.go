package html

import (
	"net/url"
	"strings"
)

// maxAddress is the length of the longest address that is written, in bytes.
const maxAddress = 4096

// ParseAddress parses an address that a post contains. It returns false for relative addresses, and
// for schemes that may run something.
func ParseAddress(s string) (*url.URL, bool) {
	if strings.HasPrefix(s, "//") {
		s = "https:" + s
	}
	if len(s) > maxAddress {
		return nil, false
	}
	u, err := url.Parse(Clean(s))
	if err != nil {
		return nil, false
	}
	switch u.Scheme {
	case "http", "https", "ssh", "gemini":
		if u.Hostname() == "" {
			return nil, false
		}
	case "mailto":
		if u.Opaque == "" {
			return nil, false
		}
		u.Opaque = spaceless.Replace(u.Opaque)
	default:
		return nil, false
	}
	u.RawQuery = spaceless.Replace(u.RawQuery)
	return u, !strings.ContainsAny(u.Host, "\"<>")
}

// spaceless escapes the characters that would end an address in a text and that package url leaves
// in queries and mail addresses.
var spaceless = strings.NewReplacer(" ", "%20", "\t", "%09", "\n", "%0A", `"`, "%22", "<", "%3C", ">", "%3E")
