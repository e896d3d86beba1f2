// Package hostile holds nothing but tests: clients that nobody wants, against the real program.
// Each of them may take what the program's limits give it, and no more; the process, its memory and
// other readers must not notice.
//
//	go test ./internal/test/hostile                        all of it; -short has smaller crowds
//	go test ./internal/test/hostile -run '/usual/1.2'      one point, in one environment
//	go test ./internal/test/hostile -run TestStorms -v     with what each storm took: processor, memory, another reader's wait
//	make scarce                                       in scarce environments only: 256 descriptors, 256 MiB of memory
//	make soak SOAK=1h                                 readers and hostile clients side by side; memory and descriptors must be flat
//
// The program is built once for a run, with the race detector if the tests have it, and started as
// a child process on a free port, with short limits in its environment. The tests know of it what
// an operator does: its log, its signals (SIGUSR1 writes a line on what is in use), its exit
// status, and what the kernel counts for it (Linux only, by /proc).
//
// Names begin with the number of what they belong to: 1 before authentication, 2 the transport, 3
// sessions and requests, 4 input, 5 output, 6 the process, 8 the log, and T for what the libraries
// would get wrong by themselves.
//
// To add a client: write a function that does its worst and tells by t.Error what it should not
// have got away with, and add a row to the table of its point. Connections that it makes with the
// helpers are closed when it returns. The suite starts a program for it (settings are variables
// without their SSHBLOG_), lets a reader in before and after, and checks that the process lives,
// that nothing went wrong in its log, and that connections, sessions, goroutines, descriptors and
// the heap are back to what they were. One that attacks without end is a row of the storms: it is
// given a time to end, and the processor, the memory and the neighbour's wait are measured
// meanwhile.
package hostile
