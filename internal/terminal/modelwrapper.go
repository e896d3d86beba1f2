package terminal

import (
	"fmt"
	"reflect"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"github.com/sshblog/sshblog/internal/terminal/graphics"
)

// resized tells the wrapper that the terminal has a new size. The size itself is in the Terminal.
type resized struct{}

// Messages of types that Bubble Tea does not export.
var (
	clearScreen   = tea.ClearScreen()
	askBackground = tea.RequestBackgroundColor()
	sequenceType  = reflect.TypeOf(tea.Sequence(nothing, nothing)())
	clipboardType = reflect.TypeOf(tea.SetClipboard("")())
	primaryType   = reflect.TypeOf(tea.SetPrimaryClipboard("")())
	execType      = reflect.TypeOf(tea.Exec(nil, nil)())
	cmdsType      = reflect.TypeFor[[]tea.Cmd]()
)

func nothing() tea.Msg { return nil }

// modelWrapper is the model that Bubble Tea runs. It passes messages on to the reader's model and
// shows its views. It catches its panics, which Bubble Tea would print on the server's standard
// error.
type modelWrapper struct {
	t       *Terminal
	model   tea.Model
	size    tea.WindowSizeMsg // what the model has been told
	onMouse func(tea.MouseMsg) tea.Cmd
	broken  bool // the model has panicked and is not called again

	known   graphics.Known   // what the terminal has said
	support graphics.Support // what the model has been told
}

// Init starts the model and shows its first view at once, before the event loop begins.
func (g *modelWrapper) Init() (cmd tea.Cmd) {
	defer g.catch()
	start := g.model.Init()
	env := g.update(tea.EnvMsg(g.t.opts.Environ))
	profile := g.update(tea.ColorProfileMsg{Profile: g.t.opts.Profile})
	size, pixels := g.t.start()
	pictures := g.sized(size, pixels)
	sized := g.update(size)
	g.show()
	return g.t.guardCmd(tea.Batch(start, env, profile, pictures, sized))
}

// Update passes msg on and shows the resulting view.
func (g *modelWrapper) Update(msg tea.Msg) (model tea.Model, cmd tea.Cmd) {
	if g.broken {
		return g, nil
	}
	model = g
	defer g.catch()
	defer g.t.worked(time.Now())
	cmd = g.t.guardCmd(g.handle(msg))
	g.t.latency.handled(msg, g.show(), cmd)
	return g, cmd
}

// View is empty: Bubble Tea draws nothing.
func (g *modelWrapper) View() tea.View { return tea.View{} }

// handle handles the terminal's part of a message, then passes it to the model.
func (g *modelWrapper) handle(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case resized:
		size, pixels := g.t.latestSize()
		same := size == g.size
		pictures := g.sized(size, pixels)
		if same {
			return pictures
		}
		return tea.Batch(pictures, g.update(size))
	case tea.ModeReportMsg:
		g.t.learnMode(msg)
	case tea.CapabilityMsg:
		profile, better := g.t.learnColors(msg)
		cmd := g.update(msg)
		if better {
			cmd = tea.Batch(cmd, g.colored(profile))
		}
		return cmd
	case uv.SecondaryDeviceAttributesEvent:
		if profile, better := g.t.learnName(msg); better {
			return g.colored(profile)
		}
		return nil
	case tea.TerminalVersionMsg, uv.CellSizeEvent, uv.PrimaryDeviceAttributesEvent:
		return g.learn(msg)
	case tea.MouseMsg:
		if g.onMouse != nil {
			return tea.Batch(g.onMouse(msg), g.update(msg))
		}
	}
	return g.update(msg)
}

func (g *modelWrapper) update(msg tea.Msg) (cmd tea.Cmd) {
	g.model, cmd = g.model.Update(msg)
	return cmd
}

// show shows the model's view, and reports whether it is another one than before.
func (g *modelWrapper) show() bool {
	view := g.model.View()
	g.onMouse = view.OnMouse
	return g.t.screen.Show(view, g.size.Width, g.size.Height)
}

// catch is deferred around each call of the model.
func (g *modelWrapper) catch() {
	if v := recover(); v != nil {
		g.broken = true
		g.t.panicked(v)
	}
}

// filter drops messages that concern the terminal before they reach Bubble Tea and the model:
// Bubble Tea's own messages about size, profile and environment, which the model already has, and
// everything that Bubble Tea would write to an output that nobody reads.
func (g *modelWrapper) filter(_ tea.Model, msg tea.Msg) tea.Msg {
	defer g.catch()
	switch msg := msg.(type) {
	case nil, tea.SuspendMsg, tea.ResumeMsg, tea.WindowSizeMsg, tea.ColorProfileMsg, tea.EnvMsg, tea.KeyReleaseMsg:
		return nil
	case tea.RawMsg:
		g.t.screen.Raw(fmt.Sprint(msg.Msg))
		return nil
	case tea.KeyPressMsg, resized:
		return msg
	}
	if g.t.perform(msg) {
		return nil
	}
	return msg
}

// perform carries out what a message asks Bubble Tea to do with the terminal, and reports whether
// msg is such a message. It cannot run a program for a reader, and there is only one clipboard.
func (t *Terminal) perform(msg tea.Msg) bool {
	switch msg {
	case clearScreen:
		t.screen.Redraw()
		return true
	case askBackground:
		if !t.screen.plain {
			t.screen.Raw(queryBackground)
		}
		return true
	}
	switch reflect.TypeOf(msg) {
	case clipboardType:
		t.screen.Raw(clipboardSequence(t.screen.method.Shown(reflect.ValueOf(msg).String())))
		return true
	case primaryType, execType:
		return true
	}
	return false
}

// guardCmd returns cmd with its panics caught.
func (t *Terminal) guardCmd(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() tea.Msg {
		defer t.catch()
		defer t.commandWorked(time.Now())
		return t.guarded(cmd())
	}
}

// guarded returns msg with its commands guarded, if it is a batch or a sequence.
func (t *Terminal) guarded(msg tea.Msg) tea.Msg {
	if batch, ok := msg.(tea.BatchMsg); ok {
		return tea.BatchMsg(t.guardAll(batch))
	}
	if reflect.TypeOf(msg) != sequenceType {
		return msg
	}
	cmds, _ := reflect.ValueOf(msg).Convert(cmdsType).Interface().([]tea.Cmd)
	return reflect.ValueOf(t.guardAll(cmds)).Convert(sequenceType).Interface()
}

func (t *Terminal) guardAll(cmds []tea.Cmd) []tea.Cmd {
	guarded := make([]tea.Cmd, len(cmds))
	for i, cmd := range cmds {
		guarded[i] = t.guardCmd(cmd)
	}
	return guarded
}
