// Package plaintext makes foreign text safe to show and fit where it is shown.
//
// Everything that comes from a file or a client goes through it before it reaches a terminal or a
// log:
//
//   - [Clean] takes out what could steer a terminal or hide text; [ClassOf] says which characters
//     those are
//   - [OneLine] makes one bounded line of a text, [Clip] bounds its bytes
//   - [Fold] makes two spellings of one name equal
//   - [ByteSize] writes a limit as people do
//
// It is pure, and imports nothing of ours.
package plaintext
