// Package picture reads pictures of posts, and makes them as small as a terminal shows them.
//
//	ReadHeader   the size of a picture as it is shown, and what else its header says, before any pixel
//	Limits       what may be decoded; decided by the header
//	Decode       the pixels, within the limits, upright
//	Fit          the cells that a picture of some size takes on a screen
//	Scale        the pixels that fill these cells
//
// Its subpackages write a [Picture] for a kind of terminal, each by pure functions: kitty, iterm and
// sixel make an [Encoded], which is written to the terminal beside the text; blocks makes text.
// palette finds few colours that stand for many, and exif reads what a camera wrote down.
//
// Every file is foreign: nothing of it is believed before it is compared with the limits, and what
// decodes it works against a deadline, on a bounded number of bytes. See package pictures for what
// the whole process shares.
package picture
