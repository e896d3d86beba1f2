package metrics

import (
	"bytes"
	"os"
	"strconv"
	"syscall"
	"time"
)

// started is about when the process was started.
var started = time.Now()

// usage is what the system says of the process.
type usage struct {
	processor         time.Duration
	virtual, resident float64 // in bytes
	open, most        float64 // descriptors
}

// AddProcess adds what the system says of this process, where it does. Names are those of Prometheus'
// client library.
func (s *Set) AddProcess() {
	var u usage
	s.Add(func() { u = readUsage() },
		One(KindCounter, "process_cpu_seconds_total", "Time of processors that the process has taken.", func() float64 { return u.processor.Seconds() }),
		One(KindGauge, "process_resident_memory_bytes", "Bytes of the process that are in memory.", func() float64 { return u.resident }),
		One(KindGauge, "process_virtual_memory_bytes", "Bytes of the addresses of the process.", func() float64 { return u.virtual }),
		One(KindGauge, "process_open_fds", "Descriptors that are open.", func() float64 { return u.open }),
		One(KindGauge, "process_max_fds", "Descriptors that may be open.", func() float64 { return u.most }),
		One(KindGauge, "process_start_time_seconds", "When the process was started, in seconds since 1970.", func() float64 {
			return float64(started.UnixMilli()) / 1000
		}),
	)
}

// readUsage asks the system. What it does not say is 0.
func readUsage() (u usage) {
	var r syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &r) == nil {
		u.processor = time.Duration(r.Utime.Nano() + r.Stime.Nano())
	}
	var most syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_NOFILE, &most) == nil {
		u.most = float64(most.Cur)
	}
	if text, err := os.ReadFile("/proc/self/statm"); err == nil {
		if fields := bytes.Fields(text); len(fields) > 1 {
			u.virtual, u.resident = pages(fields[0]), pages(fields[1])
		}
	}
	u.open = descriptors()
	return u
}

// pages returns the bytes of a number of pages.
func pages(text []byte) float64 {
	n, _ := strconv.ParseUint(string(text), 10, 64) // 0 if it is none
	return float64(n) * float64(os.Getpagesize())
}

// descriptors counts those that are open: since Linux 6.2 the size of the directory is their number, and
// nobody has to read thousands of names.
func descriptors() float64 {
	const dir = "/proc/self/fd"
	if st, err := os.Stat(dir); err == nil && st.Size() > 0 {
		return float64(st.Size())
	}
	d, err := os.Open(dir)
	if err != nil {
		return 0
	}
	defer func() { _ = d.Close() }() // it was only read
	names, _ := d.Readdirnames(-1)
	return float64(max(0, len(names)-1)) // without d
}
