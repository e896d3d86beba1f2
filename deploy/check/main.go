// Command check decodes the files for Docker Compose and Kubernetes with the libraries of their
// makers, strictly: an unknown or doubled key is an error. It is a module of its own, so that sshblog
// does not depend on these.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/compose-spec/compose-go/v2/cli"
	apps "k8s.io/api/apps/v1"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	policy "k8s.io/api/policy/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

func main() {
	deploy := ".."
	if len(os.Args) > 1 {
		deploy = os.Args[1]
	}
	err := errors.Join(
		compose(filepath.Join(deploy, "compose"), []string{"compose.yaml"}, []string{"blog"}),
		compose(filepath.Join(deploy, "compose"), []string{"compose.yaml", "git.yaml"}, []string{"blog", "git"}),
		kubernetes(filepath.Join(deploy, "kubernetes")),
	)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// compose loads files one over the other, as docker compose -f A -f B does.
func compose(dir string, files, services []string) error {
	var paths []string
	for _, f := range files {
		paths = append(paths, filepath.Join(dir, f))
	}
	options, err := cli.NewProjectOptions(paths, cli.WithWorkingDirectory(dir), cli.WithEnv([]string{"BLOG_REPOSITORY=https://example.com/blog"}))
	if err != nil {
		return fmt.Errorf("compose: %w", err)
	}
	project, err := options.LoadProject(context.Background())
	if err != nil {
		return fmt.Errorf("compose %v: %w", files, err)
	}
	if got := project.ServiceNames(); !slices.Equal(got, services) {
		return fmt.Errorf("compose %v: services %v, expected %v", files, got, services)
	}
	fmt.Printf("compose %v: %v\n", files, services)
	return nil
}

// kubernetes builds what kubectl apply -k does, and decodes each file and each result.
func kubernetes(dir string) error {
	scheme := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{apps.AddToScheme, core.AddToScheme, networking.AddToScheme, policy.AddToScheme} {
		if err := add(scheme); err != nil {
			return err
		}
	}
	strict := serializer.NewCodecFactory(scheme, serializer.EnableStrict).UniversalDeserializer()

	results, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(filesys.MakeFsOnDisk(), dir)
	if err != nil {
		return fmt.Errorf("kustomize: %w", err)
	}
	for _, r := range results.Resources() {
		text, err := r.AsYAML()
		if err != nil {
			return err
		}
		if _, _, err := strict.Decode(text, nil, nil); err != nil {
			return fmt.Errorf("kubernetes: %s %s: %w", r.GetKind(), r.GetName(), err)
		}
		fmt.Printf("kubernetes: %s %s\n", r.GetKind(), r.GetName())
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.yaml"))
	if err != nil {
		return err
	}
	for _, f := range files {
		text, err := os.ReadFile(f) //nolint:gosec // a file of the project
		if err != nil {
			return err
		}
		if filepath.Base(f) == "kustomization.yaml" {
			continue // kustomize has decoded it
		}
		if _, _, err := strict.Decode(text, nil, nil); err != nil {
			return fmt.Errorf("kubernetes: %s: %w", f, err)
		}
	}
	return nil
}
