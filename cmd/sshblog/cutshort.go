package main

import (
	"fmt"
	"strings"

	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/plaintext"
	"github.com/sshblog/sshblog/internal/postview"
	"github.com/sshblog/sshblog/internal/sshcommand"
)

// maxRepeated is how long a command line may be that is repeated to the reader, in bytes.
const maxRepeated = 200

// texts returns the words of the screens for a reader's environment, or in the language that is set
// for all.
func (a *app) texts(environ []string) *catalog.Texts {
	if a.settings.Language != "" {
		return catalog.For(a.settings.Language)
	}
	return catalog.For(postview.Languages(environ)...)
}

// lastWords returns what the server itself says to a client.
func (a *app) lastWords(environ []string) *catalog.LastWords { return &a.texts(environ).LastWords }

// cutShort returns what a reader is told whose command or download ends because the server restarts,
// with the command line that begins it again, if it is a command.
func (a *app) cutShort(environ []string, typed string) string {
	texts := a.texts(environ)
	if typed == "" || a.address.Host == "" || len(typed) > maxRepeated || plaintext.OneLine(typed, maxRepeated) != typed {
		return texts.CutShort
	}
	for _, word := range strings.Fields(typed) {
		if sshcommand.Quote(word) != word {
			typed = sshcommand.Quote(typed)
			break
		}
	}
	return texts.CutShort + " " + fmt.Sprintf(texts.BackBy, a.address.ConnectLine("")+" "+typed)
}
