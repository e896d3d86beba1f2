package catalog

// LastWords is what the server itself says to a client, as the last words of a session.
type LastWords struct {
	Closing, Away, Lifetime string // on a screen: the blog ends, nobody has pressed a key, the time is over
	EvictedScreen           string // on a screen that makes room for another reader
	Evicted                 string // to a command or a download that does
	Full, NetworkFull, Busy string // to somebody who finds no place
}
