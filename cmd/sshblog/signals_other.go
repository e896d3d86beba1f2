//go:build !unix

package main

import "os"

// ignoreSIGPIPE does nothing: there is no such signal.
func ignoreSIGPIPE() {}

// notifyRequests does nothing: there are no signals by which operators could ask for something.
func notifyRequests(chan<- os.Signal) {}

// isVitals is never asked.
func isVitals(os.Signal) bool { return false }
