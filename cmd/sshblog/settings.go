package main

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"github.com/sshblog/sshblog/internal/catalog"
	"github.com/sshblog/sshblog/internal/frontpage"
	"github.com/sshblog/sshblog/internal/hostkey"
	"github.com/sshblog/sshblog/internal/loader"
	"github.com/sshblog/sshblog/internal/oplog"
	"github.com/sshblog/sshblog/internal/sshcommand"
	"github.com/sshblog/sshblog/server"
)

// The settings. Each field of these structs declares one: its flag, and, from the flag's name, the
// environment variable and the key of the configuration file (see declareSettings). A flag wins
// over the environment, which wins over the file. The tables in docs/settings.md, SECURITY.md and
// content/settings.md are generated from here, by
//
//go:generate go test -run ^Test.*Tables$ . -args -update

// serveSettings are all settings.
type serveSettings struct {
	listenSettings
	keySettings
	hostSetting
	plainSetting
	Sample bool `help:"Show the sample blog while DIR has no posts, as is always done without DIR."`
	Cache  size `placeholder:"SIZE" unset:"an eighth of the memory, at most 64MiB" help:"Size of the cache."`
	logSettings
	adminSettings
	webSettings
	Drain         time.Duration `unset:"none" help:"Time that readers have when the server is to stop: they are told, and let go one by one."`
	FullAddresses bool          `help:"Log the whole addresses of readers, not only their networks."`
	blogSettings
	server.Limits `group:"limits"`
}

// listenSettings say where the server is, and who speaks to it. A check of its health has to know.
type listenSettings struct {
	listenSetting
	Proxies string `placeholder:"NETS" help:"Networks of load balancers with PROXY headers, as 10.0.0.0/8."`
}

// listenSetting says where the server is.
type listenSetting struct {
	Listen string `default:":2222" placeholder:"ADDR" help:"Address to listen on; 127.0.0.1:0 picks a port."`
}

// keySettings say where the host key is.
type keySettings struct {
	Keys    string `default:"keys" placeholder:"DIR" help:"Directory of the host key, created on the first start."`
	HostKey string `key:"host_key_file" placeholder:"FILE" unset:"made in keys" help:"File of the host key, such as a mounted secret."`
}

// keyPath returns the file of the host key.
func (s keySettings) keyPath() string { return cmp.Or(s.HostKey, hostkey.Path(s.Keys)) }

// logSettings say how the log is written.
type logSettings struct {
	LogFormat oplog.Format `default:"text" placeholder:"FORMAT" help:"Form of the log: text or json."`
	LogLevel  oplog.Level  `default:"info" placeholder:"LEVEL" help:"Least level of the lines of the log: debug, info, warn or error."`
}

// hostSetting names the blog to its readers.
type hostSetting struct {
	Host sshcommand.PublicName `placeholder:"NAME[:PORT]" help:"Name by which readers reach the blog, for hints and feeds; with the port, unless it is that of listen."`
}

// plainSetting chooses between lines and a screen.
type plainSetting struct {
	Plain bool `help:"Read line by line instead of drawing a screen, unless the reader chooses otherwise."`
}

// blogSettings are the settings of the blog, whether it is served or read here.
type blogSettings struct {
	postSettings
	siteSettings
	Language    string           `placeholder:"LANG" unset:"the reader's" help:"Language of the screens: en, de or zh."`
	Themes      string           `placeholder:"DIR" help:"Directory of your own themes, NAME.json in Glamour's form."`
	Theme       string           `placeholder:"NAME" unset:"auto" help:"Default theme."`
	Accent      frontpage.Accent `placeholder:"COLOR" help:"Color of headings, marks and links, as \"#c0508f\"."`
	Images      images           `default:"auto" placeholder:"HOW" help:"How pictures are shown, unless the reader says it: auto, blocks, words, or off."`
	Farewell    bool             `default:"true" negatable:"" help:"Leave a line on the screens of readers that leads back to the post they left."`
	AccentLight frontpage.Accent `placeholder:"COLOR" unset:"accent" help:"The same on light screens."`
}

// postSettings say which posts there are. All commands on posts have them as flags.
type postSettings struct {
	configSetting
	Drafts   bool   `help:"Show drafts and scheduled posts."`
	Timezone string `placeholder:"ZONE" unset:"UTC" help:"Time zone of dates that name none, as Europe/Berlin."`
}

// configSetting is the file of the others.
type configSetting struct {
	Config string `placeholder:"FILE" unset:"sshblog.yaml in DIR or here" help:"Configuration file."`
}

// siteSettings describe the blog as a whole.
type siteSettings struct {
	Title       string `placeholder:"TEXT" help:"Title of the blog."`
	Description string `placeholder:"TEXT" help:"One line below the title."`
	Author      string `placeholder:"NAME" help:"Author of posts that name none."`
	BaseURL     string `name:"base-url" placeholder:"URL" help:"Address of the same blog on the web."`
	faceSettings
}

// faceSettings say what the first screen shows beside the list.
type faceSettings struct {
	Links    frontpage.Links    `placeholder:"LINKS" help:"Links above the list, as {web: example.com, mail: me@example.com}."`
	Sections frontpage.Sections `placeholder:"LIST" help:"Parts of the list, as [{tag: bees, title: Bees}, posts, pages]."`
}

// settingPrefix begins the variables of all settings. The structs of settings are embedded with it
// as envprefix, which also tells settings from flags that are none.
const settingPrefix = "SSHBLOG_"

// isSetting reports whether a flag is a setting.
func isSetting(f *kong.Flag) bool { return f.Tag.EnvPrefix == settingPrefix }

// settingKey returns the key of a setting in the configuration file: what its tag key says, else the
// name of its flag.
func settingKey(f *kong.Flag) string {
	if key := f.Tag.Get("key"); key != "" {
		return key
	}
	return strings.ReplaceAll(f.Name, "-", "_")
}

// settingDefault returns the default of a setting in words, "" if none.
func settingDefault(f *kong.Flag) string {
	if f.Default != "" {
		return f.Default
	}
	return f.Tag.Get("unset")
}

// declareSettings has a grammar know settings: how a time is written, and of each the variable, a
// placeholder, and the default in the help.
func declareSettings() kong.Option {
	times := kong.TypeMapper(reflect.TypeFor[time.Duration](), kong.MapperFunc(decodeTime))
	return kong.OptionFunc(func(k *kong.Kong) error {
		return errors.Join(times.Apply(k), completeSettings().Apply(k))
	})
}

// decodeTime reads a time, and says what one looks like where it is none.
func decodeTime(ctx *kong.DecodeContext, target reflect.Value) error {
	var text string
	if err := ctx.Scan.PopValueInto("time", &text); err != nil {
		return err
	}
	if expected := expectedValue(target.Type(), text); expected != "" {
		return fmt.Errorf("%q, expected %s", text, expected)
	}
	d, err := time.ParseDuration(text)
	target.SetInt(int64(d))
	return err
}

// completeSettings completes the settings in a grammar.
func completeSettings() kong.Option {
	return kong.PostBuild(func(k *kong.Kong) error {
		return kong.Visit(k.Model, func(node kong.Visitable, next kong.Next) error {
			f, ok := node.(*kong.Flag)
			if !ok || !isSetting(f) {
				return next(nil)
			}
			f.Envs = []string{settingPrefix + strings.ToUpper(settingKey(f))}
			f.Tag.Envs = f.Envs
			switch f.Target.Type() {
			case reflect.TypeFor[int]():
				f.PlaceHolder = "N"
			case reflect.TypeFor[time.Duration]():
				f.PlaceHolder = "TIME"
			}
			if otherwise := settingDefault(f); otherwise != "" {
				f.Help = fmt.Sprintf("%s (%s).", strings.TrimSuffix(f.OrigHelp, "."), otherwise)
			}
			return next(nil)
		})
	})
}

// allSettings is the grammar of all settings, each a flag.
type allSettings struct {
	serveSettings `envprefix:"SSHBLOG_"`
}

// settingFlags returns all settings, in the order of their declaration.
func settingFlags() ([]*kong.Flag, error) {
	parser, err := kong.New(new(allSettings), kong.NoDefaultHelp(), declareSettings())
	if err != nil {
		return nil, err
	}
	return parser.Model.Flags, nil
}

// description returns what the settings say of the blog as a whole. It fails where the time zone is
// unknown.
func (s blogSettings) description() (loader.Description, error) {
	zone, err := s.location()
	return loader.Description{
		Drafts: s.Drafts, Location: zone, Title: s.Title, Description: s.Description, Author: s.Author, BaseURL: s.BaseURL,
		Links: s.Links.All, Parts: s.Sections.All,
	}, err
}

// location is the configured time zone, nil if none.
func (s postSettings) location() (*time.Location, error) {
	if s.Timezone == "" {
		return nil, nil //nolint:nilnil // no zone is no error
	}
	zone, err := time.LoadLocation(s.Timezone)
	if err != nil {
		return nil, fmt.Errorf("timezone %q: expected a name such as Europe/Berlin", s.Timezone)
	}
	return zone, nil
}

// checkLanguage reports whether the screens speak the configured language.
func (s blogSettings) checkLanguage() error {
	if s.Language == "" || strings.EqualFold(catalog.For(s.Language).Lang, s.Language) {
		return nil
	}
	var known []string
	for _, t := range catalog.All() {
		known = append(known, t.Lang)
	}
	return fmt.Errorf("language %q: expected one of %s", s.Language, strings.Join(known, ", "))
}
