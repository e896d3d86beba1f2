package main

import (
	"fmt"
	"strings"

	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/postview"
)

// maxRepeated is how long a command line may be that is repeated to the reader, in bytes.
const maxRepeated = 200

// cutShort returns what a reader is told whose command or download ends because the server restarts,
// with the command line that begins it again, if it is a command.
func (a *app) cutShort(environ []string, typed string) string {
	texts := catalog.For(postview.Languages(environ)...)
	if a.settings.Language != "" {
		texts = catalog.For(a.settings.Language)
	}
	if typed == "" || a.address.host == "" || len(typed) > maxRepeated || plaintext.OneLine(typed, maxRepeated) != typed {
		return texts.CutShort
	}
	for _, word := range strings.Fields(typed) {
		if shellQuote(word) != word {
			typed = shellQuote(typed)
			break
		}
	}
	return texts.CutShort + " " + fmt.Sprintf(texts.BackBy, a.address.connectLine("")+" "+typed)
}
