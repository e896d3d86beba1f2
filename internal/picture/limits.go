package picture

import "time"

// Limits are what a picture may cost. The zero value means those of [DefaultLimits].
type Limits struct {
	FileBytes int64         // of the file
	Pixels    int64         // of the picture in the file
	Memory    int64         // bytes that decoding takes at most, with the file
	Scans     int           // of a JPEG
	Time      time.Duration // of decoding
}

// DefaultLimits are enough for photos of 40 megapixels in a plain JPEG, of 12 in a progressive one,
// and of 20 in a PNG.
var DefaultLimits = Limits{
	FileBytes: 32 << 20,
	Pixels:    50_000_000,
	Memory:    92 << 20,
	Scans:     32,
	Time:      10 * time.Second,
}

// withDefaults returns l with the defaults for what is not set.
func (l Limits) withDefaults() Limits {
	set := func(n *int64, usual int64) {
		if *n <= 0 {
			*n = usual
		}
	}
	set(&l.FileBytes, DefaultLimits.FileBytes)
	set(&l.Pixels, DefaultLimits.Pixels)
	set(&l.Memory, DefaultLimits.Memory)
	if l.Scans <= 0 {
		l.Scans = DefaultLimits.Scans
	}
	if l.Time <= 0 {
		l.Time = DefaultLimits.Time
	}
	return l
}

// Allows returns nil if a picture with that header in a file of so many bytes may be decoded, and
// otherwise an [Error].
func (l Limits) Allows(h Header, fileBytes int64) error {
	l = l.withDefaults()
	pixels := int64(h.Size.W) * int64(h.Size.H)
	switch {
	case h.Animated:
		return fail(Animated, "it is an animated %s; expected a still picture", h.Format)
	case fileBytes > l.FileBytes:
		return fail(FileTooLarge, "its file is %s; expected at most %s", megabytes(fileBytes), megabytes(l.FileBytes))
	case pixels > l.Pixels:
		return fail(TooManyPixels, "it has %d x %d pixels, which are %s; expected at most %s",
			h.Size.W, h.Size.H, megapixels(pixels), megapixels(l.Pixels))
	case h.Memory+fileBytes > l.Memory:
		return fail(TooManyPixels, "it has %d x %d pixels, and to decode a %s of them takes %s of memory; expected at most %s",
			h.Size.W, h.Size.H, h.kind(), megabytes(h.Memory+fileBytes), megabytes(l.Memory))
	case h.Scans > l.Scans:
		return fail(TooManyScans, "it has more than %d scans; expected at most %d", l.Scans, l.Scans)
	}
	return nil
}
