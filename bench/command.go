//go:build unix

package main

import (
	"errors"
	"time"

	"github.com/sshblog/sshblog/internal/test/testssh"
)

// benchCommands are the commands that are measured.
func benchCommands() []string { return []string{"version", "ls -n 20", "ls --json", "cat post-1"} }

// measureCommands runs commands as scripts do: each over a new connection, and all over one, as ssh
// does with ControlMaster.
func (b *bench) measureCommands() error {
	return b.with([]string{floorName, blogName}, func(servers []*server) error {
		const rounds = 4
		for range rounds {
			for _, command := range benchCommands() {
				for _, s := range servers {
					if err := errors.Join(b.commandsAnew(s, command), b.commandsOverOne(s, command)); err != nil {
						return err
					}
				}
			}
		}
		return nil
	})
}

// commandsAnew runs a command some times, each over a new connection.
func (b *bench) commandsAnew(s *server, command string) error {
	const times = 20
	start := time.Now()
	for range times {
		v, err := testssh.Dial(b.ctx, s.addr, testssh.Options{})
		if err != nil {
			return err
		}
		_, err = v.Run(command)
		if err := errors.Join(err, v.Close()); err != nil {
			return err
		}
	}
	b.add("command/new/"+command, s, times/time.Since(start).Seconds())
	return nil
}

// commandsOverOne runs a command some times over one connection.
func (b *bench) commandsOverOne(s *server, command string) (err error) {
	const times = 40
	v, err := testssh.Dial(b.ctx, s.addr, testssh.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, v.Close()) }()
	if _, err := v.Run(command); err != nil {
		return err
	}
	start := time.Now()
	for range times {
		if _, err := v.Run(command); err != nil {
			return err
		}
	}
	b.add("command/one/"+command, s, times/time.Since(start).Seconds())
	return nil
}
