package terminal

import (
	"cmp"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"

	"github.com/sshblog/sshblog/internal/picture"
	"github.com/sshblog/sshblog/internal/terminal/graphics"
	"github.com/sshblog/sshblog/internal/textwidth"
)

// maxVersion is how many bytes of a terminal's name and version count.
const maxVersion = 64

// knownOf returns what is known of a terminal before it has said anything.
func knownOf(o Options) graphics.Known {
	return graphics.Known{
		Term:           termOf(o.Environ),
		Program:        cmp.Or(variable(o.Environ, "LC_TERMINAL"), variable(o.Environ, "TERM_PROGRAM")),
		ProgramVersion: cmp.Or(variable(o.Environ, "LC_TERMINAL_VERSION"), variable(o.Environ, "TERM_PROGRAM_VERSION")),
		Profile:        o.Profile,
		Plain:          Plain(o.Environ),
		ASCII:          textwidth.Of(o.Environ) == textwidth.Transcribed,
	}
}

// sized notes the size of the window, and tells the model of a change of how pictures are shown.
func (g *modelWrapper) sized(size tea.WindowSizeMsg, pixels picture.Size) tea.Cmd {
	g.size = size
	g.known.Columns, g.known.Rows, g.known.Window = size.Width, size.Height, pixels
	return g.choose()
}

// colored notes that the terminal has more colours than expected, and tells the model.
func (g *modelWrapper) colored(profile colorprofile.Profile) tea.Cmd {
	g.known.Profile = profile
	return tea.Batch(g.update(tea.ColorProfileMsg{Profile: profile}), g.choose())
}

// learn notes what the terminal says of itself. Its first answer counts: nothing is asked twice, and a
// client that goes on answering must not have pictures made anew.
func (g *modelWrapper) learn(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.TerminalVersionMsg:
		if g.known.Version == "" {
			g.known.Version = msg.Name[:min(len(msg.Name), maxVersion)]
		}
	case uv.CellSizeEvent:
		if g.known.Reported == (picture.Size{}) {
			g.known.Reported = picture.Size{W: msg.Width, H: msg.Height}
		}
	case uv.PrimaryDeviceAttributesEvent:
		if g.known.Attributes == nil {
			g.known.Attributes = append([]int{}, msg...) // not nil, even if it is empty
		}
	}
	return g.choose()
}

// choose tells the model how pictures are shown if it does not know that yet.
func (g *modelWrapper) choose() tea.Cmd {
	if !g.t.opts.Pictures {
		return nil
	}
	support := graphics.Choose(&g.known)
	if support == g.support {
		return nil
	}
	g.support = support
	return g.update(support)
}
