package picture

import "encoding/binary"

// gifHeader reads the size of the screen of a GIF (CompuServe, GIF89a). Whether it moves does not
// matter: its first picture is shown.
func gifHeader(s *scanner) (Header, error) {
	h := Header{Format: GIF}
	b, err := s.read(13)
	if err != nil {
		return h, err
	}
	h.Size = Size{int(binary.LittleEndian.Uint16(b[6:])), int(binary.LittleEndian.Uint16(b[8:]))}
	h.Memory = 5 * h.pixels() // as the file has them, and put onto the screen
	return h, nil
}
