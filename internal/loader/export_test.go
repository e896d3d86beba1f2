package loader

// RefreshPaths is what a notice of changed files comes to.
func (s *Store) RefreshPaths(paths ...string) bool { return s.refreshPaths(paths) }
