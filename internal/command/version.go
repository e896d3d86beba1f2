package command

// versionCommand prints the version.
type versionCommand struct{}

// Run prints the version.
func (*versionCommand) Run(c *Call) error { return c.print("sshblog " + c.Version) }
