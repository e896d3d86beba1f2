package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/alecthomas/kong"
	"go.yaml.in/yaml/v4"

	"github.com/sshblog/sshblog/internal/command"
	"github.com/sshblog/sshblog/internal/source"
)

// configCmd prints the settings, or what is wrong in a configuration file.
type configCmd struct {
	Dir           string `arg:"" optional:"" help:"Directory of posts, in which the configuration file may be."`
	Check         string `placeholder:"FILE" help:"Say what is wrong in this configuration file, instead."`
	serveSettings `envprefix:"SSHBLOG_"`
}

// Run prints the settings in the form of a configuration file, each with its source. What is wrong
// in them goes to stderr, with exit status 2.
func (c *configCmd) Run(k *kong.Context, p program, file *configFile) error {
	if c.Check != "" {
		return c.check(p)
	}
	var b strings.Builder
	if file.path != "" {
		fmt.Fprintf(&b, "# file: %q\n", file.path)
	}
	for _, f := range k.Selected().Flags {
		if isSetting(f) && f.Name != "config" {
			b.WriteString(settingLine(k, p.args, file, f) + "\n")
		}
	}
	if _, err := fmt.Fprint(p.stdout, b.String()); err != nil {
		return err
	}
	return p.complain(c.faults())
}

// check says what is wrong in a file, whatever the environment sets.
func (c *configCmd) check(p program) error {
	text, err := source.ReadSmallFile(c.Check)
	if err != nil {
		return p.complain([]error{fmt.Errorf("configuration: %w", err)})
	}
	values, faults := parseConfigFully(c.Check, text)
	if len(faults) == 0 {
		var alone allSettings
		parser, err := kong.New(&alone, kong.NoDefaultHelp(), declareSettings(), withoutVariables(),
			kong.Resolvers(&configFile{loaded: true, values: values}))
		if err != nil {
			return err
		}
		if _, err := parser.Parse(nil); err != nil {
			faults = []error{err}
		} else {
			faults = alone.faults()
		}
		for i, fault := range faults {
			faults[i] = fmt.Errorf("configuration %s: %w", c.Check, fault)
		}
	}
	if len(faults) > 0 {
		return p.complain(faults)
	}
	_, err = fmt.Fprintf(p.stdout, "%s: %s, all good\n", strconv.Quote(c.Check), counted(len(values), "setting"))
	return err
}

// complain prints errors of settings, one on a line; exit status 2 if there are any.
func (p program) complain(faults []error) error {
	if len(faults) == 0 {
		return nil
	}
	for _, fault := range faults {
		if _, err := fmt.Fprintf(p.stderr, "sshblog: %v\n", fault); err != nil {
			return err
		}
	}
	return exitStatus(command.Misused)
}

// withoutVariables takes the variables from the settings in a grammar.
func withoutVariables() kong.Option {
	return kong.PostBuild(func(k *kong.Kong) error {
		for _, f := range k.Model.Flags {
			f.Envs, f.Tag.Envs = nil, nil
		}
		return nil
	})
}

// settingLine returns the line of a setting: its key, its value, and as a remark where that comes
// from.
func settingLine(k *kong.Context, args []string, file *configFile, f *kong.Flag) string {
	key := settingKey(f)
	value, source := writtenValue(k, args, file, f)
	if source == "default" && (f.Default == "" && !f.IsBool()) {
		return strings.TrimSpace(fmt.Sprintf("# %s: %s", key, f.Tag.Get("unset"))) + " # default"
	}
	var shown any = value
	switch typed := k.FlagValue(f).(type) {
	case bool, int:
		shown = typed
	case fmt.Stringer: // a time
		shown = typed.String()
	}
	return fmt.Sprintf("%s: %s # %s", key, inOneLine(shown), source)
}

// writtenValue returns the value of a setting as it is written where it comes from: a flag, a
// variable, the file or the default.
func writtenValue(k *kong.Context, args []string, file *configFile, f *kong.Flag) (value, source string) {
	for _, part := range k.Path {
		if part.Flag == f && !part.Resolved {
			return flagText(args, f.Name), "flag --" + f.Name
		}
	}
	for _, name := range f.Envs {
		if value := os.Getenv(name); value != "" {
			return value, "environment " + name
		}
	}
	if value, ok := file.values[settingKey(f)]; ok {
		return value, "file"
	}
	return f.Default, "default"
}

// flagText returns the value of a flag as the command line has it; the last one counts.
func flagText(args []string, name string) (text string) {
	for i, arg := range args {
		if value, ok := strings.CutPrefix(arg, "--"+name+"="); ok {
			text = value
		} else if arg == "--"+name && i+1 < len(args) {
			text = args[i+1]
		}
	}
	return text
}

// inOneLine writes a value as YAML in one line. A text that is a map or a list is one.
func inOneLine(value any) string {
	text, ok := value.(string)
	if !ok {
		return fmt.Sprint(value)
	}
	var n yaml.Node
	if err := yaml.Unmarshal([]byte(text), &n); err != nil || len(n.Content) != 1 || n.Content[0].Kind == yaml.ScalarNode {
		return strconv.Quote(text)
	}
	inner := n.Content[0]
	if inner.Kind == yaml.SequenceNode || inner.Kind == yaml.MappingNode {
		inner.Style = yaml.FlowStyle
	}
	var b bytes.Buffer
	encoder := yaml.NewEncoder(&b)
	if err := errors.Join(encoder.Encode(inner), encoder.Close()); err != nil {
		return strconv.Quote(text)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
