package command

import "flag"

// version prints the version.
func (r *run) version(args []string) int {
	if err := r.alone(new(flag.FlagSet), args); err != nil {
		return r.misused(err)
	}
	return r.print("sshblog " + r.Version)
}
