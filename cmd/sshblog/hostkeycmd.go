package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"strconv"
	"strings"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"github.com/sshblog/sshblog/internal/hostkey"
)

// hostkeyCmd shows the host keys, and leads from one to the next.
type hostkeyCmd struct {
	Step          string `arg:"" optional:"" default:"show" enum:"show,next,rotate,retire" help:"show, next, rotate or retire."`
	Content       string `placeholder:"DIR" help:"Directory of the blog, for its configuration file."`
	keySettings   `envprefix:"SSHBLOG_"`
	hostSetting   `envprefix:"SSHBLOG_"`
	listenSetting `envprefix:"SSHBLOG_"`
	configSetting `envprefix:"SSHBLOG_"`
}

// Run does one step, and prints the keys as they are then.
func (c *hostkeyCmd) Run(p program) error {
	path := c.keyPath()
	var key hostkey.Key
	var err error
	var told string
	switch c.Step {
	case "next":
		var made bool
		if key, made, err = hostkey.MakeNext(path); made {
			told = "There is a next key now. From now on clients are told of it, and OpenSSH's remember it.\n" +
				"When most readers have been here since, in some weeks: sshblog hostkey rotate\n"
		} else {
			told = "There is a next key already. When most readers have been here since: sshblog hostkey rotate\n"
		}
	case "rotate":
		key, err = hostkey.Rotate(path)
		told = "The next key is in use. Publish its fingerprint, and back it up.\n" +
			"When all machines of the blog use it: sshblog hostkey retire\n"
	case "retire":
		key, err = hostkey.Retire(path)
		told = "The old key is gone. Clients forget it when they come.\n" +
			"For the next change, begin early: sshblog hostkey next\n"
	default:
		key, err = hostkey.LoadFile(path)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("there is no host key %q: a server makes it on its first start, and sshblog hostkey next at once; "+
			"one that is elsewhere has to be named, by --keys DIR or --host-key FILE", path)
	case errors.Is(err, fs.ErrPermission) && os.Geteuid() != 0:
		return fmt.Errorf("%w; or run this as the user of the server, or with sudo", err)
	case err != nil:
		return err
	}
	if told != "" {
		told += "A server that runs takes the change over within seconds.\n\n"
	}
	_, err = fmt.Fprint(p.stdout, told+c.describe(path, key))
	return errors.Join(err, key.Next.Problem, key.Old.Problem)
}

// describe says which keys there are, and how readers get to know them.
func (c *hostkeyCmd) describe(path string, key hostkey.Key) string {
	var b strings.Builder
	keys := []gossh.PublicKey{key.PublicKey()}
	fmt.Fprintf(&b, "active  %s  %s\n", gossh.FingerprintSHA256(key.PublicKey()), path)
	for _, other := range []struct {
		hostkey.Beside
		role string
	}{{key.Next, "next"}, {key.Old, "old"}} {
		if other.Exists() {
			keys = append(keys, other.PublicKey())
			fmt.Fprintf(&b, "%-6s  %s  %s.%s, of %s\n", other.role, gossh.FingerprintSHA256(other.PublicKey()), path, other.role,
				other.Since.Format(time.DateOnly))
		}
	}
	host, port := c.reached()
	b.WriteString("\n# known_hosts\n")
	for _, k := range keys {
		b.WriteString(hostkey.KnownHosts(host, port, k) + "\n")
	}
	b.WriteString("\n# DNS\n" + records(host, key))
	if c.Host.Name == "" {
		b.WriteString("\n# HOST stands for the name of the blog: --host NAME[:PORT], or the setting host.\n")
	}
	return b.String()
}

// records returns the DNS record of the key in use, and as a remark that of the next one: clients
// refuse a key if any record of its type is of another.
func records(host string, key hostkey.Key) string {
	record, ok := hostkey.SSHFP(host, key.PublicKey())
	if !ok {
		return "# an address has no SSHFP records\n"
	}
	record += "\n"
	if key.Next.Exists() {
		next, _ := hostkey.SSHFP(host, key.Next.PublicKey())
		record += "# and in place of it, from rotate on: " + next + "\n"
	}
	return record
}

// reached returns the host and the port by which readers reach the blog.
func (c *hostkeyCmd) reached() (host string, port int) {
	_, listens, err := net.SplitHostPort(c.Listen)
	if err == nil {
		port, _ = strconv.Atoi(listens) // 0 for a name
	}
	a := c.Host.Address(port)
	if a.Host == "" {
		return "HOST", a.Port
	}
	return strings.ToLower(a.Host), a.Port
}
