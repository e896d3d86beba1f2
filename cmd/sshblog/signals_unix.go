//go:build unix

package main

import (
	"os"
	"os/signal"
	"syscall"
)

// ignoreSIGPIPE lets the process go on when nobody reads its log.
func ignoreSIGPIPE() { signal.Ignore(syscall.SIGPIPE) }

// notifyRequests sends the signals by which operators ask for something to c.
func notifyRequests(c chan<- os.Signal) { signal.Notify(c, syscall.SIGHUP, syscall.SIGUSR1) }

// isVitals reports whether a signal asks what is in use.
func isVitals(sig os.Signal) bool { return sig == syscall.SIGUSR1 }
