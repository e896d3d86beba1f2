// Package exif reads what cameras write into pictures beside the pixels: which side is up, and whether
// there is anything that tells where, when and by what a picture was taken (Exif 2.32, CIPA DC-008;
// its structure is that of TIFF 6.0).
//
// It reads only that. Whatever is broken is as if it were not there.
package exif

import (
	"bytes"
	"encoding/binary"
)

// Metadata is what was found in a picture.
type Metadata struct {
	Orientation int  // 1 to 8, as in Exif; 0 if nothing says it
	GPS         bool // where it was taken
	Camera      bool // by which camera: its maker, model, lens or serial number
}

// Merge adds what another part of the same file says. The first orientation counts.
func (m *Metadata) Merge(other Metadata) {
	if m.Orientation == 0 {
		m.Orientation = other.Orientation
	}
	m.GPS = m.GPS || other.GPS
	m.Camera = m.Camera || other.Camera
}

// Tags that are looked for.
const (
	tagMake        = 0x010f
	tagModel       = 0x0110
	tagOrientation = 0x0112
	tagExif        = 0x8769 // points to more tags
	tagGPS         = 0x8825 // points to those of a place
	tagMakerNote   = 0x927c
	tagOwner       = 0xa430
	tagBodySerial  = 0xa431
	tagLensMake    = 0xa433
	tagLensModel   = 0xa434
	tagLensSerial  = 0xa435
)

// maxEntries bounds the tags of one list: real ones have fewer than 100.
const maxEntries = 512

// Read reads a block of Exif: what follows "Exif\0\0" in a JPEG, the chunk eXIf of a PNG, the chunk
// EXIF of a WebP. It takes time in proportion to the number of tags, of which it reads at most 1,500.
func Read(block []byte) Metadata {
	block = bytes.TrimPrefix(block, []byte("Exif\x00\x00"))
	t := tiff{block: block}
	switch {
	case bytes.HasPrefix(block, []byte("II*\x00")):
		t.order = binary.LittleEndian
	case bytes.HasPrefix(block, []byte("MM\x00*")):
		t.order = binary.BigEndian
	default:
		return Metadata{}
	}
	if len(block) < 8 {
		return Metadata{}
	}
	var m Metadata
	var exif uint32
	t.each(t.order.Uint32(block[4:]), func(e entry) {
		switch e.tag {
		case tagOrientation:
			if v := e.short(); v >= 1 && v <= 8 && m.Orientation == 0 {
				m.Orientation = v
			}
		case tagMake, tagModel:
			m.Camera = m.Camera || e.count > 1
		case tagExif:
			exif = e.value()
		case tagGPS:
			t.each(e.value(), func(place entry) { m.GPS = m.GPS || place.isPlace() })
		}
	})
	if exif != 0 {
		t.each(exif, func(e entry) {
			switch e.tag {
			case tagMakerNote, tagOwner, tagBodySerial, tagLensMake, tagLensModel, tagLensSerial:
				m.Camera = m.Camera || e.count > 1
			}
		})
	}
	return m
}

// tiff is a block with its order of bytes.
type tiff struct {
	block []byte
	order binary.ByteOrder
}

// entry is a tag: what it is, of which kind and how many values, and 4 bytes with the value or with
// where it is.
type entry struct {
	tag, kind uint16
	count     uint32
	bytes     []byte
	order     binary.ByteOrder
}

// each calls f for the tags of the list at a place.
func (t tiff) each(at uint32, f func(entry)) {
	if uint64(at)+2 > uint64(len(t.block)) {
		return
	}
	rest := t.block[at:]
	n := min(int(t.order.Uint16(rest)), maxEntries)
	for rest = rest[2:]; n > 0 && len(rest) >= 12; n, rest = n-1, rest[12:] {
		f(entry{t.order.Uint16(rest), t.order.Uint16(rest[2:]), t.order.Uint32(rest[4:]), rest[8:12], t.order})
	}
}

// value returns a value of 4 bytes, or where a longer one is.
func (e entry) value() uint32 { return e.order.Uint32(e.bytes) }

// short returns a value of 2 bytes. Some programs write 4.
func (e entry) short() int {
	const long = 4
	if e.kind == long {
		return int(min(e.value(), 1<<16))
	}
	return int(e.order.Uint16(e.bytes))
}

// isPlace reports whether an entry of the list of a place says more than its version, which cameras
// without a receiver write, too: a latitude, longitude, altitude, time, or the like.
func (e entry) isPlace() bool { return e.tag != 0 && e.count > 0 }

// xmpPlaces and xmpCameras are the properties of XMP that say the same.
var (
	xmpPlaces  = [][]byte{[]byte("GPSLatitude"), []byte("GPSLongitude"), []byte("GPSDestLatitude")}
	xmpCameras = [][]byte{
		[]byte("tiff:Make"), []byte("tiff:Model"), []byte("aux:SerialNumber"),
		[]byte("aux:Lens"), []byte("exifEX:BodySerialNumber"), []byte("exifEX:LensModel"),
	}
)

// ReadXMP reads the beginning of a packet of XMP, which is XML: whether properties of a place or a
// camera are in it. An orientation there is not read: browsers do not, either.
func ReadXMP(packet []byte) Metadata {
	has := func(names [][]byte) bool {
		for _, name := range names {
			if bytes.Contains(packet, name) {
				return true
			}
		}
		return false
	}
	return Metadata{GPS: has(xmpPlaces), Camera: has(xmpCameras)}
}
