package plaintext

// RightToLeft reports whether a text has a letter of a script that is written from right to left.
func RightToLeft(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0xd6 { // what is below begins no such letter
			for _, r := range s[i:] {
				if r >= 0x590 && r < 0x900 || r >= 0xfb1d && r < 0xfe00 || r >= 0xfe70 && r < 0xff00 || r >= 0x10800 && r < 0x11000 ||
					r >= 0x1e800 && r < 0x1f000 {
					return true
				}
			}
			return false
		}
	}
	return false
}
