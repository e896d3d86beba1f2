package scene

import _ "embed" // files that no Go program writes

// LossyWebP is Photo(64, 48) as cwebp writes it at quality 80.
//
//go:embed testdata/lossy.webp
var LossyWebP []byte

// ProgressiveJPEG is Photo(64, 48) as cjpeg writes it with -progressive, in ten scans.
//
//go:embed testdata/progressive.jpg
var ProgressiveJPEG []byte
